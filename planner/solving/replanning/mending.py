"""The search for a lawful plan near the old one: day by day, in ever wider scopes, at last from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from planner.domain.plan import Plan
from planner.model.schedule import Schedule
from planner.model.scope import Scope
from planner.solving.budget import Budget
from planner.solving.outcomes import Step, Tell
from planner.solving.replanning.case import Case
from planner.solving.replanning.damage import Damage
from planner.solving.replanning.searching import cost_of, lawful, least_changes
from planner.solving.replanning.widening import day_by_day, from_nothing, relocating, track_by_track, widening
from planner.solving.valuing import valued

MEETINGS_FIT = "meetings_fit"
MOST_ROUTES = 12
"""Wider scopes than this find no first plan in the time of one."""
NEAR_RINGS = 2
"""Of the scopes that widen, those that hold only what is damaged or tied to it."""
PIECE_SECONDS, RING_SECONDS, BEGIN_SECONDS = 1.0, 1.0, 4.0
AIMS_SECONDS = 0.7


@dataclass
class Mending:
    """The best schedule so far, the scope in which it was found, and what it costs."""

    case: Case
    frame: Plan
    budget: Budget
    workers: int
    tell: Tell
    schedule: Schedule | None = None
    scope: Scope | None = None
    cost: int = 0
    unknown: bool = False

    def changed_days(self) -> list[int]:
        """Days on which a visit is no more what it was."""
        was = set(self.case.schedule.visits())
        now = set(self.schedule.visits()) if self.schedule else set()
        return sorted({held.node.day for held in was ^ now})

    def over(self) -> bool:
        """Must it end, so that the aims have their time?"""
        return self.budget.left() < AIMS_SECONDS


def mend(search: Mending, damage: Damage) -> None:
    """Find a lawful plan with few changes, if there is one."""
    ways = (_by_days, _nearby, _by_tracks, _anywhere)
    if any(way(search, damage) for way in ways):
        _relocate(search)


def _by_days(search: Mending, damage: Damage) -> bool:
    """Where several days are damaged, repair one after the other: together they are too much to search at once."""
    days = list(day_by_day(search.case, damage))
    return len(days) > 1 and not damage.nights and _piecewise(search, days)


def _by_tracks(search: Mending, damage: Damage) -> bool:
    """Repair one track after the other, each on all its days if need be."""
    return _piecewise(search, list(track_by_track(search.case, damage)))


def _piecewise(search: Mending, pieces: Sequence[Sequence[Scope]]) -> bool:
    """Repair each piece in the first of its scopes in which it can be; lawful only where all are."""
    schedule, taken = search.case.schedule, pieces[0][0] if pieces else None
    for scopes in pieces:
        for scope in scopes:
            search.tell(Step(search.budget.spent(), f"changes within {len(scope.routes)} track-days"))
            found = least_changes(search.case, scope, schedule, search.budget, PIECE_SECONDS, search.workers)
            if found.schedule is not None:
                schedule, taken = found.schedule, scope if taken is None else _joined(taken, scope)
                break
        else:
            return False
    repaired = valued(search.case.problem, search.case.roster, schedule, search.frame)
    if any(one.rule != MEETINGS_FIT for one in repaired.broken):
        return False
    search.schedule, search.scope, search.cost = schedule, taken, cost_of(search.case, schedule)
    return True


def _nearby(search: Mending, damage: Damage) -> bool:
    """Search what is damaged, then what is tied to it, where that is little."""
    near = islice(widening(search.case, damage), NEAR_RINGS)
    return any(_within_time(search, scope) for scope in near if len(scope.routes) <= MOST_ROUTES)


def _anywhere(search: Mending, damage: Damage) -> bool:
    """Search ever wider scopes until one allows a lawful plan; where it gets too wide, begin from nothing."""
    scopes = list(widening(search.case, damage))[NEAR_RINGS:]
    wide = [scope for scope in scopes if len(scope.routes) > MOST_ROUTES]
    if any(_within_time(search, scope) for scope in scopes if scope not in wide):
        return True
    if wide and not search.budget.stop.is_set() and _begin_again(search):
        return True
    return any(_within_time(search, scope) for scope in wide)


def _within_time(search: Mending, scope: Scope) -> bool:
    if search.over():
        search.unknown = True
        return False
    return attempt(search, scope, RING_SECONDS)


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
        attempt(
            search, day, PIECE_SECONDS
        )  # also when time is over: without it next to nothing of the old plan is left
    return True


def _relocate(search: Mending) -> None:
    """Look for another day for each visit that fell out."""
    assert search.schedule is not None
    for scope in relocating(search.case, search.schedule):
        if search.over():
            return
        attempt(search, scope, AIMS_SECONDS)


def attempt(search: Mending, scope: Scope, seconds: float) -> bool:
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
