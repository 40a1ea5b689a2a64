"""The best combination of routes that are known: set packing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.model.orienteering.problem import Orienteering, Stops, Tours
from planner.model.solver import new_solver
from planner.solving.routing.annealing import Pooled

COLUMNS = 3000
Kinds = Mapping[int, list[int]]
"""Routes that are alike, by the first of them."""
Literal = cp_model.IntVar
Doors = tuple[int | None, int | None]
"""Where a route begins and ends; None where no night says so."""


@dataclass(frozen=True, slots=True)
class Column:
    """A way to go a route, or any that is alike: stops, when they begin where that binds other routes, and doors."""

    index: int
    stops: Stops
    starts: tuple[int, ...] = ()
    doors: Doors = (None, None)


def packed(
    problem: Orienteering, pool: Pooled, best: Tours, seed: int, work: float, seconds: float | None = None
) -> Tours | None:
    """Tours made of pooled routes that are worth more than `best`; None where none were found.

    At most so much deterministic `work`, and `seconds` where given.

    Routes that are the same object are alike: what was found for one serves for all of them.
    """
    alike: dict[int, list[int]] = defaultdict(list)
    for index, route in enumerate(problem.routes):
        alike[id(route)].append(index)
    kinds = {indices[0]: indices for indices in alike.values()}
    first = {index: indices[0] for indices in kinds.values() for index in indices}
    columns = {
        (first[index], nodes): Column(first[index], stops) for (index, nodes), stops in list(pool.items())[-COLUMNS:]
    }
    if len(problem.routes) < 2 or len(columns) < 2:
        return None
    now = {(first[index], frozenset(stops)) for index, stops in enumerate(best)}
    model = Packing(problem, list(columns.values()), kinds, [key in now for key in columns])
    tours: list[Stops] = [()] * len(problem.routes)
    spare = {index: list(indices) for index, indices in kinds.items()}
    for column in model.chosen(seed, work, seconds):
        tours[spare[column.index].pop()] = column.stops
    found = tuple(tours)
    return found if problem.worth(found) > problem.worth(best) else None


class Packing:
    """The model: a literal for each column; `hint` says which are chosen now. What is not of a node or a family others
    bind."""

    def __init__(self, problem: Orienteering, columns: Sequence[Column], kinds: Kinds, hint: Sequence[bool]) -> None:
        self.problem, self.columns, self.model = problem, columns, cp_model.CpModel()
        self.literals = [self.model.new_bool_var("") for _ in columns]
        self.of_route: dict[int, list[tuple[Column, Literal]]] = defaultdict(list)
        self.of_node: dict[int, list[Literal]] = defaultdict(list)
        self.terms: list[cp_model.LinearExprT] = []
        for column, literal, now in zip(columns, self.literals, hint, strict=True):
            self._offer(column, literal)
            self.model.add_hint(literal, now)
        for index, some in self.of_route.items():
            self.model.add(sum(literal for _, literal in some) <= len(kinds[index]))
        for literals in self.of_node.values():
            self.model.add_at_most_one(literals)
        for members, most in problem.families:
            self.model.add(sum(literal for node in members for literal in self.of_node.get(node, ())) <= most)
        self._cover()

    def _offer(self, column: Column, literal: Literal) -> None:
        """A column with what it earns by itself."""
        route = self.problem.routes[column.index]
        self.of_route[column.index].append((column, literal))
        for node in route.nodes[list(column.stops)].tolist():
            self.of_node[node].append(literal)
        self.terms.append(route.between(*column.doors).worth(column.stops) * literal)

    def _cover(self) -> None:
        cover = self.problem.cover
        if cover is None:
            return
        for column, (cap, weight) in enumerate(zip(cover.cap, cover.weight, strict=True)):
            filled = self.model.new_int_var(0, int(cap), "")
            added = (
                int(cover.strength[node, column]) * sum(literals)
                for node, literals in self.of_node.items()
                if cover.strength[node, column]
            )
            self.model.add(filled <= sum(added))
            self.terms.append(int(weight) * filled)

    def chosen(self, seed: int, work: float, seconds: float | None = None) -> list[Column]:
        """The columns that are worth most together; none where none were found."""
        self.model.maximize(cp_model.LinearExpr.sum(self.terms))
        solver = new_solver()
        solver.parameters.random_seed = seed
        solver.parameters.max_deterministic_time = work
        if seconds is not None:
            solver.parameters.max_time_in_seconds = seconds
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return []
        return [column for column, literal in zip(self.columns, self.literals, strict=True) if solver.value(literal)]
