"""Recombining: whole tracks of either plan, or the routes of one for the delegates of the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from planner.model.schedule import Held, Schedule, Visit
from planner.solving.recombining import crossings, with_track
from planner.solving.valuing import valued
from tests.solving.cases import Case


def with_stops(schedule: Schedule, changed: Callable[[Held], Held]) -> Schedule:
    """Every stop changed."""
    return replace(schedule, stops={route: tuple(map(changed, stops)) for route, stops in schedule.stops.items()})


def lacking(case: Case, track: int) -> Schedule:
    """The first plan without the last visit that a track makes for itself."""
    first = case.first.schedule
    own = [h for h in first.visits() if h.node.track == track and not case.problem.acts[h.node.act].plenary]
    last = max(own, key=lambda held: held.start)
    return replace(first, stops={route: tuple(h for h in stops if h != last) for route, stops in first.stops.items()})


def test_what_two_searches_improved_apart_comes_together(case: Case) -> None:
    one, other = lacking(case, 1), lacking(case, 0)
    both = next(crossings(case.problem, one, other))
    assert both.stops == case.first.schedule.stops
    worth = [
        valued(case.problem, case.first.roster, schedule, case.frame).plan.objective for schedule in (one, other, both)
    ]
    assert worth[2] > max(worth[:2])


def test_a_track_takes_its_hotels_vehicles_and_interpreters_along(case: Case) -> None:
    first = case.first.schedule
    other = replace(
        with_stops(first, lambda held: replace(held, start=held.start + 5)),
        beds=dict.fromkeys(first.beds, 99),
        vehicles=dict.fromkeys(first.vehicles, (99,)),
        interpreting=dict.fromkeys(first.interpreting, (99,)),
    )
    mixed = with_track(first, other, 0)
    for name in ("stops", "beds", "vehicles", "interpreting"):
        had, theirs = getattr(first, name), getattr(other, name)
        assert getattr(mixed, name) == {key: theirs[key] if key[0] == 0 else had[key] for key in had}


def test_for_other_delegates_the_routes_are_tried_as_they_are(case: Case) -> None:
    first = case.first.schedule
    who, days = next(iter(first.assignment.items()))
    assignment = {**first.assignment, who: dict.fromkeys(days, max(days.values()) ^ 1)}
    other = first.with_assignment(assignment)
    assert [one.assignment for one in crossings(case.problem, first, other)] == [assignment, first.assignment]


def test_other_times_of_what_all_attend_together_do_not_go_together(case: Case) -> None:
    first = case.first.schedule

    def later(held: Held) -> Held:
        moves = isinstance(held.node, Visit) and case.problem.acts[held.node.act].plenary
        return replace(held, start=held.start + 5) if moves else held

    assert list(crossings(case.problem, with_stops(first, later), lacking(case, 0))) == []
