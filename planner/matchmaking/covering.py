"""Participants who between them sit in every meeting: few literals then count the tables of a slot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from planner.matchmaking.forum import Forum


def cover(forum: Forum, pairs: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Participant -> those of `pairs` that are counted with them: each pair once, with one of its two.

    Greedy: who has most pairs left takes them all. Where a few are asked for often, they are far fewer than the pairs.
    """
    left = set(pairs)
    found: dict[int, tuple[int, ...]] = {}
    counts = Counter(one for pair in left for one in (forum.pairs[pair].visitor, forum.pairs[pair].host))
    while left:
        one = min(counts, key=lambda other: (-counts[other], other))
        found[one] = tuple(pair for pair in forum.pairs_of[one] if pair in left)
        left.difference_update(found[one])
        for pair in found[one]:
            counts.subtract((forum.pairs[pair].visitor, forum.pairs[pair].host))
    return found
