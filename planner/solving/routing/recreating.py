"""Ruins and the greedy repair after them: the step of the fast layer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

import numpy as np

from planner.model.lodging import Lodging
from planner.model.orienteering import Floats
from planner.model.orienteering_route import NEVER, Ints
from planner.solving.routing.state import State

Generator = np.random.Generator
POWERS = (1.0, 1.5, 2.0)
NOISES = (0.02, 0.1, 0.3)
SHYNESS = 1e-9
ELSEWHERE = 0.3
"""Share of the steps that try other doors, where there are any."""


class Ruins:
    """Draws what to remove from a state."""

    def __init__(self, rng: Generator) -> None:
        self._rng = rng
        self.kinds: tuple[Callable[[State], None], ...] = (self._strings, self._slice, self._share)
        self._odds = np.cumsum([0.45, 0.15, 0.40])

    def draw(self, state: State) -> None:
        """Remove something from `state`, or spend a night elsewhere."""
        lodging = state.problem.lodging
        if lodging is not None and lodging.free and self._rng.random() < ELSEWHERE:
            self._nights(state, lodging)
            return
        self.kinds[int(np.searchsorted(self._odds, self._rng.random() * self._odds[-1]))](state)

    def _strings(self, state: State) -> None:
        """Strings of stops near one place, from several routes."""
        rng = self._rng
        filled = [tour.index for tour in state.tours if tour.stops]
        if not filled:
            return
        seed = state.tours[filled[int(rng.integers(len(filled)))]]
        centre = int(rng.integers(seed.route.size)) if rng.random() < 0.5 else seed.stops[rng.integers(len(seed.stops))]
        node = seed.route.nodes[centre]
        near = sorted(filled, key=lambda index: self._distance(state, index, node))
        for index in near[: 1 + int(rng.integers(min(3, len(near))))]:
            stops = state.tours[index].stops
            away = self._away(state, index, node)
            at = min(range(len(stops)), key=lambda place: away[stops[place]])
            length = 1 + int(rng.integers(min(len(stops), 6)))
            first = max(0, min(at - int(rng.integers(length)), len(stops) - length))
            state.remove(index, stops[first : first + length])

    @staticmethod
    def _away(state: State, index: int, node: int) -> list[int]:
        """Times from a (global) node to those of a route; where it is not on the route, from the route's begin."""
        route = state.problem.routes[index]
        row = route.local.get(int(node), route.size)
        return route.drive_rows[row]

    def _distance(self, state: State, index: int, node: int) -> int:
        away = self._away(state, index, node)
        return min(away[stop] for stop in state.tours[index].stops)

    def _slice(self, state: State) -> None:
        """What begins in one span of time, on several routes."""
        rng = self._rng
        tours = [tour for tour in state.tours if tour.stops]
        if not tours:
            return
        tour = tours[int(rng.integers(len(tours)))]
        length = len(tour.stops)
        first = int(rng.integers(length))
        last = min(length - 1, first + int(rng.integers(1, 5)))
        since, until = tour.arrive[first], tour.ready[last + 1]
        for other in tours:
            if other is tour or rng.random() < 0.6:
                gone = [n for n, at in zip(other.stops, other.arrive, strict=False) if since <= at <= until]
                state.remove(other.index, gone)

    def _nights(self, state: State, lodging: Lodging) -> None:
        """A night at another door, often where the party sleeps the night before or after; or two nights at one door.

        Half of what the days around it visit goes, so that they may follow.
        """
        rng = self._rng
        number = lodging.free[int(rng.integers(len(lodging.free)))]
        beside = [other for other in lodging.beside(number) if rng.random() < 0.5]
        open_to = sorted(lodging.nights[number].tolls)
        near = [state.doors[other] for other in lodging.beside(number) if state.doors[other] in open_to]
        doors = near if near and rng.random() < 0.3 else open_to
        door = doors[int(rng.integers(len(doors)))]
        for night in (number, *beside):
            if door in lodging.nights[night].tolls and state.doors[night] != door and state.sleep(night, door):
                for index in (*lodging.nights[night].ends, *lodging.nights[night].begins):
                    state.remove(index, [node for node in state.tours[index].stops if rng.random() < 0.5])

    def _share(self, state: State) -> None:
        """A random share of all stops."""
        share = self._rng.uniform(0.02, 0.1)
        for tour in list(state.tours):
            gone = [node for node in tour.stops if self._rng.random() < share]
            state.remove(tour.index, gone)


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
            gains = gains + self._state.gains()[self._nodes]
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
