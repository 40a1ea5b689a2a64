"""Is a schedule lawful, and what is it worth? Asked of the independent check and account, never of the model."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.checking.check import examine, verdict
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
    def lawful(self) -> bool:
        """Does it break no hard rule?"""
        return not self.broken


def valued(problem: Problem, roster: Roster, schedule: Schedule, frame: Plan) -> Valued:
    """Write out, check and account for a schedule; where its frame has no meetings yet, they follow."""
    plan = written(problem, roster, schedule, frame)
    found, sums = examine(problem.scenario, plan, meetings_follow=not plan.meetings)
    if sums is not None:
        plan = replace(plan, aims=sums.aims, soft_rules=sums.soft, objective=sums.objective)
    return Valued(schedule, roster, plan, verdict(problem.scenario, found).hard)
