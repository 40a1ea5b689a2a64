"""How a rule enters the model: hard, soft with a penalty, or not at all."""

from __future__ import annotations

from collections.abc import Iterable

from ortools.sat.python import cp_model

from planner.domain.scenario import Scenario
from planner.model.variables import Linear, Literal


class Posting:
    """Adds constraints for named rules as the scenario wants them.

    `penalties` collects (rule, literal that is true when broken, weight); in explaining mode (`assuming`) every
    constraint of a rule hangs on a literal of its own in `assumptions`, with the facts that it stands for.
    """

    def __init__(self, model: cp_model.CpModel, scenario: Scenario, assuming: bool = False) -> None:
        self.model = model
        self._rules = scenario.rules
        self._assuming = assuming
        self.penalties: list[tuple[str, Literal | Linear, int]] = []
        self.assumptions: dict[int, tuple[str, tuple[str, ...]]] = {}
        self.literals: list[cp_model.IntVar] = []

    def wants(self, rule: str) -> bool:
        """Is the rule asked for at all?"""
        return self._rules.setting(rule).enabled

    def gate(self, rule: str, *facts: str) -> list[Literal]:
        """Literals under which the rule's next constraint must hold; none where it is simply hard."""
        setting = self._rules.setting(rule)
        if not setting.hard:
            broken = self.model.new_bool_var("")
            self.penalties.append((rule, broken, setting.weight))
            return [~broken]
        return self.named(rule, *facts)

    def named(self, rule: str, *facts: str) -> list[Literal]:
        """Literals under which what always must hold is asked for; none but where conflicts are looked for."""
        if self._assuming:
            literal = self.model.new_bool_var(rule)
            self.assumptions[literal.index] = (rule, facts)
            self.literals.append(literal)
            return [literal]
        return []

    def forbid(self, rule: str, literals: Iterable[Literal | int], *facts: str) -> None:
        """Not all of `literals` (1 for what is constantly true) at once."""
        chosen = [literal for literal in literals if not isinstance(literal, int)]
        gate = self.gate(rule, *facts)
        self.model.add_bool_or([~literal for literal in [*chosen, *gate]])

    def add(
        self,
        rule: str,
        constraint: cp_model.BoundedLinearExpression | bool,
        *facts: str,
        under: Iterable[Literal | int] = (),
    ) -> None:
        """`constraint` holds while all of `under` do."""
        gate = [*self.gate(rule, *facts), *(literal for literal in under if not isinstance(literal, int))]
        if not isinstance(constraint, cp_model.BoundedLinearExpression):
            if not constraint:
                self.model.add_bool_or([~literal for literal in gate])
            return
        added = self.model.add(constraint)
        if gate:
            added.only_enforce_if(gate)
