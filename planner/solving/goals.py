"""What is aimed at: one weighted sum, or one aim after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planner.domain.plan import Plan
from planner.domain.scenario import WEIGHTS, Scenario


@dataclass(frozen=True, slots=True)
class Goal:
    """The aims that count now by weight; `floors` are earlier aims with the least they must stay at.

    `penalties`: do breaches of soft rules count?
    """

    weights: Mapping[str, int]
    penalties: bool = True
    floors: tuple[tuple[tuple[str, ...], int], ...] = ()
    name: str = ""

    def worth(self, plan: Plan) -> int:
        """What counts now, of a plan with its account."""
        total = sum(aim.value * self.weights.get(aim.name, 0) for aim in plan.aims)
        return total - (sum(breach.penalty for breach in plan.soft_rules) if self.penalties else 0)

    def allows(self, plan: Plan) -> bool:
        """Do the earlier aims stay at their floors?"""
        return all(_sum(plan, names) >= least for names, least in self.floors)


def _sum(plan: Plan, names: tuple[str, ...]) -> int:
    return sum(aim.value * aim.weight for aim in plan.aims if aim.name in names)


@dataclass
class Goals:
    """The goals of a scenario in their order: one for a weighted sum, else one for each entry of `objective.order`, and
    at the end the weighted sum of all aims and soft rules, so that what the order does not name counts too."""

    scenario: Scenario
    floors: list[tuple[tuple[str, ...], int]] = field(default_factory=list)

    def weights(self) -> dict[str, int]:
        """Every aim's weight, the default where the scenario gives none."""
        return {name: self.scenario.objective.weights.get(name, weight) for name, weight in WEIGHTS.items()}

    def __len__(self) -> int:
        return len(self.scenario.objective.order) + 1

    def __iter__(self) -> Iterator[Goal]:
        """Each goal in turn; `reached` is to be called after each."""
        weights = self.weights()
        for entry in self.scenario.objective.order:
            names = entry.split("+")
            yield Goal({n: weights[n] for n in names}, penalties=False, floors=tuple(self.floors), name=entry)
        yield Goal(weights, floors=tuple(self.floors))

    def reached(self, goal: Goal, plan: Plan) -> None:
        """Hold what `goal` has reached, less the slack, for the goals after it."""
        if goal.name:
            got = goal.worth(plan)
            slack = abs(got) * self.scenario.objective.slack_percent / 100
            self.floors.append((tuple(goal.name.split("+")), int(got - slack)))
