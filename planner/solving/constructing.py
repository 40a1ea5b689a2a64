"""A first lawful programme: what must be held, with meals and hotels, for all tracks and days at once."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.model.acts import CAPACITY
from planner.model.build import build
from planner.model.candidates import serves
from planner.model.care import CEREMONIAL_MEALS
from planner.model.guests import guests_of
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey, whole_visit
from planner.model.schedule import Meal, Node, Schedule, Visit
from planner.model.scope import Scope, everything
from planner.solving.assigning import Assigning, Fit
from planner.solving.assigning_languages import matters
from planner.solving.budget import Budget
from planner.solving.engine import Result, run

MEALS_OFFERED = 5
CHOICE = 3
"""How many more engagements of a province are offered than it needs."""
LITTLE_WORK, MORE_WORK, MUCH_WORK = 0.05, 1.0, 5.0
FITS: tuple[Fit, ...] = ("spoken", "all", "required", "sizes", "any")


def assigned(problem: Problem, seed: int) -> Schedule | None:
    """An empty programme for a first assignment of delegates to tracks; None where they fit into no tracks.

    Where interpreters do not suffice for everybody every day, they count no more, then nor do seats, diets and rooms,
    nor what must be held: the model knows better who is there when. Nor do sizes of tracks, where these need not hold.
    """
    tracks, fits = None, FITS if not problem.must_hold(CAPACITY) else FITS[:-1]
    for fit in fits if matters(problem) else fits[1:]:
        works = (LITTLE_WORK, MORE_WORK) if fit in ("spoken", "all") else (LITTLE_WORK, MORE_WORK, MUCH_WORK)
        for work in works:  # more only where less found nothing: the rest is polishing
            tracks = tracks or Assigning(problem, seed).solve(work, fit=fit)
    return None if tracks is None else Schedule(whole_visit(problem, tracks))


def bedless(problem: Problem, roster: Roster) -> tuple[int, ...]:
    """Nights on which a track needs a hotel and none is open."""
    needed = sorted({night for _, night in everything(roster).nights})
    return tuple(night for night in needed if not any(night in bed.nights for bed in problem.beds))


def skeleton(problem: Problem, roster: Roster) -> Scope:
    """The full scope in which only what must be held is offered, a hotel a zone, and meal places near all these."""
    wanted = wanted_acts(problem)
    wanted |= _for_provinces(problem, wanted, CHOICE)
    beds = _a_hotel_a_zone(problem)
    visits: Iterable[Node] = (Visit(track, day, act) for track, day in roster.routes for act in wanted)
    meals = (meal for route in roster.routes for meal in _meals_near(problem, roster, route, wanted, beds))
    return replace(everything(roster, [*visits, *meals]), beds=beds)


def thinned(problem: Problem, scope: Scope, rng: random.Random, more: int = 0) -> Scope:
    """`scope` with fewer days to choose from, drawn by lot: one for what all attend together, two for the rest, and
    `more` of both.

    Faster than the whole where it has a programme at all, and another frame of the visit each time.
    """
    days = {
        act: rng.sample(one.days, min((1 if one.plenary else 2) + more, len(one.days)))
        for act, one in enumerate(problem.acts)
        if one.days
    }
    offered = scope.offered or frozenset()
    return replace(
        scope, offered=frozenset(n for n in offered if not isinstance(n, Visit) or n.day in days.get(n.act, ()))
    )


def whole(problem: Problem, roster: Roster) -> Scope:
    """The full scope with every hotel and meal place, and every engagement that may be needed for a lawful programme:
    what must be held, banquets in place of meals, and what named provinces may hold."""
    acts = {act for act, one in enumerate(problem.acts) if one.kind in CEREMONIAL_MEALS} | wanted_acts(problem)
    acts |= _for_provinces(problem, acts, len(problem.acts))
    visits: Iterable[Node] = (Visit(track, day, act) for track, day in roster.routes for act in acts)
    meals = (Meal(*route, table) for route in roster.routes for table in serving(problem, roster, route))
    return everything(roster, [*visits, *meals])


def wanted_acts(problem: Problem) -> set[int]:
    """Acts (indices) that are mandatory or pinned."""
    wanted = {act for act, one in enumerate(problem.acts) if one.mandatory != "no"}
    return wanted | {problem.act_index[pin.engagement] for pin in problem.scenario.pins if pin.state != "out"}


def _for_provinces(problem: Problem, wanted: set[int], choice: int) -> set[int]:
    """Acts by which named provinces get the engagements they lack: those with most days, `choice` more than needed."""
    rules, found = problem.scenario.rules.provinces, set[int]()
    for province in rules.names if problem.setting_on("provinces_are_all_visited") else ():
        there = [act for act, one in enumerate(problem.acts) if one.province == province and any(one.starts)]
        lacking = rules.least - len(wanted.intersection(there))
        others = sorted(set(there) - wanted, key=lambda act: (-sum(map(bool, problem.acts[act].starts)), act))
        found |= set(others[: lacking + choice]) if lacking > 0 else set()
    return found


def _a_hotel_a_zone(problem: Problem) -> frozenset[int]:
    """The roomiest hotel of each zone and night, and those where a stay is fixed."""
    best: dict[tuple[str, int], int] = {}
    for bed, one in enumerate(problem.beds):
        for night in one.nights:
            key = (problem.scenario.sites[one.site].zone or one.id, night)
            if key not in best or one.rooms > problem.beds[best[key]].rooms:
                best[key] = bed
    return frozenset(best.values()) | {problem.bed_index[stay.hotel] for stay in problem.scenario.stays}


def _meals_near(
    problem: Problem, roster: Roster, route: TrackDayKey, acts: set[int], beds: frozenset[int]
) -> Iterator[Node]:
    """The lunch and dinner places that are nearest to most places where the route may be, of those that serve it."""
    track, day = route
    sites = {
        problem.acts[act].site for act in acts if track in problem.acts[act].audience and problem.acts[act].starts[day]
    }
    sites |= {problem.beds[bed].site for bed in beds if {day, day - 1} & problem.beds[bed].nights}
    for kind in ("lunch", "dinner"):
        tables = [table for table in serving(problem, roster, route) if problem.tables[table].kind == kind]
        nearest = Counter(
            min(tables, key=lambda table: problem.minutes(site, problem.tables[table].site)) for site in sites if tables
        )
        yield from (Meal(track, day, table) for table, _ in nearest.most_common(MEALS_OFFERED))


def serving(problem: Problem, roster: Roster, route: TrackDayKey) -> list[int]:
    """Meal places (indices) that are open for, seat and serve a route."""
    guests = guests_of(roster)
    return [table for table in range(len(problem.tables)) if serves(problem, guests, Meal(*route, table))]


def construct(
    problem: Problem, roster: Roster, schedule: Schedule, scope: Scope, budget: Budget, seconds: float, seed: int
) -> Result:
    """The first lawful programme found in a scope for the assignment in `schedule`, within `seconds`."""
    built = build(problem, roster, schedule, scope)
    return run(built, budget, seconds, seed=seed, first_only=True)
