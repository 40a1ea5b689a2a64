"""What the fast layer may change of whole days: hotels, meals that days want, and who shares sessions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from copy import copy
from dataclasses import replace

import numpy as np
import pytest

from planner.domain.clock import DAY
from planner.model.needs import Needs
from planner.model.orienteering.keepers import Keepers
from planner.model.orienteering.lodging import Lodging, Night
from planner.model.orienteering.problem import Orienteering
from planner.model.orienteering.route import Route
from planner.model.orienteering.ways import Ways
from planner.model.roster import TrackDayKey
from planner.model.schedule import Held, Meal, Schedule, Visit
from planner.solving.routing.annealing import Annealing
from planner.solving.routing.compiling import Compiled, Compiler, to_orienteering
from planner.solving.routing.mealtimes import Mealtimes
from planner.solving.routing.nodes import Nodes
from planner.solving.routing.scheduling import to_schedule
from planner.solving.routing.state import State
from planner.solving.touring.moving import sleep
from planner.solving.touring.visiting import insert, strains
from planner.solving.valuing import Valued, valued
from tests.solving.boards import assert_books_are_kept, assert_chain_is_kept, books, laid, on
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
        chain.run(0, 1, 80)
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


def nowhere(doors: tuple[int, ...], moves: int = 1) -> State:
    """The nights at some doors, with a route that may visit nothing."""
    none, spans = np.zeros(0, np.int64), np.zeros((1, 0), np.int64)
    day = Route(
        nodes=none,
        begin=0,
        end=100,
        drive=np.zeros((2, 2), np.int64),
        serve=none,
        first=spans,
        last=spans,
        prize=none,
    )
    return State.of(Orienteering(0, (day,), lodging=replace(lodging(moves), doors=doors)), ((),))


def test_nights_cost_their_doors_and_every_move() -> None:
    assert -nowhere((1, 1, 1, 3)).worth() == 10 + 10 + 30 + 50 + 7
    assert -nowhere((1, 2, 2, 3)).worth() == 10 + 20 + 40 + 50 + 2 * 7


def test_only_nights_with_a_choice_are_free() -> None:
    assert lodging().free == (0, 1, 2)


@pytest.mark.parametrize(
    ("before", "doors", "may"), [((1, 1, 1, 3), (2, 1, 1, 3), True), ((1, 1, 2, 3), (2, 1, 2, 3), False)]
)
def test_a_door_takes_as_many_as_it_has_rooms_for(before: tuple[int, ...], doors: tuple[int, ...], may: bool) -> None:
    state = nowhere(before)
    assert sleep(*on(state), 0, 2) is may
    assert state.doors == (doors if may else before)


@pytest.mark.parametrize(("moves", "may"), [(1, True), (0, False)])
def test_a_party_moves_no_oftener_than_it_may(moves: int, may: bool) -> None:
    state = nowhere((1, 1, 1, 3), moves)
    assert sleep(*on(state), 1, 2) is may
    assert state.doors == ((1, 2, 1, 3) if may else (1, 1, 1, 3))


def between_doors(*fixed: int) -> State:
    """Two days, full with three stops each, and a night between them at the first door; from the second it takes 60
    ticks to all stops but the last, and from all but the first, not 10 as else."""
    ten, out, back = np.full(3, 10), np.array([60, 60, 10]), np.array([10, 60, 60])
    ways = Ways(*(np.array([ten, way]) for way in (out, back, out, back, out, back)))
    days = tuple(
        Route(
            nodes=np.arange(3) + 3 * index,
            begin=0,
            end=130,
            drive=np.full((5, 5), 10),
            serve=np.full(3, 30),
            first=np.zeros((1, 3), np.int64),
            last=np.full((1, 3), 130),
            prize=np.ones(3, np.int64),
            fixed=np.isin(np.arange(3), fixed),
            ways=ways,
        )
        for index in range(2)
    )
    nights = (Night({0: 10, 1: 20}, rooms=1, date=0, ends=(0,), begins=(1,)),)
    beds = Lodging(nights, (0,), ((0,),), moving=7, moves=1, room={(0, 0): 1, (1, 0): 1})
    return laid(Orienteering(6, days, lodging=beds), ((0, 1, 2), (0, 1, 2)))


@pytest.mark.parametrize(
    ("fixed", "kept"), [((), ((0,), (2,))), ((2,), ((2,), (2,))), ((0, 2), ((0, 1, 2), (0, 1, 2)))], ids=str
)
def test_who_sleeps_elsewhere_goes_without_what_is_out_of_reach(
    fixed: tuple[int, ...], kept: tuple[tuple[int, ...], ...]
) -> None:
    """The last stops in the evening and the first in the morning; nobody does where fixed ones would have to go."""
    state = between_doors(*fixed)
    before = books(state)
    assert state.worth() == 6 - 10
    moved = sleep(*on(state), 0, 1)
    assert moved is (len(fixed) < 2)
    assert state.stops == kept
    assert state.doors == (int(moved),)
    assert_books_are_kept(state)
    assert (books(state) == before) is not moved
    if moved:
        assert state.worth() == 2 - 20


KEEPERS = Keepers(keeper=(0, 0, 0), meeting=(5, 5, 6), heads=(20, 30, 10), ticks=(60,) * 3, room={5: 50}, seats={2: 50})


def kept_by(mine: tuple[int, int, int, int, int], other: tuple[int, int, int, int, int]) -> State:
    """Two routes, one stop each at a time: its keeper, what it is served as, the heads, from when until when; the
    second is visited."""
    who = Keepers(*zip(mine[:3], other[:3], strict=True), ticks=(60, 60), room=KEEPERS.room, seats=KEEPERS.seats)
    days = tuple(
        Route(
            nodes=np.array([index]),
            begin=0,
            end=500,
            drive=np.zeros((3, 3), np.int64),
            serve=np.array([until - since]),
            first=np.array([[since]]),
            last=np.array([[since]]),
            prize=np.array([1]),
        )
        for index, (*_, since, until) in enumerate((mine, other))
    )
    return laid(Orienteering(2, days, keepers=who), ((), (0,)))


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
    state = kept_by(mine, other)
    assert insert(*on(state), 0, 0, 0) is not strained
    assert state.stops == (() if strained else (0,), (0,))
    assert_books_are_kept(state)
    both = State.of(state.problem, ((0,), (0,)))
    assert [strains(*on(both), index) for index in range(2)] == [strained, strained]


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


def test_boards_hold_what_follows_from_their_stops_whatever_hotels_change(case: Case) -> None:
    made, doors = whole(case), set()
    for seed in range(3):
        chain = Annealing(made.orienteering, made.tours, seed, hot=0.2, cold=0.02)
        for stretch in range(10):
            chain.run(stretch / 10, (stretch + 1) / 10, 50)
            assert_chain_is_kept(chain)
            doors.add(chain.state.doors)
    assert len(doors) > 1


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


def menus(case: Case, schedule: Schedule, route: TrackDayKey) -> list[tuple[frozenset[str], tuple[int, int]]]:
    """What a day may eat, the best first, and its limits then."""
    needs = Needs(case.problem, case.first.roster)
    return list(Mealtimes(case.problem, case.first.roster, schedule, needs).menus(route))


def kinds(case: Case, made: Compiled) -> set[str]:
    """The meals of the first route in hand."""
    nodes = (made.stop(0, local) for local in made.tours[0])
    return {case.problem.tables[node.table].kind for node in nodes if isinstance(node, Meal)}


def length(limits: tuple[int, int]) -> int:
    """Minutes from one limit to the other."""
    return limits[1] - limits[0]


def test_a_day_that_is_over_before_lunch_is_offered_one_and_its_afternoon(case: Case) -> None:
    fed = 0
    for schedule, route in mornings(case):
        made = to_orienteering(case.problem, case.first.roster, schedule, [route], AIMS)
        assert not made.orienteering.faults(made.tours)
        (best, _), _, (_, now) = menus(case, schedule, route)
        if "lunch" in best:
            assert "lunch" in kinds(case, made)
            day = made.orienteering.routes[0]
            assert length((day.begin, day.end)) > length(now)
            fed += 1
    assert fed


def test_a_meal_pays_where_a_day_without_it_is_shorter_by_more_than_it_takes(case: Case) -> None:
    rules = case.problem.scenario.rules
    minutes = {"lunch": rules.lunch.minutes, "dinner": rules.dinner.minutes}
    seen = set()
    for route in case.first.roster.routes:
        (best, limits), (_, more), (eaten, _) = menus(case, case.first.schedule, route)
        for kind in eaten - best:
            assert length(more) - length(limits) <= sum(minutes[one] for one in eaten - best)
            seen.add(kind)
        seen |= best
    assert "lunch" in seen


def noons(case: Case) -> Iterator[Schedule]:
    """Nothing is left of a day but what gathers all tracks, about noon."""
    gathered: dict[tuple[int, int], list[Held]] = defaultdict(list)
    for held in case.first.schedule.visits():
        if isinstance(held.node, Visit) and case.problem.acts[held.node.act].plenary:
            gathered[held.node.act, held.node.day].append(held)
    for (_, day), there in gathered.items():
        for minute in range(11 * 60, 14 * 60, 15):
            noon = {(held.node.track, day): (replace(held, start=day * DAY + minute),) for held in there}
            yield replace(case.first.schedule, stops={**case.first.schedule.stops, **noon})


def test_hungry_days_have_the_time_of_such_as_eat_and_eat_soon(case: Case) -> None:
    hungry = 0
    routes = sorted(case.first.roster.routes)
    for schedule in noons(case):
        modest = to_orienteering(case.problem, case.first.roster, schedule, routes, AIMS)
        made = to_orienteering(case.problem, case.first.roster, schedule, routes, AIMS, hungry=True)
        if made.is_fed(made.tours, case.problem):
            continue
        days = [sum(day.end - day.begin for day in one.orienteering.routes) for one in (modest, made)]
        assert days[0] < days[1]
        for seed in range(6):
            chain = Annealing(made.orienteering, made.tours, seed)
            chain.run(0, 1, 60)
            hungry += made.is_fed(chain.best.stops, case.problem)
    assert hungry


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
    chain.run(0, 1, 60)
    assert held in to_schedule(problem, made, chain.best).stops[route]


def test_a_day_with_nothing_but_meals_that_are_not_eaten_visits_nothing(case: Case) -> None:
    closed, day = copy(case.problem), 1
    closed.acts = tuple(
        replace(act, starts=tuple(() if on == day else spans for on, spans in enumerate(act.starts)))
        for act in closed.acts
    )
    roster, schedule = case.first.roster, case.first.schedule
    route = next(route for route in roster.routes if route[1] == day)
    nodes = Nodes(closed, roster, replace(schedule, stops=schedule.stops | {route: ()}), [route])
    compiler = Compiler(nodes, closed.scenario.objective.weights, hungry=False)
    made = compiler._route(route, frozenset(), (day * DAY, (day + 1) * DAY), elsewhere=False)
    assert made.size > 0
    assert all(made.times((meal,)) is None for meal in range(made.size))
