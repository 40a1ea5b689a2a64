"""The meals of free days: those eaten now, and those that a day is longer with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.clock import DAY
from planner.model.care import CEREMONIAL_MEALS
from planner.model.needs import Needs
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Held, Meal, Schedule, Visit
from planner.model.timeline import Timelines

Limits = tuple[int, int]
"""When a day may begin, and must end, in minutes."""
Menu = tuple[frozenset[str], Limits]
"""Kinds of meals that a day eats, and the limits that it then has."""


class Mealtimes:
    """What days of one schedule eat.

    A day that begins after a meal's span has begun, or ends before it has ended, needs no such meal; so a day without
    one has closer limits, and a meal pays where that loses more time than it takes.
    """

    def __init__(self, problem: Problem, roster: Roster, schedule: Schedule, needs: Needs) -> None:
        self._problem, self._roster, self._schedule, self._needs = problem, roster, schedule, needs
        self._timelines = Timelines(problem, roster)
        self._framed = problem.setting_on("days_are_bearable")
        self._asked = problem.setting_on("lunch_and_dinner_are_eaten")
        self._known: dict[TrackDayKey, tuple[Menu, ...]] = {}

    def eaten(self, route: TrackDayKey) -> frozenset[str]:
        """Kinds of meals in hand."""
        tables, stops = self._problem.tables, self._schedule.stops.get(route, ())
        return frozenset(tables[held.node.table].kind for held in stops if isinstance(held.node, Meal))

    def menus(self, route: TrackDayKey) -> tuple[Menu, ...]:
        """What a day may eat: best the meals that pay, else those that are eaten beside them, at last those that are
        eaten alone, with the limits that the day has now."""
        if route not in self._known:
            self._known[route] = tuple(self._found(route))
        return self._known[route]

    def _found(self, route: TrackDayKey) -> Iterator[Menu]:
        eaten, paying = self.eaten(route), frozenset(self._paying(route))
        for meals in (paying, paying | eaten):
            lacking = (max(ways, key=_length) for kind, ways, _ in self._lacks(route) if kind not in meals)
            yield meals, self._limits(route, lacking)
        yield eaten, self._limits(route, self._now(route, eaten))

    def is_busy(self, route: TrackDayKey) -> bool:
        """Must something be done on a day, as it would else be on its way, at its latest, when others eat?"""
        if self._roster.end(route).site is None:
            return False
        paying, (_, last) = set(self._paying(route)), self._frame(route)
        return any(kind not in paying and last > before[1] for kind, (_, before), _ in self._lacks(route))

    def feasts(self, held: Held) -> tuple[Limits, ...]:
        """The spans of the meals for which a stop in hand stands."""
        node = held.node
        if not isinstance(node, Visit) or self._problem.acts[node.act].kind not in CEREMONIAL_MEALS:
            return ()
        end = held.start + self._needs.minutes(node)
        return tuple(span for _, span, _ in self._spans(node.day) if span[0] <= held.start and end <= span[1])

    def _limits(self, route: TrackDayKey, lacking: Iterable[Limits]) -> Limits:
        """When a day may begin, and must end, by the limits of all that it does not eat."""
        firsts, lasts = zip(self._frame(route), *lacking, strict=True)
        return max(firsts), min(lasts)

    def _paying(self, route: TrackDayKey) -> Iterator[str]:
        whole = _length(self._frame(route))
        for kind, ways, minutes in self._lacks(route):
            if whole - max(map(_length, ways)) > minutes:
                yield kind

    def _now(self, route: TrackDayKey, eaten: frozenset[str]) -> Iterator[Limits]:
        """The limits of the meals that are not eaten now because the day begins after them or is over before."""
        now = self._timelines.of(self._schedule, route)
        for kind, (after, before), _ in self._lacks(route):
            if kind not in eaten and now.begin >= after[0]:
                yield after
            elif kind not in eaten and now.end <= before[1]:
                yield before

    def _lacks(self, route: TrackDayKey) -> Iterator[tuple[str, tuple[Limits, Limits], int]]:
        """Each kind of meal that is asked for, the limits of a day after it and of one before, and how long it takes
        at least."""
        if not self._asked:
            return
        first, last = self._frame(route)
        feasts = {span for held in self._schedule.stops.get(route, ()) for span in self.feasts(held)}
        for kind, (since, until), minutes in self._spans(route[1]):
            if (since, until) not in feasts:
                yield kind, ((max(first, since + 1), last), (first, min(last, until - 1))), minutes

    def _frame(self, route: TrackDayKey) -> Limits:
        """When a day may begin, and must end, whatever is eaten."""
        programme, day = self._problem.scenario.programme, route[1]
        begin, end, arrival = self._roster.begin(route), self._roster.end(route), self._roster.arrivals.get(route[0])
        first = begin.minute if begin.site is not None else day * DAY + programme.day_start * self._framed
        if end.site is not None:
            return first, end.minute
        lands = arrival is not None and arrival.day == day
        return first, day * DAY + programme.day_end if self._framed and not lands else (day + 2) * DAY

    def _spans(self, day: int) -> Iterator[tuple[str, Limits, int]]:
        """Each kind of meal, when it is eaten on a day, and how long at least."""
        rules = self._problem.scenario.rules
        for kind, meal in (("lunch", rules.lunch), ("dinner", rules.dinner)):
            yield kind, (day * DAY + meal.from_, day * DAY + meal.until), meal.minutes


def _length(limits: Limits) -> int:
    first, last = limits
    return last - first
