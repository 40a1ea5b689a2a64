"""What a step of the search may try: a scope for CP-SAT, routes for the fast layer, or who travels in which track."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial

from planner.domain.plan import Plan
from planner.model.build import build
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Schedule
from planner.solving.budget import WORK_A_SECOND, Budget
from planner.solving.changing_tracks import changed_tracks
from planner.solving.engine import run
from planner.solving.goals import Goal
from planner.solving.reassigning import reassigned
from planner.solving.repairing import repaired
from planner.solving.routing.proposing import COLD, HOT, MIXING_WORK, WARM, Heat, crossed, drawn, mixed, proposed
from planner.solving.scopes import Neighbourhoods
from planner.solving.valuing import Valued, valued

FAST_SECONDS, FAST_SECONDS_A_ROUTE = 0.04, 0.012
"""Of work for a proposal, and more for each route of it."""
OPENING_SECONDS_A_ROUTE, MANY, OPENING_SHARE = 0.09, 25, 0.2
"""Of work for all routes the first time where there are many, in proportion less where there are fewer, and the share
of what is left that it may take at most."""
SKETCH_SECONDS_A_ROUTE = 0.0015
"""Of work for a sketch."""
JUDGING = 0.03
"""Seconds that checking a proposal counts for in a repeatable run."""
CROSSING_SECONDS_A_ROUTE = 0.024
"""Of work to bring forward what is made of two plans."""
ROUTES, ALL_ROUTES, REASSIGN = "some routes anew", "all routes anew", "who travels in which track"
OPENING, CROSSED = "all routes for the first time", "days or tracks of another plan"
MIXED = "days of several plans"
Move = Callable[[Schedule], Schedule | None]


class Moves:
    """Everything that may be tried around one roster; `kinds` by the name that progress shows."""

    def __init__(
        self, problem: Problem, roster: Roster, frame: Plan, goal: Goal, budget: Budget, rng: random.Random
    ) -> None:
        self._problem, self._roster, self._frame = problem, roster, frame
        self._goal, self._budget, self._rng = goal, budget, rng
        self._near = Neighbourhoods(problem, roster, rng)
        self.kinds: dict[str, Move] = {
            **{kind: partial(self._scope, kind) for kind in self._near.kinds},
            ROUTES: lambda base: self._routes(base, drawn(roster, base, rng)),
            ALL_ROUTES: lambda base: self._routes(base, [r for r in roster.routes if base.stops.get(r)]),
        }
        if len(roster.active) > 1:
            self.kinds[REASSIGN] = self._reassigned
            if problem.scenario.track_change == "daily":
                self.kinds["who travels in which track on a day"] = self._changed

    def sketch(self, base: Schedule) -> Valued | None:
        """What the fast layer makes of a first plan at once; None where nothing."""
        seconds = min(SKETCH_SECONDS_A_ROUTE * len(self._roster.routes), self._opening_seconds)
        return self.judged(base, self._routes(base, self._roster.routes, seconds))

    def forward(self, base: Schedule, since: float, until: float) -> Schedule:
        """What the fast layer makes of a plan in a part, from share to share, of the time that it has to bring it
        forward; only at the end of that is it better for certain."""
        seconds, fall = (until - since) * self._opening_seconds, COLD / HOT
        heat = HOT * fall**since, HOT * fall**until
        return self._routes(base, self._roster.routes, seconds, heat, far=True, on_the_way=until < 1) or base

    def reassigned(self, base: Schedule) -> Schedule:
        """`base` with delegates in the tracks that suit them best."""
        return (REASSIGN in self.kinds and self.kinds[REASSIGN](base)) or base

    @property
    def _opening_seconds(self) -> float:
        routes = len(self._roster.routes)
        return min(OPENING_SECONDS_A_ROUTE * routes * min(routes / MANY, 1.0), OPENING_SHARE * self._budget.left())

    def made(self, kind: str, base: Schedule) -> Valued | None:
        """What comes of a move of one kind; None where nothing new does."""
        return self.judged(base, self.kinds[kind](base))

    def crossed(self, base: Schedule, other: Schedule) -> Valued | None:
        """What comes of one or two days, or tracks, of another plan in place of those of `base`; None where nothing
        new does."""
        routes = self._roster.routes
        parts = [part for part in (0, 1) if len({route[part] for route in routes}) > 1]
        if not parts:
            return None
        part = self._rng.choice(parts)
        all_of = sorted({route[part] for route in routes})
        some = set(self._rng.sample(all_of, min(self._rng.randint(1, 2), len(all_of) - 1)))
        seconds, seed = self._crossing_seconds, self._rng.randrange(2**31)
        self._budget.spend((seconds + JUDGING) * WORK_A_SECOND)
        chosen = [route for route in routes if route[part] in some]
        made = crossed(self._problem, self._roster, base, other, chosen, seed, seconds, self._goal.weights)
        return None if made is None else self.judged(base, self.reassigned(made))

    def mixed(self, base: Schedule, others: Sequence[Schedule]) -> Valued | None:
        """What comes of the days of `base` and of others that go together for the most; None where nothing new does."""
        seconds, seed = self._crossing_seconds, self._rng.randrange(2**31)
        self._budget.spend(MIXING_WORK)
        made = mixed(self._problem, self._roster, base, others, seed, seconds, self._goal.weights)
        if made is None:
            return None
        self._budget.spend((seconds + JUDGING) * WORK_A_SECOND)
        return self.judged(base, self.reassigned(made))

    @property
    def _crossing_seconds(self) -> float:
        """Of work for what is made of several plans."""
        return min(CROSSING_SECONDS_A_ROUTE * len(self._roster.routes), OPENING_SHARE * self._budget.left())

    def judged(self, base: Schedule, schedule: Schedule | None) -> Valued | None:
        """A schedule that is new, made lawful where little is missing."""
        if schedule is None or schedule == base:
            return None
        roster = self._roster
        if schedule.assignment != roster.assignment:
            roster = Roster(self._problem, schedule.assignment)
        found = valued(self._problem, roster, schedule, self._frame)
        seed = self._rng.randrange(10**6)
        return repaired(self._problem, found, self._frame, self._goal.weights, self._budget, seed)

    def _scope(self, kind: str, base: Schedule) -> Schedule | None:
        scope = self._near.draw(kind, base)
        built = build(self._problem, self._roster, base, scope, weights=self._goal.weights)
        result = run(built, self._budget, self._near.seconds(scope), seed=self._rng.randrange(10**6))
        self._near.learn(scope, result.proven)
        return result.schedule

    def _routes(
        self,
        base: Schedule,
        routes: Sequence[TrackDayKey],
        seconds: float | None = None,
        heat: Heat = (WARM, COLD),
        **way: bool,
    ) -> Schedule | None:
        seed, weights = self._rng.randrange(2**31), self._goal.weights
        seconds = seconds or FAST_SECONDS + FAST_SECONDS_A_ROUTE * len(routes)
        self._budget.spend((seconds + JUDGING) * WORK_A_SECOND)
        return proposed(self._problem, self._roster, base, sorted(routes), seed, seconds, weights, heat, **way)

    def _reassigned(self, base: Schedule) -> Schedule | None:
        seed = self._rng.randrange(10**6)
        return reassigned(self._problem, self._roster, base, self._goal.weights, self._budget, seed)

    def _changed(self, base: Schedule) -> Schedule | None:
        days = [
            day for day in range(self._problem.days) if len({t for t, when in self._roster.routes if when == day}) > 1
        ]
        day = self._rng.choice(days)
        return changed_tracks(self._problem, self._roster, base, day, self._goal.weights, self._budget)
