"""Other solvers on the same instances: benchmark-only dependencies, left aside where they are not installed."""

from __future__ import annotations

import time
from datetime import timedelta
from importlib.util import find_spec

import numpy as np

from planner.model.orienteering.problem import Tours
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


def vroom_tours(instance: Instance, routes: int, seconds: float, seed: int) -> Tours:
    """Tours by VROOM, scores as priorities; it ends by itself, at the latest after so many seconds; no seed."""
    import vroom

    whole = problem(instance, routes).routes[0]
    order = [whole.size, *range(whole.size)]
    given = vroom.Input()
    given.set_durations_matrix("car", whole.drive[np.ix_(order, order)].astype(np.uint32))
    for vehicle in range(routes):
        given.add_vehicle(vroom.Vehicle(vehicle + 1, start=0, end=0, time_window=(0, whole.end)))
    for node in range(whole.size):
        window = vroom.TimeWindow(int(whole.first[0, node]), int(whole.last[0, node]))
        given.add_job(
            vroom.Job(
                node + 1,
                location=node + 1,
                default_service=int(whole.serve[node]),
                priority=int(whole.prize[node]),
                time_windows=[window],
            )
        )
    steps = given.solve(exploration_level=5, nb_threads=1, timeout=timedelta(seconds=seconds)).routes
    jobs = steps[steps["type"] == "job"]
    return tuple(tuple(int(id) - 1 for id in jobs[jobs["vehicle_id"] == v + 1]["id"]) for v in range(routes))


RIVALS = {"pyvrp": pyvrp_tours, "vroom": vroom_tours}


def is_there(name: str) -> bool:
    """Is a rival installed?"""
    return find_spec(name) is not None
