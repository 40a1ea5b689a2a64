"""The CP-SAT model of a part of a timetable: some pairs are free to move between slots, all else is constant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ortools.sat.python import cp_model

from planner.matchmaking.capacity import Capacity
from planner.matchmaking.forum import Forum, Placement


class SlotsModel:
    """One literal for each free pair and slot: the pair meets in that slot.

    `kept` are the meetings that stay. With `complete` every free pair meets, else at most once. `within`, where given,
    are the only slots that the free pairs may take.
    """

    def __init__(
        self, forum: Forum, kept: Placement, free: Iterable[int], complete: bool, within: Collection[int] | None = None
    ) -> None:
        self.forum, self.kept, self.complete = forum, dict(kept), complete
        self.within = range(forum.slots) if within is None else within
        self.free = tuple(free)
        self.cp = cp_model.CpModel()
        self.room = Capacity(forum, kept)
        self.meets = {pair: self._slots_of(pair) for pair in self.free}
        for literals in self.meets.values():
            if complete:
                self.cp.add_exactly_one(literals.values())
            else:
                self.cp.add_at_most_one(literals.values())
        self.of = self._by_participant()
        self._seats()
        self._tables()
        self._interpreters()
        self._precedences()
        if not complete:
            self._most()

    def _slots_of(self, pair: int) -> dict[int, cp_model.IntVar]:
        row = self.forum.pairs[pair]
        return {
            slot: self.cp.new_bool_var("")
            for slot in self.forum.open_slots[pair]
            if slot in self.within
            and self.room.table(slot)
            and self.room.seat(row.visitor, slot)
            and self.room.seat(row.host, slot)
            and self.room.order(pair, slot)
        }

    def _by_participant(self) -> Mapping[tuple[int, int], list[cp_model.IntVar]]:
        found: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        for pair, literals in self.meets.items():
            for one in (self.forum.pairs[pair].visitor, self.forum.pairs[pair].host):
                for slot, literal in literals.items():
                    found.setdefault((one, slot), []).append(literal)
        return found

    def in_slot(self, slot: int, pairs: Iterable[int] | None = None) -> list[cp_model.IntVar]:
        """The literals of free `pairs` (all by default) in `slot`."""
        members = self.free if pairs is None else [pair for pair in pairs if pair in self.meets]
        return [self.meets[pair][slot] for pair in members if slot in self.meets[pair]]

    def _seats(self) -> None:
        for (one, slot), literals in self.of.items():
            seats = self.forum.participants[one].seats[slot] - self.room.seated[one, slot]
            if seats == 1:
                self.cp.add_at_most_one(literals)
            elif len(literals) > seats:
                self.cp.add(cp_model.LinearExpr.sum(literals) <= seats)

    def _tables(self) -> None:
        for slot in range(self.forum.slots):
            self._at_most(self.in_slot(slot), self.forum.tables - self.room.tables[slot])

    def _interpreters(self) -> None:
        for number, pool in enumerate(self.room.pools):
            in_slot = [self.in_slot(slot, pool.pairs) for slot in range(self.forum.slots)]
            used = [self.room.interpreted[number, slot] for slot in range(self.forum.slots)]
            for slot, literals in enumerate(in_slot):
                self._at_most(literals, self.room.there[number][slot] - used[slot])
            for window, limit in zip(self.room.windows, self.room.window_limits[number], strict=True):
                left = limit - sum(used[slot] for slot in window)
                self._at_most([literal for slot in window for literal in in_slot[slot]], left)
            limit = self.room.session_limits[number] - sum(used)
            self._at_most([literal for literals in in_slot for literal in literals], limit)

    def _at_most(self, literals: list[cp_model.IntVar], limit: int) -> None:
        if len(literals) > limit:
            self.cp.add(cp_model.LinearExpr.sum(literals) <= limit)

    def _precedences(self) -> None:
        for before, after in self.forum.precedences:
            if before not in self.meets or after not in self.meets:
                continue
            if self.complete:
                self._in_order(before, after)
                continue
            for slot, literal in self.meets[after].items():
                for when, other in self.meets[before].items():
                    if when >= slot:
                        self.cp.add_implication(literal, other.negated())

    def _in_order(self, before: int, after: int) -> None:
        """Both meet, one before the other: said from both ends, so that either narrows the other's slots."""
        first, second = self.meets[before], self.meets[after]
        for slot, literal in second.items():
            self.cp.add_bool_or([literal.negated(), *(other for when, other in first.items() if when < slot)])
        for slot, literal in first.items():
            self.cp.add_bool_or([literal.negated(), *(other for when, other in second.items() if when > slot)])

    def _most(self) -> None:
        for one, participant in enumerate(self.forum.participants):
            literals = [literal for slot in range(self.forum.slots) for literal in self.of.get((one, slot), ())]
            self._at_most(literals, participant.room - self.room.meetings[one])

    def placement(self, solver: cp_model.CpSolver) -> dict[int, int]:
        """The whole placement of a solution: what was kept and where the free pairs meet."""
        found = dict(self.kept)
        for pair, literals in self.meets.items():
            for slot, literal in literals.items():
                if solver.boolean_value(literal):
                    found[pair] = slot
        return found

    def hint(self, placement: Placement) -> None:
        """Suggest `placement` for the free pairs."""
        for pair, literals in self.meets.items():
            for slot, literal in literals.items():
                self.cp.add_hint(literal, placement.get(pair) == slot)
