"""Which interpreter each meeting has, with rests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ortools.sat.python import cp_model

from planner.matchmaking.budget import Budget
from planner.matchmaking.forum import Forum, Interpreting, Placement


def interpreters(
    forum: Forum, placement: Placement, budget: Budget, before: Mapping[int, int] | None = None
) -> dict[int, int]:
    """Pair -> interpreter, for the meetings that need one and can be served. Those of `before` are kept if they can be.

    Slot by slot the least tired work: among interpreters who are alike the rest then goes round, and as many meetings
    are served as windows of a stretch and a pause allow. Where some stay unserved, a small model looks again.
    """
    needed = {pair: slot for pair, slot in placement.items() if forum.pairs[pair].interpreters is not None}
    if not before:
        found = _Rota(forum).run(needed)
        if len(found) == len(needed):
            return found
    return _exactly(forum, needed, before or {}, budget)


class _Rota:
    def __init__(self, forum: Forum) -> None:
        self.forum, self.rule = forum, forum.interpreting
        self.worked: list[list[int]] = [[] for _ in self.rule.slots]

    def run(self, needed: Placement) -> dict[int, int]:
        found: dict[int, int] = {}
        for slot in range(self.forum.slots):
            here = sorted(pair for pair, when in needed.items() if when == slot)
            for pair, one in self._serve(here, slot).items():
                found[pair] = one
                self.worked[one].append(slot)
        return found

    def tired(self, one: int, slot: int) -> int:
        """Slots worked since the last pause before `slot`."""
        count, since = 0, slot
        for worked in reversed(self.worked[one]):
            if since - worked - 1 >= self.rule.pause:
                break
            count, since = count + 1, worked
        return count

    def _serve(self, here: list[int], slot: int) -> dict[int, int]:
        """A matching that serves the most meetings with the least tired interpreters, by augmenting paths."""
        able = [
            one
            for one in range(len(self.rule.slots))
            if slot in self.rule.slots[one]
            and self.tired(one, slot) < self.rule.stretch
            and len(self.worked[one]) < self.rule.limit(one)
        ]
        able.sort(key=lambda one: (self.tired(one, slot), len(self.worked[one]), one))
        served: dict[int, int] = {}
        for one in able:
            if len(served) == len(here):
                break
            self._augment(one, here, served, set())
        return served

    def _augment(self, one: int, here: list[int], served: dict[int, int], seen: set[int]) -> bool:
        for pair in here:
            able = self.forum.pairs[pair].interpreters
            if pair in seen or able is None or one not in able:
                continue
            seen.add(pair)
            if pair not in served or self._augment(served[pair], here, served, seen):
                served[pair] = one
                return True
        return False


def _exactly(forum: Forum, needed: Placement, before: Mapping[int, int], budget: Budget) -> dict[int, int]:
    model = cp_model.CpModel()
    works: dict[tuple[int, int], cp_model.IntVar] = {}
    at: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
    for pair, slot in needed.items():
        for one in sorted(forum.pairs[pair].interpreters or ()):
            if slot in forum.interpreting.slots[one]:
                works[pair, one] = literal = model.new_bool_var("")
                at[one, slot].append(literal)
        model.add_at_most_one(literal for (other, _), literal in works.items() if other == pair)
    for one in range(len(forum.interpreting.slots)):
        _rests(model, forum.interpreting, one, [at[one, slot] for slot in range(forum.slots)])
    many = len(needed) + 1
    values = [many + (before.get(pair) == one) for pair, one in works]
    model.maximize(cp_model.LinearExpr.weighted_sum(list(works.values()), values))
    solver = budget.solver(share=0.5, most=10.0)
    status = solver.solve(model)
    budget.spend(solver)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return _Rota(forum).run(needed)
    return {pair: one for (pair, one), literal in works.items() if solver.boolean_value(literal)}


def _rests(model: cp_model.CpModel, rule: Interpreting, one: int, at: list[list[cp_model.IntVar]]) -> None:
    """One meeting a slot; in every `stretch` + `pause` slots a whole pause; no more than the most slots."""
    for literals in at:
        model.add_at_most_one(literals)
    everything = [literal for literals in at for literal in literals]
    if len(everything) > rule.limit(one):
        model.add(cp_model.LinearExpr.sum(everything) <= rule.limit(one))
    length = rule.stretch + rule.pause
    pauses = []
    for first in range(len(at) - rule.pause + 1 if len(at) >= length else 0):
        pause = model.new_bool_var("")
        for literals in at[first : first + rule.pause]:
            for literal in literals:
                model.add_implication(pause, literal.negated())
        pauses.append(pause)
    for first in range(len(at) - length + 1):
        model.add_bool_or(pauses[first : first + rule.stretch + 1])
