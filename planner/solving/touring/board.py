"""Tours in hand as arrays, for compiled code."""

from __future__ import annotations

from math import prod

import numpy as np

from planner.model.compiled import compiled
from planner.model.orienteering.arrays import Floats, Ints, Small
from planner.model.orienteering.problem import Orienteering, Tours
from planner.model.records import Record
from planner.solving.touring.layout import FREE, most_nodes


class Board(Record):
    """What r routes of up to l stops visit, the nights and meetings between them, and what they have taken.

    Of route r: its stops (local nodes) up to its `length`; `ready[g]` is when the g-th place is left at the earliest
    (the begin first), `arrive[g]` when service could begin at the place after it, `due[g]` when it must at the latest.
    It leads from the place `source` to `sink`. `keys` say of each node its least delay x gaps + the gap where that is,
    NEVER and above where it fits nowhere; `stale` marks routes of which they are older than the stops. `touched` are
    routes changed since the marks were last cleared.

    `doors` are those of the nights, `starts` those of the meetings. `blocked[n]` counts the reasons for which a global
    node may not be added: it is visited, a family of it is full, all gather there or nobody does, there is no room
    for another session, or nobody to follow. `visits` are those of each meeting, `full` says where there is no room,
    `unled` where the leader holds no session yet, `counts` are the visited of each family, `level` what each column of
    benefits has come to.

    All of these are views of one array, `numbers`, so that a board is copied in one go.
    """

    numbers: Ints
    stops: Ints
    length: Ints
    ready: Ints
    arrive: Ints
    due: Ints
    source: Ints
    sink: Ints
    stale: Ints
    touched: Ints
    doors: Ints
    starts: Ints
    visits: Ints
    full: Ints
    unled: Ints
    counts: Ints
    level: Floats
    keys: Small
    blocked: Small


def empty_board(problem: Orienteering, longest: int) -> Board:
    """A board of a problem with room for so many stops a route; nothing is visited, and nothing timed yet."""
    routes, nodes = len(problem.routes), most_nodes(problem)
    nights, meetings = len(problem.doors), len(problem.meetings.all)
    columns = 0 if problem.cover is None else len(problem.cover.cap)
    shapes: list[tuple[int, ...]] = [
        (routes, longest),
        (routes,),
        *((routes, longest + 1),) * 3,
        *((routes,),) * 4,
        (nights,),
        *((meetings,),) * 4,
        (len(problem.families),),
        (columns,),
        (routes, nodes + nodes % 2),
        (problem.size + problem.size % 2,),
    ]
    kinds = [*(np.int64,) * (len(shapes) - 3), np.float64, np.int32, np.int32]
    sizes = [prod(shape) * np.dtype(kind).itemsize // 8 for shape, kind in zip(shapes, kinds, strict=True)]
    ends = np.cumsum([0, *sizes])
    numbers = np.zeros(ends[-1], np.int64)
    fields = [
        numbers[first:last].view(kind).reshape(shape)
        for first, last, kind, shape in zip(ends, ends[1:], kinds, shapes, strict=False)
    ]
    board = Board(numbers, *fields)
    board.stale[:] = 1
    board.doors[:] = problem.doors
    board.starts[:] = [FREE if start is None else start for start in problem.meetings.starts]
    board.blocked[list(problem.meetings.gathered)] = 1
    return board


def longest_of(problem: Orienteering, tours: Tours) -> int:
    """How many stops a route can have, by the time that there is, or has on one of some tours; and one more, so that it
    can be tried."""
    found = max(1, *map(len, tours))
    for route in problem.routes:
        taken = np.cumsum(np.sort(route.serve))
        found = max(found, int(np.searchsorted(taken, route.end - route.begin, side="right")))
    return found + 1


@compiled
def memory(s: Board) -> Ints:
    """The numbers of a board, to come back to."""
    now = s.numbers
    found = np.empty(len(now), np.int64)
    for place in range(len(now)):
        found[place] = now[place]
    return found


@compiled
def become(s: Board, numbers: Ints) -> None:
    """Hold what a board of the problem with such numbers holds."""
    now = s.numbers
    for place in range(len(now)):
        now[place] = numbers[place]
