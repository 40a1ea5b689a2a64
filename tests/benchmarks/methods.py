"""The search, and what it is made of, for comparison: the whole model in one go, scopes alone, with the fast layer.

Every method is given the same seconds, counted as the program does: from when the scenario is read.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ortools.sat.python import cp_model

from planner.domain.scenario import Scenario
from planner.model.build import Built, build
from planner.model.problem import Problem
from planner.model.roster import Assignment, Roster
from planner.model.schedule import Schedule
from planner.model.scope import everything
from planner.reading.reader import read_scenario
from planner.solving.beginning import first_plan
from planner.solving.budget import Budget
from planner.solving.constructing import assigned
from planner.solving.goals import Goals
from planner.solving.improving import Improvement
from planner.solving.moves import ALL_ROUTES, CROSSED, REASSIGN, ROUTES, Moves
from planner.solving.outcomes import Solved, Step
from planner.solving.search import Search
from planner.solving.solve import Settings, frame_of, solve
from planner.solving.valuing import Valued, valued

Points = list[tuple[float, int]]
Found = tuple[Points, float | None]
Method = Callable[[Path, float, int, int, float], Found]
"""(folder, seconds, seed, workers, when the process began) to the plans found on the way and a bound."""


def peak_memory() -> float:
    """MiB of this process and those that it has started, each at its peak."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / unit


@dataclass(frozen=True, slots=True)
class Case:
    """A scenario read, with what every search of it needs."""

    problem: Problem
    settings: Settings
    budget: Budget

    @classmethod
    def of(cls, folder: Path, seconds: float, seed: int, workers: int) -> Case:
        """Read, then let the time run."""
        scenario = read_scenario(folder).scenario
        return cls(Problem(scenario), Settings(seconds, seed, workers), Budget(seconds))

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.problem.scenario

    def valued(self, roster: Roster, schedule: Schedule) -> Valued:
        """A schedule judged as the program does."""
        return valued(self.problem, roster, schedule, frame_of(self.scenario, "", self.settings))


def full(folder: Path, seconds: float, seed: int, workers: int, begun: float) -> Found:
    """What `planner plan` does."""
    points: Points = []

    def noted(step: Step) -> None:
        if step.objective is not None:
            points.append((round(time.time() - begun, 2), step.objective))

    outcome = solve(read_scenario(folder).scenario, "", Settings(seconds, seed, workers), noted)
    return points, outcome.plan.bound if isinstance(outcome, Solved) else None


def without(*kinds: str) -> Method:
    """The search in one process, without some kinds of moves; without those of all routes, without any beginnings that
    the fast layer brings forward."""

    class Reduced(Improvement):
        def _moves(self, roster: Roster) -> Moves:
            moves = super()._moves(roster)
            for kind in kinds:
                moves.kinds.pop(kind, None)
            return moves

        def _begin(self) -> None:
            if ALL_ROUTES not in kinds:
                super()._begin()

        def _another(self, assignment: Assignment | None = None) -> Valued | None:
            return None if ALL_ROUTES in kinds else super()._another(assignment)

        def _parents(self) -> Sequence[Valued]:
            return () if CROSSED in kinds else super()._parents()

        def _mixed(self, others: Sequence[Valued]) -> Valued | None:
            return None if CROSSED in kinds else super()._mixed(others)

    def method(folder: Path, seconds: float, seed: int, workers: int, begun: float) -> Found:
        case, points = Case.of(folder, seconds, seed, workers), Points()
        frame = frame_of(case.scenario, "", case.settings)
        first = first_plan(case.problem, frame, case.budget, seed)

        def noted(step: Step) -> None:
            if step.objective is not None:
                points.append((round(time.time() - begun, 2), step.objective))

        if isinstance(first, Valued):
            noted(Step(0.0, "first plan", first.plan.objective))
            goal = next(iter(Goals(case.scenario)))
            Reduced(Search(case.problem, frame, case.budget, noted, goal, seed), first).work()
        return points, None

    return method


class _Watch(cp_model.CpSolverSolutionCallback):
    """Judges every solution of the one model."""

    def __init__(self, case: Case, roster: Roster, built: Built, begun: float) -> None:
        super().__init__()
        self._case, self._roster, self._built, self._begun = case, roster, built, begun
        self.points: Points = []

    def on_solution_callback(self) -> None:
        """Judge one."""
        found = self._case.valued(self._roster, self._built.read(lambda e: int(self.value(e))))
        if found.lawful:
            self.points.append((round(time.time() - self._begun, 2), found.plan.objective))


def monolithic(folder: Path, seconds: float, seed: int, workers: int, begun: float) -> Found:
    """CP-SAT on the model of everything at once, for the first assignment of delegates to tracks."""
    case = Case.of(folder, seconds, seed, workers)
    schedule = assigned(case.problem, seed)
    if schedule is None:
        return [], None
    roster = Roster(case.problem, schedule.assignment)
    built = build(case.problem, roster, schedule, everything(roster), weights=Goals(case.scenario).weights())
    watch, solver = _Watch(case, roster, built, begun), cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(0.1, case.budget.left())
    solver.solve(built.model, watch)
    return watch.points, None


METHODS: dict[str, Method] = {
    "monolithic": monolithic,
    "scopes": without(ROUTES, ALL_ROUTES, REASSIGN, CROSSED),
    "scopes and routes": without(REASSIGN, CROSSED),
    "scopes, routes and reassigning": without(CROSSED),
    "scopes, routes, reassigning and crossing": without(),
    "full": full,
}
