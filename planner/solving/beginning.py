"""The first lawful plan: an assignment of delegates to tracks, and a programme for it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial

from planner.domain.plan import Plan
from planner.model.problem import Problem
from planner.model.roster import Assignment, Roster
from planner.model.schedule import Schedule
from planner.model.scope import Scope
from planner.solving.budget import Budget
from planner.solving.conflicts.parts import NO_HOTEL
from planner.solving.constructing import assigned, bedless, construct, skeleton, thinned, whole
from planner.solving.outcomes import Conflict, Infeasible, OutOfTime
from planner.solving.valuing import Valued, valued

ASSIGNMENTS_TRIED = 2
NARROW_SHARE, SOON = 0.25, 0.6
"""The share of the time for the first attempt, where that is long, and where it is short."""
NARROW_SECONDS = 4.0
"""The first attempt has so many seconds, unless it has more, or the time is short."""
ANOTHER_SECONDS = 2.0


def first_plan(problem: Problem, frame: Plan, budget: Budget, seed: int) -> Valued | Infeasible | OutOfTime:
    """The first lawful plan: of several assignments of delegates to tracks, the first that allows one.

    Little is offered at first, all only where that little cannot hold together.
    """
    proven, as_tried = False, problem.scenario.leaves_tracks_open
    rosters: dict[int, Roster] = {}
    for attempt, scope_of, share in _attempts(seed):
        if attempt not in rosters:
            schedule = assigned(problem, seed + 1000 * attempt)
            if schedule is None:
                return Infeasible((), budget.spent())
            rosters[attempt] = Roster(problem, schedule.assignment)
        if budget.over():
            return OutOfTime(budget.spent())
        roster = rosters[attempt]
        if nights := bedless(problem, roster):
            return Infeasible((_without_hotel(problem, nights),), budget.spent(), as_tried)
        scope, empty = scope_of(problem, roster), Schedule(roster.assignment)
        result = construct(problem, roster, empty, scope, budget, _seconds(share, budget.left()), seed)
        if result.schedule is not None:
            found = valued(problem, roster, result.schedule, frame)
            if found.lawful:
                return found
        proven = result.proven and result.schedule is None
    return Infeasible((), budget.spent(), as_tried) if proven else OutOfTime(budget.spent())


def _attempts(seed: int) -> Iterator[tuple[int, Callable[[Problem, Roster], Scope], float]]:
    """One after another: the number of an assignment, what is offered, and for how much of the time that is left."""
    yield 0, partial(_narrow, seed, 1), NARROW_SHARE
    yield from ((number, skeleton, 1.0) for number in range(ASSIGNMENTS_TRIED))
    yield 0, whole, 1.0


def _seconds(share: float, left: float) -> float:
    """How long an attempt may take."""
    return max(share * left, min(NARROW_SECONDS, SOON * left))


def _narrow(seed: int, more: int, problem: Problem, roster: Roster) -> Scope:
    return thinned(problem, skeleton(problem, roster), random.Random(seed), more)


def another_plan(
    problem: Problem, frame: Plan, budget: Budget, seed: int, more: int = 0, assignment: Assignment | None = None
) -> Valued | None:
    """A plan in another frame, by lot, for another assignment of delegates if none is given; None where there is none,
    or none soon.

    With `more` days to choose from there is oftener one, and it is further to find.
    """
    schedule = assigned(problem, seed) if assignment is None else Schedule(assignment)
    if schedule is None:
        return None
    roster = Roster(problem, schedule.assignment)
    scope = _narrow(seed, more, problem, roster)
    result = construct(problem, roster, schedule, scope, budget, ANOTHER_SECONDS, seed)
    return None if result.schedule is None else valued(problem, roster, result.schedule, frame)


def _without_hotel(problem: Problem, nights: tuple[int, ...]) -> Conflict:
    dates = ", ".join(str(problem.clock.date(night)) for night in nights)
    return Conflict((("nights_are_stable", (NO_HOTEL, dates)),))
