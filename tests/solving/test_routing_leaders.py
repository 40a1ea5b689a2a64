"""Who goes along with whom: meetings that need their leader, routes that follow others, parties that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from planner.model.orienteering.keepers import Keepers
from planner.model.orienteering.meetings import Meeting, Meetings
from planner.model.orienteering.problem import MUST, Orienteering
from planner.model.roster import TrackDayKey
from planner.model.schedule import Schedule, Visit
from planner.solving.routing.annealing import Annealing
from planner.solving.routing.compiling import Compiled, to_orienteering
from planner.solving.routing.nodes import Nodes
from planner.solving.routing.scheduling import to_schedule
from planner.solving.routing.state import State
from planner.solving.touring.assembling import follow, meet
from planner.solving.touring.moving import appoint, settle
from planner.solving.touring.summoning import instead
from planner.solving.touring.taking import joining
from planner.solving.touring.visiting import dismiss, strains
from planner.solving.valuing import valued
from tests.solving.boards import assert_books_are_kept, assert_chain_is_kept, laid, leave, left, may_add, on
from tests.solving.cases import Case
from tests.solving.routing_problems import short_day

CALL, TOUR = 0, 1
"""Local nodes: a call of 60 ticks, open all day, and a tour of 50 in the morning."""


def led(start: int | None = None) -> Orienteering:
    """Three routes that may share one call, the first of them its leader."""
    call = Meeting((0, 2, 4), subject=7, open=True, leader=0)
    return Orienteering(6, tuple(short_day(2 * n) for n in range(3)), meetings=Meetings((call,), (start,), {7: 1}))


def test_nobody_goes_where_the_leader_does_not() -> None:
    state = laid(led(), ((), (), ()))
    assert [may_add(state, index, CALL) for index in range(3)] == [True, False, False]
    assert led().faults(((), (CALL,), ())) == ["meeting 0 lacks its leader"]
    assert State.of(led(), ((), (CALL,), ())).misordered() == 1


def test_others_follow_the_leader_at_his_time() -> None:
    state = laid(led(), ((CALL,), (), ()))
    assert not may_add(state, 1, CALL)
    assert joining(*on(state)).tolist() == [60]
    assert appoint(*on(state), 0, 100)
    assert may_add(state, 1, CALL)
    assert_books_are_kept(state)
    assert led(100).faults(((CALL,), (CALL,), ())) == []
    assert State.of(led(100), ((CALL,), (CALL,), ())).misordered() == 0


def test_who_followed_leaves_with_the_leader() -> None:
    state = laid(led(100), ((CALL, TOUR), (TOUR, CALL), (CALL,)))
    leave(state, 0, CALL)
    assert state.misordered() == 1
    assert not may_add(state, 2, CALL)
    dismiss(*on(state))
    assert state.stops == ((TOUR,), (TOUR,), ())
    assert state.misordered() == 0
    assert_books_are_kept(state)


def test_who_followed_stays_with_the_leader() -> None:
    state = laid(led(100), ((CALL,), (CALL,), ()))
    dismiss(*on(state))
    assert state.stops == ((CALL,), (CALL,), ())


def test_a_meeting_of_the_leader_is_joined_by_one_who_may_come() -> None:
    joined = 0
    for seed in range(10):
        state = laid(led(), ((CALL,), (TOUR,), ()))
        meet(*on(state), np.random.default_rng(seed))
        joined += any(CALL in stops for stops in state.stops[1:])
        assert_books_are_kept(state)
    assert joined


def test_chains_find_followers_and_none_without_a_leader() -> None:
    for seed in range(5):
        chain = Annealing(led(), ((), (), ()), seed, 1.0, 0.05)
        chain.run(0, 1, 300)
        assert_chain_is_kept(chain)
        assert chain.best.stops == ((TOUR, CALL),) * 3
        assert chain.best.starts[0] is not None


def must() -> Orienteering:
    """A call that must be made on one of two days of a track, the second of which begins with a tour."""
    days = (short_day(0, (MUST, 20)), short_day(2, (MUST, 20)))
    return Orienteering(4, days, families=(((0, 2), 1),))


def test_what_must_be_visited_is_visited_elsewhere() -> None:
    ends = set()
    for seed in range(20):
        state = laid(must(), ((CALL,), (TOUR,)))
        instead(*on(state), np.random.default_rng(seed))
        assert sum(CALL in stops for stops in state.stops) == 1
        assert_books_are_kept(state)
        ends.add(tuple(map(frozenset, state.stops)))
    assert ends == {(frozenset({CALL}), frozenset({TOUR})), (frozenset(), frozenset({CALL, TOUR}))}


def test_what_must_stay_is_not_visited_elsewhere() -> None:
    problem = must()
    stays = replace(problem.routes[0], fixed=np.array([True, False]))
    for seed in range(10):
        state = laid(replace(problem, routes=(stays, problem.routes[1])), ((CALL,), (TOUR,)))
        instead(*on(state), np.random.default_rng(seed))
        assert state.stops == ((CALL,), (TOUR,))


def sharing() -> Orienteering:
    """Two routes that may share both a call and a tour."""
    both = (Meeting((0, 2), subject=7, open=True), Meeting((1, 3), subject=8, open=True))
    return Orienteering(4, (short_day(0), short_day(2)), meetings=Meetings(both, (None, None), {7: 1, 8: 1}))


def test_a_route_goes_along_with_another() -> None:
    came = 0
    for seed in range(10):
        state = laid(sharing(), ((TOUR, CALL), ()))
        follow(*on(state), np.random.default_rng(seed))
        assert state.stops[0] == (TOUR, CALL)
        assert_books_are_kept(state)
        if state.stops[1]:
            assert left(state, 0) == left(state, 1)
        came += state.stops[1] == (TOUR, CALL)
    assert came


def test_nobody_goes_along_where_there_is_nothing_to_join() -> None:
    for tours in (((), ()), ((TOUR, CALL), (TOUR, CALL))):
        state = laid(replace(sharing(), meetings=replace(sharing().meetings, starts=(100, 20))), tours)
        follow(*on(state), np.random.default_rng(1))
        assert state.stops == tours


def waiting(start: int, other: int) -> State:
    """A call at a time, while its keeper receives another party at another; both could begin at 10."""
    call, first = Meeting((0,), subject=7, open=True), short_day(2)
    keepers = Keepers((0, -1, 0, -1), (5, -1, 6, -1), (1,) * 4, (60,) * 4, {})
    rival = replace(first, first=np.array([[other, 0]]), last=np.array([[other, 200]]))
    problem = Orienteering(4, (short_day(0), rival), keepers=keepers, meetings=Meetings((call,), (start,), {7: 1}))
    return laid(problem, ((CALL,), (CALL,)))


@pytest.mark.parametrize(("other", "begins"), [(10, 100), (200, 10)])
def test_a_party_alone_waits_for_its_keeper_as_long_as_it_must(other: int, begins: int) -> None:
    state = waiting(100, other)
    settle(*on(state))
    assert left(state, 0) == [begins + 60]
    assert not strains(*on(state), 0)
    assert_books_are_kept(state)


def test_chains_go_on_from_a_party_that_waits() -> None:
    state = waiting(100, 10)
    chain = Annealing(state.problem, state.stops, 1, 1.0, 0.05)
    chain.run(0, 1, 50)
    assert all(TOUR in stops for stops in chain.best.stops)


def whole(case: Case, schedule: Schedule) -> Compiled:
    return to_orienteering(case.problem, case.first.roster, schedule, sorted(case.first.roster.routes))


def calls(case: Case, schedule: Schedule) -> dict[tuple[int, int], list[Visit]]:
    """Visits by act and day to what needs the head and doesn't gather all."""
    found: dict[tuple[int, int], list[Visit]] = {}
    for held in schedule.visits():
        if isinstance(node := held.node, Visit):
            one = case.problem.acts[node.act]
            if one.head_required and not one.plenary:
                found.setdefault((node.act, node.day), []).append(node)
    return found


def accompanied(case: Case) -> Schedule:
    """A plan in which others go along with the head."""
    for seed in range(10):
        made = whole(case, case.first.schedule)
        chain = Annealing(made.orienteering, made.tours, seed, hot=1.0, cold=0.02)
        chain.run(0, 1, 3000)
        schedule = to_schedule(case.problem, made, chain.best)
        if any(len(nodes) > 1 for nodes in calls(case, schedule).values()):
            return schedule
    raise AssertionError("nobody ever goes along with the head")


def test_tracks_go_along_with_the_head_and_never_without(case: Case) -> None:
    schedule = accompanied(case)
    found = valued(case.problem, case.first.roster, schedule, case.frame)
    assert not {one.rule for one in found.broken} & {"the_head_attends", "sessions_are_not_exceeded"}
    for (_, day_), nodes in calls(case, schedule).items():
        assert case.first.roster.head_track(day_) in {node.track for node in nodes}


def offered(case: Case, schedule: Schedule, free: Sequence[TrackDayKey]) -> tuple[Nodes, list[Visit]]:
    """What is offered to some free routes, and the visits of it that several make with the head."""
    nodes = Nodes(case.problem, case.first.roster, schedule, free)
    shared = [node for each in calls(case, schedule).values() if len(each) > 1 for node in each]
    return nodes, [node for node in shared if (node.track, node.day) in free]


def test_the_head_stays_with_those_who_are_not_free_and_they_may_leave_him(case: Case) -> None:
    schedule, head = accompanied(case), case.first.roster.head_track
    routes = sorted(case.first.roster.routes)
    nodes, shared = offered(case, schedule, routes)
    assert not set(shared) & nodes.fixed
    nodes, shared = offered(case, schedule, [route for route in routes if route[0] == head(route[1])])
    assert shared
    assert set(shared) <= nodes.fixed
    nodes, shared = offered(case, schedule, [route for route in routes if route[0] != head(route[1])])
    assert shared
    assert not set(shared) & nodes.fixed
    for node in shared:
        assert nodes.spans(node) == ((nodes.held[node].start,) * 2,)
