"""Repairing: what breaks rules is changed, with nothing new, and the rest stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.domain.faults import Violation
from planner.model.schedule import Held, Schedule, Visit
from planner.solving.budget import Budget
from planner.solving.goals import Goals
from planner.solving.repairing import concerned, repaired
from planner.solving.valuing import Valued, valued
from tests.solving.cases import Case


def shifted(case: Case) -> Iterator[Valued]:
    """The first plan with one visit at another time, where that is not lawful."""
    schedule, roster = case.first.schedule, case.first.roster
    for route, stops in schedule.stops.items():
        for place, held in enumerate(stops):
            if isinstance(held.node, Visit) and not case.problem.acts[held.node.act].plenary:
                moved = Held(held.node, held.start - 60, held.session)
                changed = {**schedule.stops, route: (*stops[:place], moved, *stops[place + 1 :])}
                found = valued(case.problem, roster, replace(schedule, stops=changed), case.frame)
                if not found.lawful:
                    yield found


def mended(case: Case, found: Valued) -> Valued:
    weights = Goals(case.problem.scenario).weights()
    return repaired(case.problem, found, case.frame, weights, Budget(30, repeatable=True), 1)


def nodes(schedule: Schedule) -> set[object]:
    return {held.node for stops in schedule.stops.values() for held in stops}


def test_what_little_keeps_from_being_lawful_is_repaired(case: Case) -> None:
    broken = list(shifted(case))[:6]
    assert broken
    for found in broken:
        good = mended(case, found)
        assert good.lawful
        assert nodes(good.schedule) <= nodes(found.schedule)
        free = concerned(case.problem, found).routes
        assert 0 < len(free) < len(found.roster.routes)
        assert all(
            good.schedule.stops[route] == stops for route, stops in found.schedule.stops.items() if route not in free
        )


def test_what_is_lawful_stays_as_it_is(case: Case) -> None:
    assert mended(case, case.first) is case.first


def test_what_names_nothing_of_the_visit_is_left_unlawful(case: Case) -> None:
    strange = replace(case.first, broken=(Violation("some_rule", (("found", "nothing known"),)),))
    assert not concerned(case.problem, strange).routes
    assert mended(case, strange) is strange


def freed(case: Case, **facts: str) -> frozenset[tuple[int, int]]:
    """The routes that a violation with such facts frees."""
    violation = Violation("some_rule", tuple(facts.items()))
    return concerned(case.problem, replace(case.first, broken=(violation,))).routes


def test_a_name_counts_as_what_the_fact_says_that_it_is(case: Case) -> None:
    problem, schedule = case.problem, case.first.schedule
    track, visited = problem.tracks[0], {h.node.act: h.node.day for h in schedule.visits() if isinstance(h.node, Visit)}
    act, day = next(iter(visited.items()))
    engagement, date = problem.acts[act].id, str(problem.clock.date(day))
    assert freed(case, track=track, date=date) == {(0, day)}
    assert freed(case, engagement=engagement) == {
        route for route, stops in schedule.stops.items() if any(Visit(*route, act) == held.node for held in stops)
    }
    assert freed(case, engagement=track) == freed(case, track=engagement) == freed(case, found=track) == frozenset()


def test_an_interpreter_or_vehicle_with_several_tracks_frees_them_all(case: Case) -> None:
    schedule, scenario = case.first.schedule, case.problem.scenario
    route, team = next((route, team) for route in schedule.stops if (team := schedule.team(route)))
    date = str(case.problem.clock.date(route[1]))
    assert freed(case, interpreter=scenario.interpreters[min(team)].id, date=date) == {route}
    vehicle = scenario.vehicles[schedule.vehicles[route][0]].id
    assert freed(case, vehicle=vehicle, date=date) == {route}


def test_a_full_hotel_frees_the_nights_in_it_and_the_days_around(case: Case) -> None:
    problem, (track, night) = case.problem, min(case.first.schedule.beds)
    hotel = problem.beds[case.first.schedule.beds[track, night]].id
    facts = (("hotel", hotel), ("date", str(problem.clock.date(night))), ("found", "62 rooms"))
    scope = concerned(problem, replace(case.first, broken=(Violation("rooms_are_not_exceeded", facts),)))
    assert (track, night) in scope.nights
    assert {(track, night), (track, night + 1)} <= scope.routes
