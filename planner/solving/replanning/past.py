"""What is done stays, even where the new facts have lost it: the rows that the past of a plan needs, for the past."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from planner.domain.clock import DAY
from planner.domain.columns import TimeOfDay
from planner.domain.engagements import Pin
from planner.domain.places import Hotel, OpeningRow
from planner.domain.plan import Plan
from planner.domain.programme import Programme, Stop
from planner.domain.scenario import Scenario

Spans = Mapping[str, Mapping[dt.date, tuple[int, int]]]
"""Of engagements or meal places by id: the dates with the span, in minutes of the day, in which they were visited."""


def with_past(scenario: Scenario, before: Scenario, plan: Plan, now: int) -> Scenario:
    """`scenario` with what it has lost of `before`, as far as `plan` used it before minute `now` of its clock.

    A vehicle or interpreter for the days that are over, a hotel until its last night, an engagement or meal place for
    the times at which it was visited; tracks that had not come yet come no more.
    """
    return _Past(scenario, before, plan, now).restored()


class _Past:
    def __init__(self, scenario: Scenario, before: Scenario, plan: Plan, now: int) -> None:
        self._new, self._old, self._now = scenario, before, now
        self._shift = (scenario.clock.first_day - before.clock.first_day).days * DAY
        self._stops = tuple(Programme(plan).stops())

    def restored(self) -> Scenario:
        old, new = self._old, self._new
        held, eaten = self._spans("engagement", new.engagement), self._spans("meal", new.meal)
        engagements = tuple(replace(old.engagement[id], mandatory="no", host=self._host(id)) for id in sorted(held))
        meals = tuple(old.meal[id] for id in sorted(eaten))
        hotels = tuple(self._hotels())
        sites = {row.site for row in engagements} | {row.site for row in meals} | {row.site for row in hotels}
        return replace(
            new,
            sites=(*new.sites, *(old.site[id] for id in sorted(sites - set(new.site)))),
            engagements=(*new.engagements, *engagements),
            engagement_topics=(
                *new.engagement_topics,
                *(row for row in old.engagement_topics if row.engagement in held),
            ),
            attends=(
                *new.attends,
                *(
                    row
                    for row in old.attends
                    if row.engagement in held and (row.person in new.person or row.person in new.delegate)
                ),
            ),
            meals=(*new.meals, *meals),
            hotels=(*new.hotels, *hotels),
            vehicles=(*new.vehicles, *(replace(old.vehicle[id], days=days) for id, days in self._used("vehicles"))),
            interpreters=(
                *new.interpreters,
                *(replace(old.interpreter[id], days=days) for id, days in self._used("interpreters")),
            ),
            opening=(*new.opening, *self._opening(held), *self._opening(eaten)),
            pins=(*new.pins, *self._pins(held)),
        )

    def _begun(self, stop: Stop) -> bool:
        return stop.item.start - self._shift < self._now

    def _over(self, stop: Stop) -> bool:
        """Has its day ended?"""
        return (stop.day + 1) * DAY - self._shift <= self._now

    def _date(self, stop: Stop) -> dt.date:
        return self._old.clock.date(stop.day)

    def _host(self, engagement: str) -> str | None:
        host = self._old.engagement[engagement].host
        return host if host in self._new.organisation else None

    def _spans(self, kind: str, known: Mapping[str, object]) -> Spans:
        """What the new facts have lost of a kind, and when it was visited."""
        found: dict[str, dict[dt.date, tuple[int, int]]] = defaultdict(dict)
        for stop in self._stops:
            if stop.item.kind == kind and stop.item.id not in known and self._begun(stop):
                start, end = stop.item.start - stop.day * DAY, min(stop.item.end - stop.day * DAY, DAY)
                first, last = found[stop.item.id].get(self._date(stop), (start, end))
                found[stop.item.id][self._date(stop)] = (min(first, start), max(last, end))
        return found

    def _used(self, means: str) -> Iterator[tuple[str, tuple[dt.date, ...]]]:
        """Lost vehicles or interpreters, each with the dates, over by now, on which they served."""
        known = self._new.vehicle if means == "vehicles" else self._new.interpreter
        found: dict[str, set[dt.date]] = defaultdict(set)
        for stop in self._stops:
            if self._over(stop):
                for id in getattr(stop.item, means):
                    if id not in known:
                        found[id].add(self._date(stop))
        yield from ((id, tuple(sorted(dates))) for id, dates in sorted(found.items()))

    def _hotels(self) -> Iterator[Hotel]:
        """Lost hotels until the last night that has begun by now."""
        last: dict[str, dt.date] = {}
        for stop in self._stops:
            if stop.item.kind == "night" and stop.item.id not in self._new.hotel and self._over(stop):
                last[stop.item.id] = max(self._date(stop), last.get(stop.item.id, self._date(stop)))
        yield from (replace(self._old.hotel[id], until=until) for id, until in sorted(last.items()))

    def _opening(self, spans: Spans) -> Iterator[OpeningRow]:
        """Open when it was visited, closed on all other dates."""
        for id, dates in spans.items():
            for date in self._new.clock.dates:
                start, end = dates.get(date, (0, 0))
                yield OpeningRow(of=id, on=date.isoformat(), from_=TimeOfDay(start), until=TimeOfDay(end))

    def _pins(self, held: Spans) -> Iterator[Pin]:
        """Tracks that did not attend by now never do."""
        for id in held:
            came = {stop.track for stop in self._stops if stop.item.id == id and self._begun(stop)}
            for track in self._new.tracks:
                if track.id not in came:
                    yield Pin(engagement=id, track=track.id, state="out")
