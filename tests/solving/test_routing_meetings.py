"""Stops of several routes that may be one meeting, and what must come before what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import replace

import numpy as np
import pytest

from planner.domain.clock import DAY
from planner.model.care import CEREMONIAL_MEALS
from planner.model.orienteering.meetings import Meeting, Meetings
from planner.model.orienteering.order import Order
from planner.model.orienteering.problem import MUST, Orienteering
from planner.model.orienteering.route import Route
from planner.model.schedule import Schedule, Visit
from planner.solving.routing.annealing import Annealing
from planner.solving.routing.compiling import Compiled, to_orienteering
from planner.solving.routing.scheduling import to_schedule
from planner.solving.routing.state import State
from planner.solving.touring.assembling import convene_ruin
from planner.solving.touring.layout import NONE
from planner.solving.touring.moving import appoint, convene, gather, settle
from planner.solving.touring.plenaries import FAR, _move, flush, gather_ruin
from planner.solving.touring.summoning import summon
from planner.solving.touring.taking import joining, tied
from planner.solving.touring.visiting import insert
from planner.solving.valuing import Valued, valued
from tests.solving.boards import (
    anew,
    assert_books_are_kept,
    assert_chain_is_kept,
    books,
    detour,
    laid,
    lawful,
    leave,
    left,
    may_add,
    missing,
    on,
    refresh,
)
from tests.solving.cases import Case
from tests.solving.routing_problems import short_day

TALK, TOUR = 0, 1
"""Local nodes: a talk of 60 ticks, open all day, and a tour of 50 in the morning."""


def visit(*, room: int = 1, gathers: bool = False, starts: int | None = None, stands: bool = False) -> Orienteering:
    """Three routes that may share one talk; tours are their own."""
    routes = tuple(
        replace(short_day(2 * index), fixed=np.array([True, False])) if gathers else short_day(2 * index)
        for index in range(3)
    )
    talk = Meeting((0, 2, 4), subject=7, open=not gathers and not stands, gathers=gathers, stands=stands)
    return Orienteering(6, routes, meetings=Meetings((talk,), (starts,), {7: room}))


def test_a_talk_that_has_no_time_is_for_as_many_routes_as_there_is_room() -> None:
    for room in (1, 2):
        state = laid(visit(room=room), ((TALK,), (), ()))
        assert may_add(state, 1, TALK) is (room > 1)


def test_a_talk_at_a_time_is_joined_at_that_time_whatever_the_room() -> None:
    state = laid(visit(), ((TALK,), (), ()))
    assert appoint(*on(state), 0, 100)
    assert left(state, 0) == [160]
    assert may_add(state, 1, TALK)
    assert insert(*on(state), 1, TALK, 0)
    assert left(state, 1) == [160]
    assert_books_are_kept(state)


def test_who_cannot_come_at_the_time_goes_without() -> None:
    state = laid(visit(), ((TALK,), (TOUR,), ()))
    assert appoint(*on(state), 0, 505)
    assert state.stops[0] == ()
    assert not may_add(state, 1, TALK)
    assert not state.board.visits[0]
    assert_books_are_kept(state)


def test_who_comes_to_a_meeting_that_is_put_off_moves_it_among_the_other_stops() -> None:
    state = laid(visit(), ((TALK, TOUR), (), ()))
    assert left(state, 0) == [70, 130]
    assert appoint(*on(state), 0, 300)
    assert state.stops[0] == (TOUR, TALK)
    assert left(state, 0) == [60, 360]
    assert_books_are_kept(state)


def test_a_meeting_of_one_begins_when_it_suits_again() -> None:
    state = laid(visit(), ((TALK,), (), ()))
    appoint(*on(state), 0, 100)
    refresh(state)
    settle(*on(state))
    assert state.starts == (None,)
    assert left(state, 0) == [70]
    assert_books_are_kept(state)
    appoint(*on(state), 0, 100)
    insert(*on(state), 1, TALK, 0)
    settle(*on(state))
    assert state.starts == (100,)
    assert_books_are_kept(state)


def test_what_stands_takes_no_room() -> None:
    state = laid(visit(room=0, stands=True), ((TALK,), (), ()))
    assert may_add(state, 1, TALK)
    assert not may_add(laid(visit(room=0), ((), (), ())), 1, TALK)


def test_joining_gains_what_the_others_would() -> None:
    state = laid(visit(), ((), (), ()))
    assert joining(*on(state)).tolist() == [0.0]
    state = laid(visit(), ((TALK,), (), ()))
    assert joining(*on(state)).tolist() == [60.0]


def test_a_gathering_moves_with_all_and_puts_out_what_is_in_its_way() -> None:
    state = laid(visit(gathers=True, starts=300), ((TOUR, TALK), (TALK,), (TALK,)))
    leave(state, 0, TALK)
    assert TALK in state.stops[0]
    assert not may_add(state, 1, TALK)
    assert gather(*on(state), 0, 150)
    assert [left(state, index)[stops.index(TALK)] for index, stops in enumerate(state.stops)] == [210, 210, 210]
    assert state.stops[0] == (TOUR, TALK)
    assert_books_are_kept(state)
    refresh(state)
    assert gather(*on(state), 0, 10)
    assert state.stops[0] == (TALK, TOUR)
    assert state.board.visits.tolist() == [3]
    assert_books_are_kept(state)


def test_a_gathering_that_one_cannot_come_to_stays_as_it_is() -> None:
    problem = visit(gathers=True, starts=300)
    late = replace(problem.routes[2], first=np.array([[250, 0]]))
    state = laid(replace(problem, routes=(*problem.routes[:2], late)), ((TALK,), (TALK,), (TALK,)))
    before = books(state)
    assert not gather(*on(state), 0, 100)
    assert state.starts == (300,)
    assert [left(state, index) for index in range(3)] == [[360], [360], [360]]
    assert books(state) == before
    assert gather(*on(state), 0, 260)


def two_days(*, room: int = 1, until: int = 500) -> Orienteering:
    """Two tracks on two days; the talk of either day is the same for a track, and of all there is so much room.

    The last talk of the second track begins by `until`.
    """
    days = (*(short_day(2 * index) for index in range(3)), replace(short_day(6), last=np.array([[until, 200]])))
    talks = (Meeting((0, 2), subject=7, open=True), Meeting((4, 6), subject=7, open=True))
    return Orienteering(8, days, families=(((0, 4), 1), ((2, 6), 1)), meetings=Meetings(talks, (100, None), {7: room}))


TOGETHER = ((TALK,), (TOUR, TALK), (TOUR,), ())


def test_who_meets_goes_to_another_meeting_together_and_puts_out_what_is_in_the_way() -> None:
    state = laid(two_days(), TOGETHER)
    assert convene(*on(state), 1, 20, 0)
    assert state.starts == (None, 20)
    assert state.stops == ((), (TOUR,), (TALK, TOUR), (TALK,))
    assert state.board.visits.tolist() == [0, 2]
    assert [left(state, index)[0] for index in (2, 3)] == [80, 80]
    assert_books_are_kept(state)


def test_a_meeting_stays_where_one_of_those_who_come_could_not_come_to_the_other() -> None:
    for problem, start in ((two_days(until=50), 100), (two_days(), 505)):
        state = laid(problem, TOGETHER)
        before = books(state)
        assert not convene(*on(state), 1, start, 0)
        assert (state.starts, state.stops) == ((100, None), TOGETHER)
        assert books(state) == before


def test_ruins_convene_only_those_who_cannot_go_one_by_one() -> None:
    for room, start, tours, held_fast in (
        (1, 100, TOGETHER, [0]),
        (2, None, ((TALK,), (), (), ()), []),
        (1, None, ((TALK,), (), (), ()), [0]),
    ):
        problem = two_days(room=room)
        problem = replace(problem, meetings=replace(problem.meetings, starts=(start, None)))
        state = laid(problem, tours)
        assert tied(*on(state)).tolist() == held_fast
        convene_ruin(*on(state), np.random.default_rng(1))
        come = sum(TALK in stops for stops in tours)
        assert state.board.visits.tolist() == ([0, come] if held_fast else [1, 0])
        assert_books_are_kept(state)


def gathered(within: int | None, apart: int = 100) -> State:
    """A talk for both of two routes, a tour for both after it, in the morning."""
    routes = tuple(replace(short_day(2 * index), fixed=np.array([True, True])) for index in range(2))
    meetings = Meetings(
        (Meeting((0, 2), subject=7, gathers=True), Meeting((1, 3), subject=8, gathers=True)), (10, apart), {7: 1, 8: 1}
    )
    orders = (Order((0,), (1,), within=within), Order((2,), (3,), within=within))
    return laid(Orienteering(4, routes, meetings=meetings, orders=orders), ((TALK, TOUR), (TALK, TOUR)))


def roundabout(first: int) -> Route:
    """The tour is reached in time by way of the talk alone."""
    made = short_day(first)
    far = made.drive.copy()
    far[2, TOUR] = 300
    return replace(made, drive=far)


def test_what_cannot_be_left_without_losing_the_way_stays() -> None:
    """Gatherings and meetings alike, all as before."""
    for gathers in (True, False):
        fixed = np.array([gathers, False])
        days = tuple(replace(roundabout(2 * index), fixed=fixed) for index in range(2))
        talks = tuple(Meeting((2 * day,), subject=7, open=not gathers, gathers=gathers) for day in range(2))
        problem = Orienteering(
            4, days, families=() if gathers else (((0, 2), 1),), meetings=Meetings(talks, (10, None), {7: 1})
        )
        state = laid(problem, ((TALK, TOUR), ()))
        before = books(state)
        if gathers:
            assert not gather(*on(state), 1, 50)
            assert not gather(*on(state), 0, 50)
        else:
            assert not convene(*on(state), 1, 50, 0)
        assert (state.starts, state.stops) == ((10, None), ((TALK, TOUR), ()))
        assert books(state) == before


def test_an_order_counts_what_comes_too_late() -> None:
    """The talk is left at 70, the tour at 150."""
    assert [gathered(within).misordered() for within in (None, 80, 79)] == [0, 0, 2]
    days = Orienteering(4, (short_day(0), short_day(2)), orders=(Order((0, 2), (1, 3), within=1000),))
    assert not laid(days, ((TALK, TOUR), ())).misordered()
    assert laid(days, ((TALK,), (TOUR,))).misordered()


def test_what_must_be_near_a_gathering_moves_with_it() -> None:
    """By as much, unless one of the two could not be then: talks begin by 500 and tours by 200."""
    together = set()
    for number, starts in ((0, range(0, 505, 5)), (1, range(0, 205, 5))):
        for start in starts:
            state = gathered(within=80)
            moved = _move(*on(state), number, start)
            talk, tour = state.starts
            assert talk is not None
            assert tour is not None
            assert moved or (talk, tour) == (10, 100)
            assert tour - talk == 90 or tour < 100 or talk > 110
            assert_books_are_kept(state)
            if tour - talk == 90 and talk > 10:
                together.add(talk)
                assert not state.misordered()
    assert len(together) > 3


def test_ruins_hold_a_gathering_elsewhere_with_what_must_be_near_it() -> None:
    together = set()
    for seed in range(40):
        state = gathered(within=80)
        gather_ruin(*on(state), np.random.default_rng(seed))
        talk, tour = state.starts
        assert talk is not None
        assert tour is not None
        assert_books_are_kept(state)
        if tour - talk == 90 and talk > 10:
            together.add(talk)
    assert together


def test_a_gathering_is_held_elsewhere_in_one_span_after_another() -> None:
    problem, tours = visit(gathers=True, starts=100), ((TALK,), (TALK,), (TALK,))
    days = tuple(
        replace(day, first=np.array([[0, 1], [400, 0]]), last=np.array([[200, 0], [500, 200]]))
        for day in problem.routes
    )
    chain = Annealing(replace(problem, routes=days), tours, seed=1, far=True)
    found = [detour(chain, seed) for seed in range(6)]
    starts = [start for start in found if start != NONE]
    assert len([start for start in starts if start >= 400]) == 3
    assert all(abs(start - 100) >= FAR for start in starts)
    assert_chain_is_kept(chain)
    near = Annealing(replace(problem, routes=days), tours, seed=1)
    bound = Annealing(visit(), ((TALK,), (), ()), seed=1, far=True)
    assert [detour(chain, 1) for chain in (near, bound)] == [NONE, NONE]


def test_a_gathering_follows_close_on_something_or_is_as_late_as_can_be() -> None:
    """Tours take 50 ticks and begin by 200, 10 lead to them and from them; the talk takes 60, and begins by 500. A tour
    that is in the way goes, or follows."""
    for share, ends in ((1.0, {10, 70, 130, 500}), (0.0, set(range(10, 505, 5)))):
        starts = set()
        for seed in range(60):
            state = laid(visit(gathers=True, starts=100), ((TOUR, TALK), (TOUR, TALK), (TALK,)))
            rng = np.random.default_rng(seed)
            start = 10 + 5 * int(rng.integers(99))
            assert gather(*on(state), 0, start)
            flush(*on(state), 0, 0, 500, share, rng)
            assert share or state.starts == (start,)
            starts.add(state.starts[0])
            assert lawful(state)
            assert all(TALK in stops for stops in state.stops)
            assert_books_are_kept(state)
        assert starts <= ends
        assert len(starts) > 10 or {70, 500} <= starts


def test_ruins_hold_gatherings_close_to_something_more_often_than_not() -> None:
    close, apart = 0, set()
    for seed in range(40):
        state = laid(visit(gathers=True, starts=100), ((TOUR, TALK), (TOUR, TALK), (TALK,)))
        gather_ruin(*on(state), np.random.default_rng(seed))
        assert lawful(state)
        assert all(TALK in stops for stops in state.stops)
        if state.starts[0] in (10, 70, 130, 500):
            close += 1
        else:
            apart.add(state.starts[0])
    assert close > 20
    assert len(apart) > 1


def test_what_must_be_visited_comes_in_place_of_what_is_in_the_way() -> None:
    """There is no time for the tour beside the talk."""
    late = np.array([[200, 200]])
    day = replace(short_day(0), serve=np.array([60, 190]), last=late, end=260, prize=np.array([30, MUST]))
    problem, came = Orienteering(2, (day,)), 0
    for seed in range(20):
        state, rng = laid(problem, ((TALK,),)), np.random.default_rng(seed)
        assert missing(state) == [(0, TOUR)]
        assert summon(*on(state), rng)
        assert_books_are_kept(state)
        if state.stops == ((TOUR,),):
            came += 1
            assert not missing(state)
            assert not summon(*on(state), rng)
    assert came


def test_who_must_come_joins_a_meeting_where_there_is_room_for_no_other() -> None:
    problem = visit()
    problem = replace(problem, routes=tuple(replace(day, prize=np.array([MUST, 20])) for day in problem.routes))
    state = laid(problem, ((TALK,), (), ()))
    assert missing(state) == [(1, TALK), (2, TALK)]
    rng = np.random.default_rng(1)
    assert summon(*on(state), rng)
    assert summon(*on(state), rng)
    assert state.stops == ((TALK,), (TALK,), (TALK,))
    assert state.starts[0] is not None
    assert not summon(*on(state), rng)
    assert_books_are_kept(state)


def at_noon(prize: int) -> Orienteering:
    """A talk that gathers three routes at noon, the only time for a tour that is worth `prize`; the talk could be in
    the evening, too."""
    problem = visit(gathers=True, starts=100)
    days = tuple(replace(day, prize=np.array([30, prize])) for day in problem.routes)
    spans = (np.array([[100, 1], [400, 100]]), np.array([[100, 0], [500, 110]]))
    return replace(problem, routes=tuple(replace(day, first=spans[0], last=spans[1]) for day in days))


@pytest.mark.parametrize(("prize", "evening"), [(500, True), (-500, False)])
def test_a_detour_goes_on_where_it_pays_and_back_where_it_does_not(prize: int, evening: bool) -> None:
    """At first a detour costs what is visited at noon, if anything is."""
    chain = Annealing(at_noon(prize), ((TALK,), (TALK,), (TALK,)), seed=1, hot=0.01, cold=0.001, far=True)
    worth = chain.worth
    chain.run(0, 1, 1200)
    start = chain.state.starts[0]
    assert start is not None
    assert start >= 400 or not evening
    assert chain.worth == worth + 3 * max(prize, 0)
    assert chain.state.worth() == chain.worth
    assert_chain_is_kept(chain)


def test_what_need_not_be_near_stays() -> None:
    for seed in range(20):
        state = gathered(within=None)
        gather_ruin(*on(state), np.random.default_rng(seed))
        assert 10 in state.starts or 100 in state.starts


@pytest.mark.parametrize(
    ("tours", "misordered"),
    [
        (((TALK, TOUR), ()), 2),
        (((TOUR, TALK), ()), 0),
        (((TALK,), (TOUR,)), 2),
        (((TOUR,), (TALK,)), 1),
        (((TALK,), (TALK,)), 0),
    ],
)
def test_orders_count_what_comes_too_early_or_on_another_day(
    tours: tuple[tuple[int, ...], ...], misordered: int
) -> None:
    """Tours (nodes 1, 3) come before talks (0, 2), once anyhow and once on the same day."""
    orders = (Order((1, 3), (0, 2)), Order((1, 3), (0, 2), same_day=True))
    assert State.of(Orienteering(4, (short_day(0), short_day(2)), orders=orders), tours).misordered() == misordered


def walks(case: Case) -> Iterator[tuple[Compiled, State, Valued]]:
    """The whole visit improved a little: the problem, its last state and the plan of the best."""
    routes = sorted(case.first.roster.routes)
    for seed in range(8):
        made = to_orienteering(case.problem, case.first.roster, case.first.schedule, routes)
        chain = Annealing(made.orienteering, made.tours, seed, hot=1.0, cold=0.02)
        chain.run(0, 1, 1500)
        schedule = to_schedule(case.problem, made, chain.best)
        yield made, chain.best, valued(case.problem, case.first.roster, schedule, case.frame)


def shared(case: Case, schedule: Schedule) -> Counter[tuple[int, int]]:
    """Tracks by act and start of what they attend together though they need not."""
    visits = ((held.node, held.start) for held in schedule.visits())
    found = Counter((node.act, start) for node, start in visits if isinstance(node, Visit))
    return Counter({key: count for key, count in found.items() if count > 1 and not case.problem.acts[key[0]].plenary})


def test_tracks_meet_gather_elsewhere_and_keep_every_rule_of_sessions(case: Case) -> None:
    rules = {
        "sessions_are_not_exceeded",
        "hosts_receive_one_session_at_a_time",
        "capacity_is_not_exceeded",
        "meal_seats_are_not_exceeded",
        "mandatory_engagements_are_held",
        "order_is_kept",
        "courtesy_comes_first",
    }
    met, moved = 0, 0
    for made, best, found in walks(case):
        assert not rules & {one.rule for one in found.broken}
        met += bool(shared(case, found.schedule) - shared(case, case.first.schedule))
        gathered = [number for numbers in made.orienteering.meetings.gatherings for number in numbers]
        moved += any(best.starts[number] != made.orienteering.meetings.starts[number] for number in gathered)
    assert met
    assert moved


def test_what_gathers_stays_where_one_of_the_party_could_not_be_offered_it(case: Case) -> None:
    """A plenary that is held with a track it is not for."""
    routes, first = sorted(case.first.roster.routes), case.first
    made = to_orienteering(case.problem, first.roster, first.schedule, routes)
    act = made.orienteering.meetings.all[made.orienteering.meetings.gatherings[0][0]].subject
    held = [one for one in first.schedule.visits() if isinstance(one.node, Visit) and one.node.act == act]
    problem = copy(case.problem)
    problem.acts = tuple(
        replace(one, audience=one.audience[1:]) if number == act else one for number, one in enumerate(problem.acts)
    )
    made = to_orienteering(problem, first.roster, first.schedule, routes)
    subjects = {made.orienteering.meetings.all[numbers[0]].subject for numbers in made.orienteering.meetings.gatherings}
    assert act not in subjects
    chain = Annealing(made.orienteering, made.tours, 1, hot=1.0, cold=0.02)
    chain.run(0, 1, 100)
    assert set(held) <= set(to_schedule(problem, made, chain.best).visits())


def test_banquets_gather_on_their_day_in_the_span_of_their_meal(case: Case) -> None:
    made = to_orienteering(case.problem, case.first.roster, case.first.schedule, sorted(case.first.roster.routes))
    banquets = {act for act, one in enumerate(case.problem.acts) if one.kind in CEREMONIAL_MEALS and one.plenary}
    held = {held.node.act: held for held in case.first.schedule.visits() if isinstance(held.node, Visit)}
    meetings = [one for one in made.orienteering.meetings.all if one.subject in banquets]
    assert {one.subject for one in meetings} == banquets & set(held)
    dinner = case.problem.scenario.rules.dinner
    for meeting in meetings:
        assert meeting.gathers
        assert {made.stops[node].day for node in meeting.nodes} == {held[meeting.subject].node.day}
        minutes = case.problem.acts[meeting.subject].minutes
        for index, local in made.orienteering.members[made.orienteering.meetings.all.index(meeting)]:
            spans = made.orienteering.routes[index].spans[local]
            assert all(dinner.from_ <= a % DAY and b % DAY + minutes <= dinner.until for a, b in spans)
            assert any(a < b for a, b in spans)


def test_boards_of_a_visit_hold_what_follows_from_their_stops(case: Case) -> None:
    for _, best, _ in walks(case):
        assert_books_are_kept(best)


@pytest.mark.parametrize("hungry", [False, True])
def test_boards_hold_what_follows_from_their_stops_wherever_the_chain_is(case: Case, hungry: bool) -> None:
    routes = sorted(case.first.roster.routes)
    made = to_orienteering(case.problem, case.first.roster, case.first.schedule, routes, hungry=hungry)
    before = anew(State.of(made.orienteering, made.tours))
    for seed in range(2):
        chain, doors, starts = Annealing(made.orienteering, made.tours, seed, far=True), set(), set()
        for stretch in range(12):
            chain.run(stretch / 12, (stretch + 1) / 12, 50)
            assert_chain_is_kept(chain)
            doors.add(chain.state.doors)
            starts.add(chain.state.starts)
            settled = chain.best.board.visits.tolist(), chain.best.starts, made.orienteering.meetings.all
            assert all(come > 1 or start is None or one.gathers for come, start, one in zip(*settled, strict=True))
        assert len(doors) > 1
        assert len(starts) > 1
    assert books(before) == books(State.of(made.orienteering, made.tours))
