"""One route with its stops: earliest and latest times, and where every other node would fit."""

from __future__ import annotations

from functools import cached_property, partial
from itertools import chain

import numpy as np

from planner.model.orienteering.arrays import Bools, Ints, Small
from planner.model.orienteering.hours import NEVER
from planner.model.orienteering.keepers import Served
from planner.model.orienteering.problem import Orienteering, Stops
from planner.model.orienteering.route import Plain, Route, remembered
from planner.solving.routing.gaps import by_way_of

SMALL = 3000
"""Up to so many gaps x nodes all are looked at as quickly as some."""


class Tour:
    """A route's stops with the times that follow from them; never changed, only replaced.

    `ready[g]` is when the g-th place is left at the earliest (the begin first), `arrive[g]` when service could begin
    at the place after it, `due[g]` when it must at the latest, for the route to end by its end, or by a closer one
    that is given. `lawful` is whether the stops can be kept at all.
    """

    __slots__ = ("__dict__", "arrive", "due", "index", "lawful", "problem", "ready", "route", "stops")

    def __init__(
        self, problem: Orienteering, index: int, stops: Stops, end: int | None = None, route: Route | None = None
    ) -> None:
        self.problem, self.index, self.stops = problem, index, stops
        self.route: Route = route or problem.routes[index]
        self.ready = [self.route.begin]
        self.arrive: list[int] = []
        self.due = [self.route.end if end is None else end]
        self.lawful = self._forward(0) and self._backward(len(stops))

    def _forward(self, gap: int) -> bool:
        """Fill `ready` and `arrive` from a gap on; False where a stop is reached too late."""
        if self.route.plain is not None:
            return self._forward_plainly(gap, self.route.plain)
        route, arrival, ready = self.route, self.route.arrival, self.ready[gap]
        at = self.stops[gap - 1] if gap else route.size
        for node in self.stops[gap:]:
            arrive = arrival(ready, at, node)
            start = route.earliest(node, arrive)
            if start is None:
                return False
            ready, at = start + route.serve_of[node], node
            self.arrive.append(arrive)
            self.ready.append(ready)
        self.arrive.append(arrival(ready, at, route.size + 1))
        return self.arrive[-1] <= route.end

    def _forward_plainly(self, gap: int, plain: list[Plain]) -> bool:
        ready, row = self.ready[gap], self.route.drive_rows[self.stops[gap - 1] if gap else self.route.size]
        arrived, left = self.arrive.append, self.ready.append
        for node in self.stops[gap:]:
            first, last, serve, onward = plain[node]
            arrive = ready + row[node]
            if arrive > last:
                return False
            ready, row = (arrive if arrive > first else first) + serve, onward
            arrived(arrive)
            left(ready)
        arrived(ready + row[self.route.size + 1])
        return self.arrive[-1] <= self.route.end

    def _backward(self, gap: int) -> bool:
        """Fill `due` backward from a gap; it holds what comes after."""
        if self.route.plain is not None:
            return self._backward_plainly(gap, self.route.plain)
        route, departure, due = self.route, self.route.departure, self.due[0]
        at = self.stops[gap] if gap < len(self.stops) else route.size + 1
        found = []
        for node in reversed(self.stops[:gap]):
            latest = route.latest(node, departure(due, node, at) - route.serve_of[node])
            if latest is None:
                return False
            due, at = latest, node
            found.append(due)
        self.due = found[::-1] + self.due
        return True

    def _backward_plainly(self, gap: int, plain: list[Plain]) -> bool:
        due, at = self.due[0], self.stops[gap] if gap < len(self.stops) else self.route.size + 1
        found = []
        for node in reversed(self.stops[:gap]):
            first, last, serve, onward = plain[node]
            due -= onward[at] + serve
            if due < first:
                return False
            if due > last:
                due = last
            at = node
            found.append(due)
        self.due = found[::-1] + self.due
        return True

    @cached_property
    def served(self) -> tuple[Served, ...]:
        """Whose keepers the stops take, and when, at the earliest."""
        serve = self.route.serve_of
        starts = [ready - serve[node] for ready, node in zip(self.ready[1:], self.stops, strict=True)]
        return tuple(self.problem.served(self.index, self.stops, starts))

    @cached_property
    def room(self) -> bool:
        """May another counted stop be added?"""
        counted = self.route.counted
        return counted is None or sum(bool(counted[node]) for node in self.stops) < self.route.most

    @cached_property
    def worth(self) -> int:
        """Prizes less what the way costs."""
        return self.route.worth(self.stops)

    @cached_property
    def keys(self) -> Small:
        """For every node its least delay x gaps + the gap where that is; NEVER and above where it fits nowhere."""
        return remembered(self.route.keys, self.stops, self.route.size, partial(self._keys, None))

    def keys_of(self, some: Ints) -> Small:
        """The same for some nodes alone."""
        small = self.route.size * len(self.due) < SMALL
        return self.keys.take(some) if small else self._keys(some)

    def _keys(self, some: Ints | None) -> Small:
        route, gaps, places = self.route, len(self.stops) + 1, self._places
        later, left = by_way_of(route, places[:-1], self.ready, places[1:], self.due, some)
        later -= np.array(self.arrive, np.int32)[:, None]
        np.maximum(later, 0, out=later)
        later *= gaps
        later += np.arange(gaps, dtype=np.int32)[:, None]
        left &= NEVER
        later |= left
        keys: Small = later.min(axis=0)
        if route.counted is not None and not self.room:
            keys[route.counted if some is None else route.counted[some]] |= NEVER
        return keys

    def gap(self, node: int) -> int | None:
        """Where a node delays least; None where it fits nowhere."""
        key = int(self.keys[node])
        return None if key >= NEVER else key % (len(self.stops) + 1)

    @cached_property
    def openings(self) -> Bools:
        """Which nodes fit where a stop is left out, a row a stop, and, in the last row, beside all of them; however
        many are counted."""
        tours = [*(self.without({stop}) for stop in self.stops), self]
        places = [tour._places for tour in tours]
        before, after = (np.concatenate([each[part] for each in places]) for part in (slice(-1), slice(1, None)))
        ready, due = (list(chain.from_iterable(times)) for times in zip(*(tour._limits for tour in tours), strict=True))
        _, left = by_way_of(self.route, before, ready, after, due, None)
        firsts = np.cumsum([0, *(len(each) - 1 for each in places[:-1])])
        fits: Bools = np.maximum.reduceat(left, firsts) >= 0
        return fits

    @property
    def _limits(self) -> tuple[list[int], list[int]]:
        """`ready` and `due`, between which there is no time where the stops can't be kept."""
        if self.lawful:
            return self.ready, self.due
        gaps = len(self.stops) + 1
        return [self.route.end] * gaps, [-NEVER] * gaps

    @property
    def _places(self) -> Ints:
        """The begin, the stops and the end."""
        return np.array([self.route.size, *self.stops, self.route.size + 1])

    def with_stop(self, node: int, gap: int) -> Tour:
        """The route with one more stop; times before and after it are taken over."""
        new = object.__new__(Tour)
        new.problem, new.index, new.route = self.problem, self.index, self.route
        new.stops = (*self.stops[:gap], node, *self.stops[gap:])
        new.ready, new.arrive, new.due = self.ready[: gap + 1], self.arrive[:gap], self.due[gap:]
        new.lawful = new._forward(gap) and new._backward(gap + 1)
        return new

    def without(self, nodes: set[int]) -> Tour:
        """The route without some of its stops."""
        stops = tuple(node for node in self.stops if node not in nodes)
        return Tour(self.problem, self.index, stops, route=self.route)

    @property
    def loose(self) -> list[int]:
        """The stops that need not stay."""
        return [node for node in self.stops if not self.is_fixed(node)]

    def is_fixed(self, node: int) -> bool:
        """Does a node stay where it is visited?"""
        fixed = self.route.fixed
        return fixed is not None and bool(fixed[node])

    def nearest(self, tick: int) -> int | None:
        """The stop that is left soonest before or after a tick, of those that need not stay; None where all must."""
        left = dict(zip(self.stops, self.ready[1:], strict=True))
        return min(self.loose, key=lambda node: abs(left[node] - tick), default=None)

    def in_the_way(self, node: int, start: int) -> list[int]:
        """The stops from which a node can't be reached in time for its start, nor they from it."""
        route, leaves, drive = self.route, start + self.route.serve_of[node], self.route.drive_rows
        return [
            stop
            for stop, ready in zip(self.stops, self.ready[1:], strict=True)
            if ready + drive[stop][node] > start and leaves + drive[node][stop] > route.over[stop]
        ]

    def led(self, route: Route, *, late: bool) -> Tour | None:
        """The same stops on a route as it is led now; those that can't be kept go, `late` the last of them first.

        None where fixed ones would have to.
        """
        tour = Tour(self.problem, self.index, self.stops, route=route)
        while not tour.lawful:
            if not tour.loose:
                return None
            gone = tour.loose[-1 if late else 0]
            tour = Tour(self.problem, self.index, tuple(node for node in tour.stops if node != gone), route=route)
        return tour

    def beside(self, route: Route) -> Tour:
        """The same stops at the same times on a route that differs in other nodes alone."""
        new = object.__new__(Tour)
        new.problem, new.index, new.route, new.stops = self.problem, self.index, route, self.stops
        new.ready, new.arrive, new.due, new.lawful = self.ready, self.arrive, self.due, self.lawful
        return new
