"""Is a schedule lawful, and what is it worth? Asked of the independent check and account, never of the model."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.checking.account import account
from planner.checking.check import check, verdict
from planner.domain.faults import Violation
from planner.domain.plan import Plan
from planner.model.problem import Problem
from planner.model.roster import Roster
from planner.model.schedule import Schedule
from planner.model.writing import written


@dataclass(frozen=True, slots=True)
class Valued:
    """A schedule with its roster, its plan with the account filled in, and the hard rules it breaks."""

    schedule: Schedule
    roster: Roster
    plan: Plan
    broken: tuple[Violation, ...]

    @property
    def objective(self) -> int:
        """What the plan is worth."""
        return self.plan.objective


def valued(problem: Problem, roster: Roster, schedule: Schedule, frame: Plan) -> Valued:
    """Write out, account for and check a schedule."""
    plan = written(problem, roster, schedule, frame)
    sums = account(problem.scenario, plan)
    plan = replace(plan, aims=sums.aims, soft_rules=sums.soft, objective=sums.objective)
    broken = verdict(problem.scenario, check(problem.scenario, plan)).hard
    return Valued(schedule, roster, plan, broken)
