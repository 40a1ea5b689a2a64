"""What the fast layer may change of whole days: hotels, meals that days want, and who shares sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import replace

import pytest

from planner.model.keepers import Keepers
from planner.model.lodging import Lodging, Night
from planner.model.needs import Needs
from planner.model.schedule import Meal, Schedule, Visit
from planner.solving.routing.annealing import Annealing
from planner.solving.routing.compiling import Compiled, to_orienteering
from planner.solving.routing.mealtimes import Mealtimes
from planner.solving.routing.nodes import Nodes
from planner.solving.routing.scheduling import to_schedule
from planner.solving.routing.state import State
from planner.solving.valuing import Valued, valued
from tests.solving.cases import Case

AIMS = {"visitors": 10, "hosts": 10, "moves": -60}


def whole(case: Case, schedule: Schedule | None = None) -> Compiled:
    """All routes of a case."""
    routes = sorted(case.first.roster.routes)
    return to_orienteering(case.problem, case.first.roster, schedule or case.first.schedule, routes, AIMS)


def walks(case: Case) -> Iterator[tuple[Compiled, Valued, int]]:
    """Whole visits improved a little, and what they say that they gain."""
    made = whole(case)
    before = State.of(made.orienteering, made.tours).worth()
    for seed in range(6):
        chain = Annealing(made.orienteering, made.tours, seed, hot=0.2, cold=0.02)
        for number in range(80):
            chain.step(number / 80)
        schedule = to_schedule(case.problem, made, chain.best)
        yield made, valued(case.problem, case.first.roster, schedule, case.frame), chain.worth - before


def lodging(moves: int = 1) -> Lodging:
    """Two parties of two nights each, of which the second is fixed in its second; door 2 has rooms for one of them."""
    nights = (
        Night({1: 10, 2: 20}, rooms=4, date=0),
        Night({1: 10, 2: 20}, rooms=4, date=1),
        Night({1: 30, 2: 40}, rooms=5, date=0),
        Night({3: 50}, rooms=5, date=1),
    )
    room = {(1, 0): 9, (1, 1): 9, (2, 0): 5, (2, 1): 5, (3, 1): 5}
    return Lodging(nights, (1, 1, 1, 3), ((0, 1), (2, 3)), moving=7, moves=moves, room=room)


def test_nights_cost_their_doors_and_every_move() -> None:
    assert lodging().cost((1, 1, 1, 3)) == 10 + 10 + 30 + 50 + 7
    assert lodging().cost((1, 2, 2, 3)) == 10 + 20 + 40 + 50 + 2 * 7


def test_only_nights_with_a_choice_are_free() -> None:
    assert lodging().free == (0, 1, 2)


@pytest.mark.parametrize(("doors", "number", "may"), [((2, 1, 1, 3), 0, True), ((2, 1, 2, 3), 0, False)])
def test_a_door_takes_as_many_as_it_has_rooms_for(doors: tuple[int, ...], number: int, may: bool) -> None:
    assert lodging().allows(doors, number) is may


@pytest.mark.parametrize(("moves", "may"), [(1, True), (0, False)])
def test_a_party_moves_no_oftener_than_it_may(moves: int, may: bool) -> None:
    assert lodging(moves).allows((1, 2, 1, 3), 1) is may


KEEPERS = Keepers(keeper=(0, 0, 0), meeting=(5, 5, 6), heads=(20, 30, 10), ticks=(60,) * 3, room={5: 50}, seats={2: 50})


@pytest.mark.parametrize(
    ("mine", "other", "strained"),
    [
        ((0, 5, 20, 100, 160), (0, 5, 30, 100, 160), False),
        ((0, 5, 21, 100, 160), (0, 5, 30, 100, 160), True),
        ((0, 5, 20, 100, 160), (0, 5, 30, 120, 180), True),
        ((0, 5, 20, 100, 160), (0, 5, 30, 160, 220), False),
        ((0, 5, 20, 100, 160), (0, 6, 10, 100, 160), True),
        ((0, 5, 20, 100, 160), (1, 6, 10, 100, 160), False),
        ((2, -1, 20, 100, 160), (2, -2, 30, 120, 180), False),
        ((2, -1, 21, 100, 160), (2, -2, 30, 120, 180), True),
        ((2, -1, 21, 100, 160), (2, -2, 30, 160, 220), False),
    ],
)
def test_a_keeper_has_one_meeting_at_a_time_of_so_many_heads(
    mine: tuple[int, int, int, int, int], other: tuple[int, int, int, int, int], strained: bool
) -> None:
    assert KEEPERS.strained([mine], [other]) is strained


def test_a_whole_visit_gains_what_it_says_whatever_hotels_it_changes(case: Case) -> None:
    changed = 0
    for _, found, said in walks(case):
        gain = sum(AIMS.get(aim.name, 0) * aim.value for aim in found.plan.aims) - sum(
            AIMS.get(aim.name, 0) * aim.value for aim in case.first.plan.aims
        )
        manners = ("ranks_are_matched", "competitors_are_apart")
        paid = [sum(b.penalty for b in v.plan.soft_rules if b.rule in manners) for v in (found, case.first)]
        fed = sum(map(len, whole(case).tours)) - sum(map(len, case.first.schedule.stops.values()))
        assert gain - paid[0] + paid[1] == said, fed
        changed += found.schedule.beds != case.first.schedule.beds
    assert changed


def test_what_tours_say_of_hotels_and_hosts_is_lawful(case: Case) -> None:
    known = {"nights_are_stable", "rooms_are_not_exceeded", "sessions_are_not_exceeded", "wheelchairs_have_access"}
    for _, found, _ in walks(case):
        assert not known & {one.rule for one in found.broken}


def mornings(case: Case) -> Iterator[tuple[Schedule, tuple[int, int]]]:
    """Days that have lunch, cut off somewhere before it."""
    tables, schedule = case.problem.tables, case.first.schedule
    for route, stops in schedule.stops.items():
        lunch = [n for n, h in enumerate(stops) if isinstance(h.node, Meal) and tables[h.node.table].kind == "lunch"]
        for cut in range(lunch[0] + 1) if lunch else ():
            yield replace(schedule, stops={**schedule.stops, route: stops[:cut]}), route


def test_a_day_that_is_over_before_lunch_is_offered_one_and_its_afternoon(case: Case) -> None:
    fed = 0
    for schedule, route in mornings(case):
        mealtimes = Mealtimes(case.problem, case.first.roster, schedule, Needs(case.problem, case.first.roster))
        made = to_orienteering(case.problem, case.first.roster, schedule, [route], AIMS)
        assert not made.orienteering.faults(made.tours)
        meals = [node for node in (made.stop(0, local) for local in made.tours[0]) if isinstance(node, Meal)]
        if mealtimes.wanted(route):
            assert [case.problem.tables[meal.table].kind for meal in meals] == ["lunch"]
            day, (first, last) = made.orienteering.routes[0], mealtimes.limits(route, frozenset())
            assert day.end - day.begin > last - first
            fed += 1
    assert fed


def test_a_session_shared_with_others_may_be_joined_at_its_time_alone(case: Case) -> None:
    roster, schedule = case.first.roster, case.first.schedule
    sharing = Counter((h.node.act, h.session) for h in schedule.visits() if isinstance(h.node, Visit) and h.session)
    joined = 0
    for track in roster.active:
        free = [route for route in roster.routes if route[0] == track]
        nodes = Nodes(case.problem, roster, schedule, free)
        for (act, day), starts in nodes.binding.standing.items():
            assert any(count > 1 for (one, _), count in sharing.items() if one == act)
            node = Visit(track, day, act)
            assert {first for first, _ in nodes.spans(node)} <= starts
            joined += node in nodes.offered[track, day]
    assert joined


def test_a_session_of_free_tracks_alone_may_be_at_another_time(case: Case) -> None:
    nodes = Nodes(case.problem, case.first.roster, case.first.schedule, sorted(case.first.roster.routes))
    assert not nodes.binding.standing
    assert any(not case.problem.acts[node.act].plenary for node in nodes.binding.meeting_at if isinstance(node, Visit))
    for node, start in nodes.binding.meeting_at.items():
        assert any(first <= start <= last for first, last in nodes.spans(node))


def test_what_is_held_though_nothing_would_offer_it_stays(case: Case) -> None:
    """A visit of a track that the engagement is not for, as only a soft rule lets it be."""
    schedule, acts = case.first.schedule, case.problem.acts
    held = next(h for h in schedule.visits() if isinstance(h.node, Visit) and not acts[h.node.act].plenary)
    assert isinstance(held.node, Visit)
    route = (held.node.track, held.node.day)
    audience = tuple(track for track in acts[held.node.act].audience if track != held.node.track)
    problem = copy(case.problem)
    problem.acts = tuple(
        replace(one, audience=audience) if number == held.node.act else one for number, one in enumerate(acts)
    )
    made = to_orienteering(problem, case.first.roster, schedule, [route], AIMS)
    assert to_schedule(problem, made, State.of(made.orienteering, made.tours)) == schedule
    chain = Annealing(made.orienteering, made.tours, 1, hot=1.0, cold=0.1)
    for number in range(60):
        chain.step(number / 60)
    assert held in to_schedule(problem, made, chain.best).stops[route]
