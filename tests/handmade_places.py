"""Where the tiny visit goes, sleeps and eats, and the ways between: sites, opening, hotels, meals, travel."""

from __future__ import annotations

from planner.domain.columns import Text, TimeOfDay
from planner.domain.places import Hotel, MealPlace, OpeningRow, Site, TravelRow
from tests.handmade_people import THURSDAY, WEDNESDAY, text


def at(hour: int, minute: int = 0) -> TimeOfDay:
    """A time of day."""
    return TimeOfDay(hour * 60 + minute)


def _site(id: str, name: Text, province: str, zone: str, place: tuple[float, float], iata: str = "") -> Site:
    return Site(id=id, name=name, province=province, zone=zone, lat=place[0], lon=place[1], iata=iata)


SITES = (
    _site("bkk", text("Airport", "机场", "สนามบิน"), "Samut Prakan", "airport", (13.69, 100.75), "BKK"),
    _site("grand", text("Grand Hotel", "大酒店", "โรงแรมแกรนด์"), "Bangkok", "bangkok", (13.74, 100.55)),
    _site("ministry", text("Ministry", "部", "กระทรวง"), "Bangkok", "bangkok", (13.88, 100.56)),
    _site("institute", text("Institute", "研究所", "สถาบัน"), "Bangkok", "bangkok", (13.80, 100.55)),
    _site("riverside", text("Riverside", "河畔餐厅", "ริมน้ำ"), "Bangkok", "bangkok", (13.72, 100.51)),
    _site("hall", text("Provincial Hall", "府政府", "ศาลากลางจังหวัด"), "Chonburi", "coast", (13.36, 100.98)),
    _site("park", text("Digital Park", "数码园", "ดิจิทัลพาร์ค"), "Chonburi", "coast", (13.10, 100.93)),
    _site("port", text("Port", "港口", "ท่าเรือ"), "Chonburi", "coast", (13.08, 100.90)),
    _site("sea", text("Sea Hotel", "海滨酒店", "โรงแรมซี"), "Chonburi", "coast", (12.95, 100.89)),
    _site("wat", text("Temple", "寺庙", "วัด"), "Chachoengsao", "east", (13.67, 101.07)),
)

OPENING = (
    OpeningRow(of="ministry", on="daily", from_=at(9), until=at(12)),
    OpeningRow(of="institute", on="daily", from_=at(9), until=at(16)),
    OpeningRow(of="hall", on="wed", from_=at(9), until=at(16)),
    OpeningRow(of="hall", on="thu", from_=at(9), until=at(12)),
    OpeningRow(of="port-visit", on="daily", from_=at(9), until=at(11, 30)),
    OpeningRow(of="port-visit", on="daily", from_=at(13), until=at(16)),
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

TRAVEL = (
    TravelRow(from_="airport", to="bangkok", km=30.0, minutes=45, peak_minutes=70),
    TravelRow(from_="bangkok", to="bangkok", km=8.0, minutes=20, peak_minutes=35),
    TravelRow(from_="bangkok", to="coast", km=130.0, minutes=110, peak_minutes=130),
    TravelRow(from_="coast", to="coast", km=20.0, minutes=30, peak_minutes=40),
    TravelRow(from_="airport", to="coast", km=100.0, minutes=90, peak_minutes=100),
)
