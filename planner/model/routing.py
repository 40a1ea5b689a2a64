"""Order and times of a route's stops: one circuit a track-day, travel by hour of departure, boarding, waiting."""

from __future__ import annotations

from collections.abc import Iterator

from ortools.sat.python import cp_model

from planner.domain.clock import DAY
from planner.domain.opening import Span
from planner.model.candidates import starts_of
from planner.model.schedule import Held
from planner.model.variables import DEPOT, Literal, Route, Variables

Way = tuple[Literal, int, int]
"""(arc, minutes off peak, minutes in a peak)."""


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
        return set(zip(path, path[1:], strict=False))

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

    def _onward(self, i: int) -> Iterator[tuple[Literal, int | Literal, int, int]]:
        """Ways on from place i: (arc, literal of the hotel or 1, site left, site reached)."""
        arcs = self.route.arcs
        origins = self.begins if i == DEPOT else [(self.sites[i], 1)]
        for origin, under in origins:
            for j in self.places:
                if (i, j) in arcs:
                    yield arcs[i, j], under, origin, self.sites[j]
        if i == DEPOT:
            return
        for destination, under in self.ends:
            yield arcs[i, DEPOT], under, self.sites[i], destination

    def _peak_matters(self, i: int) -> bool:
        ways = [self.v.problem.minutes(a, b) for _, _, a, b in self._onward(i)]
        if i == DEPOT:
            ways += [self.v.problem.minutes(a, b) for a, _ in self.begins for b, _ in self.ends]
        return any(calm != peak for calm, peak in ways)

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
            always: list[Way] = []
            under_hotel: dict[int, tuple[Literal, list[Way]]] = {}
            for arc, under, a, b in self._onward(i):
                way = (arc, *self.v.problem.minutes(a, b))
                if isinstance(under, int):
                    always.append(way)
                else:
                    under_hotel.setdefault(under.index, (under, []))[1].append(way)
            for under, ways in under_hotel.values():
                self._leg(i, leg, [*always, *ways], [under])
            if not under_hotel:
                self._leg(i, leg, always, [])

    def _leg(self, i: int, leg: cp_model.IntVar, ways: list[Way], under: list[Literal]) -> None:
        self.model.add(leg >= sum(calm * arc for arc, calm, _ in ways)).only_enforce_if(under)
        peak = self.route.peak.get(i)
        if peak is not None and any(calm != slow for _, calm, slow in ways):
            self.model.add(leg >= sum(slow * arc for arc, _, slow in ways)).only_enforce_if([*under, peak])

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
                self._idle(arc)
            elif j == DEPOT:
                self.model.add(arrives >= route.departs[i] + route.leg[i]).only_enforce_if(arc)
            elif i != DEPOT and self.sites[i] == self.sites[j]:
                before = v.before(route.nodes[j - 1])
                self.model.add(v.start[route.nodes[j - 1]] >= v.end(route.nodes[i - 1]) + before).only_enforce_if(arc)
            else:
                ready = v.start[route.nodes[j - 1]] - v.before(route.nodes[j - 1])
                self.model.add(ready >= route.departs[i] + route.leg[i]).only_enforce_if(arc)

    def _idle(self, arc: Literal) -> None:
        """A day without stops still goes from where it begins to where it ends."""
        route, problem = self.route, self.v.problem
        for a, from_here in self.begins:
            for b, to_there in self.ends:
                if a == b:
                    continue
                under = [literal for literal in (arc, from_here, to_there) if not isinstance(literal, int)]
                calm, slow = problem.minutes(a, b)
                self.model.add(route.leg[DEPOT] >= calm).only_enforce_if(under)
                if DEPOT in route.peak:
                    self.model.add(route.leg[DEPOT] >= slow).only_enforce_if([*under, route.peak[DEPOT]])
        self.model.add(route.arrives >= route.departs[DEPOT] + route.leg[DEPOT]).only_enforce_if(arc)


def day_length(route: Route) -> cp_model.LinearExpr:
    """Minutes from leaving the first place to reaching the last."""
    assert route.arrives is not None
    return route.arrives - route.departs[DEPOT]


def in_order(stops: list[Held]) -> tuple[Held, ...]:
    """Stops by start."""
    return tuple(sorted(stops, key=lambda held: held.start))
