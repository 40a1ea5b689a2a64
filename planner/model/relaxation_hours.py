"""Rows of time for the relaxation: what must fit into a day, and into every span of it, whatever the route."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from planner.domain.clock import DAY
from planner.domain.travel import boarding_minutes
from planner.model.problem import Problem

Row = tuple[Mapping[int, int], int]
"""(minutes by act, the most that they may come to)."""


class Hours:
    """Minutes that acts take at the least, and that days have at the most."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._load = {act: self._minutes(act) for act in range(len(problem.acts))}

    def rows(self, acts: Sequence[int], day: int) -> Iterator[Row]:
        """Rows that hold on a day for one track, and for one delegate, of which `acts` it attends."""
        if acts and self.problem.must_hold("days_are_bearable"):
            yield dict.fromkeys(acts, 1), self.problem.scenario.rules.days.most_engagements
        for first, last, inside in self._spans(acts, day):
            slack = max(self._load[act] - self.problem.acts[act].minutes for act in inside)
            yield {act: self._load[act] for act in inside}, self._room_of(day, first, last) + slack

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

    def _spans(self, acts: Sequence[int], day: int) -> Iterator[tuple[int, int, list[int]]]:
        """Spans between the opening hulls' edges, with the acts that must lie inside them, at least two."""
        hulls = {act: self._hull(act, day) for act in acts}
        seen: set[tuple[int, ...]] = set()
        for first in sorted({hull[0] for hull in hulls.values()}, reverse=True):
            for last in sorted({hull[1] for hull in hulls.values()}):
                inside = tuple(act for act in acts if first <= hulls[act][0] and hulls[act][1] <= last)
                if len(inside) > 1 and inside not in seen:
                    seen.add(inside)
                    yield first, last, list(inside)

    def _hull(self, act: int, day: int) -> tuple[int, int]:
        starts = self.problem.acts[act].starts[day]
        return starts[0][0], starts[-1][1] + self.problem.acts[act].minutes

    def _frame(self, day: int) -> tuple[int, int]:
        """Minutes of a day before and after which nobody can attend anything, because nobody is there."""
        presence, ids = self.problem.presence, self.problem.delegates
        begin, end = day * DAY, (day + 1) * DAY
        if all(who in presence.landings for who in ids):
            begin = max(begin, min(presence.ready_alone(who) for who in ids))
        if all(who in presence.takeoffs for who in ids):
            end = min(end, max(presence.takeoffs[who].due for who in ids))
        return begin, end

    def _room_of(self, day: int, first: int, last: int) -> int:
        """Minutes of a span on a day: at most the longest day, less a lunch that must be eaten inside it."""
        begin, end = self._frame(day)
        room = max(0, min(last, end) - max(first, begin))
        if self.problem.must_hold("days_are_bearable"):
            room = min(room, self.problem.scenario.rules.days.longest_minutes)
        if not self.problem.must_hold("lunch_and_dinner_are_eaten"):
            return room
        rules = self.problem.scenario.rules.lunch
        opens, closes = day * DAY + rules.from_, day * DAY + rules.until
        eaten = rules.minutes - max(first - opens, closes - last, 0)
        return room - max(0, min(eaten, opens - first, last - closes))
