"""A relaxation of the whole visit, every assignment of delegates included: its optimum bounds every plan.

Delegates of like interests are counted, not told apart, and attend engagements by heads; tracks that may attend the
same are one class. Routes are given up for rows of time: inside every span in which a set of engagements must lie,
service, preparation and the least way there fit into the minutes there are, on each day for the tracks of a class, over
the days for the delegates in it. Penalties and costs other than rooms are left out. All of it is linear.
"""

from __future__ import annotations

from collections.abc import Mapping

from ortools.linear_solver.python import model_builder

from planner.model.problem import Problem
from planner.model.relaxation_aims import Aims
from planner.model.relaxation_rows import Rows

COSTS = ("driving", "waiting", "moves", "cost")
"""Aims of which the relaxation holds a part or nothing: that bounds a plan as long as they count against it."""


class Relaxation:
    """The relaxed model for some weights of aims; `bound` solves it."""

    def __init__(self, problem: Problem, weights: Mapping[str, int]) -> None:
        self._problem, self._weights, self._rows = problem, weights, Rows(problem)
        self._rows.model.maximize(Aims(self._rows, weights).total())
        self._solver = model_builder.Solver("GLOP")

    def bound(self, seconds: float) -> float | None:
        """What no plan can exceed; None where it was not found in time, or a cost counts for a plan."""
        if any(self._weights.get(aim, 0) > 0 for aim in COSTS):
            return None
        self._solver.set_time_limit_in_seconds(seconds)
        status = self._solver.solve(self._rows.model)
        if status != model_builder.SolveStatus.OPTIMAL:
            return None
        return float(self._solver.objective_value) + self._sure()

    def stop(self) -> None:
        """End a `bound` that is being found in another thread."""
        self._solver.stop_search()  # type: ignore[no-untyped-call]

    def _sure(self) -> float:
        """What every plan pays: rooms at the cheapest price, two to a room at the most."""
        weight = min(self._weights.get("cost", 0), 0)
        cheapest = min((bed.price for bed in self._problem.beds), default=0.0)
        nights = sum(len(nights) for nights in self._problem.presence.nights.values())
        return weight * int(cheapest * nights / 2 / 1000)
