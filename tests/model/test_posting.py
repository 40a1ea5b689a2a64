"""The order in which rules are posted does not matter, and every rule is borne by the five things that bear it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from ortools.sat.python import cp_model

from planner.checking.rules import CHECKS
from planner.domain.rules import RULE, RULES
from planner.domain.scenario import WEIGHTS
from planner.model.access import post_access
from planner.model.build import build
from planner.model.care import post_care
from planner.model.manners import post_manners
from planner.model.objective import Objective
from planner.model.order import post_order
from planner.model.posting import Posting
from planner.model.problem import Problem
from planner.model.reading_back import schedule_of
from planner.model.roster import Roster
from planner.model.routing import post_routing
from planner.model.scope import Scope
from planner.model.selection import post_selection
from planner.model.sharing import Sessions
from planner.model.staffing import Staffing
from planner.model.variables import Variables
from tests.model.asking import rewritten
from tests.model.test_rules import PAIRS
from tests.model.visits import plan_of, visit

PROBLEM = Problem(visit())
SCHEDULE = schedule_of(PROBLEM, plan_of(PROBLEM.scenario))
ROSTER = Roster(PROBLEM, SCHEDULE.assignment)
WEDNESDAY = Scope(routes=frozenset({(0, 1), (1, 1)}), nights=frozenset({(0, 1), (1, 1)}))


def best(model: cp_model.CpModel) -> float:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return solver.objective_value


def posted_in(order: random.Random) -> cp_model.CpModel:
    """The model of Wednesday with the families of rules posted in some order."""
    model = cp_model.CpModel()
    v = Variables(model, PROBLEM, ROSTER, SCHEDULE, WEDNESDAY)
    post = Posting(model, PROBLEM.scenario)
    post_routing(v)
    sessions, staffing = Sessions(v, post), []
    families: list[Callable[[], object]] = [
        lambda: post_selection(v, post, sessions),
        lambda: post_order(v, post),
        lambda: post_care(v, post),
        lambda: post_access(v, post),
        lambda: staffing.append(Staffing(v, post, sessions)),
        lambda: post_manners(v, post, sessions),
    ]
    order.shuffle(families)
    for family in families:
        family()
    model.maximize(Objective(v, post, staffing[0]).total(WEIGHTS))
    return model


def test_the_order_of_posting_does_not_matter() -> None:
    expected = best(build(PROBLEM, ROSTER, SCHEDULE, WEDNESDAY, weights=WEIGHTS).model)
    for seed in range(3):
        assert best(posted_in(random.Random(seed))) == expected


MODEL = "\n".join(p.read_text(encoding="utf-8") for p in sorted((Path(build.__code__.co_filename).parent).glob("*.py")))
NOT_OF_THE_MODEL = {"meetings_fit": "planner/matchmaking makes the meetings, after the programme"}


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_a_rule_is_borne_by_sentence_constraint_check_tests_and_report(rule: str) -> None:
    assert RULE[rule].sentence.endswith(".")
    assert rule in CHECKS
    if rule in NOT_OF_THE_MODEL:
        return
    assert rule in MODEL
    binding, free = PAIRS[rule]
    assert binding is not free


def test_the_model_knows_no_other_rules() -> None:
    assert set(PAIRS) | set(NOT_OF_THE_MODEL) == set(RULE)


@pytest.mark.parametrize("rule", [name for name in PAIRS if RULE[name].hard])
def test_a_breach_is_reported_by_the_name_of_its_rule(rule: str) -> None:
    scenario, plan = PAIRS[rule][0]()
    assert any(str(one).startswith(f"{rule}: ") for one in rewritten(scenario, plan).broken)
