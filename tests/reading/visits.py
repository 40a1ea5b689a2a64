"""A small lawful visit as files, every table in it, and ways to spoil it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planner.domain.faults import Fault, Faulty
from planner.reading import Reading, read_scenario

SMALL: Mapping[str, str] = {
    "scenario.toml": """\
format = 1
[delegation]
name_en = "Small visit"
head = "li"
[programme]
first_day = 2017-08-15
last_day = 2017-08-17
timezone = "Asia/Bangkok"
[rules.travel]
peaks = [{days = "mon;tue;wed", from = "07:00", until = "09:30"}]
""",
    "organisations.csv": """\
id,name_en,side,kind,sector,competitors,languages
gadgets,Gadgets (fictional),visitor,company,iot,,zh
robots,Robots (fictional),visitor,company,robotics,gadgets,zh
ministry,Ministry,host,government,,,th;en
thai-tech,Thai Tech (fictional),host,company,iot,,th
""",
    "people.csv": """\
id,name_en,organisation,position_en,rank,role,track
somchai,Somchai,ministry,Deputy,3,host,
liaison-a,Liaison,ministry,Officer,6,liaison,a
""",
    "delegates.csv": """\
id,name_en,organisation,position_en,rank,languages,diet,arrival,departure,track,room_with
li,Li,gadgets,Head,3,zh;en,,in-1,out-1,a,
wang,Wang,gadgets,Engineer,5,zh,halal,in-1,out-1,,chen
chen,Chen,robots,Manager,5,zh,,,,,wang
""",
    "flights.csv": """\
id,number,from,to,departs,departs_zone,arrives,arrives_zone
in-1,XX 100,SZX,BKK,2017-08-15T08:00,Asia/Shanghai,2017-08-15T10:00,Asia/Bangkok
out-1,XX 101,BKK,SZX,2017-08-17T20:00,Asia/Bangkok,2017-08-17T23:50,Asia/Shanghai
""",
    "tracks.csv": "id,name_en,max_size\na,Track A,10\nb,Track B,10\n",
    "sites.csv": """\
id,name_en,province,lat,lon,zone,iata
airport,Airport,Bangkok,13.69,100.75,east,BKK
hall,Hall,Chonburi,13.36,100.98,coast,
port,Port,Chonburi,13.08,100.88,coast,
inn,Inn,Chonburi,12.92,100.88,coast,
""",
    "engagements.csv": """\
id,name_en,site,kind,host,minutes,mandatory,audience,languages,tables,slot_minutes,commitment
call,Courtesy call,hall,courtesy_call,ministry,60,yes,all,th;en,,,confirmed
visit,Port visit,port,site_visit,thai-tech,90,no,tracks,,,,asked
pairing,Matchmaking,hall,matchmaking,thai-tech,120,no,a;b,,5,20,idea
""",
    "interests.csv": "organisation,topic,weight\ngadgets,iot,4\n",
    "wishes.csv": "host,sector,weight\nthai-tech,iot,5\n",
    "attends.csv": "engagement,person,role\ncall,somchai,receives\ncall,li,speaker\n",
    "engagement_topics.csv": "engagement,topic,strength\nvisit,iot,2\n",
    "opening.csv": """\
of,on,from,until
hall,daily,09:00,12:00
hall,daily,13:00,17:00
visit,2017-08-16,09:00,16:00
lunch-inn,mon,00:00,00:00
""",
    "order.csv": "before,after,same_day,max_gap_minutes\ncall,visit,no,\n",
    "hotels.csv": "id,site,rooms,price,from,until\ninn-hotel,inn,20,1500,2017-08-15,2017-08-17\n",
    "stays.csv": "night,hotel,track\n2017-08-15,inn-hotel,\n",
    "meals.csv": """\
id,site,kind,seats,minutes,diets,price
lunch-inn,inn,lunch,50,60,halal,300
dinner-inn,inn,dinner,50,75,halal,500
""",
    "vehicles.csv": """\
id,name,kind,seats,days,price_day
coach-1,Coach 1,coach,40,,9000
van-1,Van,van,9,2017-08-15;2017-08-16,3000
""",
    "interpreters.csv": "id,name_en,languages,price_day\nnok,Nok,zh;th,4000\n",
    "travel.csv": "from,to,km,minutes,peak_minutes\neast,coast,90,90,120\ncoast,coast,20,30,\nairport,hall,80,80,\n",
    "pins.csv": "engagement,track,on,at,state\ncall,a,2017-08-16,10:00,fixed\n",
    "participants.csv": "engagement,organisation,seats,forbidden_slots\npairing,gadgets,1,1;2\n",
    "meetings.csv": "engagement,visitor,host,visitor_wish,host_wish\npairing,gadgets,thai-tech,4,3\n",
}

Edit = tuple[str, str, str]
"""A file, a text in it, and what stands there instead."""


def visit(folder: Path, *edits: Edit, extra: Mapping[str, str] | None = None) -> Path:
    """The small visit in a new `folder`, after the edits; each must find its text exactly once."""
    files = {**SMALL, **(extra or {})}
    for name, old, new in edits:
        assert files[name].count(old) == 1, f"{old!r} in {name}"
        files[name] = files[name].replace(old, new)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def child(folder: Path, toml: str, **tables: str) -> Path:
    """A scenario of its own `toml` and tables."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenario.toml").write_text(toml, encoding="utf-8")
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def faults_of(path: Path, *sets: str) -> tuple[Fault, ...]:
    """The faults of a scenario; none if it reads."""
    try:
        read_scenario(path, sets)
    except Faulty as faulty:
        return faulty.faults
    return ()


def read(path: Path, *sets: str) -> Reading:
    """The reading of a scenario without faults."""
    return read_scenario(path, sets)
