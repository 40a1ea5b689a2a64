"""Why an engagement is in a plan, or is not."""

from __future__ import annotations

from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario
from planner.solving.budget import Budget
from planner.solving.explaining.held import held
from planner.solving.explaining.left_out import Depth, left_out
from planner.solving.explaining.records import AimChange, Counterfactual, Explanation, Held, LeftOut

__all__ = ["AimChange", "Counterfactual", "Explanation", "Held", "LeftOut", "explain", "explain_left_out"]


def explain(
    scenario: Scenario, plan: Plan, engagement: str, track: str | None, budget: Budget, workers: int = 1
) -> Explanation:
    """The explanation of one engagement, or of one track's part in it."""
    attending = {stop.track for stop in Programme(plan).stops() if stop.item.id == engagement}
    if track in attending or (track is None and attending):
        return held(scenario, plan, engagement, track, budget)
    return left_out(scenario, plan, engagement, track, budget, Depth(), workers)


def explain_left_out(scenario: Scenario, plan: Plan, budget: Budget, workers: int = 1) -> tuple[LeftOut, ...]:
    """All that is left out, each looked at as deeply as its share of the budget allows."""
    found: list[LeftOut] = []
    for number, engagement in enumerate(plan.left_out):
        share = Budget(max(0.5, budget.left() / (len(plan.left_out) - number)), stop=budget.stop)
        found.append(left_out(scenario, plan, engagement, None, share, Depth(widen=1, admissions=False), workers))
    return tuple(found)
