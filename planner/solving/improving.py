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
from planner.solving.outcomes import Step, Tell
from planner.solving.reassigning import reassigned
from planner.solving.scopes import Neighbourhoods
from planner.solving.valuing import Valued, valued

REASSIGN = "who travels in which track"
SCOPE_SECONDS = 1.0


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
        floor = 0.15 * max(*rates, 1.0)
        return rng.choices(kinds, [rate + floor for rate in rates])[0]


class Improvement:
    """The best schedule known, and workers that try to better it."""

    def __init__(self, problem: Problem, start: Valued, frame: Plan, budget: Budget, tell: Tell, seed: int) -> None:
        self._problem, self._frame, self._budget, self._tell, self._seed = problem, frame, budget, tell, seed
        self._lock = threading.Lock()
        self.best = start
        self._earnings = Earnings()

    def work(self, workers: int) -> Valued:
        """Improve until the budget is over; the best found."""
        threads = [threading.Thread(target=self._worker, args=(number,), daemon=True) for number in range(1, workers)]
        for thread in threads:
            thread.start()
        self._worker(0)
        for thread in threads:
            thread.join()
        return self.best

    def _worker(self, number: int) -> None:
        rng = random.Random(self._seed * 1000 + number)
        around: tuple[Roster, Neighbourhoods] | None = None
        while not self._budget.over():
            with self._lock:
                base = self.best
            if around is None or around[0] is not base.roster:
                around = base.roster, Neighbourhoods(self._problem, base.roster, rng)
            self._step(base, around[1], rng)

    def _step(self, base: Valued, near: Neighbourhoods, rng: random.Random) -> None:
        kinds = [*near.kinds, *([REASSIGN] if len(base.roster.active) > 1 else [])]
        kind = self._earnings.draw(kinds, rng)
        begun = time.monotonic()
        work = self._budget.work
        if kind == REASSIGN:
            schedule = reassigned(self._problem, base.roster, base.schedule, self._budget, rng.randrange(10**6))
            scope = None
        else:
            scope = near.draw(kind, base.schedule)
            built = build(self._problem, base.roster, base.schedule, scope)
            schedule = run(built, self._budget, SCOPE_SECONDS, seed=rng.randrange(10**6)).schedule
        gain = self._offer(base, schedule, scope, kind) if schedule else 0
        spent = self._budget.work - work if self._budget.repeatable else time.monotonic() - begun
        with self._lock:
            self._earnings.note(kind, gain, spent)

    def _offer(self, base: Valued, schedule: Schedule, scope: Scope | None, kind: str) -> int:
        """Take the schedule if it is lawful and no worse than the best; the gain, 0 if none."""
        if same(schedule, base.schedule):
            return 0
        roster = (
            base.roster
            if schedule.assignment is base.schedule.assignment
            else Roster(self._problem, schedule.assignment)
        )
        found = valued(self._problem, roster, schedule, self._frame)
        with self._lock:
            now = self.best
        if now is not base and scope is not None and now.roster is base.roster:
            found = valued(self._problem, roster, merged(now.schedule, schedule, scope), self._frame)
        with self._lock:
            if found.broken or self.best is not now or found.objective < now.objective:
                return 0
            gain = found.objective - now.objective
            self.best = found
        if gain:
            self._tell(Step(self._budget.spent(), kind, found.objective))
        return gain


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
