"""Which table each meeting takes: as few changes of table as a simple order of claims gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

from planner.matchmaking.forum import Forum, Placement


def tables(forum: Forum, placement: Placement, before: Mapping[int, int] | None = None) -> dict[int, int]:
    """Pair -> table, from 0, one meeting at each table of a slot.

    In each slot those of `before` (what was announced) come first, then the table where the host sat last, then where
    the visitor sat last, then the lowest table that nobody is likely to come back to.
    """
    found: dict[int, int] = {}
    last: dict[int, set[int]] = defaultdict(set)
    for slot in range(forum.slots):
        here = sorted(pair for pair, when in placement.items() if when == slot)
        taken = _claimed(forum, here, [before or {}], last)
        spare = _spare(forum.tables, set(taken.values()), last)
        for pair in here:
            if pair not in taken:
                taken[pair] = spare.pop(0)
        sat: dict[int, set[int]] = defaultdict(set)
        for pair, table in taken.items():
            sat[forum.pairs[pair].visitor].add(table)
            sat[forum.pairs[pair].host].add(table)
        last.update(sat)
        found |= taken
    return found


def _claimed(
    forum: Forum, here: list[int], announced: list[Mapping[int, int]], last: Mapping[int, set[int]]
) -> dict[int, int]:
    taken: dict[int, int] = {}
    free = set(range(forum.tables))
    hosts = {pair: last.get(forum.pairs[pair].host, set()) for pair in here}
    visitors = {pair: last.get(forum.pairs[pair].visitor, set()) for pair in here}
    for claims in (*({p: {t[p]} for p in here if p in t} for t in announced), hosts, visitors):
        for pair in here:
            wanted = sorted(claims.get(pair, set()) & free)
            if pair not in taken and wanted:
                taken[pair] = wanted[0]
                free.discard(wanted[0])
    return taken


def _spare(number: int, taken: set[int], last: Mapping[int, set[int]]) -> list[int]:
    """Free tables, those where nobody sat last first."""
    homes = {table for sat in last.values() for table in sat}
    return sorted((table for table in range(number) if table not in taken), key=lambda table: (table in homes, table))


def table_changes(forum: Forum, placement: Placement, numbered: Mapping[int, int]) -> int:
    """How often a participant with one seat sits down at another table than at the meeting before."""
    changes = 0
    for one, pairs in enumerate(forum.pairs_of):
        if max(forum.participants[one].seats, default=0) == 1:
            sat = [numbered[pair] for pair in sorted((p for p in pairs if p in placement), key=placement.__getitem__)]
            changes += sum(now != before for before, now in pairwise(sat))
    return changes
