"""The search among plans: what it crosses, mixes, tells and hears."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from planner.solving import improving
from planner.solving.improving import BARREN, Improvement
from planner.solving.moves import CROSSED, MIXED, OPENING, ROUTES
from planner.solving.outcomes import Step
from planner.solving.search import News, Search
from planner.solving.valuing import Valued
from tests.solving.cases import Case, sketches


class Neighbours:
    """Searches beside one: what they are told, and what is heard of them."""

    def __init__(self, *news: News) -> None:
        self.told, self._news = list[News](), news

    def tell(self, news: News) -> None:
        self.told.append(news)

    def heard(self) -> Iterable[News]:
        return self._news


@pytest.fixture(scope="module")
def plans(case: Case) -> list[Valued]:
    return sketches(case)


@pytest.fixture
def search(case: Case) -> Search:
    return case.search(60.0)


def test_a_search_crosses_its_beginnings_and_stops_where_nothing_comes_of_it(
    case: Case, plans: Sequence[Valued], search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Improvement(search, case.first)
    for plan in plans:
        work._remember(plan)
    tried = list[int]()
    monkeypatch.setattr(improving, "VARIED", 3)
    cross = work._cross
    monkeypatch.setattr(work, "_cross", lambda parents: tried.append(cross(parents)) or tried[-1])
    work._cross_beginnings()
    assert any(tried)
    assert not any(tried[-BARREN:])
    assert len(tried) < 60
    assert work._worth(work.best) >= max(map(work._worth, (case.first, *plans)))


def test_few_plans_do_not_cross_before_all_else(case: Case, plans: Sequence[Valued], search: Search) -> None:
    work = Improvement(search, case.first)
    for plan in plans[:2]:
        work._remember(plan)
    spent = search.budget.work
    work._cross_beginnings()
    assert search.budget.work == spent
    assert work.best is case.first


def searching(search: Search, start: Valued, others: Neighbours | None = None) -> Improvement:
    """A search that is late enough to listen."""
    work = Improvement(search, start, others)
    work._begun = -1.0
    return work


def test_where_nothing_is_found_the_pool_is_mixed(
    case: Case, plans: Sequence[Valued], monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = list[Step]()
    for plan in plans:
        work = searching(case.search(60.0, steps), plan)
        monkeypatch.setattr(work, "_put_together", lambda one, other: None)
        monkeypatch.setattr(work, "_another", lambda: None)
        for other in plans:
            work._remember(other)
        before = len(steps)
        work._turn()
        assert [step.objective for step in steps[before:]] == [work.best.plan.objective][: len(steps) - before]
    assert {step.doing for step in steps} == {MIXED}


def test_beginnings_and_what_comes_of_them_are_for_the_pool_and_other_plans_to_go_on_with(
    case: Case, plans: Sequence[Valued], search: Search
) -> None:
    for doing in (OPENING, CROSSED, ROUTES):
        work = searching(search, max(plans, key=lambda one: one.plan.objective), Neighbours((doing, plans[0].schedule)))
        work._listen()
        assert (plans[0].plan.objective in work._pool) == (doing != ROUTES)
        assert (work._guest is not None) == (doing == ROUTES)


def test_others_are_told_of_every_beginning_and_of_every_child_that_comes_into_the_pool(
    case: Case, plans: Sequence[Valued], search: Search
) -> None:
    others = Neighbours()
    work = searching(search, case.first, others)
    made = [one for one in (work._another() for _ in range(4)) if one is not None]
    assert others.told == [(OPENING, one.schedule) for one in made]
    for plan in plans:
        work._remember(plan)
    others.told.clear()
    gains = [work._cross(plans) for _ in range(6)]
    assert any(gains)
    assert len(others.told) >= sum(gain > 0 for gain in gains)
    assert {doing for doing, _ in others.told} == {CROSSED}
    assert len({work._worth(work._valued(schedule)) for _, schedule in others.told}) == len(others.told)
