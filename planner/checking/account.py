"""The account of a plan: every aim and soft rule recomputed from the plan, adding up to its objective."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from planner.checking.evidence import Evidence, Finding
from planner.checking.facts import facts_of
from planner.checking.measures import measures
from planner.checking.rules import violations
from planner.checking.worst_off import worst_off, worst_off_is_true
from planner.domain.account import Aim, SoftBreach, WorstOff
from planner.domain.faults import Violation
from planner.domain.plan import Plan
from planner.domain.rules import RULE
from planner.domain.scenario import AIMS, WEIGHTS, Scenario

ACCOUNT_ADDS_UP = "account_adds_up"


@dataclass(frozen=True)
class Account:
    """What a plan is worth: `objective` is the sum of value x weight over `aims` less the penalties of `soft`.

    With ordered solving it is the first aim's (or first aims') sum alone.
    """

    aims: tuple[Aim, ...]
    soft: tuple[SoftBreach, ...]
    objective: int
    evidence: Evidence = field(repr=False, compare=False)

    @cached_property
    def worst_off(self) -> tuple[WorstOff, ...]:
        """The organisation of each side that gets the least; worked out where it is asked for."""
        return worst_off(self.evidence)


def account(scenario: Scenario, plan: Plan) -> Account:
    """The account of a plan that names only what its scenario knows."""
    evidence = Evidence(facts_of(scenario), plan)
    return account_of(evidence, violations(evidence, soft_only=True))


def account_of(evidence: Evidence, found: Iterable[Violation]) -> Account:
    """The account, given the violations found."""
    scenario, values = evidence.scenario, measures(evidence)
    weights = {name: scenario.objective.weights.get(name, WEIGHTS[name]) for name in AIMS}
    aims = tuple(Aim(name, values[name], weights[name]) for name in AIMS)
    soft = soft_breaches(scenario, found)
    first = scenario.objective.order[0].split("+") if scenario.objective.order else None
    objective = sum(aim.value * aim.weight for aim in aims if first is None or aim.name in first)
    if first is None:
        objective -= sum(breach.penalty for breach in soft)
    return Account(aims, soft, objective, evidence)


def is_soft(scenario: Scenario, rule: str) -> bool:
    """Does breaking `rule` cost its weight, and not lawfulness?"""
    return rule in RULE and not scenario.rules.setting(rule).hard


def soft_breaches(scenario: Scenario, found: Iterable[Violation]) -> tuple[SoftBreach, ...]:
    """One unit of its rule's weight for each violation of a soft rule."""
    return tuple(
        SoftBreach(one.rule, scenario.rules.setting(one.rule).weight, dict(one.facts))
        for one in found
        if is_soft(scenario, one.rule)
    )


def account_adds_up(plan: Plan, true: Account) -> Iterator[Finding]:
    """The plan's aims, soft breaches and objective are those of the account, its bound is not below the objective, and
    reached where it says to be the best; so is what it says of the worst-off. Other aims in it are left aside."""
    stated = {aim.name: aim for aim in plan.aims}
    for aim in true.aims:
        own = stated.get(aim.name)
        if own is None or (own.value, own.weight) != (aim.value, aim.weight):
            said = f"{own.value} x {own.weight}" if own else "nothing"
            yield {"aim": aim.name, "found": said, "allowed": f"{aim.value} x {aim.weight}"}
    said_soft, true_soft = Counter(map(_told, plan.soft_rules)), Counter(map(_told, true.soft))
    for name, other, more in (("found", "allowed", said_soft - true_soft), ("allowed", "found", true_soft - said_soft)):
        for (rule, penalty, facts), times in sorted(more.items()):
            said = f"{times} x {penalty}: {', '.join(f'{fact} {value}' for fact, value in facts)}"
            yield {"soft rule": rule, name: said, other: "nothing"}
    if plan.objective != true.objective:
        yield {"aim": "objective", "found": plan.objective, "allowed": true.objective}
    if plan.bound is not None and plan.bound < plan.objective:
        yield {"aim": "bound", "found": plan.bound, "allowed": f"at least {plan.objective}"}
    if plan.status == "optimal" and plan.bound != plan.objective:
        yield {"aim": "status", "found": f"optimal with bound {plan.bound}", "allowed": f"bound {plan.objective}"}
    if plan.worst_off:
        yield from worst_off_is_true(plan.worst_off, true.worst_off)


def _told(breach: SoftBreach) -> tuple[str, int, tuple[tuple[str, str], ...]]:
    return breach.rule, breach.penalty, tuple(sorted(breach.facts.items()))
