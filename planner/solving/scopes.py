"""The neighbourhoods that improvement tries: small scopes around a schedule in hand."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Meal, Node, Schedule, Visit
from planner.model.scope import Scope, everything, nights_of
from planner.solving.constructing import serving

GROWS, SHRINKS = 1.2, 0.75
"""Factors of what a kind of scope offers, after a proof and after a time-out."""
LEAST, MOST = 0.3, 8.0
LEISURELY, ALL = "a track's whole visit", "everything"
SMALL = 200
"""Routes times engagements of a visit that may be solved as a whole."""
SECONDS, SECONDS_AT_LEISURE = 0.3, 0.8
"""Of work for a scope; a whole visit with much to choose from takes long, and is worth it once little else helps."""


class Neighbourhoods:
    """Draws scopes for one roster.

    `sizes` scales by kind how many left-out visits are offered: `learn` lets it grow after a proof, shrink after a
    time-out.
    """

    def __init__(self, problem: Problem, roster: Roster, rng: random.Random) -> None:
        self._problem, self._roster, self._rng = problem, roster, rng
        self.sizes: dict[str, float] = defaultdict(lambda: 2.0)
        self.kinds: dict[str, Callable[[Schedule], Scope]] = {
            "a track's day": self._track_day,
            "two tracks' day": self._two_tracks,
            "two days and the night between": self._two_days,
            "a track's hotels": lambda schedule: self._visit(schedule, 1, "a track's hotels"),
            LEISURELY: lambda schedule: self._visit(schedule, 4, LEISURELY),
            "a day of all tracks": self._day,
            "around what is left out": self._around,
            "what is left out, put in": self._forced,
        }
        if len(roster.routes) * len(problem.acts) <= SMALL:
            self.kinds[ALL] = lambda _: everything(roster)
        if len(roster.active) < 2:
            del self.kinds["two tracks' day"]
        if problem.days < 2:
            for kind in ("two days and the night between", "a track's hotels", LEISURELY):
                del self.kinds[kind]

    @cached_property
    def _worth(self) -> dict[tuple[int, int], float]:
        return {
            (act, track): self._value(act, track)
            for act in range(len(self._problem.acts))
            for track in self._roster.active
        }

    @cached_property
    def _tables(self) -> dict[TrackDayKey, list[int]]:
        return {route: serving(self._problem, self._roster, route) for route in self._roster.routes}

    def _value(self, act: int, track: int) -> float:
        """What attending an act is worth to a track and its host, ignoring what else is attended."""
        one, heads, total = self._problem.acts[act], 0, 0.0
        rosters = zip(self._roster.groups, self._roster.firms, self._roster.sectors, strict=True)
        wishes = [wish for wish in self._problem.scenario.wishes if wish.host == one.host]
        for group, firms, sectors in rosters:
            if track in group.tracks:
                heads += len(group.members)
                total += sum(
                    count * weight * one.topics.get(topic, 0)
                    for firm, count in firms.items()
                    for topic, weight in self._problem.interests.get(firm, {}).items()
                )
                total += sum(wish.weight * sectors[wish.sector] for wish in wishes)
        return total + heads * one.benefit + 1

    def draw(self, kind: str, schedule: Schedule) -> Scope:
        """A scope of one kind around `schedule`."""
        return self.kinds[kind](schedule)

    def seconds(self, scope: Scope) -> float:
        """How long a scope is worked on."""
        return SECONDS_AT_LEISURE if scope.name in (LEISURELY, ALL) else SECONDS

    def learn(self, scope: Scope, proven: bool) -> None:
        """Offer more in scopes of this kind after a proof, less after a time-out."""
        factor = GROWS if proven else SHRINKS
        self.sizes[scope.name] = min(MOST, max(LEAST, self.sizes[scope.name] * factor))

    def _route(self) -> TrackDayKey:
        return self._rng.choice(self._roster.routes)

    def _track_day(self, schedule: Schedule) -> Scope:
        route = self._route()
        return self._scope(schedule, [route], 9, "a track's day")

    def _two_tracks(self, schedule: Schedule) -> Scope:
        day = self._route()[1]
        routes = [route for route in self._roster.routes if route[1] == day]
        return self._scope(schedule, self._sample(routes, 2), 5, "two tracks' day")

    def _day(self, schedule: Schedule) -> Scope:
        day = self._route()[1]
        routes = [route for route in self._roster.routes if route[1] == day]
        return self._scope(schedule, routes, 2, "a day of all tracks")

    def _two_days(self, schedule: Schedule) -> Scope:
        track, day = self._route()
        routes = [route for route in self._roster.routes if route[0] == track and route[1] in (day, day + 1)]
        nights = [(track, day)] if day in nights_of(self._roster, track) else []
        return self._scope(schedule, routes, 5, "two days and the night between", nights)

    def _visit(self, schedule: Schedule, visits: int, name: str) -> Scope:
        """All days and nights of a track."""
        track = self._route()[0]
        routes = [route for route in self._roster.routes if route[0] == track]
        nights = [(track, night) for night in nights_of(self._roster, track)]
        return self._scope(schedule, routes, visits, name, nights)

    def _around(self, schedule: Schedule) -> Scope:
        """Where something left out could be: for a plenary a whole day, else a day of two tracks."""
        held = {node.node.act for node in schedule.visits() if isinstance(node.node, Visit)}
        acts = self._problem.acts
        missing = [act for act, one in enumerate(acts) if act not in held and any(one.starts)]
        if not missing:
            return self._two_days(schedule)
        act = self._rng.choice(missing)
        day = self._rng.choice([day for day in range(self._problem.days) if acts[act].starts[day]])
        there = [track for track in acts[act].audience if (track, day) in self._roster.members]
        routes = [(track, day) for track in (there if acts[act].plenary else self._sample(there, 2))]
        extra = [Visit(track, day, act) for track, day in routes]
        return self._scope(schedule, routes or [self._route()], 2, "around what is left out", extra=extra)

    def _forced(self, schedule: Schedule) -> Scope:
        """Something left out is put in, whatever it displaces."""
        scope = self._around(schedule)
        held = {node.node.act for node in schedule.visits() if isinstance(node.node, Visit)}
        wanted = sorted({node.act for node in scope.offered or () if isinstance(node, Visit)} - held)
        forced = self._sample(wanted, 1)
        return replace(scope, forced=frozenset(forced), name="what is left out, put in")

    def _sample(self, pool: Sequence[TrackDayKey] | Sequence[int], count: int) -> list[Any]:
        return self._rng.sample(list(pool), min(count, len(pool)))

    def _scope(
        self,
        schedule: Schedule,
        routes: Iterable[TrackDayKey],
        visits: int,
        name: str,
        nights: Iterable[tuple[int, int]] = (),
        extra: Iterable[Node] = (),
    ) -> Scope:
        """A scope that offers each route some left-out visits and meal places near what is in play."""
        routes, nights = list(routes), list(nights)
        offered: set[Node] = set(extra)
        for route in routes:
            drawn = list(self._drawn(route, max(1, round(visits * self.sizes[name]))))
            offered |= set(drawn)
            offered |= set(self._meals(route, schedule, drawn))
        beds = frozenset(self._sample(range(len(self._problem.beds)), 6)) if nights else None
        return Scope(frozenset(routes), frozenset(nights), frozenset(offered), beds, name=name)

    def _drawn(self, route: TrackDayKey, count: int) -> Iterator[Visit]:
        """Left-out visits drawn by worth, without repetition."""
        track, day = route
        acts = [a for a, one in enumerate(self._problem.acts) if track in one.audience and one.starts[day]]
        keyed = sorted(acts, key=lambda act: self._rng.random() ** (1.0 / self._worth[act, track]), reverse=True)
        return (Visit(track, day, act) for act in keyed[:count])

    def _meals(self, route: TrackDayKey, schedule: Schedule, drawn: list[Visit]) -> Iterator[Meal]:
        """Meal places near the stops in hand and those drawn, and one or two by lot."""
        track, day = route
        sites = {self._problem.acts[node.act].site for node in drawn}
        sites |= {
            self._problem.acts[held.node.act].site
            for held in schedule.stops.get(route, ())
            if isinstance(held.node, Visit)
        }
        sites |= {
            self._problem.beds[bed].site
            for (who, night), bed in schedule.beds.items()
            if who == track and night in (day - 1, day)
        }
        places = self._sample(sorted(sites), 3)
        for kind in ("lunch", "dinner"):
            tables = [table for table in self._tables[route] if self._problem.tables[table].kind == kind]
            for place in places if tables else ():
                near = min(
                    tables, key=lambda table: sum(self._problem.minutes(place, self._problem.tables[table].site))
                )
                yield Meal(track, day, near)
            yield from (Meal(track, day, table) for table in self._sample(tables, 1))
