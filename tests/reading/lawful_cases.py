"""Lawful edits of the small visit that lie close to faulty ones."""

from __future__ import annotations

from tests.reading.visits import Edit

NEIGHBOURS: dict[str, Edit] = {
    "nothing changed": ("tracks.csv", "b,Track B", "b,Track B"),
    "midnight as the end of a day": ("opening.csv", "13:00,17:00", "13:00,24:00"),
    "a span that closes": ("opening.csv", "09:00,16:00", "09:00,09:00"),
    "one hour only": ("opening.csv", "hall,daily,09:00", "hall,daily,9:00"),
    "Thai digits": ("hotels.csv", "20,1500", "๒๐,1500"),
    "a space for the T": ("flights.csv", "2017-08-15T08:00", "2017-08-15 08:00"),
    "the last day": ("pins.csv", "2017-08-16", "2017-08-17"),
    "a flight a minute long": ("flights.csv", "2017-08-15T10:00", "2017-08-15T07:01"),
    "a flight that lands the evening before": (
        "flights.csv",
        "2017-08-15T08:00,Asia/Shanghai,2017-08-15T10:00",
        "2017-08-14T20:00,Asia/Shanghai,2017-08-14T22:00",
    ),
    "all tracks": ("engagements.csv", "no,a;b", "no,all"),
    "one track": ("engagements.csv", "no,a;b", "no,b"),
    "a dash for an underscore": ("engagements.csv", "courtesy_call", "courtesy-call"),
    "the least and greatest weight": ("interests.csv", ",4", ",5"),
    "a name in Chinese only": ("interpreters.csv", "id,name_en", "id,name_zh"),
    "no reverse of a flight at a site": ("flights.csv", "in-1,XX 100,SZX,BKK", "in-1,XX 100,HKG,BKK"),
    "an exact repetition": ("travel.csv", "coast,coast,20,30,\n", "coast,coast,20,30,\ncoast,coast,20,30,\n"),
    "two spans from different hours": ("opening.csv", "hall,daily,13:00,17:00", "hall,daily,14:00,17:00"),
    "a soft rule": (
        "scenario.toml",
        "[rules.travel]",
        "[rules.drivers_rest]\nhard = false\nweight = 7\n[rules.travel]",
    ),
    "no peaks": ("scenario.toml", 'peaks = [{days = "mon;tue;wed", from = "07:00", until = "09:30"}]', "peaks = []"),
    "days of a peak as a list": ("scenario.toml", '"mon;tue;wed"', '["mon", "tue"]'),
    "ordered aims": (
        "scenario.toml",
        "[rules.travel]",
        '[objective]\norder = ["visitors+hosts", "fairness"]\n[rules.travel]',
    ),
    "a quoted date": ("scenario.toml", "2017-08-17", '"2017-08-17"'),
    "a pin without date or time": ("pins.csv", "2017-08-16,10:00,fixed", ",,in"),
}
