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
from planner.model.orienteering.hours import NEVER
from planner.model.orienteering.meetings import Meeting, Meetings
from planner.model.orienteering.order import Order
from planner.model.orienteering.problem import MUST, Orienteering
from planner.model.orienteering.route import Route
from planner.model.schedule import Schedule, Visit
from planner.solving.routing import plenaries
from planner.solving.routing.annealing import Annealing
from planner.solving.routing.assembling import Assembling
from planner.solving.routing.compiling import Compiled, to_orienteering
from planner.solving.routing.plenaries import FAR, Plenaries
from planner.solving.routing.scheduling import to_schedule
from planner.solving.routing.state import State
from planner.solving.valuing import Valued, valued
from tests.solving.cases import Case

TALK, TOUR = 0, 1
"""Local nodes: a talk of 60 ticks, open all day, and a tour of 50 in the morning."""


def route(first: int) -> Route:
    """Ten ticks between all places; nodes from the global number `first` on."""
    return Route(
        nodes=np.array([first, first + 1]),
        begin=0,
        end=600,
        drive=np.where(np.eye(4, dtype=bool), 0, 10),
        serve=np.array([60, 50]),
        first=np.array([[0, 0]]),
        last=np.array([[500, 200]]),
        prize=np.array([30, 20]),
        fixed=np.array([False, False]),
        grid=5,
    )


def visit(*, room: int = 1, gathers: bool = False, starts: int | None = None, stands: bool = False) -> Orienteering:
    """Three routes that may share one talk; tours are their own."""
    routes = tuple(
        replace(route(2 * index), fixed=np.array([True, False])) if gathers else route(2 * index) for index in range(3)
    )
    talk = Meeting((0, 2, 4), subject=7, open=not gathers and not stands, gathers=gathers, stands=stands)
    return Orienteering(6, routes, meetings=Meetings((talk,), (starts,), {7: room}))


def may_add(state: State, index: int, local: int) -> bool:
    """Would a repair look at a node, and find a place for it?"""
    node = int(state.problem.routes[index].nodes[local])
    return not state.blocked[node] and int(state.tours[index].keys[local]) < NEVER


def test_a_talk_that_has_no_time_is_for_as_many_routes_as_there_is_room() -> None:
    for room in (1, 2):
        state = State.of(visit(room=room), ((TALK,), (), ()))
        assert may_add(state, 1, TALK) is (room > 1)


def test_a_talk_at_a_time_is_joined_at_that_time_whatever_the_room() -> None:
    state = State.of(visit(), ((TALK,), (), ()))
    assert state.appoint(0, 100)
    assert state.tours[0].ready[1] == 160
    assert may_add(state, 1, TALK)
    assert state.insert(1, TALK, 0)
    assert state.tours[1].ready[1] == 160


def test_who_cannot_come_at_the_time_goes_without() -> None:
    state = State.of(visit(), ((TALK,), (TOUR,), ()))
    assert state.appoint(0, 505)
    assert state.tours[0].stops == ()
    assert not may_add(state, 1, TALK)
    assert not state.taken.visits[0]


def test_a_meeting_of_one_begins_when_it_suits_again() -> None:
    state = State.of(visit(), ((TALK,), (), ()))
    state.appoint(0, 100)
    state.settle()
    assert state.starts == (None,)
    assert state.tours[0].ready[1] == 70
    state.appoint(0, 100)
    state.insert(1, TALK, 0)
    state.settle()
    assert state.starts == (100,)


def test_what_stands_takes_no_room() -> None:
    state = State.of(visit(room=0, stands=True), ((TALK,), (), ()))
    assert may_add(state, 1, TALK)
    assert not may_add(State.of(visit(room=0), ((), (), ())), 1, TALK)


def test_joining_gains_what_the_others_would() -> None:
    state = State.of(visit(), ((), (), ()))
    assert state.taken.joining().tolist() == [0.0]
    state = State.of(visit(), ((TALK,), (), ()))
    assert state.taken.joining().tolist() == [60.0]


def test_a_gathering_moves_with_all_and_puts_out_what_is_in_its_way() -> None:
    state = State.of(visit(gathers=True, starts=300), ((TOUR, TALK), (TALK,), (TALK,)))
    state.remove(0, (TALK,))
    assert TALK in state.tours[0].stops
    assert not may_add(state, 1, TALK)
    assert state.gather(0, 150)
    assert [tour.ready[tour.stops.index(TALK) + 1] for tour in state.tours] == [210, 210, 210]
    assert state.tours[0].stops == (TOUR, TALK)
    assert state.gather(0, 10)
    assert state.tours[0].stops == (TALK, TOUR)
    assert state.taken.visits == [3]


def test_a_gathering_that_one_cannot_come_to_stays_as_it_is() -> None:
    problem = visit(gathers=True, starts=300)
    late = replace(problem.routes[2], first=np.array([[250, 0]]))
    state = State.of(replace(problem, routes=(*problem.routes[:2], late)), ((TALK,), (TALK,), (TALK,)))
    assert not state.gather(0, 100)
    assert state.starts == (300,)
    assert [tour.ready[1] for tour in state.tours] == [360, 360, 360]
    assert state.gather(0, 260)


def two_days(*, room: int = 1, until: int = 500) -> Orienteering:
    """Two tracks on two days; the talk of either day is the same for a track, and of all there is so much room.

    The last talk of the second track begins by `until`.
    """
    days = (*(route(2 * index) for index in range(3)), replace(route(6), last=np.array([[until, 200]])))
    talks = (Meeting((0, 2), subject=7, open=True), Meeting((4, 6), subject=7, open=True))
    return Orienteering(8, days, families=(((0, 4), 1), ((2, 6), 1)), meetings=Meetings(talks, (100, None), {7: room}))


TOGETHER = ((TALK,), (TOUR, TALK), (TOUR,), ())


def test_who_meets_goes_to_another_meeting_together_and_puts_out_what_is_in_the_way() -> None:
    state = State.of(two_days(), TOGETHER)
    assert state.convene(1, 20, 0)
    assert state.starts == (None, 20)
    assert state.stops == ((), (TOUR,), (TALK, TOUR), (TALK,))
    assert state.taken.visits == [0, 2]
    assert [tour.ready[1] for tour in state.tours[2:]] == [80, 80]
    anew = State.of(replace(state.problem, meetings=replace(state.problem.meetings, starts=state.starts)), state.stops)
    assert np.array_equal(anew.blocked, state.blocked)


def test_a_meeting_stays_where_one_of_those_who_come_could_not_come_to_the_other() -> None:
    for problem, start in ((two_days(until=50), 100), (two_days(), 505)):
        state = State.of(problem, TOGETHER)
        before = state.blocked.copy()
        assert not state.convene(1, start, 0)
        assert (state.starts, state.stops) == ((100, None), TOGETHER)
        assert np.array_equal(state.blocked, before)


def test_ruins_convene_only_those_who_cannot_go_one_by_one() -> None:
    for room, start, tours, tied in (
        (1, 100, TOGETHER, [0]),
        (2, None, ((TALK,), (), (), ()), []),
        (1, None, ((TALK,), (), (), ()), [0]),
    ):
        problem = two_days(room=room)
        problem = replace(problem, meetings=replace(problem.meetings, starts=(start, None)))
        state = State.of(problem, tours)
        assert state.taken.tied() == tied
        Assembling(np.random.default_rng(1)).convene(state)
        assert state.taken.visits == ([0, sum(TALK in stops for stops in tours)] if tied else [1, 0])


def gathered(within: int | None, apart: int = 100) -> State:
    """A talk for both of two routes, a tour for both after it, in the morning."""
    routes = tuple(replace(route(2 * index), fixed=np.array([True, True])) for index in range(2))
    meetings = Meetings(
        (Meeting((0, 2), subject=7, gathers=True), Meeting((1, 3), subject=8, gathers=True)), (10, apart), {7: 1, 8: 1}
    )
    orders = (Order((0,), (1,), within=within), Order((2,), (3,), within=within))
    return State.of(Orienteering(4, routes, meetings=meetings, orders=orders), ((TALK, TOUR), (TALK, TOUR)))


def roundabout(first: int) -> Route:
    """The tour is reached in time by way of the talk alone."""
    made = route(first)
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
        state = State.of(problem, ((TALK, TOUR), ()))
        assert not (state.gather(1, 50) or state.gather(0, 50) if gathers else state.convene(1, 50, 0))
        assert (state.starts, state.stops) == ((10, None), ((TALK, TOUR), ()))


def test_an_order_counts_what_comes_too_late() -> None:
    """The talk is left at 70, the tour at 150."""
    assert [gathered(within).misordered() for within in (None, 80, 79)] == [0, 0, 2]
    order = Order((0,), (1,), within=1000)
    assert order.kept((0, 60), (0, 150))
    assert not order.kept((0, 60), (1, 150))


def test_what_must_be_near_a_gathering_moves_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """By as much, unless one of the two could not be then."""
    monkeypatch.setattr(plenaries, "FLUSH", 0.0)
    together = set()
    for seed in range(20):
        state = gathered(within=80)
        Plenaries(np.random.default_rng(seed)).gather(state)
        talk, tour = state.starts
        assert talk is not None
        assert tour is not None
        assert tour - talk == 90 or tour < 100 or talk > 110
        if tour - talk == 90 and talk > 10:
            together.add(talk)
            assert not state.misordered()
    assert len(together) > 3


def test_a_gathering_is_held_elsewhere_in_one_span_after_another() -> None:
    problem = visit(gathers=True, starts=100)
    days = tuple(
        replace(day, first=np.array([[0, 1], [400, 0]]), last=np.array([[200, 0], [500, 200]]))
        for day in problem.routes
    )
    holding, starts = Plenaries(np.random.default_rng(1)), []
    for _ in range(6):
        state = State.of(replace(problem, routes=days), ((TALK,), (TALK,), (TALK,)))
        if holding.gather_elsewhere(state):
            starts.append(state.starts[0])
    assert len([start for start in starts if start is not None and start >= 400]) == 3
    assert all(start is not None and abs(start - 100) >= FAR for start in starts)
    assert not Plenaries(np.random.default_rng(1)).gather_elsewhere(State.of(visit(), ((TALK,), (), ())))


def test_a_gathering_follows_close_on_something_or_is_as_late_as_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tours take 50 ticks and begin by 200, 10 lead to them and from them; the talk takes 60, and begins by 500. A tour
    that is in the way goes, or follows."""
    monkeypatch.setattr(plenaries, "FLUSH", 1.0)
    starts = set()
    for seed in range(30):
        state = State.of(visit(gathers=True, starts=100), ((TOUR, TALK), (TOUR, TALK), (TALK,)))
        Plenaries(np.random.default_rng(seed)).gather(state)
        starts.add(state.starts[0])
        assert all(tour.lawful and TALK in tour.stops for tour in state.tours)
    assert {70, 500} <= starts <= {10, 70, 130, 500}


def test_what_must_be_visited_comes_in_place_of_what_is_in_the_way() -> None:
    """There is no time for the tour beside the talk."""
    late = np.array([[200, 200]])
    day = replace(route(0), serve=np.array([60, 190]), last=late, end=260, prize=np.array([30, MUST]))
    problem, came = Orienteering(2, (day,)), 0
    for seed in range(20):
        state, assembling = State.of(problem, ((TALK,),)), Assembling(np.random.default_rng(seed))
        assert state.taken.lacking().tolist() == [TOUR]
        assert assembling.summon(state)
        if state.stops == ((TOUR,),):
            came += 1
            assert not assembling.summon(state)
    assert came


def test_who_must_come_joins_a_meeting_where_there_is_room_for_no_other() -> None:
    problem = visit()
    problem = replace(problem, routes=tuple(replace(day, prize=np.array([MUST, 20])) for day in problem.routes))
    state = State.of(problem, ((TALK,), (), ()))
    assert state.taken.lacking().tolist() == [2, 4]
    assembling = Assembling(np.random.default_rng(1))
    assert assembling.summon(state)
    assert assembling.summon(state)
    assert state.stops == ((TALK,), (TALK,), (TALK,))
    assert state.starts[0] is not None
    assert not assembling.summon(state)


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
    for number in range(1200):
        chain.step(number / 1200)
    start = chain.state.starts[0]
    assert start is not None
    assert start >= 400 or not evening
    assert chain.worth == worth + 3 * max(prize, 0)
    assert chain.state.worth() == chain.worth


def test_what_need_not_be_near_stays() -> None:
    for seed in range(20):
        state = gathered(within=None)
        Plenaries(np.random.default_rng(seed)).gather(state)
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
    assert State.of(Orienteering(4, (route(0), route(2)), orders=orders), tours).misordered() == misordered


def walks(case: Case) -> Iterator[tuple[Compiled, State, Valued]]:
    """The whole visit improved a little: the problem, its last state and the plan of the best."""
    routes = sorted(case.first.roster.routes)
    for seed in range(8):
        made = to_orienteering(case.problem, case.first.roster, case.first.schedule, routes)
        chain = Annealing(made.orienteering, made.tours, seed, hot=1.0, cold=0.02)
        for number in range(300):
            chain.step(number / 300)
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
    for number in range(100):
        chain.step(number / 100)
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


def test_what_is_blocked_is_what_a_state_made_anew_blocks(case: Case) -> None:
    for made, best, _ in walks(case):
        problem = made.orienteering
        meetings = replace(problem.meetings, starts=best.starts)
        lodging = None if problem.lodging is None else replace(problem.lodging, doors=best.doors)
        anew = State.of(replace(problem, meetings=meetings, lodging=lodging), best.stops)
        assert np.array_equal(anew.blocked, best.blocked)
        assert [tour.ready for tour in anew.tours] == [tour.ready for tour in best.tours]
        assert anew.taken.visits == best.taken.visits
