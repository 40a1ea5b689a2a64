"""Interpreters for the visits of changed routes, chosen stop by stop; whom other routes have is taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.model.needs import Needs
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Held, Schedule, Visit


def interpreted(problem: Problem, roster: Roster, schedule: Schedule, routes: Iterable[TrackDayKey]) -> Schedule:
    """`schedule` with interpreters for every visit of `routes` that lacks them, as long as there are any left."""
    if problem.setting_on("interpreters_are_there"):
        for route in routes:
            schedule = _Team(problem, roster, schedule, route).complete()
    return schedule


class _Team:
    """The interpreters of one route."""

    def __init__(self, problem: Problem, roster: Roster, schedule: Schedule, route: TrackDayKey) -> None:
        self._problem, self._schedule, self._route = problem, schedule, route
        self._needs = Needs(problem, roster)
        self._others = [other for other in schedule.stops if other[1] == route[1] and other != route]
        busy = {who for other in self._others for who in schedule.team(other)}
        everyone = range(len(problem.scenario.interpreters))
        self._spare = [who for who in everyone if who not in busy and self._needs.available(who, route[1])]
        self._minutes: dict[int, int] = defaultdict(int)

    def complete(self) -> Schedule:
        """The schedule with every visit served that can be."""
        visits = [held for held in self._schedule.stops.get(self._route, ()) if isinstance(held.node, Visit)]
        interpreting = dict(self._schedule.interpreting)
        for held in visits:
            for who in interpreting.get(_visit(held), ()):
                self._minutes[who] += self._length(_visit(held))
        for held in visits:
            node = _visit(held)
            if node in interpreting:
                continue
            chosen = self._choose(node, self._met(held))
            if chosen:
                interpreting[node] = tuple(chosen)
        return replace(self._schedule, interpreting=interpreting)

    def _length(self, node: Visit) -> int:
        return self._needs.minutes(node)

    def _met(self, held: Held) -> list[int]:
        """Interpreters whom other tracks bring to a session that they share."""
        act = _visit(held).act
        one = self._problem.acts[act]
        if not one.plenary and not (one.together and held.session):
            return []
        shared = (
            other for route in self._others for other in self._schedule.stops[route] if other.session == held.session
        )
        visits = (other.node for other in shared if isinstance(other.node, Visit) and other.node.act == act)
        return [who for visit in visits for who in self._schedule.interpreting.get(visit, ())]

    def _choose(self, node: Visit, met: Sequence[int]) -> Sequence[int]:
        """Enough interpreters for a visit beside those `met` there, one at least for each set of languages: who goes
        along already, then the cheapest; none where there are too few."""
        need, chosen = self._needs.count(node.act, [self._route]), list(met)
        tongues = self._needs.unserved(node.act, self._route) if need else frozenset()
        able = sorted(filter(lambda who: self._has_time(who, node), self._spare), key=self._rank)
        for spoken in sorted(tongues, key=sorted):
            if not any(self._needs.serves(who, node.act, spoken) for who in chosen):
                best = next((who for who in able if self._needs.serves(who, node.act, spoken)), None)
                if best is None:
                    return ()
                chosen.append(best)
        others = (who for who in able if who not in chosen)
        useful = (who for who in others if any(self._needs.serves(who, node.act, spoken) for spoken in tongues))
        chosen += [who for who, _ in zip(useful, range(need - len(chosen)), strict=False)]
        if len(chosen) < need:
            return ()
        found = chosen[len(met) :]
        for who in found:
            self._minutes[who] += self._length(node)
        return found

    def _has_time(self, who: int, node: Visit) -> bool:
        return self._minutes[who] + self._length(node) <= self._needs.day_minutes(who)

    def _rank(self, who: int) -> tuple[bool, float, int]:
        return who not in self._minutes, self._problem.scenario.interpreters[who].price_day, who


def _visit(held: Held) -> Visit:
    assert isinstance(held.node, Visit)
    return held.node
