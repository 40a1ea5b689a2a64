"""Tours laid on an empty board."""

from __future__ import annotations

from planner.model.compiled import compiled
from planner.model.orienteering.arrays import Ints
from planner.solving.touring.board import Board
from planner.solving.touring.layout import NONE, Layout
from planner.solving.touring.taking import recount, take
from planner.solving.touring.timing import timed


@compiled
def lead(p: Layout, s: Board, r: int) -> None:
    """Let a route begin and end at the doors of its nights."""
    n, begin, end = p.node.shape[1], p.night_of_begin[r], p.night_of_end[r]
    s.source[r] = n if begin == NONE else n + 2 + s.doors[begin]
    s.sink[r] = n + 1 if end == NONE else n + 2 + s.doors[end]


@compiled
def laid(p: Layout, s: Board, tours: Ints) -> bool:
    """Visit tours on an empty board, a row a route, ended by NONE; can all be kept?"""
    lawful = True
    for r in range(len(s.length)):
        lead(p, s, r)
        while s.length[r] < tours.shape[1] and tours[r, s.length[r]] != NONE:
            s.stops[r, s.length[r]] = tours[r, s.length[r]]
            s.length[r] += 1
        lawful = timed(p, s, r) and lawful
    for r in range(len(s.length)):
        for place in range(s.length[r]):
            take(p, s, p.node[r, s.stops[r, place]])
    for subject in range(len(p.room)):
        recount(p, s, subject)
    return lawful
