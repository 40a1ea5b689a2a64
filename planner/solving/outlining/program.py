"""A linear program that is soon written: solving it takes a hundredth of a second, and so must saying what it is."""

from __future__ import annotations

import math
from collections.abc import Iterable

from ortools.linear_solver.linear_solver_pb2 import MPModelProto
from ortools.linear_solver.pywraplp import Solver


class Program:
    """Columns from nought upwards, each unit worth a price, and rows of sums that bind them."""

    def __init__(self) -> None:
        self._model = MPModelProto(maximize=True)

    def columns(self, count: int, most: float, price: float = 0.0) -> int:
        """So many new ones alike; the first of them."""
        first = len(self._model.variable)
        for _ in range(count):
            self._model.variable.add(lower_bound=0.0, upper_bound=most, objective_coefficient=price)
        return first

    def least(self, columns: Iterable[int], counts: Iterable[float], bound: float) -> None:
        """The sum of some columns, each counted so often, is no less than a bound."""
        self._model.constraint.add(lower_bound=bound, upper_bound=math.inf, var_index=columns, coefficient=counts)

    def most(self, columns: Iterable[int], counts: Iterable[float], bound: float) -> None:
        """It is no more."""
        self._model.constraint.add(lower_bound=-math.inf, upper_bound=bound, var_index=columns, coefficient=counts)

    def best(self) -> float | None:
        """What all columns together can be worth at the most; None where that is not found."""
        solver = Solver.CreateSolver("GLOP")
        solver.LoadModelFromProto(self._model)
        return float(solver.Objective().Value()) if solver.Solve() == Solver.OPTIMAL else None
