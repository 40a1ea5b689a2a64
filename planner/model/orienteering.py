"""Team orienteering with time windows in whole ticks: what the fast layer solves, for visits and benchmarks alike.

A route is a track's day; a node is a stop that earns a prize. Everything is an array prepared once; nothing here
decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from planner.model.lodging import Lodging
from planner.model.orienteering_route import Ints, Route

Floats = npt.NDArray[np.float64]
Stops = tuple[int, ...]
"""Nodes (local to a route) in order of time."""
Tours = tuple[Stops, ...]
"""The stops of every route, by local node."""
Served = tuple[int, int, int, int, int]
"""A keeper, a meeting, the heads that come, and from when until when it takes."""


@dataclass(frozen=True)
class Cover:
    """Benefits that diminish: over columns k, weight[k] x min(sum of strength[n, k] over visited n, cap[k])."""

    strength: Floats
    cap: Floats
    weight: Floats

    @cached_property
    def _filled(self) -> tuple[Ints, Ints, Floats, Floats]:
        """Nodes and columns where a strength is not nought, these strengths, and the weights of their columns."""
        nodes, columns = np.nonzero(self.strength)
        return nodes, columns, self.strength[nodes, columns], self.weight[columns]

    def gains(self, level: Floats) -> Floats:
        """What each node would add where columns have come to `level`."""
        nodes, columns, strengths, weights = self._filled
        room = np.maximum(self.cap - level, 0.0)
        added = np.minimum(strengths, room[columns]) * weights
        return np.bincount(nodes, added, len(self.strength)).astype(np.float64)


@dataclass(frozen=True)
class Keepers:
    """Who can serve one party at a time.

    By (global) node: its `keeper`, -1 where there is none, the `meeting` that it is, and the `heads` that come. Nodes
    of one meeting that begin at the same time are served at once, as many heads as its `room` holds, where it says.
    """

    keeper: tuple[int, ...]
    meeting: tuple[int, ...]
    heads: tuple[int, ...]
    room: Mapping[int, int]

    def strained(self, mine: Iterable[Served], others: Iterable[Served]) -> bool:
        """Would a keeper have two parties at a time, or more heads than there is room for?"""
        taken = tuple(others)
        for keeper, meeting, heads, start, end in mine:
            for whose, another, more, since, until in taken:
                if whose != keeper or start >= until or since >= end:
                    continue
                if (meeting, start) != (another, since):
                    return True
                heads += more
            if heads > self.room.get(meeting, heads):
                return True
        return False


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
    lodging: Lodging | None = None
    keepers: Keepers | None = None

    @cached_property
    def kept(self) -> tuple[dict[int, int], ...]:
        """By route the keepers of its (local) nodes that have one."""
        keeper = () if self.keepers is None else self.keepers.keeper
        return tuple(
            {local: keeper[node] for node, local in route.local.items() if keeper and keeper[node] >= 0}
            for route in self.routes
        )

    @cached_property
    def rivals(self) -> tuple[tuple[int, ...], ...]:
        """By route the other routes that have a keeper in common with it."""
        keepers = [set(kept.values()) for kept in self.kept]
        return tuple(
            tuple(other for other, theirs in enumerate(keepers) if other != index and theirs & mine)
            for index, mine in enumerate(keepers)
        )

    def served(self, index: int, stops: Stops, starts: Sequence[int]) -> Iterator[Served]:
        """Which keepers the stops of a route take, and when."""
        who, route, kept = self.keepers, self.routes[index], self.kept[index]
        for local, start in zip(stops, starts, strict=True):
            if who is not None and local in kept:
                node, end = int(route.nodes[local]), start + route.serve_of[local]
                yield who.keeper[node], who.meeting[node], who.heads[node], start, end

    @cached_property
    def places(self) -> Ints:
        """The (global) nodes of all routes, one route after another."""
        return np.concatenate([route.nodes for route in self.routes])

    @cached_property
    def firsts(self) -> Ints:
        """Where each route begins in `places`, and where the last one ends."""
        return np.cumsum([0, *(route.size for route in self.routes)])

    @cached_property
    def prizes(self) -> Floats:
        """Prizes of `places`."""
        return np.concatenate([route.prize for route in self.routes]).astype(np.float64)

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
