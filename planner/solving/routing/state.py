"""Tours of all routes in hand, with what is taken and what is still worth how much."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from planner.model.lodging import Doors
from planner.model.orienteering import Floats, Orienteering, Tours
from planner.model.orienteering_route import Ints
from planner.solving.routing.tour import Tour


class State:
    """One solution. Cheap to copy: tours are shared until replaced.

    `blocked[n]` counts the reasons for which node n may not be added: it is visited, or a family of it is full.
    `doors` are those of the nights, where the problem has any.
    """

    __slots__ = ("_counts", "blocked", "doors", "level", "problem", "tours")

    def __init__(
        self,
        problem: Orienteering,
        tours: list[Tour],
        blocked: Ints,
        counts: list[int],
        level: Floats | None,
        doors: Doors,
    ) -> None:
        self.problem, self.tours, self.blocked, self._counts, self.level = problem, tours, blocked, counts, level
        self.doors = doors

    @classmethod
    def of(cls, problem: Orienteering, stops: Tours) -> State:
        """The state of given tours, between the doors of the problem."""
        tours = [Tour(problem, index, ()) for index in range(len(problem.routes))]
        doors = problem.lodging.doors if problem.lodging else ()
        level = None if problem.cover is None else np.zeros_like(problem.cover.cap)
        state = cls(problem, tours, np.zeros(problem.size, np.int64), [0] * len(problem.families), level, doors)
        for index, nodes in enumerate(stops):
            state.tours[index] = Tour(problem, index, nodes)
            for node in nodes:
                state._take(index, node)
        return state

    def copy(self) -> State:
        """A copy that may be changed."""
        return State(self.problem, self.tours.copy(), self.blocked.copy(), self._counts.copy(), self.level, self.doors)

    @property
    def stops(self) -> Tours:
        """The stops of every route."""
        return tuple(tour.stops for tour in self.tours)

    def insert(self, index: int, node: int, gap: int) -> bool:
        """Visit a (local) node in a gap of a route; False where that would strain a keeper."""
        tour = self.tours[index].with_stop(node, gap)
        if self._strains(tour) and not self._strains(self.tours[index]):
            return False
        self.tours[index] = tour
        self._take(index, node)
        return True

    def remove(self, index: int, nodes: Iterable[int]) -> None:
        """Visit (local) nodes of a route no more; fixed ones stay. A route that this breaks is left as it is."""
        fixed = self.tours[index].route.fixed
        gone = {node for node in nodes if fixed is None or not fixed[node]}
        tour = self.tours[index].without(gone) if gone else None
        if tour is None or not tour.lawful:
            return
        self.tours[index] = tour
        for node in gone:
            self._give_back(index, node)

    def strained(self, since: State) -> bool:
        """Does a route strain a keeper that did not in another state?"""
        pairs = zip(self.tours, since.tours, strict=True)
        return any(tour is not was and self._strains(tour) and not since._strains(was) for tour, was in pairs)

    def _strains(self, tour: Tour) -> bool:
        keepers, rivals = self.problem.keepers, self.problem.rivals[tour.index]
        if keepers is None or not rivals:
            return False
        return keepers.strained(tour.served, (served for other in rivals for served in self.tours[other].served))

    def sleep(self, number: int, door: int) -> bool:
        """Spend a night at another door; stops that are then out of reach go. False, and all as before, where it can't
        be."""
        lodging = self.problem.lodging
        assert lodging is not None
        night, doors = lodging.nights[number], (*self.doors[:number], door, *self.doors[number + 1 :])
        if not lodging.allows(doors, number):
            return False
        tours = [
            self.tours[index].between(*lodging.of_route(index, doors), late=index in night.ends)
            for index in {*night.ends, *night.begins}
        ]
        if None in tours:
            return False
        for tour in tours:
            assert tour is not None
            kept, gone = set(tour.stops), self.tours[tour.index].stops
            self.tours[tour.index] = tour
            for node in gone:
                if node not in kept:
                    self._give_back(tour.index, node)
        self.doors = doors
        return True

    def _take(self, index: int, local: int) -> None:
        node = int(self.problem.routes[index].nodes[local])
        self.blocked[node] += 1
        for family in self.problem.families_of[node]:
            members, most = self.problem.families[family]
            self._counts[family] += 1
            if self._counts[family] == most:
                self.blocked[list(members)] += 1
        if self.problem.cover is not None and self.level is not None:
            self.level = self.level + self.problem.cover.strength[node]

    def _give_back(self, index: int, local: int) -> None:
        node = int(self.problem.routes[index].nodes[local])
        self.blocked[node] -= 1
        for family in self.problem.families_of[node]:
            members, most = self.problem.families[family]
            if self._counts[family] == most:
                self.blocked[list(members)] -= 1
            self._counts[family] -= 1
        if self.problem.cover is not None and self.level is not None:
            self.level = self.level - self.problem.cover.strength[node]

    def gains(self) -> Floats:
        """What each (global) node would add now by diminishing benefits."""
        if self.problem.cover is None or self.level is None:
            return np.zeros(self.problem.size)
        return self.problem.cover.gains(self.level)

    def worth(self) -> int:
        """Prizes and diminishing benefits less tolls and nights."""
        total = sum(tour.worth for tour in self.tours)
        if self.problem.lodging is not None:
            total -= self.problem.lodging.cost(self.doors)
        cover = self.problem.cover
        if cover is not None and self.level is not None:
            total += int(np.minimum(self.level, cover.cap) @ cover.weight)
        return total
