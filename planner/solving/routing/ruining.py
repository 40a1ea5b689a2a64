"""Ruins: what the fast layer takes out, or puts elsewhere, before the repair."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from planner.model.lodging import Lodging
from planner.solving.routing.state import State
from planner.solving.routing.tour import Tour

Generator = np.random.Generator
ELSEWHERE, GATHER, CONVENE, TOGETHER = 0.3, 0.1, 0.1, 0.2
"""Shares of the steps that try other doors, other times of gatherings, other meetings in place of those that are held,
and other times of meetings, where there are any."""
CLEARED = 0.3
"""How often others who may come to a meeting make room for it."""
TRIES = 8
"""How many times are tried for a gathering."""
PUT_OFF = 12
"""By how many steps of the grid, at most, a meeting is brought forward or put off."""


class Ruins:
    """Draws what to remove from a state."""

    def __init__(self, rng: Generator) -> None:
        self._rng = rng
        self.kinds: tuple[Callable[[State], None], ...] = (self._strings, self._slice, self._share)
        self._odds = np.cumsum([0.45, 0.15, 0.40])

    def draw(self, state: State) -> None:
        """Remove something from `state`, or spend a night elsewhere, or meet."""
        lodging = state.problem.lodging
        if lodging is not None and lodging.free and self._rng.random() < ELSEWHERE:
            self._nights(state, lodging)
            return
        if state.problem.meetings.gatherings and self._rng.random() < GATHER:
            self._gatherings(state)
            return
        if state.problem.meetings.all and self._rng.random() < CONVENE:
            self._conveyed(state)
            return
        if state.problem.meetings.all and self._rng.random() < TOGETHER:
            self._meetings(state)
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

    def _meetings(self, state: State) -> None:
        """A visit becomes a meeting, at a time that suits it, or a meeting is put off; one of the others who may come,
        by what they gain, comes in any case, some more leave what they do at that time."""
        rng, odds = self._rng, np.cumsum(state.taken.joining())
        if odds[-1] <= 0:
            return
        number = min(int(np.searchsorted(odds, rng.random() * odds[-1], side="right")), len(odds) - 1)
        start = self._time(state, number)
        if not state.appoint(number, start):
            return
        members = state.problem.members[number]
        others = [(index, local) for index, local in members if local not in state.tours[index].stops]
        first = int(rng.integers(len(others)))
        for place, (index, local) in enumerate(others):
            if place == first or rng.random() < CLEARED:
                state.remove(index, state.tours[index].in_the_way(local, start))
            if place == first:
                gap = state.tours[index].gap(local)
                if gap is not None and not state.blocked[state.tours[index].route.nodes[local]]:
                    state.insert(index, local, gap)

    def _conveyed(self, state: State) -> None:
        """Who meets does so in another meeting of the subject, one that is held or one on another day."""
        rng, meetings = self._rng, state.problem.meetings
        tied = [number for number in state.taken.tied() if meetings.all[number].open]
        if not tied:
            return
        instead = tied[int(rng.integers(len(tied)))]
        others = [number for number in meetings.of_subject[meetings.all[instead].subject] if number != instead]
        if not others:
            return
        number = others[int(rng.integers(len(others)))]
        start = self._joint_time(state, number, instead)
        if start is not None:
            state.convene(number, start, instead)

    def _joint_time(self, state: State, number: int, instead: int) -> int | None:
        """When a meeting is held; else a time that suits, beside what must stay, one of those who come to another."""
        if state.taken.visits[number]:
            start = state.starts[number]
            return self._time(state, number) if start is None else start
        problem = state.problem
        came = [pair for pair in problem.members[instead] if pair[1] in state.tours[pair[0]].stops]
        comes = problem.twin(*came[int(self._rng.integers(len(came)))], number)
        if comes is None:
            return None
        tour, local = state.tours[comes[0]], comes[1]
        bare = tour.without(set(tour.loose) if self._rng.random() < 0.5 else set())
        gap = bare.gap(local)
        return None if gap is None else self._within(bare.with_stop(local, gap), gap)

    def _within(self, tour: Tour, place: int) -> int:
        """A time at which a stop of a tour may begin."""
        soonest, latest = tour.ready[place + 1] - tour.route.serve_of[tour.stops[place]], tour.due[place]
        return soonest + tour.route.grid * int(self._rng.integers(max(latest - soonest, 0) // tour.route.grid + 1))

    def _gatherings(self, state: State) -> None:
        """What is held for all together is held at another time, often on the same day, and what must be near it as much
        sooner or later."""
        rng, problem = self._rng, state.problem
        numbers = problem.meetings.gatherings[int(rng.integers(len(problem.meetings.gatherings)))]
        held = [number for number in numbers if state.taken.visits[number]]
        number = (held or numbers)[0] if rng.random() < 0.5 else numbers[int(rng.integers(len(numbers)))]
        start = self._free_time(state, number)
        if start is None:
            return
        now = state.starts[number]
        later = 0 if now is None else start - now
        near = [(other, at + later) for other in problem.linked.get(number, ()) if (at := state.starts[other]) is not None]
        for other, at in sorted([(number, start), *near], key=lambda move: move[1], reverse=later > 0):
            state.gather(other, at)

    def _free_time(self, state: State, number: int) -> int | None:
        """A time at which nothing that must stay keeps anybody from a gathering; None where none is found by lot."""
        index, local = state.problem.members[number][0]
        route = state.problem.routes[index]
        for first, last in self._rng.permutation(route.spans[local] * TRIES).tolist()[:TRIES]:
            start = first + route.grid * int(self._rng.integers((last - first) // route.grid + 1))
            if state.is_free(number, start):
                return int(start)
        return None

    def _time(self, state: State, number: int) -> int:
        rng, now = self._rng, state.starts[number]
        there = [(state.tours[i], local) for i, local in state.problem.members[number] if local in state.tours[i].stops]
        tour, local = there[int(rng.integers(len(there)))]
        if now is not None:
            return now + tour.route.grid * int(rng.integers(-PUT_OFF, PUT_OFF + 1))
        return self._within(tour, tour.stops.index(local))

    def _share(self, state: State) -> None:
        """A random share of all stops."""
        share = self._rng.uniform(0.02, 0.1)
        for tour in list(state.tours):
            gone = [node for node in tour.stops if self._rng.random() < share]
            state.remove(tour.index, gone)
