"""Makes a schedule lawful that a few routes keep from being so: these anew, with what they visit and nothing new."""

from __future__ import annotations

import re
from collections.abc import Mapping

from planner.domain.faults import Violation
from planner.domain.plan import Plan
from planner.model.build import build
from planner.model.problem import Problem
from planner.model.roster import TrackDayKey
from planner.model.schedule import Schedule, Visit
from planner.model.scope import Scope
from planner.solving.budget import Budget
from planner.solving.engine import run
from planner.solving.valuing import Valued, valued

ROUNDS = 2
SECONDS = 0.2


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
        schedule = run(built, budget, SECONDS, seed=seed).schedule
        if schedule is None:
            break
        found = valued(problem, found.roster, schedule, frame)
    return found


def concerned(problem: Problem, found: Valued) -> Scope:
    """The routes and nights that the broken rules name, by track, engagement, meal place or hotel, on their date."""
    routes, nights = set[TrackDayKey](), set[TrackDayKey]()
    for date, names in map(_named, found.broken):
        there = [route for route in found.roster.routes if date in (None, str(problem.clock.date(route[1])))]
        routes |= {route for route in there if names & _stops(problem, found.schedule, route)}
        nights |= {route for route in there if names & _hotel(problem, found.schedule, route)}
    routes |= {(track, day) for track, night in nights for day in (night, night + 1)} & set(found.roster.routes)
    return Scope(frozenset(routes), frozenset(nights), frozenset(), name="what breaks rules")


def _named(violation: Violation) -> tuple[str | None, frozenset[str]]:
    """The date of a violation, and every name among its facts."""
    facts = dict(violation.facts)
    return facts.get("date"), frozenset(name for said in facts.values() for name in re.split(r"[;,\s]+", said))


def _stops(problem: Problem, schedule: Schedule, route: TrackDayKey) -> set[str]:
    """A route's track, and where it stops."""
    nodes = [held.node for held in schedule.stops.get(route, ())]
    stops = {problem.acts[n.act].id if isinstance(n, Visit) else problem.tables[n.table].id for n in nodes}
    return stops | {problem.tracks[route[0]]}


def _hotel(problem: Problem, schedule: Schedule, route: TrackDayKey) -> set[str]:
    """Where a track sleeps after a day."""
    bed = schedule.beds.get(route)
    return set() if bed is None else {problem.beds[bed].id}
