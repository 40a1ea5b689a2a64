"""Which rules and facts cannot hold together, and what must give."""

from __future__ import annotations

from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.model.roster import Roster
from planner.model.schedule import Schedule
from planner.solving.budget import Budget
from planner.solving.conflicts.asking import Asking, asking
from planner.solving.conflicts.finding import Clash, Finding, Found, WayOut
from planner.solving.conflicts.fitting import roofless, unfit
from planner.solving.conflicts.parts import Part
from planner.solving.constructing import assigned, bedless
from planner.solving.outcomes import Conflict

__all__ = ["Asking", "Clash", "Found", "Part", "WayOut", "asking", "find_conflicts", "first_conflicts"]


def find_conflicts(
    scenario: Scenario,
    budget: Budget,
    workers: int = 1,
    seed: int = 1,
    most: int | None = None,
    start: Schedule | None = None,
) -> Found:
    """Up to `most` (None: all that the budget allows) smallest conflicts of a scenario, and the cheapest ways out, with
    delegates in the tracks in which they `start` (None: as they would be assigned)."""
    problem = Problem(scenario)
    start = start or assigned(problem, seed)
    if start is None:
        return unfit(scenario, seed)
    if nights := bedless(problem, Roster(problem, start.assignment)):
        return roofless(scenario, nights)
    return Finding(scenario, start, budget, workers, seed).work(most)


def first_conflicts(
    scenario: Scenario, budget: Budget, workers: int = 1, seed: int = 1, start: Schedule | None = None
) -> tuple[Conflict, ...]:
    """The first conflict of a scenario as an outcome shows it; empty where none is found in time."""
    found = find_conflicts(scenario, budget, workers, seed, most=1, start=start)
    return tuple(
        Conflict(tuple((part.rule, part.facts) for part in one.parts), one.smallest) for one in found.conflicts
    )
