"""Order and times of a route's stops: one circuit a track-day, travel by hour of departure, boarding, waiting."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ortools.sat.python import cp_model

from planner.domain.clock import DAY
from planner.domain.opening import Span
from planner.model.guests import starts_of
from planner.model.schedule import Held
from planner.model.scope import night_before
from planner.model.variables import DEPOT, Literal, Route, Variables

Way = tuple[Literal | int, int, int]
"""(literal under which it is taken, minutes off peak, minutes in a peak)."""
Doors = list[tuple[int, Literal | int]]
"""Sites, each with the literal of its hotel, or 1."""


def post_routing(v: Variables) -> None:
    """Rules nobody_is_in_two_places and travel_takes_its_time for every free route."""
    for route in v.routes.values():
        _Circuit(v, route).post()


class _Circuit:
    """The constraints of one route."""

    def __init__(self, v: Variables, route: Route) -> None:
        self.v, self.route, self.model = v, route, v.model
        self.begins = v.doors(route.key, begins=True)
        self.ends = v.doors(route.key, begins=False)
        self.boarding = v.roster.boarding(route.key)
        self.places = range(1, len(route.nodes) + 1)
        self.sites = [-1] + [v.site(node) for node in route.nodes]
        self.windows = [(0, 0)] + [self._window(place) for place in self.places]
        self.was = v.schedule.stops.get(route.key, ())

    def _window(self, place: int) -> Span:
        node = self.route.nodes[place - 1]
        kept = self.v.kept.get(node)
        if kept:
            return kept.start, kept.start
        spans = starts_of(self.v.problem, node)
        return spans[0][0], spans[-1][1]

    def post(self) -> None:
        """Arcs, then times along them."""
        self._arcs()
        self._departures()
        self._legs()
        self._links()
        self._mornings()

    def _arcs(self) -> None:
        follows = self._hinted_arcs()
        arcs = self.route.arcs
        for i, j in self._possible():
            arcs[i, j] = self.v.new_bool((i, j) in follows)
        circuit = [(i, j, literal) for (i, j), literal in arcs.items()]
        for place, node in enumerate(self.route.nodes, 1):
            held = self.v.held[node]
            if not isinstance(held, int):
                circuit.append((place, place, ~held))
        self.model.add_circuit(circuit)

    def _possible(self) -> Iterator[tuple[int, int]]:
        """Arcs that some times allow; the depot's own loop is the idle day."""
        yield DEPOT, DEPOT
        nodes, v = self.route.nodes, self.v
        for i in self.places:
            yield DEPOT, i
            yield i, DEPOT
            leaves = self.windows[i][0] + v.minutes(nodes[i - 1])
            for j in self.places:
                if i != j and leaves + self._least(i, j) + v.before(nodes[j - 1]) <= self.windows[j][1]:
                    yield i, j

    def _least(self, i: int, j: int) -> int:
        if self.sites[i] == self.sites[j]:
            return 0
        return self.boarding + min(self.v.problem.minutes(self.sites[i], self.sites[j]))

    def _hinted_arcs(self) -> set[tuple[int, int]]:
        place = {node: index for index, node in enumerate(self.route.nodes, 1)}
        path = [DEPOT, *(place[held.node] for held in self.was if held.node in place), DEPOT]
        return set(pairwise(path))

    def _departures(self) -> None:
        """`departs` by place: after the end and boarding, unless the next place is at the same site."""
        route, v = self.route, self.v
        day = route.key[1]
        for i in self.places:
            node = route.nodes[i - 1]
            least = self.windows[i][0] + v.minutes(node)
            leaves = self.model.new_int_var(least, max(least, (day + 2) * DAY), "")
            staying = [route.arcs[i, j] for j in self.places if (i, j) in route.arcs and self.sites[i] == self.sites[j]]
            staying += self._stays_for_the_night(i)
            self.model.add(leaves >= v.end(node) + self.boarding * (1 - sum(staying)))
            route.departs.append(leaves)
        for i in range(len(route.nodes) + 1):
            if self._peak_matters(i):
                route.peak[i] = self._peak_literal(i)

    def _stays_for_the_night(self, i: int) -> list[Literal]:
        """A literal that may hold when the day ends at place i, at the hotel's own site."""
        same = [held for site, held in self.ends if site == self.sites[i]]
        if not same:
            return []
        arc = self.route.arcs[i, DEPOT]
        if isinstance(same[0], int):
            literal = arc
        else:
            literal = self.v.new_bool()
            self.model.add_implication(literal, arc)
            self.model.add_bool_or([*same, ~literal])
        self.route.stays[i] = literal
        return [literal]

    def _onward(self, i: int) -> Iterator[tuple[Literal, Doors, Doors]]:
        """Ways on from place i: (arc, where from, where to), each of these sites under the literal of its hotel."""
        here: Doors = self.begins if i == DEPOT else [(self.sites[i], 1)]
        for j in self.places:
            if (i, j) in self.route.arcs:
                yield self.route.arcs[i, j], here, [(self.sites[j], 1)]
        yield self.route.arcs[i, DEPOT], here, self.ends

    def _peak_matters(self, i: int) -> bool:
        return any(
            len(set(self.v.problem.minutes(a, b))) > 1
            for _, origins, destinations in self._onward(i)
            for a, _ in origins
            for b, _ in destinations
        )

    def _peak_literal(self, i: int) -> Literal:
        """A literal that holds exactly when place i is left in a peak."""
        peaks = cp_model.Domain.from_intervals([[start, end - 1] for start, end in self.v.problem.travel.peaks])
        literal = self.v.new_bool()
        self.model.add_linear_expression_in_domain(self.route.departs[i], peaks).only_enforce_if(literal)
        self.model.add_linear_expression_in_domain(self.route.departs[i], peaks.complement()).only_enforce_if(~literal)
        return literal

    def _legs(self) -> None:
        """`leg` by place: at least the minutes of the way taken from it."""
        for i in range(len(self.route.nodes) + 1):
            leg = self.model.new_int_var(0, DAY, "")
            self.route.leg.append(leg)
            sure: list[Way] = []
            for arc, origins, destinations in self._onward(i):
                if len(origins) == len(destinations) == 1:
                    sure.append((arc, *self.v.problem.minutes(origins[0][0], destinations[0][0])))
                else:
                    self._hotel_leg(i, leg, arc, origins, destinations)
            self._leg(i, leg, sure, [])

    def _hotel_leg(self, i: int, leg: cp_model.IntVar, arc: Literal, origins: Doors, destinations: Doors) -> None:
        """The way along `arc` when one of its ends is a hotel yet to be chosen, if there is one to choose."""
        if not origins or not destinations:
            return
        for origin, under in origins if len(destinations) > 1 else [(-1, 1)]:
            others = destinations if origin >= 0 else origins
            fixed = origin if origin >= 0 else destinations[0][0]
            ways = [
                (literal, *self.v.problem.minutes(*((fixed, site) if origin >= 0 else (site, fixed))))
                for site, literal in others
            ]
            self._leg(i, leg, ways, [arc] if isinstance(under, int) else [arc, under])

    def _leg(self, i: int, leg: cp_model.IntVar, ways: list[Way], under: list[Literal]) -> None:
        if any(calm for _, calm, _ in ways):
            self.model.add(leg >= sum(calm * way for way, calm, _ in ways)).only_enforce_if(under)
        peak = self.route.peak.get(i)
        if peak is not None and any(calm != slow for _, calm, slow in ways):
            self.model.add(leg >= sum(slow * way for way, _, slow in ways)).only_enforce_if([*under, peak])

    def _links(self) -> None:
        """Times along the arcs, and the arrival at the day's end."""
        route, v = self.route, self.v
        begin = route.departs[DEPOT]
        end = v.roster.end(route.key)
        latest = end.minute if end.site is not None else (route.key[1] + 2) * DAY
        arrives = self.model.new_int_var(min(v.roster.begin(route.key).minute, latest), latest, "")
        route.arrives = arrives
        self.model.add(arrives >= begin)
        for (i, j), arc in route.arcs.items():
            if i == DEPOT and j == DEPOT:
                self.model.add(arrives >= begin + route.leg[DEPOT]).only_enforce_if(arc)
            elif j == DEPOT:
                self.model.add(arrives >= route.departs[i] + route.leg[i]).only_enforce_if(arc)
            elif i != DEPOT and self.sites[i] == self.sites[j]:
                before = v.before(route.nodes[j - 1])
                self.model.add(v.start[route.nodes[j - 1]] >= v.end(route.nodes[i - 1]) + before).only_enforce_if(arc)
            else:
                ready = v.start[route.nodes[j - 1]] - v.before(route.nodes[j - 1])
                self.model.add(ready >= route.departs[i] + route.leg[i]).only_enforce_if(arc)

    def _mornings(self) -> None:
        """Nobody leaves the hotel for a stop before all have come there who landed in the small hours."""
        v, key = self.v, self.route.key
        night = night_before(v.roster, key)
        for airport, ready in sorted(v.roster.landed_by_night(key)):
            for bed, literal in v.beds[night].items() if night else ():
                hotel = v.problem.sites[v.problem.beds[bed].site]
                come = v.problem.joining.at_site(airport, hotel, ready)
                under = [~self.route.idle] if isinstance(literal, int) else [~self.route.idle, literal]
                if come > v.roster.frame(key)[0]:
                    self.model.add(self.route.departs[DEPOT] >= come).only_enforce_if(under)


def day_length(route: Route) -> cp_model.LinearExpr:
    """Minutes from leaving the first place to reaching the last."""
    assert route.arrives is not None
    return route.arrives - route.departs[DEPOT]


def in_order(stops: list[Held]) -> tuple[Held, ...]:
    """Stops by start."""
    return tuple(sorted(stops, key=lambda held: held.start))
