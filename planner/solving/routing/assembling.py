"""Ruins of the fast layer that let routes meet: elsewhere in time, or in another meeting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from planner.model.orienteering.hours import Span
from planner.model.orienteering.problem import Orienteering
from planner.solving.routing.state import State
from planner.solving.routing.tour import Tour

Generator = np.random.Generator
CLEARED = 0.3
"""How often others who may come to a meeting make room for it."""
BARE = 0.5
"""How often a time for another meeting is sought as if nothing else had to be kept."""
TRIES = 8
"""How many times are tried for a gathering."""
FAR = 90
"""Ticks from which on another time of a gathering is quite another."""
PUT_OFF = 12
"""By how many steps of the grid, at most, a meeting is brought forward or put off."""


class Assembling:
    """Draws who meets when."""

    def __init__(self, rng: Generator) -> None:
        self._rng = rng
        self._places: list[tuple[int, int, int]] = []

    def meet(self, state: State) -> None:
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

    def convene(self, state: State) -> None:
        """Who meets does so in another meeting of the subject, one that is held or one on another day."""
        rng, meetings = self._rng, state.problem.meetings
        tied = [number for number in state.taken.tied() if meetings.all[number].open]
        if not tied:
            return
        instead = tied[int(rng.integers(len(tied)))]
        others = [number for number in meetings.alike(instead) if number != instead]
        if not others:
            return
        number = others[int(rng.integers(len(others)))]
        start = self._joint_time(state, number, instead)
        if start is not None:
            state.convene(number, start, instead)

    def gather(self, state: State) -> None:
        """What is held for all together is held at another time, often on the same day."""
        rng, numbers = self._rng, self._gathering(state)
        held = [number for number in numbers if state.taken.visits[number]]
        number = (held or numbers)[0] if rng.random() < 0.5 else numbers[int(rng.integers(len(numbers)))]
        start = self._free_time(state, number, _spans(state.problem, number))
        if start is not None:
            self._move(state, number, start)

    def gather_elsewhere(self, state: State) -> bool:
        """What is held for all together is held on another day, or much sooner or later: one such place after another,
        in an order drawn by lot. False where it can't be."""
        if not self._places:
            self._places = self._rng.permutation(self._elsewhere(state.problem)).tolist()
        if not self._places:
            return False
        number, first, last = self._places.pop()
        start, now = self._free_time(state, number, [(first, last)]), state.starts[number]
        far = start is not None and (now is None or abs(start - now) >= FAR)
        return far and start is not None and self._move(state, number, start)

    def _elsewhere(self, problem: Orienteering) -> list[tuple[int, int, int]]:
        """The meetings that gather all, with each span in which they may begin."""
        numbers = [number for numbers in problem.meetings.gatherings for number in numbers]
        return [(number, *span) for number in numbers for span in _spans(problem, number)]

    def _gathering(self, state: State) -> Sequence[int]:
        """The meetings of something that is held for all together."""
        gatherings = state.problem.meetings.gatherings
        return gatherings[int(self._rng.integers(len(gatherings)))]

    def _move(self, state: State, number: int, start: int) -> bool:
        """Hold a gathering at a time, and what must be near it as much sooner or later; False where nothing could
        move."""
        now = state.starts[number]
        later = 0 if now is None else start - now
        near = [
            (other, at + later)
            for other in state.problem.linked.get(number, ())
            if (at := state.starts[other]) is not None
        ]
        moves = sorted([(number, start), *near], key=lambda move: move[1], reverse=later > 0)
        moved = [state.gather(other, at) for other, at in moves]
        return any(moved)

    def _time(self, state: State, number: int) -> int:
        """A time at which a meeting may begin for one of those who come, or somewhat sooner or later than it does."""
        rng, now = self._rng, state.starts[number]
        there = state.comers(number)
        index, local = there[int(rng.integers(len(there)))]
        tour = state.tours[index]
        if now is not None:
            return now + tour.route.grid * int(rng.integers(-PUT_OFF, PUT_OFF + 1))
        return self._within(tour, tour.stops.index(local))

    def _joint_time(self, state: State, number: int, instead: int) -> int | None:
        """When a meeting is held; else a time that suits, beside what must stay, one of those who come to another."""
        if state.taken.visits[number]:
            start = state.starts[number]
            return self._time(state, number) if start is None else start
        came = state.comers(instead)
        comes = state.problem.twin(*came[int(self._rng.integers(len(came)))], number)
        if comes is None:
            return None
        tour, local = state.tours[comes[0]], comes[1]
        bare = tour.without(set(tour.loose) if self._rng.random() < BARE else set())
        gap = bare.gap(local)
        return None if gap is None else self._within(bare.with_stop(local, gap), gap)

    def _within(self, tour: Tour, place: int) -> int:
        """A time at which a stop of a tour may begin."""
        soonest, latest = tour.ready[place + 1] - tour.route.serve_of[tour.stops[place]], tour.due[place]
        return soonest + tour.route.grid * int(self._rng.integers(max(latest - soonest, 0) // tour.route.grid + 1))

    def _free_time(self, state: State, number: int, spans: Iterable[Span]) -> int | None:
        """A time in one of some spans at which nothing that must stay keeps anybody from a gathering; None where none
        is found by lot."""
        grid = state.problem.routes[0].grid
        for first, last in self._rng.permutation([*spans] * TRIES).tolist()[:TRIES]:
            start = first + grid * int(self._rng.integers((last - first) // grid + 1))
            if state.is_free(number, start):
                return int(start)
        return None


def _spans(problem: Orienteering, number: int) -> tuple[Span, ...]:
    """When a meeting may begin."""
    index, local = problem.members[number][0]
    return tuple(problem.routes[index].spans[local])
