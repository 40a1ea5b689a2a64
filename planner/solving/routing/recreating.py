"""Ruins and the greedy repair after them: the step of the fast layer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from planner.model.orienteering import Floats
from planner.solving.routing.state import State

Generator = np.random.Generator
POWERS = (1.0, 1.5, 2.0)
NOISES = (0.02, 0.1, 0.3)


class Ruins:
    """Draws what to remove from a state."""

    def __init__(self, rng: Generator) -> None:
        self._rng = rng
        self.kinds: tuple[Callable[[State], None], ...] = (self._strings, self._slice, self._share, self._route)
        self._odds = np.cumsum([0.45, 0.15, 0.37, 0.03])

    def draw(self, state: State) -> None:
        """Remove something from `state`."""
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
            length = 1 + int(rng.integers(min(len(stops), 8)))
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
        last = min(length - 1, first + int(rng.integers(1, 7)))
        since, until = tour.arrive[first], tour.ready[last + 1]
        for other in tours:
            if other is tour or rng.random() < 0.6:
                gone = [n for n, at in zip(other.stops, other.arrive, strict=False) if since <= at <= until]
                state.remove(other.index, gone)

    def _share(self, state: State) -> None:
        """A random share of all stops."""
        share = self._rng.uniform(0.02, 0.12)
        for tour in list(state.tours):
            gone = [node for node in tour.stops if self._rng.random() < share]
            state.remove(tour.index, gone)

    def _route(self, state: State) -> None:
        """A whole route."""
        index = int(self._rng.integers(len(state.tours)))
        state.remove(index, state.tours[index].stops)


def recreate(state: State, rng: Generator) -> None:
    """Insert what fits, by gain^a over the delay, with noise, until nothing more does."""
    problem = state.problem
    power = POWERS[int(rng.integers(len(POWERS)))]
    noise = np.exp(rng.standard_normal(problem.size) * NOISES[int(rng.integers(len(NOISES)))])[problem.places]
    appeal = _appeal(state, power, noise)
    cost = np.concatenate([tour.cost for tour in state.tours])
    scores = appeal / cost
    while True:
        open_scores = scores * (state.blocked == 0)[problem.places]
        best = int(open_scores.argmax())
        if open_scores[best] <= 0:
            return
        index = int(np.searchsorted(problem.firsts, best, "right")) - 1
        first, last = problem.firsts[index : index + 2]
        state.insert(index, best - int(first))
        cost[first:last] = state.tours[index].cost
        if problem.cover is None:
            scores[first:last] = appeal[first:last] / cost[first:last]
        else:
            scores = _appeal(state, power, noise) / cost


def _appeal(state: State, power: float, noise: Floats) -> Floats:
    """Of every place its gain^power with noise; 0 where it gains nothing."""
    problem = state.problem
    gains: Floats = np.maximum(problem.prizes + state.gains()[problem.places], 0.0) ** power * noise
    return gains
