"""The linear model that chooses: the best set of pairs under rows of limits, without slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from planner.matchmaking.budget import Budget


@dataclass(frozen=True, slots=True)
class Row:
    """least <= sum of the chosen `pairs` (times `weights`, where given) <= most."""

    pairs: Sequence[int]
    least: int = 0
    most: int | None = None
    weights: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen pairs, ascending, their value, and a proven upper bound on the value of any choice."""

    pairs: tuple[int, ...]
    value: int
    bound: int
    proven: bool


def select(
    values: Mapping[int, int], rows: Sequence[Row], budget: Budget, raised: Sequence[Row] = (), share: float = 0.25
) -> Selection | None:
    """The pairs of greatest value that keep every row; None where none was found.

    With `raised`, the aim is instead how many of these rows reach their `least`; they are not limits then.
    """
    model = cp_model.CpModel()
    chosen = {pair: model.new_bool_var("") for pair in values}
    for row in rows:
        _limit(model, chosen, row)
    if raised:
        objective = cp_model.LinearExpr.sum([_reached(model, chosen, row) for row in raised])
    else:
        objective = cp_model.LinearExpr.weighted_sum(list(chosen.values()), list(values.values()))
    model.maximize(objective)
    solver = budget.solver(share)
    status = solver.solve(model)
    budget.spend(solver)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    pairs = tuple(pair for pair, literal in chosen.items() if solver.boolean_value(literal))
    bound = int(solver.best_objective_bound + 1e-6)
    return Selection(pairs, int(solver.objective_value + 0.5), bound, status == cp_model.OPTIMAL)


def _limit(model: cp_model.CpModel, chosen: Mapping[int, cp_model.IntVar], row: Row) -> None:
    pairs = [pair for pair in row.pairs if pair in chosen]
    weights = [row.weights.get(pair, 1) for pair in pairs]
    total = sum(weights)
    most = total if row.most is None else row.most
    if row.least <= 0 and total <= most:
        return
    if not pairs:
        model.add_bool_or([])
        return
    expression = cp_model.LinearExpr.weighted_sum([chosen[pair] for pair in pairs], weights)
    model.add_linear_constraint(expression, row.least, most)


def _reached(model: cp_model.CpModel, chosen: Mapping[int, cp_model.IntVar], row: Row) -> cp_model.IntVar:
    literal = model.new_bool_var("")
    meetings = cp_model.LinearExpr.sum([chosen[pair] for pair in row.pairs if pair in chosen])
    model.add(meetings >= row.least).only_enforce_if(literal)
    return literal
