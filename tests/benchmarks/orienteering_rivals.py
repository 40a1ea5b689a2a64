"""Other solvers on the same instances: benchmark-only dependencies, left aside where they are not installed."""

from __future__ import annotations

import time
from importlib.util import find_spec

import numpy as np

from planner.model.orienteering import Tours
from tests.benchmarks.toptw_instances import Instance, problem

PRIZE = 10_000
"""Units of distance that a point of score is worth: the score decides, distance breaks ties."""


class CpuSeconds:
    """A stopping criterion by processor time of this process."""

    def __init__(self, seconds: float) -> None:
        self._until = time.process_time() + seconds

    def __call__(self, best_cost: float) -> bool:
        """Is the time over?"""
        return time.process_time() >= self._until


def has_pyvrp() -> bool:
    """Is PyVRP installed?"""
    return find_spec("pyvrp") is not None


def pyvrp_tours(instance: Instance, routes: int, seconds: float, seed: int) -> Tours:
    """Tours by PyVRP's prize collection within so many CPU seconds."""
    import pyvrp

    whole = problem(instance, routes).routes[0]
    order = [whole.size, *range(whole.size)]
    drive = np.ascontiguousarray(whole.drive[np.ix_(order, order)])
    clients = [
        pyvrp.Client(
            location=node + 1,
            service_duration=int(whole.serve[node]),
            tw_early=int(whole.first[0, node]),
            tw_late=int(whole.last[0, node]),
            prize=int(whole.prize[node]) * PRIZE,
            required=False,
        )
        for node in range(whole.size)
    ]
    data = pyvrp.ProblemData(
        [pyvrp.Location(x, y) for x, y in zip(instance.x, instance.y, strict=True)],
        clients,
        [pyvrp.Depot(location=0)],
        [pyvrp.VehicleType(num_available=routes, tw_early=0, tw_late=whole.end)],
        [drive],
        [drive],
    )
    best = pyvrp.solve(data, stop=CpuSeconds(seconds), seed=seed, display=False, collect_stats=False).best
    assert best.is_feasible()
    tours = [tuple(stop.idx for stop in route.schedule() if stop.is_client()) for route in best.routes()]
    return tuple(tours + [()] * (routes - len(tours)))
