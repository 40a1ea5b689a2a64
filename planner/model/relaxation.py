"""A relaxation of the whole visit, every assignment of delegates included: its optimum bounds every plan.

Delegates of like interests are counted, not told apart, and attend engagements by heads; tracks that may attend the
same are one class. On each day these make a mixture of such sets of visits as one track alone can make. For delegates
over the days, and where telling the sets takes too long, there are rows of time: inside every span in which a set of
engagements must lie, service, preparation and the least way there fit into the minutes there are. Penalties and costs
other than rooms are left out. All of it is linear.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ortools.linear_solver.python import model_builder

from planner.domain.people import Side
from planner.model.problem import Problem
from planner.model.relaxation_aims import Aims
from planner.model.relaxation_rows import Expression, Rows

TOLERANCE = 1e-4
"""Of the linear program: more than it errs by."""
COSTS = ("driving", "waiting", "moves", "cost")
"""Aims of which the relaxation holds a part or nothing: that bounds a plan as long as they count against it."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What no plan betters for those of a side that get the least: `percent` of the worst-off at the most, and at the
    least `nothing` of them that get nothing; None where it was not found in time."""

    percent: int | None
    nothing: int | None


class Relaxation:
    """The relaxed model for some weights of aims; `bound` solves it. With `labels` to spend on days it is tighter."""

    def __init__(self, problem: Problem, weights: Mapping[str, int], labels: int = 0) -> None:
        self._problem, self._weights, self._rows = problem, weights, Rows(problem, labels)
        self._aims = Aims(self._rows, weights)
        self._solver = model_builder.Solver("GLOP")

    def bound(self, seconds: float) -> float | None:
        """What no plan can exceed; None where it was not found in time, or a cost counts for a plan."""
        if any(self._weights.get(aim, 0) > 0 for aim in COSTS):
            return None
        most = self._most(self._aims.total(), seconds)
        return None if most is None else most + self._sure()

    def reach(self, seconds: float) -> Mapping[Side, Reach]:
        """How well off the worst-off of each side could be; each figure is given `seconds`."""
        visitors = self._most(self._aims.least_visitor(), seconds)
        received = self._most(self._aims.hosts_received(), seconds)
        nothing = None if received is None else self._aims.hosts_wanting - math.floor(received + TOLERANCE)
        hosts = 0.0 if nothing else self._most(self._aims.least_host(), seconds)
        return {"visitor": Reach(_floor(visitors), 0), "host": Reach(_floor(hosts), nothing)}

    def _most(self, aim: Expression, seconds: float) -> float | None:
        """The greatest value of an aim; None where it was not found in time."""
        self._rows.model.maximize(aim)
        self._solver.set_time_limit_in_seconds(seconds)
        status = self._solver.solve(self._rows.model)
        return float(self._solver.objective_value) if status == model_builder.SolveStatus.OPTIMAL else None

    def stop(self) -> None:
        """End a `bound` that is being found in another thread."""
        self._solver.stop_search()  # type: ignore[no-untyped-call]

    def _sure(self) -> float:
        """What every plan pays: rooms at the cheapest price, shared where two ask for each other."""
        weight = min(self._weights.get("cost", 0), 0)
        cheapest = min((bed.price for bed in self._problem.beds), default=0.0)
        asks = {who.id: who.room_with for who in self._problem.scenario.delegates}
        shares = {who: 0.5 if other and asks.get(other) == who else 1.0 for who, other in asks.items()}
        rooms = sum(shares[who] * len(nights) for who, nights in self._problem.presence.nights.items())
        return weight * int(cheapest * rooms / 1000)


def _floor(value: float | None) -> int | None:
    return None if value is None else math.floor(value + TOLERANCE)
