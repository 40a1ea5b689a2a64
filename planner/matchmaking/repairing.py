"""What the matchings could not place: a small model around each such pair, then what still fits anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from ortools.sat.python import cp_model

from planner.matchmaking.budget import Budget
from planner.matchmaking.capacity import Capacity
from planner.matchmaking.forum import Forum, Placement
from planner.matchmaking.selection import select
from planner.matchmaking.slots_model import SlotsModel

PART = 120
REQUIRED = 10_000
FLOOR = 1_000
MUTUAL = 100


Worth = Callable[[int, int], int]
"""What a pair in a slot is worth beside its own worth, such as staying where it was announced."""


def worth(forum: Forum, pair: int) -> int:
    """What placing `pair` counts against displacing another: required, then asked for by both, then benefit."""
    row = forum.pairs[pair]
    return 1 + row.benefit + MUTUAL * row.mutual + REQUIRED * row.required


def _nothing(pair: int, slot: int) -> int:
    return 0


def value(forum: Forum, placement: Placement, extra: Worth = _nothing) -> int:
    """What a placement is worth: its pairs, and each participant's meetings up to their floor."""
    met = Counter(one for pair in placement for one in (forum.pairs[pair].visitor, forum.pairs[pair].host))
    floors = sum(min(participant.floor, met[one]) for one, participant in enumerate(forum.participants))
    return FLOOR * floors + sum(worth(forum, pair) + extra(pair, slot) for pair, slot in placement.items())


def repair(
    forum: Forum, placement: Placement, chosen: Iterable[int], budget: Budget, extra: Worth = _nothing
) -> Placement:
    """`placement` with more of `chosen`, never less worth: each round frees the meetings around one dropped pair."""
    current = dict(placement)
    dropped = [pair for pair in chosen if pair not in current and forum.open_slots[pair]]
    dropped.sort(key=lambda pair: (-worth(forum, pair), pair))
    for pair in dropped:
        if budget.left <= 0:
            break
        if pair not in current:
            current = _around(forum, current, pair, dropped, budget, extra)
    return current


def _around(
    forum: Forum, current: dict[int, int], pair: int, dropped: list[int], budget: Budget, extra: Worth
) -> dict[int, int]:
    missing = [other for other in dropped if other not in current]
    free = [pair, *_near(forum, current, pair)]
    touched = {one for other in free for one in (forum.pairs[other].visitor, forum.pairs[other].host)}
    free += [
        other
        for other in missing
        if other != pair and {forum.pairs[other].visitor, forum.pairs[other].host} <= touched
    ]
    kept = {other: slot for other, slot in current.items() if other not in set(free)}
    slots = SlotsModel(forum, kept, free, complete=False)
    slots.cp.maximize(cp_model.LinearExpr.sum([*_placed(slots, extra), *_floors(slots)]))
    slots.hint(current)
    solver = budget.solver(share=0.2, most=2.0)
    status = solver.solve(slots.cp)
    budget.spend(solver)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return current
    found = slots.placement(solver)
    return found if value(forum, found, extra) > value(forum, current, extra) else current


def _placed(slots: SlotsModel, extra: Worth) -> list[cp_model.LinearExpr]:
    return [
        (worth(slots.forum, pair) + extra(pair, slot)) * literal
        for pair, literals in slots.meets.items()
        for slot, literal in literals.items()
    ]


def _near(forum: Forum, current: Placement, pair: int) -> list[int]:
    """Placed pairs that share a participant with `pair`, then those that share one with them, up to a part."""
    near: dict[int, None] = {}
    ring = [forum.pairs[pair].visitor, forum.pairs[pair].host]
    for _ in range(2):
        found = [other for one in ring for other in forum.pairs_of[one] if other in current]
        near.update(dict.fromkeys(found))
        ring = [one for other in found for one in (forum.pairs[other].visitor, forum.pairs[other].host)]
    return list(near)[:PART]


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
