"""Whatever the solver finds, the independent check lets pass: many visits, several seeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.checking.check import check, verdict
from planner.domain.clock import DAY
from planner.domain.engagements import Pin
from planner.domain.programme import Programme
from planner.domain.rulebook import DayRules, DrivingRules, InterpretingRules, MealRules, NightRules, TravelRules
from planner.domain.scenario import Scenario
from planner.solving.outcomes import Solved
from planner.solving.solve import Settings, solve
from tests.checking.edits import with_row, with_rules
from tests.handmade_people import WEDNESDAY
from tests.handmade_places import at
from tests.model.asking import with_setting
from tests.model.visits import visit


def halal(scenario: Scenario) -> Scenario:
    return with_row(with_row(scenario, "delegates", "zhou", diet=("halal",)), "meals", "sea-lunch", diets=("halal",))


VARIANTS: dict[str, Callable[[], Scenario]] = {
    "long talks": lambda: with_rules(visit(), interpreting=InterpretingRules(factor_percent=150, stretch_minutes=150)),
    "short days": lambda: with_rules(visit(), days=DayRules(2, 600, 240), nights=NightRules(moves=0)),
    "slow roads": lambda: with_rules(visit(), travel=TravelRules(factor=1.1), driving=DrivingRules(200, 20, 420)),
    "late meals": lambda: with_rules(
        visit(), lunch=MealRules(at(12), at(15), 45), dinner=MealRules(at(19), at(22), 60)
    ),
    "a coarse grid": lambda: replace(visit(), programme=replace(visit().programme, grid_minutes=30)),
    "a grid by which no day begins but the first": lambda: replace(
        visit(), programme=replace(visit().programme, grid_minutes=7)
    ),
    "rivals, ranks and courtesy are hard": lambda: with_setting(
        with_row(visit(), "organisations", "alpha-iot", competitors=("gamma-port",)),
        ["competitors_are_apart", "ranks_are_matched", "courtesy_comes_first"],
        hard=True,
    ),
    "a diet that one place serves": lambda: halal(visit()),
    "a wheelchair": lambda: with_row(visit(), "delegates", "he", access="wheelchair"),
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_solved_is_lawful(variant: str, seed: int) -> None:
    scenario = VARIANTS[variant]()
    outcome = solve(scenario, "0" * 64, Settings(0.5, seed, 1), lambda step: None)
    assert isinstance(outcome, Solved)
    assert verdict(scenario, check(scenario, outcome.plan)).hard == ()


def test_what_is_pinned_off_the_grid_is_held_at_its_minute() -> None:
    pin = Pin(engagement="hall-call", on=WEDNESDAY, at=at(15, 1), state="fixed")
    scenario = visit(pins=(pin,))
    outcome = solve(scenario, "0" * 64, Settings(0.5, 1, 1), lambda step: None)
    assert isinstance(outcome, Solved)
    assert verdict(scenario, check(scenario, outcome.plan)).hard == ()
    starts = {session.start for session in Programme(outcome.plan).sessions if session.engagement == "hall-call"}
    assert DAY + 15 * 60 + 1 in starts
