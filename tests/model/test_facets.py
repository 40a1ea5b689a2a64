"""What rules hold beside their main case: for each one plan that the model and the check forbid, and one they allow.

Every pair lies a minute, a seat, a row apart, so that it is this limit, and no other, that binds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.engagements import Order, Pin
from planner.domain.fleet import Interpreter
from planner.domain.places import Stay
from planner.domain.rulebook import DayRules, DrivingRules, InterpretingRules, MealRules
from planner.domain.scenario import Scenario
from tests.checking.edits import shifted, with_item, with_row, with_rules, without_item
from tests.handmade_people import THURSDAY, TUESDAY, WEDNESDAY, text
from tests.handmade_places import at
from tests.model.asking import model_allows, rewritten, with_setting
from tests.model.test_rules import PLAN as WHOLE
from tests.model.test_rules import SCENARIO, Case

PLAN = with_item(WHOLE, "tech", 0, "lab-visit", interpreters=())
"""The handmade plan without an interpreter at the laboratory, where nobody needs one: who does lands later."""
LENIENT = InterpretingRules(stretch_minutes=400, day_minutes=1000)


def row(table: str, id: str, **changes: Any) -> Case:
    return with_row(SCENARIO, table, id, **changes), PLAN


def rules(**groups: Any) -> Case:
    return with_rules(SCENARIO, **groups), PLAN


def fields(**changes: Any) -> Case:
    return replace(SCENARIO, **changes), PLAN


def interpreting(**changes: Any) -> Case:
    return rules(interpreting=replace(LENIENT, **changes))


def call(*interpreters: str, scenario: Scenario = SCENARIO, **changes: Any) -> Case:
    """The call on the ministry otherwise, and interpreted by these."""
    plan = with_item(PLAN, "gov", 1, "ministry-call", interpreters=interpreters)
    return with_row(scenario, "engagements", "ministry-call", **changes), plan


def relayed(relay: bool) -> Case:
    """Chinese to English by one, English to Thai by another, for a ministry that speaks Thai alone."""
    som = Interpreter(id="som", name=text("Som"), languages=("en", "th"))
    ying = Interpreter(id="ying", name=text("Ying"), languages=("zh", "en"))
    scenario = replace(SCENARIO, interpreters=(*SCENARIO.interpreters, som, ying))
    scenario = with_rules(scenario, interpreting=replace(LENIENT, relay=relay))
    return call("som", "ying", scenario=scenario, languages=("th",))


def unbroken(break_minutes: int) -> Case:
    """Technology goes on from the park, left at 11:30, without lunch to the hall, where Rung alone is from 14:15 on."""
    scenario, plan = interpreting(stretch_minutes=90, break_minutes=break_minutes)
    scenario = with_setting(scenario, ["lunch_and_dinner_are_eaten"], enabled=False)
    scenario = with_row(scenario, "engagements", "hall-call", together=False, sessions=2)
    plan = shifted(plan, "tech", 1, "hall-call", -45)
    return scenario, without_item(plan, "tech", 1, "lunch/2017-08-16")


def order(before: str, after: str, **changes: Any) -> Case:
    return fields(order=(Order(before=before, after=after, **changes),))


def days(**changes: Any) -> Case:
    return rules(days=replace(DayRules(), **changes))


def lunch_until(hour: int, minute: int) -> Case:
    return rules(lunch=MealRules(at(11, 30), at(hour, minute), 60))


def frame(**changes: Any) -> Case:
    return fields(programme=replace(SCENARIO.programme, **changes))


def wheelchair(access: str) -> Case:
    scenario = with_row(SCENARIO, "delegates", "he", access="wheelchair")
    return with_row(scenario, "vehicles", "coach-1", access=access), PLAN


def slept(hotel: str) -> Case:
    return fields(stays=(*SCENARIO.stays, Stay(night=WEDNESDAY, hotel=hotel)))


def pinned(engagement: str, state: str, **changes: Any) -> Case:
    return fields(pins=(Pin(engagement=engagement, state=state, **changes),))  # type: ignore[arg-type]


FACETS: dict[str, tuple[str, Callable[[], Case], Callable[[], Case]]] = {
    # The hour and a half at the port from 9:30 may take five minutes more before boarding, driving and lunch at 11:45.
    "interpretation stretches the engagement": (
        "travel_takes_its_time",
        lambda: interpreting(factor_percent=106),
        lambda: interpreting(factor_percent=105),
    ),
    # Rung interprets 60 minutes at the park and 45 with the governor.
    "an interpreter works so long a day": (
        "interpreters_are_there",
        lambda: interpreting(day_minutes=104),
        lambda: interpreting(day_minutes=105),
    ),
    "an interpreter has breaks": (
        "interpreters_are_there",
        lambda: unbroken(166),
        lambda: unbroken(165),
    ),
    "two interpret what is long": (
        "interpreters_are_there",
        lambda: interpreting(stretch_minutes=59),
        lambda: interpreting(stretch_minutes=60),
    ),
    "two interpret talks": (
        "interpreters_are_there",
        lambda: call("pim", kind="talks"),
        lambda: call("pim", "nok", kind="talks"),
    ),
    "two interpret a signing": (
        "interpreters_are_there",
        lambda: call("pim", kind="signing"),
        lambda: call("pim", "nok", kind="signing"),
    ),
    "relay where it is allowed": ("interpreters_are_there", lambda: relayed(False), lambda: relayed(True)),
    "an interpreter speaks the pair": (
        "interpreters_are_there",
        lambda: call("rung", languages=("th",)),
        lambda: call("pim", languages=("th",)),
    ),
    "an interpreter is there that day": (
        "interpreters_are_there",
        lambda: row("interpreters", "pim", days=(TUESDAY, THURSDAY)),
        lambda: row("interpreters", "pim", days=(WEDNESDAY, THURSDAY)),
    ),
    "on the same day": (
        "order_is_kept",
        lambda: order("hall-call", "port-visit", same_day=True),
        lambda: order("park-briefing", "hall-call", same_day=True),
    ),
    # The briefing ends at 11:30, the governor receives at 15:00.
    "with no more than a gap between": (
        "order_is_kept",
        lambda: order("park-briefing", "hall-call", max_gap_minutes=209),
        lambda: order("park-briefing", "hall-call", max_gap_minutes=210),
    ),
    # Technology leaves the airport at 12:30 and is at the laboratory at 14:00.
    "rest after a flight": (
        "days_are_bearable",
        lambda: days(rest_after_flight_minutes=91),
        lambda: days(rest_after_flight_minutes=90),
    ),
    # Technology must leave Bangkok at 8:20, in the peak, to be at the park at 10:30.
    "the morning begins": (
        "days_are_bearable",
        lambda: frame(day_start=at(8, 21)),
        lambda: frame(day_start=at(8, 20)),
    ),
    # ... and its dinner, at the hotel, ends at 19:15.
    "a day is so long": (
        "days_are_bearable",
        lambda: days(longest_minutes=654),
        lambda: days(longest_minutes=655),
    ),
    # Technology lunches from 12:15 to 13:15.
    "lunch is eaten inside its hours": (
        "lunch_and_dinner_are_eaten",
        lambda: lunch_until(13, 10),
        lambda: lunch_until(13, 15),
    ),
    "every diet is served": (
        "lunch_and_dinner_are_eaten",
        lambda: row("meals", "riverside-lunch", diets=()),
        lambda: row("meals", "riverside-lunch", diets=("vegetarian", "halal")),
    ),
    "a hotel is open": (
        "nights_are_stable",
        lambda: row("hotels", "sea-hotel", from_=THURSDAY),
        lambda: row("hotels", "sea-hotel", from_=WEDNESDAY),
    ),
    "a night is where it was fixed": (
        "nights_are_stable",
        lambda: slept("grand-hotel"),
        lambda: slept("sea-hotel"),
    ),
    # 130 minutes from Bangkok to the park in the peak, before a briefing that is longer than a rest.
    "drivers drive so long in a row": (
        "drivers_rest",
        lambda: rules(driving=DrivingRules(in_a_row_minutes=129)),
        lambda: rules(driving=DrivingRules(in_a_row_minutes=130)),
    ),
    "a wheelchair has a place in the coach": (
        "seats_are_not_exceeded",
        lambda: wheelchair(""),
        lambda: wheelchair("wheelchair"),
    ),
    "a vehicle is there that day": (
        "seats_are_not_exceeded",
        lambda: row("vehicles", "coach-1", days=(TUESDAY, WEDNESDAY)),
        lambda: row("vehicles", "coach-1", days=(TUESDAY, WEDNESDAY, THURSDAY)),
    ),
    # The official party is at the hall at 14:30.
    "there is time at the door": (
        "travel_takes_its_time",
        lambda: row("engagements", "hall-call", setup_minutes=20, buffer_minutes=11),
        lambda: row("engagements", "hall-call", setup_minutes=20, buffer_minutes=10),
    ),
    "what is pinned out is not held": (
        "pins_are_kept",
        lambda: pinned("lab-visit", "out"),
        lambda: pinned("temple", "out"),
    ),
    "what is pinned in is held, by whom it is": (
        "pins_are_kept",
        lambda: pinned("park-briefing", "in", track="gov"),
        lambda: pinned("park-briefing", "in", track="tech"),
    ),
    "everyone for whom it is each comes": (
        "mandatory_engagements_are_held",
        lambda: row("engagements", "lab-visit", mandatory="each"),
        lambda: row("engagements", "port-visit", mandatory="each"),
    ),
}


@pytest.mark.parametrize("facet", FACETS)
def test_it_binds_in_the_model_as_in_the_check(facet: str) -> None:
    rule, forbidden, _ = FACETS[facet]
    scenario, plan = forbidden()
    assert not model_allows(scenario, plan)
    assert rule in {one.rule for one in rewritten(scenario, plan).broken}


@pytest.mark.parametrize("facet", FACETS)
def test_it_leaves_free_in_the_model_as_in_the_check(facet: str) -> None:
    scenario, plan = FACETS[facet][2]()
    assert model_allows(scenario, plan)
    assert rewritten(scenario, plan).broken == ()
