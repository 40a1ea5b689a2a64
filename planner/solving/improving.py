"""Large-neighbourhood search: one scope after another, whichever kinds earn most, on all cores."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field

from planner.domain.plan import Plan
from planner.model.build import build
from planner.model.problem import Problem
from planner.model.roster import Roster
from planner.model.schedule import Schedule, Visit
from planner.model.scope import Scope
from planner.solving.budget import Budget
from planner.solving.engine import run
from planner.solving.goals import Goal
from planner.solving.outcomes import Step, Tell
from planner.solving.reassigning import reassigned
from planner.solving.scopes import Neighbourhoods
from planner.solving.valuing import Valued, valued

REASSIGN = "who travels in which track"
SCOPE_SECONDS = 0.5
PATIENCE = 60
"""Steps without a new best after which the search goes on from the best again."""
TOLERANCE = 0.004
"""Share of the objective by which the schedule in hand may get worse in a step, at the beginning."""


@dataclass
class Earnings:
    """What each kind of scope has earned a second of late; the next is drawn by it."""

    gained: dict[str, float] = field(default_factory=dict)
    spent: dict[str, float] = field(default_factory=dict)

    def note(self, kind: str, gain: float, seconds: float) -> None:
        """Count a step; older ones fade."""
        self.gained[kind] = 0.93 * self.gained.get(kind, 0.0) + gain
        self.spent[kind] = 0.93 * self.spent.get(kind, 0.0) + seconds

    def draw(self, kinds: list[str], rng: random.Random) -> str:
        """A kind, likelier the more it has earned a second; every kind keeps a chance."""
        rates = [self.gained.get(kind, 1.0) / max(self.spent.get(kind, 0.05), 0.05) for kind in kinds]
        floor = 0.25 * max(*rates, 1.0)
        return rng.choices(kinds, [rate + floor for rate in rates])[0]


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
    """The best schedule known and the one in hand, and workers that better them.

    The one in hand may be a little worse than the best, less and less so, and returns to it when nothing comes of it.
    """

    def __init__(self, search: Search, start: Valued) -> None:
        self._search = search
        self._lock = threading.Lock()
        self.best = self.current = start
        self._begun = search.budget.share()
        self._since_best = 0
        self._earnings = Earnings()

    def work(self, workers: int, until: float = 1.0) -> Valued:
        """Improve until that share of the budget is used; the best found."""
        self._until = until
        threads = [threading.Thread(target=self._worker, args=(number,), daemon=True) for number in range(1, workers)]
        for thread in threads:
            thread.start()
        self._worker(0)
        for thread in threads:
            thread.join()
        return self.best

    def _over(self) -> bool:
        return self._search.budget.over() or self._search.budget.share() >= self._until

    def _worker(self, number: int) -> None:
        rng = random.Random(self._search.seed * 1000 + number)
        around: tuple[Roster, Neighbourhoods] | None = None
        while not self._over():
            with self._lock:
                base = self.current
            if around is None or around[0] is not base.roster:
                around = base.roster, Neighbourhoods(self._search.problem, base.roster, rng)
            self._step(base, around[1], rng)

    def _step(self, base: Valued, near: Neighbourhoods, rng: random.Random) -> None:
        kinds = [*near.kinds, *([REASSIGN] if len(base.roster.active) > 1 else [])]
        kind = self._earnings.draw(kinds, rng)
        budget, problem = self._search.budget, self._search.problem
        begun, work = time.monotonic(), budget.work
        scope = None
        if kind == REASSIGN:
            schedule = reassigned(problem, base.roster, base.schedule, budget, rng.randrange(10**6))
        else:
            scope = near.draw(kind, base.schedule)
            built = build(problem, base.roster, base.schedule, scope, weights=self._search.goal.weights)
            result = run(built, budget, SCOPE_SECONDS, seed=rng.randrange(10**6))
            near.learn(scope, result.proven)
            schedule = result.schedule
        gain = self._offer(base, schedule, scope, kind, rng) if schedule else 0
        spent = budget.work - work if budget.repeatable else time.monotonic() - begun
        with self._lock:
            self._earnings.note(kind, gain, spent)
            self._since_best += 1
            if self._since_best > PATIENCE and self.current is not self.best:
                self.current, self._since_best = self.best, 0

    def _offer(self, base: Valued, schedule: Schedule, scope: Scope | None, kind: str, rng: random.Random) -> int:
        """Take a lawful schedule that is good enough to go on from; what it gains over the one in hand, 0 if not."""
        if same(schedule, base.schedule):
            return 0
        problem, goal = self._search.problem, self._search.goal
        unchanged = schedule.assignment is base.schedule.assignment
        roster = base.roster if unchanged else Roster(problem, schedule.assignment)
        found = valued(problem, roster, schedule, self._search.frame)
        with self._lock:
            now = self.current
        if now is not base and scope is not None and now.roster is base.roster:
            found = valued(problem, roster, merged(now.schedule, schedule, scope), self._search.frame)
        if not found.lawful or not goal.allows(found.plan):
            return 0
        with self._lock:
            gain = goal.worth(found.plan) - goal.worth(self.current.plan)
            if self.current is not now or gain < -self._tolerance() * rng.random():
                return 0
            self.current = found
            record = goal.worth(found.plan) - goal.worth(self.best.plan)
            if record >= 0:
                self.best = found
            if record > 0:
                self._since_best = 0
        if record > 0:
            self._search.tell(Step(self._search.budget.spent(), kind, found.plan.objective))
        return max(gain, 0)

    def _tolerance(self) -> float:
        """How much worse than the one in hand may be accepted: less and less, nothing at the end."""
        span = max(self._until - self._begun, 1e-9)
        left = max(0.0, (self._until - self._search.budget.share()) / span)
        return TOLERANCE * left * abs(self._search.goal.worth(self.best.plan))


def same(one: Schedule, other: Schedule) -> bool:
    """Do two schedules say the same?"""
    return (
        one.stops == other.stops
        and one.beds == other.beds
        and one.assignment == other.assignment
        and one.interpreting == other.interpreting
        and one.vehicles == other.vehicles
    )


def merged(base: Schedule, found: Schedule, scope: Scope) -> Schedule:
    """`base` with what `scope` allowed to change taken from `found`; it may break rules that neither breaks."""
    free = scope.routes
    interpreting = {n: who for n, who in base.interpreting.items() if (n.track, n.day) not in free}
    interpreting |= {
        n: who for n, who in found.interpreting.items() if isinstance(n, Visit) and (n.track, n.day) in free
    }
    return Schedule(
        base.assignment,
        {key: (found if key in free else base).stops.get(key, ()) for key in {**base.stops, **found.stops}},
        {night: (found if night in scope.nights else base).beds[night] for night in base.beds},
        {key: (found if key in free else base).vehicles.get(key, ()) for key in {**base.vehicles, **found.vehicles}},
        interpreting,
    )
