"""Team orienteering with time windows in whole ticks: what the fast layer solves, for visits and benchmarks alike.

A route is a track's day; a node is a stop that earns a prize. Everything is an array prepared once; nothing here
decides anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Span = tuple[int, int]
NEVER = 2**29
"""Later than any tick; ticks times stops stay below it."""
Stops = tuple[int, ...]
"""Nodes (local to a route) in order of time."""
Tours = tuple[Stops, ...]
"""The stops of every route, by local node."""


@dataclass(frozen=True)
class Route:
    """One route and the n nodes that it may visit, numbered locally 0..n-1; n is where it begins, n+1 where it ends.

    `nodes` gives the global number of each. `drive[i, j]` is the time from being ready to leave i until service may
    begin at j (driving and preparation at the door); `peak[i, j]` the same for departures in one of `peaks`, spans
    [from, until) in order of time. `serve[i]` is the time from the start of service until ready to leave (service and
    boarding). `first[s, i]` and `last[s, i]` bound the start of service in the s-th span, in order of time; where
    first > last there is none, and such stand before the others. `toll[i, j]` is what going from i to j costs, in
    units of the prize. At most `most` of the nodes that are `counted` may be visited; `fixed` ones are visited in any
    case.
    """

    nodes: Ints
    begin: int
    end: int
    drive: Ints
    serve: Ints
    first: Ints
    last: Ints
    prize: Ints
    peak: Ints | None = None
    peaks: tuple[Span, ...] = ()
    toll: Ints | None = None
    most: int = 10**6
    counted: Bools | None = None
    fixed: Bools | None = None
    grid: int = 1

    @property
    def size(self) -> int:
        """How many nodes the route may visit."""
        return len(self.nodes)

    @cached_property
    def local(self) -> dict[int, int]:
        """Local number by global one."""
        return {node: local for local, node in enumerate(self.nodes.tolist())}

    @cached_property
    def onward(self) -> Small:
        """`drive` from i in row i to every node."""
        return np.ascontiguousarray(self.drive[:, :-2], np.int32)

    @cached_property
    def back(self) -> Small:
        """`drive` from every node to j in row j."""
        return np.ascontiguousarray(self.drive.T[:, :-2], np.int32)

    @cached_property
    def peak_onward(self) -> Small:
        """`peak` from i in row i to every node."""
        return np.ascontiguousarray(self._slow[:, :-2], np.int32)

    @cached_property
    def peak_back(self) -> Small:
        """`peak` from every node to j in row j."""
        return np.ascontiguousarray(self._slow.T[:, :-2], np.int32)

    @property
    def _slow(self) -> Ints:
        return self.drive if self.peak is None else self.peak

    @cached_property
    def windows(self) -> tuple[tuple[Small, Small], ...]:
        """(first, last) of every node by span, on the grid; `last` lies before all time where there is none."""
        first, last = -(-self.first // self.grid) * self.grid, self.last // self.grid * self.grid
        return tuple(
            (one.astype(np.int32), np.where(one <= other, other, -NEVER).astype(np.int32))
            for one, other in zip(first, last, strict=True)
        )

    @cached_property
    def over(self) -> Small:
        """The latest start of service of each node."""
        over: Small = np.max([last for _, last in self.windows], axis=0)
        return over

    @cached_property
    def is_plain(self) -> bool:
        """Are there neither peaks nor a grid, and one span a node?"""
        return self.peak is None and self.grid == 1 and all(len(spans) == 1 for spans in self.spans)

    @cached_property
    def serving(self) -> Small:
        """`serve` in small numbers."""
        return self.serve.astype(np.int32)

    @cached_property
    def drive_rows(self) -> list[list[int]]:
        """`drive` as numbers, for one stop at a time."""
        rows: list[list[int]] = self.drive.tolist()
        return rows

    @cached_property
    def peak_rows(self) -> list[list[int]] | None:
        """`peak` as numbers."""
        return None if self.peak is None else self.peak.tolist()

    @cached_property
    def serve_of(self) -> list[int]:
        """`serve` as numbers."""
        numbers: list[int] = self.serve.tolist()
        return numbers

    @cached_property
    def spans(self) -> list[tuple[Span, ...]]:
        """Spans of each node on the grid, empty ones left out."""
        return [
            tuple(
                (low, high)
                for first, last in zip(self.first[:, node].tolist(), self.last[:, node].tolist(), strict=True)
                if (low := -(-first // self.grid) * self.grid) <= (high := last // self.grid * self.grid)
            )
            for node in range(self.size)
        ]

    def earliest(self, node: int, tick: int) -> int | None:
        """The earliest start of service at a node reached at `tick`."""
        if self.grid > 1:
            tick = -(-tick // self.grid) * self.grid
        for first, last in self.spans[node]:
            if tick <= last:
                return tick if tick > first else first
        return None

    def latest(self, node: int, tick: int) -> int | None:
        """The latest start of service at a node that must have begun by `tick`."""
        if self.grid > 1:
            tick = tick // self.grid * self.grid
        for first, last in reversed(self.spans[node]):
            if first <= tick:
                return tick if tick < last else last
        return None


@dataclass(frozen=True)
class Cover:
    """Benefits that diminish: over columns k, weight[k] x min(sum of strength[n, k] over visited n, cap[k])."""

    strength: Floats
    cap: Floats
    weight: Floats

    def gains(self, level: Floats) -> Floats:
        """What each node would add where columns have come to `level`."""
        gains: Floats = (np.minimum(self.strength + level, self.cap) - np.minimum(level, self.cap)) @ self.weight
        return gains


@dataclass(frozen=True)
class Orienteering:
    """Routes, and what binds them together.

    Nodes are numbered globally 0..size-1 and each is visited at most once. `families`: (nodes, most) of which at most
    so many are visited.
    """

    size: int
    routes: tuple[Route, ...]
    families: tuple[tuple[Stops, int], ...] = ()
    cover: Cover | None = None

    @cached_property
    def families_of(self) -> tuple[tuple[int, ...], ...]:
        """The families of each node."""
        found: list[list[int]] = [[] for _ in range(self.size)]
        for family, (members, _) in enumerate(self.families):
            for node in members:
                found[node].append(family)
        return tuple(tuple(families) for families in found)

    def arrival(self, route: Route, ready: int, i: int, j: int) -> int:
        """The earliest time at which service may begin at j for who is ready to leave i; waiting out a peak may pay."""
        calm = ready + route.drive_rows[i][j]
        if route.peak_rows is None:
            return calm
        for start, end in route.peaks:
            if start <= ready < end:
                return min(ready + route.peak_rows[i][j], end + route.drive_rows[i][j])
        return calm

    def departure(self, route: Route, due: int, i: int, j: int) -> int:
        """The latest time to leave i from which service may begin at j by `due`."""
        calm = due - route.drive_rows[i][j]
        if route.peak_rows is None:
            return calm
        for start, end in route.peaks:
            if start <= calm < end:
                return max(min(due - route.peak_rows[i][j], end - 1), start - 1)
        return calm

    def starts(self, index: int, stops: Stops) -> tuple[int, ...] | None:
        """Earliest starts of service along a route; None where the route can't be kept."""
        route = self.routes[index]
        ready, at, found = route.begin, route.size, []
        for node in stops:
            start = route.earliest(node, self.arrival(route, ready, at, node))
            if start is None:
                return None
            found.append(start)
            ready, at = start + route.serve_of[node], node
        return tuple(found) if self.arrival(route, ready, at, route.size + 1) <= route.end else None

    def worth(self, tours: Tours) -> int:
        """Prizes and diminishing benefits less tolls."""
        total = 0
        for route, stops in zip(self.routes, tours, strict=True):
            total += sum(int(route.prize[node]) for node in stops)
            if route.toll is not None and stops:
                path = [route.size, *stops, route.size + 1]
                total -= int(route.toll[path[:-1], path[1:]].sum())
        return total + self._covered(tours)

    def _covered(self, tours: Tours) -> int:
        if self.cover is None:
            return 0
        level = self.cover.strength[list(self.visited(tours))].sum(axis=0)
        return int(np.minimum(level, self.cover.cap) @ self.cover.weight)

    def visited(self, tours: Tours) -> Iterator[int]:
        """Global numbers of the nodes visited."""
        return (int(route.nodes[node]) for route, stops in zip(self.routes, tours, strict=True) for node in stops)

    def faults(self, tours: Tours) -> Sequence[str]:
        """What is wrong with tours, in words; nothing where they are lawful."""
        found = [
            f"route {index} can't be kept" for index, stops in enumerate(tours) if self.starts(index, stops) is None
        ]
        nodes = list(self.visited(tours))
        if len(set(nodes)) < len(nodes):
            found.append("a node is visited twice")
        found += [
            f"family {index} is exceeded"
            for index, (members, most) in enumerate(self.families)
            if len(set(members) & set(nodes)) > most
        ]
        for index, (route, stops) in enumerate(zip(self.routes, tours, strict=True)):
            if route.counted is not None and sum(bool(route.counted[node]) for node in stops) > route.most:
                found.append(f"route {index} has too many stops")
            if route.fixed is not None and set(np.flatnonzero(route.fixed).tolist()) - set(stops):
                found.append(f"route {index} lacks a fixed stop")
        return found
