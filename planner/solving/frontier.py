"""The efficient plans between two aims: what one gains when the other gives."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.solving.beginning import first_plan
from planner.solving.bounding import Bounding
from planner.solving.budget import Budget
from planner.solving.goals import Goal, Goals
from planner.solving.islands import improved, islands
from planner.solving.outcomes import Infeasible, OutOfTime, Step, Tell
from planner.solving.preparing import prepare
from planner.solving.search import Search
from planner.solving.solve import Settings, frame_of
from planner.solving.valuing import Valued

SHARES = (0.5, 0.75, 1.0, 0.25, 0.0)
"""Shares of the first aim in the weight of both, the balanced one first, as it stands when time is short."""


@dataclass(frozen=True, slots=True)
class Point:
    """A plan on the frontier: the first aim's `share` of the weight, both values, and the bound of the weighted sum.

    `worth` is that weighted sum, with all other aims as the scenario weighs them. The plan is bounded as the scenario
    weighs it.
    """

    share: float
    values: tuple[int, int]
    worth: int
    bound: float | None
    plan: Plan


def frontier(
    scenario: Scenario, digest: str, settings: Settings, aims: tuple[str, str], tell: Tell
) -> tuple[Point, ...] | Infeasible | OutOfTime:
    """The plans found that are not worse than another in both `aims`, by the first aim; the budget is for all."""
    prepare()
    budget = Budget(settings.seconds, repeatable=settings.workers == 1, stop=settings.stop)
    problem, frame = Problem(scenario), frame_of(scenario, digest, settings)
    bounds: list[Bounding] = []
    with islands(scenario, frame, settings.workers - 1, settings.seed) as beside:
        first = first_plan(problem, frame, budget, settings.seed)
        if not isinstance(first, Valued):
            return first
        pool, goals = [first], _goals(scenario, aims)
        for number, (share, goal) in enumerate(goals, 1):
            start = max(pool, key=lambda one: goal.worth(one.plan))
            bounds.append(Bounding(problem, goal, budget.clock(), reaching=number == 1))
            search = Search(problem, frame, budget, tell, goal, settings.seed)
            pool.append(improved(search, start, beside, until=number / len(goals)))
            bounds[-1].wait()
            tell(Step(budget.spent(), f"share {share:g} of {aims[0]}", pool[-1].plan.objective))
    own = None if scenario.objective.order else bounds[0].value
    seconds, known, points = round(budget.spent(), 1), bounds[0].worst_off, []
    for (share, goal), bounding in zip(goals, bounds, strict=True):
        plan = max(pool, key=lambda one: goal.worth(one.plan)).plan
        values = {aim.name: aim.value for aim in plan.aims}
        plan = replace(plan, seconds=seconds, bound=own, worst_off=known)
        points.append(Point(share, (values[aims[0]], values[aims[1]]), goal.worth(plan), bounding.value, plan))
    return tuple(sorted(_efficient(points), key=lambda point: point.values))


def _goals(scenario: Scenario, aims: tuple[str, str]) -> list[tuple[float, Goal]]:
    """The goal of each share; that of the first is the scenario's own where it weighs its aims."""
    weights, found = Goals(scenario).weights(), []
    for share in SHARES:
        both = {aims[0]: round(2 * share * weights[aims[0]]), aims[1]: round(2 * (1 - share) * weights[aims[1]])}
        found.append((share, Goal({**weights, **both})))
    return found


def _efficient(points: list[Point]) -> list[Point]:
    """Those that no other equals or beats in both aims; of equals the first."""
    return [
        point
        for index, point in enumerate(points)
        if not any(
            other.values[0] >= point.values[0]
            and other.values[1] >= point.values[1]
            and (other.values != point.values or before < index)
            for before, other in enumerate(points)
            if other is not point
        )
    ]
