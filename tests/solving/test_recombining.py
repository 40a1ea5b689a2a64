"""Recombining: whole tracks of either plan, or the routes of one for the delegates of the other."""

from __future__ import annotations

from dataclasses import replace

from planner.model.schedule import Schedule, Visit
from planner.solving.recombining import crossings, with_track
from planner.solving.valuing import valued
from tests.solving.cases import Case

KIND = "a track's day"


def improved(case: Case, track: int) -> Schedule:
    """The first plan with one track improved, the times of plenaries as they are."""
    for seed in range(40):
        found = case.moves(seed).made(KIND, case.first.schedule)
        if found and found.lawful and changed(case, found.schedule) == {track}:
            return found.schedule
    raise AssertionError(f"no move improves track {track}")


def changed(case: Case, schedule: Schedule) -> set[int]:
    """Tracks that stop elsewhere or at other times than in the first plan."""
    return {route[0] for route, stops in case.first.schedule.stops.items() if schedule.stops[route] != stops}


def test_what_two_searches_improved_apart_comes_together(case: Case) -> None:
    one, other = (improved(case, track) for track in (0, 1))
    both = [schedule for schedule in crossings(case.problem, one, other) if changed(case, schedule) == {0, 1}]
    assert both
    assert all(both[0].stops[route] == one.stops[route] for route in one.stops if route[0] == 0)
    assert all(both[0].stops[route] == other.stops[route] for route in other.stops if route[0] == 1)
    value = {
        name: valued(case.problem, case.first.roster, schedule, case.frame).plan.objective
        for name, schedule in (("one", one), ("other", other), ("both", both[0]))
    }
    assert value["both"] > max(value["one"], value["other"])


def test_a_track_takes_its_hotels_vehicles_and_interpreters_along(case: Case) -> None:
    one = improved(case, 0)
    mixed = with_track(case.first.schedule, one, 0)
    for name in ("stops", "beds", "vehicles", "interpreting"):
        had = {key: value for key, value in getattr(mixed, name).items() if key[0] == 0}
        assert had == {key: value for key, value in getattr(one, name).items() if key[0] == 0}


def test_for_other_delegates_the_routes_are_tried_as_they_are(case: Case) -> None:
    first = case.first.schedule
    who, days = next(iter(first.assignment.items()))
    assignment = {**first.assignment, who: dict.fromkeys(days, max(days.values()) ^ 1)}
    other = first.with_assignment(assignment)
    assert [one.assignment for one in crossings(case.problem, first, other)] == [assignment, first.assignment]


def test_other_times_of_what_all_attend_together_do_not_go_together(case: Case) -> None:
    first = case.first.schedule

    def later(schedule: Schedule) -> Schedule:
        plenary = {act for act, one in enumerate(case.problem.acts) if one.plenary}
        return replace(
            schedule,
            stops={
                route: tuple(
                    replace(held, start=held.start + 5)
                    if isinstance(held.node, Visit) and held.node.act in plenary
                    else held
                    for held in stops
                )
                for route, stops in schedule.stops.items()
            },
        )

    assert list(crossings(case.problem, later(first), improved(case, 0))) == []
