"""What `planner plan` says of the worst-off, for people and for programs."""

from __future__ import annotations

from planner.domain.account import WorstOff
from planner.workflow.commands import plan_facts, summary
from tests.handmade import tiny_plan, tiny_scenario

VISITOR = WorstOff("visitor", "gamma-port", 68, 0, 80, 0)
HOST = WorstOff("host", "iot-institute", 0, 3, 0, 2)
PLAN = tiny_plan(tiny_scenario(), worst_off=(VISITOR, HOST))


def test_people_are_told_who_is_worst_off_and_what_bounds_it() -> None:
    said = [line.strip() for line in summary(PLAN) if "worst-off" in line]
    assert said == [
        "worst-off visitor: gamma-port with 68 % of what it could get (in no plan more than 80 %)",
        "worst-off host: iot-institute with 0 % of what it could get (in no plan more than 0 %);"
        " 3 with nothing (in every plan at least 2)",
    ]


def test_programs_are_told_the_same() -> None:
    assert plan_facts(PLAN)["worst_off"] == [
        {
            "side": "visitor",
            "organisation": "gamma-port",
            "percent": 68,
            "nothing": 0,
            "bound": 80,
            "nothing_bound": 0,
        },
        {"side": "host", "organisation": "iot-institute", "percent": 0, "nothing": 3, "bound": 0, "nothing_bound": 2},
    ]
