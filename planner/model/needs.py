"""How many interpreters an act needs for whom, who can serve, and how long the act then takes."""

from __future__ import annotations

import math
from collections.abc import Iterable

from planner.model.problem import Act, Problem
from planner.model.roster import Roster, TrackDayKey

CEREMONIAL = ("talks", "committee", "signing")
Tongues = frozenset[str]


class Needs:
    """Interpreter needs for one roster, remembered by act and the routes that attend together."""

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self._problem = problem
        self._roster = roster
        self._rules = problem.scenario.rules.interpreting
        self._on = problem.setting_on("interpreters_are_there")
        self._host = {engagement.id: frozenset(engagement.languages) for engagement in problem.scenario.engagements}
        self._known: dict[tuple[int, TrackDayKey], frozenset[Tongues]] = {}
        self._spoken = [frozenset(who.languages) for who in problem.scenario.interpreters]

    def unserved(self, act: int, route: TrackDayKey) -> frozenset[Tongues]:
        """The language sets among the route's delegates that share no language with the act's host."""
        key = (act, route)
        if key not in self._known:
            host = self._host[self._problem.acts[act].id]
            spoken = self._roster.languages[route] if self._on and host else ()
            self._known[key] = frozenset(tongues for tongues in spoken if not tongues & host)
        return self._known[key]

    def count(self, act: int, routes: Iterable[TrackDayKey]) -> int:
        """Interpreters needed when `routes` attend `act` together; 0 where everybody shares a language."""
        if not any(self.unserved(act, route) for route in routes):
            return 0
        if self._problem.acts[act].kind in CEREMONIAL:
            return self._rules.talks_need
        return 2 if self._stretched(self._problem.acts[act]) > self._rules.stretch_minutes else 1

    def minutes(self, act: int, routes: Iterable[TrackDayKey]) -> int:
        """Length of `act` for `routes`, stretched by consecutive interpretation where it is needed."""
        one = self._problem.acts[act]
        return self._stretched(one) if any(self.unserved(act, route) for route in routes) else one.minutes

    def _stretched(self, act: Act) -> int:
        return math.ceil(act.minutes * self._rules.factor_percent / 100)

    def serves(self, interpreter: int, act: int, tongues: Tongues) -> bool:
        """Does an interpreter (index) speak a language of the host of `act` and one of `tongues`?"""
        spoken = self._spoken[interpreter]
        return bool(spoken & self._host[self._problem.acts[act].id]) and bool(spoken & tongues)

    def day_minutes(self, interpreter: int) -> int:
        """Most minutes a day for an interpreter (index)."""
        own = self._problem.scenario.interpreters[interpreter].minutes_day
        return self._rules.day_minutes if own is None else min(own, self._rules.day_minutes)

    def available(self, interpreter: int, day: int) -> bool:
        """Can an interpreter (index) be had on a day?"""
        days = self._problem.scenario.interpreters[interpreter].days
        return not days or self._problem.clock.date(day) in days
