"""Which nodes the free routes of a scope may visit, and which they must keep as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.model.guests import Guests, guests_of
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Held, Meal, Node, Schedule, Visit
from planner.model.scope import Scope


@dataclass(frozen=True, slots=True)
class Candidates:
    """Nodes of free routes: `free` may be visited or not, `kept` are visited as held (plenaries with fixed routes)."""

    free: Mapping[TrackDayKey, tuple[Node, ...]]
    kept: Mapping[TrackDayKey, tuple[Held, ...]]


class Choosing:
    """Finds the candidates of one scope."""

    def __init__(self, problem: Problem, roster: Roster, schedule: Schedule, scope: Scope) -> None:
        self._problem, self._roster, self._scope = problem, roster, scope
        self._guests = guests_of(roster)
        self._held = {held.node: held for stops in schedule.stops.values() for held in stops}
        self._elsewhere = {
            (node.track, node.act)
            for node in self._held
            if isinstance(node, Visit) and (node.track, node.day) not in scope.routes
        }
        self._standing = {act for _, act in self._elsewhere}

    def candidates(self) -> Candidates:
        """All of them."""
        free: dict[TrackDayKey, tuple[Node, ...]] = {}
        kept: dict[TrackDayKey, tuple[Held, ...]] = {}
        for route in sorted(self._scope.routes):
            free[route] = (*self._visits(route), *self._meals(route))
            kept[route] = tuple(
                held for node, held in self._held.items() if (node.track, node.day) == route and self._is_bound(node)
            )
        return Candidates(free, kept)

    def _is_bound(self, node: Node) -> bool:
        """Is a node fixed, or a plenary tied to routes of that day that are not free?"""
        if node in self._scope.fixed or not isinstance(node, Visit):
            return node in self._scope.fixed
        one = self._problem.acts[node.act]
        return one.plenary and any(route not in self._scope.routes for route in self._roster.party(one, node.day))

    def _offers(self, node: Node) -> bool:
        offered = self._scope.offered
        if offered is None or node in offered or node in self._held:
            return True
        return isinstance(node, Visit) and node.act in self._scope.forced

    def _visits(self, route: TrackDayKey) -> list[Node]:
        track, day = route
        return [
            node
            for act, one in enumerate(self._problem.acts)
            if track in one.audience and one.starts[day] and self._offers(node := Visit(track, day, act))
            if (track, act) not in self._elsewhere and self._fits(act, route)
        ]

    def _fits(self, act: int, route: TrackDayKey) -> bool:
        one = self._problem.acts[act]
        routes = self._roster.party(one, route[1]) if one.plenary else (route,)
        if one.plenary and (act in self._standing or any(other not in self._scope.routes for other in routes)):
            return False
        return one.limit is None or sum(self._guests.heads(Visit(*other, act)) for other in routes) <= one.limit

    def _meals(self, route: TrackDayKey) -> list[Node]:
        track, day = route
        return [
            node
            for table in range(len(self._problem.tables))
            if self._offers(node := Meal(track, day, table)) and serves(self._problem, self._guests, node)
        ]


def serves(problem: Problem, guests: Guests, meal: Meal) -> bool:
    """Is a meal place open on the day, with every diet, and seats where they must suffice, for all who may be there?"""
    one = problem.tables[meal.table]
    seated = guests.heads(meal) <= one.seats or not problem.must_hold("meal_seats_are_not_exceeded")
    return bool(one.starts[meal.day]) and guests.diets(meal) <= one.diets and seated
