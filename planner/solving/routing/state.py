"""Tours of all routes in hand, the nights and meetings between them, as the rest of the program sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.model.orienteering.lodging import Doors
from planner.model.orienteering.meetings import Starts
from planner.model.orienteering.problem import Orienteering, Stops, Tours
from planner.solving.touring.board import Board, empty_board, longest_of
from planner.solving.touring.flattening import layout_of
from planner.solving.touring.laying import laid
from planner.solving.touring.layout import FREE, NONE, Layout
from planner.solving.touring.timing import timed_until
from planner.solving.touring.visiting import misordered, worth


@dataclass(frozen=True, slots=True)
class Tour:
    """A route's stops, and when each begins: as early as may be, or as late for the route to end as early as may be."""

    index: int
    stops: Stops
    early: tuple[int, ...]
    late: tuple[int, ...]


class State:
    """One solution: a board, and the problem that it is of."""

    __slots__ = ("board", "lawful", "layout", "problem")

    def __init__(self, problem: Orienteering, layout: Layout, board: Board, *, lawful: bool = True) -> None:
        self.problem, self.layout, self.board, self.lawful = problem, layout, board, lawful

    @classmethod
    def of(cls, problem: Orienteering, tours: Tours, layout: Layout | None = None) -> State:
        """The state of given tours, between the doors and with the meetings of the problem; `lawful` is whether all can
        be kept."""
        layout = layout or layout_of(problem)
        board = empty_board(problem, longest_of(problem, tours))
        table = np.full((len(tours), max(map(len, tours), default=0)), NONE, np.int64)
        for row, stops in zip(table, tours, strict=True):
            row[: len(stops)] = stops
        return cls(problem, layout, board, lawful=laid(layout, board, table))

    def copy(self) -> State:
        """A copy that may be changed."""
        return State(self.problem, self.layout, copied(self.problem, self.board), lawful=self.lawful)

    @property
    def stops(self) -> Tours:
        """The stops of every route."""
        held = self.board
        return tuple(tuple(row[:length]) for row, length in zip(held.stops.tolist(), held.length.tolist(), strict=True))

    @property
    def doors(self) -> Doors:
        """The door of every night."""
        return tuple(self.board.doors.tolist())

    @property
    def starts(self) -> Starts:
        """When every meeting is held; None while it begins when it suits."""
        return tuple(None if start == FREE else start for start in self.board.starts.tolist())

    def tours(self, indices: Sequence[int]) -> list[Tour]:
        """Some of the tours with their times."""
        hurried, found = copied(self.problem, self.board), []
        for index in indices:
            length = int(self.board.length[index])
            timed_until(self.layout, hurried, index, int(self.board.arrive[index, length]))
            stops = tuple(self.board.stops[index, :length].tolist())
            serve = self.problem.routes[index].serve_of
            starts = [ready - serve[n] for ready, n in zip(self.board.ready[index, 1:].tolist(), stops, strict=False)]
            found.append(Tour(index, stops, tuple(starts), tuple(hurried.due[index, :length].tolist())))
        return found

    def misordered(self) -> int:
        """How many orders are not kept."""
        return misordered(self.layout, self.board)

    def worth(self) -> int:
        """Prizes and diminishing benefits less tolls and nights."""
        return worth(self.layout, self.board)


def copied(problem: Orienteering, board: Board) -> Board:
    """Another board that holds the same."""
    new = empty_board(problem, board.stops.shape[1])
    new.numbers[:] = board.numbers
    return new
