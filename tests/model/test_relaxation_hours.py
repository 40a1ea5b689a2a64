"""Rows of time let every lawful day pass: days are made by hand that fill the minutes there are to the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from planner.domain.places import OpeningRow
from planner.domain.rulebook import DayRules
from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.model.relaxation_hours import Hours
from tests.checking.edits import with_rules
from tests.handmade_places import at
from tests.model.visits import visit

SIGHT = next(act for act in visit().engagements if act.id == "temple")
ARRIVAL, WHOLE, DEPARTURE = range(3)


def sights(count: int, hours: tuple[int, int], *, banquet: int = 0, **changes: object) -> Scenario:
    """So many hours' visits at the airport, open in these hours; one of `banquet` minutes is a reception."""
    acts = [replace(SIGHT, id=f"sight-{n}", site="bkk", minutes=60) for n in range(count)]
    acts += [replace(SIGHT, id="banquet", site="bkk", minutes=banquet, kind="reception")] * bool(banquet)
    opening = [OpeningRow(of=act.id, on="daily", from_=at(hours[0]), until=at(hours[1])) for act in acts]
    scenario = visit(engagements=tuple(acts), opening=tuple(opening), engagement_topics=(), order=(), pins=())
    return with_rules(scenario, days=replace(DayRules(most_engagements=99), **changes))  # type: ignore[arg-type]


def fits(scenario: Scenario, day: int, acts: Sequence[str] = ()) -> bool:
    """Do the rows let a track, and a delegate, attend all these acts on one day?"""
    problem = Problem(scenario)
    chosen = {problem.act_index[act] for act in acts or problem.act_index}
    everything, hours = range(len(problem.acts)), Hours(problem)
    rows = [*hours.rows(everything, day), *hours.stay(everything)]
    return all(sum(minutes for act, minutes in loads.items() if act in chosen) <= most for loads, most in rows)


def test_who_comes_after_noon_need_not_eat_lunch() -> None:
    """The airport is left at 12:30; four hours' visits until 16:30, and not five."""
    assert fits(sights(4, (8, 16)), ARRIVAL) is False
    assert fits(sights(4, (8, 17)), ARRIVAL)


def test_a_short_day_may_lie_between_the_meals() -> None:
    assert fits(sights(5, (7, 22), longest_minutes=300), WHOLE)
    assert not fits(sights(6, (7, 22), longest_minutes=300), WHOLE)


def test_a_day_over_both_meals_has_time_for_the_rest() -> None:
    """From 7:30 to 21:30: fourteen hours less one, and not less than another by coming home before dinner is over."""
    assert fits(sights(12, (7, 22)), WHOLE)
    assert not fits(sights(13, (7, 22)), WHOLE)


@pytest.mark.parametrize("minutes", [30, 60, 90])
def test_a_banquet_stands_for_a_meal(minutes: int) -> None:
    """From 8:00 to 18:00: nine hours and lunch, or nine and a half, nine or eight and a half and a banquet."""
    scenario = sights(10, (8, 18), banquet=minutes)
    visits = [f"sight-{n}" for n in range((600 - minutes) // 60)]
    assert fits(scenario, WHOLE, [*visits, "banquet"])
    assert fits(scenario, WHOLE, visits)


def test_a_reception_that_cannot_be_at_the_hours_of_a_meal_spares_none() -> None:
    scenario = sights(10, (8, 18), banquet=150)
    assert not fits(scenario, WHOLE, [*(f"sight-{n}" for n in range(8)), "banquet"])


def test_on_the_last_day_nothing_is_after_the_airport() -> None:
    """Due at the airport at 15:00: from 7:30 six and a half hours and lunch."""
    assert fits(sights(6, (7, 22)), DEPARTURE)
    assert not fits(sights(7, (7, 22)), DEPARTURE)


def test_over_the_visit_there_is_the_time_of_all_its_days() -> None:
    """Eight hours after landing, twelve on the second day, six and a half on the third."""
    problem = Problem(sights(27, (7, 22)))
    rows = list(Hours(problem).stay(range(27)))
    assert all(sum(list(loads.values())[:26]) <= most for loads, most in rows)
    assert any(sum(loads.values()) > most for loads, most in rows)
