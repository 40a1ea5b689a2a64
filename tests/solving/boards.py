"""What tests ask of boards and chains, and how they change them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.model.compiled import compiled
from planner.model.orienteering.hours import NEVER
from planner.model.orienteering.problem import Orienteering, Stops, Tours
from planner.solving.routing.annealing import Annealing
from planner.solving.routing.state import State
from planner.solving.touring.board import Board, become
from planner.solving.touring.chain import Chain, _turn
from planner.solving.touring.drawing import Generator
from planner.solving.touring.inserting import fill_keys
from planner.solving.touring.layout import NONE, Layout
from planner.solving.touring.taking import lacking
from planner.solving.touring.timing import timed
from planner.solving.touring.visiting import misordered, remove, worth


def on(state: State) -> tuple[Layout, Board]:
    """What compiled functions take of a state."""
    return state.layout, state.board


def laid(problem: Orienteering, tours: Tours) -> State:
    """The state of tours, with keys of all routes at hand, as it is in the midst of a search."""
    state = State.of(problem, tours)
    refresh(state)
    return state


def refresh(state: State) -> None:
    """Fill the keys of all routes, so that none are older than the stops."""
    for index in range(len(state.stops)):
        keys(state, index)
    state.board.stale[:] = 0


def left(state: State, index: int) -> list[int]:
    """When each stop of a route is left at the earliest."""
    return state.board.ready[index, 1 : len(state.stops[index]) + 1].tolist()


def keys(state: State, index: int) -> list[int]:
    """Where each node of a route fits, found anew."""
    size = state.problem.routes[index].size
    fill_keys(*on(state), index, np.arange(size), 0, size)
    return state.board.keys[index, :size].tolist()


def may_add(state: State, index: int, local: int) -> bool:
    """Would a repair look at a node, and find a place for it?"""
    node = state.problem.routes[index].nodes[local]
    return not state.board.blocked[node] and keys(state, index)[local] < NEVER


def lawful(state: State) -> bool:
    """Can all routes be kept as they are?"""
    return all(timed(*on(state.copy()), index) for index in range(len(state.stops)))


def leave(state: State, index: int, *nodes: int) -> None:
    """Visit nodes of a route no more."""
    remove(*on(state), index, np.isin(np.array(state.stops[index], np.int64), nodes))


def missing(state: State) -> list[tuple[int, int]]:
    """The routes and nodes that must be visited, and are not although they may."""
    routes, nodes = _missing(*on(state))
    return list(zip(routes.tolist(), nodes.tolist(), strict=True))


@compiled
def _missing(p: Layout, s: Board) -> tuple[np.ndarray, np.ndarray]:
    found = lacking(p, s)
    return p.must_route[found], p.must_local[found]


def anew(state: State) -> State:
    """A state made anew of the same stops, with the same doors and meetings."""
    problem = state.problem
    meetings = replace(problem.meetings, starts=state.starts)
    lodging = None if problem.lodging is None else replace(problem.lodging, doors=state.doors)
    return State.of(replace(problem, meetings=meetings, lodging=lodging), state.stops)


def books(state: State) -> dict[str, object]:
    """Everything that a board holds, and what follows from it, but for marks; times as far as they count."""
    here = state.board
    kept = ("source", "sink", "doors", "starts", "visits", "full", "counts", "blocked")
    found: dict[str, object] = {name: getattr(here, name).tolist() for name in kept}
    times = [
        [row[: len(stops) + 1].tolist() for row, stops in zip(getattr(here, name), state.stops, strict=True)]
        for name in ("ready", "arrive", "due")
    ]
    level = here.level.round(6).tolist()
    return found | {
        "stops": state.stops,
        "times": times,
        "level": level,
        "worth": state.worth(),
        "misordered": state.misordered(),
    }


def fresh_keys(state: State) -> dict[int, list[int]]:
    """The keys of the routes that do not say that theirs are older than their stops."""
    here, routes = state.board, state.problem.routes
    return {index: here.keys[index, : routes[index].size].tolist() for index in np.flatnonzero(here.stale == 0)}


def assert_books_are_kept(state: State) -> None:
    """A board holds what one made anew of its stops does."""
    new, fresh = anew(state), fresh_keys(state)
    assert books(state) == books(new)
    assert lawful(state)
    assert fresh == {index: keys(new, index) for index in fresh}


def assert_chain_is_kept(chain: Annealing) -> None:
    """The boards of a chain hold what such made anew do, and are worth what it says."""
    for state in (chain.state, chain.best):
        assert_books_are_kept(state)
    assert chain.best.worth() == chain.worth
    said, found = _reckoned(chain._layout, chain._chain)
    assert said == found


@compiled
def _reckoned(p: Layout, c: Chain) -> tuple[tuple[int, int], tuple[int, int]]:
    """Worth and disorder of the board of a chain, as said and as found."""
    return (c.worth, c.disorder), (worth(p, c.now), misordered(p, c.now))


def detour(chain: Annealing, seed: int) -> int:
    """When the first meeting is held on a detour that would begin now; NONE where none does."""
    return _detour(chain._layout, chain._chain, np.random.default_rng(seed))


@compiled
def _detour(p: Layout, c: Chain, rng: Generator) -> int:
    _turn(p, c, rng, 0.0, 1.0)
    if c.left == NONE:
        return NONE
    start = c.now.starts[0]
    c.left = NONE
    become(c.now, c.back.numbers)
    c.worth, c.disorder = c.back_worth, c.back_disorder
    return start


def with_stop(stops: Stops, gap: int, node: int) -> Stops:
    """Stops with one more in a gap."""
    return (*stops[:gap], node, *stops[gap:])
