"""What rules hold beside their main case: for each one plan that the model and the check forbid, and one they allow.

Every pair lies a minute, a seat, a row apart, so that it is this limit, and no other, that binds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.columns import TimeOfDay
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


def lunch_until(until: TimeOfDay) -> Case:
    return rules(lunch=MealRules(at(11, 30), until, 60))


def frame(**changes: Any) -> Case:
    return fields(programme=replace(SCENARIO.programme, **changes))


def wheelchair(access: str) -> Case:
    scenario = with_row(SCENARIO, "delegates", "he", access="wheelchair")
    return with_row(scenario, "vehicles", "coach-1", access=access), PLAN


def slept(hotel: str) -> Case:
    return fields(stays=(*SCENARIO.stays, Stay(night=WEDNESDAY, hotel=hotel)))


def pinned(engagement: str, state: str, **changes: Any) -> Case:
    return fields(pins=(Pin(engagement=engagement, state=state, **changes),))  # type: ignore[arg-type]


Facet = tuple[str, Callable[[Any], Case], Any, Any]
"""What holds, the case that a value makes, a value that is forbidden, and one beside it that is allowed."""
FACETS: dict[str, list[Facet]] = {
    "interpreters_are_there": [
        # Rung interprets 60 minutes at the park and 45 with the governor.
        ("an interpreter works so long a day", lambda most: interpreting(day_minutes=most), 104, 105),
        ("an interpreter has breaks", unbroken, 166, 165),
        ("two interpret what is long", lambda most: interpreting(stretch_minutes=most), 59, 60),
        ("two interpret talks", lambda who: call(*who, kind="talks"), ["pim"], ["pim", "nok"]),
        ("two interpret a signing", lambda who: call(*who, kind="signing"), ["pim"], ["pim", "nok"]),
        ("relay where it is allowed", relayed, False, True),
        ("an interpreter speaks the pair", lambda who: call(who, languages=("th",)), "rung", "pim"),
        (
            "an interpreter is there that day",
            lambda there: row("interpreters", "pim", days=there),
            (TUESDAY, THURSDAY),
            (WEDNESDAY, THURSDAY),
        ),
    ],
    "order_is_kept": [
        (
            "on the same day",
            lambda pair: order(*pair, same_day=True),
            ("hall-call", "port-visit"),
            ("park-briefing", "hall-call"),
        ),
        # The briefing ends at 11:30, the governor receives at 15:00.
        (
            "with no more than a gap between",
            lambda most: order("park-briefing", "hall-call", max_gap_minutes=most),
            209,
            210,
        ),
    ],
    "days_are_bearable": [
        # Technology leaves the airport at 12:30 and is at the laboratory at 14:00.
        ("rest after a flight", lambda rest: days(rest_after_flight_minutes=rest), 91, 90),
        # It must leave Bangkok at 8:20, in the peak, to be at the park at 10:30.
        ("the morning begins", lambda start: frame(day_start=start), at(8, 21), at(8, 20)),
        # ... and its dinner, at the hotel, ends at 19:15.
        ("a day is so long", lambda most: days(longest_minutes=most), 654, 655),
    ],
    "lunch_and_dinner_are_eaten": [
        # Technology lunches from 12:15 to 13:15.
        ("lunch is eaten inside its hours", lunch_until, at(13, 10), at(13, 15)),
        (
            "every diet is served",
            lambda diets: row("meals", "riverside-lunch", diets=diets),
            (),
            ("vegetarian", "halal"),
        ),
    ],
    "nights_are_stable": [
        ("a hotel is open", lambda opens: row("hotels", "sea-hotel", from_=opens), THURSDAY, WEDNESDAY),
        ("a night is where it was fixed", slept, "grand-hotel", "sea-hotel"),
    ],
    "drivers_rest": [
        # 130 minutes from Bangkok to the park in the peak, before a briefing that is longer than a rest.
        ("drivers drive so long in a row", lambda most: rules(driving=DrivingRules(in_a_row_minutes=most)), 129, 130)
    ],
    "seats_are_not_exceeded": [
        ("a wheelchair has a place in the coach", wheelchair, "", "wheelchair"),
        (
            "a vehicle is there that day",
            lambda there: row("vehicles", "coach-1", days=there),
            (TUESDAY, WEDNESDAY),
            (TUESDAY, WEDNESDAY, THURSDAY),
        ),
    ],
    "travel_takes_its_time": [
        # The hour and a half at the port from 9:30 may take five minutes more before boarding and lunch at 11:45.
        ("interpretation stretches the engagement", lambda factor: interpreting(factor_percent=factor), 106, 105),
        # The official party is at the hall at 14:30.
        (
            "there is time at the door",
            lambda buffer: row("engagements", "hall-call", setup_minutes=20, buffer_minutes=buffer),
            11,
            10,
        ),
    ],
    "pins_are_kept": [
        ("what is pinned out is not held", lambda one: pinned(one, "out"), "lab-visit", "temple"),
        (
            "what is pinned in is held, by whom it is",
            lambda track: pinned("park-briefing", "in", track=track),
            "gov",
            "tech",
        ),
    ],
    "mandatory_engagements_are_held": [
        (
            "everyone for whom it is each comes",
            lambda one: row("engagements", one, mandatory="each"),
            "lab-visit",
            "port-visit",
        )
    ],
}
RULE_AND_CASES = {name: (rule, *cases) for rule, facets in FACETS.items() for name, *cases in facets}


@pytest.mark.parametrize("facet", RULE_AND_CASES)
def test_it_binds_in_the_model_as_in_the_check(facet: str) -> None:
    rule, case, forbidden, _ = RULE_AND_CASES[facet]
    scenario, plan = case(forbidden)
    assert not model_allows(scenario, plan)
    assert rule in {one.rule for one in rewritten(scenario, plan).broken}


@pytest.mark.parametrize("facet", RULE_AND_CASES)
def test_it_leaves_free_in_the_model_as_in_the_check(facet: str) -> None:
    _, case, _, allowed = RULE_AND_CASES[facet]
    scenario, plan = case(allowed)
    assert model_allows(scenario, plan)
    assert rewritten(scenario, plan).broken == ()
