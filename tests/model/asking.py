"""Asks the model whether it allows a given plan, and what it thinks the plan is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ortools.sat.python import cp_model

from planner.domain.plan import Plan
from planner.domain.rules import RULE, RuleSetting
from planner.domain.scenario import WEIGHTS, Scenario
from planner.model.build import Built, build
from planner.model.problem import Problem
from planner.model.reading_back import schedule_of
from planner.model.roster import Roster
from planner.model.schedule import Schedule
from planner.model.scope import everything
from planner.solving.valuing import Valued, valued


def fix(built: Built, schedule: Schedule) -> bool:
    """Fix every decision of the model to what `schedule` says; False where it holds a stop that is not on offer."""
    v, model = built.variables, built.model
    starts = {held.node: held.start for stops in schedule.stops.values() for held in stops}
    for node, held in v.held.items():
        model.add(held == int(node in starts))
        if node in starts:
            model.add(v.start[node] == starts[node])
    for night, options in v.beds.items():
        for bed, literal in options.items():
            model.add(literal == int(schedule.beds[night] == bed))
    for (vehicle, route), literal in built.staffing.vehicles.items():
        model.add(literal == int(vehicle in schedule.vehicles.get(route, ())))
    for (who, visit), literal in built.staffing.interprets.items():
        model.add(literal == int(who in schedule.interpreting.get(visit, ())))
    return set(starts) <= set(v.held)


def worth(problem: Problem, roster: Roster, schedule: Schedule) -> int | None:
    """The model's objective for a schedule, over everything; None where the model forbids it."""
    nodes = [held.node for stops in schedule.stops.values() for held in stops]
    built = build(problem, roster, schedule, everything(roster, nodes), weights=WEIGHTS)
    if not fix(built, schedule):
        return None
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(built.model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


def model_worth(scenario: Scenario, plan: Plan) -> int | None:
    """The model's objective for what `plan` says; None where the model forbids it."""
    problem = Problem(scenario)
    schedule = schedule_of(problem, plan)
    return worth(problem, Roster(problem, schedule.assignment), schedule)


def model_allows(scenario: Scenario, plan: Plan) -> bool:
    """Is there a solution of the model that says what `plan` says?"""
    return model_worth(scenario, plan) is not None


def check_allows(scenario: Scenario, plan: Plan, rule: str) -> bool:
    """Does the check find no hard violation of `rule`, the transfers and nights made anew for the stops of `plan`?"""
    return all(one.rule != rule for one in rewritten(scenario, plan).broken)


def rewritten(scenario: Scenario, plan: Plan) -> Valued:
    """The stops of `plan` written out anew, checked and accounted for."""
    problem = Problem(scenario)
    schedule = schedule_of(problem, plan)
    return valued(problem, Roster(problem, schedule.assignment), schedule, replace(plan, tracks=(), individual=()))


def with_setting(scenario: Scenario, rules: Iterable[str], **changes: Any) -> Scenario:
    """The scenario with rules set otherwise: enabled, hard, weight."""
    settings = dict(scenario.rules.settings)
    for rule in rules:
        default = RuleSetting(True, RULE[rule].hard, RULE[rule].weight)
        settings[rule] = replace(settings.get(rule, default), **changes)
    return replace(scenario, rules=replace(scenario.rules, settings=settings))
