"""The independent check of a plan: every rule of its scenario, from the plan's own times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.checking.account import (
    ACCOUNT_ADDS_UP,
    Account,
    account_adds_up,
    account_of,
    is_soft,
    soft_breaches,
)
from planner.checking.evidence import Evidence
from planner.checking.facts import facts_of
from planner.checking.meetings import meetings_fit
from planner.checking.rules import violations
from planner.checking.whole import PLAN_IS_WHOLE, loose_ends, plan_is_whole
from planner.checking.worst_off import worst_off
from planner.domain.account import SoftBreach
from planner.domain.faults import Violation, violation
from planner.domain.plan import Plan, PlanStatus
from planner.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Verdict:
    """Violations of hard rules make a plan unlawful; breaches of soft ones cost their weight."""

    hard: tuple[Violation, ...]
    soft: tuple[SoftBreach, ...]

    @property
    def lawful(self) -> bool:
        """Is no hard rule broken?"""
        return not self.hard


def check(scenario: Scenario, plan: Plan) -> tuple[Violation, ...]:
    """Every violation of the scenario's rules by the plan, hard and soft, in the order of the rules.

    Before them stand violations of `plan_is_whole` (a plan that names what the scenario does not know is checked no
    further), after them those of `account_adds_up`.
    """
    found, true = examine(scenario, plan)
    if true is None:
        return found
    return found + tuple(violation(ACCOUNT_ADDS_UP, **finding) for finding in account_adds_up(plan, true))


def examine(
    scenario: Scenario, plan: Plan, *, meetings_follow: bool = False
) -> tuple[tuple[Violation, ...], Account | None]:
    """The violations of `check` but those of the plan's own account, and the true account.

    For a plan that states no account yet; there is none for a plan that names what the scenario does not know. Where
    `meetings_follow` they are still to be made: nothing is said of them.
    """
    loose = tuple(violation(PLAN_IS_WHOLE, **finding) for finding in loose_ends(scenario, plan))
    if loose:
        return loose, None
    evidence = Evidence(facts_of(scenario), plan)
    whole = tuple(violation(PLAN_IS_WHOLE, **finding) for finding in plan_is_whole(evidence))
    found = violations(evidence, unasked=(meetings_fit.__name__,) if meetings_follow else ())
    return whole + found, account_of(evidence, found)


def accounted(scenario: Scenario, plan: Plan) -> Plan:
    """`plan` with the account of all that is in it now: meetings that break a soft rule cost its weight."""
    _, sums = examine(scenario, plan)
    if sums is None:
        return plan
    bounds = {aim.name: aim.bound for aim in plan.aims}
    aims = tuple(replace(aim, bound=bounds.get(aim.name)) for aim in sums.aims)
    status: PlanStatus = plan.status if sums.objective == plan.bound else "feasible"
    least = worst_off(sums.evidence, plan.worst_off)
    return replace(plan, aims=aims, soft_rules=sums.soft, objective=sums.objective, status=status, worst_off=least)


def with_worst_off(scenario: Scenario, plan: Plan) -> Plan:
    """`plan` with the worst-off of each side as they are in it now, and the bounds that it knows of them."""
    return replace(plan, worst_off=worst_off(Evidence(facts_of(scenario), plan), plan.worst_off))


def verdict(scenario: Scenario, found: Iterable[Violation]) -> Verdict:
    """The violations split into hard ones and soft breaches, one unit of weight each."""
    found = tuple(found)
    hard = tuple(one for one in found if not is_soft(scenario, one.rule))
    return Verdict(hard, soft_breaches(scenario, found))
