"""The linear model that chooses: the best set of pairs under rows of limits, without slots."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ortools.linear_solver.python import model_builder

from planner.matchmaking.budget import Budget

SOLVER = "scip"
"""Nearly a network: the linear relaxation is whole almost everywhere, so a simplex and a few branches do."""

PATIENCE = 5.0
"""Seconds that any choice may take: it needs a fraction of one, but a busy machine must not change what is chosen."""


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


def select(
    values: Mapping[int, int], rows: Sequence[Row], budget: Budget, raised: Sequence[Row] = (), share: float = 0.25
) -> Selection | None:
    """The pairs of greatest value that keep every row; None where none was found.

    With `raised`, the aim is instead how many of these rows reach their `least`; they are not limits then.
    """
    model = model_builder.Model()  # type: ignore[no-untyped-call]
    chosen = {pair: model.new_bool_var(f"pair {pair}") for pair in values}
    for row in rows:
        _limit(model, chosen, row)
    if raised:
        model.maximize(model_builder.LinearExpr.sum([_reached(model, chosen, row) for row in raised]))
    else:
        model.maximize(model_builder.LinearExpr.weighted_sum(list(chosen.values()), list(values.values())))
    solver = model_builder.Solver(SOLVER)
    solver.set_time_limit_in_seconds(max(PATIENCE, budget.left * share))
    status = solver.solve(model)
    budget.spend_on_rows(len(values) + sum(len(row.pairs) for row in rows))
    if status not in (model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE):
        return None
    pairs = tuple(pair for pair, literal in chosen.items() if solver.value(literal) > 0.5)
    return Selection(pairs, round(solver.objective_value), math.floor(solver.best_objective_bound + 1e-6))


def _limit(model: model_builder.Model, chosen: Mapping[int, model_builder.Variable], row: Row) -> None:
    pairs = [pair for pair in row.pairs if pair in chosen]
    weights = [float(row.weights.get(pair, 1)) for pair in pairs]
    total = sum(weights)
    most = total if row.most is None else row.most
    if row.least > 0 or total > most:
        expression = model_builder.LinearExpr.weighted_sum([chosen[pair] for pair in pairs], weights)
        model.add_linear_constraint(expression, row.least, most)


def _reached(
    model: model_builder.Model, chosen: Mapping[int, model_builder.Variable], row: Row
) -> model_builder.Variable:
    literal = model.new_bool_var("reached")
    pairs = [pair for pair in row.pairs if pair in chosen]
    variables = [*(chosen[pair] for pair in pairs), literal]
    excess = model_builder.LinearExpr.weighted_sum(variables, [*(1 for _ in pairs), -row.least])
    model.add_linear_constraint(excess, 0, len(pairs))
    return literal
