"""Faulty edits of the small visit, with the place, the finding and the hint of each."""

from __future__ import annotations

from tests.reading.visits import Edit


def toml(old: str, new: str) -> Edit:
    return ("scenario.toml", old, new)


SINGLE: dict[str, tuple[Edit, str, str, str]] = {
    "a time past midnight": (
        ("opening.csv", "hall,daily,09:00", "hall,daily,25:10"),
        "opening.csv row 2, column from",
        "25:10",
        "",
    ),
    "a Buddhist year": (
        ("opening.csv", "2017-08-16", "2560-08-16"),
        "opening.csv row 4, column on",
        "2560-08-16",
        "2017-08-16",
    ),
    "a Buddhist year in a flight": (
        ("flights.csv", "2017-08-15T08:00", "2560-08-15T08:00"),
        "flights.csv row 2, column departs",
        "2560-08-15T08:00",
        "2017-08-15T08:00",
    ),
    "a Buddhist year in the frame": (
        toml("2017-08-17", '"2560-08-17"'),
        "scenario.toml, key programme.last_day",
        "2560-08-17",
        "2017-08-17",
    ),
    "a day first": (
        ("stays.csv", "2017-08-15", "15/08/2017"),
        "stays.csv row 2, column night",
        "15/08/2017",
        "2017-08-15",
    ),
    "no day of the calendar": (
        ("stays.csv", "2017-08-15", "2017-08-32"),
        "stays.csv row 2, column night",
        "2017-08-32",
        "",
    ),
    "a span that ends early": (
        ("opening.csv", "09:00,16:00", "09:00,08:00"),
        "opening.csv row 4, column until",
        "08:00",
        "",
    ),
    "hotel nights that end early": (
        ("hotels.csv", "2017-08-15,2017", "2017-08-18,2017"),
        "hotels.csv row 2, column until",
        "2017-08-17",
        "",
    ),
    "a visit that ends early": (
        toml("2017-08-17", "2017-08-14"),
        "scenario.toml, key programme.last_day",
        "2017-08-14",
        "",
    ),
    "a head who is no delegate": (toml('"li"', '"somchai"'), "scenario.toml, key delegation.head", "somchai", ""),
    "a head misspelt": (toml('"li"', '"lii"'), "scenario.toml, key delegation.head", "lii", "did you mean li?"),
    "a flight that lands early": (
        ("flights.csv", "2017-08-15T10:00", "2017-08-15T06:50"),
        "flights.csv row 2, column arrives",
        "2017-08-15T06:50 Asia/Bangkok",
        "",
    ),
    "an airport without a site": (
        ("flights.csv", "SZX,BKK", "SZX,BKX"),
        "flights.csv row 2, column to",
        "BKX is the iata of no site",
        "BKK",
    ),
    "an unknown time zone": (
        toml("Asia/Bangkok", "Asia/Bankok"),
        "scenario.toml, key programme.timezone",
        "Asia/Bankok",
        "Asia/Bangkok",
    ),
    "an unknown zone of a flight": (
        ("flights.csv", "2017-08-15T08:00,Asia/Shanghai", "2017-08-15T08:00,Shanghai"),
        "flights.csv row 2, column departs_zone",
        "Shanghai",
        "",
    ),
    "a date outside the visit": (
        ("opening.csv", "2017-08-16", "2017-09-16"),
        "opening.csv row 4, column on",
        "2017-09-16",
        "",
    ),
    "a night outside the visit": (
        ("stays.csv", "2017-08-15", "2017-08-25"),
        "stays.csv row 2, column night",
        "2017-08-25",
        "",
    ),
    "a pin outside the visit": (
        ("pins.csv", "2017-08-16", "2017-08-26"),
        "pins.csv row 2, column on",
        "2017-08-26",
        "",
    ),
    "a vehicle's day outside": (
        ("vehicles.csv", ";2017-08-16", ";2017-07-16"),
        "vehicles.csv row 3, column days",
        "2017-07-16",
        "",
    ),
    "an unknown id": (
        ("engagements.csv", "Port visit,port", "Port visit,prot"),
        "engagements.csv row 3, column site",
        "prot",
        "did you mean port?",
    ),
    "an unknown id in a list": (
        ("organisations.csv", "robotics,gadgets", "robotics,gadget"),
        "organisations.csv row 3, column competitors",
        "gadget",
        "gadgets",
    ),
    "an audience of nobody": (
        ("engagements.csv", "no,a;b", "no,a;c"),
        "engagements.csv row 4, column audience",
        "c",
        "",
    ),
    "an audience of all and some": (
        ("engagements.csv", "no,a;b", "no,all;b"),
        "engagements.csv row 4, column audience",
        "all;b",
        "",
    ),
    "an unknown enumerated word": (
        ("vehicles.csv", "Coach 1,coach", "Coach 1,coatch"),
        "vehicles.csv row 2, column kind",
        "coatch",
        "coach",
    ),
    "a duplicate id": (
        ("sites.csv", "inn,Inn", "inn,Inn,Chonburi,12.9,100.8,coast,\ninn,Inn"),
        "sites.csv row 6, column id",
        "inn",
        "row 5",
    ),
    "an id with capitals": (("sites.csv", "inn,Inn", "Inn,Inn"), "sites.csv row 5, column id", "Inn", "write inn?"),
    "an id that is a path": (
        ("interpreters.csv", "nok,Nok", "../nok,Nok"),
        "interpreters.csv row 2, column id",
        "../nok",
        "",
    ),
    "a number that is none": (
        ("engagements.csv", ",60,", ",an hour,"),
        "engagements.csv row 2, column minutes",
        "an hour",
        "",
    ),
    "a number too small": (("engagements.csv", ",60,", ",0,"), "engagements.csv row 2, column minutes", "0", ""),
    "a number too large": (("interests.csv", ",4", ",6"), "interests.csv row 2, column weight", "6", ""),
    "a half where whole is asked": (
        ("engagements.csv", ",60,", ",60.5,"),
        "engagements.csv row 2, column minutes",
        "60.5",
        "",
    ),
    "an endless number": (("sites.csv", "13.69", "inf"), "sites.csv row 2, column lat", "inf", ""),
    "an empty required cell": (("engagements.csv", ",60,", ",,"), "engagements.csv row 2, column minutes", "empty", ""),
    "no name in any language": (("tracks.csv", "b,Track B", "b,"), "tracks.csv row 3, column name_en", "empty", ""),
    "neither yes nor no": (("order.csv", ",no,", ",perhaps,"), "order.csv row 2, column same_day", "perhaps", ""),
    "a fixed pin without a time": (("pins.csv", "10:00", ""), "pins.csv row 2, column at", "empty", ""),
    "matchmaking without tables": (
        ("engagements.csv", ",5,20", ",,20"),
        "engagements.csv row 4, column tables",
        "empty",
        "",
    ),
    "participants of no matchmaking": (
        ("participants.csv", "pairing", "call"),
        "participants.csv row 2, column engagement",
        "call is of kind courtesy_call",
        "",
    ),
    "a meeting of the wrong side": (
        ("meetings.csv", "gadgets,thai-tech", "gadgets,robots"),
        "meetings.csv row 2, column host",
        "robots is not of side host",
        "",
    ),
    "a wish of the wrong side": (
        ("wishes.csv", "thai-tech", "gadgets"),
        "wishes.csv row 2, column host",
        "gadgets is not of side host",
        "",
    ),
    "a track of negative room": (
        ("tracks.csv", "max_size\na,Track A,10", "max_size,min_size\na,Track A,10,11"),
        "tracks.csv row 2, column max_size",
        "10",
        "",
    ),
    "languages by comma": (
        ("organisations.csv", "th;en", '"th,en"'),
        "organisations.csv row 4, column languages",
        "th,en",
        "",
    ),
    "an unknown rule parameter": (
        toml("[rules.travel]", "[rules.driving]\nday_minute = 9\n[rules.travel]"),
        "scenario.toml, key rules.driving.day_minute",
        "unknown key",
        "day_minutes",
    ),
    "another format": (toml("format = 1", "format = 2"), "scenario.toml, key format", "2", ""),
    "no format": (toml("format = 1", ""), "scenario.toml, key format", "missing", ""),
    "no head": (toml('head = "li"', ""), "scenario.toml, key delegation.head", "missing", ""),
    "no title": (toml('name_en = "Small visit"', ""), "scenario.toml, key delegation.name_en", "missing", ""),
    "a peak that ends early": (
        toml('"09:30"', '"06:30"'),
        "scenario.toml, key rules.travel.peaks",
        "mon;tue;wed 07:00-06:30",
        "",
    ),
    "an unknown country": (
        toml("[rules.travel]", 'holidays = "Siam"\n[rules.travel]'),
        "scenario.toml, key programme.holidays",
        "Siam",
        "",
    ),
    "a language without words": (
        toml("[rules.travel]", 'languages = ["en", "fr"]\n[rules.travel]'),
        "scenario.toml, key programme.languages",
        "en;fr",
        "",
    ),
    "no language at all": (
        toml("[rules.travel]", "languages = []\n[rules.travel]"),
        "scenario.toml, key programme.languages",
        "empty",
        "",
    ),
    "an unknown aim": (
        toml("[rules.travel]", '[objective]\norder = ["visitor"]\n[rules.travel]'),
        "scenario.toml, key objective.order",
        "visitor",
        "visitors",
    ),
    "an unknown column": (
        ("hotels.csv", "rooms,price", "rooms,prize"),
        "hotels.csv, column prize",
        "unknown column",
        "did you mean price?",
    ),
    "more cells than columns": (("tracks.csv", "b,Track B,10", "b,Track B,10,x"), "tracks.csv row 3", "4 cells", ""),
    "a contradictory row": (
        ("travel.csv", "coast,coast,20,30,\n", "coast,coast,20,30,\ncoast,coast,20,31,\n"),
        "travel.csv row 4, column from",
        "coast/coast",
        "row 3",
    ),
}
FURTHER: dict[str, tuple[list[Edit], str, str, str]] = {
    "an id of a site and an engagement": (
        [
            ("engagements.csv", "visit,Port visit", "port,Port visit"),
            ("opening.csv", "visit,2017", "port,2017"),
            ("order.csv", "call,visit", "call,port"),
            ("engagement_topics.csv", "visit,iot", "port,iot"),
        ],
        "engagements.csv row 3, column id",
        "port",
        "sites.csv row 4",
    ),
    "a departure before the arrival": (
        [
            ("delegates.csv", "zh;en,,in-1,out-1", "zh;en,,in-1,early"),
            (
                "flights.csv",
                "out-1,",
                "early,XX 7,BKK,SZX,2017-08-15T08:00,Asia/Bangkok,2017-08-15T12:00,Asia/Shanghai\nout-1,",
            ),
        ],
        "delegates.csv row 2, column departure",
        "early",
        "",
    ),
    "a name without its language": (
        [("interpreters.csv", "id,name_en", "id,name_en,name"), ("interpreters.csv", "nok,Nok", "nok,Nok,Nok")],
        "interpreters.csv, column name",
        "unknown column",
        "name_en",
    ),
    "an unknown key": (
        [toml("[rules.travel]", "lastday = 1\n[rules.travel]")],
        "scenario.toml, key programme.lastday",
        "unknown key",
        "last_day",
    ),
    "a stay that ends before it begins": (
        [
            ("flights.csv", "2017-08-17T20:00,Asia/Bangkok", "2017-08-15T09:30,Asia/Bangkok"),
            ("delegates.csv", "halal,in-1,out-1", "halal,in-1,"),
        ],
        "delegates.csv row 2, column departure",
        "out-1",
        "",
    ),
    "a column twice": ([("hotels.csv", "rooms,price", "rooms,rooms")], "hotels.csv", "column rooms twice", ""),
}


FAULTS = {name: ([edit], where, found, hint) for name, (edit, where, found, hint) in SINGLE.items()} | FURTHER
