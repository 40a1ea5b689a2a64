"""From a scenario to an outcome: assign, construct, improve, prove."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field, replace
from importlib.metadata import version

from planner import __version__
from planner.checking.check import with_worst_off
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.solving.beginning import first_plan
from planner.solving.bounding import Bounding
from planner.solving.budget import Budget
from planner.solving.conflicts import first_conflicts
from planner.solving.goals import Goals
from planner.solving.islands import Islands, improved, islands
from planner.solving.outcomes import Infeasible, Outcome, OutOfTime, Solved, Step, Tell
from planner.solving.preparing import prepare
from planner.solving.search import Search
from planner.solving.valuing import Valued

CONFLICT_SECONDS = 15.0
BOUND_SHARE, BOUND_SECONDS = 0.4, 12.0
"""The share of the time that is left, and the most seconds, before a bound is worked out: at first all work is for
plans to begin with."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Budget in seconds, seed, workers; `stop` set from outside ends the work with the best plan so far."""

    seconds: float
    seed: int
    workers: int
    stop: threading.Event = field(default_factory=threading.Event)


def settings_of(
    scenario: Scenario, seconds: float | None = None, seed: int | None = None, workers: int | None = None
) -> Settings:
    """What is given, else what the scenario says; workers default to the cores there are."""
    asked = scenario.solve
    return Settings(
        asked.seconds if seconds is None else seconds,
        asked.seed if seed is None else seed,
        workers or asked.workers or os.cpu_count() or 1,
    )


def solve(scenario: Scenario, digest: str, settings: Settings, tell: Tell) -> Outcome:
    """Plan `scenario` (its digest goes into the plan) within the budget.

    One worker makes the run repeatable: the same scenario and seed give the same plan. The first run on a machine
    prepares the search beforehand.
    """
    prepare()
    budget = Budget(settings.seconds, repeatable=settings.workers == 1, stop=settings.stop)
    problem, frame = Problem(scenario), frame_of(scenario, digest, settings)
    with islands(scenario, frame, settings.workers - 1, settings.seed) as beside:
        first = first_plan(problem, frame, budget, settings.seed)
        if isinstance(first, Valued):
            return _improved(problem, first, beside, budget, settings, tell)
    return _without_plan(scenario, first, settings)


def _improved(
    problem: Problem, first: Valued, beside: Islands, budget: Budget, settings: Settings, tell: Tell
) -> Solved:
    """What comes of the first plan in the rest of the budget, one goal after another."""
    frame = frame_of(problem.scenario, first.plan.sha256, settings)
    best, goals, trace = first, Goals(problem.scenario), list[Step]()
    idle = 0.0 if budget.repeatable else min(BOUND_SHARE * budget.left(), BOUND_SECONDS)
    bounding = Bounding(problem, next(iter(goals)), budget.clock(), idle=idle, reaching=True)

    def noted(step: Step) -> None:
        trace.append(replace(step, bound=bounding.value))
        tell(trace[-1])

    noted(Step(budget.spent(), "first plan", first.plan.objective))
    if budget.repeatable:
        bounding.wait()
    for number, goal in enumerate(goals, 1):
        search = Search(problem, frame, budget, noted, goal, settings.seed)
        best = improved(search, best, beside, until=number / len(goals))
        goals.reached(goal, best.plan)
    bound = bounding.end()
    plan = replace(best.plan, seconds=0.0 if budget.repeatable else round(budget.spent(), 1), bound=bound)
    plan = with_worst_off(problem.scenario, replace(plan, worst_off=bounding.worst_off))
    if plan.bound is not None and plan.objective >= plan.bound:
        plan = replace(plan, status="optimal")
    return Solved(plan, budget.spent(), tuple(trace), settings.stop.is_set())


def _without_plan(scenario: Scenario, first: Infeasible | OutOfTime, settings: Settings) -> Infeasible | OutOfTime:
    """No first plan: with the first conflict, which is often seen where the whole is too large to be ruled out."""
    if settings.stop.is_set() or (isinstance(first, Infeasible) and first.conflicts):
        return first
    budget = Budget(CONFLICT_SECONDS, repeatable=settings.workers == 1, stop=settings.stop)
    found = first_conflicts(scenario, budget, 1, settings.seed)
    if isinstance(first, Infeasible):
        return replace(first, conflicts=found, seconds=first.seconds + budget.spent())
    return Infeasible(found, first.seconds + budget.spent(), scenario.leaves_tracks_open) if found else first


def frame_of(scenario: Scenario, digest: str, settings: Settings) -> Plan:
    """An empty plan that says of what and by what it is made."""
    return Plan(
        scenario=scenario.name,
        sha256=digest,
        status="feasible",
        objective=0,
        bound=None,
        seconds=0.0,
        seed=settings.seed,
        workers=settings.workers,
        program=f"planner {__version__}",
        solver=f"ortools {version('ortools')}",
    )
