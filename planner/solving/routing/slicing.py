"""Exact improvement of small parts: a slice of time of one to three routes, with what might replace its stops."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from planner.model.orienteering import Orienteering, Route, Tours
from planner.solving.routing.state import State
from planner.solving.routing.tour import Tour

STOPS = 14
"""Stops of a slice, about."""
OFFERED = 14
"""Stops offered beside those in hand."""
SUCCESSORS = 8
DEPOT = 0


@dataclass(frozen=True)
class Segment:
    """Stops `since` to `until` (exclusive) of a tour; what is before and after them stays."""

    tour: Tour
    since: int
    until: int

    @property
    def stops(self) -> tuple[int, ...]:
        """The (local) stops that may change."""
        return self.tour.stops[self.since : self.until]

    @property
    def before(self) -> int:
        """The (local) place that is left for the segment."""
        return self.tour.stops[self.since - 1] if self.since else self.tour.route.size

    @property
    def after(self) -> int:
        """The (local) place reached after it."""
        stops = self.tour.stops
        return stops[self.until] if self.until < len(stops) else self.tour.route.size + 1

    @property
    def ready(self) -> int:
        """When `before` is left at the earliest."""
        return self.tour.ready[self.since]

    @property
    def due(self) -> int:
        """When service at `after` must begin at the latest."""
        return self.tour.due[self.until]


def draw(state: State, rng: np.random.Generator) -> list[Segment]:
    """Segments of one to three routes in one span of time."""
    filled = [tour for tour in state.tours if tour.stops]
    if not filled:
        return []
    tours = [filled[index] for index in rng.permutation(len(filled))[: int(rng.integers(1, 4))]]
    length = max(2, STOPS // len(tours))
    lead = tours[0]
    first = int(rng.integers(max(1, len(lead.stops) - length + 1)))
    last = min(len(lead.stops), first + length)
    since, until = lead.arrive[first], lead.ready[last]
    segments = [Segment(lead, first, last)]
    for tour in tours[1:]:
        inside = [place for place, at in enumerate(tour.arrive[:-1]) if since <= at <= until][:length]
        if inside:
            segments.append(Segment(tour, inside[0], inside[-1] + 1))
    return segments


class Slice:
    """The model of some segments; improved() solves it."""

    def __init__(self, state: State, segments: list[Segment], rng: np.random.Generator) -> None:
        self._state, self._problem, self._segments = state, state.problem, segments
        self._model = cp_model.CpModel()
        self._held: dict[int, list[cp_model.BoolVarT]] = defaultdict(list)
        self._arcs: list[dict[tuple[int, int], cp_model.IntVar]] = []
        self._nodes: list[list[int]] = []
        self._toll: list[cp_model.LinearExprT] = []
        self._own = {int(s.tour.route.nodes[node]) for s in segments for node in s.stops}
        for segment in segments:
            nodes = [*segment.stops, *self._offered(segment, rng, OFFERED // len(segments))]
            self._nodes.append(nodes)
            self._circuit(segment, nodes)
        for literals in self._held.values():
            self._model.add_at_most_one(literals)
        self._families()
        self._model.maximize(self._worth())

    def improved(self, seed: int, work: float) -> Tours | None:
        """Tours at least as good as those in hand, found within so much deterministic work; None if there are none."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_deterministic_time = work
        solver.parameters.cp_model_presolve = False
        solver.parameters.linearization_level = 0
        if solver.solve(self._model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        tours = list(self._state.stops)
        for segment, nodes, arcs in zip(self._segments, self._nodes, self._arcs, strict=True):
            follows = {i: j for (i, j), literal in arcs.items() if solver.value(literal)}
            found, at = [], follows.get(DEPOT, DEPOT)
            while at != DEPOT:
                found.append(nodes[at - 1])
                at = follows[at]
            whole = segment.tour.stops
            tours[segment.tour.index] = (*whole[: segment.since], *found, *whole[segment.until :])
        return tuple(tours)

    def _offered(self, segment: Segment, rng: np.random.Generator, most: int) -> list[int]:
        """Nodes of other routes' segments, and left-out ones that fit best between the ends of a segment, by lot."""
        route = segment.tour.route
        start = np.maximum(segment.ready + route.onward[segment.before], route.windows[0][0])
        reach = start + route.serving + route.back[segment.after]
        fits = (start <= route.windows[-1][1]) & (reach <= segment.due)
        away = np.min([route.onward[place] for place in (segment.before, *segment.stops)], axis=0)
        gains = route.prize + self._state.gains()[route.nodes]
        appeal = gains / (away + route.serving + 1.0) * rng.uniform(0.5, 1.0, route.size)
        open_nodes = fits & (self._state.blocked[route.nodes] == 0) & (gains > 0)
        chosen = np.argsort(np.where(open_nodes, -appeal, np.inf), kind="stable")[:most]
        others = [route.local[node] for node in self._own if node in route.local]
        mine = set(segment.stops)
        return [n for n in (*others, *(int(n) for n in chosen if open_nodes[n])) if n not in mine]

    def _circuit(self, segment: Segment, nodes: list[int]) -> None:
        """One segment: arcs between its nodes, times along them."""
        route, model = segment.tour.route, self._model
        early, late = self._limits(segment, nodes)
        starts = [self._start(route, node, low, high) for node, low, high in zip(nodes, early, late, strict=True)]
        arcs: dict[tuple[int, int], cp_model.IntVar] = {(DEPOT, DEPOT): model.new_bool_var("")}
        for place, start in enumerate(starts, 1):
            if start is not None:
                arcs[DEPOT, place], arcs[place, DEPOT] = model.new_bool_var(""), model.new_bool_var("")
        for i, j in self._successors(segment, nodes, early, late):
            before, after = starts[i - 1], starts[j - 1]
            if before is not None and after is not None:
                arcs[i, j] = model.new_bool_var("")
                step = int(route.serve[nodes[i - 1]]) + _slow(route, nodes[i - 1], nodes[j - 1])
                if late[i - 1] + step > early[j - 1]:
                    model.add(after >= before + step).only_enforce_if(arcs[i, j])
        self._arcs.append(arcs)
        self._visits(segment, nodes, starts)

    def _limits(self, segment: Segment, nodes: list[int]) -> tuple[list[int], list[int]]:
        """Earliest and latest starts of each node in the segment."""
        route = segment.tour.route
        early = [segment.ready + _slow(route, segment.before, node) for node in nodes]
        late = [segment.due - _slow(route, node, segment.after) - int(route.serve[node]) for node in nodes]
        return early, late

    def _start(self, route: Route, node: int, low: int, high: int) -> cp_model.LinearExprT | None:
        spans = [(max(first, low), min(last, high)) for first, last in route.spans[node]]
        ticks = [[-(-first // route.grid), last // route.grid] for first, last in spans]
        ticks = [span for span in ticks if span[0] <= span[1]]
        if not ticks:
            return None
        return self._model.new_int_var_from_domain(cp_model.Domain.from_intervals(ticks), "") * route.grid

    def _successors(
        self, segment: Segment, nodes: list[int], early: list[int], late: list[int]
    ) -> Iterator[tuple[int, int]]:
        """For each place those that may follow it soonest, and the one that does now."""
        route, place = segment.tour.route, {node: index for index, node in enumerate(nodes, 1)}
        now = {(place[a], place[b]) for a, b in pairwise(segment.stops)}
        for i, node in enumerate(nodes, 1):
            ready = max(early[i - 1], route.spans[node][0][0]) + int(route.serve[node])
            soon = []
            for j, other in enumerate(nodes, 1):
                arrive = ready + _slow(route, node, other)
                if i != j and arrive <= min(late[j - 1], route.spans[other][-1][1]):
                    soon.append((max(arrive, route.spans[other][0][0]), j))
            chosen = {(i, j) for _, j in sorted(soon)[:SUCCESSORS]}
            yield from sorted(chosen | {arc for arc in now if arc[0] == i})

    def _visits(self, segment: Segment, nodes: list[int], starts: list[cp_model.LinearExprT | None]) -> None:
        """Close the circuit, hint the stops in hand, count what is held."""
        route, arcs, model = segment.tour.route, self._arcs[-1], self._model
        path = [DEPOT, *range(1, len(segment.stops) + 1), DEPOT]
        hinted = set(pairwise(path))
        for arc, literal in arcs.items():
            model.add_hint(literal, arc in hinted)
        circuit = [(i, j, literal) for (i, j), literal in arcs.items()]
        for place, node in enumerate(nodes, 1):
            if starts[place - 1] is None:
                continue
            out = model.new_bool_var("")
            model.add_hint(out, place > len(segment.stops))
            circuit.append((place, place, out))
            self._held[int(route.nodes[node])].append(~out)
            if route.fixed is not None and route.fixed[node] and place <= len(segment.stops):
                model.add(out == 0)
        model.add_circuit(circuit)
        if route.toll is not None:
            ends = [segment.before, *nodes]
            goals = [segment.after, *nodes]
            self._toll += [-int(route.toll[ends[i], goals[j]]) * literal for (i, j), literal in arcs.items()]
        self._count(segment, nodes)

    def _count(self, segment: Segment, nodes: list[int]) -> None:
        """No more counted stops than the route may have."""
        route = segment.tour.route
        if route.counted is None:
            return
        counted: list[bool] = route.counted.tolist()
        outside = sum(counted[node] for node in set(segment.tour.stops) - set(segment.stops))
        mine = [(i, literal) for (i, _), literal in self._arcs[-1].items() if i != DEPOT]
        self._model.add(sum(literal for i, literal in mine if counted[nodes[i - 1]]) <= route.most - outside)

    def _families(self) -> None:
        there = set(self._problem.visited(self._state.stops)) - self._own
        for members, most in self._problem.families:
            inside = [literal for node in members for literal in self._held.get(node, ())]
            if len(inside) > 1:
                self._model.add(sum(inside) <= most - len(there.intersection(members)))

    def _worth(self) -> cp_model.LinearExprT:
        prize = self._prizes()
        terms = [prize[node] * literal for node, literals in self._held.items() for literal in literals]
        return cp_model.LinearExpr.sum([*terms, *self._toll, *self._covered()])

    def _prizes(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for segment, nodes in zip(self._segments, self._nodes, strict=True):
            route = segment.tour.route
            found |= {int(route.nodes[node]): int(route.prize[node]) for node in nodes}
        return found

    def _covered(self) -> Iterable[cp_model.LinearExprT]:
        """Diminishing benefits beyond what stays."""
        cover, level = self._problem.cover, self._state.level
        if cover is None or level is None:
            return
        rest = level - cover.strength[sorted(self._own)].sum(axis=0)
        for column, (cap, weight) in enumerate(zip(cover.cap - rest, cover.weight, strict=True)):
            gains = [
                int(cover.strength[node, column]) * literal
                for node, literals in self._held.items()
                if cover.strength[node, column]
                for literal in literals
            ]
            if gains and cap > 0:
                filled = self._model.new_int_var(0, int(cap), "")
                self._model.add(filled <= sum(gains))
                yield int(weight) * filled


def _slow(route: Route, i: int, j: int) -> int:
    """Time from i to j at whatever hour."""
    calm = route.drive_rows[i][j]
    return calm if route.peak_rows is None else max(calm, route.peak_rows[i][j])


def lawful(problem: Orienteering, tours: Tours) -> bool:
    """Can every route be kept?"""
    return all(Tour(problem, index, stops).lawful for index, stops in enumerate(tours))
