"""One route with its stops: earliest and latest times, and where every other node would fit."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from planner.model.orienteering import Ints, Orienteering, Route, Stops

Floats = npt.NDArray[np.float64]
NEVER = 10**9


class Tour:
    """A route's stops with the times that follow from them; never changed, only replaced.

    `ready[g]` is when the g-th place is left at the earliest (the begin first), `arrive[g]` when service could begin
    at the place after it, `due[g]` when it must at the latest. `lawful` is whether the stops can be kept at all.
    """

    __slots__ = ("__dict__", "arrive", "due", "index", "lawful", "problem", "ready", "route", "stops")

    def __init__(self, problem: Orienteering, index: int, stops: Stops) -> None:
        self.problem, self.index, self.stops = problem, index, stops
        self.route: Route = problem.routes[index]
        self.ready: list[int] = []
        self.arrive: list[int] = []
        self.due: list[int] = []
        self.lawful = self._forward() and self._backward()

    def _forward(self) -> bool:
        route, arrival = self.route, self.problem.arrival
        ready, at = route.begin, route.size
        self.ready.append(ready)
        for node in self.stops:
            arrive = arrival(route, ready, at, node)
            start = route.earliest(node, arrive)
            if start is None:
                return False
            ready, at = start + route.serve_of[node], node
            self.arrive.append(arrive)
            self.ready.append(ready)
        self.arrive.append(arrival(route, ready, at, route.size + 1))
        return self.arrive[-1] <= route.end

    def _backward(self) -> bool:
        route, departure = self.route, self.problem.departure
        due, at = route.end, route.size + 1
        self.due.append(due)
        for node in reversed(self.stops):
            latest = route.latest(node, departure(route, due, node, at) - route.serve_of[node])
            if latest is None:
                return False
            due, at = latest, node
            self.due.append(due)
        self.due.reverse()
        return True

    @cached_property
    def room(self) -> bool:
        """May another counted stop be added?"""
        counted = self.route.counted
        return counted is None or sum(bool(counted[node]) for node in self.stops) < self.route.most

    @cached_property
    def toll(self) -> int:
        """What the way costs."""
        if self.route.toll is None or not self.stops:
            return 0
        path = [self.route.size, *self.stops, self.route.size + 1]
        return int(self.route.toll[path[:-1], path[1:]].sum())

    @cached_property
    def options(self) -> tuple[Ints, Floats]:
        """For every node the gap where it delays the route least, and by how many ticks; infinite where it fits nowhere.

        All gaps and all nodes are looked at in one matrix, a row a gap.
        """
        route, size = self.route, self.route.size
        path = (size, *self.stops, size + 1)
        starts = self._starts(path[:-1])
        leaves = starts + route.serve
        later = leaves + self._onward(path[1:], leaves)
        late = later > np.array(self.due)[:, None]
        shift = later - np.array(self.arrive)[:, None]
        shift[late | (starts >= NEVER)] = NEVER
        gaps = shift.argmin(axis=0)
        best = shift[gaps, np.arange(size)].astype(np.float64)
        best[best >= NEVER] = np.inf
        if not self.room and route.counted is not None:
            best[route.counted] = np.inf
        return gaps, best

    def _starts(self, places: Stops) -> Ints:
        """Earliest starts of every node after each of `places`; NEVER where its spans are over."""
        route = self.route
        reached = np.array(self.ready)[:, None] + route.drive[list(places), :-2]
        if route.peak is not None:
            for row, ready in enumerate(self.ready):
                end = next((end for start, end in self.problem.peaks if start <= ready < end), None)
                if end is not None:
                    reached[row] = np.minimum(ready + route.peak[places[row], :-2], end - ready + reached[row])
        if route.grid > 1:
            reached = -(-reached // route.grid) * route.grid
        starts: Ints = np.full_like(reached, NEVER)
        for first, last in zip(route.first[::-1], route.last[::-1], strict=True):
            starts = np.where((reached <= last) & (first <= last), np.maximum(reached, first), starts)
        return starts

    def _onward(self, places: Stops, leaves: Ints) -> Ints:
        """Times from every node, left at `leaves`, to each of `places`."""
        route = self.route
        calm: Ints = route.back[list(places), :-2]
        if route.peak_back is None:
            return calm
        slow, way = route.peak_back[list(places), :-2], calm.copy()
        for start, end in self.problem.peaks:
            within = (leaves >= start) & (leaves < end)
            way = np.where(within, np.minimum(slow, end - leaves + calm), way)
        return way

    def with_stop(self, node: int, gap: int) -> Tour:
        """The route with one more stop."""
        return Tour(self.problem, self.index, (*self.stops[:gap], node, *self.stops[gap:]))

    def without(self, nodes: set[int]) -> Tour:
        """The route without some of its stops."""
        return Tour(self.problem, self.index, tuple(node for node in self.stops if node not in nodes))
