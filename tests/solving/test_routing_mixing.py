"""Mixing: the days of several plans that go together for the most."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from planner.model.orienteering.keepers import Keepers
from planner.model.orienteering.lodging import Lodging, Night
from planner.model.orienteering.meetings import Meeting, Meetings
from planner.model.orienteering.problem import Orienteering, Tours
from planner.model.orienteering.route import Route
from planner.solving.routing.annealing import Annealing
from planner.solving.routing.mixing import mixture, together
from planner.solving.routing.packing import Column
from planner.solving.routing.proposing import MIXING_WORK, mixed
from planner.solving.routing.state import State
from planner.solving.valuing import Valued
from tests.solving.boards import assert_books_are_kept
from tests.solving.cases import Case, sketches, visits, whole

NODES, TRACKS, DAYS = 3, 3, 2
ROUTES = TRACKS * DAYS
"""Days of the first track, then of the second, then of the third."""
Mix = tuple[Column, ...]


def day(first: int, prizes: Sequence[int]) -> Route:
    """Three nodes, open all day, a tick from each other, numbered from `first` on."""
    return Route(
        nodes=np.arange(first, first + NODES),
        begin=0,
        end=100,
        drive=np.where(np.eye(NODES + 2, dtype=bool), 0, 1),
        serve=np.full(NODES, 5),
        first=np.zeros((1, NODES), np.int64),
        last=np.full((1, NODES), 90),
        prize=np.array(prizes),
        fixed=np.zeros(NODES, np.bool_),
    )


def visit(
    rng: random.Random, *, sessions: int = 2, moves: int = 1, rooms: int = 3, heads: int = 9, seats: int = 9
) -> Orienteering:
    """Three tracks of two days. The first stops of a day's routes are one meeting of so many heads, and so are the
    second stops, led by the first track; the third stops are sessions for one track each, at tables of so many seats.
    Nights at either of two hotels."""
    size = ROUTES * NODES
    routes = [day(index * NODES, [rng.randint(1, 20) for _ in range(NODES)]) for index in range(ROUTES)]
    met = [
        Meeting(tuple(range(number + date * NODES, size, NODES * DAYS)), number, number < 2, leader=leader)
        for number in range(NODES)
        for date in range(DAYS)
        for leader in [number + date * NODES if number == 1 else None]
    ]
    nights = [
        Night({0: rng.randint(0, 9), 1: rng.randint(0, 9)}, 1, date, (DAYS * track + date,), begins)
        for track in range(TRACKS)
        for date in range(DAYS)
        for begins in [(DAYS * track + 1,) if date == 0 else ()]
    ]
    room = dict.fromkeys(product((0, 1), (0, 1)), rooms)
    dates = [index % DAYS for index in range(ROUTES) for _ in range(NODES)]
    keepers = Keepers(
        keeper=tuple((date, -1, DAYS + date)[node % NODES] for node, date in enumerate(dates)),
        meeting=tuple(-1 if node % NODES == 0 else -2 - node for node in range(size)),
        heads=(1,) * size,
        ticks=(15,) * size,
        room={-1: heads},
        seats={DAYS: seats, DAYS + 1: seats},
    )
    return Orienteering(
        size,
        tuple(routes),
        families=(((0, 3), 1), ((7, 10), 1)),
        lodging=Lodging(tuple(nights), (0,) * ROUTES, ((0, 1), (2, 3), (4, 5)), 3, moves, room),
        keepers=keepers,
        meetings=Meetings(tuple(met), (None,) * len(met), dict.fromkeys(range(NODES), sessions)),
    )


def columns(rng: random.Random, problem: Orienteering, count: int) -> Iterator[Column]:
    for index, _ in enumerate(problem.routes):
        for _ in range(count):
            stops = tuple(sorted(rng.sample(range(NODES), rng.randint(0, NODES))))
            begin = rng.randint(0, 1) if index % DAYS else None
            starts = tuple(rng.choice((10, 20)) + 20 * local for local in stops)
            yield Column(index, stops, starts, (begin, rng.randint(0, 1)))


def served(problem: Orienteering, taken: Mapping[int, Sequence[int]]) -> bool:
    """Is there one session of a first meeting at a time, with no more heads than its room holds, and a seat for
    everybody at a table?"""
    keepers = problem.keepers
    assert keepers is not None
    for number, starts in taken.items():
        if number < DAYS and (len(set(starts)) > 1 or len(starts) > keepers.room[-1]):
            return False
        if number >= 2 * DAYS and max(sum(s <= at < s + 15 for s in starts) for at in starts) > keepers.seats[DAYS]:
            return False
    return True


def value(problem: Orienteering, mix: Mix) -> int | None:
    """What some columns come to; None where they do not go together."""
    lodging, visited = problem.lodging, set[int]()
    assert lodging is not None
    taken: dict[int, list[int]] = defaultdict(list)
    for column in mix:
        visited |= {column.index * NODES + local for local in column.stops}
        for local, start in zip(column.stops, column.starts, strict=True):
            taken[local * DAYS + column.index % DAYS].append(start)
    if any(len(visited & set(members)) > most for members, most in problem.families):
        return None
    if not served(problem, taken):
        return None
    held = Counter[int]()
    for number, starts in taken.items():
        meeting = problem.meetings.all[number]
        if meeting.leader is not None and meeting.leader not in visited:
            return None
        held[meeting.subject] += 1 if meeting.open and len(set(starts)) == 1 else len(starts)
    if any(held[subject] > room for subject, room in problem.meetings.room.items()):
        return None
    doors = [mix[index].doors[1] for index in range(ROUTES)]
    if any(mix[DAYS * track + 1].doors[0] != doors[DAYS * track] for track in range(TRACKS)):
        return None
    there = Counter((door, night.date) for door, night in zip(doors, lodging.nights, strict=True))
    moved = [doors[DAYS * track] != doors[DAYS * track + 1] for track in range(TRACKS)]
    if max(moved) > lodging.moves or any(there[key] > room for key, room in lodging.room.items()):
        return None
    tolls = sum(night.tolls[door] for night, door in zip(lodging.nights, doors, strict=True) if door is not None)
    return problem.worth(tuple(column.stops for column in mix)) - tolls - lodging.moving * sum(moved)


def best(problem: Orienteering, offered: Sequence[Column]) -> list[Mix]:
    """What has the greatest value of one column for each route."""
    of_route = [[column for column in offered if column.index == index] for index in range(ROUTES)]
    values = {mix: found for mix in product(*of_route) if (found := value(problem, mix)) is not None}
    most = max(values.values(), default=-1)
    return [mix for mix, found in values.items() if found == most]


@pytest.mark.parametrize(
    "limits",
    [{}, {"sessions": 1}, {"sessions": 3}, {"moves": 0}, {"rooms": 2}, {"heads": 2}, {"seats": 1}, {"seats": 2}],
    ids=str,
)
def test_the_best_columns_that_go_together_are_found(limits: dict[str, int]) -> None:
    """Against all that there are: sessions and who leads them, hotels, rooms and moves."""
    tried = 0
    for seed in range(12):
        rng = random.Random(seed)
        problem = visit(rng, **limits)
        offered = list(dict.fromkeys(columns(rng, problem, 4)))
        mixes = best(problem, offered)
        found = together(problem, (), offered, 1, 1.0)
        assert (found is not None) == bool(mixes)
        if found is not None:
            made, tours = found
            same = [mix for mix in mixes if tuple(column.stops for column in mix) == tours]
            assert any(tuple(column.doors[1] for column in mix) == made.doors for mix in same)
            assert State.of(replace(made, lodging=None), tours).lawful
            tried += len(mixes) == 1
    assert tried


def test_who_visits_a_meeting_at_a_time_does_so_together() -> None:
    problem = replace(visit(random.Random(1)), keepers=None)
    alone = [Column(index, (), (), (0 if index % DAYS else None, 0)) for index in range(ROUTES)]
    for start, common in ((10, 10), (20, None)):
        pair = [Column(0, (0,), (10,), (None, 0)), Column(2, (0,), (start,), (None, 0))]
        found = together(problem, (), [*pair, *(column for column in alone if column.index not in (0, 2))], 1, 1.0)
        assert found is not None
        assert found[0].meetings.starts[0] == common
    only = [Column(0, (0,), (10,), (None, 0)), *alone[1:]]
    found = together(problem, (), only, 1, 1.0)
    assert found is not None
    assert found[0].meetings.starts[0] is None


def test_what_is_chosen_now_is_nothing_new() -> None:
    rng = random.Random(3)
    problem = visit(rng)
    offered = list(dict.fromkeys(columns(rng, problem, 4)))
    (mix, *others) = best(problem, offered)
    assert not others
    assert together(problem, mix, offered, 1, 1.0) is None


@pytest.fixture(scope="module")
def plans(case: Case) -> list[Valued]:
    return sketches(case)


def worth(problem: Orienteering, tours: Tours) -> int:
    """Nights included."""
    return Annealing(problem, tours, 1).worth


def test_a_mixture_of_plans_is_lawful_of_their_days_and_worth_more_than_the_one_in_hand(
    case: Case, plans: Sequence[Valued]
) -> None:
    gains = []
    for one in plans:
        others = [other.schedule for other in plans if other is not one]
        made = whole(case, one)
        assert mixture(made, [one.schedule], 1, 1.0) is None
        found = mixture(made, others, 1, 1.0)
        if found is None:
            continue
        assert not found[0].faults(found[1])
        assert_books_are_kept(State.of(*found))
        gains.append(worth(*found) - worth(made.orienteering, made.tours))
        for index, route in enumerate(made.routes):
            ways = [{held.node for held in other.stops.get(route, ())} for other in (one.schedule, *others)]
            assert any(visits(made, index, found[1][index]) <= way for way in ways)
    assert gains
    assert min(gains) > 0


def test_what_comes_of_a_mixture_is_worth_no_less_and_repeats(case: Case, plans: Sequence[Valued]) -> None:
    came = 0
    for one in plans:
        others = [other.schedule for other in plans if other is not one]
        made = whole(case, one)
        start = mixture(made, others, 7, MIXING_WORK)
        found = [mixed(case.problem, one.roster, one.schedule, others, 7, 0.2) for _ in range(2)]
        assert found[0] == found[1]
        assert (found[0] is None) == (start is None)
        if start is not None and found[0] is not None:
            after = whole(case, replace(one, schedule=found[0]))
            assert worth(after.orienteering, after.tours) >= worth(*start)
            came += 1
    assert came
