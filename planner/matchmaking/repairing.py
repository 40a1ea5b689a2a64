"""What the matchings could not place: a small model around each such pair, then what still fits anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from ortools.sat.python import cp_model

from planner.matchmaking.budget import Budget
from planner.matchmaking.capacity import Capacity
from planner.matchmaking.forum import Forum, Placement
from planner.matchmaking.selection import select
from planner.matchmaking.slots_model import SlotsModel
from planner.matchmaking.worth import FLOOR, Besides, nothing, value, worth

NEAR, EXCHANGES = 120, 6
"""Meetings around a pair that move together; pairs of slots that are tried before."""
STEP_SECONDS = 2.0


def repair(
    forum: Forum, placement: Placement, chosen: Iterable[int], budget: Budget, besides: Besides = nothing
) -> Placement:
    """`placement` with more of `chosen`, never less worth."""
    return _Repair(forum, placement, chosen, budget, besides).run()


class _Repair:
    def __init__(
        self, forum: Forum, placement: Placement, chosen: Iterable[int], budget: Budget, besides: Besides
    ) -> None:
        self.forum, self.budget, self.besides = forum, budget, besides
        self.current = dict(placement)
        missing = [pair for pair in chosen if pair not in self.current and forum.open_slots[pair]]
        self.dropped = sorted(missing, key=lambda pair: (-worth(forum, pair), pair))

    def run(self) -> Placement:
        for pair in self.dropped:
            for free, within in self._parts(pair):
                if self.budget.left <= 0 or pair in self.current:
                    break
                self._solve(free, within)
        return self.current

    def _parts(self, pair: int) -> Iterator[tuple[list[int], list[int] | None]]:
        """First exchanges between a slot where the visitor is free and one where the host is, then what is near."""
        room, row = Capacity(self.forum, self.current), self.forum.pairs[pair]
        open_slots = self.forum.open_slots[pair]
        ours = [slot for slot in open_slots if room.seat(row.visitor, slot)]
        theirs = [slot for slot in open_slots if room.seat(row.host, slot)]
        pairs = sorted({tuple(sorted({one, other})) for one, other in product(ours, theirs)}, key=lambda s: (len(s), s))
        wide = tuple(sorted({*ours[:3], *theirs[:3]}))
        for slots in (*pairs[:EXCHANGES], wide):
            if slots:
                yield [other for other, slot in self.current.items() if slot in slots], list(slots)
        yield self._near(pair), None

    def _near(self, pair: int) -> list[int]:
        """Placed pairs that share a participant with `pair`, then those that share one with them, up to `NEAR`."""
        near: dict[int, None] = {}
        ring = [self.forum.pairs[pair].visitor, self.forum.pairs[pair].host]
        for _ in range(2):
            found = [other for one in ring for other in self.forum.pairs_of[one] if other in self.current]
            near.update(dict.fromkeys(found))
            ring = [one for other in found for one in (self.forum.pairs[other].visitor, self.forum.pairs[other].host)]
        return list(near)[:NEAR]

    def _solve(self, placed: list[int], within: list[int] | None) -> None:
        """Place the most worth of `placed` and what is still dropped, where the rest stays."""
        free = placed + [pair for pair in self.dropped if pair not in self.current]
        moving = set(free)
        kept = {pair: slot for pair, slot in self.current.items() if pair not in moving}
        slots = SlotsModel(self.forum, kept, free, complete=False, within=within)
        slots.cp.maximize(cp_model.LinearExpr.sum([*self._placed(slots), *_floors(slots)]))
        slots.hint(self.current)
        solver = self.budget.solver(share=0.2, most=STEP_SECONDS)
        status = solver.solve(slots.cp)
        self.budget.spend(solver)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            found = slots.placement(solver)
            if value(self.forum, found, self.besides) > value(self.forum, self.current, self.besides):
                self.current = found

    def _placed(self, slots: SlotsModel) -> list[cp_model.LinearExpr]:
        return [
            (worth(self.forum, pair) + self.besides(pair, slot)) * literal
            for pair, literals in slots.meets.items()
            for slot, literal in literals.items()
        ]


def _floors(slots: SlotsModel) -> list[cp_model.LinearExpr]:
    """What the meetings up to the floor of each touched participant are worth beside themselves."""
    forum = slots.forum
    found: list[cp_model.LinearExpr] = []
    for one in sorted({one for one, _ in slots.of}):
        floor = forum.participants[one].floor
        if floor:
            literals = [literal for slot in range(forum.slots) for literal in slots.of.get((one, slot), ())]
            met = slots.cp.new_int_var(0, floor, "")
            slots.cp.add(met <= cp_model.LinearExpr.sum(literals) + slots.room.meetings[one])
            found.append(FLOOR * met)
    return found


def fill(forum: Forum, placement: Placement, budget: Budget) -> Placement:
    """`placement` and every further pair that free seats, tables and interpreters still allow, the best first."""
    capacity = Capacity(forum, placement)
    for slot in range(forum.slots):
        able = [p for p in range(len(forum.pairs)) if p not in capacity.placement and capacity.allows(p, slot)]
        values = {pair: worth(forum, pair) for pair in able}
        found = select(values, capacity.rows(slot, able), budget, share=0.05) if values else None
        for pair in found.pairs if found else ():
            capacity.put(pair, slot)
    return capacity.placement
