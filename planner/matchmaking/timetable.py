"""A solved forum: who meets whom, when, where, with whose help, and how good that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from planner.matchmaking.choosing import Choice
from planner.matchmaking.forum import Forum, Placement
from planner.matchmaking.gaps import gaps, idle_slots
from planner.matchmaking.tables import table_changes


@dataclass(frozen=True)
class Timetable:
    """`placement` gives each meeting's slot, `tables` its table, `interpreters` its interpreter where it needs one.

    `gap_bound` is a proven lower bound on the idle gaps of these meetings. `impossible`: it is proven that not all
    required pairs can meet.
    """

    forum: Forum
    choice: Choice
    placement: Placement
    tables: Mapping[int, int]
    interpreters: Mapping[int, int]
    gap_bound: int
    seconds: float
    impossible: bool = False

    @property
    def benefit(self) -> int:
        """The benefit of all meetings."""
        return sum(self.forum.pairs[pair].benefit for pair in self.placement)

    @property
    def bound(self) -> int:
        """What no timetable with as many meetings that both asked for, and as fair, exceeds in benefit."""
        if self.mutual < self.choice.mutual:
            return self.choice.widest_bound
        reached = all(good >= floor for good, floor in zip(self.good, self.choice.floors, strict=True))
        return self.choice.bound if reached and not self.short else self.choice.widest_bound

    @property
    def short(self) -> tuple[int, ...]:
        """Participants with fewer meetings than their floor, but those of whom the choice knows it cannot be had."""
        met = Counter(one for pair in self.placement for one in self._both(pair))
        return tuple(
            one
            for one, participant in enumerate(self.forum.participants)
            if met[one] < participant.floor and one not in self.choice.short
        )

    def _both(self, pair: int) -> tuple[int, int]:
        return self.forum.pairs[pair].visitor, self.forum.pairs[pair].host

    @property
    def mutual(self) -> int:
        """Meetings that both asked for."""
        return sum(self.forum.pairs[pair].mutual for pair in self.placement)

    @property
    def gaps(self) -> int:
        """Idle gaps of all participants."""
        return gaps(self.forum, self.placement)

    @property
    def idle_slots(self) -> int:
        """Idle slots in all gaps."""
        return idle_slots(self.forum, self.placement)

    @property
    def table_changes(self) -> int:
        """How often somebody with one seat changes tables between meetings."""
        return table_changes(self.forum, self.placement, self.tables)

    @property
    def dropped(self) -> tuple[int, ...]:
        """Chosen pairs that found no slot."""
        return tuple(pair for pair in self.choice.pairs if pair not in self.placement)

    @property
    def good(self) -> tuple[int, ...]:
        """For each participant the meetings they asked for."""
        return tuple(
            sum(pair in self.placement and self.forum.wish(one, pair) > 0 for pair in pairs)
            for one, pairs in enumerate(self.forum.pairs_of)
        )

    @property
    def fairness(self) -> int:
        """The fewest good meetings of anyone who asked for at least one and can come."""
        asked = [
            good
            for one, good in enumerate(self.good)
            if any(self.forum.wish(one, pair) and self.forum.open_slots[pair] for pair in self.forum.pairs_of[one])
        ]
        return min(asked, default=0)
