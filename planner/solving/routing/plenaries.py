"""Ruins of the fast layer that hold what gathers all at another time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.model.orienteering.hours import Span
from planner.model.orienteering.problem import Orienteering
from planner.solving.routing.drawing import Generator, tick_between
from planner.solving.routing.state import State

TRIES = 8
"""How many times are tried for a gathering."""
FLUSH = 0.8
"""How often a gathering follows close on something, or something on it."""
FAR = 90
"""Ticks from which on another time of a gathering is quite another."""


class Plenaries:
    """Draws when what gathers all is held."""

    def __init__(self, rng: Generator) -> None:
        self._rng = rng
        self._places: list[tuple[int, int, int]] = []

    def gather(self, state: State) -> None:
        """What is held for all together is held at another time, often on the same day."""
        rng, numbers = self._rng, self._gathering(state)
        held = [number for number in numbers if state.taken.visits[number]]
        number = (held or numbers)[0] if rng.random() < 0.5 else numbers[int(rng.integers(len(numbers)))]
        spans = _spans(state.problem, number)
        start = self._free_time(state, number, spans)
        if start is not None and self._move(state, number, start):
            self._flush(state, number, spans[0][0], spans[-1][1])

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
        if not (far and start is not None and self._move(state, number, start)):
            return False
        self._flush(state, number, first, last)
        return True

    def _flush(self, state: State, number: int, opens: int, closes: int) -> None:
        """A gathering often begins as soon, or as late, between two times as those who come can with all else that they
        do: what time is left is then in one piece."""
        if self._rng.random() >= FLUSH:
            return
        first, last = _leeway(state, number)
        first, last = max(first, opens), min(last, closes)
        start = first if self._rng.random() < 0.5 else last
        if first < last and start != state.starts[number]:
            state.gather(number, start)

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

    def _free_time(self, state: State, number: int, spans: Iterable[Span]) -> int | None:
        """A time in one of some spans at which nothing that must stay keeps anybody from a gathering; None where none
        is found by lot."""
        grid = state.problem.routes[0].grid
        for first, last in self._rng.permutation([*spans] * TRIES).tolist()[:TRIES]:
            start = tick_between(self._rng, first, last, grid)
            if state.is_free(number, start):
                return start
        return None


def _spans(problem: Orienteering, number: int) -> tuple[Span, ...]:
    """When a meeting may begin."""
    index, local = problem.members[number][0]
    return tuple(problem.routes[index].spans[local])


def _leeway(state: State, number: int) -> Span:
    """From when until when a gathering may begin, with all else that its parties visit as it is; empty where nobody
    comes."""
    found = [_open_between(state, index, local) or (0, -1) for index, local in state.comers(number)] or [(0, -1)]
    firsts, lasts = zip(*found, strict=True)
    return max(firsts), min(lasts)


def _open_between(state: State, index: int, local: int) -> Span | None:
    """From when until when a stop could begin between those before and after it, were it not held at a time."""
    tour, hours = state.tours[index], state.problem.routes[index]
    way, gap = tour.route, tour.stops.index(local)
    path = (way.size, *tour.stops, way.size + 1)
    arrives = way.arrival(tour.ready[gap], path[gap], local)
    leaves = way.departure(tour.due[gap + 1], local, path[gap + 2])
    first, last = hours.earliest(local, arrives), hours.latest(local, leaves - way.serve_of[local])
    return None if first is None or last is None else (first, last)
