"""Chains of stops that pass their places on: a node comes in place of a stop, which goes to a place on another route.

Only the last stop of a chain is lost, or none where it fits beside the others. Every step but the last may ask for more
than a repair regains, so that ruins hardly ever find such; they pay where there are many short routes.
"""

from __future__ import annotations

import numpy as np

from planner.model.compiled import compiled, folded
from planner.model.orienteering.arrays import Bools, Floats, Ints
from planner.model.orienteering.hours import NEVER
from planner.model.orienteering.problem import Orienteering
from planner.solving.touring.board import Board, become, memory
from planner.solving.touring.inserting import gap_of, insertions
from planner.solving.touring.layout import NONE, Layout
from planner.solving.touring.taking import give_back
from planner.solving.touring.timing import filled, place_of, without
from planner.solving.touring.visiting import drop, insert, worth

DEPTH = 4
"""The most steps of a chain."""


def passes(problem: Orienteering) -> bool:
    """Can nodes take places of each other on all routes, and is what they are worth their prizes alone?"""
    routes = problem.routes
    return (
        problem.cover is None
        and not problem.families
        and all(
            route.size == problem.size
            and np.array_equal(route.nodes, routes[0].nodes)
            and route.toll is None
            and route.fixed is None
            and route.counted is None
            for route in routes
        )
    )


@folded
def pass_on(p: Layout, s: Board) -> None:
    """Take what the shortest chains gain, and of such the best, until none does."""
    while _better(p, s):
        pass


@folded
def _better(p: Layout, s: Board) -> bool:
    """Take the best of the shortest chains that gain; False, and all as before, where there is none."""
    routes, goes, comes = _chain(p, s)
    if not len(routes):
        return False
    before, was = memory(s), worth(p, s)
    for step in range(len(routes)):
        if goes[step] != NONE:
            give_back(p, s, p.node[routes[step], goes[step]])
            drop(p, s, routes[step], place_of(s, routes[step], goes[step]))
    kept = True
    for step in range(len(routes)):
        gap = gap_of(p, s, routes[step], comes[step])
        kept = kept and gap != NONE and insert(p, s, routes[step], comes[step], gap)
    if not kept or worth(p, s) <= was:
        become(s, before)
        return False
    return True


@compiled
def _chain(p: Layout, s: Board) -> tuple[Ints, Ints, Ints]:
    """The steps of the best of the shortest chains that gain: route, the stop that goes or NONE, the node that comes;
    none where none does.

    Places stand in rows: those of the stops of each route, and after them one beside its stops.
    """
    firsts = np.zeros(len(s.length) + 1, np.int64)
    for r in range(len(s.length)):
        firsts[r + 1] = firsts[r] + s.length[r] + 1
    fits, lost = _openings(p, s, firsts), _lost(p, s, firsts)
    levels, leasts, costs = np.empty((DEPTH, len(lost))), np.empty((DEPTH, len(s.length), p.size)), lost
    for depth in range(DEPTH):
        levels[depth], leasts[depth] = costs, _least(p, s, firsts, fits, costs)
        least = leasts[depth]
        gained, route, node = 0.0, NONE, NONE
        for r in range(len(s.length)):
            for one in range(p.size):
                if s.blocked[p.node[r, one]] == 0 and least[r, one] < gained:
                    gained, route, node = least[r, one], r, one
        if route != NONE:
            steps = _traced(s, firsts, fits, levels, leasts, depth, route, node)
            if len(steps[0]):
                return steps
        costs = _onward(s, firsts, least, lost)
    nothing = np.empty(0, np.int64)
    return nothing, nothing, nothing


@folded
def _openings(p: Layout, s: Board, firsts: Ints) -> Bools:
    """Which nodes fit where a stop is left out, a row a stop, and beside all of them."""
    found, keys = np.zeros((firsts[-1], p.size), np.bool_), np.empty(p.size, np.int32)
    for r in range(len(s.length)):
        gone = np.zeros(s.length[r] + 1, np.bool_)
        for out in range(len(gone)):
            gone[out] = True
            course = without(s, r, gone)
            gone[out] = False
            if filled(p, r, course, p.end[r]):
                insertions(p, r, course, p.every, 0, p.size, keys)
                for node in range(p.size):
                    found[firsts[r] + out, node] = keys[node] < NEVER
    return found


@folded
def _lost(p: Layout, s: Board, firsts: Ints) -> Floats:
    """What is lost with the stop of each place; nothing beside all of them."""
    found = np.zeros(firsts[-1])
    for r in range(len(s.length)):
        for place in range(s.length[r]):
            found[firsts[r] + place] = p.prize[r, s.stops[r, place]]
    return found


@folded
def _least(p: Layout, s: Board, firsts: Ints, fits: Bools, costs: Floats) -> Floats:
    """By route and node what it costs at least that the node comes to the route, less its prize."""
    found = np.full((len(s.length), p.size), np.inf)
    for r in range(len(s.length)):
        for row in range(firsts[r], firsts[r + 1]):
            for node in range(p.size):
                if fits[row, node] and costs[row] < found[r, node]:
                    found[r, node] = costs[row]
        for node in range(p.size):
            found[r, node] -= p.prize[r, node]
    return found


@folded
def _onward(s: Board, firsts: Ints, least: Floats, lost: Floats) -> Floats:
    """What each place costs if its stop takes the cheapest place of another route."""
    costs = np.full(len(lost), np.inf)
    for r in range(len(s.length)):
        for place in range(s.length[r]):
            for other in range(len(s.length)):
                if other != r:
                    cost = lost[firsts[r] + place] + least[other, s.stops[r, place]]
                    costs[firsts[r] + place] = min(costs[firsts[r] + place], cost)
    return costs


@folded
def _traced(
    s: Board, firsts: Ints, fits: Bools, levels: Floats, leasts: Floats, depth: int, route: int, node: int
) -> tuple[Ints, Ints, Ints]:
    """The steps by which a node comes to a route at the least cost; none where they come to a route twice."""
    routes, goes, comes = np.empty((3, depth + 1), np.int64)
    for step in range(depth + 1):
        costs, row = levels[depth - step], NONE
        for place in range(firsts[route], firsts[route + 1]):
            if fits[place, node] and (row == NONE or costs[place] < costs[row]):
                row = place
        stop = s.stops[route, row - firsts[route]] if row < firsts[route + 1] - 1 else NONE
        routes[step], goes[step], comes[step] = route, stop, node
        for earlier in range(step):
            if routes[earlier] == route:
                return routes[:0], goes[:0], comes[:0]
        if step < depth and stop == NONE:
            return routes[: step + 1], goes[: step + 1], comes[: step + 1]
        if step < depth:
            least, node, was = leasts[depth - step - 1], stop, route
            route = NONE
            for r in range(len(s.length)):
                if r != was and (route == NONE or least[r, node] < least[route, node]):
                    route = r
    return routes, goes, comes
