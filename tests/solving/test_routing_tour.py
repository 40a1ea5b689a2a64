"""What a board says of a route, its times and where nodes fit, agrees with trying everything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.model.orienteering.hours import NEVER
from planner.model.orienteering.problem import Orienteering
from planner.solving.routing.state import State
from planner.solving.touring.board import become, memory
from planner.solving.touring.flattening import layout_of
from planner.solving.touring.inserting import fill_keys
from planner.solving.touring.timing import timed_until
from planner.solving.touring.visiting import insert
from tests.solving.boards import assert_books_are_kept, books, keys, leave, on, refresh, with_stop
from tests.solving.routing_problems import problem

KINDS = [{}, {"spans": 3}, {"peaks": 1}, {"grid": 5}, {"spans": 2, "peaks": 1, "grid": 5}]


def some_tour(case: Orienteering, rng: np.random.Generator, most: int = 6) -> State:
    """A lawful tour of up to six stops, drawn by trying; the other routes visit nothing."""
    layout, idle = layout_of(case), ((),) * (len(case.routes) - 1)
    state = State.of(case, ((), *idle), layout)
    for node in rng.permutation(case.size)[:12]:
        stops = state.stops[0]
        gap = int(rng.integers(len(stops) + 1))
        longer = State.of(case, (with_stop(stops, gap, int(node)), *idle), layout)
        state = longer if longer.lawful and len(stops) < most else state
    return state


@pytest.mark.parametrize("kinds", KINDS, ids=str)
@pytest.mark.parametrize("seed", range(4))
def test_times_are_those_of_a_walk_along_the_route(kinds: dict[str, int], seed: int) -> None:
    """What begins at the latest reaches what comes next in time, and would not any later."""
    case = problem(seed, **kinds)
    state, route = some_tour(case, np.random.default_rng(seed)), case.routes[0]
    (tour,), walked = state.tours([0]), route.times(state.stops[0])
    assert walked == (*tour.early, state.board.arrive[0, len(tour.stops)])
    assert case.starts(0, tour.stops) == tour.early
    ends = walked[-1]
    for place, (node, start) in enumerate(zip(tour.stops, tour.late, strict=True)):
        after, due = (*tour.stops[place + 1 :], route.size + 1), (*tour.late[place + 1 :], ends)
        for at, kept in ((start, True), (start + route.grid, False)):
            is_open = route.earliest(node, at) == at
            reached = route.arrival(at + route.serve_of[node], node, after[0])
            begins = reached if place + 1 == len(tour.stops) else route.earliest(after[0], reached)
            assert (is_open and begins is not None and begins <= due[0]) is kept


@pytest.mark.parametrize("kinds", KINDS, ids=str)
@pytest.mark.parametrize("seed", range(4))
def test_a_node_fits_exactly_where_trying_shows_that_it_does(kinds: dict[str, int], seed: int) -> None:
    assert_fits(problem(seed, **kinds), seed)


@pytest.mark.parametrize("grid", [1, 5])
@pytest.mark.parametrize("seed", range(6))
def test_a_node_fits_where_trying_shows_that_it_does_whatever_peaks_are_to_wait_for(seed: int, grid: int) -> None:
    case = problem(seed, grid=grid)
    one = case.routes[0]
    slow = replace(one, peak=one.drive * 3, peaks=tuple((start, start + 35) for start in range(20, 480, 50)))
    assert_fits(replace(case, routes=(slow, case.routes[1])), seed)


def assert_fits(case: Orienteering, seed: int) -> None:
    """The keys of some tour are those that trying every insertion finds."""
    state, layout = some_tour(case, np.random.default_rng(seed)), layout_of(case)
    stops, arrive, found = state.stops[0], state.board.arrive[0], keys(state, 0)
    for node in set(range(case.size)) - set(stops):
        longer = [State.of(case, (with_stop(stops, gap, node), ()), layout) for gap in range(len(stops) + 1)]
        delays = [
            max(int(one.board.arrive[0, gap + 1] - arrive[gap]), 0) for gap, one in enumerate(longer) if one.lawful
        ]
        delay, gap = divmod(found[node], len(longer))
        assert (found[node] < NEVER) == bool(delays)
        if delays:
            assert delay == min(delays)
            assert longer[gap].lawful


@pytest.mark.parametrize("kinds", KINDS, ids=str)
def test_some_nodes_fit_where_they_fit_among_all(kinds: dict[str, int]) -> None:
    state, some = some_tour(problem(2, **kinds), np.random.default_rng(2)), np.array([1, 4, 17, 28])
    assert state.stops[0]
    found = keys(state, 0)
    state.board.keys[0] = -7
    fill_keys(*on(state), 0, some, 1, 3)
    assert state.board.keys[0, :30].tolist() == [found[node] if node in (4, 17) else -7 for node in range(30)]


def test_counted_nodes_fit_as_long_as_there_is_room_for_them() -> None:
    case = problem(3)
    counted = np.arange(30) % 2 == 0
    free = some_tour(case, np.random.default_rng(3))
    some = sum(bool(counted[node]) for node in free.stops[0])
    assert some
    for most, room in ((some, False), (some + 1, True)):
        bound = replace(case, routes=(replace(case.routes[0], counted=counted, most=most), case.routes[1]))
        found = keys(State.of(bound, free.stops), 0)
        fits = [key if room or not counted[node] else NEVER for node, key in enumerate(keys(free, 0))]
        assert found == fits


@pytest.mark.parametrize("kinds", KINDS, ids=str)
def test_times_after_stops_come_and_go_are_those_of_a_new_state(kinds: dict[str, int]) -> None:
    case = problem(5, **kinds)
    state = State.of(case, ((), ()))
    for node in range(case.size):
        key, gaps = keys(state, 0)[node], len(state.stops[0]) + 1
        if key < NEVER and not state.board.blocked[node]:
            refresh(state)
            assert insert(*on(state), 0, node, key % gaps)
            assert_books_are_kept(state)
    stops = state.stops[0]
    assert len(stops) > 3
    for gone in (stops[1:3], stops[-1:], stops):
        refresh(state)
        leave(state, 0, *gone)
        assert not set(gone) & set(state.stops[0])
        assert_books_are_kept(state)
    assert state.stops == ((), ())


def test_a_board_goes_back_to_what_it_remembers_to_the_last_number() -> None:
    state = some_tour(problem(4, covered=True), np.random.default_rng(4))
    was, before, numbers = state.copy(), books(state), memory(state.board)
    leave(state, 0, *state.stops[0][:2])
    state.board.starts[:] = 5
    keys(state, 1)
    assert not np.array_equal(memory(state.board), numbers)
    become(state.board, numbers)
    assert np.array_equal(memory(state.board), numbers)
    assert np.array_equal(memory(was.board), numbers)
    assert books(state) == before == books(was)


def test_a_copy_is_changed_by_itself() -> None:
    state = some_tour(problem(4), np.random.default_rng(4))
    stops, copied = state.stops, state.copy()
    leave(copied, 0, *stops[0])
    assert copied.stops == ((), ())
    assert state.stops == stops != copied.stops


@pytest.mark.parametrize("kinds", [{}, {"spans": 2}], ids=str)
def test_a_node_that_is_never_open_fits_nowhere(kinds: dict[str, int]) -> None:
    case = problem(1, **kinds)
    first, last = case.routes[0].first.copy(), case.routes[0].last.copy()
    first[:, 7], last[:, 7] = 1, 0
    shut = replace(case, routes=(replace(case.routes[0], first=first, last=last),))
    assert keys(State.of(shut, ((),)), 0)[7] >= NEVER
    assert keys(State.of(case, ((), ())), 0)[7] < NEVER
    assert not State.of(shut, ((7,),)).lawful


def test_a_tour_that_ends_too_late_is_not_lawful() -> None:
    case = problem(1)
    state = some_tour(case, np.random.default_rng(1))
    end = int(state.board.arrive[0, len(state.stops[0])])
    assert state.lawful
    assert timed_until(*on(state), 0, end)
    assert not timed_until(*on(state), 0, end - 1)
    for last, kept in ((end, True), (end - 1, False)):
        assert State.of(replace(case, routes=(replace(case.routes[0], end=last),)), state.stops[:1]).lawful is kept
