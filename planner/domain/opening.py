"""When engagements and meal places are open on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from planner.domain.clock import DAY, WEEKDAYS
from planner.domain.engagements import Engagement
from planner.domain.places import MealPlace, OpeningRow
from planner.domain.scenario import Scenario

Span = tuple[int, int]
OPEN_ON_HOLIDAYS = ("reception", "meal", "free")


def starts_within(spans: Iterable[Span], minutes: int) -> tuple[Span, ...]:
    """The spans [first, last] in which something of so many minutes may begin to lie inside one of `spans`."""
    return tuple((start, end - minutes) for start, end in spans if end - start >= minutes)


def holidays_of(scenario: Scenario) -> dict[int, str]:
    """Day number -> name of the public holiday of `programme.holidays` on it, for the days of the visit."""
    if not scenario.programme.holidays:
        return {}
    import holidays  # loaded on demand: its tables are large

    clock = scenario.clock
    years = range(clock.first_day.year, clock.last_day.year + 1)
    closed = holidays.country_holidays(scenario.programme.holidays, years=years)
    return {day: str(closed[date]) for day, date in enumerate(clock.dates) if date in closed}


class Opening:
    """Opening spans by place and day, as the scenario's `opening` rows and holidays give them.

    A date row beats a weekday row, which beats `daily`. Rows of an engagement or meal place replace the weekday and
    daily rows of its site; a date row of the site holds unless they have one for that date. from = until closes.
    Without any row a place is open from `day_start` to `day_end`.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._rows: dict[str, list[OpeningRow]] = defaultdict(list)
        for row in scenario.opening:
            self._rows[row.of].append(row)

    @cached_property
    def holidays(self) -> dict[int, str]:
        """Public holidays of the visit by day number."""
        return holidays_of(self._scenario)

    def of_engagement(self, engagement: Engagement, day: int) -> tuple[Span, ...]:
        """Spans [from, until) of `engagement` on `day`, in minutes from the first midnight."""
        return self._spans(engagement.id, engagement.site, day, engagement.kind in OPEN_ON_HOLIDAYS)

    def of_meal(self, place: MealPlace, day: int) -> tuple[Span, ...]:
        """Spans [from, until) of a meal place on `day`, in minutes from the first midnight."""
        return self._spans(place.id, place.site, day, True)

    def _spans(self, of: str, site: str, day: int, open_on_holidays: bool) -> tuple[Span, ...]:
        date = self._scenario.clock.date(day).isoformat()
        own, its_site = self._rows.get(of, []), self._rows.get(site, [])
        for rows in (own, its_site):
            dated = [row for row in rows if row.on == date]
            if dated:
                return _spans(dated, day)
        if day in self.holidays and not open_on_holidays:
            return ()
        weekday = WEEKDAYS[self._scenario.clock.date(day).weekday()]
        for rows in (own, [row for row in its_site if _regular(row)]):
            if any(_regular(row) or row.from_ != row.until for row in rows):
                regular = [row for row in rows if row.on == weekday] or [row for row in rows if row.on == "daily"]
                return _spans(regular, day)
        frame = self._scenario.programme
        return ((day * DAY + frame.day_start, day * DAY + frame.day_end),)


def _regular(row: OpeningRow) -> bool:
    return row.on in WEEKDAYS or row.on == "daily"


def _spans(rows: list[OpeningRow], day: int) -> tuple[Span, ...]:
    return tuple(sorted((day * DAY + row.from_, day * DAY + row.until) for row in rows if row.from_ < row.until))
