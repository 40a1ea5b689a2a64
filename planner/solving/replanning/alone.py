"""What the changes of one track cost, and at least must cost, as if nobody else were on the visit.

Few days of one track are soon searched to the end, and the sum over tracks is below the cost of any lawful plan: what
one track asks of others, and takes from them, is left out.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from planner.model.build import build
from planner.model.changes import Changes
from planner.model.problem import Problem
from planner.model.roster import Roster
from planner.model.schedule import Schedule, Visit
from planner.model.scope import Scope
from planner.solving.budget import Budget
from planner.solving.engine import run
from planner.solving.replanning.case import Case
from planner.solving.replanning.searching import done_in, posted
from planner.solving.replanning.widening import nights_among, wanted

ELSEWHERE = (
    "lunch_and_dinner_are_eaten",
    "drivers_rest",
    "provinces_are_all_visited",
    "mandatory_engagements_are_held",
    "the_head_attends",
    "ranks_are_matched",
    "interpreters_are_there",
    "interpreters_know_the_subject",
    "rooms_are_not_exceeded",
    "nights_are_stable",
)
"""Rules that other tracks may serve, or strain, or that another stop, not offered here, could serve."""


class Alone:
    """The tracks of a case, each by itself."""

    def __init__(self, case: Case) -> None:
        self._case = case

    @cached_property
    def _problem(self) -> Problem:
        """Without what others may serve: of pins only those count that take something out."""
        scenario = self._case.without(ELSEWHERE).scenario
        return Problem(replace(scenario, pins=tuple(pin for pin in scenario.pins if pin.state == "out")))

    def cost(self, schedule: Schedule, track: int) -> int:
        """What of the changes of a schedule is of one track, as `floor` counts it."""
        case, own = self._case, schedule.of_track(track)
        roster = Roster(self._problem, own.assignment)
        built = build(roster.problem, roster, own, Scope(frozenset()))
        total = Changes(built.variables, built.staffing, case.before.of_track(track), alone=True).total()
        assert isinstance(total, int)
        return total

    def floors(self, tracks: Iterable[int], seconds: float, stop: threading.Event) -> dict[int, int]:
        """What the changes of each track cost at least, in so many seconds of work for all of them."""
        budget, found, rest = Budget(seconds, repeatable=True, stop=stop), dict[int, int](), sorted(set(tracks))
        for done, track in enumerate(rest):
            share = min(1.0, 2 / (len(rest) - done))  # some need little, and leave the more to others
            found[track] = self._floor(track, budget, budget.left() * share)
        return found

    def _floor(self, track: int, budget: Budget, seconds: float) -> int:
        case, own = self._case, self._case.schedule.of_track(track)
        roster = Roster(self._problem, own.assignment)
        scope = self._scope(roster, track)
        built, total = posted(case, roster, own, scope, case.before.of_track(track), alone=True)
        built.model.minimize(total)
        return round(run(built, budget, seconds, bounding=True).bound or 0)

    def _scope(self, roster: Roster, track: int) -> Scope:
        """All days and nights of a track that are not past; no other visit or meal place could save a change."""
        case = self._case
        free = frozenset(route for route in roster.routes if not case.is_past(route))
        nights = nights_among(case, {track}, set(range(case.problem.days)))
        acts = wanted(case, track, free)
        offered = frozenset(Visit(*route, act) for route in free for act in acts)
        return Scope(
            routes=free,
            nights=frozenset(night for night in nights if not case.night_is_past(night)),
            offered=offered,
            fixed=done_in(case, free),
            name="bound",
        )
