"""The tiny visit and its handmade plan, as the model needs them.

One thing the model asks that the check does not: it counts who may be there at some hour of the day as there, for
interpreters too. So one interpreter more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.domain.columns import Text
from planner.domain.fleet import Interpreter
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from tests.checking.edits import with_item
from tests.handmade import tiny_plan, tiny_scenario

NOK = Interpreter(id="nok", name=Text("Nok"), languages=("zh", "th"))


def visit(**changes: Any) -> Scenario:
    """The tiny visit with a third interpreter, and with the named fields replaced."""
    scenario = tiny_scenario()
    return replace(scenario, interpreters=(*scenario.interpreters, NOK), **changes)


def plan_of(scenario: Scenario) -> Plan:
    """The handmade plan, with interpreters for everybody of the technology track."""
    plan = with_item(tiny_plan(scenario), "tech", 0, "lab-visit", interpreters=("rung",))
    return with_item(plan, "tech", 2, "port-visit", interpreters=("nok",))
