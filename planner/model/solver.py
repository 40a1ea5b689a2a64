"""The solver as everything here uses it."""

from __future__ import annotations

from ortools.sat.python import cp_model


def new_solver() -> cp_model.CpSolver:
    """A solver with one worker that leaves Ctrl-C to the program.

    Left to itself it takes the signal's handler and, when it ends, puts the system's in its place: the next Ctrl-C
    would end the program without a plan.
    """
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False
    solver.parameters.num_workers = 1
    return solver
