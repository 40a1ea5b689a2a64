"""The efficient plans between two aims: none beats another, and each is within its bound."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from planner.checking.check import accounted, check, verdict
from planner.domain.people import Interest, Wish
from planner.domain.places import OpeningRow
from planner.domain.rulebook import ProvinceRules
from planner.domain.scenario import WEIGHTS, Objective, Scenario
from planner.solving.frontier import Point, frontier
from planner.solving.solve import Settings
from tests.checking.edits import with_rules
from tests.handmade_places import at
from tests.model.visits import visit

CHOICE = ("park-briefing", "port-visit")
EITHER = tuple(replace(act, mandatory="no") for act in visit().engagements if act.id in CHOICE)
TORN = with_rules(
    visit(
        engagements=EITHER,
        pins=(),
        order=(),
        engagement_topics=tuple(row for row in visit().engagement_topics if row.engagement in CHOICE),
        opening=tuple(OpeningRow(of=act, on="wed", from_=at(9), until=at(16)) for act in CHOICE),
        objective=Objective({**WEIGHTS, "fairness": 0, "hosts": 100}),
        interests=(Interest(organisation="alpha-iot", topic="iot", weight=5),),
        wishes=(Wish(host="port-authority", sector="iot", weight=5),),
    ),
    provinces=ProvinceRules(),
    days=replace(visit().rules.days, most_engagements=1),
)
"""One engagement a day, on Wednesday the park, of which visitors learn, or the port, whose host wants them."""


def points(scenario: Scenario, seconds: float) -> tuple[Point, ...]:
    found = frontier(scenario, "0" * 64, Settings(seconds, 1, 1), ("visitors", "hosts"), lambda step: None)
    assert isinstance(found, tuple)
    assert found
    return found


@pytest.fixture(scope="module")
def torn() -> tuple[Point, ...]:
    return points(TORN, 8)


def test_what_one_aim_gains_the_other_gives(torn: tuple[Point, ...]) -> None:
    assert len(torn) > 1
    for before, after in pairwise(torn):
        assert before.values[0] < after.values[0]
        assert before.values[1] > after.values[1]


def test_the_ends_are_where_one_aim_counts_for_nothing(torn: tuple[Point, ...]) -> None:
    assert torn[0].values[1] == max(point.values[1] for point in torn) > 0
    assert torn[-1].values[0] == max(point.values[0] for point in torn) > 0


def test_no_weighted_sum_exceeds_its_bound(torn: tuple[Point, ...]) -> None:
    for point in torn:
        assert point.bound is not None
        assert point.worth <= point.bound


def test_every_plan_is_lawful_with_a_true_account(torn: tuple[Point, ...]) -> None:
    for point in torn:
        plan = accounted(TORN, point.plan)
        assert plan.bound is not None
        assert verdict(TORN, check(TORN, plan)).hard == ()
        assert {one.side: one.bound is not None for one in plan.worst_off} == {"visitor": True, "host": True}


def test_where_aims_are_ordered_the_weighted_bound_is_none_of_the_plan() -> None:
    ordered = replace(TORN, objective=Objective(dict(WEIGHTS), order=("visitors",)))
    for point in points(ordered, 0.5):
        assert point.plan.bound is None
        assert verdict(ordered, check(ordered, accounted(ordered, point.plan))).hard == ()
