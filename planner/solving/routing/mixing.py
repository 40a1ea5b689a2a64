"""Days of tracks of several plans that go together for the most, for a search to go on from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from ortools.sat.python import cp_model

from planner.model.orienteering.keepers import Served
from planner.model.orienteering.lodging import Lodging
from planner.model.orienteering.problem import Orienteering, Tours
from planner.model.schedule import Schedule
from planner.solving.routing.compiling import Compiled
from planner.solving.routing.grafting import Graft, stays
from planner.solving.routing.packing import Column, Literal, Packing


def mixture(compiled: Compiled, plans: Sequence[Schedule], seed: int, work: float) -> tuple[Orienteering, Tours] | None:
    """The problem with tours each of which is as in the schedule in hand or in one of some plans, as far as its stops
    are offered: with nights and meetings that suit them, what all gather for as it is in hand. None where nothing of
    the plans would be worth more, or the tours are not lawful. At most so much deterministic `work`."""
    now = tuple(_columns(compiled, compiled.schedule, compiled.orienteering, compiled.tours))
    columns = dict.fromkeys(now)
    for plan in plans:
        graft = Graft(compiled, plan, range(len(compiled.routes)))
        columns |= dict.fromkeys(_columns(compiled, plan, graft.problem, graft.tours()))
    return together(compiled.orienteering, now, list(columns), seed, work)


def together(
    problem: Orienteering, now: Collection[Column], columns: Sequence[Column], seed: int, work: float
) -> tuple[Orienteering, Tours] | None:
    """The problem with the nights and meetings of those of some columns, one for each route, that are worth most
    together, and their tours; None where these are what is chosen `now`, or not lawful."""
    kinds = {index: [index] for index in range(len(problem.routes))}
    packing = Packing(problem, columns, kinds, [column in now for column in columns])
    for index in kinds:
        packing.model.add_at_least_one(literal for _, literal in packing.of_route[index])
    _bind_meetings(packing)
    _bind_keepers(packing)
    _bind_nights(packing)
    _prefer(packing, now)
    chosen = packing.chosen(seed, work)
    if not set(chosen) - set(now):
        return None
    mixed, tours = _put_together(problem, chosen)
    return None if mixed.faults(tours) else (mixed, tours)


def _columns(compiled: Compiled, plan: Schedule, problem: Orienteering, tours: Tours) -> Iterator[Column]:
    """How each route is gone in a plan, by tours that are made of it and can be kept; what stays does so at its time in
    hand."""
    when = {held.node: held.start for stops in plan.stops.values() for held in stops}
    for index, stops in enumerate(tours):
        times = problem.starts(index, stops)
        if times is None or any(problem.faults_of(index, stops)):
            continue
        then = (None if stays(problem, index, local) else when.get(compiled.stop(index, local)) for local in stops)
        starts = tuple(early if start is None else start for start, early in zip(then, times, strict=True))
        doors = (None, None) if problem.lodging is None else problem.lodging.of_route(index, problem.doors)
        yield Column(index, stops, starts, doors)


def _met(problem: Orienteering, column: Column) -> Iterator[tuple[int, int]]:
    """The meetings that a column visits, and when."""
    when = dict(zip(column.stops, column.starts, strict=True))
    yield from ((number, when[local]) for number, local in problem.met[column.index] if local in when)


def _put_together(problem: Orienteering, chosen: Sequence[Column]) -> tuple[Orienteering, Tours]:
    """The problem with the nights and meetings of some columns, and their tours."""
    meetings, lodging = problem.meetings, problem.lodging
    visits: dict[int, list[int]] = defaultdict(list)
    for number, start in (visit for column in chosen for visit in _met(problem, column)):
        visits[number].append(start)
    starts = list(meetings.starts)
    for number, then in visits.items():
        if not (meetings.all[number].gathers or meetings.all[number].stands):
            starts[number] = then[0] if len(then) > 1 and len(set(then)) == 1 else None
    if lodging is not None:
        ends = {column.index: column.doors[1] for column in chosen}
        doors = [
            next((door for index in night.ends if (door := ends[index]) is not None), now)
            for night, now in zip(lodging.nights, lodging.doors, strict=True)
        ]
        lodging = replace(lodging, doors=tuple(doors))
    stops = {column.index: column.stops for column in chosen}
    problem = replace(problem, meetings=replace(meetings, starts=tuple(starts)), lodging=lodging)
    return problem, tuple(stops[index] for index in sorted(stops))


def _prefer(packing: Packing, now: Collection[Column]) -> None:
    """Of what is worth the same, as much as may be is as it is now."""
    kept = [literal for column, literal in zip(packing.columns, packing.literals, strict=True) if column in now]
    packing.terms = [*((len(kept) + 1) * term for term in packing.terms), *kept]


def _bind_meetings(packing: Packing) -> None:
    """Of those who visit a meeting all do at a time, or each has one of its own; all of a subject have room; who leads
    one is there."""
    problem, model = packing.problem, packing.model
    visiting: dict[int, dict[int, list[Literal]]] = defaultdict(lambda: defaultdict(list))
    for column, literal in zip(packing.columns, packing.literals, strict=True):
        for number, start in _met(problem, column):
            visiting[number][start].append(literal)
    taken: dict[int, list[cp_model.LinearExprT]] = defaultdict(list)
    for number, by_start in visiting.items():
        meeting = problem.meetings.all[number]
        if meeting.leader is not None:
            leading = sum(packing.of_node[meeting.leader])
            for node in set(meeting.nodes) - {meeting.leader}:
                model.add(sum(packing.of_node.get(node, ())) <= leading)
        if not (meeting.gathers or meeting.stands):
            taken[meeting.subject] += _held(packing, by_start, together=meeting.open)
    for subject, some in taken.items():
        if subject in problem.meetings.room:
            model.add(sum(some) <= problem.meetings.room[subject])


def _held(packing: Packing, by_start: Mapping[int, list[Literal]], *, together: bool) -> list[cp_model.LinearExprT]:
    """How often a meeting is held, that some visit at a time: once `together`, or for each alone."""
    everybody = [literal for literals in by_start.values() for literal in literals]
    if not together:
        return list(everybody)
    held = {start: packing.model.new_bool_var("") for start in by_start}
    apart, alone = packing.model.new_bool_var(""), packing.model.new_int_var(0, len(everybody), "")
    packing.model.add_at_most_one([apart, *held.values()])
    for start, literals in by_start.items():
        for literal in literals:
            packing.model.add_bool_or(~literal, held[start], apart)
    packing.model.add(alone >= sum(everybody)).only_enforce_if(apart)
    return [*held.values(), alone]


def _bind_keepers(packing: Packing) -> None:
    """Who serves one party at a time has no other then; rooms and seats suffice for all who are there together."""
    problem, keepers = packing.problem, packing.problem.keepers
    taken: dict[int, list[tuple[Served, Literal]]] = defaultdict(list)
    for column, literal in zip(packing.columns, packing.literals, strict=True):
        for served in problem.served(column.index, column.stops, column.starts):
            taken[served[0]].append((served, literal))
    for keeper, some in taken.items():
        assert keepers is not None
        if keeper in keepers.seats:
            for moment in {start for (_, _, _, start, _), _ in some}:
                there = [(heads, literal) for (_, _, heads, start, end), literal in some if start <= moment < end]
                packing.model.add(_sum(there) <= keepers.seats[keeper])
        else:
            _bind_sessions(packing, keepers.room, some)


def _bind_sessions(packing: Packing, room: Mapping[int, int], taken: Sequence[tuple[Served, Literal]]) -> None:
    """Of sessions that overlap one is held at most, and none has more heads than its room holds."""
    sessions: dict[tuple[int, int], list[tuple[int, Literal]]] = defaultdict(list)
    ends = dict[tuple[int, int], int]()
    for (_, meeting, heads, start, end), literal in taken:
        sessions[meeting, start].append((heads, literal))
        ends[meeting, start] = end
    held = {session: packing.model.new_bool_var("") for session in sessions}
    for session, parties in sessions.items():
        for _, literal in parties:
            packing.model.add_implication(literal, held[session])
        if session[0] in room:
            packing.model.add(_sum(parties) <= room[session[0]])
    for one, other in combinations(sessions, 2):
        if one[1] < ends[other] and other[1] < ends[one]:
            packing.model.add_at_most_one(held[one], held[other])


def _sum(parties: Iterable[tuple[int, Literal]]) -> cp_model.LinearExprT:
    return cp_model.LinearExpr.sum([heads * literal for heads, literal in parties])


def _bind_nights(packing: Packing) -> None:
    """Each night is spent where the days beside it end and begin; hotels have rooms, and moves are few and cost."""
    lodging, model = packing.problem.lodging, packing.model
    if lodging is None:
        return
    spent = [{door: model.new_bool_var("") for door in night.tolls} for night in lodging.nights]
    for night, doors in zip(lodging.nights, spent, strict=True):
        model.add_exactly_one(doors.values())
        packing.terms += [-night.tolls[door] * literal for door, literal in doors.items()]
        for side, routes in enumerate((night.begins, night.ends)):
            for column, literal in (found for index in routes for found in packing.of_route[index]):
                door = column.doors[side]
                assert door is not None
                model.add_implication(literal, doors[door])
    for (door, date), room in lodging.room.items():
        there = [(night.rooms, doors) for night, doors in zip(lodging.nights, spent, strict=True) if night.date == date]
        model.add(sum(rooms * doors[door] for rooms, doors in there if door in doors) <= room)
    _bind_moves(packing, lodging, spent)


def _bind_moves(packing: Packing, lodging: Lodging, spent: Sequence[dict[int, Literal]]) -> None:
    for party in lodging.parties:
        moves = list[Literal]()
        for before, after in pairwise(party):
            moves.append(packing.model.new_bool_var(""))
            for door, there in spent[before].items():
                stays = [spent[after][door]] if door in spent[after] else []
                packing.model.add_bool_or(~there, *stays, moves[-1])
        packing.model.add(sum(moves) <= lodging.moves)
        packing.terms += [-lodging.moving * move for move in moves]
