"""What a placement still leaves free, and whether one more meeting keeps every rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from planner.matchmaking.forum import Forum, Placement
from planner.matchmaking.interpreting import pools, session_limit, window_limit, windows
from planner.matchmaking.selection import Row


class Capacity:
    """A placement that grows, with the seats, tables and interpreters it uses."""

    def __init__(self, forum: Forum, placement: Placement) -> None:
        self.forum = forum
        self.placement: dict[int, int] = {}
        self.pools = pools(forum)
        self.windows = tuple(windows(forum))
        self.there = [[pool.there(forum, slot) for slot in range(forum.slots)] for pool in self.pools]
        self.window_limits = [[window_limit(forum, pool, window) for window in self.windows] for pool in self.pools]
        self.session_limits = [session_limit(forum, pool) for pool in self.pools]
        self._pools_of: dict[int, list[int]] = {}
        for number, pool in enumerate(self.pools):
            for pair in pool.pairs:
                self._pools_of.setdefault(pair, []).append(number)
        self._precedences: dict[int, list[tuple[int, int]]] = {}
        for precedence in forum.precedences:
            for pair in precedence:
                self._precedences.setdefault(pair, []).append(precedence)
        self.seated: Counter[tuple[int, int]] = Counter()
        self.meetings: Counter[int] = Counter()
        self.tables: Counter[int] = Counter()
        self.interpreted: Counter[tuple[int, int]] = Counter()
        for pair, slot in placement.items():
            self.put(pair, slot)

    def put(self, pair: int, slot: int) -> None:
        """Place `pair` in `slot`; whether that is lawful is the caller's affair."""
        self._count(pair, slot, 1)
        self.placement[pair] = slot

    def take(self, pair: int) -> None:
        """Take `pair` out again."""
        self._count(pair, self.placement.pop(pair), -1)

    def _count(self, pair: int, slot: int, by: int) -> None:
        row = self.forum.pairs[pair]
        for one in (row.visitor, row.host):
            self.seated[one, slot] += by
            self.meetings[one] += by
        self.tables[slot] += by
        for pool in self._pools_of.get(pair, ()):
            self.interpreted[pool, slot] += by

    def table(self, slot: int) -> bool:
        """A table is free in `slot`."""
        return self.tables[slot] < self.forum.tables

    def seat(self, one: int, slot: int) -> bool:
        """`one` has a seat free in `slot`."""
        return self.seated[one, slot] < self.forum.participants[one].seats[slot]

    def interpreter(self, pair: int, slot: int) -> bool:
        """Interpreters, their rests kept, suffice for `pair` in `slot` as well."""
        return all(self._pool_room(pool, slot) > 0 for pool in self._pools_of.get(pair, ()))

    def order(self, pair: int, slot: int) -> bool:
        """Precedences with what is placed are kept."""
        for before, after in self._precedences.get(pair, ()):
            first = slot if before == pair else self.placement.get(before, -1)
            last = slot if after == pair else self.placement.get(after, self.forum.slots)
            if first >= last:
                return False
        return True

    def wanted(self, one: int) -> bool:
        """`one` may have a meeting more."""
        return self.meetings[one] < self.forum.participants[one].room

    def allows(self, pair: int, slot: int) -> bool:
        """`pair`, not placed yet, may be placed in `slot`."""
        row = self.forum.pairs[pair]
        return (
            slot in self.forum.open_slots[pair]
            and self.table(slot)
            and all(self.seat(one, slot) and self.wanted(one) for one in (row.visitor, row.host))
            and self.interpreter(pair, slot)
            and self.order(pair, slot)
        )

    def rows(self, slot: int, able: Iterable[int]) -> list[Row]:
        """The limits on which of `able` can be added to `slot` together."""
        able = set(able)
        by_participant: dict[int, list[int]] = {}
        for pair in able:
            for one in (self.forum.pairs[pair].visitor, self.forum.pairs[pair].host):
                by_participant.setdefault(one, []).append(pair)
        rows = [Row(sorted(pairs), 0, self._seats(one, slot)) for one, pairs in sorted(by_participant.items())]
        rows.append(Row(sorted(able), 0, self.forum.tables - self.tables[slot]))
        for number, pool in enumerate(self.pools):
            rows.append(Row([pair for pair in pool.pairs if pair in able], 0, self._pool_room(number, slot)))
        rows += [Row(pair, 0, 1) for pair in self.forum.precedences if able.issuperset(pair)]
        return rows

    def _seats(self, one: int, slot: int) -> int:
        participant = self.forum.participants[one]
        return min(participant.seats[slot] - self.seated[one, slot], participant.room - self.meetings[one])

    def _pool_room(self, number: int, slot: int) -> int:
        used = [self.interpreted[number, other] for other in range(self.forum.slots)]
        room = min(self.there[number][slot] - used[slot], self.session_limits[number] - sum(used))
        for window, limit in zip(self.windows, self.window_limits[number], strict=True):
            if slot in window:
                room = min(room, limit - sum(used[window.start : window.stop]))
        return room
