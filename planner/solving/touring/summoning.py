"""Ruins of the fast layer for what must be visited: it is put in, or put elsewhere."""

from __future__ import annotations

from planner.model.compiled import folded
from planner.solving.touring.assembling import held_at
from planner.solving.touring.board import Board
from planner.solving.touring.drawing import Generator, below, tick_between
from planner.solving.touring.layout import FREE, NONE, Layout
from planner.solving.touring.moving import appoint
from planner.solving.touring.plenaries import span_of
from planner.solving.touring.taking import lacking, reasons
from planner.solving.touring.timing import place_of
from planner.solving.touring.visiting import leave, put_in


@folded
def summon(p: Layout, s: Board, rng: Generator) -> bool:
    """What must be visited and is not is put in place of what is in the way, at a time drawn by lot or in a meeting
    that is held; False where nothing is lacking."""
    musts = lacking(p, s)
    if not len(musts):
        return False
    must = musts[below(rng, len(musts))]
    r, local = p.must_route[must], p.must_local[must]
    start = _time_for(p, s, r, local, rng)
    if start != FREE:
        put_in(p, s, r, local, start)
    return True


@folded
def instead(p: Layout, s: Board, rng: Generator) -> None:
    """What must be visited once is visited in another place, on another day perhaps: in place of what is in the way
    there, at a time drawn by lot."""
    must = below(rng, len(p.must_route))
    r, local = p.must_route[must], p.must_local[must]
    node = p.node[r, local]
    if place_of(s, r, local) == NONE and _withdrawn(p, s, node) and reasons(p, s, node) == 0:
        start = _time_for(p, s, r, local, rng)
        if start != FREE:
            put_in(p, s, r, local, start)


@folded
def _withdrawn(p: Layout, s: Board, node: int) -> bool:
    """Visit nothing of a node's families any more; False where there is nothing, or it must stay."""
    found = False
    for place in range(p.families_at[node], p.families_at[node + 1]):
        family = p.families[place]
        for member in range(p.members_at[family], p.members_at[family + 1]):
            for r in range(len(s.length)):
                local = p.local[r, p.members[member]]
                found = (local != NONE and leave(p, s, r, local)) or found
    return found


@folded
def _time_for(p: Layout, s: Board, r: int, local: int, rng: Generator) -> int:
    """A time for a node of a route: that of its meeting, where others come to it and hold it then; else any. FREE where
    they can't."""
    number = p.met[r, local]
    if number != NONE and s.visits[number] > 0 and p.is_open[number]:
        start = held_at(p, s, number, rng)
        return start if appoint(p, s, number, start) else FREE
    first, last = span_of(p, r, local, rng)
    return tick_between(rng, first, last, p.grid[r])
