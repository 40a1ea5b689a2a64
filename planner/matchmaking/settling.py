"""The last meetings: what still fits when all else is decided, without a solver and thus whatever time is left."""

from __future__ import annotations

from planner.matchmaking.capacity import Capacity
from planner.matchmaking.forum import Forum, Placement
from planner.matchmaking.gaps import gaps_of
from planner.matchmaking.worth import worth


def settle(forum: Forum, placement: Placement) -> dict[int, int]:
    """`placement` and every further pair that still fits and needs no interpreter, in the slot with the fewest gaps.

    So nobody stays below a floor who is free to meet, whatever the steps before found in their time: moved meetings
    free seats, and so do those that nobody interprets. First come pairs of those below their floor, then by worth.
    """
    capacity = Capacity(forum, placement)

    def lacking(pair: int) -> bool:
        row = forum.pairs[pair]
        return any(capacity.meetings[one] < forum.participants[one].floor for one in (row.visitor, row.host))

    free = [n for n, row in enumerate(forum.pairs) if n not in capacity.placement and row.interpreters is None]
    for pair in sorted(free, key=lambda pair: (not lacking(pair), -worth(forum, pair), pair)):
        able = [slot for slot in forum.open_slots[pair] if capacity.allows(pair, slot)]
        if able:
            capacity.put(pair, min(able, key=lambda slot: _gaps(forum, capacity.placement, pair, slot)))
    return capacity.placement


def _gaps(forum: Forum, placement: Placement, pair: int, slot: int) -> int:
    """Idle gaps of the two of `pair` if they meet in `slot`."""
    row, then = forum.pairs[pair], {**placement, pair: slot}
    return gaps_of(forum, then, row.visitor) + gaps_of(forum, then, row.host)
