"""Some routes of another plan in place of those in hand, with nights and meetings, for a search to go on from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property

from planner.model.orienteering.meetings import Starts
from planner.model.orienteering.problem import Orienteering, Tours
from planner.model.orienteering.route import Route
from planner.model.schedule import Schedule
from planner.solving.routing.compiling import Compiled

Member = tuple[int, int]
"""A route and one of its (local) nodes."""


def grafted(compiled: Compiled, other: Schedule, routes: Collection[int]) -> tuple[Orienteering, Tours] | None:
    """The problem with tours in which some `routes` are as in another schedule, as far as its stops are offered: nights
    and meetings as they suit these. What is visited twice goes from the rest, and what can't be kept goes. None where
    the tours are still not lawful."""
    graft = Graft(compiled, other, routes)
    problem, tours = graft.problem, graft.tours()
    return None if problem.faults(tours) else (problem, tours)


def stays(problem: Orienteering, index: int, local: int) -> bool:
    """Is a stop of a route one that a graft leaves as it is in hand?"""
    route = problem.routes[index]
    number = problem.meetings.of_node.get(int(route.nodes[local]))
    gathers = number is not None and problem.meetings.all[number].gathers
    return gathers or (route.fixed is not None and bool(route.fixed[local]))


class Graft:
    """Tours that are put together; `_tours` are those so far."""

    def __init__(self, compiled: Compiled, other: Schedule, routes: Collection[int]) -> None:
        self._compiled, self._before, self._new = compiled, compiled.orienteering, frozenset(routes)
        self._other = {held.node: held.start for stops in other.stops.values() for held in stops}
        self._beds = other.beds
        self._tours = [self._tour(index) if index in self._new else list(t) for index, t in enumerate(compiled.tours)]
        self._thin_out()

    def tours(self) -> Tours:
        """The tours as far as they can be kept."""
        for index, route in enumerate(self.problem.routes):
            self._keep(index, self.problem.led(index, self.problem.doors, self.problem.meetings.starts), route)
        for meeting in self._before.meetings.all:
            if meeting.leader is not None and meeting.leader not in self._visited():
                self._leave(meeting.nodes)
        return tuple(map(tuple, self._tours))

    def _node(self, index: int, local: int) -> int:
        return int(self._before.routes[index].nodes[local])

    def _tour(self, index: int) -> list[int]:
        """What stays of a route, and what it visits in the other schedule, by time."""
        when = dict[int, int]()
        starts = self._before.starts(index, self._compiled.tours[index]) or ()
        for local, start in zip(self._compiled.tours[index], starts, strict=False):
            if stays(self._before, index, local):
                when[local] = start
        for local in range(self._before.routes[index].size):
            start_then = self._other.get(self._compiled.stop(index, local))
            if start_then is not None and not stays(self._before, index, local):
                when[local] = start_then
        return sorted(when, key=lambda local: when[local])

    def _thin_out(self) -> None:
        """Of what only so many may visit, as many go as are too many: first from routes that are not new."""
        for members, most in self._before.families:
            there = sorted(self._there(members), key=lambda member: member[0] not in self._new)
            for index, local in there[most:]:
                self._tours[index].remove(local)

    def _there(self, nodes: Collection[int]) -> Iterator[Member]:
        """Who visits some (global) nodes."""
        for index, tour in enumerate(self._tours):
            yield from ((index, local) for local in tour if self._node(index, local) in nodes)

    def _visited(self) -> set[int]:
        return {self._node(index, local) for index, tour in enumerate(self._tours) for local in tour}

    def _leave(self, nodes: Collection[int]) -> None:
        for index, local in list(self._there(nodes)):
            self._tours[index].remove(local)

    @cached_property
    def problem(self) -> Orienteering:
        """The problem with the nights and meetings of the tours."""
        meetings = replace(self._before.meetings, starts=self._starts())
        lodging = self._before.lodging
        return replace(
            self._before, meetings=meetings, lodging=None if lodging is None else replace(lodging, doors=self._doors())
        )

    def _starts(self) -> Starts:
        """Meetings to which new routes come begin when they did, if others come; else when the other schedule holds
        them, if several come."""
        found, new, rest = list(self._before.meetings.starts), defaultdict[int, list[int]](list), Counter[int]()
        for index, tour in enumerate(self._tours):
            for number, local in self._before.met[index]:
                if local in tour and index in self._new and not stays(self._before, index, local):
                    new[number].append(self._other[self._compiled.stop(index, local)])
                rest[number] += local in tour and index not in self._new
        for number, then in new.items():
            if not self._before.meetings.all[number].stands and not (rest[number] and found[number] is not None):
                found[number] = then[0] if len(set(then)) == 1 and len(then) + rest[number] > 1 else None
        return tuple(found)

    def _doors(self) -> tuple[int, ...]:
        """Nights after new routes are spent where the other schedule spends them, if that may be."""
        lodging = self._before.lodging
        assert lodging is not None
        found = list(lodging.doors)
        for number, (night, key) in enumerate(zip(lodging.nights, self._compiled.nights, strict=True)):
            door = self._beds.get(key)
            if door is not None and door in night.tolls and self._new.intersection(night.ends):
                found[number] = door
        return tuple(found)

    def _keep(self, index: int, led: Route, route: Route) -> None:
        """Stops of a route go, the least worth first, until the rest can be kept; one alone where that suffices."""
        tour = self._tours[index]
        while led.times(tuple(tour)) is None:
            free = [local for local in tour if not stays(self._before, index, local)]
            if not free:
                return
            free.sort(key=lambda n: route.prize[n])
            enough = (n for n in free if led.times(tuple(local for local in tour if local != n)) is not None)
            tour.remove(next(enough, free[0]))
