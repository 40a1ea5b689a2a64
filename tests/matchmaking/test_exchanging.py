"""Exchanges of meetings between slots: fewer idle gaps, every rule kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.matchmaking import compacting
from planner.matchmaking.budget import Budget
from planner.matchmaking.capacity import Capacity
from planner.matchmaking.exchanging import exchange
from planner.matchmaking.forum import Forum, Pair, Placement
from planner.matchmaking.gaps import gaps
from planner.matchmaking.placing import place
from tests.matchmaking.forums import everyone, random_forum


def lawful(forum: Forum, placement: Placement) -> bool:
    """Each meeting is allowed beside all others."""
    return all(
        Capacity(forum, {other: when for other, when in placement.items() if other != pair}).allows(pair, slot)
        for pair, slot in placement.items()
    )


@pytest.mark.parametrize("seed", range(8))
def test_exchanges_keep_all_meetings_and_every_rule(seed: int) -> None:
    # Seats of none to two, slots that a pair may not use, five tables, two languages to interpret with rests, an order.
    forum = random_forum(seed)
    placement = place(forum, range(len(forum.pairs)), Budget(10))
    assert lawful(forum, placement)
    found = exchange(forum, placement, Budget(1, seed))
    assert found.keys() == placement.keys()
    assert lawful(forum, found)
    assert gaps(forum, found) <= gaps(forum, placement)
    assert exchange(forum, placement, Budget(1, seed)) == found


def test_two_who_wait_for_each_other_trade_places() -> None:
    # Two visitors and three hosts in three slots, one table: only a trade of two meetings brings a visitor's together.
    pairs = tuple(Pair(visitor, host, frozenset(range(4))) for visitor, host in ((0, 2), (0, 3), (1, 2), (1, 4)))
    forum = Forum(4, 1, everyone(2, 3, 4), pairs)
    apart = {0: 0, 2: 1, 1: 2, 3: 3}
    assert gaps(forum, apart) == 2
    assert gaps(forum, exchange(forum, apart, Budget(2))) == 0


def test_a_chain_moves_as_many_as_it_must() -> None:
    # Every slot is full, so is everybody: whoever moves pushes others, over seats and tables.
    pairs = tuple(Pair(visitor, 3 + host, frozenset(range(5))) for visitor in range(3) for host in range(3))
    forum = Forum(5, 3, everyone(3, 3, 5), pairs)
    spread = {3 * visitor + host: (0, 2, 4)[(visitor + host) % 3] for visitor in range(3) for host in range(3)}
    assert gaps(forum, spread) == 12
    assert gaps(forum, exchange(forum, spread, Budget(2))) == 0


def test_where_the_spread_is_limited_nothing_is_exchanged() -> None:
    forum = replace(random_forum(1), spread=2)
    placement = place(forum, range(len(forum.pairs)), Budget(10))
    assert exchange(forum, placement, Budget(1)) == placement


def test_a_bound_that_is_reached_ends_it_and_nothing_is_spent() -> None:
    forum = random_forum(1)
    placement = place(forum, range(len(forum.pairs)), Budget(10))
    budget = Budget(1)
    assert exchange(forum, placement, budget, gaps(forum, placement)) == placement
    assert budget.spent == 0


def test_a_forum_larger_than_a_part_is_exchanged_first(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = tuple(Pair(visitor, 3 + host, frozenset(range(5))) for visitor in range(3) for host in range(3))
    forum = Forum(5, 3, everyone(3, 3, 5), pairs)
    spread = {3 * visitor + host: (0, 2, 4)[(visitor + host) % 3] for visitor in range(3) for host in range(3)}
    asked: list[int] = []

    def note(forum: Forum, placement: Placement, budget: Budget, bound: int) -> dict[int, int]:
        asked.append(len(placement))
        return exchange(forum, placement, budget, bound)

    monkeypatch.setattr(compacting, "exchange", note)
    for most, calls in ((250, 0), (8, 1)):
        monkeypatch.setattr(compacting, "MOST", most)
        assert gaps(forum, compacting.compact(forum, spread, range(9), Budget(2)).placement) == 0
        assert len(asked) == calls
