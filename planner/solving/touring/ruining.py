"""Ruins: what the fast layer takes out, or puts elsewhere, before the repair."""

from __future__ import annotations

import numpy as np

from planner.model.compiled import compiled, folded
from planner.model.orienteering.hours import NEVER
from planner.solving.touring.assembling import convene_ruin, follow, meet
from planner.solving.touring.board import Board
from planner.solving.touring.drawing import Generator, below
from planner.solving.touring.layout import NONE, Layout
from planner.solving.touring.moving import sleep
from planner.solving.touring.plenaries import gather_ruin
from planner.solving.touring.summoning import instead, summon
from planner.solving.touring.visiting import remove

SUMMONED = 0.2
"""Share of the steps that make room for what must be visited, as long as something such is lacking."""
INSTEAD = 0.05
"""Share of the steps that look for another place for what must be visited: no step goes without it."""
ELSEWHERE, GATHER, CONVENE, TOGETHER, FOLLOW = 0.3, 0.1, 0.1, 0.2, 0.1
"""Shares of the steps that try other doors, other times of gatherings, other meetings in place of those that are held,
other times of meetings, and routes that go along with others, where there are any; of each, of what those before
leave."""
STRINGS, SLICE = 0.45, 0.15
"""Shares, of what those leave, that remove strings of stops, and what begins in one span of time; others a share of
all."""
NEXT_DOOR = 0.3
"""How often a night moves to the door of one beside it."""


@compiled
def ruin(p: Layout, s: Board, rng: Generator) -> None:
    """Remove something, or spend a night elsewhere, or meet; or make room for what must be visited."""
    if p.demands and rng.random() < SUMMONED and summon(p, s, rng):
        return
    if len(p.must_route) and rng.random() < INSTEAD:
        instead(p, s, rng)
    elif len(p.choices) and rng.random() < ELSEWHERE:
        _nights(p, s, rng)
    elif len(p.gatherings) and rng.random() < GATHER:
        gather_ruin(p, s, rng)
    elif len(s.starts) and rng.random() < CONVENE:
        convene_ruin(p, s, rng)
    elif len(s.starts) and rng.random() < TOGETHER:
        meet(p, s, rng)
    elif len(s.starts) and rng.random() < FOLLOW:
        follow(p, s, rng)
    else:
        kind = rng.random()
        if kind < STRINGS:
            _strings(p, s, rng)
        elif kind < STRINGS + SLICE:
            _slice(p, s, rng)
        else:
            _share(p, s, rng)


@compiled
def _with_stops(s: Board, rng: Generator) -> int:
    """A route with stops, by lot; NONE where there is none."""
    count = 0
    for r in range(len(s.length)):
        count += s.length[r] > 0
    left = below(rng, count)
    for r in range(len(s.length)):
        if s.length[r] > 0:
            if left == 0:
                return r
            left -= 1
    return NONE


@folded
def _strings(p: Layout, s: Board, rng: Generator) -> None:
    """Strings of stops near one place, from up to three routes that come nearest to it."""
    seed = _with_stops(s, rng)
    if seed == NONE:
        return
    own = rng.random() < 0.5
    node = p.node[seed, s.stops[seed, below(rng, s.length[seed])] if own else below(rng, p.count[seed])]
    away = np.empty(len(s.length), np.int64)
    for r in range(len(s.length)):
        away[r] = _away(p, s, r, node, _nearest(p, s, r, node)) if s.length[r] else NEVER
    for _ in range(1 + below(rng, 3)):
        route = seed
        for r in range(len(s.length)):
            if away[r] < away[route]:
                route = r
        if away[route] < NEVER:
            away[route] = NEVER
            _cut(p, s, route, node, rng)


@compiled
def _cut(p: Layout, s: Board, r: int, node: int, rng: Generator) -> None:
    """A string of up to six stops near a (global) node goes from a route."""
    length = 1 + below(rng, min(s.length[r], 6))
    first = max(0, min(_nearest(p, s, r, node) - below(rng, length), s.length[r] - length))
    gone = np.zeros(s.length[r], np.bool_)
    for place in range(first, first + length):
        gone[place] = True
    remove(p, s, r, gone)


@folded
def _away(p: Layout, s: Board, r: int, node: int, place: int) -> int:
    """The time from a (global) node to a stop of a route; where the node is not on it, from the route's begin."""
    local = p.local[r, node]
    return p.drive[r, s.source[r] if local == NONE else local, s.stops[r, place]]


@compiled
def _nearest(p: Layout, s: Board, r: int, node: int) -> int:
    """The place of the stop of a route that is nearest to a (global) node."""
    best = 0
    for place in range(1, s.length[r]):
        if _away(p, s, r, node, place) < _away(p, s, r, node, best):
            best = place
    return best


@folded
def _slice(p: Layout, s: Board, rng: Generator) -> None:
    """What begins in one span of time, on several routes."""
    one = _with_stops(s, rng)
    if one == NONE:
        return
    first = below(rng, s.length[one])
    last = min(s.length[one] - 1, first + 1 + below(rng, 4))
    since, until = s.arrive[one, first], s.ready[one, last + 1]
    for r in range(len(s.length)):
        if r == one or rng.random() < 0.6:
            gone = np.zeros(s.length[r], np.bool_)
            for place in range(len(gone)):
                gone[place] = since <= s.arrive[r, place] <= until
            remove(p, s, r, gone)


@folded
def _nights(p: Layout, s: Board, rng: Generator) -> None:
    """A night at another door, often where the party sleeps the night before or after; or two nights at one door."""
    night = p.choices[below(rng, len(p.choices))]
    before, after = _beside(p, night)
    door = _door(p, s, night, before, after, rng)
    _move(p, s, night, door, rng)
    if before != NONE and rng.random() < 0.5:
        _move(p, s, before, door, rng)
    if after != NONE and rng.random() < 0.5:
        _move(p, s, after, door, rng)


@folded
def _beside(p: Layout, night: int) -> tuple[int, int]:
    """The nights of the same party just before and after; NONE where there is none."""
    party = p.party[night]
    first, end = p.party_at[party], p.party_at[party + 1]
    before, after = NONE, NONE
    for place in range(first, end):
        if place > first and p.party_nights[place] == night:
            before = p.party_nights[place - 1]
        if place > first and p.party_nights[place - 1] == night:
            after = p.party_nights[place]
    return before, after


@folded
def _door(p: Layout, s: Board, night: int, before: int, after: int, rng: Generator) -> int:
    """A door for a night: sometimes that of one beside it."""
    if rng.random() < NEXT_DOOR:
        other = before if after == NONE or (before != NONE and rng.random() < 0.5) else after
        if other != NONE and p.night_open[night, s.doors[other]]:
            return s.doors[other]
    door = below(rng, p.night_open.shape[1])
    while not p.night_open[night, door]:
        door = below(rng, p.night_open.shape[1])
    return door


@compiled
def _move(p: Layout, s: Board, night: int, door: int, rng: Generator) -> None:
    """Spend a night at a door where that may be. Half of what the days around it visit goes, so that they may
    follow."""
    if p.night_open[night, door] and s.doors[night] != door and sleep(p, s, night, door):
        for place in range(p.enders_at[night], p.enders_at[night + 1]):
            _thin(p, s, p.enders[place], 0.5, rng)
        for place in range(p.beginners_at[night], p.beginners_at[night + 1]):
            _thin(p, s, p.beginners[place], 0.5, rng)


@compiled
def _thin(p: Layout, s: Board, r: int, share: float, rng: Generator) -> None:
    """A route visits only some of its stops."""
    gone = np.zeros(s.length[r], np.bool_)
    for place in range(len(gone)):
        gone[place] = rng.random() < share
    remove(p, s, r, gone)


@folded
def _share(p: Layout, s: Board, rng: Generator) -> None:
    """A random share of all stops goes."""
    share = 0.02 + 0.08 * rng.random()
    for r in range(len(s.length)):
        _thin(p, s, r, share, rng)
