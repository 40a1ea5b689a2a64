"""What meetings are worth against each other where not all can be held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from planner.matchmaking.forum import Forum, Placement

REQUIRED = 10_000
FLOOR = 1_000
MUTUAL = 100

Besides = Callable[[int, int], int]
"""What a pair in a slot is worth beside its own worth, such as staying where it was announced."""


def nothing(pair: int, slot: int) -> int:
    """Nothing beside it."""
    return 0


def worth(forum: Forum, pair: int) -> int:
    """What placing `pair` counts against displacing another: required, then asked for by both, then benefit."""
    row = forum.pairs[pair]
    return 1 + row.benefit + MUTUAL * row.mutual + REQUIRED * row.required


def value(forum: Forum, placement: Placement, besides: Besides = nothing) -> int:
    """What a placement is worth: its pairs, and each participant's meetings up to their floor."""
    met = Counter(one for pair in placement for one in (forum.pairs[pair].visitor, forum.pairs[pair].host))
    floors = sum(min(participant.floor, met[one]) for one, participant in enumerate(forum.participants))
    return FLOOR * floors + sum(worth(forum, pair) + besides(pair, slot) for pair, slot in placement.items())
