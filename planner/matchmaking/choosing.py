"""Which pairs meet: what both asked for first, then fair to those with the fewest, then the most benefit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.matchmaking.budget import Budget
from planner.matchmaking.forum import Forum
from planner.matchmaking.interpreting import pools, session_limit
from planner.matchmaking.selection import Row, Selection, select


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen pairs and what the choice proves.

    `mutual` is the number of chosen pairs that both asked for. `bound` limits the benefit of every timetable with as
    many of them and the same fairness floors; `free_bound` that without the floors, `widest_bound` that of every
    timetable whatever. `floors` is, by participant, the least number of good meetings (asked for by the participant)
    that was asked of the choice.
    """

    pairs: tuple[int, ...]
    benefit: int
    bound: int
    free_bound: int
    widest_bound: int
    mutual: int
    floors: tuple[int, ...]
    short: tuple[int, ...] = field(default=())

    @property
    def price(self) -> int:
        """Benefit given up for fairness."""
        return max(0, self.free_bound - self.bound)


def choose(forum: Forum, budget: Budget) -> Choice:
    """The best choice of pairs that seats, tables and interpreters of the whole session can carry.

    `short` lists the participants who cannot have as many meetings as their floor asks.
    """
    return _Chooser(forum, budget).choice()


class _Chooser:
    def __init__(self, forum: Forum, budget: Budget) -> None:
        self.forum, self.budget = forum, budget
        self.values = {index: pair.benefit for index, pair in enumerate(forum.pairs) if forum.open_slots[index]}
        self.rows = [row for row in limits(forum) if row.pairs]
        self.good = [
            [pair for pair in pairs if pair in self.values and forum.wish(one, pair) > 0]
            for one, pairs in enumerate(forum.pairs_of)
        ]
        self.most = [min(len(good), forum.participants[one].room) for one, good in enumerate(self.good)]

    def choice(self) -> Choice:
        if all(pair.required for pair in self.forum.pairs):
            return self._everything()
        widest = select(self.values, self.rows, self.budget)
        widest_bound = widest.bound if widest else sum(self.values.values())
        short = self._keep_floors()
        mutual = self._keep_mutual()
        free = select(self.values, self.rows, self.budget)
        if free is None:
            return Choice((), 0, widest_bound, widest_bound, widest_bound, 0, (0,) * len(self.good), short)
        floors, best = self._raise(free)
        return Choice(best.pairs, best.value, best.bound, free.bound, widest_bound, mutual, floors, short)

    def _everything(self) -> Choice:
        pairs = tuple(self.values)
        benefit = sum(self.values.values())
        mutual = sum(self.forum.pairs[pair].mutual for pair in pairs)
        return Choice(pairs, benefit, benefit, benefit, benefit, mutual, (0,) * len(self.good))

    def _keep_floors(self) -> tuple[int, ...]:
        """Ask for each participant's least number of meetings; those beyond whom it cannot be met come back."""
        wanted = []
        for one, pairs in enumerate(self.forum.pairs_of):
            floor = self.forum.participants[one].floor
            if floor:
                wanted.append((one, Row([pair for pair in pairs if pair in self.values], floor)))
        if not wanted:
            return ()
        found = select(self.values, self.rows, self.budget, [row for _, row in wanted])
        chosen = set(found.pairs) if found else set()
        kept = [(one, row) for one, row in wanted if sum(pair in chosen for pair in row.pairs) >= row.least]
        self.rows += [row for _, row in kept]
        return tuple(sorted({one for one, _ in wanted} - {one for one, _ in kept}))

    def _keep_mutual(self) -> int:
        """Ask for as many pairs that both asked for as there can be."""
        mutual = [pair for pair in self.values if self.forum.pairs[pair].mutual]
        found = select({pair: int(pair in set(mutual)) for pair in self.values}, self.rows, self.budget)
        count = found.value if found else 0
        self.rows.append(Row(mutual, count))
        return count

    def _raise(self, free: Selection) -> tuple[tuple[int, ...], Selection]:
        """Leximin floors: a common level by bisection, then level by level for those who can still rise.

        As far as the time reaches: floors that were not raised are only less fair.
        """
        least = -(-free.value * (100 - self.forum.price_percent) // 100)
        self.rows.append(Row(list(self.values), least, None, self.values))
        low, high, best = 0, max(self.most, default=0), free
        while low < high and self.budget.left:
            level = (low + high + 1) // 2
            found = self._with([min(level, most) for most in self.most])
            if found:
                low, best = level, found
            else:
                high = level - 1
        floors = [min(low, most) for most in self.most]
        for level in range(low + 1, max(self.most, default=0) + 1):
            raised = self._raise_to(level, floors) if self.budget.left else None
            if raised is None:
                break
            floors, best = raised
        return tuple(floors), best

    def _raise_to(self, level: int, floors: list[int]) -> tuple[list[int], Selection] | None:
        """Floors where as many as possible stand at `level`, or None where nobody can rise to it."""
        able = [one for one, most in enumerate(self.most) if most >= level and floors[one] == level - 1]
        if not able:
            return None
        rows = self.rows + [Row(self.good[one], floor) for one, floor in enumerate(floors) if floor]
        found = select(self.values, rows, self.budget, [Row(self.good[one], level) for one in able])
        if not found or not found.value:
            return None
        chosen = set(found.pairs)
        risen = {one for one in able if sum(pair in chosen for pair in self.good[one]) >= level}
        raised = [level if one in risen else floor for one, floor in enumerate(floors)]
        best = self._with(raised)
        return (raised, best) if best else None

    def _with(self, floors: list[int]) -> Selection | None:
        rows = self.rows + [Row(self.good[one], floor) for one, floor in enumerate(floors) if floor]
        return select(self.values, rows, self.budget)


def limits(forum: Forum) -> Iterator[Row]:
    """What the whole session can carry: meetings of a participant, of all tables, of interpreters; required pairs."""
    for one, pairs in enumerate(forum.pairs_of):
        yield Row(pairs, 0, forum.participants[one].room)
    everything = range(len(forum.pairs))
    yield Row(everything, 0, forum.slots * forum.tables)
    for pool in pools(forum):
        yield Row(pool.pairs, 0, session_limit(forum, pool))
    for index, pair in enumerate(forum.pairs):
        if pair.required:
            yield Row([index], 1)
