"""Stops that come to routes and go from them, and what that makes of them."""

from __future__ import annotations

import numpy as np

from planner.model.compiled import compiled, folded
from planner.model.orienteering.arrays import Bools
from planner.solving.touring.board import Board
from planner.solving.touring.inserting import gap_of
from planner.solving.touring.layout import FREE, NONE, Layout
from planner.solving.touring.taking import covered, give_back, has_leader, is_led, take
from planner.solving.touring.timing import course_of, kept_of, over, place_of, time_of, timed, with_stop


@compiled
def put(p: Layout, s: Board, r: int, local: int, gap: int) -> bool:
    """Put a node in a gap of a route, without taking it; is the route kept with it?"""
    s.length[r] = with_stop(course_of(s, r), local, gap).length
    return timed(p, s, r)


@compiled
def drop(p: Layout, s: Board, r: int, place: int) -> bool:
    """Take a stop out of a route, without giving it back; is the route kept without it?"""
    for later in range(place + 1, s.length[r]):
        s.stops[r, later - 1] = s.stops[r, later]
    s.length[r] -= 1
    return timed(p, s, r)


@compiled
def insert(p: Layout, s: Board, r: int, local: int, gap: int) -> bool:
    """Visit a node in a gap of a route where it fits; False where that would strain a keeper."""
    if not put(p, s, r, local, gap):
        drop(p, s, r, gap)
        return False
    if strains(p, s, r):
        drop(p, s, r, gap)
        if not strains(p, s, r):
            return False
        put(p, s, r, local, gap)
    take(p, s, p.node[r, local])
    return True


@compiled
def remove(p: Layout, s: Board, r: int, gone: Bools) -> None:
    """Visit the stops at some places of a route no more; fixed ones stay, as `gone` says then too.
    A route that this breaks is left as it is."""
    length = s.length[r]
    was = np.empty(length, np.int64)
    for place in range(length):
        was[place] = s.stops[r, place]
        gone[place] = gone[place] and not p.fixed[r, was[place]]
    s.length[r] = kept_of(s, r, gone, s.stops[r])
    if s.length[r] == length:
        return
    if not timed(p, s, r):
        for place in range(length):
            s.stops[r, place] = was[place]
        s.length[r] = length
        timed(p, s, r)
        return
    for place in range(length):
        if gone[place]:
            give_back(p, s, p.node[r, was[place]])


@compiled
def leave(p: Layout, s: Board, r: int, local: int) -> bool:
    """A route visits a node no more; False where it did not, or the node must stay."""
    at = place_of(s, r, local)
    if at == NONE:
        return False
    gone = np.zeros(s.length[r], np.bool_)
    gone[at] = True
    remove(p, s, r, gone)
    return place_of(s, r, local) == NONE


@folded
def _lacks_leader(p: Layout, s: Board, number: int) -> bool:
    """Is a meeting visited, but not by the leader that it needs?"""
    return has_leader(p, number) and s.visits[number] > 0 and not is_led(p, s, number)


@compiled
def dismiss(p: Layout, s: Board) -> None:
    """Nobody visits a meeting without its leader."""
    for number in range(len(p.leader_route)):
        if _lacks_leader(p, s, number):
            for comer in range(p.comers_at[number], p.comers_at[number + 1]):
                leave(p, s, p.comer_route[comer], p.comer_local[comer])


@compiled
def in_the_way(p: Layout, s: Board, r: int, local: int, start: int) -> Bools:
    """At which places there are stops from which a node can't be reached in time for its start, nor they from it."""
    found, leaves = np.zeros(s.length[r], np.bool_), start + p.serve[r, local]
    for place in range(s.length[r]):
        stop = s.stops[r, place]
        before = s.ready[r, place + 1] + p.drive[r, stop, local] <= start
        after = leaves + p.drive[r, local, stop] <= over(p, r, stop, time_of(p, s.starts, r, stop))
        found[place] = not before and not after
    return found


@compiled
def put_in(p: Layout, s: Board, r: int, local: int, start: int) -> None:
    """Visit a node of a route in place of what is in the way of its start, if it may be added and then fits."""
    remove(p, s, r, in_the_way(p, s, r, local, start))
    if s.blocked[p.node[r, local]] == 0:
        gap = gap_of(p, s, r, local)
        if gap != NONE:
            insert(p, s, r, local, gap)


@compiled
def strains(p: Layout, s: Board, r: int) -> bool:
    """Would a keeper have two parties at a time, or more heads than there is room for, of those whom a route and others
    visit?"""
    if p.rivals_at[r] == p.rivals_at[r + 1]:
        return False
    for place in range(s.length[r]):
        local = s.stops[r, place]
        if p.keeper[p.node[r, local]] != NONE and _is_strained(p, s, r, local, s.ready[r, place + 1]):
            return True
    return False


@folded
def _is_strained(p: Layout, s: Board, r: int, local: int, ready: int) -> bool:
    """The same for the keeper of one stop, left when `ready`."""
    node = p.node[r, local]
    start, heads = ready - p.serve[r, local], p.heads[node]
    end = start + p.ticks[node]
    for rival in range(p.rivals_at[r], p.rivals_at[r + 1]):
        other = p.rivals[rival]
        for place in range(s.length[other]):
            stop = s.stops[other, place]
            theirs = p.node[other, stop]
            if p.keeper[theirs] != p.keeper[node]:
                continue
            since = s.ready[other, place + 1] - p.serve[other, stop]
            if start >= since + p.ticks[theirs] or since >= end:
                continue
            if p.seats[node] == NONE and (p.served_as[theirs] != p.served_as[node] or since != start):
                return True
            heads += p.heads[theirs]
    room = p.seats[node] if p.seats[node] != NONE else p.session_room[node]
    return room != NONE and heads > room


@compiled
def strained(p: Layout, s: Board, since: Board) -> bool:
    """Does a route that was touched strain a keeper that it did not on another board?"""
    found = False
    for r in range(len(s.length)):
        found = found or (s.touched[r] and strains(p, s, r) and not strains(p, since, r))
    return found


@compiled
def misordered(p: Layout, s: Board) -> int:
    """How many orders are not kept, counted by pairs of visits, and how many meetings are visited without their
    leader."""
    orders, found = len(p.same_day), 0
    for number in range(len(p.leader_route)):
        found += _lacks_leader(p, s, number)
    if not orders:
        return found
    route, left = np.empty(p.size, np.int64), np.empty(p.size, np.int64)
    for node in range(p.size):
        route[node] = NONE
    for r in range(len(s.length)):
        for place in range(s.length[r]):
            node = p.node[r, s.stops[r, place]]
            route[node], left[node] = r, s.ready[r, place + 1]
    for order in range(orders):
        for place in range(p.before_at[order], p.before_at[order + 1]):
            one = p.before[place]
            for another in range(p.after_at[order], p.after_at[order + 1]):
                other = p.after[another]
                if route[one] == NONE or route[other] == NONE:
                    continue
                apart = route[one] != route[other]
                late = route[one] > route[other] or (not apart and left[one] > left[other])
                far = p.within[order] != FREE and (apart or left[other] - left[one] > p.within[order])
                found += late or far or (apart and p.same_day[order])
    return found


@compiled
def worth(p: Layout, s: Board) -> int:
    """Prizes and diminishing benefits less tolls and nights."""
    found = covered(p, s) - nights(p, s)
    for r in range(len(s.length)):
        at = s.source[r]
        for place in range(s.length[r]):
            stop = s.stops[r, place]
            found += p.prize[r, stop]
            if p.tolled[r]:
                found -= p.toll[r, at, stop]
            at = stop
        if p.tolled[r] and s.length[r]:
            found -= p.toll[r, at, s.sink[r]]
    return found


@folded
def nights(p: Layout, s: Board) -> int:
    """What all nights cost."""
    found = 0
    for night in range(len(s.doors)):
        found += p.night_toll[night, s.doors[night]]
    for party in range(len(p.party_at) - 1):
        found += p.moving * moves(p, s, party)
    return found


@folded
def moves(p: Layout, s: Board, party: int) -> int:
    """How often a party changes doors."""
    found = 0
    for place in range(p.party_at[party] + 1, p.party_at[party + 1]):
        found += s.doors[p.party_nights[place - 1]] != s.doors[p.party_nights[place]]
    return found
