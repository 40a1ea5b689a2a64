"""Idle gaps as variables of a slots model: a complete one, where every free pair meets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ortools.sat.python import cp_model

from planner.matchmaking.alone import single
from planner.matchmaking.counting import at_most
from planner.matchmaking.covering import cover
from planner.matchmaking.gaps import timeline
from planner.matchmaking.slots_model import SlotsModel


class GapsModel:
    """The gaps of the participants whom `slots.free` touches (of all, where the forum limits the spread).

    `gaps[one]` are literals of which the first n hold where participant `one` has n gaps; `most[one]`, where given, is
    how many they may have. With `counted` tables are counted in clauses as well.
    """

    def __init__(self, slots: SlotsModel, most: Sequence[int] | None = None, counted: bool = False) -> None:
        self.slots, self.forum, self.cp = slots, slots.forum, slots.cp
        self.most = most
        self._false = self.cp.new_constant(0)
        self._true = self.cp.new_constant(1)
        self.busy: dict[int, list[cp_model.IntVar]] = {}
        self.gaps: dict[int, list[cp_model.IntVar]] = {}
        for one in self._touched():
            self._participant(one)
        self._totals()
        self._spread()
        if counted:
            self._count_tables()

    @property
    def every_gap(self) -> list[cp_model.IntVar]:
        """The literals of all gaps: so many hold as there are gaps."""
        return [gap for gaps in self.gaps.values() for gap in gaps]

    def _touched(self) -> list[int]:
        if self.forum.spread is not None:
            return list(range(len(self.forum.participants)))
        pairs = [self.forum.pairs[pair] for pair in self.slots.free]
        return sorted({pair.visitor for pair in pairs} | {pair.host for pair in pairs})

    def _count(self, one: int) -> int:
        return sum(pair in self.slots.meets or pair in self.slots.kept for pair in self.forum.pairs_of[one])

    def _participant(self, one: int) -> None:
        line = timeline(self.forum, one)
        self.busy[one] = busy = [self._busy(one, slot) for slot in line]
        count, alone = self._count(one), single(self.forum, one)
        most = min(count - 1, (len(line) - 1) // 2)
        if self.most is not None:
            most = min(most, self.most[one])
        if alone and most <= 0:
            self._one_block(busy, count, unless=self._false)
        if most <= 0 and (alone or self.most is None):
            return
        most = max(0, most)
        starts = self._starts(busy)
        self.gaps[one] = gaps = [self.cp.new_bool_var("") for _ in range(most)]
        for fewer, more in pairwise(gaps):
            self.cp.add_implication(more, fewer)
        self.cp.add(cp_model.LinearExpr.sum(starts) == 1 + cp_model.LinearExpr.sum(gaps))
        if alone:
            self.cp.add(cp_model.LinearExpr.sum(busy) == count)
            self._one_block(busy, count, unless=gaps[0])

    def _one_block(self, busy: list[cp_model.IntVar], count: int, unless: cp_model.IntVar) -> None:
        """All `count` meetings in a row: begun[t] says that the row starts at place t or before."""
        last = len(busy) - count
        if not count or last < 0:
            return
        begun = [*(self.cp.new_bool_var("") for _ in range(last)), self._true]
        for earlier, later in pairwise(begun):
            self.cp.add_implication(earlier, later)
        for place, literal in enumerate(busy):
            now = begun[place] if place <= last else self._true
            over = begun[place - count] if place >= count else self._false
            self.cp.add_bool_or([unless, ~literal, now])
            self.cp.add_bool_or([unless, ~literal, ~over])
            self.cp.add_bool_or([unless, ~now, over, literal])

    def _busy(self, one: int, slot: int) -> cp_model.IntVar:
        if self.slots.room.seated[one, slot]:
            return self._true
        literals = self.slots.of.get((one, slot))
        if not literals:
            return self._false
        busy = self.cp.new_bool_var("")
        self.cp.add_bool_or([*literals, busy.negated()])
        for literal in literals:
            self.cp.add_implication(literal, busy)
        return busy

    def _starts(self, busy: list[cp_model.IntVar]) -> list[cp_model.IntVar]:
        """Literals: a block of meetings starts here."""
        starts = [busy[0]]
        for before, now in pairwise(busy):
            start = self.cp.new_bool_var("")
            self.cp.add_implication(start, now)
            self.cp.add_implication(start, before.negated())
            self.cp.add_bool_or([now.negated(), before, start])
            starts.append(start)
        return starts

    def _totals(self) -> None:
        """Redundant, and what proves the bound: two busy participants a meeting, so many meetings a slot at least."""
        forum = self.forum
        singles = all(single(forum, one) for one in range(len(forum.participants)))
        if self.slots.kept or not singles or len(self.busy) < len(forum.participants):
            return
        least = len(self.slots.free) - (forum.slots - 1) * forum.tables
        for slot in range(forum.slots):
            busy = [
                self.busy[one][timeline(forum, one).index(slot)]
                for one, participant in enumerate(forum.participants)
                if participant.seats[slot]
            ]
            total = cp_model.LinearExpr.sum(busy)
            self.cp.add(total <= 2 * forum.tables)
            if least > 0:
                self.cp.add(total >= 2 * least)
                self.cp.add(cp_model.LinearExpr.sum(self.slots.in_slot(slot)) >= least)

    def _count_tables(self) -> None:
        """The tables of each slot, counted by who sits at them and not by meeting: far shorter reasons to learn."""
        groups = cover(self.forum, self.slots.free)
        for slot in range(self.forum.slots):
            taken = [literal for one, pairs in groups.items() for literal in self._taken(one, pairs, slot)]
            at_most(self.cp, taken, self.forum.tables - self.slots.room.tables[slot])

    def _taken(self, one: int, pairs: Sequence[int], slot: int) -> list[cp_model.IntVar]:
        """Literals of the tables that `pairs`, all of them with `one`, take in `slot`."""
        literals = self.slots.in_slot(slot, pairs)
        if len(literals) < 2 or not single(self.forum, one):
            return literals
        if len(literals) == len(self.slots.of[one, slot]):
            return [self.busy[one][timeline(self.forum, one).index(slot)]]
        taken = self.cp.new_bool_var("")
        for literal in literals:
            self.cp.add_implication(literal, taken)
        return [taken]

    def _spread(self) -> None:
        if self.forum.spread is None:
            return
        fewest = 0
        if all(one in self.gaps for one in range(len(self.forum.participants))):
            levels = max(len(gaps) for gaps in self.gaps.values())
            lowest = [self.cp.new_bool_var("") for _ in range(levels)]
            for gaps in self.gaps.values():
                for level, reached in enumerate(lowest):
                    self.cp.add_implication(reached, gaps[level] if level < len(gaps) else self._false)
                for level in range(self.forum.spread, len(gaps)):
                    self.cp.add_implication(gaps[level], lowest[level - self.forum.spread])
            return
        for gaps in self.gaps.values():
            for gap in gaps[fewest + self.forum.spread :]:
                self.cp.add(gap == 0)
