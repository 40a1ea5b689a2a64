"""Where another stop would fit on a route."""

from __future__ import annotations

import numpy as np

from planner.model.compiled import compiled
from planner.model.orienteering.arrays import Ints, Small
from planner.model.orienteering.hours import NEVER
from planner.solving.touring.board import Board
from planner.solving.touring.layout import CLOSED, FREE, NONE, Layout
from planner.solving.touring.timing import Course, course_of, opened, peak_end, reached, time_of


@compiled
def has_room(p: Layout, s: Board, r: int) -> bool:
    """May another counted stop be added?"""
    count = 0
    for place in range(s.length[r]):
        count += p.counted[r, s.stops[r, place]]
    return count < p.most[r]


@compiled
def fill_keys(p: Layout, s: Board, r: int, nodes: Ints, first: int, end: int) -> None:
    """Fill the keys of some of the `nodes` of a route: for each its least delay x gaps + the gap where that is, NEVER
    where it fits nowhere."""
    keys, counted = s.keys[r], p.counted[r]
    insertions(p, r, course_of(s, r), nodes, first, end, keys)
    if not has_room(p, s, r):
        for place in range(first, end):
            if counted[nodes[place]]:
                keys[nodes[place]] = NEVER


@compiled
def insertions(p: Layout, r: int, c: Course, nodes: Ints, first: int, end: int, keys: Small) -> None:
    """The same for a course on a route, however many stops are counted.

    All that a node needs is at hand before the first is looked at: taking it from the layout costs more than using it.
    """
    length, starts, stops, ready, arrive, due = c.length, c.starts, c.stops, c.ready, c.arrive, c.due
    drive, back, slow, slow_back = p.drive[r], p.back[r], p.slow[r], p.slow_back[r]
    serve, opens, closes, latest_start, grid = p.serve[r], p.first[r], p.last[r], p.over[r], p.grid[r]
    since, until, peaks, met = p.peak_from[r], p.peak_until[r], p.peaks[r], p.met[r]
    waits = np.empty(length + 1, np.int64)
    for gap in range(length + 1):
        waits[gap] = peak_end(since, until, peaks, ready[gap])
    for place in range(first, end):
        node = nodes[place]
        held = FREE
        if met[node] != NONE and starts[met[node]] != FREE:
            held = time_of(p, starts, r, node)
        last = latest_start[node] if held == FREE else held
        best, to, to_slowly, onward = NEVER, back[node], slow_back[node], drive[node]
        for gap in range(length + 1):
            if ready[gap] > last:
                break
            at = c.source if gap == 0 else stops[gap - 1]
            arrives = reached(ready[gap], waits[gap], to[at], to_slowly[at])
            if arrives > last:
                continue
            start = held
            if held == FREE:
                start = opens[node, 0]
                if arrives > start or closes[node, 0] == CLOSED:
                    start = opened(opens, closes, node, arrives + -arrives % grid)
            leaves = start + serve[node]
            after = c.sink if gap == length else stops[gap]
            if leaves + onward[after] > due[gap]:
                continue
            wait = peak_end(since, until, peaks, leaves)
            later = reached(leaves, wait, onward[after], slow[node, after])
            if later <= due[gap]:
                best = min(best, max(later - arrive[gap], 0) * (length + 1) + gap)
        keys[node] = best


@compiled
def gap_of(p: Layout, s: Board, r: int, node: int) -> int:
    """Where a node delays a route least; NONE where it fits nowhere."""
    fill_keys(p, s, r, p.every, node, node + 1)
    found = s.keys[r, node]
    return NONE if found >= NEVER else found % (s.length[r] + 1)
