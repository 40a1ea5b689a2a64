"""A generated visit with its first plan, for tests of what the search makes of it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from planner.domain.plan import Plan
from planner.examples import generate
from planner.model.problem import Problem
from planner.model.schedule import Visit
from planner.reading.reader import read_scenario
from planner.solving.beginning import another_plan, first_plan
from planner.solving.budget import Budget
from planner.solving.goals import Goals
from planner.solving.moves import Moves
from planner.solving.outcomes import Step
from planner.solving.routing.compiling import Compiled, to_orienteering
from planner.solving.search import Search
from planner.solving.solve import Settings, frame_of
from planner.solving.starting import sketched
from planner.solving.valuing import Valued


@dataclass(frozen=True)
class Case:
    """A visit with the frame of its plans and the first of them."""

    problem: Problem
    frame: Plan
    first: Valued

    def search(self, seconds: float, steps: list[Step] | None = None) -> Search:
        """A search that repeats; its steps are added to `steps`."""
        told = [] if steps is None else steps
        goal = next(iter(Goals(self.problem.scenario)))
        return Search(self.problem, self.frame, Budget(seconds, repeatable=True), told.append, goal, 1)

    def moves(self, seed: int) -> Moves:
        """What may be tried on the first plan."""
        search = self.search(30)
        rng = random.Random(seed)
        return Moves(self.problem, self.first.roster, self.frame, search.goal, search.budget, rng)


def small_case(folder: Path) -> Case:
    """The smallest generated visit."""
    generate(folder, "S", 1)
    scenario = read_scenario(folder).scenario
    problem = Problem(scenario)
    frame = frame_of(scenario, "", Settings(30, 1, 1))
    first = first_plan(problem, frame, Budget(30, repeatable=True), 1)
    assert isinstance(first, Valued)
    return Case(problem, frame, first)


def sketches(case: Case) -> list[Valued]:
    """Three plans for the same delegates that are not brought forward far, so that each is better somewhere."""
    search, assignment = case.search(60.0), case.first.schedule.assignment
    drawn = (another_plan(case.problem, case.frame, search.budget, seed, 1, assignment) for seed in range(20))
    brought = (plan for first in drawn if first is not None for plan in sketched(search, first))
    return list(islice(brought, 3))


def whole(case: Case, plan: Valued) -> Compiled:
    """All routes of a plan."""
    return to_orienteering(case.problem, plan.roster, plan.schedule, sorted(plan.roster.routes))


def visits(made: Compiled, index: int, tour: tuple[int, ...]) -> set[Visit]:
    """What a tour visits beside what gathers all."""
    gathered = set(made.orienteering.meetings.gathered)
    return {
        node
        for local in tour
        if int(made.orienteering.routes[index].nodes[local]) not in gathered
        and isinstance(node := made.stop(index, local), Visit)
    }
