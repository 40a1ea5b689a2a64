"""The search for a lawful plan near the old one: day by day, in ever wider scopes, at last from nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.domain.plan import Plan
from planner.model.schedule import Schedule
from planner.model.scope import Scope
from planner.solving.budget import Budget
from planner.solving.outcomes import Step, Tell
from planner.solving.replanning.case import Case
from planner.solving.replanning.damage import Damage
from planner.solving.replanning.searching import cost_of, lawful, least_changes
from planner.solving.replanning.widening import day_by_day, from_nothing, relocating, widening
from planner.solving.valuing import valued

MEETINGS_FIT = "meetings_fit"
MOST_ROUTES = 12
"""Wider scopes than this find no first plan in the time of one."""
DAY_SECONDS, RING_SECONDS, BEGIN_SECONDS = 1.5, 2.0, 4.0
BOUND_SECONDS, AIMS_SECONDS = 2.0, 0.7


@dataclass
class Mending:
    """The best schedule so far and what it cost."""

    case: Case
    frame: Plan
    budget: Budget
    workers: int
    tell: Tell
    schedule: Schedule | None = None
    scope: Scope | None = None
    cost: int = 0
    bound: int = 0
    unknown: bool = False

    def over(self) -> bool:
        """Must it end, so that bound and aims have their time?"""
        return self.budget.left() < (BOUND_SECONDS if self.schedule else 0) + AIMS_SECONDS


def mend(search: Mending, damage: Damage) -> None:
    """Find a lawful plan with few changes, if there is one."""
    if not _repair(search, damage):
        _widen(search, damage)
    if search.schedule is not None:
        _relocate(search)


def _repair(search: Mending, damage: Damage) -> bool:
    """Where several days are damaged, repair one after the other: together they are too much to search at once."""
    scopes = list(day_by_day(search.case, damage))
    if len(scopes) < 2 or damage.nights:
        return False
    schedule, taken = search.case.schedule, scopes[0][0]
    for ways in scopes:
        for scope in ways:
            search.tell(Step(search.budget.spent(), f"changes within {len(scope.routes)} track-days"))
            found = least_changes(search.case, scope, schedule, search.budget, DAY_SECONDS, search.workers)
            if found.schedule is not None:
                schedule, taken = found.schedule, _joined(taken, scope)
                break
        else:
            return False
    repaired = valued(search.case.problem, search.case.roster, schedule, search.frame)
    if any(one.rule != MEETINGS_FIT for one in repaired.broken):
        return False
    search.schedule, search.scope, search.cost = schedule, taken, cost_of(search.case, schedule)
    return True


def _widen(search: Mending, damage: Damage) -> None:
    """Search ever wider scopes until one allows a lawful plan; where it gets too wide, begin from nothing."""
    scopes = list(widening(search.case, damage))
    wide = [scope for scope in scopes if len(scope.routes) > MOST_ROUTES]
    if any(_within_time(search, scope) for scope in scopes if scope not in wide):
        return
    if wide and not search.budget.stop.is_set() and _begin_again(search):
        return
    any(_within_time(search, scope) for scope in wide)


def _within_time(search: Mending, scope: Scope) -> bool:
    if search.over():
        search.unknown = True
        return False
    return _try(search, scope, RING_SECONDS)


def _begin_again(search: Mending) -> bool:
    """A plan of what must be held, then day by day as much of the old one as finds a place in it."""
    case, scope = search.case, from_nothing(search.case)
    search.tell(Step(search.budget.spent(), "what must be held"))
    found = lawful(case, scope, search.budget, max(BEGIN_SECONDS, search.budget.left()), search.workers)
    if found is None:
        return False
    search.schedule, search.scope, search.cost = found, scope, cost_of(case, found)
    everywhere = Damage(frozenset(case.roster.routes), frozenset())
    for _, day in day_by_day(case, everywhere):
        if not search.budget.over():
            _try(search, day, DAY_SECONDS)
    return True


def _relocate(search: Mending) -> None:
    """Look for another day for each visit that fell out."""
    assert search.schedule is not None
    for scope in relocating(search.case, search.schedule):
        if search.over():
            return
        _try(search, scope, AIMS_SECONDS)


def _try(search: Mending, scope: Scope, seconds: float) -> bool:
    """Take the cheapest schedule of a scope if it is cheaper than the one in hand."""
    case, most = search.case, search.cost - 1 if search.schedule else None
    search.tell(Step(search.budget.spent(), f"changes within {len(scope.routes)} track-days"))
    found = least_changes(case, scope, search.schedule or case.schedule, search.budget, seconds, search.workers, most)
    if found.schedule is None:
        search.unknown = not found.proven
        return False
    before = search.scope
    search.schedule, search.cost = found.schedule, found.cost
    search.scope = scope if before is None else _joined(before, scope)
    return True


def _joined(one: Scope, other: Scope) -> Scope:
    return replace(
        one,
        routes=one.routes | other.routes,
        nights=one.nights | other.nights,
        offered=(one.offered or frozenset()) | (other.offered or frozenset()),
        fixed=one.fixed | other.fixed,
    )
