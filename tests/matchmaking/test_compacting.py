"""Idle gaps: what each participant's own times force, and the fewest of all together."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from ortools.sat.python import cp_model

from planner.matchmaking.alone import can_meet, least_gaps
from planner.matchmaking.budget import Budget
from planner.matchmaking.compacting import compact
from planner.matchmaking.counting import at_most
from planner.matchmaking.covering import cover
from planner.matchmaking.forum import Forum, Pair, Participant
from planner.matchmaking.gaps import gaps
from planner.matchmaking.gaps_model import GapsModel
from planner.matchmaking.racing import race
from planner.matchmaking.slots_model import SlotsModel
from planner.model.solver import new_solver
from tests.matchmaking.forums import everyone, random_forum


def lone(*slots: set[int], of: int = 6, seats: tuple[int, ...] | None = None) -> Forum:
    """One visitor with a meeting in each of these sets of slots, each with a host of its own."""
    pairs = tuple(Pair(0, host, frozenset(usable), 1, 1, required=True) for host, usable in enumerate(slots, 1))
    visitor = Participant("visitor", seats or (1,) * of)
    return Forum(of, len(slots), (visitor, *everyone(0, len(slots), of)), pairs)


def alone(forum: Forum) -> int:
    return least_gaps(forum, 0, range(len(forum.pairs)))


def test_free_slots_force_no_gap() -> None:
    assert alone(lone({0, 1, 2, 3, 4, 5}, {0, 1, 2, 3, 4, 5}, {4})) == 0


def test_a_slot_that_no_meeting_may_use_splits_the_day() -> None:
    # Slots 0, 1 | 3, 4 of five: three meetings do not fit on one side of slot 2.
    assert alone(lone(*({0, 1, 3, 4},) * 3, of=5)) == 1
    assert alone(lone(*({0, 1, 3, 4},) * 2, of=5)) == 0


def test_a_slot_in_which_the_visitor_is_away_forces_no_gap() -> None:
    assert alone(lone(*({0, 1, 3, 4},) * 3, of=5, seats=(1, 1, 0, 1, 1))) == 0


def test_a_block_needs_a_meeting_for_each_of_its_slots() -> None:
    # All six slots are usable, but no two meetings can be neighbours: 0, 2 and 4.
    assert alone(lone({0}, {2}, {4, 5})) == 2


def test_two_meetings_in_one_slot_cannot_both_be_held() -> None:
    assert not can_meet(lone({0}, {0}), 0, {0, 1})
    assert can_meet(lone({0}, {0, 1}), 0, {0, 1})


def test_two_seats_force_nothing() -> None:
    forum = lone({0}, {0}, {5}, seats=(2,) * 6)
    assert can_meet(forum, 0, {0, 1, 2})
    assert alone(forum) == 0


@pytest.mark.parametrize(("number", "limit"), list(product((1, 3, 5), range(7))))
def test_a_counter_allows_just_so_many(number: int, limit: int) -> None:
    for wanted in range(number + 1):
        model = cp_model.CpModel()
        literals = [model.new_bool_var("") for _ in range(number)]
        at_most(model, literals, limit)
        for place, literal in enumerate(reversed(literals)):
            model.add(literal == (place < wanted))
        assert (new_solver().solve(model) != cp_model.INFEASIBLE) == (wanted <= limit)


def test_each_meeting_is_counted_with_one_who_sits_in_it() -> None:
    forum = random_forum(1)
    some = range(0, len(forum.pairs), 2)
    groups = cover(forum, some)
    assert sorted(pair for pairs in groups.values() for pair in pairs) == list(some)
    assert all(one in (forum.pairs[pair].visitor, forum.pairs[pair].host) for one, ps in groups.items() for pair in ps)


def test_whom_everybody_wants_to_meet_counts_all_meetings() -> None:
    assert cover(lone({0}, {1}, {2}), range(3)) == {0: (0, 1, 2)}


@pytest.mark.parametrize("seed", range(6))
def test_counted_by_participants_a_slot_has_as_many_tables(seed: int) -> None:
    # Participants with no seat, one, or two; one meeting stays; each number of tables in turn.
    forum = random_forum(seed)
    spoken = tuple(replace(pair, interpreters=None) for pair in forum.pairs)
    pairs = [pair for pair in range(0, len(spoken), 3) if forum.open_slots[pair]]
    kept = {pairs[0]: forum.open_slots[pairs[0]][0]}
    answers = set()
    for tables in range(1, 6):
        few = replace(forum, tables=tables, pairs=spoken, precedences=())
        found = _fewest_in_clauses(few, kept, pairs[1:])
        assert found == _fewest(few, SlotsModel(few, kept, pairs[1:], complete=True), counted=False)
        answers.add(found)
    assert len(answers) > 1


def _fewest_in_clauses(forum: Forum, kept: dict[int, int], pairs: list[int]) -> int | None:
    """The fewest gaps where nothing limits the tables but the counter."""
    slots = SlotsModel(replace(forum, tables=len(forum.pairs)), kept, pairs, complete=True)
    slots.forum = forum
    return _fewest(forum, slots, counted=True)


def _fewest(forum: Forum, slots: SlotsModel, counted: bool) -> int | None:
    slots.cp.minimize(cp_model.LinearExpr.sum(GapsModel(slots, counted=counted).every_gap))
    solver = new_solver()
    if solver.solve(slots.cp) == cp_model.INFEASIBLE:
        return None
    return gaps(forum, slots.placement(solver))


def test_precedences_are_kept_by_all_who_meet() -> None:
    # Three of one visitor in three slots, the last of them first by the order asked for.
    forum = replace(lone({0, 1, 2}, {0, 1, 2}, {0, 1, 2}, of=3), precedences=((2, 0), (0, 1)))
    assert compact(forum, {}, range(3), Budget(5)).placement == {2: 0, 0: 1, 1: 2}


def test_hosts_that_wait_for_each_other_cost_a_gap_which_is_proven() -> None:
    # One table, three slots, all used: visitor 0 meets in the first and the last by wish of its hosts, so nobody's own
    # times force a gap but visitor 0's.
    pairs = (
        Pair(0, 2, frozenset({0}), 1, 1, required=True),
        Pair(0, 3, frozenset({1, 2}), 1, 1, required=True),
        Pair(1, 2, frozenset({1}), 1, 1, required=True),
    )
    forum = Forum(3, 1, everyone(2, 2, 3), pairs)
    assert sum(least_gaps(forum, one, range(3)) for one in range(4)) == 0
    for workers in (1, 2):
        found = compact(forum, {}, range(3), Budget(10, workers=workers))
        assert found.placement == {0: 0, 1: 2, 2: 1}
        assert gaps(forum, found.placement) == found.bound == 1


@pytest.mark.parametrize("workers", [1, 2])
def test_of_two_models_of_a_question_either_answers(workers: int) -> None:
    models = []
    for _ in range(2):
        model = cp_model.CpModel()
        literal = model.new_bool_var("")
        model.add(literal == 1)
        models.append((model, lambda solver, literal=literal: solver.boolean_value(literal)))
    assert race(models, Budget(5, workers=workers)).found is True
    models[0][0].add_bool_or([])
    models[1][0].add_bool_or([])
    assert race(models, Budget(5, workers=workers)).impossible
