"""How long the check takes for large delegations."""

from __future__ import annotations

import time

import pytest

from planner.checking.account import account
from planner.checking.check import check
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from tests.checking.enlarged import enlarged

LARGE, VERY_LARGE = (4, 6), (15, 6)
"""Copies of the two tracks and of each delegate: 24 track-days of 144 delegates; 90 track-days of 540."""


def seconds(scenario: Scenario, plan: Plan) -> float:
    """The least of three runs of check and account, after one to compute the facts of the scenario."""
    check(scenario, plan)
    runs = []
    for _ in range(3):
        begun = time.perf_counter()
        check(scenario, plan)
        account(scenario, plan)
        runs.append(time.perf_counter() - begun)
    return min(runs)


def test_an_enlarged_plan_breaks_no_rule_of_time() -> None:
    rules = {violation.rule for violation in check(*enlarged(2, 2))}
    assert not rules & {"plan_is_whole", "nobody_is_in_two_places", "travel_takes_its_time", "days_are_bearable"}


@pytest.mark.benchmark
def test_a_large_plan_is_checked_in_50_milliseconds() -> None:
    assert seconds(*enlarged(*LARGE)) < 0.05


@pytest.mark.benchmark
def test_a_very_large_plan_is_checked_in_half_a_second() -> None:
    assert seconds(*enlarged(*VERY_LARGE)) < 0.5
