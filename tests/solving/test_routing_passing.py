"""Chains of stops that pass their places on: they find what one repair can't, and leave lawful tours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.model.orienteering.problem import Orienteering, Stops, Tours
from planner.model.orienteering.route import Route
from planner.solving.routing.search import Effort, search
from planner.solving.routing.state import State
from planner.solving.touring.passing import pass_on, passes
from tests.benchmarks.toptw_instances import planner_like
from tests.benchmarks.toptw_instances import problem as visits
from tests.solving.boards import books, on
from tests.solving.routing_problems import problem


def passed_on(state: State) -> State:
    """What chains make of a state."""
    new = state.copy()
    pass_on(*on(new))
    return new


def one_stop_each(open_on: list[set[int]], prizes: list[int]) -> Orienteering:
    """Routes with time for one stop each, of the nodes that are open on them."""
    count = len(prizes)
    return Orienteering(
        count,
        tuple(
            Route(
                nodes=np.arange(count),
                begin=0,
                end=12,
                drive=np.ones((count + 2, count + 2), np.int64),
                serve=np.full(count, 10),
                first=np.zeros((1, count), np.int64),
                last=np.array([[9 if node in some else -1 for node in range(count)]]),
                prize=np.array(prizes),
            )
            for some in open_on
        ),
    )


@pytest.mark.parametrize(
    ("open_on", "prizes", "before", "after"),
    [
        ([{0, 1}], [5, 9], ((0,),), ((1,),)),
        ([{0, 2}, {0, 1}], [5, 1, 9], ((0,), (1,)), ((2,), (0,))),
        ([{0, 3}, {0, 1}, {1, 2}], [5, 3, 1, 6], ((0,), (1,), (2,)), ((3,), (0,), (1,))),
        ([{0, 2}, {0, 1}], [5, 1, 9], ((0,), ()), ((2,), (0,))),
        ([{0, 2}, {0, 1}], [5, 4, 3], ((0,), (1,)), ((0,), (1,))),
    ],
    ids=["one swap", "two steps", "three steps", "the last beside the others", "none that gains"],
)
def test_stops_pass_their_places_on(open_on: list[set[int]], prizes: list[int], before: Tours, after: Tours) -> None:
    case = one_stop_each(open_on, prizes)
    state = State.of(case, before)
    assert passed_on(state).stops == after
    assert state.stops == before


@pytest.mark.parametrize("kinds", [{}, {"spans": 2, "peaks": 1, "grid": 5}], ids=str)
def test_no_swap_is_left_that_gains(kinds: dict[str, int]) -> None:
    case = replace(problem(5, size=30, routes=5, **kinds), families=())
    before = State.of(case, tuple((node,) for node in range(5)))
    after = passed_on(before)
    assert not case.faults(after.stops)
    assert after.worth() == case.worth(after.stops) > before.worth()
    assert books(after) == books(State.of(case, after.stops))
    left = set(range(case.size)) - set(case.visited(after.stops))
    for index, stops in enumerate(after.stops):
        for fewer in (stops, *(without(stops, stop) for stop in stops)):
            lost = prize(case, index, set(stops) - set(fewer))
            assert not [node for node in left if prize(case, index, {node}) > lost and fits(case, index, fewer, node)]


def without(stops: Stops, gone: int) -> Stops:
    return tuple(stop for stop in stops if stop != gone)


def prize(case: Orienteering, index: int, nodes: set[int]) -> int:
    return sum(case.routes[index].prize_of[node] for node in nodes)


def fits(case: Orienteering, index: int, stops: Stops, node: int) -> bool:
    return any(case.starts(index, (*stops[:gap], node, *stops[gap:])) is not None for gap in range(len(stops) + 1))


def test_only_what_prizes_alone_decide_is_passed_on() -> None:
    case = replace(problem(5, size=30, routes=3), families=())
    one = case.routes[0]
    assert passes(case)
    assert not passes(replace(case, families=(((0, 1), 1),)))
    assert not passes(replace(case, cover=problem(5, covered=True).cover))
    for bound in (
        replace(one, toll=one.drive),
        replace(one, fixed=np.zeros(30, np.bool_)),
        replace(one, counted=np.ones(30, np.bool_)),
        replace(one, nodes=one.nodes[::-1]),
    ):
        assert not passes(replace(case, routes=(one, bound)))


@pytest.mark.parametrize("seed", range(3))
def test_many_short_routes_are_searched_with_chains(seed: int) -> None:
    case = visits(planner_like("drawn", 60, seed), 6)
    found = search(case, Effort(steps=20))
    assert not case.faults(found.tours)
    assert found.worth == case.worth(found.tours)
    assert passed_on(State.of(case, found.tours)).stops == found.tours
