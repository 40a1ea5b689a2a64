"""A plan folder as read: the plan with the scenario it was solved for."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from planner.domain.clock import Clock
from planner.domain.faults import Fault, Faulty
from planner.domain.plan import Plan
from planner.domain.plan_json import plan_digest, plan_from_json
from planner.domain.scenario import Scenario
from planner.reading import folder_digest, read_scenario, scenario_digest

PLAN_FILE = "plan.json"
SCENARIO_FOLDER = "scenario"


@dataclass(frozen=True, slots=True)
class Edition:
    """A plan and its scenario, from `folder`."""

    folder: Path
    scenario: Scenario
    plan: Plan
    clock: Clock

    @property
    def digest(self) -> str:
        """The plan's digest, by which plans made from it name it."""
        return plan_digest(self.plan, self.clock)

    @property
    def as_solved(self) -> bool:
        """Is the scenario beside the plan the one that was solved, by its files or at least by what they say?"""
        folder = self.folder / SCENARIO_FOLDER
        return self.plan.sha256 in (folder_digest(folder), scenario_digest(self.scenario))


def read_edition(plan: Path) -> Edition:
    """The edition in a plan folder, or of a plan.json in one. Raises Faulty where there is none."""
    folder = plan.parent if plan.name == PLAN_FILE else plan
    file = folder / PLAN_FILE
    try:
        record, clock = plan_from_json(file.read_text(encoding="utf-8"))
    except OSError as missing:
        raise Faulty([Fault(str(file), missing.strerror or "unreadable", "a plan", "planner plan writes it")]) from None
    except (ValueError, KeyError, TypeError, json.JSONDecodeError) as broken:
        raise Faulty([Fault(str(file), f"not a plan: {broken}", "a plan of format 1")]) from None
    scenario = replace(read_scenario(folder / SCENARIO_FOLDER).scenario, name=record.scenario)
    return Edition(folder, scenario, record, clock)
