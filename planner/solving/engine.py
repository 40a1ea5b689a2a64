"""Runs CP-SAT on a built scope."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.model.build import Built
from planner.model.schedule import Schedule
from planner.model.solver import new_solver
from planner.solving.budget import WORK_A_SECOND, Budget, patience

FEASIBLE = (cp_model.OPTIMAL, cp_model.FEASIBLE)
BUILDING = 1.5e-5
"""Work to build, and to check what comes of, one variable or constraint: 40 microseconds, as measured."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found: a schedule or None; `proven` when it is the best, or when there is shown to be none."""

    schedule: Schedule | None
    proven: bool
    objective: float | None = None
    bound: float | None = None


def _size(model: cp_model.CpModel) -> int:
    """Variables and constraints of a model."""
    return len(model.proto.variables) + len(model.proto.constraints)


def run(
    built: Built,
    budget: Budget,
    seconds: float,
    *,
    workers: int = 1,
    seed: int = 1,
    first_only: bool = False,
    bounding: bool = False,
) -> Result:
    """Solve for at most `seconds`; `first_only` stops at the first solution, `bounding` works on the bound."""
    solver = new_solver()
    parameters = solver.parameters
    parameters.num_workers = workers
    parameters.random_seed = seed
    parameters.max_time_in_seconds = max(
        0.05, min(seconds, budget.seconds - budget.spent()) if not budget.repeatable else patience(seconds)
    )
    parameters.max_deterministic_time = max(0.02, seconds * WORK_A_SECOND * (1 if budget.repeatable else 4) * workers)
    parameters.stop_after_first_solution = first_only
    parameters.linearization_level = int(bounding)
    parameters.optimize_with_lb_tree_search = bounding
    parameters.cp_model_probing_level = 0
    parameters.symmetry_level = 0
    with _stopped_by(budget, solver):
        status = solver.solve(built.model)
    budget.spend(solver.response_proto.deterministic_time + BUILDING * _size(built.model))
    proven = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    if status not in FEASIBLE:
        return Result(None, proven, bound=None if proven else solver.best_objective_bound)
    return Result(
        built.read(lambda e: int(solver.value(e))), proven, solver.objective_value, solver.best_objective_bound
    )


def within(budget: Budget, model: cp_model.CpModel, seconds: float, seed: int) -> cp_model.CpSolver | None:
    """Solve a model of its own, not of a scope, for `seconds` of work on one core; None where nothing was found.

    For assignments: nearly linear, they are proved more than twice as soon with all of them in the relaxation.
    """
    solver = new_solver()
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = seconds * WORK_A_SECOND
    solver.parameters.max_time_in_seconds = max(0.05, budget.clock())
    status = solver.solve(model)
    budget.spend(solver.response_proto.deterministic_time + BUILDING * _size(model))
    return solver if status in FEASIBLE else None


@contextmanager
def _stopped_by(budget: Budget, solver: cp_model.CpSolver) -> Iterator[None]:
    """Ends the search soon after the budget is stopped from outside."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            if budget.stop.is_set():
                solver.stop_search()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
