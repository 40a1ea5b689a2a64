"""The orienteering problem: its routes, what binds them together, and what tours of them come to.

A route is a track's day; a node is a stop that earns a prize. Everything is an array prepared once; nothing here
decides anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.model.orienteering.arrays import Floats, Ints
from planner.model.orienteering.cover import Cover
from planner.model.orienteering.keepers import Keepers, Served
from planner.model.orienteering.lodging import Doors, Lodging
from planner.model.orienteering.meetings import Meetings, Starts
from planner.model.orienteering.order import Order
from planner.model.orienteering.route import Route

MUST = 10**7
"""Worth of a node that must be visited: more than all others together."""
Stops = tuple[int, ...]
"""Nodes (local to a route) in order of time."""
Tours = tuple[Stops, ...]
"""The stops of every route, by local node."""


@dataclass(frozen=True)
class Orienteering:
    """Routes, and what binds them together.

    Nodes are numbered globally 0..size-1 and each is visited at most once. `families`: (nodes, most) of which at most
    so many are visited.
    """

    size: int
    routes: tuple[Route, ...]
    families: tuple[tuple[tuple[int, ...], int], ...] = ()
    cover: Cover | None = None
    lodging: Lodging | None = None
    keepers: Keepers | None = None
    meetings: Meetings = Meetings()
    orders: tuple[Order, ...] = ()

    @property
    def doors(self) -> Doors:
        """Where the nights are spent at the outset."""
        return () if self.lodging is None else self.lodging.doors

    def led(self, index: int, doors: Doors, starts: Starts) -> Route:
        """A route between the doors of its nights, where meetings that have a start begin then."""
        route = self.routes[index]
        if self.lodging is not None:
            route = route.between(*self.lodging.of_route(index, doors))
        if not starts:
            return route
        return route.at(tuple((local, at) for number, local in self.met[index] if (at := starts[number]) is not None))

    @cached_property
    def met(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """By route the meetings that it may visit, each with its (local) node."""
        return tuple(
            tuple(
                (number, route.local[node])
                for number, meeting in enumerate(self.meetings.all)
                for node in meeting.nodes
                if node in route.local
            )
            for route in self.routes
        )

    @cached_property
    def members(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """By meeting the routes that may visit it, each with its (local) node."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.meetings.all]
        for index, met in enumerate(self.met):
            for number, local in met:
                found[number].append((index, local))
        return tuple(map(tuple, found))

    @cached_property
    def linked(self) -> Mapping[int, frozenset[int]]:
        """The meetings that orders keep near each, by meeting."""
        found: dict[int, set[int]] = defaultdict(set)
        of_node = self.meetings.of_node
        for order in self.orders:
            if order.within is not None:
                sides = [{of_node[node] for node in side if node in of_node} for side in (order.before, order.after)]
                for one, other in (sides, sides[::-1]):
                    for number in one:
                        found[number] |= other
        return {number: frozenset(others) for number, others in found.items()}

    @cached_property
    def worths(self) -> Floats:
        """The prize of each node."""
        found = np.zeros(self.size)
        found[self.places] = self.prizes
        return found

    @property
    def ceiling(self) -> int:
        """What all nodes together are worth, as if each could be visited for nothing."""
        covered = 0 if self.cover is None else int(self.cover.cap @ self.cover.weight)
        return int(np.maximum(self.worths, 0.0).sum()) + covered

    @cached_property
    def demands(self) -> bool:
        """Is there anything that must be visited?"""
        covered = () if self.cover is None else self.cover.weight > MUST / 2
        return bool(np.any(self.prizes > MUST / 2) or np.any(covered))

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
                node = int(route.nodes[local])
                yield who.keeper[node], who.meeting[node], who.heads[node], start, start + who.ticks[node]

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

    def starts(self, index: int, stops: Stops) -> tuple[int, ...] | None:
        """Earliest starts of service along a route, between the doors and with the meetings of the outset; None where
        the route can't be kept."""
        times = self.led(index, self.doors, self.meetings.starts).times(stops)
        return None if times is None else times[:-1]

    def worth(self, tours: Tours) -> int:
        """Prizes and diminishing benefits less tolls."""
        total = sum(route.worth(stops) for route, stops in zip(self.routes, tours, strict=True))
        return total if self.cover is None else total + self.cover.worth(self.visited(tours))

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
        found += [
            f"meeting {number} lacks its leader"
            for number, meeting in enumerate(self.meetings.all)
            if meeting.leader is not None and meeting.leader not in nodes and set(meeting.nodes) & set(nodes)
        ]
        for index, stops in enumerate(tours):
            found += self.faults_of(index, stops)
        return found

    def faults_of(self, index: int, stops: Stops) -> Iterator[str]:
        """Whether a route has more stops than count, or goes without one that must stay."""
        route = self.routes[index]
        if route.counted is not None and sum(bool(route.counted[node]) for node in stops) > route.most:
            yield f"route {index} has too many stops"
        fixed = () if route.fixed is None else np.flatnonzero(route.fixed).tolist()
        if {node for node in fixed if int(route.nodes[node]) not in self.meetings.gathered} - set(stops):
            yield f"route {index} lacks a fixed stop"
