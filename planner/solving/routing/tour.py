"""One route with its stops: earliest and latest times, and where every other node would fit."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from planner.model.orienteering import NEVER, Bools, Orienteering, Route, Small, Stops

Floats = npt.NDArray[np.float64]


class Tour:
    """A route's stops with the times that follow from them; never changed, only replaced.

    `ready[g]` is when the g-th place is left at the earliest (the begin first), `arrive[g]` when service could begin
    at the place after it, `due[g]` when it must at the latest, for the route to end by its end, or by a closer one
    that is given. `lawful` is whether the stops can be kept at all.
    """

    __slots__ = ("__dict__", "arrive", "due", "index", "lawful", "problem", "ready", "route", "stops")

    def __init__(self, problem: Orienteering, index: int, stops: Stops, end: int | None = None) -> None:
        self.problem, self.index, self.stops = problem, index, stops
        self.route: Route = problem.routes[index]
        self.ready = [self.route.begin]
        self.arrive: list[int] = []
        self.due = [self.route.end if end is None else end]
        self.lawful = self._forward(0) and self._backward(len(stops))

    def _forward(self, gap: int) -> bool:
        """Fill `ready` and `arrive` from a gap on; False where a stop is reached too late."""
        route, arrival, earliest = self.route, self.problem.arrival, self.route.earliest
        serve, ready = route.serve_of, self.ready[gap]
        at = self.stops[gap - 1] if gap else route.size
        for node in self.stops[gap:]:
            arrive = arrival(route, ready, at, node)
            start = earliest(node, arrive)
            if start is None:
                return False
            ready, at = start + serve[node], node
            self.arrive.append(arrive)
            self.ready.append(ready)
        self.arrive.append(arrival(route, ready, at, route.size + 1))
        return self.arrive[-1] <= route.end

    def _backward(self, gap: int) -> bool:
        """Fill `due` backward from a gap; it holds what comes after."""
        route, departure, latest_at = self.route, self.problem.departure, self.route.latest
        serve, due = route.serve_of, self.due[0]
        at = self.stops[gap] if gap < len(self.stops) else route.size + 1
        found = []
        for node in reversed(self.stops[:gap]):
            latest = latest_at(node, departure(route, due, node, at) - serve[node])
            if latest is None:
                return False
            due, at = latest, node
            found.append(due)
        self.due = found[::-1] + self.due
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
    def options(self) -> tuple[Small, Floats]:
        """For every node the gap where it delays the route least, and 1 + the ticks of delay; infinite where it fits
        nowhere.

        All gaps and all nodes are looked at in one matrix, a row a gap.
        """
        route, size, gaps = self.route, self.route.size, len(self.stops) + 1
        late, starts = self._starts([size, *self.stops])
        later = starts + route.serving
        later += self._onward([*self.stops, size + 1], later)
        late |= later > np.array(self.due, np.int32)[:, None]
        later -= np.array(self.arrive, np.int32)[:, None]
        later *= gaps
        later += np.arange(gaps, dtype=np.int32)[:, None]
        later[late] = NEVER
        best = later.min(axis=0)
        delay, gap = np.divmod(best, np.int32(gaps))
        cost = np.maximum(delay, 0) + 1.0
        cost[best >= NEVER] = np.inf
        if not self.room and route.counted is not None:
            cost[route.counted] = np.inf
        return gap, cost

    def _starts(self, places: list[int]) -> tuple[Bools, Small]:
        """Whether every node is reached too late after each of `places`, and its earliest start."""
        route = self.route
        reached = route.onward[places]
        reached += np.array(self.ready, np.int32)[:, None]
        if route.peak is not None:
            self._wait_out_peaks(places, reached)
        if route.grid > 1:
            reached += -reached % route.grid
        first, last = route.windows[-1]
        late, starts = reached > last, np.maximum(reached, first)
        for first, last in route.windows[-2::-1]:
            soon = reached <= last
            starts[soon] = np.maximum(reached, first)[soon]
            late &= ~soon
        return late, starts

    def _wait_out_peaks(self, places: list[int], reached: Small) -> None:
        for row, ready in enumerate(self.ready):
            end = next((end for start, end in self.problem.peaks if start <= ready < end), None)
            if end is not None:
                reached[row] = np.minimum(ready + self.route.peak_onward[places[row]], end - ready + reached[row])

    def _onward(self, places: list[int], leaves: Small) -> Small:
        """Times from every node, left at `leaves`, to each of `places`."""
        way = self.route.back[places]
        if self.route.peak is not None:
            slow, calm = self.route.peak_back[places], way.copy()
            for start, end in self.problem.peaks:
                within = (leaves >= start) & (leaves < end)
                way[within] = np.minimum(slow, end - leaves + calm)[within]
        return way

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
        return Tour(self.problem, self.index, tuple(node for node in self.stops if node not in nodes))
