"""Large-neighbourhood search: one move after another, whichever kinds earn most."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from planner.domain.plan import Plan
from planner.model.problem import Problem
from planner.model.roster import Roster
from planner.model.schedule import Schedule
from planner.solving.budget import Budget
from planner.solving.earning import Earnings
from planner.solving.goals import Goal
from planner.solving.moves import Moves
from planner.solving.outcomes import Step, Tell
from planner.solving.valuing import Valued, valued

PATIENCE = 60
"""Steps without a new best after which the search goes on from the best again."""
TOLERANCE = 0.004
"""Share of the objective by which the schedule in hand may get worse in a step, at the beginning."""
News = tuple[str, Schedule]
"""What was done, and the schedule that came of it."""


class Others(Protocol):
    """Searches beside this one."""

    def tell(self, news: News) -> None:
        """Let them know a new best."""

    def heard(self) -> Iterable[News]:
        """What they have found since they were asked last."""


class Nobody:
    """No searches beside this one."""

    def tell(self, news: News) -> None:
        """Nobody hears it."""

    def heard(self) -> Iterable[News]:
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Search:
    """What every step needs: the problem, the frame of its plans, the budget, whom to tell, the goal and the seed."""

    problem: Problem
    frame: Plan
    budget: Budget
    tell: Tell
    goal: Goal
    seed: int


class Improvement:
    """The best schedule known and the one in hand.

    The one in hand may be a little worse than the best, less and less so, and returns to it when nothing comes of it.
    """

    def __init__(self, search: Search, start: Valued, others: Others | None = None) -> None:
        self._search, self._others = search, others or Nobody()
        self.best = self.current = start
        self._rng = random.Random(search.seed)
        self._begun = search.budget.share()
        self._since_best = 0
        self._earnings = Earnings()

    def work(self, until: float = 1.0) -> Valued:
        """Improve until that share of the budget is used; the best found."""
        self._until, moves = until, self._moves()
        roster = self.current.roster
        while not self._over():
            self._listen()
            if roster is not self.current.roster:
                roster, moves = self.current.roster, self._moves()
            self._step(moves)
        self._listen()
        return self.best

    def _moves(self) -> Moves:
        search = self._search
        return Moves(search.problem, self.current.roster, search.goal, search.budget, self._rng)

    def _share(self) -> float:
        """Share of this work that is done, 0 to 1."""
        return (self._search.budget.share() - self._begun) / max(self._until - self._begun, 1e-9)

    def _over(self) -> bool:
        return self._search.budget.over() or self._search.budget.share() >= self._until

    def _listen(self) -> None:
        """Go on from what others have found, where it is better than the best here."""
        for doing, schedule in self._others.heard():
            found = self._valued(schedule)
            if self._allowed(found) and self._worth(found) > self._worth(self.best):
                self.current = found
                self._keep(found, doing)

    def _step(self, moves: Moves) -> None:
        kind = self._earnings.draw(list(moves.kinds), self._rng)
        budget = self._search.budget
        begun, work = time.monotonic(), budget.work
        schedule = moves.kinds[kind](self.current.schedule)
        gain = self._offer(schedule, kind) if schedule else 0
        self._earnings.note(kind, gain, budget.work - work if budget.repeatable else time.monotonic() - begun)
        self._since_best += 1
        if self._since_best > PATIENCE and self.current is not self.best:
            self.current, self._since_best = self.best, 0

    def _offer(self, schedule: Schedule, kind: str) -> int:
        """Take a lawful schedule that is good enough to go on from; what it gains over the one in hand, 0 if not."""
        if same(schedule, self.current.schedule):
            return 0
        found = self._valued(schedule)
        gain = self._worth(found) - self._worth(self.current)
        if not self._allowed(found) or gain < -self._tolerance() * self._rng.random():
            return 0
        self.current = found
        if self._worth(found) > self._worth(self.best):
            self._keep(found, kind)
            self._others.tell((kind, schedule))
        elif self._worth(found) == self._worth(self.best):
            self.best = found
        return max(gain, 0)

    def _keep(self, found: Valued, doing: str) -> None:
        """A new best."""
        self.best, self._since_best = found, 0
        self._search.tell(Step(self._search.budget.spent(), doing, found.plan.objective))

    def _valued(self, schedule: Schedule) -> Valued:
        known = self.current.roster
        roster = known if schedule.assignment == known.assignment else Roster(self._search.problem, schedule.assignment)
        return valued(self._search.problem, roster, schedule, self._search.frame)

    def _allowed(self, found: Valued) -> bool:
        return found.lawful and self._search.goal.allows(found.plan)

    def _worth(self, found: Valued) -> int:
        return self._search.goal.worth(found.plan)

    def _tolerance(self) -> float:
        """How much worse than the one in hand may be accepted: less and less, nothing at the end."""
        return TOLERANCE * max(0.0, 1 - self._share()) * abs(self._worth(self.best))


def same(one: Schedule, other: Schedule) -> bool:
    """Do two schedules say the same?"""
    return (
        one.stops == other.stops
        and one.beds == other.beds
        and one.assignment == other.assignment
        and one.interpreting == other.interpreting
        and one.vehicles == other.vehicles
    )
