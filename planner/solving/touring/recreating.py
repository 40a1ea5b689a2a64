"""The greedy repair of the fast layer after a ruin."""

from __future__ import annotations

import numpy as np

from planner.model.compiled import compiled, folded
from planner.model.orienteering.arrays import Bools, Floats, Ints
from planner.model.orienteering.hours import NEVER
from planner.solving.touring.board import Board
from planner.solving.touring.drawing import Generator, below
from planner.solving.touring.inserting import fill_keys
from planner.solving.touring.layout import NONE, Layout
from planner.solving.touring.taking import added
from planner.solving.touring.visiting import insert

NOISES = (0.02, 0.1, 0.3)
SHYNESS = 1e-9


@compiled
def recreate(p: Layout, s: Board, rng: Generator, shy: Bools) -> None:
    """Insert what fits, by gain^1, ^1.5 or ^2 over the delay, with noise, until nothing more does; (global) nodes that
    are `shy` after all others."""
    power, noise = 1 + below(rng, 3) / 2, NOISES[below(rng, 3)]
    firsts, nodes = _fitting(p, s)
    total = firsts[len(s.length)]
    routes, appeals, scores = np.empty(total, np.int64), np.empty(total), np.empty(total)
    luck = _luck(p, s, rng, noise, shy, firsts, nodes, routes)
    _appraise(p, s, power, luck, routes, nodes, appeals)
    for r in range(len(s.length)):
        _score(s, r, firsts, nodes, appeals, scores)
    while total:
        best = _best(p, s, routes, nodes, scores)
        if best == NONE:
            break
        r, local = routes[best], nodes[best]
        if not insert(p, s, r, local, s.keys[r, local] % (s.length[r] + 1)):
            appeals[best] = scores[best] = luck[best] = 0.0
            continue
        fill_keys(p, s, r, nodes, firsts[r], firsts[r + 1])
        if len(p.cap):
            _appraise(p, s, power, luck, routes, nodes, appeals)
            for other in range(len(s.length)):
                _score(s, other, firsts, nodes, appeals, scores)
        else:
            _score(s, r, firsts, nodes, appeals, scores)


@folded
def _fitting(p: Layout, s: Board) -> tuple[Ints, Ints]:
    """The nodes that could be inserted, route by route, and where each route's begin."""
    firsts, nodes, count = np.zeros(len(s.length) + 1, np.int64), np.empty(p.node.size, np.int64), 0
    blocked = s.blocked
    for r in range(len(s.length)):
        if s.stale[r]:
            fill_keys(p, s, r, p.every, 0, p.count[r])
            s.stale[r] = 0
        keys, numbers = s.keys[r], p.node[r]
        for local in range(p.count[r]):
            if keys[local] < NEVER and blocked[numbers[local]] == 0:
                nodes[count] = local
                count += 1
        firsts[r + 1] = count
    return firsts, nodes


@folded
def _luck(
    p: Layout, s: Board, rng: Generator, noise: float, shy: Bools, firsts: Ints, nodes: Ints, routes: Ints
) -> Floats:
    """Of each place how its node is favoured by lot; fills in the routes of places."""
    of_node, found = np.zeros(p.size), np.empty(len(routes))
    for r in range(len(s.length)):
        numbers = p.node[r]
        for place in range(firsts[r], firsts[r + 1]):
            node = numbers[nodes[place]]
            if of_node[node] == 0:
                of_node[node] = np.exp(rng.standard_normal() * noise) * (SHYNESS if shy[node] else 1.0)
            found[place] = of_node[node]
            routes[place] = r
    return found


@compiled
def _appraise(p: Layout, s: Board, power: float, luck: Floats, routes: Ints, nodes: Ints, appeals: Floats) -> None:
    """Fill in what the node of each place gains, to a power, with luck; nought where it gains nothing."""
    numbers, prizes, at, columns = p.node, p.prize, p.covers_at, p.cover_column
    strengths, caps, levels, weights = p.cover_strength, p.cap, s.level, p.weight
    for place in range(len(routes)):
        r, local = routes[place], nodes[place]
        node = numbers[r, local]
        appeal = max(prizes[r, local] + added(node, at, columns, strengths, caps, levels, weights), 0.0)
        if power == 2:
            appeal *= appeal
        elif power > 1:
            appeal *= np.sqrt(appeal)
        appeals[place] = appeal * luck[place]


@folded
def _score(s: Board, r: int, firsts: Ints, nodes: Ints, appeals: Floats, scores: Floats) -> None:
    """Fill in how well the places of a route do: appeal over delay."""
    keys, gaps = s.keys[r], s.length[r] + 1
    for place in range(firsts[r], firsts[r + 1]):
        key = keys[nodes[place]]
        scores[place] = appeals[place] / (1 + key // gaps) if key < NEVER else 0.0


@folded
def _best(p: Layout, s: Board, routes: Ints, nodes: Ints, scores: Floats) -> int:
    """The place with the best score that is free; NONE where there is none."""
    best, found, blocked, numbers = 0.0, NONE, s.blocked, p.node
    for place in range(len(scores)):
        if scores[place] > best and blocked[numbers[routes[place], nodes[place]]] == 0:
            best, found = scores[place], place
    return found
