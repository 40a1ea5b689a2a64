"""Fewer idle gaps by large neighbourhoods: some meetings move, all else stays, and it never gets worse."""

from __future__ import annotations

import random
from collections.abc import Callable

from ortools.sat.python import cp_model

from planner.matchmaking.budget import Budget
from planner.matchmaking.forum import Forum, Placement
from planner.matchmaking.gaps import gaps, gaps_of
from planner.matchmaking.gaps_model import GapsModel
from planner.matchmaking.racing import clause_solver
from planner.matchmaking.slots_model import SlotsModel

FIRST, LEAST, MOST = 50, 10, 250
"""Meetings that move at a time: at first, and between what limits the number is adapted."""
STEP_SECONDS = 1.0

Part = tuple[list[int], list[int] | None]
"""Pairs that move and the slots that they may take (None: all)."""


def improve(forum: Forum, placement: Placement, budget: Budget, bound: int = 0) -> dict[int, int]:
    """`placement` with fewer idle gaps, as far as the budget goes or until no more than `bound` are left.

    Two neighbourhoods take turns: the meetings of somebody with a gap and of their partners, in any slot; and all
    meetings of a few slots, within these. Each grows after a proof and shrinks where time ran out.
    """
    return _Improvement(forum, placement, budget).run(bound)


class _Improvement:
    def __init__(self, forum: Forum, placement: Placement, budget: Budget) -> None:
        self.forum, self.budget = forum, budget
        self.placement = dict(placement)
        self.rng = random.Random(budget.seed)
        self.kinds: list[Callable[[int, int], Part]] = [self._around, self._some_slots]
        self.sizes = [FIRST] * len(self.kinds)

    def run(self, bound: int) -> dict[int, int]:
        turn = 0
        while self.budget.left > 0 and gaps(self.forum, self.placement) > bound:
            idle = [one for one in range(len(self.forum.participants)) if gaps_of(self.forum, self.placement, one)]
            kind = turn % len(self.kinds)
            proven = self._move(*self.kinds[kind](self.rng.choice(idle), self.sizes[kind]))
            size = self.sizes[kind] * 11 // 10 + 1 if proven else self.sizes[kind] * 4 // 5
            self.sizes[kind] = min(MOST, max(LEAST, size))
            turn += 1
        return self.placement

    def _around(self, one: int, size: int) -> Part:
        """Meetings of `one`, then of their partners in random order and of partners' partners, up to `size`."""
        free: dict[int, None] = {}
        seen, queue = {one}, [one]
        while queue and len(free) < size:
            current = queue.pop(0)
            met = [pair for pair in self.forum.pairs_of[current] if pair in self.placement]
            self.rng.shuffle(met)
            free.update(dict.fromkeys(met))
            for pair in met:
                for other in (self.forum.pairs[pair].visitor, self.forum.pairs[pair].host):
                    if other not in seen:
                        seen.add(other)
                        queue.append(other)
        return list(free)[:size], None

    def _some_slots(self, one: int, size: int) -> Part:
        """All meetings of a few slots, one of them beside a meeting of `one`."""
        in_slot: dict[int, list[int]] = {}
        for pair, slot in self.placement.items():
            in_slot.setdefault(slot, []).append(pair)
        mine = [self.placement[pair] for pair in self.forum.pairs_of[one] if pair in self.placement]
        slots = list(range(self.forum.slots))
        self.rng.shuffle(slots)
        slots.sort(key=lambda slot: slot not in mine[:1])
        chosen: list[int] = []
        free: list[int] = []
        for slot in slots:
            here = in_slot.get(slot, [])
            if len(chosen) < 2 or len(free) + len(here) <= size * 2:
                chosen.append(slot)
                free += here
        return free, sorted(chosen)

    def _move(self, free: list[int], within: list[int] | None) -> bool:
        """Move `free` for fewer gaps; whether the best of this neighbourhood is proven."""
        moving = set(free)
        kept = {pair: slot for pair, slot in self.placement.items() if pair not in moving}
        slots = SlotsModel(self.forum, kept, free, complete=True, within=within)
        slots.cp.minimize(cp_model.LinearExpr.sum(GapsModel(slots).every_gap))
        slots.hint(self.placement)
        solver = clause_solver(self.budget, most=STEP_SECONDS)
        solver.parameters.random_seed = self.rng.randrange(1_000_000)
        status = solver.solve(slots.cp)
        self.budget.spend(solver)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            moved = slots.placement(solver)
            if gaps(self.forum, moved) <= gaps(self.forum, self.placement):
                self.placement = moved
        return status == cp_model.OPTIMAL
