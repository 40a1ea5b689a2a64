"""The whole search on an orienteering problem: annealings, their routes recombined, the best annealed again.

A chain that cools more slowly than its number of stops asks for gains nothing, but where chains end varies much from
seed to seed: what effort is left makes more of them. A cooler one goes on from the best that their routes make.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from planner.model.orienteering.problem import Orienteering, Tours
from planner.solving.preparing import prepare
from planner.solving.routing.annealing import Annealing, Pooled
from planner.solving.routing.packing import COLUMNS, packed

STARTING = 0.7
"""The share of the effort for the chains from the start; the rest goes on from the best of them."""
FIRST, AGAIN = (1.0, 0.1), (0.3, 0.05)
"""How hot those begin and end, and how hot the later ones do."""
LENGTH, MOST = 150, 4
"""Steps for each stop that a chain from the start is worth; the most chains of a worker."""
STEP, STEP_OF_A_STOP = 1.2e-5, 1.3e-6
"""Processor seconds that a step takes, about, and more for each stop."""
STRETCH = 200
"""Steps between two looks at the clock."""
PACKING_WORK, PACKING_SHARE = 0.3, 0.03
"""CP-SAT's deterministic time for a recombination, and its share of the seconds where there are such."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to search: `steps` of each worker, so that a run repeats, or processor `seconds` of all together."""

    steps: float | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The best tours and their worth, the steps made, the processor seconds spent, and routes met on the way."""

    tours: Tours
    worth: int
    steps: int = 0
    spent: float = 0.0
    pool: Pooled = field(default_factory=dict)


def search(problem: Orienteering, effort: Effort, seed: int = 1, workers: int = 1, start: Tours | None = None) -> Found:
    """The best tours found; with one worker and an effort in steps always the same.

    Compiling what it needs is no part of the effort.
    """
    prepare()
    best = Found(start or ((),) * len(problem.routes), 0)
    if workers == 1:
        return _stages(problem, effort, seed, 1, best, map)
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        return _stages(problem, effort, seed, workers, best, pool.map)


@dataclass(frozen=True, slots=True)
class Stint:
    """One chain: from what tours, how hot at first and at last, for how long."""

    problem: Orienteering
    start: Tours
    seed: int
    heat: tuple[float, float]
    effort: Effort


Spread = Callable[[Callable[[Stint], Found], Iterable[Stint]], Iterable[Found]]
"""How stints are worked off: one after another, or on several cores."""


def _stages(problem: Orienteering, effort: Effort, seed: int, workers: int, best: Found, spread: Spread) -> Found:
    started, first = workers * chains(problem, effort, workers, best.tours), seed * 1000
    for count, part, heat in ((started, STARTING, FIRST), (workers, 1.0, AGAIN)):
        share = Effort(
            None if effort.steps is None else (effort.steps * workers - best.steps) * part / count,
            None if effort.seconds is None else max(effort.seconds - best.spent, 0.01) * part / count,
        )
        seeds, first = range(first, first + count), first + count
        stints = [Stint(problem, best.tours, one, heat, share) for one in seeds]
        best = _joined(problem, [best, *spread(anneal, stints)], seed, effort)
    return best


def chains(problem: Orienteering, effort: Effort, workers: int, tours: Tours) -> int:
    """How many chains from the start the effort of each worker makes."""
    stops = 1 + sum(map(len, Annealing(problem, tours, 0).best.stops))
    steps = effort.steps
    if steps is None:
        steps = (effort.seconds or 0.0) / workers / (STEP + STEP_OF_A_STOP * stops)
    return max(1, min(MOST, int(steps * STARTING / (LENGTH * stops))))


def _joined(problem: Orienteering, found: Iterable[Found], seed: int, effort: Effort) -> Found:
    """The best of all, or what their routes make together."""
    begun, found = time.thread_time(), list(found)
    best = max(found, key=lambda one: one.worth)
    newest = -(COLUMNS // len(found))
    pool = {key: stops for one in found for key, stops in list(one.pool.items())[newest:]}
    seconds = None if effort.seconds is None else PACKING_SHARE * effort.seconds
    tours = packed(problem, pool, best.tours, seed, PACKING_WORK, seconds) or best.tours
    spent = sum(one.spent for one in found) + time.thread_time() - begun
    return Found(tours, problem.worth(tours), sum(one.steps for one in found), spent, pool)


def anneal(stint: Stint) -> Found:
    """Work one stint off."""
    begun, step, done = time.thread_time(), 0, 0.0
    chain = Annealing(stint.problem, stint.start, stint.seed, *stint.heat, pooled=True)
    while done < 1:
        steps, until = STRETCH, done
        if stint.effort.steps is not None:
            steps = max(1, min(STRETCH, int(stint.effort.steps) - step))
            until = (step + steps) / stint.effort.steps
        chain.run(done, until, steps)
        step += steps
        if stint.effort.steps is None:
            until = (time.thread_time() - begun) / (stint.effort.seconds or 0.01)
        done = until
    return Found(chain.best.stops, chain.worth, step, time.thread_time() - begun, chain.pool.routes)
