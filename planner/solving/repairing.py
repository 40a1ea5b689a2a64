"""Makes a schedule lawful that a few routes keep from being so: these anew, with what they visit and nothing new."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.faults import Violation
from planner.domain.plan import Plan
from planner.model.build import build
from planner.model.problem import Problem
from planner.model.roster import TrackDayKey
from planner.model.schedule import Meal, Schedule, Visit
from planner.model.scope import Scope
from planner.solving.budget import Budget
from planner.solving.engine import run
from planner.solving.valuing import Valued, valued

ROUNDS = 2
SECONDS, SECONDS_A_ROUTE = 0.15, 0.025
"""Of work for a repair, and more for each route of it."""
Named = tuple[str, str]
"""A kind of thing and an id: ids of different kinds may be alike."""
KINDS = {
    **{kind: kind for kind in ("track", "engagement", "meal", "vehicle", "interpreter", "hotel")},
    **dict.fromkeys(("overlaps", "before", "after"), "engagement"),
}
"""What the facts of violations name, by the name of the fact."""


def repaired(
    problem: Problem, found: Valued, frame: Plan, weights: Mapping[str, int], budget: Budget, seed: int
) -> Valued:
    """`found`, or what comes of it when the routes that break rules may change; it may be unlawful still.

    The fast layer leaves rules that bind several routes at a moment to the check: most of what it finds lacks little.
    """
    for _ in range(ROUNDS):
        scope = concerned(problem, found)
        if found.lawful or not scope.routes:
            break
        built = build(problem, found.roster, found.schedule, scope, weights=weights)
        seconds = SECONDS + SECONDS_A_ROUTE * len(scope.routes)
        schedule = run(built, budget, seconds, seed=seed).schedule
        if schedule is None:
            break
        found = valued(problem, found.roster, schedule, frame)
    return found


def concerned(problem: Problem, found: Valued) -> Scope:
    """The routes and nights of the tracks, engagements, meal places, vehicles, interpreters and hotels that the broken
    rules name, on their date."""
    routes, nights = set[TrackDayKey](), set[TrackDayKey]()
    has = {route: _has(problem, found.schedule, route) for route in found.roster.routes}
    for violation in found.broken:
        date, named = violation.fact("date"), _named(violation)
        there = [route for route in has if date in ("", str(problem.clock.date(route[1])))]
        routes |= {route for route in there if named & has[route]}
        nights |= {route for route in there if named & _hotel(problem, found.schedule, route)}
    routes |= {(track, day) for track, night in nights for day in (night, night + 1)} & set(found.roster.routes)
    return Scope(frozenset(routes), frozenset(nights), frozenset(), name="what breaks rules")


def _named(violation: Violation) -> set[Named]:
    """Everything that a violation names; a fact may name several."""
    return {(KINDS[fact], name) for fact, names in violation.facts if fact in KINDS for name in names.split(";")}


def _has(problem: Problem, schedule: Schedule, route: TrackDayKey) -> set[Named]:
    """A route's track, its stops, and who and what goes along."""
    scenario, nodes = problem.scenario, [held.node for held in schedule.stops.get(route, ())]
    return {
        ("track", problem.tracks[route[0]]),
        *(("engagement", problem.acts[node.act].id) for node in nodes if isinstance(node, Visit)),
        *(("meal", problem.tables[node.table].id) for node in nodes if isinstance(node, Meal)),
        *(("vehicle", scenario.vehicles[one].id) for one in schedule.vehicles.get(route, ())),
        *(("interpreter", scenario.interpreters[one].id) for one in schedule.team(route)),
    }


def _hotel(problem: Problem, schedule: Schedule, night: TrackDayKey) -> set[Named]:
    """Where a track sleeps after a day."""
    bed = schedule.beds.get(night)
    return set() if bed is None else {("hotel", problem.beds[bed].id)}
