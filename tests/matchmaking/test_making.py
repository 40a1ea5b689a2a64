"""From a forum to its timetable."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.matchmaking.budget import Budget
from planner.matchmaking.choosing import choose
from planner.matchmaking.forum import Forum, Interpreting, Pair, Participant
from planner.matchmaking.making import make_timetable
from planner.matchmaking.selection import Row, select
from planner.matchmaking.settling import settle
from tests.matchmaking.forums import broken, everyone, random_forum


def every(slots: int) -> frozenset[int]:
    return frozenset(range(slots))


@pytest.mark.parametrize("seed", range(6))
def test_a_timetable_keeps_every_rule(seed: int) -> None:
    made = make_timetable(random_forum(seed), seconds=3, workers=1)
    assert made.placement
    assert broken(made) == []
    assert made.benefit <= made.bound <= sum(pair.benefit for pair in made.forum.pairs)


def test_a_complete_bipartite_forum_is_placed_whole() -> None:
    # 6 x 6 pairs in 6 slots at 6 tables: a Latin square exists, so nothing need be dropped and nobody idles.
    pairs = tuple(Pair(visitor, host, every(6), 3, 3) for visitor in range(6) for host in range(6, 12))
    made = make_timetable(Forum(6, 6, everyone(6, 6, 6), pairs), seconds=5, workers=1)
    assert len(made.placement) == 36
    assert made.gaps == 0
    assert made.benefit == made.choice.bound == 36 * 15


def test_meetings_that_both_asked_for_come_before_benefit() -> None:
    # One slot, one table: the mutual meeting is worth (1+1)(1+1)-1 = 3, the one-sided (5+1)(0+1)-1 = 5.
    pairs = (Pair(0, 2, every(1), 5, 0), Pair(1, 3, every(1), 1, 1))
    made = make_timetable(Forum(1, 1, everyone(2, 2, 1), pairs), seconds=2, workers=1)
    assert set(made.placement) == {1}
    assert made.mutual == 1


def test_fairness_gives_a_meeting_to_whoever_would_have_none() -> None:
    # One host, two slots, one table. Visitor 0 is worth 35 twice over (two hosts), visitor 1 only 35 - 11 = 24 once.
    pairs = (Pair(0, 2, every(2), 5, 5), Pair(0, 3, every(2), 5, 5), Pair(1, 3, every(2), 4, 4))
    forum = Forum(2, 1, everyone(2, 2, 2), pairs, price_percent=50)
    fair = choose(forum, Budget(5))
    assert 2 in fair.pairs
    assert fair.price == 70 - 59
    assert 2 not in choose(replace(forum, price_percent=0), Budget(5)).pairs


def test_the_floor_comes_before_mutual_meetings_and_who_cannot_have_it_is_named() -> None:
    pairs = (Pair(0, 2, every(1), 5, 5), Pair(1, 2, every(1), 0, 1))
    participants = (
        Participant("visitor", (1,)),
        Participant("visitor", (1,), floor=1),
        Participant("host", (1,)),
        Participant("host", (1,), floor=1),
    )
    choice = choose(Forum(1, 1, participants, pairs), Budget(5))
    assert choice.pairs == (1,)
    assert choice.short == (3,)


def test_an_interpreter_rests_after_a_stretch() -> None:
    # One interpreter, six slots, two in a row and then one of rest: slots 0 1 . 3 4 . at most, so four of six meetings.
    pairs = tuple(Pair(visitor, host, every(6), 3, 3, frozenset({0})) for visitor in range(2) for host in range(2, 5))
    one = Interpreting((every(6),), stretch=2, pause=1)
    made = make_timetable(Forum(6, 5, everyone(2, 3, 6), pairs, one), seconds=4, workers=1)
    assert len(made.placement) == 4
    assert broken(made) == []


def test_without_rest_the_same_interpreter_serves_every_slot() -> None:
    pairs = tuple(Pair(visitor, host, every(6), 3, 3, frozenset({0})) for visitor in range(2) for host in range(2, 5))
    made = make_timetable(
        Forum(6, 5, everyone(2, 3, 6), pairs, Interpreting((every(6),), stretch=6)), seconds=4, workers=1
    )
    assert len(made.placement) == 6


def test_a_pair_that_nobody_can_interpret_does_not_meet() -> None:
    pairs = (Pair(0, 1, every(2), 5, 5, frozenset()), Pair(0, 2, every(2), 1, 1))
    made = make_timetable(Forum(2, 2, everyone(1, 2, 2), pairs), seconds=2, workers=1)
    assert set(made.placement) == {1}


def test_slots_in_which_a_company_is_away_make_no_gap() -> None:
    # The visitor is away in slot 1, so meetings in 0 and 2 leave no idle gap; each host meets once.
    away = Participant("visitor", (1, 0, 1))
    pairs = (Pair(0, 1, every(3), 1, 1), Pair(0, 2, every(3), 1, 1))
    made = make_timetable(Forum(3, 2, (away, *everyone(0, 2, 3)), pairs), seconds=2, workers=1)
    assert sorted(made.placement.values()) == [0, 2]
    assert made.gaps == 0


def test_gaps_close_where_they_can_and_the_rest_is_proven() -> None:
    # The middle slot of visitor 0's three is not allowed to any of their pairs though they are there: one gap at least.
    ends = frozenset({0, 2})
    pairs = (Pair(0, 1, ends, 1, 1, required=True), Pair(0, 2, ends, 1, 1, required=True))
    made = make_timetable(Forum(3, 2, everyone(1, 2, 3), pairs), seconds=2, workers=1)
    assert made.gaps == made.gap_bound == 1


def test_required_meetings_that_cannot_all_be_held_are_proven_impossible() -> None:
    pairs = tuple(Pair(0, host, every(2), 1, 1, required=True) for host in (1, 2, 3))
    made = make_timetable(Forum(2, 3, everyone(1, 3, 2), pairs), seconds=2, workers=1)
    assert made.impossible
    assert len(made.placement) == 2


def test_one_worker_and_one_seed_give_one_timetable() -> None:
    forum = random_forum(9)
    first, second = (make_timetable(forum, seconds=2, seed=4, workers=1) for _ in range(2))
    assert (first.placement, first.tables, first.interpreters) == (second.placement, second.tables, second.interpreters)


def test_a_host_keeps_its_table() -> None:
    pairs = tuple(Pair(visitor, host, every(3), 2, 2) for visitor in range(3) for host in (3, 4))
    made = make_timetable(Forum(3, 3, everyone(3, 2, 3), pairs), seconds=3, workers=1)
    for host in (3, 4):
        assert len({made.tables[pair] for pair in made.forum.pairs_of[host]}) == 1


@pytest.mark.parametrize("workers", [1, 2])
def test_without_time_a_timetable_is_lawful_and_nobody_who_is_free_to_meet_lacks_a_meeting(workers: int) -> None:
    made = make_timetable(random_forum(1), seconds=0.0, workers=workers)
    assert made.placement
    assert broken(made) == []
    assert settle(made.forum, made.placement) == made.placement


def test_what_still_fits_is_settled_first_for_who_lacks_a_meeting_and_next_to_what_they_have() -> None:
    # One table; 0 and 2 meet in slot 1. Visitor 1 has no meeting yet, visitor 0 could have one more: no gap need arise.
    pairs = (Pair(0, 2, every(4), 3, 3), Pair(0, 3, every(4), 5, 5), Pair(1, 2, every(4), 0, 1))
    visitors = (Participant("visitor", (1,) * 4), Participant("visitor", (1,) * 4, floor=1))
    forum = Forum(4, 1, (*visitors, *everyone(0, 2, 4)), pairs)
    assert settle(forum, {0: 1}) == {0: 1, 2: 0, 1: 2}


def test_settling_leaves_what_needs_an_interpreter() -> None:
    pairs = (Pair(0, 1, every(2), 3, 3, frozenset({0})),)
    forum = Forum(2, 1, everyone(1, 1, 2), pairs, Interpreting((frozenset(range(2)),)))
    assert settle(forum, {}) == {}


def test_a_choice_does_not_depend_on_the_seconds_left() -> None:
    values = {pair: pair % 7 + 1 for pair in range(40)}
    rows = [Row(range(first, 40, 5), 0, 3) for first in range(5)]
    assert select(values, rows, Budget(0.0)) == select(values, rows, Budget(60.0))


def test_a_timetable_without_the_mutual_meetings_of_the_choice_has_the_bound_of_every_timetable() -> None:
    # One slot, one table: the choice is the mutual meeting, worth 3; the other alone is worth 5 and no worse than all.
    pairs = (Pair(0, 2, every(1), 5, 0), Pair(1, 3, every(1), 1, 1))
    made = make_timetable(Forum(1, 1, everyone(2, 2, 1), pairs), seconds=2, workers=1)
    assert (made.benefit, made.bound) == (3, 3)
    other = replace(made, placement={0: 0})
    assert (other.benefit, other.bound) == (5, 5)
