"""The fewest idle gaps that a participant's own meetings force, whatever the others do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from planner.matchmaking.forum import Forum
from planner.matchmaking.gaps import timeline

LOOK = 2
"""Gaps beyond which nobody's own times are looked at: the fewest is then at least so many."""


def single(forum: Forum, one: int) -> bool:
    """Participant `one` never sits at two tables at once."""
    return max(forum.participants[one].seats, default=0) <= 1


def can_meet(forum: Forum, one: int, pairs: Collection[int]) -> bool:
    """`one`, with one seat, has a slot for each of `pairs` in which they are, whatever the others do."""
    mine = [forum.open_slots[pair] for pair in forum.pairs_of[one] if pair in pairs]
    return not single(forum, one) or _seated(mine, range(forum.slots))


def least_gaps(forum: Forum, one: int, pairs: Collection[int]) -> int:
    """A lower bound on the gaps of `one`, who has one seat, if all of `pairs` in which they are meet.

    Slots that no pair may use and mornings or afternoons asked for can split a day; that the meetings of others take
    slots as well is not looked at.
    """
    mine = [forum.open_slots[pair] for pair in forum.pairs_of[one] if pair in pairs]
    if not single(forum, one) or len(mine) < 2:
        return 0
    line = timeline(forum, one)
    usable = {slot for slots in mine for slot in slots}
    for gaps in range(LOOK):
        layouts = _layouts([slot in usable for slot in line], 0, len(mine), gaps + 1)
        if any(_seated(mine, {line[place] for place in layout}) for layout in layouts):
            return gaps
    return LOOK


def _layouts(usable: Sequence[bool], first: int, meetings: int, blocks: int) -> Iterator[tuple[int, ...]]:
    """Places of so many meetings in exactly so many blocks, from place `first` on."""
    if not meetings:
        yield ()
        return
    for start in range(first, len(usable)):
        for length in range(1, meetings + 1):
            if start + length > len(usable) or not usable[start + length - 1]:
                break
            if (blocks == 1) == (length == meetings):
                block = tuple(range(start, start + length))
                for rest in _layouts(usable, start + length + 1, meetings - length, blocks - 1):
                    yield block + rest


def _seated(meetings: Sequence[Sequence[int]], slots: Collection[int]) -> bool:
    """Each of `meetings` finds one of `slots` of its own (by augmenting paths)."""
    holder: dict[int, int] = {}

    def find(meeting: int, seen: set[int]) -> bool:
        for slot in meetings[meeting]:
            if slot in slots and slot not in seen:
                seen.add(slot)
                if slot not in holder or find(holder[slot], seen):
                    holder[slot] = meeting
                    return True
        return False

    return all(find(meeting, set()) for meeting in range(len(meetings)))
