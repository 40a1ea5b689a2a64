"""A named scenario with one lawful plan of it: what is laid side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from planner.checking.evidence import Evidence
from planner.checking.facts import facts_of
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario


@dataclass(frozen=True)
class Variant:
    """One column of a comparison. `name` tells it apart from the others."""

    name: str
    scenario: Scenario
    plan: Plan

    @cached_property
    def evidence(self) -> Evidence:
        """The plan beside the facts of its scenario."""
        return Evidence(facts_of(self.scenario), self.plan)

    @property
    def gap(self) -> float | None:
        """Points of the objective by which the plan may be below the best there is; None where no bound is known."""
        if self.plan.status == "optimal":
            return 0.0
        return None if self.plan.bound is None else max(0.0, self.plan.bound - self.plan.objective)

    @property
    def gap_percent(self) -> float | None:
        """The gap in per cent of the objective."""
        return None if self.gap is None else 100 * self.gap / max(abs(self.plan.objective), 1)

    @property
    def terms(self) -> tuple[float, int, int]:
        """Seconds, seed and workers with which it was solved. A repeatable run (one worker) states no seconds."""
        return self.plan.seconds, self.plan.seed, self.plan.workers
