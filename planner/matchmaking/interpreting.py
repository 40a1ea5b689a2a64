"""How many interpreted meetings a slot can hold, whoever interprets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from planner.matchmaking.forum import Forum

LARGEST_FAMILY = 6


@dataclass(frozen=True, slots=True)
class Pool:
    """Interpreters and the pairs that only they can serve."""

    interpreters: frozenset[int]
    pairs: tuple[int, ...]

    def there(self, forum: Forum, slot: int) -> int:
        """How many of them are there in `slot`."""
        return sum(slot in forum.interpreting.slots[one] for one in self.interpreters)


def pools(forum: Forum) -> tuple[Pool, ...]:
    """The unions of the pairs' sets of interpreters.

    By Hall's theorem the meetings of a slot can all be served exactly when no union of such sets has more meetings
    than interpreters. Above `LARGEST_FAMILY` different sets only the sets themselves and the whole are taken.
    """
    interpreted = [(n, pair.interpreters) for n, pair in enumerate(forum.pairs) if pair.interpreters is not None]
    kinds = {able for _, able in interpreted}
    unions = {frozenset(union) for union in _unions(sorted(kinds, key=sorted))}
    return tuple(
        Pool(union, tuple(number for number, able in interpreted if able <= union))
        for union in sorted(unions, key=sorted)
    )


def _unions(kinds: list[frozenset[int]]) -> Iterator[frozenset[int]]:
    sizes = range(1, len(kinds) + 1) if len(kinds) <= LARGEST_FAMILY else (1, len(kinds))
    for size in sizes:
        for family in combinations(kinds, size):
            yield frozenset().union(*family)


def windows(forum: Forum) -> Iterator[range]:
    """Runs of slots in each of which every interpreter pauses at least `pause` slots."""
    length = forum.interpreting.stretch + forum.interpreting.pause
    for first in range(forum.slots - length + 1):
        yield range(first, first + length)


def window_limit(forum: Forum, pool: Pool, window: range) -> int:
    """The most meetings of `pool` in `window`: nobody works more than `stretch` of its slots."""
    rule = forum.interpreting
    return sum(min(rule.stretch, sum(slot in rule.slots[one] for slot in window)) for one in pool.interpreters)


def session_limit(forum: Forum, pool: Pool) -> int:
    """The most meetings of `pool` in the whole session, rests and longest work of each counted."""
    return sum(min(forum.interpreting.limit(one), _worked(forum, one)) for one in pool.interpreters)


def _worked(forum: Forum, interpreter: int) -> int:
    """The most slots `interpreter` can work: whole cycles of a stretch and a pause, then a rest of a cycle."""
    rule = forum.interpreting
    cycles, rest = divmod(forum.slots, rule.stretch + rule.pause)
    return min(len(rule.slots[interpreter]), cycles * rule.stretch + min(rest, rule.stretch))
