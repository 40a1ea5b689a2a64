"""Beginnings: drawn by lot, brought forward quickly, lawful, the best gone on from."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from planner.model.schedule import Visit
from planner.solving import starting
from planner.solving.beginning import another_plan
from planner.solving.budget import Budget
from planner.solving.constructing import skeleton, thinned
from planner.solving.search import Search
from planner.solving.starting import Beginnings, opened, sketched
from planner.solving.valuing import Valued
from planner.solving.windows import Windows, around, gatherings_of
from tests.solving.cases import Case


def test_fewer_days_are_offered_one_for_what_all_attend_together(case: Case) -> None:
    whole = skeleton(case.problem, case.first.roster)
    scopes = [thinned(case.problem, whole, random.Random(seed)) for seed in range(6)]
    for scope in scopes:
        days = defaultdict(set)
        for node in scope.offered or ():
            if isinstance(node, Visit):
                days[node.act].add(node.day)
        assert days
        for act, its in days.items():
            assert len(its) <= (1 if case.problem.acts[act].plenary else 2)
        assert scope.offered < whole.offered  # type: ignore[operator]
        assert {node for node in whole.offered or () if not isinstance(node, Visit)} <= (scope.offered or set())
    assert len({scope.offered for scope in scopes}) > 1


def test_another_plan_is_lawful_and_another(case: Case) -> None:
    found = [another_plan(case.problem, case.frame, Budget(30, repeatable=True), seed) for seed in range(6)]
    plans = [one for one in found if one is not None]
    assert plans
    assert all(one.lawful for one in plans)
    assert {one.plan.objective for one in plans} - {case.first.plan.objective}


def drawn(search: Search, windows: Sequence[Windows] = (), count: int = 4) -> list[Valued | None]:
    """The first of all beginnings."""
    beginnings = Beginnings(search, windows)
    return [beginnings.another() for _ in range(count)]


def test_beginnings_repeat_and_differ(case: Case) -> None:
    found, again = (drawn(case.search(60)) for _ in range(2))
    assert [one and one.schedule for one in found] == [one and one.schedule for one in again]
    made = [one for one in found if one is not None]
    assert all(one.lawful for one in made)
    assert len({one.plan.objective for one in made}) > 1


def test_only_a_plan_held_in_windows_is_brought_forward_twice(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """With other luck the second time."""
    firsts = list[Valued | None]()

    def noted(*asked: Any) -> Valued | None:
        firsts.append(another_plan(*asked))
        return firsts[-1]

    monkeypatch.setattr(starting, "another_plan", noted)
    windows = around(case.problem, gatherings_of(case.problem, case.first.roster, case.first.schedule))
    found = drawn(case.search(60), [windows], 6)
    assert len(firsts) < len(found)
    number = next(number for number, first in enumerate(firsts) if first is not None)
    one, other = found[number : number + 2]
    assert one is not None
    assert other is not None
    assert one.schedule != other.schedule
    firsts.clear()
    assert len(drawn(case.search(60), [], 6)) == len(firsts)


def best(case: Case, plans: Iterable[Valued]) -> Valued:
    """The best lawful one of the plans, and of the first."""
    return max((one for one in (case.first, *plans) if one.lawful), key=lambda one: one.plan.objective)


def test_a_plan_brought_forward_is_lawful_and_worth_more(case: Case) -> None:
    found = list(opened(case.search(30), case.first))
    assert best(case, found).plan.objective > case.first.plan.objective
    assert found[-1].lawful


def test_delegates_change_tracks_while_a_plan_is_brought_forward(case: Case) -> None:
    found = [one.schedule.assignment for one in opened(case.search(30), case.first)]
    assert any(assignment != case.first.schedule.assignment for assignment in found)


def test_in_a_steady_search_delegates_change_tracks_only_at_the_end(case: Case) -> None:
    often, once = (len(list(opened(replace(case.search(30), steady=steady), case.first))) for steady in (False, True))
    assert once < often


def test_a_sketch_is_lawful_worth_more_and_little_work(case: Case) -> None:
    search = case.search(30)
    (found,) = sketched(search, case.first)
    assert found.lawful
    assert found.plan.objective > case.first.plan.objective
    sketching = search.budget.work
    assert list(opened(search, case.first))
    assert sketching < (search.budget.work - sketching) / 2
