"""No plan is worth more than the bound: not those that the whole model finds for small visits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from planner.domain.scenario import WEIGHTS, Scenario
from planner.examples import generate
from planner.model.build import build
from planner.model.problem import Problem
from planner.model.relaxation import Relaxation
from planner.model.roster import Roster
from planner.model.scope import everything
from planner.reading.reader import read_scenario
from planner.solving.constructing import assigned
from planner.solving.solve import Settings, frame_of
from planner.solving.valuing import valued
from tests.checking.edits import with_rules
from tests.model.asking import with_setting
from tests.model.visits import visit

FREE = tuple(replace(who, track=None) for who in visit().delegates)
OPTIONAL = tuple(replace(act, mandatory="no") for act in visit().engagements)
ALONE = ({"visitors": 10}, {"hosts": 10}, {"fairness": 100})
WORK = 0.3
"""Deterministic time of the whole model: enough for a good plan of the tiny visit."""
ENOUGH, SOME = 10**6, 4000
"""Labels for all days, and for some of them."""
VISITS: dict[str, Scenario] = {
    "as it is": visit(),
    "delegates free to travel in any track": visit(delegates=FREE),
    "delegates who may change track daily": visit(delegates=FREE, track_change="daily"),
    "nothing mandatory": visit(engagements=OPTIONAL),
    "nothing eaten": with_setting(visit(), ["lunch_and_dinner_are_eaten"], enabled=False),
    "days that are easy to bear": with_rules(visit(), days=replace(visit().rules.days, longest_minutes=780)),
    "two engagements a day": with_rules(visit(), days=replace(visit().rules.days, most_engagements=2)),
    "little that is enough": with_rules(visit(), topics=replace(visit().rules.topics, enough=1)),
    "ways that take no time": with_setting(visit(), ["travel_takes_its_time"], enabled=False),
}


def good(scenario: Scenario, seed: int, weights: dict[str, int]) -> int | None:
    """What a good plan for one assignment is worth by the account; None where none was found."""
    problem = Problem(scenario)
    schedule = assigned(problem, seed)
    assert schedule is not None
    roster = Roster(problem, schedule.assignment)
    built = build(problem, roster, schedule, everything(roster), weights=weights)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = WORK
    if solver.solve(built.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    found = built.read(lambda expression: int(solver.value(expression)))
    plan = valued(problem, roster, found, frame_of(scenario, "", Settings(1, 1, 1))).plan
    return sum(aim.value * weights.get(aim.name, 0) for aim in plan.aims) - sum(one.penalty for one in plan.soft_rules)


@pytest.mark.parametrize(
    ("name", "weights"), [*((name, WEIGHTS) for name in VISITS), *(("as it is", aim) for aim in ALONE)]
)
def test_no_plan_is_worth_more_than_the_bound(name: str, weights: dict[str, int]) -> None:
    scenario = VISITS[name]
    bound, found = Relaxation(Problem(scenario), weights).bound(30), good(scenario, 1, weights)
    exact = Relaxation(Problem(scenario), weights, ENOUGH).bound(30)
    assert bound is not None
    assert exact is not None
    assert found is not None
    assert 0 < found <= exact + 1e-6
    assert exact <= bound + 1e-6


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Problem:
    """A generated visit with long ways."""
    folder = tmp_path_factory.mktemp("wide")
    generate(folder / "s", "S", 1)
    reading = read_scenario(folder / "s")
    assert reading.scenario is not None
    return Problem(reading.scenario)


def test_the_more_days_are_told_exactly_the_tighter_is_the_bound(wide: Problem) -> None:
    """What all days need is too much for some of them: these stay rough."""
    rough, some, exact = (Relaxation(wide, WEIGHTS, labels).bound(30) for labels in (0, SOME, ENOUGH))
    assert rough is not None
    assert some is not None
    assert exact is not None
    assert exact < some < rough
    assert exact < 0.9 * rough


def test_less_time_never_raises_the_bound() -> None:
    days = visit().rules.days
    bounds = [
        Relaxation(Problem(with_rules(visit(), days=replace(days, longest_minutes=most))), WEIGHTS).bound(30)
        for most in (300, 500, 800)
    ]
    assert None not in bounds
    assert bounds == sorted(bounds, key=float)  # type: ignore[arg-type]


@pytest.mark.parametrize("aim", ["driving", "waiting", "moves", "cost"])
def test_where_a_cost_is_wanted_nothing_is_claimed(aim: str) -> None:
    assert Relaxation(Problem(visit()), {**WEIGHTS, aim: 1}).bound(30) is None


def test_every_room_is_paid_for_at_the_cheapest_price() -> None:
    """Four sleep alone for two nights, Xu one night and He two, who share: nine rooms and a half at 2,000."""
    assert Relaxation(Problem(visit()), {"cost": -5}).bound(30) == -5 * 19


def test_coarser_kinds_of_delegates_never_lower_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = Relaxation(Problem(visit(delegates=FREE)), WEIGHTS).bound(30)
    monkeypatch.setattr("planner.model.relaxation_kinds.MOST_KINDS", 1)
    coarse = Relaxation(Problem(visit(delegates=FREE)), WEIGHTS).bound(30)
    assert exact is not None
    assert coarse is not None
    assert exact <= coarse + 1e-6
