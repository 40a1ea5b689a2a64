"""Tours of a visit's orienteering problem as a schedule again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from planner.model.orienteering.keepers import Served
from planner.model.orienteering.problem import Stops
from planner.model.problem import Problem
from planner.model.roster import TrackDayKey
from planner.model.schedule import Held, Schedule, Visit
from planner.solving.routing.compiling import Compiled
from planner.solving.routing.state import State, Tour


def to_schedule(problem: Problem, compiled: Compiled, state: State) -> Schedule:
    """The schedule in hand with free routes, nights and meetings as in `state`; interpreters of stops that are gone go
    too.

    Routes whose stops are the same in the same order, between the same doors, with the same meetings, keep their times.
    """
    stops: dict[TrackDayKey, tuple[Held, ...]] = dict(compiled.schedule.stops)
    changed = state.tours(_changed(compiled, state))
    starts = _starts(compiled, changed)
    for tour in changed:
        stops[compiled.routes[tour.index]] = _held(compiled, tour.index, tour.stops, starts[tour.index])
    stops = _numbered(problem, compiled, stops)
    there = {held.node for held_stops in stops.values() for held in held_stops}
    interpreting = {node: who for node, who in compiled.schedule.interpreting.items() if node in there}
    beds = {**compiled.schedule.beds, **dict(zip(compiled.nights, state.doors, strict=False))}
    return replace(compiled.schedule, stops=stops, beds=beds, interpreting=interpreting)


def _changed(compiled: Compiled, state: State) -> list[int]:
    """The routes that have other stops, doors or meetings than in the schedule in hand."""
    problem, doors, starts, stops = compiled.orienteering, state.doors, state.starts, state.stops
    lodging, outset = problem.lodging, problem.meetings.starts
    return [
        index
        for index, tour in enumerate(stops)
        if compiled.tours[index] != tour
        or (lodging is not None and lodging.of_route(index, doors) != lodging.of_route(index, problem.doors))
        or any(local in tour and starts[number] != outset[number] for number, local in problem.met[index])
    ]


def _starts(compiled: Compiled, changed: Sequence[Tour]) -> Mapping[int, Sequence[int]]:
    """Starts of changed routes: the day ends as early as may be, and each stop is as late as that allows, or as early
    as it can be where a keeper would else have two to serve at a time."""
    problem, starts, taken = compiled.orienteering, dict[int, Sequence[int]](), dict[int, tuple[Served, ...]]()
    anew = {tour.index for tour in changed}
    for index, route in enumerate(compiled.routes):
        if index not in anew:
            now = {held.node: held.start for held in compiled.schedule.stops.get(route, ())}
            stops = [local for local in compiled.tours[index] if compiled.stop(index, local) in now]
            taken[index] = tuple(
                problem.served(index, tuple(stops), [now[compiled.stop(index, local)] for local in stops])
            )
    for tour in changed:
        starts[tour.index] = tour.early
        taken[tour.index] = tuple(problem.served(tour.index, tour.stops, tour.early))
    for tour in changed:
        late = tuple(problem.served(tour.index, tour.stops, tour.late))
        others = [served for other in problem.rivals[tour.index] for served in taken[other]]
        if problem.keepers is None or not problem.keepers.strained(late, others):
            starts[tour.index], taken[tour.index] = tour.late, late
    return starts


def _held(compiled: Compiled, index: int, then: Stops, starts: Sequence[int]) -> tuple[Held, ...]:
    """Stops of a changed route; sessions are numbered as they were."""
    was = {held.node: held.session for held in compiled.schedule.stops.get(compiled.routes[index], ())}
    nodes = [compiled.stop(index, local) for local in then]
    return tuple(Held(node, start, was.get(node, 0)) for node, start in zip(nodes, starts, strict=True))


def _numbered(
    problem: Problem, compiled: Compiled, stops: Mapping[TrackDayKey, tuple[Held, ...]]
) -> dict[TrackDayKey, tuple[Held, ...]]:
    """Visits of an act that begin together are one session, and keep its number where one of them had it then; others
    get a new one."""
    numbers = _Numbers(problem, compiled.schedule, stops)
    return {route: tuple(numbers.given(held) for held in held_stops) for route, held_stops in stops.items()}


class _Numbers:
    """Session numbers of the acts that tracks may share, by act and start."""

    def __init__(self, problem: Problem, schedule: Schedule, stops: Mapping[TrackDayKey, Iterable[Held]]) -> None:
        self._acts = {act for act, one in enumerate(problem.acts) if one.together and not one.plenary}
        self._was = {held.node: held for held in schedule.visits()}
        self._highest: dict[int, int] = defaultdict(int)
        for held in self._was.values():
            if isinstance(held.node, Visit):
                self._highest[held.node.act] = max(self._highest[held.node.act], held.session)
        self._known: dict[tuple[int, int], int] = {}
        for held_stops in stops.values():
            for held in held_stops:
                if isinstance(held.node, Visit) and self._stays(held) and held.session:
                    self._known.setdefault((held.node.act, held.start), held.session)

    def _stays(self, held: Held) -> bool:
        was = self._was.get(held.node)
        return was is not None and was.start == held.start

    def given(self, held: Held) -> Held:
        """A stop with the number of its session."""
        node = held.node
        if not isinstance(node, Visit) or node.act not in self._acts or (self._stays(held) and held.session):
            return held
        key = (node.act, held.start)
        if key not in self._known:
            self._highest[node.act] += 1
            self._known[key] = self._highest[node.act]
        return replace(held, session=self._known[key])
