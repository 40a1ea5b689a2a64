"""The greedy repair of the fast layer after a ruin."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np

from planner.model.orienteering.arrays import Floats, Ints
from planner.model.orienteering.hours import NEVER
from planner.solving.routing.drawing import Generator
from planner.solving.routing.state import State

POWERS = (1.0, 1.5, 2.0)
NOISES = (0.02, 0.1, 0.3)
SHYNESS = 1e-9


def recreate(state: State, rng: Generator, shy: Ints | None = None) -> None:
    """Insert what fits, by gain^a over the delay, with noise, until nothing more does; (global) nodes that are `shy`
    after all others."""
    power = POWERS[int(rng.integers(len(POWERS)))]
    noise = np.exp(rng.standard_normal(state.problem.size) * NOISES[int(rng.integers(len(NOISES)))])
    if shy is not None:
        noise[shy] *= SHYNESS
    fitting = _Fitting(state, power, noise)
    while fitting.insert_best():
        pass


class _Fitting:
    """What could be inserted where, when a repair begins: what fits nowhere on a route then is not looked at again."""

    def __init__(self, state: State, power: float, noise: Floats) -> None:
        problem = state.problem
        keys = np.concatenate([tour.keys for tour in state.tours])
        places = np.flatnonzero((keys < NEVER) & (state.blocked == 0)[problem.places])
        self._state, self._power, self._keys = state, power, keys[places]
        self._nodes = problem.places[places]
        self._prizes, self._noise = problem.prizes[places], noise[self._nodes]
        firsts = places.searchsorted(problem.firsts)
        self._firsts = firsts.tolist()
        self._locals = places - problem.firsts[:-1].repeat(np.diff(firsts))
        gaps = np.array([len(tour.stops) + 1 for tour in state.tours])
        self._appeal, self._cost = self._appeals(), self._keys / gaps.repeat(np.diff(firsts)) + 1.0
        self._scores = self._appeal / self._cost

    def _part(self, index: int) -> slice:
        """The places of one route."""
        return slice(self._firsts[index], self._firsts[index + 1])

    def _price(self, index: int) -> None:
        """Fill the cost of a route's places from their keys: about 1 + the ticks of delay."""
        part, gaps = self._part(index), len(self._state.tours[index].stops) + 1
        keys = self._keys[part]
        self._cost[part] = keys / gaps + 1.0
        self._cost[part][keys >= NEVER] = np.inf

    def _appeals(self) -> Floats:
        """Of every place its gain^power with noise; 0 where it gains nothing."""
        gains = self._prizes
        if self._state.problem.cover is not None:
            gains = gains + self._state.taken.gains()[self._nodes]
        appeals: Floats = np.maximum(gains, 0.0) ** self._power * self._noise
        return appeals

    def insert_best(self) -> bool:
        """Insert the best; False where nothing is left."""
        if not self._firsts[-1]:
            return False
        state = self._state
        scores = self._scores * (state.blocked[self._nodes] == 0)
        best = int(scores.argmax())
        if scores[best] <= 0:
            return False
        index = bisect_right(self._firsts, best) - 1
        gap = int(self._keys[best]) % (len(state.tours[index].stops) + 1)
        if not state.insert(index, int(self._locals[best]), gap):
            self._cost[best], self._scores[best] = np.inf, 0.0
            return True
        part = self._part(index)
        self._keys[part] = state.tours[index].keys_of(self._locals[part])
        self._price(index)
        if state.problem.cover is None:
            self._scores[part] = self._appeal[part] / self._cost[part]
        else:
            self._scores = self._appeals() / self._cost
        return True
