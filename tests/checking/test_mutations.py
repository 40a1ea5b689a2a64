"""A lawful plan broken in one way at a time: each rule's breach is caught."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.domain.clock import DAY
from planner.domain.engagements import Pin
from planner.domain.plan import Meeting, Plan
from planner.domain.rulebook import DayRules, DrivingRules, ProvinceRules, RankRules
from planner.domain.rules import RULES
from planner.domain.scenario import Scenario
from tests.checking.edits import (
    broken,
    item,
    shifted,
    with_added,
    with_day,
    with_item,
    with_row,
    with_rules,
    without_item,
)
from tests.handmade import at, tiny_plan, tiny_scenario

Mutation = Callable[[Plan], Plan]


def _strict() -> Scenario:
    """The tiny visit with limits so tight that the handmade plan just keeps them."""
    scenario = with_rules(
        tiny_scenario(),
        days=DayRules(most_engagements=2, longest_minutes=675, rest_after_flight_minutes=90),
        driving=DrivingRules(in_a_row_minutes=220, rest_minutes=120, day_minutes=220),
        ranks=RankRules(within=1),
        provinces=ProvinceRules(names=("Bangkok", "Chonburi"), least=3),
    )
    scenario = with_row(scenario, "vehicles", "van-1", seats=3)
    scenario = with_row(scenario, "hotels", "grand-hotel", rooms=5)
    scenario = with_row(scenario, "meals", "riverside-lunch", seats=3)
    scenario = with_row(scenario, "engagements", "ministry-call", capacity=3)
    scenario = with_row(scenario, "organisations", "commission", competitors=("alpha-iot",))
    scenario = with_row(scenario, "interpreters", "pim", topics=("policy", "ports"))
    scenario = with_row(scenario, "interpreters", "rung", topics=("iot",))
    scenario = with_row(scenario, "delegates", "zhou", access="wheelchair")
    scenario = replace(
        scenario, sites=tuple(replace(one, access="" if one.id == "wat" else "wheelchair") for one in scenario.sites)
    )
    scenario = with_row(scenario, "engagements", "hall-call", audience=("all",))
    scenario = with_row(scenario, "engagements", "port-visit", audience=("all",))
    return replace(scenario, pins=(*scenario.pins, Pin(engagement="temple", state="out")))


SCENARIO = _strict()
PLAN = tiny_plan(SCENARIO)


def tech_joins_the_ministry(plan: Plan) -> Plan:
    return with_added(plan, "tech", 1, item(plan, "gov", 1, "ministry-call"))


def swap_two_stops(plan: Plan) -> Plan:
    brief, lunch = item(plan, "tech", 1, "park-briefing"), item(plan, "tech", 1, "lunch/2017-08-16")
    swapped = with_item(plan, "tech", 1, brief.key, start=lunch.start, end=lunch.start + 60)
    return with_item(swapped, "tech", 1, lunch.key, start=brief.start, end=brief.start + 60)


def hall_call_on_thursday(plan: Plan) -> Plan:
    for track in ("gov", "tech"):
        call = item(plan, track, 1, "hall-call")
        plan = without_item(plan, track, 1, "hall-call")
        late = replace(call, start=call.start + DAY, end=call.end + DAY)
        plan = with_added(plan, track, 2, late)
    return plan


def a_visit_before_the_call(plan: Plan) -> Plan:
    lab = item(plan, "tech", 0, "lab-visit")
    early = replace(lab, start=lab.start + DAY - 360, end=lab.end + DAY - 360)
    gov = with_added(plan, "gov", 1, early)
    return without_item(gov, "tech", 0, "lab-visit")


def crowd_the_van(plan: Plan) -> Plan:
    """Zhou goes with the official party on Wednesday."""
    return replace(plan, delegates={**plan.delegates, "zhou": {0: "tech", 1: "gov", 2: "tech"}})


def wrong_hotel(plan: Plan) -> Plan:
    return with_day(plan, "gov", 1, lambda day: replace(day, hotel_to="grand-hotel"))


def one_room_more(plan: Plan) -> Plan:
    rooms = (("zhou",), ("xu",), ("he",))
    return with_day(plan, "tech", 0, lambda day: replace(day, rooms={"grand-hotel": rooms}))


def everybody_lunches_at_the_riverside(plan: Plan) -> Plan:
    changes = {"id": "riverside-lunch", "site": "riverside"}
    return with_item(plan, "tech", 1, "lunch/2017-08-16", **changes)


def drive_on(plan: Plan) -> Plan:
    ride = item(plan, "tech", 1, "to/dinner/2017-08-16")
    return with_item(plan, "tech", 1, ride.key, end=ride.end + 1, minutes=31)


def without_the_head(plan: Plan) -> Plan:
    return with_item(plan, "gov", 1, "ministry-call", absent=("wu",), heads=2)


def with_juniors_only(plan: Plan) -> Plan:
    return with_item(plan, "gov", 1, "ministry-call", absent=("wu", "chen"), heads=1)


def a_meeting() -> Meeting:
    """A business meeting in an engagement that is not for such meetings."""
    start = at(1, "15:00")
    return Meeting(
        engagement="hall-call",
        slot=1,
        table=1,
        visitor="alpha-iot",
        host="port-authority",
        start=start,
        end=start + 20,
    )


MUTATIONS: dict[str, tuple[Mutation, str]] = {
    "a stop before the doors open": (
        lambda plan: shifted(plan, "gov", 1, "ministry-call", -35),
        "engagements_lie_within_opening_hours",
    ),
    "two stops at once": (swap_two_stops, "nobody_is_in_two_places"),
    "a passenger who has not landed": (
        lambda plan: with_item(plan, "tech", 0, "to/lab-visit", absent=(), heads=3),
        "nobody_is_in_two_places",
    ),
    "two stops swapped": (swap_two_stops, "travel_takes_its_time"),
    "a transfer dropped": (lambda plan: without_item(plan, "gov", 1, "to/hall-call"), "travel_takes_its_time"),
    "a flight of a coach": (
        lambda plan: with_item(plan, "gov", 1, "to/hall-call", minutes=10, end=item(plan, "gov", 1, "hall-call").start),
        "travel_takes_its_time",
    ),
    "a plenary missed": (
        lambda plan: without_item(plan, "tech", 0, "welcome-dinner"),
        "mandatory_engagements_are_held",
    ),
    "a fixed call moved": (lambda plan: shifted(plan, "gov", 1, "ministry-call", 5), "pins_are_kept"),
    "a track changed": (crowd_the_van, "nobody_is_in_two_places"),
    "a session shared unasked": (tech_joins_the_ministry, "sessions_are_not_exceeded"),
    "a host asked twice at once": (
        lambda plan: shifted(plan, "tech", 1, "park-briefing", -30),
        "hosts_receive_one_session_at_a_time",
    ),
    "a call overfilled": (tech_joins_the_ministry, "capacity_is_not_exceeded"),
    "a van overfilled": (crowd_the_van, "seats_are_not_exceeded"),
    "a van that serves both": (
        lambda plan: with_item(plan, "tech", 1, "to/hall-call", vehicles=("van-1", "coach-1")),
        "seats_are_not_exceeded",
    ),
    "a room too many": (one_room_more, "rooms_are_not_exceeded"),
    "a full restaurant": (everybody_lunches_at_the_riverside, "meal_seats_are_not_exceeded"),
    "an order turned round": (hall_call_on_thursday, "order_is_kept"),
    "a visit before the call": (a_visit_before_the_call, "courtesy_comes_first"),
    "a longer evening": (lambda plan: shifted(plan, "tech", 1, "dinner/2017-08-16", 5), "days_are_bearable"),
    "a third engagement": (
        lambda plan: with_added(plan, "gov", 1, item(plan, "tech", 1, "park-briefing")),
        "days_are_bearable",
    ),
    "a lunch dropped": (
        lambda plan: without_item(plan, "tech", 1, "lunch/2017-08-16"),
        "lunch_and_dinner_are_eaten",
    ),
    "a wrong hotel": (wrong_hotel, "nights_are_stable"),
    "a longer ride": (drive_on, "drivers_rest"),
    "an interpreter removed": (
        lambda plan: with_item(plan, "gov", 1, "ministry-call", interpreters=()),
        "interpreters_are_there",
    ),
    "juniors before a minister": (with_juniors_only, "ranks_are_matched"),
    "a call without the head": (without_the_head, "the_head_attends"),
    "a province with less": (
        lambda plan: without_item(plan, "tech", 1, "park-briefing"),
        "provinces_are_all_visited",
    ),
    "competitors in one room": (
        lambda plan: with_added(plan, "gov", 1, item(plan, "tech", 1, "park-briefing")),
        "competitors_are_apart",
    ),
    "an interpreter of another subject": (
        lambda plan: with_item(plan, "gov", 1, "ministry-call", interpreters=("rung",)),
        "interpreters_know_the_subject",
    ),
    "a temple without access": (
        lambda plan: with_item(plan, "tech", 0, "lab-visit", key="temple", id="temple", site="wat"),
        "wheelchairs_have_access",
    ),
    "a meeting of nobody's": (lambda plan: replace(plan, meetings=(a_meeting(),)), "meetings_fit"),
    "something out is in": (
        lambda plan: with_item(plan, "tech", 0, "lab-visit", key="temple", id="temple", site="wat"),
        "pins_are_kept",
    ),
}


def test_the_plan_is_lawful_before_it_is_broken() -> None:
    assert broken(SCENARIO, PLAN) == set()


@pytest.mark.parametrize("what", MUTATIONS)
def test_a_breach_is_caught(what: str) -> None:
    mutate, rule = MUTATIONS[what]
    assert rule in broken(SCENARIO, mutate(PLAN))


TIMED = ("engagement", "transfer")
EVERY_ITEM = [(track.id, day.day, item.key) for track in PLAN.tracks for day in track.days for item in day.items]


@pytest.mark.parametrize(("track", "day", "key"), EVERY_ITEM)
def test_dropping_any_item_is_caught(track: str, day: int, key: str) -> None:
    assert broken(SCENARIO, without_item(PLAN, track, day, key))


@pytest.mark.parametrize(("track", "day", "key"), [one for one in EVERY_ITEM if item(PLAN, *one).kind in TIMED])
def test_an_item_that_ends_earlier_than_it_must_is_caught(track: str, day: int, key: str) -> None:
    one = item(PLAN, track, day, key)
    assert broken(SCENARIO, with_item(PLAN, track, day, key, end=one.end - 1))


@pytest.mark.parametrize(("track", "day", "key"), EVERY_ITEM)
def test_moving_any_item_to_the_next_day_is_caught(track: str, day: int, key: str) -> None:
    assert broken(SCENARIO, shifted(PLAN, track, day, key, DAY))


def test_every_rule_has_a_mutation_that_breaks_it() -> None:
    by_the_scenario_alone = {"registration_is_in_time"}
    assert {rule for _, rule in MUTATIONS.values()} | by_the_scenario_alone == {rule.name for rule in RULES}
