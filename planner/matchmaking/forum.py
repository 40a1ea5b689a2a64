"""A forum: the matchmaking problem in whole numbers. Slots, participants, pairs and interpreters are counted from 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Side = Literal["visitor", "host"]
Placement = Mapping[int, int]
"""Pair -> slot, for the pairs that meet."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Who sits in meetings. `seats[slot]` is at how many tables they can sit at once; 0 where they cannot come."""

    side: Side
    seats: tuple[int, ...]
    floor: int = 0
    most: int | None = None

    @property
    def room(self) -> int:
        """The most meetings they can have."""
        return sum(self.seats) if self.most is None else min(self.most, sum(self.seats))


@dataclass(frozen=True, slots=True)
class Pair:
    """A meeting that was asked for or proposed, between two participants.

    Wishes run from 0 (did not ask) to 5. `slots` are those in which the pair may meet. `interpreters` are those who
    could interpret, None where none is needed. A `required` pair must meet.
    """

    visitor: int
    host: int
    slots: frozenset[int]
    visitor_wish: int = 0
    host_wish: int = 0
    interpreters: frozenset[int] | None = None
    required: bool = False

    @property
    def mutual(self) -> bool:
        """Both asked for it."""
        return self.visitor_wish > 0 and self.host_wish > 0

    @property
    def benefit(self) -> int:
        """(v + 1)(h + 1) - 1 of the wishes v and h: one wish counts by itself, two multiply. 0 to 35."""
        return (self.visitor_wish + 1) * (self.host_wish + 1) - 1


@dataclass(frozen=True, slots=True)
class Interpreting:
    """Interpreters and their rest.

    `slots[i]` are the slots in which interpreter i is there; i works at most `most[i]` slots (where given), and nobody
    more than `stretch` slots before a pause of `pause` slots.
    """

    slots: tuple[frozenset[int], ...] = ()
    stretch: int = 1_000
    pause: int = 1
    most: tuple[int, ...] = ()

    def limit(self, one: int) -> int:
        """The most slots that interpreter `one` works."""
        return min(self.most[one], len(self.slots[one])) if self.most else len(self.slots[one])


@dataclass(frozen=True)
class Forum:
    """One matchmaking session.

    `tables` limits the meetings of a slot. `precedences` are (earlier pair, later pair). `spread`, where given, is
    the most by which the idle gaps of two participants may differ. `price_percent` is how much of the benefit may be
    given up to raise those who have the fewest meetings they asked for.
    """

    slots: int
    tables: int
    participants: tuple[Participant, ...]
    pairs: tuple[Pair, ...]
    interpreting: Interpreting = Interpreting()
    precedences: tuple[tuple[int, int], ...] = ()
    spread: int | None = None
    price_percent: int = 5

    @cached_property
    def pairs_of(self) -> tuple[tuple[int, ...], ...]:
        """The pairs of each participant, ascending."""
        found: list[list[int]] = [[] for _ in self.participants]
        for index, pair in enumerate(self.pairs):
            found[pair.visitor].append(index)
            found[pair.host].append(index)
        return tuple(map(tuple, found))

    @cached_property
    def open_slots(self) -> tuple[tuple[int, ...], ...]:
        """For each pair the slots in which both can come and may meet, ascending."""
        return tuple(
            tuple(
                slot
                for slot in sorted(pair.slots)
                if self.participants[pair.visitor].seats[slot] and self.participants[pair.host].seats[slot]
            )
            for pair in self.pairs
        )

    def wish(self, participant: int, pair: int) -> int:
        """What `participant` wishes of `pair`."""
        row = self.pairs[pair]
        return row.visitor_wish if row.visitor == participant else row.host_wish
