"""When the stops of a route begin and end, and where another would fit."""

from __future__ import annotations

import numpy as np

from planner.model.orienteering.arrays import Ints, Small
from planner.model.orienteering.hours import NEVER
from planner.solving.touring.board import Board
from planner.solving.touring.compiled import compiled, folded
from planner.solving.touring.layout import CLOSED, FREE, NONE, Layout


@compiled
def earliest(p: Layout, r: int, node: int, at: int, tick: int) -> int:
    """The earliest start of service at a node reached at `tick`, which is held `at` a time unless FREE; NEVER where
    that is too late."""
    tick += -tick % p.grid[r]
    if at != FREE:
        return at if tick <= at else NEVER
    for span in range(p.first.shape[2]):
        if tick <= p.last[r, node, span]:
            return max(tick, p.first[r, node, span])
    return NEVER


@folded
def latest(p: Layout, r: int, node: int, at: int, tick: int) -> int:
    """The latest start of service at a node that must have begun by `tick`; CLOSED where there is none so soon."""
    tick -= tick % p.grid[r]
    if at != FREE:
        return at if at <= tick else CLOSED
    for span in range(p.first.shape[2] - 1, -1, -1):
        first, last = p.first[r, node, span], p.last[r, node, span]
        if first <= tick and first <= last:
            return min(tick, last)
    return CLOSED


@compiled
def time_of(p: Layout, starts: Ints, r: int, node: int) -> int:
    """When a node of a route is held, as meetings start: FREE where its meeting has no time, CLOSED where it can't
    begin then."""
    number = p.met[r, node]
    if number == NONE or starts[number] == FREE:
        return FREE
    start = starts[number]
    if start % p.grid[r] == 0:
        for span in range(p.first.shape[2]):
            if p.first[r, node, span] <= start <= p.last[r, node, span]:
                return start
    return CLOSED


@folded
def arrival(p: Layout, r: int, ready: int, i: int, j: int) -> int:
    """The earliest time at which service may begin at j for who is ready to leave i; waiting out a peak may pay."""
    for peak in range(p.peaks[r]):
        if p.peak_from[r, peak] <= ready < p.peak_until[r, peak]:
            return min(ready + p.slow[r, i, j], p.peak_until[r, peak] + p.drive[r, i, j])
    return ready + p.drive[r, i, j]


@folded
def departure(p: Layout, r: int, due: int, i: int, j: int) -> int:
    """The latest time to leave i from which service may begin at j by `due`."""
    calm = due - p.drive[r, i, j]
    for peak in range(p.peaks[r]):
        start, end = p.peak_from[r, peak], p.peak_until[r, peak]
        if start <= calm < end:
            return max(min(due - p.slow[r, i, j], end - 1), start - 1)
    return calm


@folded
def over(p: Layout, r: int, node: int, at: int) -> int:
    """The latest start of service at a node."""
    return p.over[r, node] if at == FREE else at


@folded
def timed(p: Layout, s: Board, r: int) -> bool:
    """Fill the times of a route from its stops; False where they can't be kept."""
    return timed_until(p, s, r, p.end[r])


@folded
def timed_until(p: Layout, s: Board, r: int, end: int) -> bool:
    """The same, for a route that is to end by a time."""
    s.stale[r] = s.touched[r] = 1
    return filled(
        p, r, s.starts, s.source[r], s.sink[r], s.length[r], end, s.stops[r], s.ready[r], s.arrive[r], s.due[r]
    )


@compiled
def filled(
    p: Layout,
    r: int,
    starts: Ints,
    source: int,
    sink: int,
    length: int,
    end: int,
    stops: Ints,
    ready: Ints,
    arrive: Ints,
    due: Ints,
) -> bool:
    """Fill `ready`, `arrive` and `due` of so many stops on a route; False where they can't be kept."""
    at, now = source, p.begin[r]
    ready[0] = now
    for gap in range(length):
        node = stops[gap]
        arrive[gap] = arrival(p, r, now, at, node)
        now = earliest(p, r, node, time_of(p, starts, r, node), arrive[gap])
        if now == NEVER:
            return False
        now += p.serve[r, node]
        ready[gap + 1] = now
        at = node
    arrive[length] = arrival(p, r, now, at, sink)
    if arrive[length] > end:
        return False
    at, now = sink, end
    due[length] = now
    for gap in range(length - 1, -1, -1):
        node = stops[gap]
        now = latest(p, r, node, time_of(p, starts, r, node), departure(p, r, now, node, at) - p.serve[r, node])
        if now == CLOSED:
            return False
        due[gap] = now
        at = node
    return True


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
    insertions(
        p,
        r,
        s.starts,
        s.source[r],
        s.sink[r],
        s.length[r],
        s.stops[r],
        s.ready[r],
        s.arrive[r],
        s.due[r],
        nodes,
        first,
        end,
        keys,
    )
    if not has_room(p, s, r):
        for place in range(first, end):
            if counted[nodes[place]]:
                keys[nodes[place]] = NEVER


@compiled
def insertions(
    p: Layout,
    r: int,
    starts: Ints,
    source: int,
    sink: int,
    length: int,
    stops: Ints,
    ready: Ints,
    arrive: Ints,
    due: Ints,
    nodes: Ints,
    first: int,
    end: int,
    keys: Small,
) -> None:
    """The same for a route that is given by its stops and times, however many are counted.

    All that a node needs is at hand before the first is looked at: taking it from the layout costs more than using it.
    """
    drive, back, slow, slow_back = p.drive[r], p.back[r], p.slow[r], p.slow_back[r]
    serve, opens, closes, latest_start, grid = p.serve[r], p.first[r], p.last[r], p.over[r], p.grid[r]
    since, until, peaks = p.peak_from[r], p.peak_until[r], p.peaks[r]
    spans, met = opens.shape[1], p.met[r]
    waits = np.empty(length + 1, np.int64)
    for gap in range(length + 1):
        waits[gap] = _peak_end(since, until, peaks, ready[gap])
    for place in range(first, end):
        node = nodes[place]
        held = FREE
        if met[node] != NONE and starts[met[node]] != FREE:
            held = time_of(p, starts, r, node)
        last = latest_start[node] if held == FREE else held
        best, to, to_slowly, onward = NEVER, back[node], slow_back[node], drive[node]
        for gap in range(length + 1):
            now = ready[gap]
            if now > last:
                break
            at = source if gap == 0 else stops[gap - 1]
            reached = now + to[at]
            if waits[gap] != NONE:
                reached = min(now + to_slowly[at], waits[gap] + to[at])
            if reached > last:
                continue
            start = held
            if held == FREE:
                start = opens[node, 0]
                if reached > start or closes[node, 0] == CLOSED:
                    reached += -reached % grid
                    start = NEVER
                    for span in range(spans):
                        if reached <= closes[node, span]:
                            start = max(reached, opens[node, span])
                            break
            leaves = start + serve[node]
            after = sink if gap == length else stops[gap]
            later = leaves + onward[after]
            if later > due[gap]:
                continue
            wait = _peak_end(since, until, peaks, leaves)
            if wait != NONE:
                later = min(leaves + slow[node, after], wait + onward[after])
            if later <= due[gap]:
                best = min(best, max(later - arrive[gap], 0) * (length + 1) + gap)
        keys[node] = best


@folded
def _peak_end(since: Ints, until: Ints, peaks: int, tick: int) -> int:
    """When the peak ends in which a tick lies; NONE where it lies in none."""
    end = NONE
    for peak in range(peaks):
        if since[peak] <= tick < until[peak]:
            end = until[peak]
    return end


@compiled
def gap_of(p: Layout, s: Board, r: int, node: int) -> int:
    """Where a node delays a route least; NONE where it fits nowhere."""
    fill_keys(p, s, r, p.every, node, node + 1)
    found = s.keys[r, node]
    return NONE if found >= NEVER else found % (s.length[r] + 1)


@compiled
def place_of(s: Board, r: int, node: int) -> int:
    """Which of its stops a node of a route is; NONE where it is not visited."""
    for place in range(s.length[r]):
        if s.stops[r, place] == node:
            return place
    return NONE
