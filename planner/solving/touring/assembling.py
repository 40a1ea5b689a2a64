"""Ruins of the fast layer that let routes meet, go along with each other, or meet at other times or elsewhere."""

from __future__ import annotations

import numpy as np

from planner.model.compiled import compiled, folded
from planner.model.orienteering.arrays import Ints
from planner.solving.touring.board import Board
from planner.solving.touring.drawing import Generator, below, tick_between
from planner.solving.touring.inserting import insertions
from planner.solving.touring.layout import FREE, NONE, Layout
from planner.solving.touring.moving import appoint, convene, twin
from planner.solving.touring.taking import joining, tied
from planner.solving.touring.timing import filled, place_of, with_stop, without
from planner.solving.touring.visiting import in_the_way, put_in, remove

CLEARED = 0.3
"""How often others who may come to a meeting make room for it."""
BARE = 0.5
"""How often a time for another meeting is sought as if nothing else had to be kept."""
PUT_OFF = 12
"""By how many steps of the grid, at most, a meeting is brought forward or put off."""


@folded
def meet(p: Layout, s: Board, rng: Generator) -> None:
    """A visit becomes a meeting, at a time that suits it, or a meeting is put off; one of the others who may come, by
    what they gain, comes in any case, some more leave what they do at that time."""
    number = _joined(p, s, rng)
    if number == NONE:
        return
    start = _time(p, s, number, rng)
    if not appoint(p, s, number, start):
        return
    found, come = _comers(p, s, number)
    one = come + below(rng, len(found) - come)
    for place in range(come, len(found)):
        comer = found[place]
        r, local = p.comer_route[comer], p.comer_local[comer]
        if place == one:
            put_in(p, s, r, local, start)
        elif rng.random() < CLEARED:
            remove(p, s, r, in_the_way(p, s, r, local, start))


@folded
def follow(p: Layout, s: Board, rng: Generator) -> None:
    """A route goes along with another: it comes to all that the other visits and it may come to, in place of what is in
    the way."""
    number = _joined(p, s, rng)
    if number == NONE:
        return
    found, come = _comers(p, s, number)
    ahead = p.comer_route[found[below(rng, come)]]
    behind = p.comer_route[found[come + below(rng, len(found) - come)]]
    stops = s.stops[ahead].copy()
    for place in range(s.length[ahead]):
        comer = _comer(p, p.met[ahead, stops[place]], behind)
        if comer != NONE:
            _come_along(p, s, ahead, stops[place], behind, p.comer_local[comer], rng)


@compiled
def _come_along(p: Layout, s: Board, ahead: int, stop: int, behind: int, local: int, rng: Generator) -> None:
    """A route comes to a stop of another, as its node, unless it does already."""
    number, place = p.met[ahead, stop], place_of(s, ahead, stop)
    if place == NONE or place_of(s, behind, local) != NONE:
        return
    start = s.starts[number]
    if start == FREE:
        soonest = s.ready[ahead, place + 1] - p.serve[ahead, stop]
        start = tick_between(rng, soonest, max(s.due[ahead, place], soonest), p.grid[ahead])
    if appoint(p, s, number, start):
        put_in(p, s, behind, local, start)


@compiled
def _comer(p: Layout, number: int, r: int) -> int:
    """Who of a route may come to a meeting; NONE where nobody may."""
    if number != NONE and p.is_open[number]:
        for comer in range(p.comers_at[number], p.comers_at[number + 1]):
            if p.comer_route[comer] == r:
                return comer
    return NONE


@compiled
def _joined(p: Layout, s: Board, rng: Generator) -> int:
    """A meeting by lot to which others may come, by what all they would gain; NONE where there is none."""
    odds = joining(p, s)
    total = 0.0
    for number in range(len(odds)):
        total += odds[number]
    if total <= 0:
        return NONE
    left, number = rng.random() * total, 0
    while number + 1 < len(odds) and left >= odds[number]:
        left -= odds[number]
        number += 1
    return number


@compiled
def _comers(p: Layout, s: Board, number: int) -> tuple[Ints, int]:
    """Those who may come to a meeting: first the ones that do, so many, then the others."""
    first, end = p.comers_at[number], p.comers_at[number + 1]
    found, come, away = np.empty(end - first, np.int64), 0, end - first
    for comer in range(first, end):
        if place_of(s, p.comer_route[comer], p.comer_local[comer]) != NONE:
            found[come] = comer
            come += 1
        else:
            away -= 1
            found[away] = comer
    return found, come


@folded
def convene_ruin(p: Layout, s: Board, rng: Generator) -> None:
    """Who meets does so in another meeting of the subject, one that is held or one on another day."""
    held = tied(p, s)
    if not len(held):
        return
    instead = held[below(rng, len(held))]
    subject = p.subject[instead]
    others = p.alike_at[subject + 1] - p.alike_at[subject] - 1
    if not others:
        return
    place = p.alike_at[subject] + below(rng, others)
    number = p.alike[place] if p.alike[place] != instead else p.alike[p.alike_at[subject + 1] - 1]
    start = _joint_time(p, s, number, instead, rng)
    if start != FREE:
        convene(p, s, number, start, instead)


@folded
def held_at(p: Layout, s: Board, number: int, rng: Generator) -> int:
    """When a meeting is held that is visited: at its start, or at a time that suits one of those who come."""
    return s.starts[number] if s.starts[number] != FREE else _time(p, s, number, rng)


@compiled
def _time(p: Layout, s: Board, number: int, rng: Generator) -> int:
    """A time at which a meeting may begin for one of those who come, or somewhat sooner or later than it does."""
    found, come = _comers(p, s, number)
    comer = found[below(rng, come)]
    r = p.comer_route[comer]
    if s.starts[number] != FREE:
        return s.starts[number] + p.grid[r] * (below(rng, 2 * PUT_OFF + 1) - PUT_OFF)
    place = place_of(s, r, p.comer_local[comer])
    soonest = s.ready[r, place + 1] - p.serve[r, s.stops[r, place]]
    return tick_between(rng, soonest, max(s.due[r, place], soonest), p.grid[r])


@folded
def _joint_time(p: Layout, s: Board, number: int, instead: int, rng: Generator) -> int:
    """When a meeting is held; else a time that suits, beside what must stay, one of those who come to another; FREE
    where none does."""
    if s.visits[number] > 0:
        return held_at(p, s, number, rng)
    found, come = _comers(p, s, instead)
    comer = found[below(rng, come)]
    place = twin(p, p.comer_route[comer], p.comer_local[comer], number)
    if place == NONE:
        return FREE
    return _suiting(p, s, p.comer_route[place], p.comer_local[place], rng.random() < BARE, rng)


@compiled
def _suiting(p: Layout, s: Board, r: int, local: int, bare: bool, rng: Generator) -> int:
    """A time at which a node could be visited on a route beside its stops, or, `bare`, beside those that must stay;
    FREE where there is none."""
    gone = np.zeros(s.length[r], np.bool_)
    for place in range(len(gone)):
        gone[place] = bare and not p.fixed[r, s.stops[r, place]]
    course = without(s, r, gone)
    if not filled(p, r, course, p.end[r]):
        return FREE
    keys = np.empty(local + 1, np.int32)
    insertions(p, r, course, p.every, local, local + 1, keys)
    if keys[local] >= FREE:
        return FREE
    gap = keys[local] % (course.length + 1)
    longer = with_stop(course, local, gap)
    if not filled(p, r, longer, p.end[r]):
        return FREE
    soonest = longer.ready[gap + 1] - p.serve[r, local]
    return tick_between(rng, soonest, max(longer.due[gap], soonest), p.grid[r])
