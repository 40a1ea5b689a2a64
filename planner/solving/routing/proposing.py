"""A better programme of a few routes, proposed by the fast layer; whether it is lawful others judge."""

from __future__ import annotations

import random
import time
from collections.abc import Collection, Sequence
from itertools import pairwise

from planner.model.orienteering.problem import Orienteering, Tours
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Schedule
from planner.solving.budget import patience
from planner.solving.routing.annealing import Annealing
from planner.solving.routing.benefits import Weights
from planner.solving.routing.compiling import Compiled, to_orienteering
from planner.solving.routing.grafting import grafted
from planner.solving.routing.interpreting import interpreted
from planner.solving.routing.mixing import mixture
from planner.solving.routing.scheduling import to_schedule
from planner.solving.routing.state import State

STEP, STEP_OF_A_ROUTE, STEP_OF_A_PLACE = 5e-6, 1e-6, 2.5e-8
"""Seconds that a step counts for, and more for each route, but no less than for each place of a node on a route; so a
proposal is the same on every machine. It takes about as long."""
STRETCH = 500
"""After how many steps one looks how late it is."""
MIXING_WORK = 0.2
"""CP-SAT's deterministic time for finding what routes of several plans go together."""
Heat = tuple[float, float]
HOT, WARM, COLD = 1.0, 0.1, 0.02
"""How hot it begins on a plan that has nothing to lose, how on others, and how it ends."""
FAR_STEPS = 150
"""With fewer steps nothing goes far: a detour would not come to its end."""
HUNGRY = 0.5
"""The share of the steps after which days that have no time for a meal yet go without."""


def drawn(roster: Roster, schedule: Schedule, rng: random.Random) -> Sequence[TrackDayKey]:
    """Up to five routes that are in use: a track's days, tracks of one day, or any."""
    used = [route for route in roster.routes if schedule.stops.get(route)]
    if not used:
        return ()
    track, day = rng.choice(used)
    kind = rng.random()
    if kind < 0.5:
        used = [route for route in used if route[0] == track]
    elif kind < 0.75:
        used = [route for route in used if route[1] == day]
    return sorted(rng.sample(used, min(len(used), rng.randint(1, 5))))


def proposed(
    problem: Problem,
    roster: Roster,
    schedule: Schedule,
    routes: Sequence[TrackDayKey],
    seed: int,
    seconds: float,
    weights: Weights | None = None,
    heat: Heat = (WARM, COLD),
    *,
    far: bool = False,
    on_the_way: bool = False,
) -> Schedule | None:
    """`schedule` with `routes` visited otherwise, for more benefit or the same, or, `on_the_way` to that, perhaps for
    less; None where nothing was found. With time for it what gathers all may go `far`, and days eat otherwise.

    Benefit counts visitors, hosts, driving, meals and soft rules of manners, by `weights` (else the scenario's), not
    fairness; rules that bind several routes at a moment are left to the check.
    """
    begun = time.monotonic()
    compiled = to_orienteering(problem, roster, schedule, routes, weights, hungry=far)
    if compiled.orienteering.size == 0 or compiled.orienteering.faults(compiled.tours):
        return None
    steps = _steps(compiled, seconds)
    far = far and steps >= FAR_STEPS
    chain = Annealing(compiled.orienteering, compiled.tours, seed, *heat, far=far)
    for first, last in pairwise(_stretches(steps)):
        if first == int(HUNGRY * steps) and not compiled.is_fed(chain.best.stops, problem):
            compiled = to_orienteering(problem, roster, schedule, routes, weights)
            chain = Annealing(compiled.orienteering, compiled.tours, seed, *heat, far=far)
        chain.run(first / steps, last / steps, last - first)
        if time.monotonic() - begun > patience(seconds):
            break
    return _as_schedule(problem, roster, compiled, chain.state if on_the_way else chain.best)


def crossed(
    problem: Problem,
    roster: Roster,
    schedule: Schedule,
    other: Schedule,
    routes: Collection[TrackDayKey],
    seed: int,
    seconds: float,
    weights: Weights | None = None,
) -> Schedule | None:
    """What comes of `schedule` with some `routes` as in another, all routes brought forward together: for more benefit
    than either, or less; None where nothing does, or they do not go together."""
    compiled = to_orienteering(problem, roster, schedule, sorted(roster.routes), weights)
    new = [index for index, route in enumerate(compiled.routes) if route in routes]
    start = grafted(compiled, other, new) if compiled.orienteering.size else None
    return start and _forward(problem, roster, compiled, start, seed, seconds)


def mixed(
    problem: Problem,
    roster: Roster,
    schedule: Schedule,
    others: Sequence[Schedule],
    seed: int,
    seconds: float,
    weights: Weights | None = None,
) -> Schedule | None:
    """What comes of those routes of `schedule` and some others that go together for the most, brought forward; None
    where that is no more than `schedule` itself."""
    compiled = to_orienteering(problem, roster, schedule, sorted(roster.routes), weights)
    start = mixture(compiled, others, seed, MIXING_WORK) if compiled.orienteering.size else None
    return start and _forward(problem, roster, compiled, start, seed, seconds)


def _forward(
    problem: Problem,
    roster: Roster,
    compiled: Compiled,
    start: tuple[Orienteering, Tours],
    seed: int,
    seconds: float,
) -> Schedule | None:
    """Some tours brought forward for such seconds."""
    chain = Annealing(*start, seed, WARM, COLD)
    chain.run(0.0, 1.0, _steps(compiled, seconds))
    return _as_schedule(problem, roster, compiled, chain.best)


def _steps(compiled: Compiled, seconds: float) -> int:
    """How many steps such seconds count for."""
    orienteering = compiled.orienteering
    step = STEP + STEP_OF_A_ROUTE * len(orienteering.routes)
    return int(seconds / max(step, STEP_OF_A_PLACE * len(orienteering.places)))


def _as_schedule(problem: Problem, roster: Roster, compiled: Compiled, state: State) -> Schedule | None:
    """A state as a schedule, with interpreters for what it changes; None where that is nothing."""
    schedule, was = to_schedule(problem, compiled, state), compiled.schedule
    changed = [route for route in compiled.routes if schedule.stops.get(route) != was.stops.get(route)]
    if not changed and schedule.beds == was.beds:
        return None
    return interpreted(problem, roster, schedule, changed)


def _stretches(steps: int) -> list[int]:
    """At which steps one looks up: how late it is, and whether days are fed."""
    return sorted({*range(0, steps, STRETCH), int(HUNGRY * steps), steps})
