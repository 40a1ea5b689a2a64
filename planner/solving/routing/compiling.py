"""Free routes of a visit as an orienteering problem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.model.orienteering.problem import Orienteering, Stops, Tours
from planner.model.orienteering.route import Route
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Meal, Node, Schedule, Visit
from planner.solving.routing.benefits import Benefits, Weights
from planner.solving.routing.gathering import meetings_of
from planner.solving.routing.keeping import keepers_of
from planner.solving.routing.legs import Legs
from planner.solving.routing.mealtimes import Limits
from planner.solving.routing.nights import Nights
from planner.solving.routing.nodes import Nodes
from planner.solving.routing.ordering import orders_of


@dataclass(frozen=True)
class Compiled:
    """An orienteering problem with what its numbers mean: the stop of each (global) node and the night of each door.

    `tours` are those of the schedule in hand, with the meals that make its days longer, as far as they fit; `meals` are
    what each route is to eat.
    """

    orienteering: Orienteering
    stops: tuple[Node, ...]
    routes: tuple[TrackDayKey, ...]
    schedule: Schedule
    tours: Tours
    nights: tuple[TrackDayKey, ...]
    meals: tuple[frozenset[str], ...]

    def is_fed(self, tours: Tours, problem: Problem) -> bool:
        """Do all routes eat what they are to?"""
        return all(
            meals <= {problem.tables[n.table].kind for local in tour if isinstance(n := self.stop(index, local), Meal)}
            for index, (tour, meals) in enumerate(zip(tours, self.meals, strict=True))
        )

    def stop(self, index: int, local: int) -> Node:
        """The stop that a (local) node of a route is."""
        return self.stops[int(self.orienteering.routes[index].nodes[local])]


@dataclass(frozen=True, slots=True)
class _Day:
    """A route, its stops in hand, and the kinds of meals that it is to eat."""

    route: Route
    stops: Stops
    meals: frozenset[str]


class Compiler:
    """Makes the arrays of one set of free routes."""

    def __init__(self, nodes: Nodes, weights: Weights, *, hungry: bool) -> None:
        self._hungry = hungry
        self._weights, self._nodes, self._problem, self._roster = weights, nodes, nodes.problem, nodes.roster
        self._order = {
            node: number for number, node in enumerate(node for offered in nodes.offered.values() for node in offered)
        }
        self._benefits = Benefits(nodes, weights)
        self._legs = Legs(nodes, weights)
        self._nights = Nights(nodes.problem, nodes.roster, nodes.schedule, nodes.routes)

    def compiled(self) -> Compiled:
        """The problem and the tours in hand."""
        schedule, routes, lodging = self._nodes.schedule, self._nodes.routes, self._nights.lodging(self._weights)
        days = [self._day(route, elsewhere=lodging is not None) for route in routes]
        orienteering = Orienteering(
            size=len(self._order),
            routes=tuple(day.route for day in days),
            families=tuple(self._families()),
            cover=self._benefits.cover(self._order),
            lodging=lodging,
            keepers=keepers_of(self._nodes, self._order),
            meetings=meetings_of(self._nodes, self._order),
            orders=tuple(orders_of(self._nodes, self._order)) if self._nodes.binding.whole else (),
        )
        tours, meals = tuple(day.stops for day in days), tuple(day.meals for day in days)
        return Compiled(orienteering, tuple(self._order), routes, schedule, tours, self._nights.keys, meals)

    def _day(self, route: TrackDayKey, *, elsewhere: bool) -> _Day:
        """A route with its stops in hand, without the meals that do not pay, and with those that do where they fit."""
        offered, now = self._nodes.offered[route], self._nodes.schedule.stops.get(route, ())
        for meals, limits in self._nodes.mealtimes.menus(route):
            made = self._route(route, meals, limits, elsewhere=elsewhere)
            nodes = [one.node for one in now if not isinstance(one.node, Meal) or self._kind(one.node) in meals]
            stops, fed = self._fed(made, offered, map(offered.index, nodes), meals)
            if not fed and self._hungry:
                fixed = (offered.index(node) for node in nodes if node in self._nodes.fixed)
                fed = self._fed(made, offered, fixed, meals)[1]
            if fed and self._times(made, offered, stops) is not None:
                break
        return _Day(made, stops, meals)

    def _kind(self, meal: Meal) -> str:
        return self._problem.tables[meal.table].kind

    def _times(self, route: Route, offered: Sequence[Node], stops: Stops) -> tuple[int, ...] | None:
        """When stops begin and the route ends, meetings at their times; None where that can't be kept."""
        at = self._nodes.binding.meeting_at
        return route.at(tuple((n, at[offered[n]]) for n in stops if offered[n] in at)).times(stops)

    def _fed(
        self, route: Route, offered: Sequence[Node], stops: Iterable[int], meals: frozenset[str]
    ) -> tuple[Stops, bool]:
        """Stops with the meals that they lack, each where that delays them least, as far as they fit; and do all?"""
        fed = tuple(stops)
        lacking = meals - {self._kind(node) for node in (offered[stop] for stop in fed) if isinstance(node, Meal)}
        for kind in sorted(lacking):
            places = [n for n, node in enumerate(offered) if isinstance(node, Meal) and self._kind(node) == kind]
            longer = [(*fed[:gap], place, *fed[gap:]) for place in places for gap in range(len(fed) + 1)]
            kept = [(sum(times), each) for each in longer if (times := self._times(route, offered, each)) is not None]
            if not kept:
                return fed, False
            fed = min(kept)[1]
        return fed, True

    def _families(self) -> Iterator[tuple[Stops, int]]:
        """A track visits an act once, a route eats each meal once."""
        once: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for node, number in self._order.items():
            if isinstance(node, Meal):
                once[node.track, node.day, self._kind(node)].append(number)
            elif node not in self._nodes.fixed:
                once[node.track, node.act].append(number)
        yield from ((tuple(members), 1) for members in once.values() if len(members) > 1)

    def _route(self, route: TrackDayKey, meals: frozenset[str], limits: Limits, *, elsewhere: bool) -> Route:
        offered, visits = self._nodes.offered[route], [isinstance(n, Visit) for n in self._nodes.offered[route]]
        spans = [
            self._nodes.spans(node) if isinstance(node, Visit) or self._kind(node) in meals else () for node in offered
        ]
        count = max([1, *map(len, spans)])
        padded = np.array([[*[(1, 0)] * (count - len(one)), *one] for one in spans], np.int64).reshape(-1, count, 2)
        boarding, weight = self._roster.boarding(route), self._weights.get("driving", 0)
        calm, slow = self._legs.minutes(route)
        days = self._problem.scenario.rules.days
        begin, end = limits
        return Route(
            nodes=np.array([self._order[node] for node in offered], np.int64),
            begin=begin,
            end=end,
            drive=self._legs.reached(route, calm),
            peak=self._legs.reached(route, slow),
            peaks=tuple(peak for peak in self._problem.travel.peaks if peak[0] < end and begin < peak[1]),
            serve=np.array([self._nodes.minutes(node) + boarding for node in offered], np.int64),
            first=padded[:, :, 0].T,
            last=padded[:, :, 1].T,
            prize=np.array([self._benefits.prize(node) for node in offered], np.int64),
            toll=-weight * calm,
            most=days.most_engagements if self._problem.setting_on("days_are_bearable") else len(offered),
            counted=np.array(visits, np.bool_),
            fixed=np.array([self._stays(node) for node in offered], np.bool_),
            grid=self._problem.grid,
            ways=self._legs.led(route) if elsewhere else None,
        )

    def _stays(self, node: Node) -> bool:
        """Is a stop one that stays where it is visited, but for what gathers all?"""
        return node in self._nodes.fixed or (isinstance(node, Visit) and self._nodes.gathers(node.act))


def to_orienteering(
    problem: Problem,
    roster: Roster,
    schedule: Schedule,
    routes: Sequence[TrackDayKey],
    weights: Weights | None = None,
    *,
    hungry: bool = False,
) -> Compiled:
    """The free `routes` of a visit, and the nights between them, as an orienteering problem.

    Routes may be `hungry`: lack a meal for which there is no time yet, if nothing is in its way that must stay.

    Everything else of `schedule` stays, vehicles, plenaries and what the scenario pins or orders too; sessions shared
    with other routes keep their time. `weights` by aim, else the scenario's own.
    """
    nodes = Nodes(problem, roster, schedule, routes)
    return Compiler(nodes, problem.scenario.objective.weights if weights is None else weights, hungry=hungry).compiled()
