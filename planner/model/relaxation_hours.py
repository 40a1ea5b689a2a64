"""Rows of time for the relaxation: what must fit into a day, and into every span of it, whatever the route."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from planner.domain.clock import DAY
from planner.domain.travel import boarding_minutes
from planner.model.care import CEREMONIAL_MEALS
from planner.model.problem import Problem

Row = tuple[Mapping[int, int], int]
"""(minutes by act, the most that they may come to)."""


class Eaten(NamedTuple):
    """The hours of a meal, and the least minutes that it takes of what is looked at."""

    opens: int
    closes: int
    minutes: int


class Hours:
    """Minutes that acts take at the least, and that days have at the most."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    @cached_property
    def _load(self) -> Mapping[int, int]:
        """Minutes that each act takes at the least."""
        return {act: self._minutes(act) for act in range(len(self.problem.acts))}

    def rows(self, acts: Sequence[int], day: int) -> Iterator[Row]:
        """Rows that hold on a day for one track, of which `acts` it attends."""
        if acts and self.problem.must_hold("days_are_bearable"):
            yield dict.fromkeys(acts, 1), self.problem.scenario.rules.days.most_engagements
        for first, last, inside in _spans({act: self._hull(act, day) for act in acts}):
            yield self._row(day, first, last, inside)

    def stay(self, acts: Sequence[int]) -> Iterator[Row]:
        """Rows that hold over all days for one delegate, of which `acts` are attended, each on one of its days."""
        days = {act: self.problem.acts[act].days for act in acts}
        if acts and self.problem.must_hold("days_are_bearable"):
            most = self.problem.scenario.rules.days.most_engagements
            yield dict.fromkeys(acts, 1), most * len({day for its in days.values() for day in its})
        for first, last, inside in _spans({act: self._hours(act, its) for act, its in days.items()}):
            loads, room = dict[int, int](), 0
            for day in sorted({day for act in inside for day in days[act]}):
                there = [act for act in inside if day in days[act]]
                least, most = self._row(day, day * DAY + first, day * DAY + last, there)
                loads |= {act: min(load, loads.get(act, load)) for act, load in least.items()}
                room += most
            yield loads, room

    def _row(self, day: int, first: int, last: int, inside: Sequence[int]) -> Row:
        """Minutes of the acts that lie inside a span, and what there is for them: the longest that a day may have
        there, less the meals to be eaten, and what the first of them may take before the span begins.

        A banquet may stand for the meals in whose hours it fits: it then takes so much less.
        """
        meals = self.meals(day, first, last)
        spared = {act: sum(meal.minutes for meal in meals if self.banquet(act, day, meal)) for act in inside}
        loads = {act: max(0, self._load[act] - spared[act]) for act in inside}
        short = min((self._load[act] for act in inside if spared[act] > self._load[act]), default=None)
        more = 0 if short is None else max(0, sum(meal.minutes for meal in meals) - short)
        slack = max(self._load[act] - self.problem.acts[act].minutes for act in inside)
        return loads, self._room(day, first, last, meals) + slack + more

    def _minutes(self, act: int) -> int:
        """Service, preparation, and the least way there with boarding, of one engagement."""
        one = self.problem.acts[act]
        way = self.way_there(one.site)
        if not self.problem.must_hold("travel_takes_its_time"):
            return one.minutes
        return one.minutes + one.before + (way + boarding_minutes(self.problem.scenario, 1) if way else 0)

    @cached_property
    def _places(self) -> Counter[int]:
        """How many engagements, meal places, hotels and airports are at each site."""
        places = Counter(act.site for act in self.problem.acts)
        places.update(table.site for table in self.problem.tables)
        places.update(bed.site for bed in self.problem.beds)
        places.update(self.problem.site_index[site.id] for site in self.problem.scenario.airport.values())
        return places

    def way_there(self, site: int) -> int:
        """The least minutes to a site from another; none where the track may be there already."""
        if self._places[site] > 1:
            return 0
        return min((min(self.problem.minutes(other, site)) for other in self._places if other != site), default=0)

    def _hull(self, act: int, day: int) -> tuple[int, int]:
        starts = self.problem.acts[act].starts[day]
        return starts[0][0], starts[-1][1] + self.problem.acts[act].minutes

    def _hours(self, act: int, days: Sequence[int]) -> tuple[int, int]:
        """The hours inside which an act lies on whichever of some days, in minutes from midnight."""
        hulls = [(first - day * DAY, last - day * DAY) for day in days for first, last in [self._hull(act, day)]]
        return min(first for first, _ in hulls), max(last for _, last in hulls)

    def frame(self, day: int) -> tuple[int, int]:
        """Minutes of a day before and after which nobody can attend anything, because nobody is there or up."""
        presence, ids = self.problem.presence, self.problem.delegates
        begin, end = day * DAY, (day + 1) * DAY
        if self.problem.must_hold("days_are_bearable"):
            programme = self.problem.scenario.programme
            begin, end = day * DAY + programme.day_start, day * DAY + programme.day_end
        if all(who in presence.landings for who in ids):
            begin = max(begin, min(presence.ready_alone(who) for who in ids))
        if all(who in presence.takeoffs for who in ids):
            end = min(end, max(presence.takeoffs[who].due for who in ids))
        return begin, end

    def meals(self, day: int, first: int, last: int) -> list[Eaten]:
        """Meals of a day that is out over their hours, with the minutes of each that fall into a span."""
        if not self.problem.must_hold("lunch_and_dinner_are_eaten"):
            return []
        found, rules = [], self.problem.scenario.rules
        for meal in (rules.lunch, rules.dinner):
            opens, closes = day * DAY + meal.from_, day * DAY + meal.until
            found.append(Eaten(opens, closes, max(0, meal.minutes - max(first - opens, closes - last, 0))))
        return found

    def banquet(self, act: int, day: int, meal: Eaten) -> bool:
        """May an act be a reception or meal inside the hours of a meal?"""
        one = self.problem.acts[act]
        return one.kind in CEREMONIAL_MEALS and any(
            max(start, meal.opens) <= min(latest, meal.closes - one.minutes) for start, latest in one.starts[day]
        )

    def _room(self, day: int, first: int, last: int, meals: Sequence[Eaten]) -> int:
        """The most minutes of a span that a day may have besides meals: it begins at once or after the hours of a meal
        have begun, ends at the end or before they have ended, and need not eat those that it is not out over."""
        begin, end = self.frame(day)
        first, last, most = max(first, begin), min(last, end), DAY
        if self.problem.must_hold("days_are_bearable"):
            most = self.problem.scenario.rules.days.longest_minutes
        begins = [first, *(meal.opens for meal in meals if meal.opens > first)]
        ends = [last, *(meal.closes for meal in meals if meal.closes < last)]
        return max(
            max(
                0,
                min(until - since, most)
                - sum(one.minutes for one in meals if since < one.opens and one.closes < until),
            )
            for since in begins
            for until in ends
        )


def _spans(hulls: Mapping[int, tuple[int, int]]) -> Iterator[tuple[int, int, list[int]]]:
    """Spans between the edges of `hulls` (by act), with the acts that must lie inside them, at least two."""
    seen: set[tuple[int, ...]] = set()
    for first in sorted({hull[0] for hull in hulls.values()}, reverse=True):
        for last in sorted({hull[1] for hull in hulls.values()}):
            inside = tuple(act for act, hull in hulls.items() if first <= hull[0] and hull[1] <= last)
            if len(inside) > 1 and inside not in seen:
                seen.add(inside)
                yield first, last, list(inside)
