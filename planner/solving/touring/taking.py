"""What is visited, what may still be, and what that is still worth."""

from __future__ import annotations

import numpy as np

from planner.model.compiled import compiled, folded
from planner.model.orienteering.arrays import Floats, Ints
from planner.model.orienteering.problem import MUST
from planner.solving.touring.board import Board
from planner.solving.touring.layout import FREE, NONE, Layout
from planner.solving.touring.timing import place_of


@compiled
def take(p: Layout, s: Board, node: int) -> None:
    """A (global) node is visited."""
    s.blocked[node] += 1
    for place in range(p.families_at[node], p.families_at[node + 1]):
        family = p.families[place]
        s.counts[family] += 1
        if s.counts[family] == p.family_most[family]:
            _block_family(p, s, family, 1)
    for place in range(p.covers_at[node], p.covers_at[node + 1]):
        s.level[p.cover_column[place]] += p.cover_strength[place]
    _meet(p, s, node, 1)


@compiled
def give_back(p: Layout, s: Board, node: int) -> None:
    """A (global) node is visited no more."""
    s.blocked[node] -= 1
    for place in range(p.families_at[node], p.families_at[node + 1]):
        family = p.families[place]
        if s.counts[family] == p.family_most[family]:
            _block_family(p, s, family, -1)
        s.counts[family] -= 1
    for place in range(p.covers_at[node], p.covers_at[node + 1]):
        s.level[p.cover_column[place]] -= p.cover_strength[place]
    _meet(p, s, node, -1)


@folded
def _block_family(p: Layout, s: Board, family: int, reasons: int) -> None:
    for place in range(p.members_at[family], p.members_at[family + 1]):
        s.blocked[p.members[place]] += reasons


@folded
def _meet(p: Layout, s: Board, node: int, visits: int) -> None:
    number = p.meeting_of[node]
    if number != NONE:
        s.visits[number] += visits
        recount(p, s, p.subject[number])


@compiled
def recount(p: Layout, s: Board, subject: int) -> None:
    """Block the nodes of meetings that nobody can visit, as there are as many of their subject as there is room for,
    and of those whose leader is not there to be followed."""
    held = 0
    for place in range(p.alike_at[subject], p.alike_at[subject + 1]):
        number = p.alike[place]
        if not p.stands[number]:
            held += s.visits[number] if s.starts[number] == FREE else min(1, s.visits[number])
    for place in range(p.alike_at[subject], p.alike_at[subject + 1]):
        number = p.alike[place]
        joined = s.starts[number] != FREE and s.visits[number] > 0
        full = held >= p.room[subject] and not p.stands[number] and not joined
        if full != s.full[number]:
            _block_meeting(p, s, number, 1 if full else -1, NONE)
            s.full[number] = full
        unled = has_leader(p, number) and not (joined and is_led(p, s, number))
        if unled != s.unled[number]:
            _block_meeting(p, s, number, 1 if unled else -1, leader(p, number))
            s.unled[number] = unled


@compiled
def _block_meeting(p: Layout, s: Board, number: int, reasons: int, but: int) -> None:
    """So many reasons more against the nodes of a meeting, but for one."""
    for place in range(p.meeting_nodes_at[number], p.meeting_nodes_at[number + 1]):
        if p.meeting_nodes[place] != but:
            s.blocked[p.meeting_nodes[place]] += reasons


@folded
def has_leader(p: Layout, number: int) -> bool:
    """Is there one without whom nobody visits a meeting?"""
    return p.leader_route[number] != NONE


@folded
def leader(p: Layout, number: int) -> int:
    """The (global) node of the leader of a meeting that has one."""
    return p.node[p.leader_route[number], p.leader_local[number]]


@folded
def is_led(p: Layout, s: Board, number: int) -> bool:
    """Does the leader of a meeting that has one visit it?"""
    return place_of(s, p.leader_route[number], p.leader_local[number]) != NONE


@compiled
def gain(p: Layout, s: Board, node: int) -> float:
    """What a (global) node would add now by diminishing benefits."""
    return added(node, p.covers_at, p.cover_column, p.cover_strength, p.cap, s.level, p.weight)


@folded
def added(
    node: int, at: Ints, columns: Ints, strengths: Floats, caps: Floats, levels: Floats, weights: Floats
) -> float:
    """The same from what is at hand of the layout and the board, for many nodes one after another."""
    found = 0.0
    for place in range(at[node], at[node + 1]):
        column = columns[place]
        found += max(min(strengths[place], caps[column] - levels[column]), 0.0) * weights[column]
    return found


@folded
def covered(p: Layout, s: Board) -> int:
    """What diminishing benefits have come to."""
    found = 0.0
    for column in range(len(p.cap)):
        found += min(s.level[column], p.cap[column]) * p.weight[column]
    return int(found)


@folded
def reasons(p: Layout, s: Board, node: int) -> int:
    """The reasons for which a (global) node may not be added, but for those that are none where it may come to a
    meeting that is held: the room for another session, and that nobody can follow the leader to one without a time."""
    number, found = p.meeting_of[node], int(s.blocked[node])
    if number != NONE and p.is_open[number] and s.visits[number] > 0:
        found -= s.full[number]
        if s.unled[number] and node != leader(p, number):
            found -= 1
    return found


@compiled
def joining(p: Layout, s: Board) -> Floats:
    """By meeting what all who may come to it, beside those who do, would gain; nought where it is closed, or nobody
    does."""
    found = np.zeros(len(s.visits))
    for number in range(len(found)):
        if p.is_open[number] and s.visits[number] > 0:
            for place in range(p.comers_at[number], p.comers_at[number + 1]):
                r, local = p.comer_route[place], p.comer_local[place]
                node = p.node[r, local]
                if reasons(p, s, node) == 0:
                    found[number] += max(p.prize[r, local] + gain(p, s, node), 0.0)
    return found


@compiled
def lacking(p: Layout, s: Board) -> Ints:
    """Of the nodes that must be visited, by number, those that are not, although they may, if only in a meeting that is
    held."""
    found, count, wanting = np.empty(len(p.must_route), np.int64), 0, False
    for column in p.must_columns:
        wanting = wanting or s.level[column] < p.cap[column]
    routes, locals_, numbers, prizes = p.must_route, p.must_local, p.node, p.prize
    for must in range(len(routes)):
        r, local = routes[must], locals_[must]
        if wanting or prizes[r, local] > MUST / 2:
            node = numbers[r, local]
            if reasons(p, s, node) == 0 and prizes[r, local] + gain(p, s, node) > MUST / 2:
                found[count] = must
                count += 1
    return found[:count]


@compiled
def tied(p: Layout, s: Board) -> Ints:
    """Open meetings that those who come can't leave one by one: several do, or there is no room for another."""
    found, count = np.empty(len(s.visits), np.int64), 0
    for number in range(len(s.visits)):
        if p.is_open[number] and (s.visits[number] > 1 or (s.visits[number] > 0 and s.full[number])):
            found[count] = number
            count += 1
    return found[:count]
