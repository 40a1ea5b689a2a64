"""Kinds of moves share the time by what they earn."""

from __future__ import annotations

import random
from collections import Counter

from planner.solving.earning import Earnings


def seconds_of(earnings: Earnings, costs: dict[str, float]) -> dict[str, float]:
    """The share of the seconds that each kind gets when drawn many times."""
    rng = random.Random(1)
    drawn = Counter(earnings.draw(list(costs), rng) for _ in range(4000))
    total = sum(drawn[kind] * cost for kind, cost in costs.items())
    return {kind: drawn[kind] * cost / total for kind, cost in costs.items()}


def test_who_earns_more_a_second_gets_more_of_the_time() -> None:
    earnings = Earnings()
    for _ in range(5):
        earnings.note("good", 900, 1.0)
        earnings.note("poor", 100, 1.0)
    share = seconds_of(earnings, {"good": 1.0, "poor": 1.0})
    assert share["good"] > 2 * share["poor"] > 0


def test_a_dear_kind_that_earns_as_much_a_second_gets_as_much_time_not_as_many_turns() -> None:
    earnings = Earnings()
    for _ in range(5):
        earnings.note("quick", 100, 0.1)
        earnings.note("slow", 1000, 1.0)
    share = seconds_of(earnings, {"quick": 0.1, "slow": 1.0})
    assert 0.8 < share["quick"] / share["slow"] < 1.25


def test_a_kind_that_earns_nothing_keeps_a_chance_and_what_was_earned_long_ago_fades() -> None:
    earnings = Earnings()
    earnings.note("once", 10_000, 1.0)
    for _ in range(80):
        earnings.note("once", 0, 1.0)
        earnings.note("now", 500, 1.0)
    share = seconds_of(earnings, {"once": 1.0, "now": 1.0})
    assert 0.05 < share["once"] < share["now"]
