"""Tours of all routes in hand, the nights and meetings between them, and what they have taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.model.orienteering.arrays import Ints
from planner.model.orienteering.lodging import Doors
from planner.model.orienteering.meetings import Starts
from planner.model.orienteering.problem import Orienteering, Tours
from planner.model.orienteering.route import Route
from planner.solving.routing.taking import Taken
from planner.solving.routing.tour import Tour


class State:
    """One solution. Cheap to copy: tours are shared until replaced.

    `doors` are those of the nights and `starts` those of the meetings, where the problem has any; `taken` is what is
    visited, and what that leaves.
    """

    __slots__ = ("doors", "problem", "starts", "taken", "tours")

    def __init__(self, problem: Orienteering) -> None:
        self.problem = problem
        self.doors: Doors = problem.doors
        self.starts: Starts = problem.meetings.starts
        self.taken = Taken(problem)
        self.tours = [Tour(problem, index, (), route=self._led(index)) for index in range(len(problem.routes))]

    @classmethod
    def of(cls, problem: Orienteering, stops: Tours) -> State:
        """The state of given tours, between the doors and with the meetings of the problem."""
        state = cls(problem)
        for index, nodes in enumerate(stops):
            state.tours[index] = Tour(problem, index, nodes, route=state.tours[index].route)
            for node in nodes:
                state._take(index, node)
        for subject in problem.meetings.of_subject:
            state.taken.recount(subject, state.starts)
        return state

    def copy(self) -> State:
        """A copy that may be changed."""
        new = object.__new__(State)
        new.problem = self.problem
        new._become(self)
        return new

    def _become(self, other: State) -> None:
        """Be as another state of the problem."""
        self.doors, self.starts = other.doors, other.starts
        self.tours, self.taken = other.tours.copy(), other.taken.copy()

    def _led(self, index: int) -> Route:
        return self.problem.led(index, self.doors, self.starts)

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
        gone = {node for node in nodes if not self.tours[index].is_fixed(node)}
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

    def misordered(self) -> int:
        """How many orders are not kept."""
        if not self.problem.orders:
            return 0
        at = {
            ordered[local]: (tour.index, ready)
            for tour, ordered in zip(self.tours, self.problem.ordered, strict=True)
            for local, ready in zip(tour.stops, tour.ready[1:], strict=True)
            if local in ordered
        }
        return sum(
            not order.kept(one, other)
            for order in self.problem.orders
            for one in [at[node] for node in order.before if node in at]
            for other in [at[node] for node in order.after if node in at]
        )

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
        night, before = lodging.nights[number], self.doors
        doors = (*before[:number], door, *before[number + 1 :])
        if not lodging.allows(doors, number):
            return False
        self.doors = doors
        tours = {
            index: self.tours[index].led(self._led(index), late=index in night.ends)
            for index in {*night.ends, *night.begins}
        }
        return self._replace(tours) or self._undone(before, self.starts)

    def appoint(self, number: int, start: int | None) -> bool:
        """Hold a meeting at a time, so that others may come; or let it begin when it suits. Who visits it and can't be
        there then goes without. False, and all as before, where that can't be."""
        before = self.starts
        self.starts = (*before[:number], start, *before[number + 1 :])
        tours = {index: self._timed(index, local) for index, local in self.problem.members[number]}
        if not self._replace(tours):
            return self._undone(self.doors, before)
        self._recount(number)
        return True

    def gather(self, number: int, start: int) -> bool:
        """Hold a meeting that gathers at a time, in place of any of its subject; what is in the way goes. False, and
        all as before, where not all can come."""
        before, meetings = self.copy(), self.problem.meetings.alike(number)
        was = [(index, local) for other in meetings for index, local in self.problem.members[other]]
        left = [self._leave(index, local) for index, local in was if local in self.tours[index].stops]
        self.starts = tuple(
            start if other == number else None if other in meetings else at for other, at in enumerate(self.starts)
        )
        came = all(left) and all(self._comes(index, local, start) for index, local in self.problem.members[number])
        if came and all(self._updated(index) for index, _ in was):
            self._recount(number)
            return True
        self._become(before)
        return False

    def comers(self, number: int) -> list[tuple[int, int]]:
        """The routes that visit a meeting, each with its (local) node."""
        return [(index, local) for index, local in self.problem.members[number] if local in self.tours[index].stops]

    def is_free(self, number: int, start: int) -> bool:
        """Could all come to a gathering at a time, if they did nothing else that need not stay where it is?"""
        moved = {*self.problem.meetings.alike(number), *self.problem.linked.get(number, ())}
        return not any(
            self.tours[index].is_fixed(stop) and self.problem.meeting_of(index, stop) not in moved
            for index, local in self.problem.members[number]
            for stop in self.tours[index].in_the_way(local, start)
        )

    def convene(self, number: int, start: int, instead: int) -> bool:
        """Hold a meeting at a time in place of another of its subject: who came to that comes to this, and what is in
        the way goes. False, and all as before, where one of them can't come."""
        before = self.copy()
        came = self.comers(instead)
        comes = [self.problem.twin(*pair, number) for pair in came]
        left = [self._leave(*pair) for pair in came]
        timed = all(left) and self.appoint(instead, None) and self.appoint(number, start)
        if timed and all(pair is not None and self._comes(*pair, start) for pair in comes):
            self._recount(number)
            return True
        self._become(before)
        return False

    def _leave(self, index: int, local: int) -> bool:
        """Visit a node no more; is the route kept without it?"""
        self.tours[index] = self.tours[index].without({local})
        self._give_back(index, local)
        return self.tours[index].lawful

    def _comes(self, index: int, local: int, start: int) -> bool:
        """Put a node at its time, in place of what is in the way: as little as may be."""
        self.remove(index, self.tours[index].in_the_way(local, start))
        while True:
            tour = Tour(self.problem, index, self.tours[index].stops, route=self._led(index))
            gap = tour.gap(local) if tour.lawful else None
            if gap is not None:
                self.tours[index] = tour.with_stop(local, gap)
                self._take(index, local)
                return True
            nearest = self.tours[index].nearest(start)
            if nearest is None or not self._leave(index, nearest):
                return False

    def _updated(self, index: int) -> bool:
        """Take a route as it is led now; False where it can't be kept."""
        route = self._led(index)
        if self.tours[index].route is not route:
            self.tours[index] = Tour(self.problem, index, self.tours[index].stops, route=route)
        return self.tours[index].lawful

    def settle(self) -> None:
        """Let meetings of one party, or none, begin when it suits."""
        for number, start in enumerate(self.starts):
            if start is not None and self.taken.visits[number] < 2 and not self.problem.meetings.all[number].gathers:
                self.appoint(number, None)

    def _timed(self, index: int, local: int) -> Tour | None:
        """A route after one of its nodes has got another time."""
        tour, route = self.tours[index], self._led(index)
        if local not in tour.stops:
            return tour.beside(route)
        new = Tour(self.problem, index, tour.stops, route=route)
        if new.lawful:
            return new
        new = Tour(self.problem, index, tuple(node for node in tour.stops if node != local), route=route)
        if not new.lawful:
            return None
        gap = new.gap(local)
        return new if gap is None else new.with_stop(local, gap)

    def _undone(self, doors: Doors, starts: Starts) -> bool:
        self.doors, self.starts = doors, starts
        return False

    def _replace(self, tours: Mapping[int, Tour | None]) -> bool:
        """Take other tours, with some of the same stops; False, and nothing is done, where one of them can't be."""
        if None in tours.values():
            return False
        for index, tour in tours.items():
            assert tour is not None
            gone = set(self.tours[index].stops) - set(tour.stops)
            self.tours[index] = tour
            for node in sorted(gone):
                self._give_back(index, node)
        return True

    def _take(self, index: int, local: int) -> None:
        self.taken.take(int(self.problem.routes[index].nodes[local]), self.starts)

    def _give_back(self, index: int, local: int) -> None:
        self.taken.give_back(int(self.problem.routes[index].nodes[local]), self.starts)

    def _recount(self, number: int) -> None:
        """After a meeting has got another time."""
        self.taken.recount(self.problem.meetings.all[number].subject, self.starts)

    @property
    def blocked(self) -> Ints:
        """How many reasons there are for which each node may not be added."""
        return self.taken.blocked

    def worth(self) -> int:
        """Prizes and diminishing benefits less tolls and nights."""
        nights = 0 if self.problem.lodging is None else self.problem.lodging.cost(self.doors)
        return sum(tour.worth for tour in self.tours) + self.taken.worth() - nights
