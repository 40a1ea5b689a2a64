"""A lawful plan of the tiny visit, written by hand, complete as the plan file asks.

Tuesday: all but He Ping land at 11:30; the technology track sees the laboratory, He Ping (14:30) comes to the dinner by
himself. Wednesday: the official party calls on the ministry, technology is briefed at the park, both call on the
governor; then Xu Jun flies home alone. Thursday: the port together, lunch, and the airport by 15:00.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.domain.account import Aim
from planner.domain.plan import Individual, Item, Plan, TrackDay, TrackPlan
from planner.domain.scenario import Scenario
from tests.handmade_items import at, engagement, flight, meal, night, own_ride, ride
from tests.handmade_scenario import tiny_scenario

__all__ = ["at", "tiny_plan", "tiny_scenario"]


def _gov() -> TrackPlan:
    tuesday = TrackDay(
        day=0,
        hotel_from=None,
        hotel_to="grand-hotel",
        head_count=3,
        rooms={"grand-hotel": (("wu",), ("chen",), ("lin",))},
        items=(
            ride("gov", "welcome-dinner", "bkk>grand", 0, "12:30-13:15", 30.0, 3),
            engagement("welcome-dinner", "grand", 0, "18:30-20:00", 3, commitment="confirmed"),
            night("grand-hotel", "grand", 0, "20:00-32:30", 3),
        ),
    )
    call = {"interpreters": ("pim",), "people": ("minister",), "commitment": "confirmed"}
    wednesday = TrackDay(
        day=1,
        hotel_from="grand-hotel",
        hotel_to="sea-hotel",
        head_count=3,
        rooms={"sea-hotel": (("wu",), ("chen",), ("lin",))},
        items=(
            ride("gov", "ministry-call", "grand>ministry", 1, "08:30-09:05", 8.0, 3),
            engagement("ministry-call", "ministry", 1, "09:30-10:15", 3, **call),
            ride("gov", "lunch/2017-08-16", "ministry>riverside", 1, "10:25-10:45", 8.0, 3),
            meal("lunch", "riverside-lunch", "riverside", 1, "11:30-12:30", 3),
            ride("gov", "hall-call", "riverside>hall", 1, "12:40-14:30", 130.0, 3),
            _hall_call(("pim",), 3),
            ride("gov", "dinner/2017-08-16", "hall>sea", 1, "15:55-16:25", 20.0, 3),
            meal("dinner", "sea-dinner", "sea", 1, "18:00-19:15", 3),
            night("sea-hotel", "sea", 1, "19:15-32:30", 3),
        ),
    )
    return TrackPlan(id="gov", days=(tuesday, wednesday, _thursday("gov", ("pim",), 3)))


def _hall_call(interpreters: tuple[str, ...], heads: int) -> Item:
    return engagement(
        "hall-call",
        "hall",
        1,
        "15:00-15:45",
        heads,
        interpreters=interpreters,
        people=("governor",),
        commitment="asked",
    )


def _tech() -> TrackPlan:
    late: dict[str, Any] = {"heads": 2, "absent": ("he",)}
    tuesday = TrackDay(
        day=0,
        hotel_from=None,
        hotel_to="grand-hotel",
        head_count=3,
        rooms={"grand-hotel": (("zhou",), ("xu", "he"))},
        items=(
            ride("tech", "lab-visit", "bkk>institute", 0, "12:30-13:15", 30.0, **late),
            engagement("lab-visit", "institute", 0, "14:00-15:30", **late),
            ride("tech", "welcome-dinner", "institute>grand", 0, "15:40-16:00", 8.0, **late),
            engagement("welcome-dinner", "grand", 0, "18:30-20:00", 3, commitment="confirmed"),
            night("grand-hotel", "grand", 0, "20:00-32:00", 3),
        ),
    )
    left: dict[str, Any] = {"heads": 2, "absent": ("xu",)}
    wednesday = TrackDay(
        day=1,
        hotel_from="grand-hotel",
        hotel_to="sea-hotel",
        head_count=3,
        rooms={"sea-hotel": (("zhou",), ("he",))},
        items=(
            ride("tech", "park-briefing", "grand>park", 1, "08:00-10:10", 130.0, 3),
            engagement("park-briefing", "park", 1, "10:30-11:30", 3, interpreters=("rung",), commitment="tentative"),
            ride("tech", "lunch/2017-08-16", "park>sea", 1, "11:40-12:10", 20.0, 3),
            meal("lunch", "sea-lunch", "sea", 1, "12:15-13:15", 3),
            ride("tech", "hall-call", "sea>hall", 1, "13:25-13:55", 20.0, 3),
            _hall_call(("rung",), 3),
            ride("tech", "dinner/2017-08-16", "hall>sea", 1, "15:55-16:25", 20.0, **left),
            meal("dinner", "sea-dinner", "sea", 1, "18:00-19:15", **left),
            night("sea-hotel", "sea", 1, "19:15-32:30", **left),
        ),
    )
    return TrackPlan(id="tech", days=(tuesday, wednesday, _thursday("tech", (), 2)))


def _thursday(track: str, interpreters: tuple[str, ...], heads: int) -> TrackDay:
    return TrackDay(
        day=2,
        hotel_from="sea-hotel",
        hotel_to=None,
        head_count=heads,
        items=(
            ride(track, "port-visit", "sea>port", 2, "08:30-09:10", 20.0, heads),
            engagement("port-visit", "port", 2, "09:30-11:00", heads, interpreters=interpreters),
            ride(track, "lunch/2017-08-17", "port>sea", 2, "11:10-11:40", 20.0, heads),
            meal("lunch", "sea-lunch", "sea", 2, "11:45-12:45", heads),
            ride(track, "flight/f-out", "sea>bkk", 2, "12:55-14:25", 100.0, heads),
        ),
    )


def _individual() -> tuple[Individual, ...]:
    together = ("chen", "lin", "wu", "xu", "zhou")
    home = ("chen", "he", "lin", "wu", "zhou")
    return (
        *(flight(who, "f-in", 0, "08:40-11:30", "SZX", "BKK") for who in together),
        flight("he", "f-late", 0, "11:40-14:30", "SZX", "BKK"),
        own_ride("he", "welcome-dinner", "bkk>grand", 0, "15:30-16:15", 30.0),
        own_ride("xu", "flight/f-early", "hall>bkk", 1, "15:45-17:15", 100.0),
        flight("xu", "f-early", 1, "20:30-23:20", "BKK", "SZX"),
        *(flight(who, "f-out", 2, "18:00-20:50", "BKK", "SZX") for who in home),
    )


# Worked out by hand, term by term, in the tests of the account.
AIMS = (
    Aim("visitors", 190, 10),
    Aim("hosts", 14, 10),
    Aim("fairness", 98, 100),
    Aim("driving", 845, -1),
    Aim("waiting", 880, -1),
    Aim("moves", 2, -60),
    Aim("cost", 103, -5),
)


def tiny_plan(scenario: Scenario, **changes: Any) -> Plan:
    """A lawful plan of the tiny visit, with the named fields of the plan replaced."""
    days = {who.id: dict.fromkeys(range(3), who.track or "tech") for who in scenario.delegates}
    days["xu"] = {0: "tech", 1: "tech"}
    plan = Plan(
        scenario=scenario.name,
        sha256="0" * 64,
        status="feasible",
        objective=sum(aim.value * aim.weight for aim in AIMS),
        bound=None,
        seconds=1.5,
        seed=1,
        workers=2,
        program="planner 0.1.0",
        solver="by hand",
        aims=AIMS,
        tracks=(_gov(), _tech()),
        delegates=days,
        individual=_individual(),
        left_out=("temple",),
        commitments={row.id: row.commitment for row in scenario.engagements},
    )
    return replace(plan, **changes)
