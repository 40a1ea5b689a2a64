"""What is aimed at in which order, and what earlier aims keep."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.account import Aim, SoftBreach
from planner.domain.scenario import WEIGHTS, Objective
from planner.solving.goals import Goals
from tests.handmade import tiny_plan, tiny_scenario

ORDER = ("visitors+hosts", "fairness")
SCENARIO = replace(tiny_scenario(), objective=Objective(order=ORDER, slack_percent=10))
PLAN = tiny_plan(SCENARIO)


def test_without_an_order_there_is_one_goal_of_everything() -> None:
    (goal,) = Goals(tiny_scenario())
    assert goal.weights == WEIGHTS
    assert goal.penalties
    assert goal.allows(PLAN)


def test_with_an_order_each_entry_is_a_goal_and_everything_the_last() -> None:
    goals = Goals(SCENARIO)
    assert len(goals) == 3
    assert [(goal.name, sorted(goal.weights)) for goal in goals] == [
        ("visitors+hosts", ["hosts", "visitors"]),
        ("fairness", ["fairness"]),
        ("", sorted(WEIGHTS)),
    ]


def test_later_goals_keep_what_earlier_ones_have_reached_less_the_slack() -> None:
    goals = Goals(SCENARIO)
    for goal in goals:
        if goal.name == "visitors+hosts":
            goals.reached(goal, PLAN)  # 10 x 190 + 10 x 14
    last = goal
    assert last.floors == ((("visitors", "hosts"), 1836),)
    assert last.allows(PLAN)
    assert not last.allows(replace(PLAN, aims=(Aim("visitors", 183, 10), Aim("hosts", 0, 10))))


def test_only_the_last_goal_counts_soft_rules() -> None:
    charged = replace(PLAN, soft_rules=(SoftBreach("ranks_are_matched", 100, {}),))
    first, _, last = Goals(SCENARIO)
    assert first.worth(charged) == first.worth(PLAN) == 2040
    assert last.worth(charged) == PLAN.objective - 100
