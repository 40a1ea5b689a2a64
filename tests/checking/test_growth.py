"""The work of the check grows as the delegation does, not faster. Counted in calls, which no busy machine changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from planner.checking.account import account
from planner.checking.check import check
from tests.checking.enlarged import enlarged

LARGE, VERY_LARGE = (4, 6), (12, 6)
"""Copies of the two tracks and of each delegate: 24 track-days of 144 delegates; 72 track-days of 432."""


def calls(work: Callable[[], object]) -> int:
    """How many calls a piece of work makes, those of built-in functions too."""
    made = 0

    def count(_frame: FrameType, event: str, _given: Any) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return made


def test_an_enlarged_plan_breaks_no_rule_of_time() -> None:
    rules = {violation.rule for violation in check(*enlarged(2, 2))}
    assert not rules & {"plan_is_whole", "nobody_is_in_two_places", "travel_takes_its_time", "days_are_bearable"}


def test_three_times_the_delegation_takes_about_three_times_the_work() -> None:
    def growth(work: Callable[..., object]) -> float:
        few, many = (calls(lambda given=given: work(*given)) for given in (enlarged(*LARGE), enlarged(*VERY_LARGE)))
        return many / few

    assert 2 < growth(check) < 4
    assert 2 < growth(account) < 4
