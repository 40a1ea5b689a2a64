"""The fast layer finds what is best on small cases, keeps what binds them, and repeats itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations

import numpy as np
import pytest

from planner.model.orienteering.cover import Cover
from planner.model.orienteering.problem import Orienteering, Stops, Tours
from planner.model.orienteering.route import Route
from planner.solving.routing.annealing import Annealing
from planner.solving.routing.bounding import bounded
from planner.solving.routing.packing import packed
from planner.solving.routing.search import LENGTH, MOST, STARTING, Effort, chains, search
from planner.solving.routing.state import State
from tests.solving.boards import assert_chain_is_kept, books
from tests.solving.routing_problems import problem

ALL = {"spans": 2, "peaks": 1, "grid": 5, "covered": 1}


def best_by_trying(case: Orienteering) -> int:
    """The worth of the best single route of up to five stops, by trying all of them."""
    nodes = range(case.size)
    sets = (some for count in range(6) for some in combinations(nodes, count))
    kept = (some for some in sets if any(case.starts(0, order) is not None for order in permutations(some)))
    return max(case.worth((some,)) for some in kept if len(set(some) & {0, 1, 2}) <= 1)


@pytest.mark.parametrize("seed", range(3))
def test_a_small_case_is_solved_to_the_best_there_is(seed: int) -> None:
    case = problem(seed, size=9, routes=1, covered=True)
    short = replace(case, routes=(replace(case.routes[0], end=220),))
    found = search(short, Effort(steps=400))
    assert not short.faults(found.tours)
    assert found.worth == short.worth(found.tours) == best_by_trying(short)


@pytest.mark.parametrize("kinds", [{}, {"covered": True}, {"spans": 2, "peaks": 1, "grid": 5}], ids=str)
def test_what_is_found_is_lawful_and_worth_what_is_said(kinds: dict[str, int]) -> None:
    case = problem(3, size=40, routes=3, **kinds)  # type: ignore[arg-type]
    found = search(case, Effort(steps=300))
    assert not case.faults(found.tours)
    assert found.worth == case.worth(found.tours) > 0


def test_one_worker_and_one_seed_repeat_the_same_tours() -> None:
    case = problem(4, size=40, routes=3)
    once, again = (search(case, Effort(steps=200), seed=7).tours for _ in range(2))
    assert once == again
    assert search(case, Effort(steps=200), seed=8).tours != once


def test_two_workers_find_lawful_tours_too() -> None:
    case = problem(4, size=40, routes=3)
    found = search(case, Effort(steps=100), workers=2)
    assert found.steps >= 190
    assert not case.faults(found.tours)


def test_effort_that_is_left_makes_more_chains() -> None:
    case = problem(6, size=12, routes=2)
    stops = sum(map(len, search(case, Effort(steps=50)).tours))
    many = Effort(steps=2 * MOST * LENGTH * (stops + 1) / STARTING)
    assert [chains(case, effort, 1, ((), ())) for effort in (Effort(steps=1), Effort(seconds=0.1), many)] == [
        1,
        1,
        MOST,
    ]
    assert not case.faults(search(case, many).tours)


def test_fixed_stops_stay_and_counted_ones_are_limited() -> None:
    case = problem(6, size=30, routes=1)
    one, fixed = case.routes[0], np.zeros(30, np.bool_)
    fixed[5] = True
    bound = replace(case, routes=(replace(one, fixed=fixed, counted=np.ones(30, np.bool_), most=3),))
    found = search(bound, Effort(steps=200), start=((5,),)).tours
    assert 5 in found[0]
    assert len(found[0]) == 3
    assert len(search(case, Effort(steps=200)).tours[0]) > 3


def test_the_state_keeps_its_books_through_ruin_and_recreate() -> None:
    case = problem(8, size=30, routes=2, covered=True)
    chain = Annealing(case, ((), ()), seed=1, hot=1.0, cold=0.1)
    chain.run(0, 1, 50)
    kept, new = chain.state, State.of(case, chain.state.stops)
    assert kept.worth() == new.worth() == case.worth(kept.stops)
    assert books(kept) == books(new)


@pytest.mark.parametrize("kinds", [{}, {"spans": 3}, {"peaks": 1}, {"grid": 5}, {"covered": 1}, ALL], ids=str)
@pytest.mark.parametrize("seed", range(2))
def test_boards_hold_what_follows_from_their_stops_after_any_number_of_steps(kinds: dict[str, int], seed: int) -> None:
    case = problem(seed, size=30, routes=3, **kinds)  # type: ignore[arg-type]
    chain = Annealing(case, ((),) * 3, seed, hot=1.0, cold=0.1)
    for stretch in range(10):
        chain.run(stretch / 10, (stretch + 1) / 10, 30)
        assert_chain_is_kept(chain)
        assert not case.faults(chain.state.stops)
        assert chain.worth == case.worth(chain.best.stops)


def test_only_chains_that_are_pooled_note_routes_on_the_way() -> None:
    case = problem(8, size=30, routes=2)
    alone, pooled = (Annealing(case, ((), ()), seed=1, pooled=kept) for kept in (False, True))
    for chain in (alone, pooled):
        chain.run(0, 1, 50)
    assert alone.best.stops == pooled.best.stops
    assert len(alone.pool.routes) <= 2 < len(pooled.pool.routes)
    for (index, visited), stops in pooled.pool.routes.items():
        assert visited == frozenset(stops)
        assert case.starts(index, stops) is not None
    for index, stops in enumerate(pooled.best.stops):
        assert pooled.pool.routes[index, frozenset(stops)]


def test_routes_of_different_solutions_are_combined() -> None:
    case = far_apart()
    pool: dict[tuple[int, frozenset[int]], Stops] = {
        (0, frozenset({0})): (0,),
        (0, frozenset({0, 1})): (0, 1),
        (1, frozenset({1})): (1,),
        (1, frozenset({2, 3})): (2, 3),
    }
    best: Tours = ((0,), (2, 3))
    combined = packed(case, pool, best, seed=1, work=1.0)
    assert combined is not None
    assert sorted(case.visited(combined)) == [0, 1, 2, 3]
    assert packed(case, pool, combined, seed=1, work=1.0) is None


def far_apart() -> Orienteering:
    """Four nodes, always open, a tick from each other, worth 1 each; two routes of two stops at most."""
    drive = np.ones((6, 6), np.int64)
    always = np.zeros((1, 4), np.int64)
    route = Route(
        nodes=np.arange(4),
        begin=0,
        end=25,
        drive=drive,
        serve=np.full(4, 10),
        first=always,
        last=always + 25,
        prize=np.ones(4, np.int64),
    )
    return Orienteering(4, (route, route))


@pytest.mark.parametrize("kinds", [{}, {"covered": True}, {"spans": 2, "grid": 5}], ids=str)
def test_the_bound_of_a_small_case_is_its_best(kinds: dict[str, int]) -> None:
    case = problem(1, size=9, routes=1, **kinds)  # type: ignore[arg-type]
    case = replace(case, routes=(replace(case.routes[0], end=220),))
    proof = bounded(case, ((),), seconds=10)
    assert proof.proven
    assert proof.worth == best_by_trying(case)
    assert not case.faults(proof.tours)


@pytest.mark.parametrize("kinds", [{}, {"covered": True}], ids=str)
def test_without_time_for_a_bound_nothing_is_proven(kinds: dict[str, bool]) -> None:
    case = problem(1, size=60, routes=2, **kinds)  # type: ignore[arg-type]
    hurried, found = bounded(case, ((),) * 2, seconds=1e-6), search(case, Effort(steps=200))
    assert not hurried.proven
    assert hurried.bound == case.ceiling > found.worth > 0


def test_benefits_that_are_filled_attract_no_more() -> None:
    case = far_apart()
    worthless = replace(case.routes[0], prize=np.zeros(4, np.int64))
    cover = Cover(np.ones((4, 1)), np.array([1.0]), np.array([10.0]))
    found = search(Orienteering(4, (worthless,), cover=cover), Effort(steps=50))
    assert found.worth == 10
    assert len(found.tours[0]) == 1
