"""Tours of a visit's orienteering problem as a schedule again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from planner.model.lodging import Doors
from planner.model.orienteering import Served, Stops, Tours
from planner.model.problem import Problem
from planner.model.roster import TrackDayKey
from planner.model.schedule import Held, Schedule, Visit
from planner.solving.routing.compiling import Compiled
from planner.solving.routing.tour import Tour


def to_schedule(problem: Problem, compiled: Compiled, tours: Tours, doors: Doors) -> Schedule:
    """The schedule in hand with free routes as in `tours` and nights at `doors`; interpreters of stops that are gone go
    too.

    Routes whose stops are the same in the same order, between the same doors, keep their times.
    """
    changed = [
        index
        for index, (now, then) in enumerate(zip(compiled.tours, tours, strict=True))
        if now != then or compiled.led(index, doors) is not compiled.led(index, compiled.doors)
    ]
    stops: dict[TrackDayKey, tuple[Held, ...]] = dict(compiled.schedule.stops)
    for index, starts in _starts(compiled, tours, doors, changed).items():
        stops[compiled.routes[index]] = _held(compiled, index, tours[index], starts)
    stops = _numbered(problem, compiled, stops)
    there = {held.node for held_stops in stops.values() for held in held_stops}
    interpreting = {node: who for node, who in compiled.schedule.interpreting.items() if node in there}
    beds = {**compiled.schedule.beds, **dict(zip(compiled.nights, doors, strict=False))}
    return replace(compiled.schedule, stops=stops, beds=beds, interpreting=interpreting)


def _starts(compiled: Compiled, tours: Tours, doors: Doors, changed: Sequence[int]) -> Mapping[int, Sequence[int]]:
    """Starts of changed routes: the day ends as early as may be, and each stop is as late as that allows, or as early
    as it can be where a keeper would else have two to serve at a time."""
    problem, starts, taken = compiled.orienteering, dict[int, Sequence[int]](), dict[int, tuple[Served, ...]]()
    for index, route in enumerate(compiled.routes):
        if index not in changed:
            now = {held.node: held.start for held in compiled.schedule.stops.get(route, ())}
            stops = [local for local in tours[index] if compiled.stop(index, local) in now]
            taken[index] = tuple(
                problem.served(index, tuple(stops), [now[compiled.stop(index, local)] for local in stops])
            )
    soonest = {index: Tour(problem, index, tours[index], route=compiled.led(index, doors)) for index in changed}
    for index, tour in soonest.items():
        serve = tour.route.serve_of
        starts[index] = [ready - serve[node] for ready, node in zip(tour.ready[1:], tours[index], strict=True)]
        taken[index] = tour.served
    for index, tour in soonest.items():
        tight = Tour(problem, index, tours[index], end=tour.arrive[-1], route=tour.route)
        late = tuple(problem.served(index, tours[index], tight.due[:-1]))
        others = [served for other in problem.rivals[index] for served in taken[other]]
        if problem.keepers is None or not problem.keepers.strained(late, others):
            starts[index], taken[index] = tight.due[:-1], late
    return starts


def _held(compiled: Compiled, index: int, then: Stops, starts: Sequence[int]) -> tuple[Held, ...]:
    """Stops of a changed route; sessions are numbered as they were."""
    was = {held.node: held.session for held in compiled.schedule.stops.get(compiled.routes[index], ())}
    nodes = [compiled.stop(index, local) for local in then]
    return tuple(Held(node, start, was.get(node, 0)) for node, start in zip(nodes, starts, strict=True))


def _numbered(
    problem: Problem, compiled: Compiled, stops: Mapping[TrackDayKey, tuple[Held, ...]]
) -> dict[TrackDayKey, tuple[Held, ...]]:
    """Visits that begin with a shared session are in it; new ones of acts with numbered sessions get one of their own,
    those that begin together the same."""
    highest: dict[int, int] = defaultdict(int)
    old = {held.node for held in compiled.schedule.visits()}
    new: dict[tuple[int, int], int] = {}
    for held in compiled.schedule.visits():
        if isinstance(held.node, Visit):
            highest[held.node.act] = max(highest[held.node.act], held.session)

    def numbered(held: Held) -> Held:
        node = held.node
        if not isinstance(node, Visit):
            return held
        sessions = {start: number for number, start in compiled.shared.get((node.act, node.day), {}).items()}
        if held.start in sessions:
            return replace(held, session=sessions[held.start])
        if node in old or problem.acts[node.act].plenary or not problem.acts[node.act].together:
            return held
        if (node.act, held.start) not in new:
            highest[node.act] += 1
            new[node.act, held.start] = highest[node.act]
        return replace(held, session=new[node.act, held.start])

    return {route: tuple(numbered(held) for held in held_stops) for route, held_stops in stops.items()}
