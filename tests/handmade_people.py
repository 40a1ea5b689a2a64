"""Who comes to the tiny visit and who receives: organisations, people, delegates, interests, wishes, flights."""

from __future__ import annotations

import datetime as dt

from planner.domain.columns import Text
from planner.domain.fleet import Flight
from planner.domain.people import Delegate, Interest, Organisation, Person, Wish

TUESDAY, WEDNESDAY, THURSDAY = (dt.date(2017, 8, day) for day in (15, 16, 17))
BANGKOK, SHANGHAI = "Asia/Bangkok", "Asia/Shanghai"


def text(en: str, zh: str = "", th: str = "") -> Text:
    """A wording in English, Chinese and Thai."""
    return Text(en, th, zh)


ORGANISATIONS = (
    Organisation(
        id="commission",
        name=text("Trade Commission", "经贸委", "คณะกรรมการการค้า"),
        side="visitor",
        kind="government",
        sector="government",
        languages=("zh",),
    ),
    Organisation(
        id="alpha-iot",
        name=text("Alpha IoT", "阿尔法物联", "อัลฟ่า ไอโอที"),
        side="visitor",
        kind="company",
        sector="iot",
        languages=("zh", "en"),
    ),
    Organisation(
        id="gamma-port",
        name=text("Gamma Logistics", "伽马物流", "แกมมา โลจิสติกส์"),
        side="visitor",
        kind="company",
        sector="logistics",
        languages=("zh",),
    ),
    Organisation(
        id="digital-ministry",
        name=text("Digital Ministry", "数字部", "กระทรวงดิจิทัล"),
        side="host",
        kind="government",
        languages=("th", "en"),
    ),
    Organisation(
        id="iot-institute",
        name=text("IoT Institute", "物联网研究所", "สถาบันไอโอที"),
        side="host",
        kind="university",
        languages=("th", "en"),
    ),
    Organisation(
        id="chonburi-province",
        name=text("Chonburi Province", "春武里府", "จังหวัดชลบุรี"),
        side="host",
        kind="government",
        province="Chonburi",
        languages=("th", "en"),
    ),
    Organisation(
        id="port-authority",
        name=text("Port Authority", "港务局", "การท่าเรือ"),
        side="host",
        kind="state-enterprise",
        languages=("th",),
    ),
)

PEOPLE = (
    Person(
        id="minister",
        name=text("Minister Somchai", "颂猜部长", "รัฐมนตรี สมชาย"),
        organisation="digital-ministry",
        position=text("Minister", "部长", "รัฐมนตรี"),
        rank=1,
        languages=("th", "en"),
        role="host",
    ),
    Person(
        id="governor",
        name=text("Governor Malee", "玛丽府尹", "ผู้ว่าราชการ มาลี"),
        organisation="chonburi-province",
        position=text("Governor", "府尹", "ผู้ว่าราชการจังหวัด"),
        rank=2,
        languages=("th",),
        phone="+66 38 000 001",
        role="host",
    ),
    Person(
        id="liaison-tech",
        name=text("Nid", "妮", "นิด"),
        position=text("Liaison officer", "联络员", "เจ้าหน้าที่ประสานงาน"),
        languages=("th", "zh"),
        phone="+66 80 000 0001",
        role="liaison",
        track="tech",
    ),
)

DELEGATES = (
    Delegate(
        id="wu",
        name=text("Wu Lei", "吴磊", "อู๋ เหล่ย"),
        organisation="commission",
        position=text("Director", "主任", "ผู้อำนวยการ"),
        rank=1,
        languages=("zh",),
        arrival="f-in",
        departure="f-out",
        track="gov",
        email="wu@example.org",
    ),
    Delegate(
        id="chen",
        name=text("Chen Fang", "陈芳", "เฉิน ฟาง"),
        organisation="commission",
        position=text("Deputy director", "副主任", "รองผู้อำนวยการ"),
        rank=2,
        languages=("zh", "en"),
        arrival="f-in",
        departure="f-out",
        track="gov",
    ),
    Delegate(
        id="lin",
        name=text("Lin Hai", "林海", "หลิน ไห่"),
        organisation="commission",
        position=text("Section chief", "处长", "หัวหน้าฝ่าย"),
        rank=3,
        languages=("zh",),
        diet=("vegetarian",),
        arrival="f-in",
        departure="f-out",
        track="gov",
    ),
    Delegate(
        id="zhou",
        name=text("Zhou Min", "周敏", "โจว หมิ่น"),
        organisation="alpha-iot",
        position=text("Chief executive", "总经理", "ประธานเจ้าหน้าที่บริหาร"),
        rank=4,
        languages=("zh", "en"),
        arrival="f-in",
        departure="f-out",
    ),
    Delegate(
        id="xu",
        name=text("Xu Jun", "徐军", "สวี จวิน"),
        organisation="alpha-iot",
        position=text("Engineer", "工程师", "วิศวกร"),
        rank=5,
        languages=("zh", "en"),
        arrival="f-in",
        departure="f-early",
        room_with="he",
    ),
    Delegate(
        id="he",
        name=text("He Ping", "何平", "เหอ ผิง"),
        organisation="gamma-port",
        position=text("Manager", "经理", "ผู้จัดการ"),
        rank=5,
        languages=("zh",),
        arrival="f-late",
        departure="f-out",
        room_with="xu",
    ),
)

INTERESTS = (
    Interest(organisation="alpha-iot", topic="iot", weight=5),
    Interest(organisation="gamma-port", topic="ports", weight=4),
    Interest(organisation="gamma-port", topic="iot", weight=1),
    Interest(organisation="commission", topic="policy", weight=3),
    Interest(organisation="commission", topic="ports", weight=2),
)

WISHES = (
    Wish(host="iot-institute", sector="iot", weight=4),
    Wish(host="port-authority", sector="logistics", weight=5),
    Wish(host="port-authority", sector="iot", weight=1),
)


def _flight(id: str, number: str, way: tuple[str, str], departs: dt.datetime, arrives: dt.datetime) -> Flight:
    zones = {"SZX": SHANGHAI, "BKK": BANGKOK}
    return Flight(
        id=id,
        number=number,
        from_=way[0],
        to=way[1],
        departs=departs,
        departs_zone=zones[way[0]],
        arrives=arrives,
        arrives_zone=zones[way[1]],
    )


def _on(date: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(date.year, date.month, date.day, hour, minute)


FLIGHTS = (
    _flight("f-in", "ZH 9001", ("SZX", "BKK"), _on(TUESDAY, 9, 40), _on(TUESDAY, 11, 30)),
    _flight("f-late", "ZH 9003", ("SZX", "BKK"), _on(TUESDAY, 12, 40), _on(TUESDAY, 14, 30)),
    _flight("f-early", "ZH 9004", ("BKK", "SZX"), _on(WEDNESDAY, 20, 30), _on(THURSDAY, 0, 20)),
    _flight("f-out", "ZH 9002", ("BKK", "SZX"), _on(THURSDAY, 18), _on(THURSDAY, 21, 50)),
)
