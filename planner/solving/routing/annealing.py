"""Chains of ruin-and-recreate under simulated annealing, from tours to the best that they come to."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from planner.model.orienteering.arrays import Ints
from planner.model.orienteering.problem import MUST, Orienteering, Stops, Tours
from planner.solving.routing.state import State, copied
from planner.solving.touring.chain import (
    Chain,
    attempt,
    chain_of,
    filled_up,
    forgotten,
    in_hand,
    judged,
    met,
    passed_on,
    work,
)
from planner.solving.touring.drawing import Generator
from planner.solving.touring.flattening import layout_of
from planner.solving.touring.layout import Layout
from planner.solving.touring.passing import passes
from planner.solving.touring.plenaries import FAR

POOL = 6000
NOTED = 2000
"""Routes that are noted in a stretch of steps, at most."""
Pooled = Mapping[tuple[int, frozenset[int]], Stops]
"""Stops by route and (local) nodes visited."""


class Pool:
    """Routes met on the way, by route class and what they visit; the oldest are forgotten."""

    def __init__(self) -> None:
        self.routes: dict[tuple[int, frozenset[int]], Stops] = {}

    def add(self, index: int, stops: Stops) -> None:
        """Remember a route of a solution."""
        if stops:
            self.routes[index, frozenset(stops)] = stops
        while len(self.routes) > POOL:
            del self.routes[next(iter(self.routes))]


class Annealing:
    """One chain: the state in hand, and the best seen.

    The temperature falls from `hot` to `cold`, in units of what a node is worth, as the share of the work goes from 0
    to 1. One that may go `far` makes detours. Of one that is `pooled` the routes met are kept in its `pool`.
    """

    def __init__(
        self,
        problem: Orienteering,
        start: Tours,
        seed: int,
        hot: float = 1.0,
        cold: float = 0.05,
        *,
        far: bool = False,
        pooled: bool = False,
    ) -> None:
        self.problem, self._layout = problem, layout_of(problem)
        self._rng = np.random.default_rng(seed)
        self.pool = Pool()
        state = State.of(problem, start, self._layout)
        if not any(start):
            filled_up(self._layout, state.board, self._rng)
        for index, stops in enumerate(state.stops):
            self.pool.add(index, stops)
        # where a route has more stops than there are routes, finding chains costs more than they gain
        self._passes = passes(problem) and len(start) ** 2 >= sum(map(len, state.stops))
        heat = (_unit(problem), hot, cold)
        noted = NOTED if pooled else 0
        trial, best, back = (copied(problem, state.board) for _ in range(3))
        self._chain = chain_of(
            self._layout, (state.board, trial, best, back), heat, _elsewhere(problem, far=far), noted
        )

    @property
    def state(self) -> State:
        """The state in hand, before a detour where it is on one."""
        return State(self.problem, self._layout, copied(self.problem, in_hand(self._chain)))

    @property
    def best(self) -> State:
        """The best state seen."""
        return State(self.problem, self._layout, copied(self.problem, self._chain.best))

    @property
    def worth(self) -> int:
        """What the best is worth."""
        return self._chain.best_worth

    def run(self, since: float, until: float, steps: int) -> bool:
        """So many steps, from share to share of the work; was a new best found?"""
        made = _passing if self._passes else work
        found = made(self._layout, self._chain, self._rng, float(since), float(until), steps)
        for row in met(self._chain):
            self.pool.add(row[0], tuple(row[2 : 2 + row[1]]))
        forgotten(self._chain)
        return found > 0


def _passing(layout: Layout, chain: Chain, rng: Generator, since: float, until: float, steps: int) -> int:
    """Steps of a chain whose stops pass their places on."""
    found = 0
    for number in range(steps):
        share = since + (until - since) * number / steps
        found += judged(layout, chain, rng, share, passed_on(layout, chain, attempt(layout, chain, rng, share)))
    return found


def _elsewhere(problem: Orienteering, *, far: bool) -> Ints:
    """The meetings that gather all, with each span in which they may begin, of chains that may go far; none of a
    subject that has nowhere far to go."""
    found = list[tuple[int, ...]]()
    for numbers in problem.meetings.gatherings if far else ():
        spans = [
            (number, *span)
            for number in numbers
            for index, local in problem.members[number][:1]
            for span in problem.routes[index].spans[local]
        ]
        if spans and max(last for *_, last in spans) - min(first for _, first, _ in spans) >= FAR:
            found += spans
    return np.array(found, np.int64).reshape(-1, 3)


def _unit(problem: Orienteering) -> float:
    """What a node that is worth anything is worth when nothing is visited, the median, beside what it must be visited
    for."""
    gains = problem.prizes.copy()
    if problem.cover is not None:
        gains += problem.cover.gains(np.zeros_like(problem.cover.cap))[problem.places]
    beside = gains - MUST * np.round(gains / MUST)
    worth = beside[beside > 0]
    return float(np.median(worth)) if worth.size else 1.0
