"""Ruins of the fast layer that hold what gathers all at another time."""

from __future__ import annotations

from planner.model.compiled import compiled, folded
from planner.model.orienteering.hours import NEVER
from planner.solving.touring.board import Board
from planner.solving.touring.drawing import Generator, below, tick_between
from planner.solving.touring.layout import CLOSED, FREE, NONE, Layout
from planner.solving.touring.moving import gather, is_free
from planner.solving.touring.timing import arrival, departure, earliest, latest, place_of

TRIES = 8
"""How many times are tried for a gathering."""
FLUSH = 0.8
"""How often a gathering follows close on something, or something on it."""
FAR = 90
"""Ticks from which on another time of a gathering is quite another."""


@compiled
def gather_ruin(p: Layout, s: Board, rng: Generator) -> None:
    """What is held for all together is held at another time, often on the same day."""
    subject = p.gatherings[below(rng, len(p.gatherings))]
    first, last = p.alike_at[subject], p.alike_at[subject + 1]
    number = p.alike[first + below(rng, last - first)]
    if rng.random() < 0.5:
        number = p.alike[first]
        for other in range(last - 1, first, -1):
            if s.visits[p.alike[other]]:
                number = p.alike[other]
    r, local = p.comer_route[p.comers_at[number]], p.comer_local[p.comers_at[number]]
    for _ in range(TRIES):
        opens, closes = span_of(p, r, local, rng)
        start = tick_between(rng, opens, closes, p.grid[0])
        if is_free(p, s, number, start):
            if _move(p, s, number, start):
                flush(p, s, number, _opening(p, r, local), p.over[r, local], FLUSH, rng)
            return


@compiled
def span_of(p: Layout, r: int, local: int, rng: Generator) -> tuple[int, int]:
    """One of the spans in which a node may begin, by lot."""
    empty, spans = 0, p.first.shape[2]
    while p.last[r, local, empty] < p.first[r, local, empty]:
        empty += 1
    span = empty + below(rng, spans - empty)
    return p.first[r, local, span], p.last[r, local, span]


@folded
def _opening(p: Layout, r: int, local: int) -> int:
    """When a node may begin at the earliest."""
    for span in range(p.first.shape[2]):
        if p.first[r, local, span] <= p.last[r, local, span]:
            return p.first[r, local, span]
    return FREE


@folded
def gather_elsewhere(p: Layout, s: Board, number: int, first: int, last: int, rng: Generator) -> bool:
    """What is held for all together is held at a time in a span on another day, or much sooner or later; False where it
    can't be."""
    now = s.starts[number]
    for _ in range(TRIES):
        start = tick_between(rng, first, last, p.grid[0])
        if is_free(p, s, number, start):
            if (now != FREE and abs(start - now) < FAR) or not _move(p, s, number, start):
                return False
            flush(p, s, number, first, last, FLUSH, rng)
            return True
    return False


@compiled
def flush(p: Layout, s: Board, number: int, opens: int, closes: int, share: float, rng: Generator) -> None:
    """A gathering often begins as soon, or as late, between two times as those who come can with all else that they do:
    what time is left is then in one piece."""
    if rng.random() >= share:
        return
    first, last = _leeway(p, s, number)
    first, last = max(first, opens), min(last, closes)
    start = first if rng.random() < 0.5 else last
    if first < last and start != s.starts[number]:
        gather(p, s, number, start)


@folded
def _move(p: Layout, s: Board, number: int, start: int) -> bool:
    """Hold a gathering at a time, and what must be near it as much sooner or later; False where nothing could move."""
    now, moved = s.starts[number], False
    later = start - now if now != FREE else start - start
    linked, end = p.linked_at[number], p.linked_at[number + 1]
    for behind in (False, True):
        for place in range(linked, end):
            other = p.linked[place]
            at = s.starts[other]
            if at != FREE and ((at > now) != (later > 0)) == behind:
                moved = gather(p, s, other, at + later) or moved
        if not behind:
            moved = gather(p, s, number, start) or moved
    return moved


@folded
def _leeway(p: Layout, s: Board, number: int) -> tuple[int, int]:
    """From when until when a gathering may begin, with all else that its parties visit as it is; empty where nobody
    comes."""
    first, last, comes = CLOSED, NEVER, False
    for place in range(p.comers_at[number], p.comers_at[number + 1]):
        r = p.comer_route[place]
        at = place_of(s, r, p.comer_local[place])
        if at != NONE:
            soonest, latest_start = _open_between(p, s, r, at)
            first, last, comes = max(first, soonest), min(last, latest_start), True
    return (first, last) if comes else (0, -1)


@folded
def _open_between(p: Layout, s: Board, r: int, place: int) -> tuple[int, int]:
    """From when until when a stop could begin between those before and after it, were it not held at a time."""
    local = s.stops[r, place]
    before = s.stops[r, place - 1] if place else s.source[r]
    after = s.stops[r, place + 1] if place + 1 < s.length[r] else s.sink[r]
    arrives = arrival(p, r, s.ready[r, place], before, local)
    leaves = departure(p, r, s.due[r, place + 1], local, after)
    return earliest(p, r, local, FREE, arrives), latest(p, r, local, FREE, leaves - p.serve[r, local])
