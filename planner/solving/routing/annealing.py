"""Ruin-and-recreate under simulated annealing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from planner.model.orienteering.problem import MUST, Orienteering, Stops, Tours
from planner.solving.routing.passing import passed_on, passes
from planner.solving.routing.recreating import recreate
from planner.solving.routing.ruining import Ruins
from planner.solving.routing.state import State

POOL = 6000
SHY = 0.3
"""The share of removed nodes that come last in the repair; without such every other step ends where it began."""
NEAR = 1.0
"""How much less than the state in hand, in units of what a node is worth, a repair may be for chains to follow it."""
DETOUR = 100
"""Steps for which a chain goes on from a gathering held quite elsewhere before that is judged as a step is; where it is
not taken, the chain is back where it was."""
DETOURS = 0.3
"""The share of the work in which there are such, one after another; in the rest days fill around what they led to."""
Pooled = Mapping[tuple[int, frozenset[int]], Stops]
"""Stops by route and (local) nodes visited."""


class Pool:
    """Routes met on the way, by route class and what they visit; the oldest are forgotten."""

    def __init__(self) -> None:
        self.routes: dict[tuple[int, frozenset[int]], Stops] = {}

    def add(self, tours: Tours) -> None:
        """Remember the routes of one solution."""
        for index, stops in enumerate(tours):
            if stops:
                self.routes[index, frozenset(stops)] = stops
        while len(self.routes) > POOL:
            del self.routes[next(iter(self.routes))]


@dataclass(frozen=True, slots=True)
class Detour:
    """Where the chain was before a detour, and how many steps of that are left."""

    back: State
    worth: int
    misordered: int
    left: int


class Annealing:
    """One chain: the state in hand, and the best seen.

    The temperature falls from `hot` to `cold`, in units of what a node is worth, as `share` goes from 0 to 1. One that
    may go `far` makes detours.
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
    ) -> None:
        self.problem = problem
        self._rng = np.random.default_rng(seed)
        self._ruins = Ruins(self._rng)
        self.pool = Pool()
        self._unit, self._hot, self._cold = _unit(problem), hot, cold
        self._now = State.of(problem, start)
        if not any(start):
            recreate(self._now, self._rng)
        self._worth, self._misordered = self._now.worth(), self._now.misordered()
        self.best, self.worth = self._now, self._worth
        self._far = far
        self._detour: Detour | None = None
        # where a route has more stops than there are routes, finding chains costs more than they gain
        self._passes = passes(problem) and len(start) ** 2 >= sum(map(len, self.best.stops))
        self.pool.add(self.best.stops)

    @property
    def state(self) -> State:
        """The state in hand, before a detour where it is on one."""
        return self._now if self._detour is None else self._detour.back

    def step(self, share: float) -> bool:
        """Ruin and recreate once; was a new best found?"""
        heat = self._unit * self._hot * (self._cold / self._hot) ** min(share, 1.0)
        self._turn(share, heat)
        trial = self._now.copy()
        self._ruins.draw(trial)
        gone = np.flatnonzero((self._now.blocked > 0) & (trial.blocked == 0))
        recreate(trial, self._rng, gone[self._rng.random(len(gone)) < SHY])
        worth = trial.worth()
        if self._passes and worth > self._worth - NEAR * self._unit:
            trial = passed_on(trial)
            worth = trial.worth()
        if not self._accepts(worth, self._worth, heat):
            return False
        trial.settle()
        if trial.strained(self._now) or (misordered := trial.misordered()) > self._misordered:
            return False
        self._now, self._worth, self._misordered = trial, worth, misordered
        self.pool.add(trial.stops)
        if worth < self.worth:
            return False
        better = worth > self.worth
        self.best, self.worth = trial, worth
        return better

    def _accepts(self, worth: int, instead: int, heat: float) -> bool:
        return worth >= instead or bool(self._rng.random() < math.exp((worth - instead) / heat))

    def _turn(self, share: float, heat: float) -> None:
        """Begin a detour, or judge one that is at its end."""
        if self._detour is None:
            if self._far and share < DETOURS:
                self._set_out()
        elif self._detour.left:
            self._detour = replace(self._detour, left=self._detour.left - 1)
        else:
            detour, self._detour = self._detour, None
            if not self._accepts(self._worth, detour.worth, heat):
                self._now, self._worth, self._misordered = detour.back, detour.worth, detour.misordered

    def _set_out(self) -> None:
        """Hold a gathering quite elsewhere, whatever that costs at first."""
        trial = self._now.copy()
        if self._ruins.gather_elsewhere(trial) and trial.misordered() <= self._misordered:
            self._detour = Detour(self._now, self._worth, self._misordered, DETOUR)
            self._now, self._worth = trial, trial.worth()


def _unit(problem: Orienteering) -> float:
    """What a node that is worth anything is worth when nothing is visited, the median, beside what it must be visited
    for."""
    empty = State.of(problem, ((),) * len(problem.routes))
    gains = np.concatenate([route.prize + empty.taken.gains()[route.nodes] for route in problem.routes])
    beside = gains - MUST * np.round(gains / MUST)
    worth = beside[beside > 0]
    return float(np.median(worth)) if worth.size else 1.0
