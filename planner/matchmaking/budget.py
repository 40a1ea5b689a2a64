"""The time a forum may take, and solvers that keep to it."""

from __future__ import annotations

import time

from ortools.sat.python import cp_model

from planner.model.solver import new_solver

UNIT, CALL, ENTRY, EXCHANGE = 3.0, 0.02, 2e-5, 2e-4
"""Seconds that a deterministic unit, the making of a model, an entry of a linear model and a try of an exchange take on
a slow core."""


class Budget:
    """Seconds to spend on at most `workers` threads.

    With one worker time is counted in the solver's deterministic units, so that a run repeats itself anywhere.
    """

    def __init__(self, seconds: float, seed: int = 1, workers: int = 1) -> None:
        self.seconds, self.seed, self.workers = seconds, seed, workers
        self._start = time.monotonic()
        self._worked = 0.0

    @property
    def spent(self) -> float:
        """Seconds used so far."""
        return self._worked if self.workers == 1 else time.monotonic() - self._start

    @property
    def left(self) -> float:
        """Seconds not used yet, never negative."""
        return max(0.0, self.seconds - self.spent)

    def part(self, share: float) -> Budget:
        """A budget of `share` of what is left; what it spends counts here through `join`."""
        return Budget(self.left * share, self.seed, self.workers)

    def join(self, part: Budget) -> None:
        """Count what `part` spent."""
        self._worked += part.spent

    def solver(self, share: float = 1.0, most: float | None = None) -> cp_model.CpSolver:
        """A solver that may use `share` of what is left, at most `most` seconds."""
        solver = new_solver()
        limit = max(0.01, self.left * share)
        limit = limit if most is None else min(limit, most)
        solver.parameters.random_seed = self.seed
        solver.parameters.num_workers = self.workers
        if self.workers == 1:
            solver.parameters.max_deterministic_time = limit / UNIT
        else:
            solver.parameters.max_time_in_seconds = limit
        return solver

    def spend(self, solver: cp_model.CpSolver) -> None:
        """Count what `solver` used."""
        self._worked += CALL + UNIT * solver.response_proto.deterministic_time

    def spend_on_rows(self, entries: int) -> None:
        """Count a linear model of so many entries."""
        self._worked += CALL / 4 + ENTRY * entries

    def spend_on_exchanges(self, tries: int) -> None:
        """Count so many tries of an exchange."""
        self._worked += EXCHANGE * tries
