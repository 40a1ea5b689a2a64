"""Why a pair does not meet: slot by slot, what is missing and whom it would displace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from planner.matchmaking.capacity import Capacity
from planner.matchmaking.forum import Forum, Placement

Need = Literal["visitor_away", "host_away", "pair_slot", "visitor_seat", "host_seat", "table", "interpreter"]
Whole = Literal["visitor_away", "host_away", "visitor_full", "host_full"]


@dataclass(frozen=True, slots=True)
class SlotObstacles:
    """What stands against a meeting in `slot`; `displaces` are the meetings that hold the seats it would need."""

    slot: int
    needs: tuple[Need, ...]
    displaces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Why `pair` does not meet. `whole`: a side is not there in any slot, or has all the meetings it can or may have.

    `slots` tells of every slot.
    """

    pair: int
    whole: tuple[Whole, ...]
    slots: tuple[SlotObstacles, ...]

    @property
    def nearest(self) -> SlotObstacles | None:
        """The slot with the fewest obstacles, then the fewest displaced, then the earliest."""
        return min(self.slots, key=lambda one: (len(one.needs), len(one.displaces), one.slot), default=None)

    @property
    def needs(self) -> tuple[str, ...]:
        """What would let the pair meet: a full side, else what the nearest slot lacks."""
        return self.whole or (self.nearest.needs if self.nearest else ())


def obstacles(forum: Forum, placement: Placement, pair: int) -> Obstacles:
    """What stands against `pair`, which does not meet in `placement`."""
    capacity = Capacity(forum, placement)
    row = forum.pairs[pair]
    whole: list[Whole] = []
    if not capacity.wanted(row.visitor):
        whole.append("visitor_full" if forum.participants[row.visitor].room else "visitor_away")
    if not capacity.wanted(row.host):
        whole.append("host_full" if forum.participants[row.host].room else "host_away")
    slots = tuple(_in_slot(forum, capacity, pair, slot) for slot in range(forum.slots))
    return Obstacles(pair, tuple(whole), slots)


def _in_slot(forum: Forum, capacity: Capacity, pair: int, slot: int) -> SlotObstacles:
    row = forum.pairs[pair]
    seats = {one: forum.participants[one].seats[slot] for one in (row.visitor, row.host)}
    facts: list[tuple[bool, Need]] = [
        (not seats[row.visitor], "visitor_away"),
        (not seats[row.host], "host_away"),
        (slot not in row.slots, "pair_slot"),
        (bool(seats[row.visitor]) and not capacity.seat(row.visitor, slot), "visitor_seat"),
        (bool(seats[row.host]) and not capacity.seat(row.host, slot), "host_seat"),
        (not capacity.table(slot), "table"),
        (not capacity.interpreter(pair, slot), "interpreter"),
    ]
    needs = tuple(need for holds, need in facts if holds)
    blocked = {one for one, need in ((row.visitor, "visitor_seat"), (row.host, "host_seat")) if need in needs}
    displaces = sorted({p for one in blocked for p in forum.pairs_of[one] if capacity.placement.get(p) == slot})
    return SlotObstacles(slot, needs, tuple(displaces))
