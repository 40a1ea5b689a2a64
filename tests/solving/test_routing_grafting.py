"""Grafting: some routes as in another plan, everything else as it was, as far as both go together."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest

from planner.model.orienteering.problem import MUST
from planner.model.schedule import Held, Visit
from planner.solving.routing.compiling import Compiled
from planner.solving.routing.grafting import grafted
from planner.solving.routing.proposing import crossed
from planner.solving.routing.state import State
from planner.solving.starting import Beginnings
from planner.solving.valuing import Valued
from tests.solving.boards import assert_books_are_kept
from tests.solving.cases import Case, visits, whole

Plans = tuple[Valued, Valued]


@pytest.fixture(scope="module")
def plans(case: Case) -> Plans:
    """Two plans that differ in most."""
    beginnings = Beginnings(case.search(60.0))
    found = (beginnings.another() for _ in range(20))
    one, other = islice((plan for plan in found if plan is not None), 1, 3)
    return one, other


def of_day(made: Compiled, day: int) -> list[int]:
    return [index for index, route in enumerate(made.routes) if route[1] == day]


def test_nothing_grafted_is_what_was(case: Case, plans: Plans) -> None:
    one, other = plans
    made = whole(case, one)
    graft = grafted(made, other.schedule, [])
    assert graft == (made.orienteering, made.tours)


def test_a_plan_grafted_onto_itself_stays(case: Case, plans: Plans) -> None:
    one, _ = plans
    made = whole(case, one)
    for day in range(case.problem.days):
        graft = grafted(made, one.schedule, of_day(made, day))
        assert graft is not None
        assert graft[1] == made.tours
        assert graft[0].meetings.starts == made.orienteering.meetings.starts
        assert graft[0].doors == made.orienteering.doors


def test_new_routes_visit_what_the_other_plan_does_there_and_the_rest_nothing_new(case: Case, plans: Plans) -> None:
    one, other = plans
    made, came = whole(case, one), 0
    for day in range(case.problem.days):
        new = of_day(made, day)
        graft = grafted(made, other.schedule, new)
        assert graft is not None
        for index, tour in enumerate(graft[1]):
            there, was = visits(made, index, tour), visits(made, index, made.tours[index])
            then = {held.node for held in other.schedule.stops.get(made.routes[index], ())}
            assert there <= (then if index in new else was)
            came += index in new and bool(there - was)
    assert came


def test_what_would_be_visited_twice_goes_from_the_rest(case: Case, plans: Plans) -> None:
    made, moved = whole(case, plans[0]), 0
    numbers = {
        made.stop(n, local): (n, local)
        for n, route in enumerate(made.orienteering.routes)
        for local in route.local.values()
    }
    for index, tour in enumerate(made.tours):
        for node in sorted(visits(made, index, tour)):
            for day in set(range(case.problem.days)) - {node.day}:
                new, local = numbers.get(Visit(node.track, day, node.act), (index, -1))
                spans = made.orienteering.routes[new].spans[local] if new != index else ()
                for start, _ in spans[:1]:
                    held = Held(Visit(node.track, day, node.act), start)
                    graft = grafted(made, replace(plans[0].schedule, stops={made.routes[new]: (held,)}), [new])
                    if graft is not None and local in graft[1][new]:
                        assert node not in visits(made, index, graft[1][index])
                        moved += 1
    assert moved


def test_grafts_are_lawful_tours_that_a_search_can_go_on_from(case: Case, plans: Plans) -> None:
    one, other = plans
    made, doors = whole(case, one), set()
    for track in one.roster.active:
        graft = grafted(made, other.schedule, [n for n, route in enumerate(made.routes) if route[0] == track])
        assert graft is not None
        problem, tours = graft
        assert not problem.faults(tours)
        state = State.of(problem, tours)
        assert state.lawful
        assert_books_are_kept(state)
        doors.add(problem.doors)
    assert len(doors) > 1


def test_what_all_gather_for_stays_where_it_was(case: Case, plans: Plans) -> None:
    one, other = plans
    made = whole(case, one)
    gathered = [number for numbers in made.orienteering.meetings.gatherings for number in numbers]
    graft = grafted(made, other.schedule, range(0, len(made.routes), 2))
    assert graft is not None
    was = made.orienteering.meetings.starts
    assert [graft[0].meetings.starts[number] for number in gathered] == [was[number] for number in gathered]


def test_a_leader_who_goes_takes_those_who_follow_along(case: Case, plans: Plans) -> None:
    """The other plan has nothing of the kind: it is empty where the leader was."""
    one, _ = plans
    made = whole(case, one)
    led = [meeting for meeting in made.orienteering.meetings.all if meeting.leader is not None]
    assert led
    nothing = replace(one.schedule, stops={})
    for meeting in led:
        leading = [n for n, route in enumerate(made.orienteering.routes) if meeting.leader in route.local]
        graft = grafted(made, nothing, leading)
        if graft is not None:
            assert not set(graft[0].visited(graft[1])) & set(meeting.nodes)


def test_what_comes_of_two_plans_is_mostly_worth_more_than_the_graft_and_repeats(case: Case, plans: Plans) -> None:
    one, other = plans
    made, gains = whole(case, one), []
    for day in range(case.problem.days):
        new = [route for route in made.routes if route[1] == day]
        found = [crossed(case.problem, one.roster, one.schedule, other.schedule, new, 7, 0.3) for _ in range(2)]
        assert found[0] == found[1]
        graft = grafted(made, other.schedule, of_day(made, day))
        assert graft is not None
        if found[0] is not None:
            after = whole(case, replace(one, schedule=found[0]))
            gains.append(after.orienteering.worth(after.tours) - graft[0].worth(graft[1]))
            assert after.orienteering.worth(after.tours) > MUST
    assert gains
    assert sum(gain > 0 for gain in gains) * 2 > len(gains)
