"""The orienteering problem's own arithmetic, on a case small enough to do by hand."""

from __future__ import annotations

import numpy as np

from planner.model.orienteering.cover import Cover
from planner.model.orienteering.problem import Orienteering
from planner.model.orienteering.route import Route

# Two nodes, 10 ticks from the depot and 5 from each other; service takes 20; A is open 0-30 and 60-70, B 40-50.
A, B = 0, 1
DRIVE = np.array([[0, 5, 10, 10], [5, 0, 10, 10], [10, 10, 0, 0], [10, 10, 0, 0]])


def route(**other: object) -> Route:
    fields: dict[str, object] = {
        "nodes": np.array([A, B]),
        "begin": 0,
        "end": 100,
        "drive": DRIVE,
        "serve": np.array([20, 20]),
        "first": np.array([[0, 1], [60, 40]]),
        "last": np.array([[30, 0], [70, 50]]),
        "prize": np.array([7, 5]),
    }
    return Route(**(fields | other))  # type: ignore[arg-type]


def test_service_begins_on_arrival_or_when_the_span_opens() -> None:
    case = Orienteering(2, (route(),))
    assert case.starts(0, (A, B)) == (10, 40)
    assert case.starts(0, (B, A)) == (40, 65)


def test_a_route_that_ends_too_late_has_no_starts() -> None:
    assert Orienteering(2, (route(end=94),)).starts(0, (B, A)) is None
    assert Orienteering(2, (route(end=95),)).starts(0, (B, A)) == (40, 65)


def test_a_peak_slows_a_departure_inside_it_unless_waiting_it_out_is_sooner() -> None:
    slow = Orienteering(2, (route(peak=DRIVE * 2, peaks=((0, 60),)),))
    assert slow.routes[0].arrival(20, A, B) == 30
    assert slow.routes[0].arrival(58, A, B) == 65


def test_starts_lie_on_the_grid() -> None:
    case = Orienteering(2, (route(grid=15),))
    assert case.starts(0, (A, B)) == (15, 45)
    assert case.routes[0].latest(A, 74) == 60


def test_worth_is_prizes_and_capped_benefits_less_tolls() -> None:
    cover = Cover(np.array([[2.0], [3.0]]), np.array([4.0]), np.array([10.0]))
    case = Orienteering(2, (route(toll=DRIVE),), cover=cover)
    assert case.worth(((),)) == 0
    assert case.worth(((A,),)) == 7 + 20 - 20
    assert case.worth(((A, B),)) == 12 + 40 - 25


def test_faults_name_every_breach() -> None:
    strict = route(most=1, counted=np.array([True, True]), fixed=np.array([False, True]))
    case = Orienteering(2, (strict, route()), families=(((A, B), 1),))
    assert not case.faults(((B,), ()))
    assert set(case.faults(((A,), (A, B)))) == {
        "a node is visited twice",
        "family 0 is exceeded",
        "route 0 lacks a fixed stop",
    }
    assert "route 0 has too many stops" in case.faults(((A, B), ()))
