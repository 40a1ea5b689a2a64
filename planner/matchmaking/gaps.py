"""Idle gaps of a placement: runs of slots between a participant's meetings in which they could come but do not meet."""

from __future__ import annotations

from planner.matchmaking.forum import Forum, Placement


def timeline(forum: Forum, one: int) -> tuple[int, ...]:
    """The slots in which participant `one` can come. Slots in which they cannot make no gap: they are not in it."""
    return tuple(slot for slot, seats in enumerate(forum.participants[one].seats) if seats)


def busy(forum: Forum, placement: Placement, one: int) -> frozenset[int]:
    """The slots in which participant `one` meets."""
    return frozenset(placement[pair] for pair in forum.pairs_of[one] if pair in placement)


def gaps_of(forum: Forum, placement: Placement, one: int) -> int:
    """The idle gaps of participant `one`."""
    meets = busy(forum, placement, one)
    line = [slot in meets for slot in timeline(forum, one)]
    starts = sum(now and not before for before, now in zip([False, *line], line, strict=False))
    return max(0, starts - 1)


def gaps(forum: Forum, placement: Placement) -> int:
    """The idle gaps of all participants."""
    return sum(gaps_of(forum, placement, one) for one in range(len(forum.participants)))


def idle_slots(forum: Forum, placement: Placement) -> int:
    """The idle slots in all gaps."""
    total = 0
    for one in range(len(forum.participants)):
        meets = busy(forum, placement, one)
        if meets:
            total += sum(min(meets) < slot < max(meets) and slot not in meets for slot in timeline(forum, one))
    return total
