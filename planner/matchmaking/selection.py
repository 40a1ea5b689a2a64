"""The linear model that chooses: the best set of pairs under rows of limits, without slots."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ortools.math_opt.python import mathopt  # type: ignore[import-untyped]

from planner.matchmaking.budget import Budget

NODES = 100
"""Branches that a choice may take. It is nearly a network: the linear relaxation is whole almost everywhere, so a
simplex and a few branches do. Branches are counted and not seconds, so that a busy machine chooses the same."""

PATIENCE = 5.0
"""Seconds of processor time that any choice may take: it needs a fraction of one."""
PROCESSOR_CLOCK = 1
"""How SCIP calls the clock of the processor, which stands while others work."""


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
    model = mathopt.Model()
    chosen = {pair: model.add_binary_variable() for pair in values}
    for row in rows:
        _limit(model, chosen, row)
    if raised:
        model.maximize(mathopt.fast_sum([_reached(model, chosen, row) for row in raised]))
    else:
        model.maximize(mathopt.fast_sum([value * chosen[pair] for pair, value in values.items()]))
    budget.spend_on_rows(len(values) + sum(len(row.pairs) for row in rows))
    result = mathopt.solve(model, mathopt.SolverType.GSCIP, params=_parameters(max(PATIENCE, budget.left * share)))
    if not result.has_primal_feasible_solution():
        return None
    found = result.variable_values()
    pairs = tuple(pair for pair, literal in chosen.items() if found[literal] > 0.5)
    return Selection(pairs, round(result.objective_value()), math.floor(result.best_objective_bound() + 1e-6))


def _parameters(seconds: float) -> mathopt.SolveParameters:
    parameters = mathopt.SolveParameters(node_limit=NODES, threads=1)
    parameters.gscip.int_params["timing/clocktype"] = PROCESSOR_CLOCK
    parameters.gscip.real_params["limits/time"] = seconds
    return parameters


def _limit(model: mathopt.Model, chosen: Mapping[int, mathopt.Variable], row: Row) -> None:
    pairs = [pair for pair in row.pairs if pair in chosen]
    total = sum(row.weights.get(pair, 1) for pair in pairs)
    most = total if row.most is None else row.most
    if row.least > 0 or total > most:
        expression = mathopt.fast_sum([row.weights.get(pair, 1) * chosen[pair] for pair in pairs])
        model.add_linear_constraint(lb=row.least, ub=most, expr=expression)


def _reached(model: mathopt.Model, chosen: Mapping[int, mathopt.Variable], row: Row) -> mathopt.Variable:
    literal = model.add_binary_variable()
    pairs = [pair for pair in row.pairs if pair in chosen]
    excess = mathopt.fast_sum([*(chosen[pair] for pair in pairs), -row.least * literal])
    model.add_linear_constraint(lb=0, ub=len(pairs), expr=excess)
    return literal
