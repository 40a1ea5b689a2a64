"""A tour's table of insertions agrees with trying every one of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.model.orienteering.hours import NEVER
from planner.model.orienteering.problem import Orienteering
from planner.solving.routing.tour import Tour
from tests.solving.routing_problems import problem

KINDS = [{}, {"spans": 3}, {"peaks": 1}, {"grid": 5}, {"spans": 2, "peaks": 1, "grid": 5}]


def some_tour(case: Orienteering, rng: np.random.Generator) -> Tour:
    """A lawful tour of up to six stops, drawn by trying."""
    tour = Tour(case, 0, ())
    for node in rng.permutation(case.size)[:12]:
        gap = int(rng.integers(len(tour.stops) + 1))
        longer = Tour(case, 0, (*tour.stops[:gap], int(node), *tour.stops[gap:]))
        tour = longer if longer.lawful and len(tour.stops) < 6 else tour
    return tour


@pytest.mark.parametrize("kinds", KINDS, ids=str)
@pytest.mark.parametrize("seed", range(4))
def test_a_node_fits_exactly_where_trying_shows_that_it_does(kinds: dict[str, int], seed: int) -> None:
    case = problem(seed, **kinds)
    tour = some_tour(case, np.random.default_rng(seed))
    for node in set(range(case.size)) - set(tour.stops):
        longer = [Tour(case, 0, (*tour.stops[:gap], node, *tour.stops[gap:])) for gap in range(len(tour.stops) + 1)]
        delays = [max(one.arrive[gap + 1] - tour.arrive[gap], 0) for gap, one in enumerate(longer) if one.lawful]
        delay, gap = divmod(int(tour.keys[node]), len(longer))
        assert (tour.keys[node] < NEVER) == bool(delays)
        if delays:
            assert delay == min(delays)
            assert longer[gap].lawful


@pytest.mark.parametrize("kinds", KINDS, ids=str)
def test_some_nodes_fit_where_they_fit_among_all(kinds: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.solving.routing.tour.SMALL", 0)
    case = problem(2, **kinds)
    tour, some = some_tour(case, np.random.default_rng(2)), np.array([1, 4, 17, 28])
    assert tour.stops
    assert (tour.keys_of(some) == tour.keys[some]).all()


@pytest.mark.parametrize("kinds", KINDS, ids=str)
def test_times_taken_over_after_an_insertion_are_those_of_a_new_tour(kinds: dict[str, int]) -> None:
    case = problem(5, **kinds)
    tour = Tour(case, 0, ())
    for node in range(case.size):
        if tour.keys[node] < NEVER:
            tour = tour.with_stop(node, int(tour.keys[node]) % len(tour.due))
            new = Tour(case, 0, tour.stops)
            assert (tour.ready, tour.arrive, tour.due, tour.lawful) == (new.ready, new.arrive, new.due, True)
    assert len(tour.stops) > 3
    assert case.starts(0, tour.stops) is not None


@pytest.mark.parametrize("kinds", [{}, {"spans": 2}], ids=str)
def test_a_node_that_is_never_open_fits_nowhere(kinds: dict[str, int]) -> None:
    case = problem(1, **kinds)
    first, last = case.routes[0].first.copy(), case.routes[0].last.copy()
    first[:, 7], last[:, 7] = 1, 0
    shut = replace(case, routes=(replace(case.routes[0], first=first, last=last),))
    assert Tour(shut, 0, ()).keys[7] >= NEVER
    assert Tour(case, 0, ()).keys[7] < NEVER


def test_a_tour_that_ends_too_late_is_not_lawful() -> None:
    case = problem(1)
    tour = some_tour(case, np.random.default_rng(1))
    assert Tour(case, 0, tour.stops, end=tour.arrive[-1]).lawful
    assert not Tour(case, 0, tour.stops, end=tour.arrive[-1] - 1).lawful
