"""A tiny visit, written by hand: three days, two tracks, six delegates, seven engagements."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from planner.domain.columns import Text, TimeOfDay
from planner.domain.engagements import Engagement, Order, Pin, TopicStrength
from planner.domain.fleet import Flight, Interpreter, Track, Vehicle
from planner.domain.people import Attendance, Delegate, Interest, Organisation, Person, Wish
from planner.domain.places import Hotel, MealPlace, OpeningRow, Site, Stay, TravelRow
from planner.domain.rules import ProvinceRules, RuleBook
from planner.domain.scenario import Programme, Scenario

TUESDAY, WEDNESDAY, THURSDAY = (dt.date(2017, 8, day) for day in (15, 16, 17))
BANGKOK, SHANGHAI = "Asia/Bangkok", "Asia/Shanghai"


def _at(hour: int, minute: int = 0) -> TimeOfDay:
    return TimeOfDay(hour * 60 + minute)


def _text(en: str, zh: str = "", th: str = "") -> Text:
    return Text(en, th, zh)


ORGANISATIONS = (
    Organisation(
        id="commission",
        name=_text("Trade Commission", "经贸委", "คณะกรรมการการค้า"),
        side="visitor",
        kind="government",
        sector="government",
        languages=("zh",),
    ),
    Organisation(
        id="alpha-iot",
        name=_text("Alpha IoT", "阿尔法物联", "อัลฟ่า ไอโอที"),
        side="visitor",
        kind="company",
        sector="iot",
        languages=("zh", "en"),
    ),
    Organisation(
        id="gamma-port",
        name=_text("Gamma Logistics", "伽马物流", "แกมมา โลจิสติกส์"),
        side="visitor",
        kind="company",
        sector="logistics",
        languages=("zh",),
    ),
    Organisation(
        id="digital-ministry",
        name=_text("Digital Ministry", "数字部", "กระทรวงดิจิทัล"),
        side="host",
        kind="government",
        languages=("th", "en"),
    ),
    Organisation(
        id="iot-institute",
        name=_text("IoT Institute", "物联网研究所", "สถาบันไอโอที"),
        side="host",
        kind="university",
        languages=("th", "en"),
    ),
    Organisation(
        id="chonburi-province",
        name=_text("Chonburi Province", "春武里府", "จังหวัดชลบุรี"),
        side="host",
        kind="government",
        province="Chonburi",
        languages=("th", "en"),
    ),
    Organisation(
        id="port-authority",
        name=_text("Port Authority", "港务局", "การท่าเรือ"),
        side="host",
        kind="state-enterprise",
        languages=("th",),
    ),
)

PEOPLE = (
    Person(
        id="minister",
        name=_text("Minister Somchai", "颂猜部长", "รัฐมนตรี สมชาย"),
        organisation="digital-ministry",
        position=_text("Minister", "部长", "รัฐมนตรี"),
        rank=1,
        languages=("th", "en"),
        role="host",
    ),
    Person(
        id="governor",
        name=_text("Governor Malee", "玛丽府尹", "ผู้ว่าราชการ มาลี"),
        organisation="chonburi-province",
        position=_text("Governor", "府尹", "ผู้ว่าราชการจังหวัด"),
        rank=2,
        languages=("th",),
        phone="+66 38 000 001",
        role="host",
    ),
    Person(
        id="liaison-tech",
        name=_text("Nid", "妮", "นิด"),
        position=_text("Liaison officer", "联络员", "เจ้าหน้าที่ประสานงาน"),
        languages=("th", "zh"),
        phone="+66 80 000 0001",
        role="liaison",
        track="tech",
    ),
)

DELEGATES = (
    Delegate(
        id="wu",
        name=_text("Wu Lei", "吴磊", "อู๋ เหล่ย"),
        organisation="commission",
        position=_text("Director", "主任", "ผู้อำนวยการ"),
        rank=1,
        languages=("zh",),
        arrival="f-in",
        departure="f-out",
        track="gov",
        email="wu@example.org",
    ),
    Delegate(
        id="chen",
        name=_text("Chen Fang", "陈芳", "เฉิน ฟาง"),
        organisation="commission",
        position=_text("Deputy director", "副主任", "รองผู้อำนวยการ"),
        rank=2,
        languages=("zh", "en"),
        arrival="f-in",
        departure="f-out",
        track="gov",
    ),
    Delegate(
        id="lin",
        name=_text("Lin Hai", "林海", "หลิน ไห่"),
        organisation="commission",
        position=_text("Section chief", "处长", "หัวหน้าฝ่าย"),
        rank=3,
        languages=("zh",),
        diet=("vegetarian",),
        arrival="f-in",
        departure="f-out",
        track="gov",
    ),
    Delegate(
        id="zhou",
        name=_text("Zhou Min", "周敏", "โจว หมิ่น"),
        organisation="alpha-iot",
        position=_text("Chief executive", "总经理", "ประธานเจ้าหน้าที่บริหาร"),
        rank=4,
        languages=("zh", "en"),
        arrival="f-in",
        departure="f-out",
    ),
    Delegate(
        id="xu",
        name=_text("Xu Jun", "徐军", "สวี จวิน"),
        organisation="alpha-iot",
        position=_text("Engineer", "工程师", "วิศวกร"),
        rank=5,
        languages=("zh", "en"),
        arrival="f-in",
        departure="f-early",
        room_with="he",
    ),
    Delegate(
        id="he",
        name=_text("He Ping", "何平", "เหอ ผิง"),
        organisation="gamma-port",
        position=_text("Manager", "经理", "ผู้จัดการ"),
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

TRACKS = (
    Track(id="gov", name=_text("Official party", "官方团", "คณะทางการ"), max_size=9),
    Track(id="tech", name=_text("Technology", "科技", "เทคโนโลยี"), max_size=40),
)


def _site(id: str, name: Text, province: str, zone: str, place: tuple[float, float], iata: str = "") -> Site:
    return Site(id=id, name=name, province=province, zone=zone, lat=place[0], lon=place[1], iata=iata)


SITES = (
    _site("bkk", _text("Airport", "机场", "สนามบิน"), "Samut Prakan", "airport", (13.69, 100.75), "BKK"),
    _site("grand", _text("Grand Hotel", "大酒店", "โรงแรมแกรนด์"), "Bangkok", "bangkok", (13.74, 100.55)),
    _site("ministry", _text("Ministry", "部", "กระทรวง"), "Bangkok", "bangkok", (13.88, 100.56)),
    _site("institute", _text("Institute", "研究所", "สถาบัน"), "Bangkok", "bangkok", (13.80, 100.55)),
    _site("riverside", _text("Riverside", "河畔餐厅", "ริมน้ำ"), "Bangkok", "bangkok", (13.72, 100.51)),
    _site("hall", _text("Provincial Hall", "府政府", "ศาลากลางจังหวัด"), "Chonburi", "coast", (13.36, 100.98)),
    _site("park", _text("Digital Park", "数码园", "ดิจิทัลพาร์ค"), "Chonburi", "coast", (13.10, 100.93)),
    _site("port", _text("Port", "港口", "ท่าเรือ"), "Chonburi", "coast", (13.08, 100.90)),
    _site("sea", _text("Sea Hotel", "海滨酒店", "โรงแรมซี"), "Chonburi", "coast", (12.95, 100.89)),
    _site("wat", _text("Temple", "寺庙", "วัด"), "Chachoengsao", "east", (13.67, 101.07)),
)

ENGAGEMENTS = (
    Engagement(
        id="welcome-dinner",
        name=_text("Welcome dinner", "欢迎晚宴", "งานเลี้ยงต้อนรับ"),
        site="grand",
        kind="reception",
        host="digital-ministry",
        minutes=90,
        mandatory="yes",
        audience=("all",),
        capacity=60,
        benefit=2,
        commitment="confirmed",
        dress="business",
    ),
    Engagement(
        id="ministry-call",
        name=_text("Courtesy call", "礼节性拜会", "เยี่ยมคารวะ"),
        site="ministry",
        kind="courtesy_call",
        host="digital-ministry",
        minutes=45,
        mandatory="yes",
        audience=("tracks",),
        capacity=15,
        head_required=True,
        host_rank=1,
        languages=("th", "en"),
        setup_minutes=10,
        buffer_minutes=10,
        benefit=5,
        commitment="confirmed",
    ),
    Engagement(
        id="lab-visit",
        name=_text("IoT laboratory", "物联网实验室", "ห้องทดลองไอโอที"),
        site="institute",
        kind="site_visit",
        host="iot-institute",
        minutes=90,
        audience=("tracks",),
        sessions=2,
        capacity=20,
        languages=("th", "en"),
        setup_minutes=10,
        benefit=3,
    ),
    Engagement(
        id="park-briefing",
        name=_text("Digital Park briefing", "数码园简报", "สรุปดิจิทัลพาร์ค"),
        site="park",
        kind="briefing",
        host="digital-ministry",
        minutes=60,
        audience=("tracks",),
        capacity=40,
        together=True,
        languages=("en",),
        benefit=3,
        commitment="tentative",
    ),
    Engagement(
        id="hall-call",
        name=_text("Call on the governor", "拜会府尹", "เยี่ยมคารวะผู้ว่าราชการ"),
        site="hall",
        kind="courtesy_call",
        host="chonburi-province",
        minutes=45,
        mandatory="yes",
        audience=("tracks",),
        capacity=20,
        together=True,
        head_required=True,
        host_rank=2,
        languages=("th", "en"),
        setup_minutes=10,
        benefit=4,
        commitment="asked",
    ),
    Engagement(
        id="port-visit",
        name=_text("Port", "港口考察", "เยี่ยมชมท่าเรือ"),
        site="port",
        kind="site_visit",
        host="port-authority",
        minutes=90,
        mandatory="each",
        audience=("tracks",),
        sessions=2,
        capacity=20,
        together=True,
        languages=("th",),
        setup_minutes=5,
        register_days=14,
        benefit=3,
    ),
    Engagement(
        id="temple",
        name=_text("Temple", "寺庙参观", "ไหว้พระ"),
        site="wat",
        kind="culture",
        minutes=45,
        audience=("tracks",),
        sessions=2,
        benefit=1,
    ),
)

ATTENDS = (
    Attendance(engagement="ministry-call", person="minister", role="receives"),
    Attendance(engagement="hall-call", person="governor", role="receives"),
)

TOPICS = (
    TopicStrength(engagement="lab-visit", topic="iot", strength=3),
    TopicStrength(engagement="park-briefing", topic="iot", strength=2),
    TopicStrength(engagement="park-briefing", topic="policy", strength=1),
    TopicStrength(engagement="ministry-call", topic="policy", strength=3),
    TopicStrength(engagement="port-visit", topic="ports", strength=3),
)

OPENING = (
    OpeningRow(of="ministry", on="daily", from_=_at(9), until=_at(12)),
    OpeningRow(of="institute", on="daily", from_=_at(9), until=_at(16)),
    OpeningRow(of="hall", on="wed", from_=_at(9), until=_at(16)),
    OpeningRow(of="hall", on="thu", from_=_at(9), until=_at(12)),
    OpeningRow(of="port-visit", on="daily", from_=_at(9), until=_at(11, 30)),
    OpeningRow(of="port-visit", on="daily", from_=_at(13), until=_at(16)),
)

HOTELS = (
    Hotel(id="grand-hotel", site="grand", rooms=10, price=3000.0),
    Hotel(id="sea-hotel", site="sea", rooms=10, price=2000.0, from_=WEDNESDAY, until=THURSDAY),
)

MEALS = (
    MealPlace(
        id="riverside-lunch", site="riverside", kind="lunch", seats=20, minutes=60, diets=("vegetarian",), price=500.0
    ),
    MealPlace(id="sea-lunch", site="sea", kind="lunch", seats=30, minutes=45, diets=("vegetarian",), price=400.0),
    MealPlace(id="sea-dinner", site="sea", kind="dinner", seats=30, minutes=60, diets=("vegetarian",), price=600.0),
)

VEHICLES = (
    Vehicle(id="van-1", name="Van 1", kind="van", seats=9, price_day=4000.0, driver="Anan", phone="+66 81 000 0001"),
    Vehicle(
        id="coach-1",
        name="Coach 1",
        kind="coach",
        seats=40,
        access="wheelchair",
        price_day=12000.0,
        driver="Boon",
        phone="+66 81 000 0002",
    ),
)

INTERPRETERS = (
    Interpreter(id="pim", name=_text("Pim", "萍", "พิม"), languages=("zh", "th"), price_day=8000.0),
    Interpreter(id="rung", name=_text("Rung", "荣", "รุ่ง"), languages=("zh", "en"), price_day=7000.0),
)

TRAVEL = (
    TravelRow(from_="airport", to="bangkok", km=30.0, minutes=45, peak_minutes=70),
    TravelRow(from_="bangkok", to="bangkok", km=8.0, minutes=20, peak_minutes=35),
    TravelRow(from_="bangkok", to="coast", km=130.0, minutes=110, peak_minutes=130),
    TravelRow(from_="coast", to="coast", km=20.0, minutes=30, peak_minutes=40),
    TravelRow(from_="airport", to="coast", km=100.0, minutes=90, peak_minutes=100),
)


def tiny_scenario(**changes: Any) -> Scenario:
    """The tiny visit, with the named fields of the scenario replaced."""
    scenario = Scenario(
        name="tiny",
        title=_text("A visit", "访问", "การเยือน"),
        head="wu",
        programme=Programme(
            first_day=TUESDAY,
            last_day=THURSDAY,
            timezone=BANGKOK,
            languages=("zh", "en", "th"),
            as_of=dt.date(2017, 8, 1),
        ),
        rules=RuleBook(provinces=ProvinceRules(names=("Bangkok", "Chonburi"), least=2)),
        organisations=ORGANISATIONS,
        people=PEOPLE,
        interests=INTERESTS,
        wishes=WISHES,
        delegates=DELEGATES,
        flights=FLIGHTS,
        tracks=TRACKS,
        sites=SITES,
        engagements=ENGAGEMENTS,
        attends=ATTENDS,
        engagement_topics=TOPICS,
        opening=OPENING,
        order=(Order(before="hall-call", after="port-visit"),),
        hotels=HOTELS,
        stays=(Stay(night=TUESDAY, hotel="grand-hotel"),),
        meals=MEALS,
        vehicles=VEHICLES,
        interpreters=INTERPRETERS,
        travel=TRAVEL,
        pins=(Pin(engagement="ministry-call", track="gov", on=WEDNESDAY, at=_at(9, 30), state="fixed"),),
    )
    return replace(scenario, **changes)
