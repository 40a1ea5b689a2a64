"""What a search is for, and the searches beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from planner.domain.plan import Plan
from planner.model.problem import Problem
from planner.model.schedule import Schedule
from planner.solving.budget import Budget
from planner.solving.goals import Goal
from planner.solving.outcomes import Tell

News = tuple[str, Schedule]
"""What was done, and the schedule that came of it."""


class Others(Protocol):
    """Searches beside this one."""

    def tell(self, news: News) -> None:
        """Let them know a new best."""

    def heard(self) -> Iterable[News]:
        """What they have found since they were asked last."""


class Nobody:
    """No searches beside this one."""

    def tell(self, news: News) -> None:
        """Nobody hears it."""

    def heard(self) -> Iterable[News]:
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Search:
    """What every step needs: the problem, the frame of its plans, the budget, whom to tell, the goal and the seed.

    In a `steady` one delegates keep their tracks while the first plan is brought forward; on some visits more comes of
    that, on others of letting them change all the while.
    """

    problem: Problem
    frame: Plan
    budget: Budget
    tell: Tell
    goal: Goal
    seed: int
    steady: bool = False
