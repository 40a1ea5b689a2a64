"""Several models of one question at a time: the first answer stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

from ortools.sat.python import cp_model

from planner.matchmaking.budget import Budget

T = TypeVar("T")
ANSWERS = (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE)
GLANCE = 0.05
"""Seconds between looks at whether the others may stop: a solver that only begins does not hear it at once."""
FIRST_TURN = 2.0
"""Seconds of each model's first turn on one worker."""
Worded = tuple[cp_model.CpModel, Callable[[cp_model.CpSolver], T]]
"""A model and a reader of its solution."""


@dataclass(frozen=True)
class Answer(Generic[T]):
    """`found` reads the solution, None where there is none; `impossible`: it is proven that there is none."""

    found: T | None
    impossible: bool


def race(models: Sequence[Worded[T]], budget: Budget) -> Answer[T]:
    """The first answer to any of `models`, which all say the same in other words.

    On one worker they take turns, each time twice as long and on another way through the search: whether a question
    is answered soon is a matter of luck, and a new try often ends before an old one.
    """
    return _take_turns(models, budget) if budget.workers == 1 else _Race(models, budget).run()


def _take_turns(models: Sequence[Worded[T]], budget: Budget) -> Answer[T]:
    turn = 0
    while budget.left > 0:
        for model, read in models:
            solver = clause_solver(budget, most=FIRST_TURN * 2**turn)
            solver.parameters.random_seed = budget.seed + turn
            answer = _answer(solver.solve(model), solver, read)
            budget.spend(solver)
            if answer:
                return answer
        turn += 1
    return Answer(None, False)


def clause_solver(budget: Budget, share: float = 1.0, most: float | None = None) -> cp_model.CpSolver:
    """One worker for models of clauses: no linear relaxation, and no presolve, which takes longer than it saves."""
    solver = budget.solver(share, most)
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 0
    solver.parameters.cp_model_presolve = False
    solver.parameters.symmetry_level = 0
    solver.parameters.cp_model_probing_level = 0
    return solver


class _Race(Generic[T]):
    def __init__(self, models: Sequence[Worded[T]], budget: Budget) -> None:
        self.models = models
        self.solvers = [clause_solver(budget) for _ in models]
        self.answer: Answer[T] | None = None

    def run(self) -> Answer[T]:
        with ThreadPoolExecutor(len(self.models)) as pool:
            running = {pool.submit(self._solve, number) for number in range(len(self.models))}
            try:
                while running:
                    done, running = wait(running, timeout=GLANCE, return_when=FIRST_COMPLETED)
                    for future in done:
                        future.result()
                    if self.answer:
                        self._stop()
            finally:
                self._stop()
        return self.answer or Answer(None, False)

    def _solve(self, number: int) -> None:
        model, read = self.models[number]
        if not self.answer:
            answer = _answer(self.solvers[number].solve(model), self.solvers[number], read)
            self.answer = self.answer or answer

    def _stop(self) -> None:
        for solver in self.solvers:
            solver.stop_search()


def _answer(status: object, solver: cp_model.CpSolver, read: Callable[[cp_model.CpSolver], T]) -> Answer[T] | None:
    if status not in ANSWERS:
        return None
    return Answer(None, True) if status == cp_model.INFEASIBLE else Answer(read(solver), False)
