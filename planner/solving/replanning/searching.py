"""The fewest changes within a scope, and a bound below which no plan whatever can be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.model.build import Built, build
from planner.model.changes import Before, Changes
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Node, Schedule, Visit
from planner.model.scope import Scope
from planner.model.variables import DEPOT, Linear
from planner.solving.budget import Budget
from planner.solving.engine import run
from planner.solving.replanning.case import AGREED, Case
from planner.solving.replanning.widening import nights_among, wanted

RELAXED = ("lunch_and_dinner_are_eaten", "drivers_rest", "provinces_are_all_visited")
"""Rules that ask for stops; without them any stop can be left out, so that none that is not offered could help."""
MOST_COST = 10**8


@dataclass(frozen=True, slots=True)
class Least:
    """The cheapest schedule found within a scope, its cost, and whether none in the scope is cheaper."""

    schedule: Schedule | None
    cost: int
    proven: bool


def least_changes(
    case: Case, scope: Scope, start: Schedule, budget: Budget, seconds: float, workers: int, most: int | None = None
) -> Least:
    """The schedule of `scope` around `start` with the fewest and cheapest changes, at a cost of at most `most`."""
    built, cost = posted(case, case.roster, start, _with_old(case, scope))
    if most is not None:
        built.model.add(cost <= most)
    built.model.minimize(cost)
    found = run(built, budget, seconds, workers=workers)
    return Least(found.schedule, round(found.objective or 0), found.proven)


def lawful(case: Case, scope: Scope, budget: Budget, seconds: float, workers: int) -> Schedule | None:
    """The first lawful schedule found in a scope, at whatever cost of changes."""
    built, _ = posted(case, case.roster, case.schedule, scope)
    return run(built, budget, seconds, workers=workers, first_only=True).schedule


def best_within(case: Case, scope: Scope, start: Schedule, cost: int, budget: Budget, seconds: float) -> Schedule:
    """Of the schedules of `scope` with changes at no more than `cost` one that is best for the usual aims, if found."""
    built, total = posted(case, case.roster, start, _with_old(case, scope))
    built.model.add(total <= cost)
    built.model.maximize(built.objective.total(case.problem.scenario.objective.weights))
    return run(built, budget, seconds).schedule or start


def _with_old(case: Case, scope: Scope) -> Scope:
    """The scope with the stops of the old schedule offered, wherever the search stands."""
    old = frozenset(held.node for stops in case.schedule.stops.values() for held in stops)
    return replace(scope, offered=(scope.offered or frozenset()) | old)


def posted(
    case: Case, roster: Roster, schedule: Schedule, scope: Scope, before: Before | None = None, *, alone: bool = False
) -> tuple[Built, Linear]:
    """The model of a scope with what a re-plan asks beside the rules, and the cost of departing from `before`, the old
    schedule where none is given; `alone` as of `Changes`."""
    built = build(roster.problem, roster, schedule, scope)
    changes = Changes(built.variables, built.staffing, before or case.before, alone=alone)
    if case.keep:
        changes.keep(AGREED)
    if case.now is not None:
        _later(built, case.now)
    cost = built.model.new_int_var(0, MOST_COST, "")
    built.model.add(cost >= changes.total())
    return built, cost


def _later(built: Built, now: int) -> None:
    """What is not done begins after `now`, and a day that has not begun is not left before."""
    v = built.variables
    for route in v.routes.values():
        for node in route.nodes:
            if node not in v.kept:
                v.model.add(v.start[node] >= now).only_enforce_if(v.held[node])
        if not any(node in v.kept for node in route.nodes):
            v.model.add(route.departs[DEPOT] >= now)


def cost_of(case: Case, schedule: Schedule) -> int:
    """What the changes of a schedule cost."""
    built = build(case.problem, case.roster, schedule, Scope(frozenset()))
    total = Changes(built.variables, built.staffing, case.before).total()
    assert isinstance(total, int)
    return total


def bound_below(case: Case, cost: int, budget: Budget, seconds: float, workers: int) -> int:
    """A cost that no lawful plan can be below, at most `cost`.

    Solved over everything that is not past, without the rules that ask for stops: there every visit that nothing
    asks for, and every other meal place, may be left out at no greater cost than having it.
    """
    problem = case.without(RELAXED)
    roster = Roster(problem, case.schedule.assignment)
    free = frozenset(route for route in roster.routes if not case.is_past(route))
    nights = [n for n in nights_among(case, set(roster.active), set(range(problem.days))) if not case.night_is_past(n)]
    visits = frozenset(Visit(*route, act) for route in free for act in wanted(case, route[0], free))
    scope = Scope(free, frozenset(nights), visits, fixed=done_in(case, free), name="bound")
    built, total = posted(case, roster, case.schedule, scope)
    built.model.add(total <= cost - 1)
    built.model.minimize(total)
    found = run(built, budget, seconds, workers=workers)
    if found.schedule is None:
        return cost if found.proven else case.before.lost
    return round(found.bound or 0)


def done_in(case: Case, routes: frozenset[TrackDayKey]) -> frozenset[Node]:
    """What is done on some routes."""
    return frozenset(node for node in case.done if (node.track, node.day) in routes)
