"""Fewer idle gaps by exchanges: chains of meetings trade places between two slots, without a solver.

A meeting that moves from one slot to another pushes those who already meet there back to the first, and these push
others (Kempe's chains of two colours), so seats are kept all along and the rest is looked up. Some exchanges that make
it worse are accepted too, fewer and fewer of them (simulated annealing).
"""

from __future__ import annotations

import math
import random

from planner.matchmaking.budget import Budget
from planner.matchmaking.capacity import Capacity
from planner.matchmaking.forum import Forum, Placement
from planner.matchmaking.gaps import timeline

GAP = 4
"""What a gap counts against one idle slot: idle slots tell which exchanges lead towards fewer gaps."""
HOT, COLD = 0.7, 0.3
"""How much worse an exchange may be, on average, at the start and at the end."""
LONGEST = 14
"""Meetings that one exchange moves at most."""
SOME = 16
"""Meetings of a slot without a table to spare of which the one that suffers least moves back."""
ROUND = 50
"""Exchanges tried between looks at the time."""

Exchange = dict[int, int]
"""Pair -> the slot it moves to."""


def exchange(forum: Forum, placement: Placement, budget: Budget, bound: int = 0) -> dict[int, int]:
    """`placement` with the same meetings, never with more idle gaps, as far as the budget goes or to `bound` gaps.

    The spread of gaps between participants, where it is limited, is not looked at: then nothing is exchanged.
    """
    if forum.spread is not None or not placement:
        return dict(placement)
    return _Exchanges(forum, placement, budget).run(bound)


class _Exchanges:
    def __init__(self, forum: Forum, placement: Placement, budget: Budget) -> None:
        self.forum, self.budget = forum, budget
        self.capacity = Capacity(forum, placement)
        self.rng = random.Random(budget.seed)
        self.pairs = sorted(placement)
        self.open = [frozenset(slots) for slots in forum.open_slots]
        everyone = range(len(forum.participants))
        self.place = [{slot: place for place, slot in enumerate(timeline(forum, one))} for one in everyone]
        self.at: list[list[set[int]]] = [[set() for _ in range(forum.slots)] for _ in everyone]
        self.bits = [0] * len(forum.participants)
        self.held: list[set[int]] = [set() for _ in range(forum.slots)]
        for pair, slot in placement.items():
            self._sit(pair, slot)

    def _both(self, pair: int) -> tuple[int, int]:
        return self.forum.pairs[pair].visitor, self.forum.pairs[pair].host

    def run(self, bound: int) -> dict[int, int]:
        best, fewest = dict(self.capacity.placement), self._gaps()
        while self.budget.left > 0 and fewest > bound:
            heat = HOT * (COLD / HOT) ** (1 - self.budget.left / self.budget.seconds)
            for _ in range(ROUND):
                self._try(heat)
            self.budget.spend_on_exchanges(ROUND)
            now = self._gaps()
            if now < fewest:
                best, fewest = dict(self.capacity.placement), now
        return best

    def _gaps(self) -> int:
        return sum(_blocks(bits) - 1 for bits in self.bits if bits)

    def _try(self, heat: float) -> None:
        pair = self.rng.choice(self.pairs)
        chain = self._chain(pair, self._target(pair))
        if not chain:
            return
        worse = self._worse(chain, {self.capacity.placement[pair], chain[pair]})
        if worse > 0 and self.rng.random() >= math.exp(-worse / heat):
            return
        before = {moved: self.capacity.placement[moved] for moved in chain}
        if not self._move(chain):
            self._restore(before)

    def _worse(self, chain: Exchange, slots: set[int]) -> int:
        """By how much the cost of all whom `chain`, between these two `slots`, moves would grow."""
        going: dict[int, set[int]] = {}
        for pair in chain:
            for one in self._both(pair):
                going.setdefault(one, set()).add(pair)
        worse = 0
        for one, mine in going.items():
            bits = self.bits[one]
            for slot in slots & self.place[one].keys():
                meets = any(chain[pair] == slot for pair in mine) or not self.at[one][slot] <= mine
                bits = self._with(bits, self.place[one][slot], meets)
            worse += _cost(bits) - _cost(self.bits[one])
        return worse

    @staticmethod
    def _with(bits: int, place: int, meets: bool) -> int:
        return bits | 1 << place if meets else bits & ~(1 << place)

    def _target(self, pair: int) -> int:
        """Mostly a slot beside another meeting of one of the two, else any."""
        one = self.rng.choice(self._both(pair))
        other = self.rng.choice(self.forum.pairs_of[one])
        slot = self.capacity.placement.get(other)
        if slot is None or other == pair or self.rng.random() < 0.2:
            return self.rng.randrange(self.forum.slots)
        return slot + self.rng.choice((-1, 1))

    def _chain(self, pair: int, target: int) -> Exchange | None:
        """What must move if `pair` moves to slot `target`; None where that is not to be had."""
        source = self.capacity.placement[pair]
        chain, queue = {pair: target}, [pair]
        if target == source or not 0 <= target < self.forum.slots:
            return None
        while queue or (queue := self._overflow(chain, source, target)):
            moved = queue.pop()
            slot = chain[moved]
            if slot not in self.open[moved] or len(chain) > LONGEST:
                return None
            for one in self._both(moved):
                coming = sum(to == slot and one in self._both(pair) for pair, to in chain.items())
                staying = sorted(self.at[one][slot].difference(chain))
                surplus = len(staying) + coming - self.forum.participants[one].seats[slot]
                if surplus > len(staying):
                    return None
                for _ in range(surplus):
                    pushed = staying.pop(self.rng.randrange(len(staying)))
                    chain[pushed] = source + target - slot
                    queue.append(pushed)
        return chain

    def _overflow(self, chain: Exchange, source: int, target: int) -> list[int]:
        """One more meeting to move back, put in `chain`, where a slot would lack a table; none where both suffice."""
        flow = sum(1 if to == target else -1 for to in chain.values())
        for slot, net in ((target, flow), (source, -flow)):
            staying = self.held[slot].difference(chain)
            if self.capacity.tables[slot] + net > self.forum.tables and staying:
                other, some = source + target - slot, self.rng.sample(sorted(staying), min(SOME, len(staying)))
                back = min(some, key=lambda pair: self._worse({pair: other}, {slot, other}))
                chain[back] = other
                return [back]
        return []

    def _move(self, chain: Exchange) -> bool:
        """Move all of `chain`; False where a rule forbids it: then some are not placed."""
        for pair in chain:
            self._take(pair)
        for pair, slot in chain.items():
            if not self.capacity.allows(pair, slot):
                return False
            self._put(pair, slot)
        return True

    def _restore(self, before: Exchange) -> None:
        for pair in before:
            if pair in self.capacity.placement:
                self._take(pair)
        for pair, slot in before.items():
            self._put(pair, slot)

    def _take(self, pair: int) -> None:
        slot = self.capacity.placement[pair]
        self.held[slot].discard(pair)
        for one in self._both(pair):
            self.at[one][slot].discard(pair)
            self.bits[one] = self._with(self.bits[one], self.place[one][slot], bool(self.at[one][slot]))
        self.capacity.take(pair)

    def _put(self, pair: int, slot: int) -> None:
        self.capacity.put(pair, slot)
        self._sit(pair, slot)

    def _sit(self, pair: int, slot: int) -> None:
        self.held[slot].add(pair)
        for one in self._both(pair):
            self.at[one][slot].add(pair)
            self.bits[one] = self._with(self.bits[one], self.place[one][slot], True)


def _cost(bits: int) -> int:
    """Gaps and idle slots of a participant whose slots are bits, set where they meet."""
    if not bits:
        return 0
    span = bits.bit_length() - (bits & -bits).bit_length() + 1
    return GAP * (_blocks(bits) - 1) + span - bits.bit_count()


def _blocks(bits: int) -> int:
    return (bits & ~(bits << 1)).bit_count()
