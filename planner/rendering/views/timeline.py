"""The timeline picture: each day a band, each track a lane, time from left to right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.domain.clock import DAY
from planner.domain.columns import Text
from planner.domain.plan import Item
from planner.domain.programme import Stop
from planner.rendering.cards import Badge
from planner.rendering.sayable import Moment, Phrase, Sayable, ShortDay, Span, phrase
from planner.rendering.visit import Visit

WIDTH, LEFT, RIGHT, TOP = 1200, 36, 24, 30
LANE, BAND_HEAD, BAND_GAP, LEGEND = 22, 20, 7, 28
STYLES = {
    "courtesy_call": "official",
    "talks": "official",
    "committee": "official",
    "signing": "official",
    "matchmaking": "matching",
    "reception": "social",
    "meal": "social",
    "culture": "social",
    "press": "social",
    "free": "free",
}
"""How engagements are drawn by kind; the others are `visit`."""


@dataclass(frozen=True, slots=True)
class Block:
    """A box, positions in units of the picture. `style` is official, visit, matching, social, meal or free."""

    x: float
    y: float
    width: float
    height: float
    style: str
    title: Sayable
    when: Span
    place: Text


@dataclass(frozen=True, slots=True)
class Way:
    """A transfer as a line."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Lane:
    """The lane of a track."""

    y: float
    badge: Badge


@dataclass(frozen=True, slots=True)
class Band:
    """One day."""

    y: float
    height: float
    date: ShortDay
    lanes: tuple[Lane, ...]
    blocks: tuple[Block, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Everything in the timeline; lengths in units of the picture."""

    title: Text
    width: int
    height: float
    left: int
    right: float
    lane: int
    hours: tuple[tuple[float, Moment], ...]
    bands: tuple[Band, ...]
    legend: tuple[tuple[str, Phrase], ...]
    legend_y: float


class Scale:
    """Minutes of the day to positions."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self._unit = (WIDTH - LEFT - RIGHT) / (last - first)

    def x(self, minute: int) -> float:
        """Where a minute of the day stands; what lies beyond the ends stands at the end."""
        return round(LEFT + (min(max(minute, self.first), self.last) - self.first) * self._unit, 1)

    @property
    def hours(self) -> tuple[tuple[float, Moment], ...]:
        """Position and time of each full hour."""
        return tuple(
            (self.x(minute), Moment(_time(minute), minute // DAY))
            for minute in range(self.first, self.last + 1, 60)
            if minute < DAY
        )


def _time(minute: int) -> dt.time:
    return dt.time(minute // 60 % 24, minute % 60)


def timeline_view(visit: Visit, _: str = "") -> TimelineView:
    """The timeline of the whole visit."""
    scale = _scale(visit)
    bands, y = [], float(TOP)
    for day in range(visit.scenario.clock.days):
        band = _band(visit, day, y, scale)
        if band.lanes:
            bands.append(band)
            y += band.height + BAND_GAP
    kinds = ("official", "visit", "matching", "social", "meal", "way")
    return TimelineView(
        title=visit.scenario.title,
        width=WIDTH,
        height=y + LEGEND,
        left=LEFT,
        right=WIDTH - RIGHT,
        lane=LANE,
        hours=scale.hours,
        bands=tuple(bands),
        legend=tuple((kind, phrase(f"timeline.{kind}")) for kind in kinds),
        legend_y=y + 8,
    )


def _drawn(item: Item) -> bool:
    return item.kind in ("engagement", "meal", "transfer", "free")


def _scale(visit: Visit) -> Scale:
    """From the first hour to the last in which anything happens on any day."""
    spans = [(s.item.start - s.day * DAY, s.item.end - s.day * DAY) for s in visit.programme.stops() if _drawn(s.item)]
    first = min((start for start, _ in spans), default=8 * 60)
    last = max((end for _, end in spans), default=20 * 60)
    return Scale(max(0, first // 60 * 60), -(-last // 60) * 60)


def _band(visit: Visit, day: int, y: float, scale: Scale) -> Band:
    tracks = [track for track in visit.scenario.track if (track, day) in visit.programme.track_days]
    lane_of = {track: lane for lane, track in enumerate(tracks)}
    stops = [stop for stop in visit.programme.stops() if stop.day == day and _drawn(stop.item)]
    top = y + BAND_HEAD
    return Band(
        y=y,
        height=BAND_HEAD + LANE * len(tracks),
        date=ShortDay(visit.scenario.clock.date(day)),
        lanes=tuple(Lane(top + lane * LANE, visit.badges[track]) for track, lane in lane_of.items()),
        blocks=tuple(_blocks(visit, stops, lane_of, top, scale)),
        ways=tuple(
            Way(
                (left := scale.x(stop.item.start - day * DAY)),
                top + lane_of[stop.track] * LANE + LANE / 2,
                round(scale.x(stop.item.end - day * DAY) - left, 1),
            )
            for stop in stops
            if stop.item.kind == "transfer"
        ),
    )


def _blocks(visit: Visit, stops: Sequence[Stop], lane_of: dict[str, int], top: float, scale: Scale) -> Iterator[Block]:
    """One box for each run of neighbouring lanes that do the same thing together."""
    together: dict[tuple[object, ...], list[Stop]] = {}
    for stop in stops:
        if stop.item.kind != "transfer":
            item = stop.item
            together.setdefault((item.start, item.key, item.id, item.session, item.end), []).append(stop)
    for same in together.values():
        item, day = same[0].item, same[0].day
        left, right = scale.x(item.start - day * DAY), scale.x(item.end - day * DAY)
        for first, last in _neighbours(sorted(lane_of[stop.track] for stop in same)):
            yield Block(
                x=left,
                y=top + first * LANE + 1.5,
                width=round(right - left, 1),
                height=(last - first + 1) * LANE - 3,
                style=_style(visit, item),
                title=visit.title(item),
                when=visit.span(item.start, item.end, day),
                place=visit.destination(item).name,
            )


def _neighbours(lanes: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive numbers."""
    start = previous = lanes[0]
    for lane in lanes[1:]:
        if lane != previous + 1:
            yield start, previous
            start = lane
        previous = lane
    yield start, previous


def _style(visit: Visit, item: Item) -> str:
    if item.kind != "engagement":
        return item.kind
    return STYLES.get(visit.scenario.engagement[item.id].kind, "visit")
