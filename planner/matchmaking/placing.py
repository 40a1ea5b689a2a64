"""Chosen pairs into slots, slot by slot, each slot by a weighted matching."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.matchmaking.budget import Budget
from planner.matchmaking.capacity import Capacity
from planner.matchmaking.forum import Forum, Placement
from planner.matchmaking.selection import Row, select

MEETING, SCARCE_PERCENT = 1_000, 85


@dataclass(frozen=True, slots=True)
class Weights:
    """What a meeting now is worth beside itself: `urgency` for few slots left, `block` for a meeting just before.

    `paced`: interpreted meetings are spread evenly over the slots, so that rests do not fall together.
    """

    urgency: int
    block: int
    paced: bool


SWEEP = (Weights(600, 1_000, True), Weights(200, 300, True), Weights(600, 300, True), Weights(200, 300, False))


def place(forum: Forum, pairs: Iterable[int], budget: Budget) -> Placement:
    """A placement of `pairs` that keeps every rule. Of a few sweeps the first that places all, else that with most."""
    wanted = [pair for pair in pairs if forum.open_slots[pair]]
    best: Placement = {}
    for weights in SWEEP:
        placement = _Sweep(forum, wanted, weights, budget).run()
        if len(placement) > len(best):
            best = placement
        if len(best) == len(wanted) or budget.left <= 0:
            break
    return best


class _Sweep:
    def __init__(self, forum: Forum, pairs: list[int], weights: Weights, budget: Budget) -> None:
        self.forum, self.weights, self.budget = forum, weights, budget
        self.left = set(pairs)
        self.capacity = Capacity(forum, {})
        self.before: set[int] = set()

    def run(self) -> Placement:
        for slot in range(self.forum.slots):
            self._fill(slot)
        return self.capacity.placement

    def _fill(self, slot: int) -> None:
        able = sorted(pair for pair in self.left if self.capacity.allows(pair, slot))
        urgency, scarce = self._urgency(slot), self._scarce()
        values = {pair: MEETING * (1 + (pair in scarce)) + self._worth(pair, slot, urgency) for pair in able}
        rows = self.capacity.rows(slot, able) + (self._pace(slot) if self.weights.paced else [])
        found = select(values, rows, self.budget, share=0.1) if values else None
        self.before = set()
        for pair in found.pairs if found else ():
            self.capacity.put(pair, slot)
            self.left.remove(pair)
            self.before |= {self.forum.pairs[pair].visitor, self.forum.pairs[pair].host}

    def _scarce(self) -> set[int]:
        """Pairs whose interpreters have hardly more time left than there are such pairs to place."""
        found: set[int] = set()
        for number, pool in enumerate(self.capacity.pools):
            left = self.left.intersection(pool.pairs)
            used = sum(self.capacity.interpreted[number, slot] for slot in range(self.forum.slots))
            if 100 * len(left) >= SCARCE_PERCENT * (self.capacity.session_limits[number] - used):
                found |= left
        return found

    def _pace(self, slot: int) -> list[Row]:
        """Of each pool no more than the even share of what is left."""
        found = []
        for pool in self.capacity.pools:
            left = [pair for pair in pool.pairs if pair in self.left]
            found.append(Row(left, 0, -(-len(left) // (self.forum.slots - slot))))
        return found

    def _worth(self, pair: int, slot: int, urgency: dict[int, int]) -> int:
        row = self.forum.pairs[pair]
        worth = urgency[row.visitor] + urgency[row.host]
        worth += self.weights.block * ((row.visitor in self.before) + (row.host in self.before))
        later = sum(other >= slot for other in self.forum.open_slots[pair])
        return worth + self.weights.urgency // later

    def _urgency(self, slot: int) -> dict[int, int]:
        """For each participant how nearly the seats of this and later slots are needed for what is left to place."""
        waiting = [0] * len(self.forum.participants)
        for pair in self.left:
            waiting[self.forum.pairs[pair].visitor] += 1
            waiting[self.forum.pairs[pair].host] += 1
        return {one: self._need(one, slot, count) for one, count in enumerate(waiting) if count}

    def _need(self, one: int, slot: int, waiting: int) -> int:
        seats = sum(self.forum.participants[one].seats[slot:])
        if waiting >= seats:
            return 10 * MEETING
        return self.weights.urgency * waiting // seats
