"""How many interpreters an act needs for whom, who can serve, and how long the act then takes."""

from __future__ import annotations

import math
from collections.abc import Iterable

from planner.domain.rulebook import BRIDGE
from planner.model.acts import Act
from planner.model.guests import guests_of
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Visit

CEREMONIAL = ("talks", "committee", "signing")
Tongues = frozenset[str]


class Needs:
    """Interpreter needs for one roster, remembered by act and the routes that attend together."""

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self._problem = problem
        self._roster = roster
        self.guests = guests_of(roster)
        self._rules = problem.scenario.rules.interpreting
        self._on = problem.setting_on("interpreters_are_there")
        self._host = {engagement.id: frozenset(engagement.languages) for engagement in problem.scenario.engagements}
        self._known: dict[tuple[int, TrackDayKey], frozenset[Tongues]] = {}
        self._spoken = [frozenset(who.languages) for who in problem.scenario.interpreters]

    def unserved(self, act: int, route: TrackDayKey) -> frozenset[Tongues]:
        """The language sets among the route's delegates at the act that share no language with the act's host."""
        key = (act, route)
        if key not in self._known:
            host = self.host(act)
            spoken = self.guests.languages(Visit(*route, act)) if self._on and host else ()
            self._known[key] = frozenset(tongues for tongues in spoken if not tongues & host)
        return self._known[key]

    def count(self, act: int, routes: Iterable[TrackDayKey]) -> int:
        """Interpreters needed when `routes` attend `act` together; 0 where everybody shares a language."""
        if not any(self.unserved(act, route) for route in routes):
            return 0
        one = self._problem.acts[act]
        formal = self._rules.talks_need if one.kind in CEREMONIAL else 1
        return max(formal, 2 if self._stretched(one) > self._rules.stretch_minutes else 1)

    def minutes(self, node: Visit) -> int:
        """Length of a visit, stretched by consecutive interpretation where anybody who may share it needs that."""
        one, route = self._problem.acts[node.act], (node.track, node.day)
        routes = self._roster.party(one, node.day) if one.plenary or one.together else (route,)
        return self._stretched(one) if any(self.unserved(node.act, other) for other in routes) else one.minutes

    def _stretched(self, act: Act) -> int:
        return math.ceil(act.minutes * self._rules.factor_percent / 100)

    def serves(self, interpreter: int, act: int, tongues: Tongues) -> bool:
        """Does an interpreter (index) speak a language of the host of `act` and one of `tongues`?"""
        spoken = self._spoken[interpreter]
        return bool(spoken & self.host(act)) and bool(spoken & tongues)

    def bridges(self, interpreter: int, tongues: Tongues) -> bool:
        """May an interpreter (index) relay, over the bridge language, what is said in one of `tongues`?"""
        spoken = self._spoken[interpreter]
        return self._rules.relay and BRIDGE in spoken and bool(spoken & tongues)

    def host(self, act: int) -> Tongues:
        """The languages of the host of `act`."""
        return self._host[self._problem.acts[act].id]

    def useful(self, interpreter: int, act: int, tongues: Tongues) -> bool:
        """Is an interpreter (index) of use between the host of `act` and `tongues`, alone or in relay?"""
        return self.serves(interpreter, act, tongues) or self.bridges(interpreter, tongues | self.host(act))

    def knows(self, interpreter: int, act: int) -> bool:
        """Does an interpreter (index) know a topic of `act`? Whose subjects are not told may know any."""
        asked = {topic for topic, strength in self._problem.acts[act].topics.items() if strength}
        subjects = self._problem.scenario.interpreters[interpreter].topics
        return not asked or not subjects or bool(asked.intersection(subjects))

    def day_minutes(self, interpreter: int) -> int:
        """Most minutes a day for an interpreter (index): their own figure, else the rule's."""
        own = self._problem.scenario.interpreters[interpreter].minutes_day
        return self._rules.day_minutes if own is None else own

    def available(self, interpreter: int, day: int) -> bool:
        """Can an interpreter (index) be had on a day?"""
        days = self._problem.scenario.interpreters[interpreter].days
        return not days or self._problem.clock.date(day) in days
