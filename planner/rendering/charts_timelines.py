"""The days of several variants beneath each other, what differs from the first one marked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.domain.clock import DAY
from planner.domain.programme import Stop
from planner.rendering.charts import WIDTH, colour
from planner.rendering.sayable import Moment, Sayable, ShortDay
from planner.rendering.visit import Visit

LEFT, RIGHT = 58, 10
HEAD, GAP = 42, 7
PAGE_HEIGHT, LEAST_LANE, MOST_LANE = 600, 13, 22
"""Lanes are as high as fits a landscape page, within bounds."""

Where = tuple[dt.date, int, int, str]
"""Date, start and end in minutes of the day, site."""
Key = tuple[str, str]
"""A track and an item's key."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An engagement or meal over one or more neighbouring tracks. `word`: same, new, moved; or cancelled, in the first
    variant, for what some other variant lacks or moves."""

    x: float
    y: float
    width: float
    height: float
    word: str
    title: Sayable
    meal: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One track of one variant on one day."""

    y: float
    letter: str
    colour: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One variant on one day."""

    y: float
    height: float
    number: int
    colour: str
    lanes: tuple[Lane, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class DayStrips:
    """One day of all variants; lengths in units of the picture."""

    width: int
    height: float
    left: int
    lane: int
    date: ShortDay
    hours: tuple[tuple[float, Moment], ...]
    strips: tuple[Strip, ...]


def timelines_view(visits: Sequence[Visit]) -> tuple[DayStrips, ...]:
    """The days of `visits`, a picture each; the first visit is what the others are held against."""
    drawing = _Drawing(visits)
    return tuple(map(drawing.day, drawing.dates))


class _Drawing:
    """What all days share: the scale of hours, and where everything is in each variant."""

    def __init__(self, visits: Sequence[Visit]) -> None:
        self._visits = visits
        self._stops = [_drawn(visit) for visit in visits]
        self._held = [_held(visit, stops) for visit, stops in zip(visits, self._stops, strict=True)]
        minutes = [(s.item.start - s.day * DAY, s.item.end - s.day * DAY) for stops in self._stops for s in stops]
        self._first = min((start for start, _ in minutes), default=480) // 60 * 60
        self._last = -(-max((end for _, end in minutes), default=1200) // 60) * 60
        lanes = sum(len(visit.scenario.tracks) for visit in visits)
        self._lane = min(MOST_LANE, max(LEAST_LANE, PAGE_HEIGHT // max(lanes, 1)))
        dates = {
            visit.scenario.clock.date(s.day) for visit, stops in zip(visits, self._stops, strict=True) for s in stops
        }
        self.dates = sorted(dates)

    def _x(self, minute: int) -> float:
        return round(LEFT + (minute - self._first) / (self._last - self._first) * (WIDTH - LEFT - RIGHT), 1)

    @cached_property
    def hours(self) -> tuple[tuple[float, Moment], ...]:
        """Position and time of each full hour."""
        hours = range(max(0, self._first), self._last + 1, 60)
        return tuple((self._x(minute), Moment(dt.time(minute // 60 % 24), minute // DAY)) for minute in hours)

    def day(self, date: dt.date) -> DayStrips:
        """The strips of a date, one beneath the other."""
        strips, below = [], float(HEAD)
        for place in range(len(self._visits)):
            strip = self._strip(place, date, below)
            strips.append(strip)
            below += strip.height + GAP
        return DayStrips(WIDTH, below, LEFT, self._lane, ShortDay(date), self.hours, tuple(strips))

    def _strip(self, place: int, date: dt.date, y: float) -> Strip:
        visit = self._visits[place]
        day = visit.scenario.clock.day(date)
        tracks = [track for track in visit.scenario.track if (track, day) in visit.programme.track_days]
        lanes = {track: lane for lane, track in enumerate(tracks)}
        stops = [stop for stop in self._stops[place] if stop.day == day]
        return Strip(
            y=y,
            height=max(self._lane * len(tracks), self._lane),
            number=place + 1,
            colour=colour(place),
            lanes=tuple(
                Lane(y + lane * self._lane, visit.badges[track].letter, visit.badges[track].colour)
                for track, lane in lanes.items()
            ),
            bars=tuple(self._bars(place, stops, lanes, y)),
        )

    def _bars(self, place: int, stops: Sequence[Stop], lanes: Mapping[str, int], y: float) -> Iterator[Bar]:
        visit, alike = self._visits[place], defaultdict[tuple[object, ...], list[Stop]](list)
        for stop in stops:
            alike[stop.item.start, stop.item.end, stop.item.key, stop.item.site, self._word(place, stop)].append(stop)
        for (*_, word), together in alike.items():
            item, day = together[0].item, together[0].day
            left, right = self._x(item.start - day * DAY), self._x(item.end - day * DAY)
            for first, last in _runs(sorted(lanes[stop.track] for stop in together)):
                yield Bar(
                    x=left,
                    y=y + first * self._lane + 0.75,
                    width=round(right - left, 1),
                    height=(last - first + 1) * self._lane - 1.5,
                    word=str(word),
                    title=visit.title(item),
                    meal=item.kind == "meal",
                )

    def _word(self, place: int, stop: Stop) -> str:
        key = (stop.track, stop.item.key)
        if place:
            base = self._held[0].get(key)
            return "new" if base is None else "same" if base == self._held[place][key] else "moved"
        others = [held.get(key) for held in self._held[1:]]
        return "same" if all(other == self._held[0][key] for other in others) else "cancelled"


def _drawn(visit: Visit) -> list[Stop]:
    return [stop for stop in visit.programme.stops() if stop.item.kind in ("engagement", "meal", "free")]


def _held(visit: Visit, stops: Sequence[Stop]) -> dict[Key, Where]:
    clock = visit.scenario.clock
    return {
        (stop.track, stop.item.key): (
            clock.date(stop.day),
            stop.item.start - stop.day * DAY,
            stop.item.end - stop.day * DAY,
            stop.item.site,
        )
        for stop in stops
    }


def _runs(lanes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbouring lanes."""
    breaks = [place for place in range(1, len(lanes)) if lanes[place] != lanes[place - 1] + 1]
    for start, stop in zip([0, *breaks], [*breaks, len(lanes)], strict=True):
        yield lanes[start], lanes[stop - 1]
