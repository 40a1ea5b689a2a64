"""The model thinks of a plan what the independent account says of it; and what it finds is lawful."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from tests.checking.edits import shifted, with_item, without_item
from tests.model.asking import model_worth, rewritten, with_setting
from tests.model.test_rules import PAIRS
from tests.model.visits import plan_of, visit


def together(scenario: Scenario) -> Scenario:
    """Everybody on the same flights: heads of the day are heads of every item, as the model counts them."""
    rows = tuple(replace(who, arrival="f-in", departure="f-out") for who in scenario.delegates)
    return replace(scenario, delegates=rows)


def everybody(plan: Plan) -> Plan:
    return replace(plan, delegates={who: dict.fromkeys(range(3), its[0]) for who, its in plan.delegates.items()})


SCENARIO = together(visit())
PLAN = everybody(plan_of(SCENARIO))
MOVES: dict[str, Callable[[Plan], Plan]] = {
    "as it is": lambda plan: plan,
    "an earlier lunch": lambda plan: shifted(plan, "tech", 1, "lunch/2017-08-16", -5),
    "a later dinner": lambda plan: shifted(plan, "gov", 1, "dinner/2017-08-16", 30),
    "no laboratory": lambda plan: without_item(plan, "tech", 0, "lab-visit"),
    "no briefing": lambda plan: without_item(plan, "tech", 1, "park-briefing"),
    "a second interpreter": lambda plan: with_item(plan, "gov", 1, "ministry-call", interpreters=("pim", "nok")),
    "another coach": lambda plan: swapped_vehicles(plan),
    "no dinner": lambda plan: without_item(plan, "tech", 1, "dinner/2017-08-16"),
}


def swapped_vehicles(plan: Plan) -> Plan:
    """On Tuesday the official party takes the coach and technology the van."""
    taken = {"gov": ("welcome-dinner",), "tech": ("lab-visit", "welcome-dinner")}
    for track, vehicle in (("gov", "coach-1"), ("tech", "van-1")):
        for stop in taken[track]:
            plan = with_item(plan, track, 0, f"to/{stop}", vehicles=(vehicle,))
    return plan


LENIENT = with_setting(SCENARIO, ["lunch_and_dinner_are_eaten"], hard=False, weight=77)


@pytest.mark.parametrize("move", MOVES)
def test_what_a_move_gains_in_the_model_it_gains_in_the_account(move: str) -> None:
    base = model_worth(LENIENT, PLAN), rewritten(LENIENT, PLAN).plan.objective
    plan = MOVES[move](PLAN)
    moved = model_worth(LENIENT, plan), rewritten(LENIENT, plan).plan.objective
    assert base[0] is not None
    assert moved[0] is not None
    assert moved[0] - base[0] == moved[1] - base[1]


SOFTENED = [
    "mandatory_engagements_are_held",
    "pins_are_kept",
    "hosts_receive_one_session_at_a_time",
    "capacity_is_not_exceeded",
    "order_is_kept",
    "courtesy_comes_first",
    "days_are_bearable",
    "lunch_and_dinner_are_eaten",
    "nights_are_stable",
    "rooms_are_not_exceeded",
    "drivers_rest",
    "interpreters_are_there",
    "interpreters_know_the_subject",
    "wheelchairs_have_access",
    "ranks_are_matched",
    "the_head_attends",
    "provinces_are_all_visited",
    "competitors_are_apart",
]


@pytest.mark.parametrize("rule", SOFTENED)
def test_a_soft_rule_costs_its_weight_in_the_model_as_in_the_account(rule: str) -> None:
    scenario, plan = PAIRS[rule][0]()
    scenario, plan = together(scenario), everybody(plan)
    worths = []
    for weight in (0, 1000):
        soft = with_setting(scenario, [rule], hard=False, weight=weight)
        worths.append((model_worth(soft, plan), rewritten(soft, plan).plan.objective))
    (model_free, account_free), (model_charged, account_charged) = worths
    assert model_free is not None
    assert model_charged is not None
    assert model_free - model_charged == account_free - account_charged > 0
