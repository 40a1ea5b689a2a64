"""When the stops of a route begin and end."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from planner.model.compiled import compiled, folded
from planner.model.orienteering.arrays import Bools, Ints
from planner.model.orienteering.hours import NEVER
from planner.solving.touring.board import Board
from planner.solving.touring.layout import CLOSED, FREE, NONE, Layout


class Course(NamedTuple):
    """What a route visits and when, with meetings at their `starts`: so many of the `stops` between `source` and
    `sink`; times as on a board."""

    starts: Ints
    source: int
    sink: int
    length: int
    stops: Ints
    ready: Ints
    arrive: Ints
    due: Ints


@folded
def course_of(s: Board, r: int) -> Course:
    """The course of a route on a board; what is filled in there is filled in on the board."""
    return Course(s.starts, s.source[r], s.sink[r], s.length[r], s.stops[r], s.ready[r], s.arrive[r], s.due[r])


@compiled
def without(s: Board, r: int, gone: Bools) -> Course:
    """A course of its own of the stops of a route but those that are gone, with room for one more; nothing is timed."""
    longest = s.stops.shape[1]
    stops, ready = np.empty(longest, np.int64), np.empty(longest + 1, np.int64)
    arrive, due = np.empty(longest + 1, np.int64), np.empty(longest + 1, np.int64)
    return Course(s.starts, s.source[r], s.sink[r], kept_of(s, r, gone, stops), stops, ready, arrive, due)


@folded
def with_stop(c: Course, local: int, gap: int) -> Course:
    """A course with one more stop in a gap, in place of the course itself; nothing is timed."""
    for place in range(c.length, gap, -1):
        c.stops[place] = c.stops[place - 1]
    c.stops[gap] = local
    return Course(c.starts, c.source, c.sink, c.length + 1, c.stops, c.ready, c.arrive, c.due)


@folded
def kept_of(s: Board, r: int, gone: Bools, stops: Ints) -> int:
    """Fill in the stops of a route but those that are gone; how many there are."""
    length = 0
    for place in range(s.length[r]):
        if not gone[place]:
            stops[length] = s.stops[r, place]
            length += 1
    return length


@compiled
def earliest(p: Layout, r: int, node: int, at: int, tick: int) -> int:
    """The earliest start of service at a node reached at `tick`, which is held `at` a time unless FREE; NEVER where
    that is too late."""
    tick += -tick % p.grid[r]
    if at != FREE:
        return at if tick <= at else NEVER
    return opened(p.first[r], p.last[r], node, tick)


@folded
def opened(opens: Ints, closes: Ints, node: int, tick: int) -> int:
    """The first time from a tick on that lies in a span of a node; NEVER where none does."""
    for span in range(opens.shape[1]):
        if tick <= closes[node, span]:
            return max(tick, opens[node, span])
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
    if p.peaks[r] == 0:
        return ready + p.drive[r, i, j]
    wait = peak_end(p.peak_from[r], p.peak_until[r], p.peaks[r], ready)
    return reached(ready, wait, p.drive[r, i, j], p.slow[r, i, j])


@folded
def reached(ready: int, wait: int, calm: int, slow: int) -> int:
    """When one is there who leaves when `ready`, in a peak until `wait` unless that is NONE, and takes so long."""
    return ready + calm if wait == NONE else min(ready + slow, wait + calm)


@folded
def peak_end(since: Ints, until: Ints, peaks: int, tick: int) -> int:
    """When the peak ends in which a tick lies; NONE where it lies in none."""
    end = NONE
    for peak in range(peaks):
        if since[peak] <= tick < until[peak]:
            end = until[peak]
    return end


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
    return filled(p, r, course_of(s, r), end)


@compiled
def filled(p: Layout, r: int, c: Course, end: int) -> bool:
    """Fill the times of the stops of a course on a route; False where they can't be kept."""
    at, now = c.source, p.begin[r]
    c.ready[0] = now
    for gap in range(c.length):
        node = c.stops[gap]
        c.arrive[gap] = arrival(p, r, now, at, node)
        now = earliest(p, r, node, time_of(p, c.starts, r, node), c.arrive[gap])
        if now == NEVER:
            return False
        now += p.serve[r, node]
        c.ready[gap + 1] = now
        at = node
    c.arrive[c.length] = arrival(p, r, now, at, c.sink)
    if c.arrive[c.length] > end:
        return False
    at, now = c.sink, end
    c.due[c.length] = now
    for gap in range(c.length - 1, -1, -1):
        node = c.stops[gap]
        now = latest(p, r, node, time_of(p, c.starts, r, node), departure(p, r, now, node, at) - p.serve[r, node])
        if now == CLOSED:
            return False
        c.due[gap] = now
        at = node
    return True


@compiled
def place_of(s: Board, r: int, node: int) -> int:
    """Which of its stops a node of a route is; NONE where it is not visited."""
    for place in range(s.length[r]):
        if s.stops[r, place] == node:
            return place
    return NONE
