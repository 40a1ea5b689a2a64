"""Nights that move to other doors, and meetings to other times."""

from __future__ import annotations

import numpy as np

from planner.model.compiled import compiled, folded
from planner.model.orienteering.hours import NEVER
from planner.solving.touring.board import Board, become, memory
from planner.solving.touring.inserting import gap_of
from planner.solving.touring.laying import lead
from planner.solving.touring.layout import FREE, NONE, Layout
from planner.solving.touring.taking import give_back, recount, take
from planner.solving.touring.timing import place_of, timed
from planner.solving.touring.visiting import drop, in_the_way, moves, put, remove, strains


@compiled
def hold(p: Layout, s: Board, number: int, start: int) -> None:
    """Hold a meeting at a time; those who come are not timed anew."""
    s.starts[number] = start
    for place in range(p.comers_at[number], p.comers_at[number + 1]):
        s.stale[p.comer_route[place]] = 1


@compiled
def sleep(p: Layout, s: Board, night: int, door: int) -> bool:
    """Spend a night at another door; stops that are then out of reach go. False, and all as before, where it can't
    be."""
    before = memory(s)
    s.doors[night] = door
    if not _is_allowed(p, s, night):
        become(s, before)
        return False
    kept = True
    for place in range(p.enders_at[night], p.enders_at[night + 1]):
        kept = kept and _shortened(p, s, p.enders[place], night)
    for place in range(p.beginners_at[night], p.beginners_at[night + 1]):
        kept = kept and _shortened(p, s, p.beginners[place], night)
    if not kept:
        become(s, before)
    return kept


@folded
def _is_allowed(p: Layout, s: Board, night: int) -> bool:
    """Has the door of a night rooms left, and does its party not move too often?"""
    door, date, taken = s.doors[night], p.night_date[night], 0
    for other in range(len(s.doors)):
        if s.doors[other] == door and p.night_date[other] == date:
            taken += p.night_rooms[other]
    party = p.party[night]
    return taken <= p.door_rooms[door, date] and moves(p, s, party) <= p.moves


@compiled
def _shortened(p: Layout, s: Board, r: int, night: int) -> bool:
    """Lead a route to its doors; of what can't be kept the last stops go where it ends with the night, else the first.
    False where fixed ones would have to."""
    lead(p, s, r)
    while not timed(p, s, r):
        gone = NONE
        for place in range(s.length[r]):
            if not p.fixed[r, s.stops[r, place]] and (p.night_of_end[r] == night or gone == NONE):
                gone = place
        if gone == NONE:
            return False
        node = p.node[r, s.stops[r, gone]]
        drop(p, s, r, gone)
        give_back(p, s, node)
    return True


@compiled
def appoint(p: Layout, s: Board, number: int, start: int) -> bool:
    """Hold a meeting at a time, so that others may come; or let it begin when it suits. Who visits it and can't be
    there then goes without. False, and all as before, where that can't be."""
    before = memory(s)
    hold(p, s, number, start)
    for place in range(p.comers_at[number], p.comers_at[number + 1]):
        if not _retimed(p, s, p.comer_route[place], p.comer_local[place]):
            become(s, before)
            return False
    recount(p, s, p.subject[number])
    return True


@folded
def _retimed(p: Layout, s: Board, r: int, local: int) -> bool:
    """Time a route anew after one of its nodes has got another time: that stays, moves, or goes. False where the route
    can't be kept."""
    at = place_of(s, r, local)
    if at == NONE or timed(p, s, r):
        return True
    if not drop(p, s, r, at):
        return False
    gap = gap_of(p, s, r, local)
    if gap == NONE:
        give_back(p, s, p.node[r, local])
        return True
    return put(p, s, r, local, gap)


@compiled
def settle(p: Layout, s: Board) -> None:
    """Let meetings of one party, or none, begin when it suits, unless that party waits for a keeper."""
    for number in range(len(s.starts)):
        if s.starts[number] != FREE and s.visits[number] < 2 and not p.gathers[number]:
            before = memory(s)
            if appoint(p, s, number, FREE) and _strains(p, s, number):
                become(s, before)


@folded
def _strains(p: Layout, s: Board, number: int) -> bool:
    """Does a route that comes to a meeting strain a keeper?"""
    for place in range(p.comers_at[number], p.comers_at[number + 1]):
        r = p.comer_route[place]
        if place_of(s, r, p.comer_local[place]) != NONE and strains(p, s, r):
            return True
    return False


@compiled
def is_free(p: Layout, s: Board, number: int, start: int) -> bool:
    """Could all come to a gathering at a time, if they did nothing else that need not stay where it is?"""
    for place in range(p.comers_at[number], p.comers_at[number + 1]):
        r = p.comer_route[place]
        blocks = in_the_way(p, s, r, p.comer_local[place], start)
        for at in range(s.length[r]):
            stop = s.stops[r, at]
            if blocks[at] and p.fixed[r, stop] and not _moves_along(p, number, p.met[r, stop]):
                return False
    return True


@folded
def _moves_along(p: Layout, number: int, other: int) -> bool:
    """Does a meeting move where another does: one in its place, or one that must be near it?"""
    if other == NONE:
        return False
    for near in range(p.linked_at[number], p.linked_at[number + 1]):
        if p.linked[near] == other:
            return True
    return p.subject[other] == p.subject[number]


@compiled
def gather(p: Layout, s: Board, number: int, start: int) -> bool:
    """Hold a meeting that gathers at a time, in place of any of its subject; what is in the way goes. False, and all as
    before, where not all can come."""
    before, subject, kept = memory(s), p.subject[number], True
    for alike in range(p.alike_at[subject], p.alike_at[subject + 1]):
        kept = _left_by_all(p, s, p.alike[alike]) and kept
    for alike in range(p.alike_at[subject], p.alike_at[subject + 1]):
        hold(p, s, p.alike[alike], start if p.alike[alike] == number else FREE)
    for place in range(p.comers_at[number], p.comers_at[number + 1]):
        kept = kept and _comes(p, s, p.comer_route[place], p.comer_local[place], start)
    if not kept:
        become(s, before)
        return False
    recount(p, s, subject)
    return True


@compiled
def _left_by_all(p: Layout, s: Board, number: int) -> bool:
    """Nobody visits a meeting any more; are all routes kept?"""
    kept = True
    for place in range(p.comers_at[number], p.comers_at[number + 1]):
        r, local = p.comer_route[place], p.comer_local[place]
        at = place_of(s, r, local)
        if at != NONE:
            kept = drop(p, s, r, at) and kept
            give_back(p, s, p.node[r, local])
    return kept


@compiled
def convene(p: Layout, s: Board, number: int, start: int, instead: int) -> bool:
    """Hold a meeting at a time in place of another of its subject: who came to that comes to this, and what is in the
    way goes. False, and all as before, where one of them can't come."""
    before, came = memory(s), 0
    routes, nodes = np.empty(len(s.length), np.int64), np.empty(len(s.length), np.int64)
    for place in range(p.comers_at[instead], p.comers_at[instead + 1]):
        r, local = p.comer_route[place], p.comer_local[place]
        if place_of(s, r, local) != NONE:
            routes[came], nodes[came] = r, local
            came += 1
    kept = _left_by_all(p, s, instead) and appoint(p, s, instead, FREE) and appoint(p, s, number, start)
    for one in range(came):
        if kept:
            place = twin(p, routes[one], nodes[one], number)
            kept = place != NONE and _comes(p, s, p.comer_route[place], p.comer_local[place], start)
    if not kept:
        become(s, before)
        return False
    recount(p, s, p.subject[number])
    return True


@compiled
def twin(p: Layout, r: int, local: int, number: int) -> int:
    """Which of those who may come to a meeting shares a family with a node of a route, so that it is visited in place
    of that; NONE where none does."""
    node = p.node[r, local]
    for place in range(p.comers_at[number], p.comers_at[number + 1]):
        other = p.node[p.comer_route[place], p.comer_local[place]]
        for one in range(p.families_at[node], p.families_at[node + 1]):
            for theirs in range(p.families_at[other], p.families_at[other + 1]):
                if p.families[one] == p.families[theirs]:
                    return place
    return NONE


@compiled
def _comes(p: Layout, s: Board, r: int, local: int, start: int) -> bool:
    """Put a node at its time, in place of what is in the way: as little as may be."""
    remove(p, s, r, in_the_way(p, s, r, local, start))
    while True:
        gap = gap_of(p, s, r, local)
        if gap != NONE:
            if not put(p, s, r, local, gap):
                return False
            take(p, s, p.node[r, local])
            return True
        at = _nearest(p, s, r, start)
        if at == NONE:
            return False
        node = p.node[r, s.stops[r, at]]
        kept = drop(p, s, r, at)
        give_back(p, s, node)
        if not kept:
            return False


@folded
def _nearest(p: Layout, s: Board, r: int, tick: int) -> int:
    """The place of the stop that is left soonest before or after a tick, of those that need not stay; NONE where all
    must."""
    best, found = NEVER, NONE
    for place in range(s.length[r]):
        apart = abs(s.ready[r, place + 1] - tick)
        if apart < best and not p.fixed[r, s.stops[r, place]]:
            best, found = apart, place
    return found
