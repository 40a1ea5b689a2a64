"""A plan that names what is not there, or is not as the plan file promises, is told so and never crashes the check."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.checking.check import check
from planner.domain.columns import TimeOfDay
from planner.domain.engagements import Pin
from planner.domain.plan import Plan
from planner.domain.rulebook import InterpretingRules
from tests.checking.edits import found, item, shifted, with_day, with_item, with_row, with_rules
from tests.handmade import tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
PLAN = tiny_plan(SCENARIO)

UNKNOWN: dict[str, Plan] = {
    "track": replace(PLAN, tracks=(replace(PLAN.tracks[0], id="nobody"), PLAN.tracks[1])),
    "track of a delegate": replace(PLAN, delegates={**PLAN.delegates, "he": {0: "nobody"}}),
    "delegate": replace(PLAN, delegates={**PLAN.delegates, "nobody": {0: "gov"}}),
    "engagement": with_item(PLAN, "gov", 1, "hall-call", id="nowhere"),
    "meal": with_item(PLAN, "gov", 1, "lunch/2017-08-16", id="nowhere"),
    "night": with_item(PLAN, "gov", 1, "night/2017-08-16", id="nowhere"),
    "site": with_item(PLAN, "gov", 1, "hall-call", site="nowhere"),
    "origin": with_item(PLAN, "gov", 1, "to/hall-call", origin="nowhere"),
    "vehicle": with_item(PLAN, "gov", 1, "to/hall-call", vehicles=("nothing",)),
    "interpreter": with_item(PLAN, "gov", 1, "hall-call", interpreters=("nobody",)),
    "absent": with_item(PLAN, "gov", 1, "hall-call", absent=("nobody",)),
    "hotel": with_day(PLAN, "gov", 1, lambda day: replace(day, hotel_to="nowhere")),
    "rooms": with_day(PLAN, "gov", 1, lambda day: replace(day, rooms={"sea-hotel": (("nobody",),)})),
    "session": with_item(PLAN, "gov", 1, "hall-call", session=None),
    "flight": replace(PLAN, individual=(replace(PLAN.individual[0], flight="none"), *PLAN.individual[1:])),
    "day outside": with_day(PLAN, "gov", 2, lambda day: replace(day, day=7)),
    "day twice": with_day(PLAN, "gov", 2, lambda day: replace(day, day=1)),
    "track twice": replace(PLAN, tracks=(*PLAN.tracks, PLAN.tracks[0])),
    "kind of item": with_item(PLAN, "gov", 1, "hall-call", kind="party"),
    "status": replace(PLAN, status="best"),  # type: ignore[arg-type]
    "transfer to nowhere": with_item(PLAN, "gov", 1, "to/hall-call", destination=None),
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_the_scenario_does_not_know_is_reported_alone(what: str) -> None:
    violations = check(SCENARIO, UNKNOWN[what])
    assert violations
    assert {violation.rule for violation in violations} == {"plan_is_whole"}


def whole(plan: Plan, **changes: Any) -> list[str]:
    return [violation.fact("found") for violation in found("plan_is_whole", replace(SCENARIO, **changes), plan)]


def test_keys_are_as_promised_and_unique_per_track() -> None:
    assert whole(with_item(PLAN, "gov", 1, "hall-call", key="call")) == ["to/hall-call", "call"]
    assert whole(with_item(PLAN, "gov", 2, "lunch/2017-08-17", key="lunch/2017-08-16"))[0] == "2 times"


def test_the_last_ride_is_to_the_flight() -> None:
    assert whole(with_item(PLAN, "gov", 2, "to/flight/f-out", key="to/somewhere")) == ["to/somewhere"]


def test_an_engagement_shows_the_commitment_that_the_plan_gives_it() -> None:
    assert whole(with_item(PLAN, "gov", 1, "hall-call", commitment="announced")) == ["announced"]
    done = replace(PLAN, commitments={**PLAN.commitments, "hall-call": "done"})
    assert whole(done) == ["asked", "asked"]


def test_items_stand_in_order_of_time() -> None:
    reverse = with_day(PLAN, "gov", 0, lambda day: replace(day, items=day.items[::-1]))
    assert "out of order" in whole(reverse)


def test_an_engagement_has_its_place_length_and_people() -> None:
    end = item(PLAN, "gov", 1, "ministry-call").end
    assert whole(with_item(PLAN, "gov", 1, "ministry-call", end=end - 1)) == ["44 min"]
    assert whole(with_item(PLAN, "gov", 1, "ministry-call", site="hall")) == ["hall"]
    assert whole(with_item(PLAN, "gov", 1, "ministry-call", people=("governor",))) == ["governor"]


def test_only_interpretation_makes_an_engagement_longer() -> None:
    longer = with_item(PLAN, "gov", 1, "ministry-call", end=item(PLAN, "gov", 1, "ministry-call").end + 9)
    slow = with_rules(SCENARIO, interpreting=InterpretingRules(factor_percent=120))
    assert whole(longer) == ["54 min"]
    assert not found("plan_is_whole", slow, longer)


def test_starts_lie_on_the_grid_or_where_they_are_pinned() -> None:
    assert whole(shifted(PLAN, "gov", 0, "welcome-dinner", 1)) == ["18:31"]
    pin = Pin(engagement="welcome-dinner", at=TimeOfDay(18 * 60 + 31), state="in")
    assert whole(shifted(PLAN, "gov", 0, "welcome-dinner", 1), pins=(pin,)) == []


def test_the_grid_begins_at_the_first_midnight() -> None:
    """Dinner on Wednesday is at 1,440 + 1,080 minutes, 360 times 7; the lunch before it at 304 times 7 and 2."""
    sevens = replace(SCENARIO, programme=replace(SCENARIO.programme, grid_minutes=7))
    off = {violation.fact("item") for violation in found("plan_is_whole", sevens, PLAN)}
    assert "dinner/2017-08-16" not in off
    assert "lunch/2017-08-16" in off


def test_what_is_left_out_is_told() -> None:
    assert whole(replace(PLAN, left_out=())) == ["left out "]
    assert not found("plan_is_whole", with_row(SCENARIO, "engagements", "temple", mandatory="yes"), PLAN)


def test_sessions_count_from_one_in_order_of_time() -> None:
    assert whole(with_item(PLAN, "gov", 1, "ministry-call", session=2)) == ["sessions 2"]
