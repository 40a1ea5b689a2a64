"""One route with its stops: earliest and latest times, and where every other node would fit."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.model.orienteering import Floats, Orienteering, Stops
from planner.model.orienteering_route import NEVER, Route, Small


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
        route, arrival, plain = self.route, self.problem.arrival, self.route.is_plain
        serve, spans, rows, ready = route.serve_of, route.spans, route.drive_rows, self.ready[gap]
        at = self.stops[gap - 1] if gap else route.size
        for node in self.stops[gap:]:
            arrive = ready + rows[at][node] if plain else arrival(route, ready, at, node)
            if plain:
                first, last = spans[node][0]
                start: int | None = None if arrive > last else max(arrive, first)
            else:
                start = route.earliest(node, arrive)
            if start is None:
                return False
            ready, at = start + serve[node], node
            self.arrive.append(arrive)
            self.ready.append(ready)
        self.arrive.append(arrival(route, ready, at, route.size + 1))
        return self.arrive[-1] <= route.end

    def _backward(self, gap: int) -> bool:
        """Fill `due` backward from a gap; it holds what comes after."""
        route, departure, plain = self.route, self.problem.departure, self.route.is_plain
        serve, spans, rows, due = route.serve_of, route.spans, route.drive_rows, self.due[0]
        at = self.stops[gap] if gap < len(self.stops) else route.size + 1
        found = []
        for node in reversed(self.stops[:gap]):
            if plain:
                first, last = spans[node][0]
                due = min(due - rows[node][at] - serve[node], last)
                latest: int | None = due if due >= first else None
            else:
                latest = route.latest(node, departure(route, due, node, at) - serve[node])
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
    def _keys(self) -> Small:
        """For every node its least delay x gaps + the gap where that is; NEVER and above where it fits nowhere.

        All gaps and all nodes are looked at in one matrix, a row a gap, without a branch: the sign of what is left of
        the time, shifted, makes the mask.
        """
        route, size, gaps = self.route, self.route.size, len(self.stops) + 1
        reached = self._reached([size, *self.stops])
        later = self._starts(reached)
        later += route.serving
        later += self._onward([*self.stops, size + 1], later)
        left = np.array(self.due, np.int32)[:, None] - later
        np.minimum(left, route.over - reached, out=left)
        later -= np.array(self.arrive, np.int32)[:, None]
        np.maximum(later, 0, out=later)
        later *= gaps
        later += np.arange(gaps, dtype=np.int32)[:, None]
        left >>= 31
        left &= NEVER
        later |= left
        keys: Small = later.min(axis=0)
        return keys

    @cached_property
    def cost(self) -> Floats:
        """For every node about 1 + the ticks by which it delays the route where it does so least; infinite where it
        fits nowhere."""
        cost = np.where(self._keys < NEVER, self._keys / (len(self.stops) + 1.0) + 1.0, np.inf)
        if not self.room and self.route.counted is not None:
            cost[self.route.counted] = np.inf
        return cost

    def gap(self, node: int) -> int:
        """The gap where a node that fits delays the route least."""
        return int(self._keys[node]) % (len(self.stops) + 1)

    def _reached(self, places: list[int]) -> Small:
        """When service at every node could begin, its spans aside, after each of `places`."""
        reached: Small = self.route.onward.take(places, 0)
        reached += np.array(self.ready, np.int32)[:, None]
        if self.route.peak is not None:
            self._wait_out_peaks(places, reached)
        if self.route.grid > 1:
            reached += -reached % self.route.grid
        return reached

    def _starts(self, reached: Small) -> Small:
        """The earliest starts; those after the last span are not to be used."""
        windows = self.route.windows
        starts: Small = np.maximum(reached, windows[-1][0])
        for first, last in windows[-2::-1]:
            starts = np.where(reached <= last, np.maximum(reached, first), starts)
        return starts

    def _wait_out_peaks(self, places: list[int], reached: Small) -> None:
        for row, ready in enumerate(self.ready):
            end = next((end for start, end in self.route.peaks if start <= ready < end), None)
            if end is not None:
                reached[row] = np.minimum(ready + self.route.peak_onward[places[row]], end - ready + reached[row])

    def _onward(self, places: list[int], leaves: Small) -> Small:
        """Times from every node, left at `leaves`, to each of `places`."""
        way: Small = self.route.back.take(places, 0)
        if self.route.peak is not None:
            slow, calm = self.route.peak_back.take(places, 0), way.copy()
            for start, end in self.route.peaks:
                within = (leaves >= start) & (leaves < end)
                if within.any():
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
