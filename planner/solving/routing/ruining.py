"""Ruins: what the fast layer takes out, or puts elsewhere, before the repair."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from planner.model.orienteering.problem import Orienteering
from planner.solving.routing.assembling import Assembling
from planner.solving.routing.drawing import Generator
from planner.solving.routing.plenaries import Plenaries
from planner.solving.routing.state import State

Ruin = Callable[[State], None]
ELSEWHERE, GATHER, CONVENE, TOGETHER = 0.3, 0.1, 0.1, 0.2
"""Shares of the steps that try other doors, other times of gatherings, other meetings in place of those that are held,
and other times of meetings, where there are any; of each, of what those before leave."""
SUMMONED = 0.2
"""Share of the steps that make room for what must be visited, as long as something such is lacking."""


class Ruins:
    """Draws what to remove from a state."""

    def __init__(self, rng: Generator) -> None:
        self._rng = rng
        self.kinds: tuple[Ruin, ...] = (self._strings, self._slice, self._share)
        self._odds = np.cumsum([0.45, 0.15, 0.40])
        self._plenaries, self._assembling = plenaries, assembling = Plenaries(rng), Assembling(rng)
        self._first: tuple[tuple[float, Callable[[Orienteering], object], Ruin], ...] = (
            (ELSEWHERE, lambda problem: problem.lodging and problem.lodging.free, self._nights),
            (GATHER, lambda problem: problem.meetings.gatherings, plenaries.gather),
            (CONVENE, lambda problem: problem.meetings.all, assembling.convene),
            (TOGETHER, lambda problem: problem.meetings.all, assembling.meet),
        )

    def draw(self, state: State) -> None:
        """Remove something from `state`, or spend a night elsewhere, or meet; or make room for what must be visited."""
        if state.problem.demands and self._rng.random() < SUMMONED and self._assembling.summon(state):
            return
        for share, concerns, ruin in self._first:
            if concerns(state.problem) and self._rng.random() < share:
                ruin(state)
                return
        self.kinds[int(np.searchsorted(self._odds, self._rng.random() * self._odds[-1]))](state)

    def gather_elsewhere(self, state: State) -> bool:
        """Hold a gathering, where there are any, quite elsewhere; False where none could be."""
        return bool(state.problem.meetings.gatherings) and self._plenaries.gather_elsewhere(state)

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

    def _nights(self, state: State) -> None:
        """A night at another door, often where the party sleeps the night before or after; or two nights at one door.

        Half of what the days around it visit goes, so that they may follow.
        """
        rng, lodging = self._rng, state.problem.lodging
        assert lodging is not None
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
