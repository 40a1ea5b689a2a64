"""The best combination of routes met so far: set packing over the pool."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ortools.sat.python import cp_model

from planner.model.orienteering.problem import Orienteering, Stops, Tours
from planner.model.solver import new_solver
from planner.solving.routing.annealing import Pooled

COLUMNS = 3000


def packed(
    problem: Orienteering, pool: Pooled, best: Tours, seed: int, work: float, seconds: float | None = None
) -> Tours | None:
    """Tours made of pooled routes that are worth more than `best`; None where none were found.

    At most so much deterministic `work`, and `seconds` where given.

    Routes that are the same object are alike: what was found for one serves for all of them.
    """
    kinds: dict[int, list[int]] = defaultdict(list)
    for index, route in enumerate(problem.routes):
        kinds[id(route)].append(index)
    columns = {
        (kinds[id(problem.routes[index])][0], nodes): stops for (index, nodes), stops in list(pool.items())[-COLUMNS:]
    }
    if len(problem.routes) < 2 or len(columns) < 2:
        return None
    model = _Packing(problem, list(columns), kinds, best)
    chosen = model.solve(seed, work, seconds)
    if not chosen:
        return None
    tours: list[Stops] = [()] * len(problem.routes)
    spare = {indices[0]: list(indices) for indices in kinds.values()}
    for key in chosen:
        tours[spare[key[0]].pop()] = columns[key]
    found = tuple(tours)
    return found if problem.worth(found) > problem.worth(best) else None


class _Packing:
    """The model: a literal a column."""

    def __init__(
        self,
        problem: Orienteering,
        keys: list[tuple[int, frozenset[int]]],
        kinds: Mapping[int, list[int]],
        best: Tours,
    ) -> None:
        self._problem, self._keys, self._model = problem, keys, cp_model.CpModel()
        first = {index: indices[0] for indices in kinds.values() for index in indices}
        now = {(first[index], frozenset(stops)) for index, stops in enumerate(best)}
        self._chosen = [self._model.new_bool_var("") for _ in keys]
        by_kind: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        self._by_node: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for (index, nodes), literal in zip(keys, self._chosen, strict=True):
            by_kind[index].append(literal)
            self._model.add_hint(literal, (index, nodes) in now)
            for node in problem.routes[index].nodes[list(nodes)].tolist():
                self._by_node[node].append(literal)
        for index, literals in by_kind.items():
            self._model.add(sum(literals) <= sum(one == index for one in first.values()))
        for literals in self._by_node.values():
            self._model.add_at_most_one(literals)
        for members, most in problem.families:
            self._model.add(sum(literal for node in members for literal in self._by_node.get(node, ())) <= most)
        self._model.maximize(cp_model.LinearExpr.sum([*self._prizes(), *self._covered()]))

    def _prizes(self) -> list[cp_model.LinearExprT]:
        """What each column earns by itself."""
        routes = self._problem.routes
        return [
            int(routes[index].prize[list(nodes)].sum()) * literal
            for (index, nodes), literal in zip(self._keys, self._chosen, strict=True)
        ]

    def _covered(self) -> list[cp_model.LinearExprT]:
        cover, found = self._problem.cover, list[cp_model.LinearExprT]()
        if cover is None:
            return found
        for column, (cap, weight) in enumerate(zip(cover.cap, cover.weight, strict=True)):
            filled = self._model.new_int_var(0, int(cap), "")
            self._model.add(
                filled
                <= sum(
                    int(cover.strength[node, column]) * sum(literals)
                    for node, literals in self._by_node.items()
                    if cover.strength[node, column]
                )
            )
            found.append(int(weight) * filled)
        return found

    def solve(self, seed: int, work: float, seconds: float | None) -> list[tuple[int, frozenset[int]]]:
        """The chosen columns."""
        solver = new_solver()
        solver.parameters.random_seed = seed
        solver.parameters.max_deterministic_time = work
        if seconds is not None:
            solver.parameters.max_time_in_seconds = seconds
        if solver.solve(self._model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return []
        return [key for key, literal in zip(self._keys, self._chosen, strict=True) if solver.value(literal)]
