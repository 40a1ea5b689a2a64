"""How good tours can be at best: the whole problem as one CP-SAT model with the tours in hand as a complete hint.

Routes that are alike share one multiple circuit, so that they are not told apart. A surrogate row makes the relaxation
tight: service, least travel and forced waiting of the arcs taken fit into the time that the routes have together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ortools.sat.python import cp_model

from planner.model.orienteering.problem import Orienteering, Stops, Tours
from planner.model.orienteering.route import Route

DEPOT = 0


@dataclass(frozen=True, slots=True)
class Bounded:
    """The best tours known, their worth, and a worth that no tours exceed."""

    tours: Tours
    worth: int
    bound: int

    @property
    def proven(self) -> bool:
        """Are the tours the best there are?"""
        return self.bound == self.worth


def bounded(problem: Orienteering, tours: Tours, seconds: float, workers: int = 1, seed: int = 1) -> Bounded:
    """`tours`, or better ones, with a proven bound, after at most so many seconds."""
    model = _Whole(problem, tours)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.linearization_level = 2
    status = solver.solve(model.model)
    worth = problem.worth(tours)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):  # no bound is known yet then, whatever is said of one
        return Bounded(tours, worth, max(worth, problem.ceiling))
    bound = max(worth, int(solver.best_objective_bound + 1e-6))
    if solver.objective_value > worth:
        found = model.read(solver)
        if not problem.faults(found):
            return Bounded(found, problem.worth(found), bound)
    return Bounded(tours, worth, bound)


class _Kind:
    """Routes that are alike: nodes as places 1.., the depot as place 0; times as if there were no peaks."""

    def __init__(self, route: Route, indices: list[int]) -> None:
        self.route, self.indices = route, indices
        self.nodes = [node for node in range(route.size) if route.spans[node] and self._limits(node)]
        self.early = [self._limits(node)[0] for node in self.nodes]
        self.late = [self._limits(node)[-1] for node in self.nodes]
        self.arcs: dict[tuple[int, int], cp_model.IntVar] = {}
        self.held: dict[int, cp_model.BoolVarT] = {}

    def _limits(self, node: int) -> tuple[int, ...]:
        """Earliest and latest start of a node on an otherwise empty route; nothing where it can't be visited."""
        route, rows = self.route, self.route.drive_rows
        early = route.earliest(node, route.begin + rows[route.size][node])
        late = route.latest(node, route.end - rows[node][route.size + 1] - route.serve_of[node])
        return () if early is None or late is None or early > late else (early, late)

    def step(self, i: int, j: int) -> int:
        """Time from the start of service at a place (from the begin) to the start at another (to the end)."""
        size, rows = self.route.size, self.route.drive_rows
        target = size + 1 if j == DEPOT else self.nodes[j - 1]
        if i == DEPOT:
            return rows[size][target]
        return self.route.serve_of[self.nodes[i - 1]] + rows[self.nodes[i - 1]][target]

    def least(self, i: int, j: int) -> int:
        """The step with the waiting that is forced even after the latest start."""
        if j == DEPOT:
            return self.step(i, j)
        leaves = self.route.begin if i == DEPOT else self.late[i - 1]
        return max(self.step(i, j), self.early[j - 1] - leaves)

    def possible(self) -> Iterator[tuple[int, int]]:
        """Arcs that some times allow."""
        for i in range(1, len(self.nodes) + 1):
            yield DEPOT, i
            yield i, DEPOT
            for j in range(1, len(self.nodes) + 1):
                if i != j and self.early[i - 1] + self.step(i, j) <= self.late[j - 1]:
                    yield i, j


class _Whole:
    """The model of the whole problem."""

    def __init__(self, problem: Orienteering, tours: Tours) -> None:
        self._problem, self.model = problem, cp_model.CpModel()
        found: dict[int, list[int]] = defaultdict(list)
        for index, route in enumerate(problem.routes):
            found[id(route)].append(index)
        self._kinds = [_Kind(problem.routes[indices[0]], indices) for indices in found.values()]
        self._held: dict[int, list[cp_model.BoolVarT]] = defaultdict(list)
        self._terms: list[cp_model.LinearExprT] = []
        for kind in self._kinds:
            self._circuit(kind, [tours[index] for index in kind.indices])
            self._row(kind)
        self._bind()
        self.model.maximize(cp_model.LinearExpr.sum([*self._terms, *self._covered()]))

    def _circuit(self, kind: _Kind, now: Sequence[Stops]) -> None:
        """Arcs and times of alike routes, hinted by the stops in hand."""
        model, route = self.model, kind.route
        place = {node: index for index, node in enumerate(kind.nodes, 1)}
        paths = [[DEPOT, *(place[node] for node in stops), DEPOT] for stops in now if stops]
        taken = {arc for path in paths for arc in pairwise(path)}
        circuit = []
        for i, j in kind.possible():
            literal = kind.arcs[i, j] = model.new_bool_var("")
            model.add_hint(literal, (i, j) in taken)
            circuit.append((i, j, literal))
            if route.toll is not None:
                ends = (kind.nodes[i - 1] if i else route.size, kind.nodes[j - 1] if j else route.size + 1)
                self._terms.append(-int(route.toll[ends]) * literal)
        for index, node in enumerate(kind.nodes, 1):
            out = model.new_bool_var("")
            model.add_hint(out, all(index not in path for path in paths))
            circuit.append((index, index, out))
            kind.held[node] = ~out
            self._held[int(route.nodes[node])].append(~out)
            self._terms.append(int(route.prize[node]) * ~out)
            if route.fixed is not None and route.fixed[node]:
                model.add(out == 0)
        if circuit:
            model.add_multiple_circuit(circuit)
        model.add(sum(literal for (i, _), literal in kind.arcs.items() if i == DEPOT) <= len(kind.indices))
        self._times(kind)

    def _times(self, kind: _Kind) -> None:
        """Starts on the grid, and the arcs that bind them."""
        grid, starts = kind.route.grid, []
        for node, low, high in zip(kind.nodes, kind.early, kind.late, strict=True):
            spans = [(max(first, low) // grid, min(last, high) // grid) for first, last in kind.route.spans[node]]
            ticks = cp_model.Domain.from_intervals([[first, last] for first, last in spans if first <= last])
            starts.append(self.model.new_int_var_from_domain(ticks, "") * grid)
        for (i, j), literal in kind.arcs.items():
            if DEPOT not in (i, j) and kind.late[i - 1] + kind.step(i, j) > kind.early[j - 1]:
                self.model.add(starts[j - 1] >= starts[i - 1] + kind.step(i, j)).only_enforce_if(literal)

    def _row(self, kind: _Kind) -> None:
        """The surrogate row, and the most counted stops of alike routes."""
        route, count = kind.route, len(kind.indices)
        spent = [kind.least(i, j) * literal for (i, j), literal in kind.arcs.items()]
        self.model.add(sum(spent) <= count * (route.end - route.begin))
        if route.counted is not None:
            counted = [literal for node, literal in kind.held.items() if route.counted[node]]
            self.model.add(sum(counted) <= count * min(route.most, route.size))

    def _bind(self) -> None:
        """Nodes once, families as often as they may."""
        for literals in self._held.values():
            self.model.add_at_most_one(literals)
        for members, most in self._problem.families:
            self.model.add(sum(literal for node in members for literal in self._held.get(node, ())) <= most)

    def _covered(self) -> Iterator[cp_model.LinearExprT]:
        """Diminishing benefits."""
        cover = self._problem.cover
        if cover is None:
            return
        for column, (cap, weight) in enumerate(zip(cover.cap, cover.weight, strict=True)):
            filled = self.model.new_int_var(0, int(cap), "")
            strengths = ((int(cover.strength[node, column]), literals) for node, literals in self._held.items())
            self.model.add(
                filled <= sum(much * literal for much, literals in strengths if much for literal in literals)
            )
            yield int(weight) * filled

    def read(self, solver: cp_model.CpSolver) -> Tours:
        """The tours of a solution."""
        tours: list[Stops] = [()] * len(self._problem.routes)
        for kind in self._kinds:
            taken = [arc for arc, literal in kind.arcs.items() if solver.value(literal)]
            follows = {i: j for i, j in taken if i != DEPOT}
            firsts = [j for i, j in taken if i == DEPOT]
            for index, at in zip(kind.indices, firsts, strict=False):
                stops = []
                while at != DEPOT:
                    stops.append(kind.nodes[at - 1])
                    at = follows[at]
                tours[index] = tuple(stops)
        return tuple(tours)
