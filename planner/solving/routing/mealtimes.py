"""The meals of free days: those eaten now, and those for whose lack a day is shorter than it could be."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.clock import DAY
from planner.model.care import CEREMONIAL_MEALS
from planner.model.needs import Needs
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Held, Meal, Schedule, Visit
from planner.model.timeline import Timelines

Limits = tuple[int, int]
"""When a day may begin, and must end, in minutes."""
Missing = tuple[str, Limits, int]
"""A meal that is not eaten, the limits without it, and the least minutes that it takes."""


class Mealtimes:
    """What days of one schedule eat.

    A day that begins after a meal's span has begun, or ends before it has ended, needs no such meal; so a day without
    one has closer limits.
    """

    def __init__(self, problem: Problem, roster: Roster, schedule: Schedule, needs: Needs) -> None:
        self._problem, self._roster, self._schedule, self._needs = problem, roster, schedule, needs
        self._timelines = Timelines(problem, roster)
        self._framed = problem.setting_on("days_are_bearable")
        self._asked = problem.setting_on("lunch_and_dinner_are_eaten")
        self._known: dict[TrackDayKey, tuple[Missing, ...]] = {}

    def eaten(self, route: TrackDayKey) -> frozenset[str]:
        """Kinds of meals in hand."""
        tables, stops = self._problem.tables, self._schedule.stops.get(route, ())
        return frozenset(tables[held.node.table].kind for held in stops if isinstance(held.node, Meal))

    def wanted(self, route: TrackDayKey) -> frozenset[str]:
        """Kinds of meals without which a day loses more time than they take."""
        first, last = self._frame(route)
        return frozenset(
            kind
            for kind, (since, until), minutes in self._missing(route)
            if max(first, since) - first + last - min(last, until) > minutes
        )

    def feasts(self, held: Held) -> tuple[Limits, ...]:
        """The spans of the meals for which a stop in hand stands."""
        node = held.node
        if not isinstance(node, Visit) or self._problem.acts[node.act].kind not in CEREMONIAL_MEALS:
            return ()
        end = held.start + self._needs.minutes(node)
        return tuple(span for _, span, _ in self._spans(node.day) if span[0] <= held.start and end <= span[1])

    def limits(self, route: TrackDayKey, meals: frozenset[str]) -> Limits:
        """When a day with `meals` may begin, and must end."""
        first, last = self._frame(route)
        for kind, (since, until), _ in self._missing(route):
            if kind not in meals:
                first, last = max(first, since), min(last, until)
        return first, last

    def _frame(self, route: TrackDayKey) -> Limits:
        """When a day may begin, and must end, whatever is eaten."""
        programme, day = self._problem.scenario.programme, route[1]
        begin, end, arrival = self._roster.begin(route), self._roster.end(route), self._roster.arrivals.get(route[0])
        first = begin.minute if begin.site is not None else day * DAY + programme.day_start * self._framed
        if end.site is not None:
            return first, end.minute
        lands = arrival is not None and arrival.day == day
        return first, day * DAY + programme.day_end if self._framed and not lands else (day + 2) * DAY

    def _missing(self, route: TrackDayKey) -> tuple[Missing, ...]:
        """The meals that are not eaten now because the day begins after them or is over before."""
        if route not in self._known:
            self._known[route] = tuple(self._found(route))
        return self._known[route]

    def _found(self, route: TrackDayKey) -> Iterator[Missing]:
        if not self._asked:
            return
        eaten, now = self.eaten(route), self._timelines.of(self._schedule, route)
        feasts = {span for held in self._schedule.stops.get(route, ()) for span in self.feasts(held)}
        first, last = self._frame(route)
        for kind, (since, until), minutes in self._spans(route[1]):
            if kind in eaten or (since, until) in feasts:
                continue
            if now.begin > since:
                yield kind, (since + 1, last), minutes
            elif now.end < until:
                yield kind, (first, until - 1), minutes

    def _spans(self, day: int) -> Iterator[tuple[str, Limits, int]]:
        """Each kind of meal, when it is eaten on a day, and how long at least."""
        rules = self._problem.scenario.rules
        for kind, meal in (("lunch", rules.lunch), ("dinner", rules.dinner)):
            yield kind, (day * DAY + meal.from_, day * DAY + meal.until), meal.minutes
