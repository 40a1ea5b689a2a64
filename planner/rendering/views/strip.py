"""One track's day as a strip: a line with a dot for each stop."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.columns import Text
from planner.domain.plan import TrackDay
from planner.rendering.cards import Badge
from planner.rendering.sayable import Moment, Sayable, ShortDay
from planner.rendering.visit import Visit

WIDTH, HEIGHT, EDGE = 660, 92, 34


@dataclass(frozen=True, slots=True)
class StripStop:
    """A stop on a strip."""

    x: float
    room: float
    time: Moment
    title: Sayable
    place: Text
    kind: str


@dataclass(frozen=True, slots=True)
class StripView:
    """One track's day as a line of stops."""

    title: Text
    date: ShortDay
    badge: Badge
    width: int
    height: int
    stops: tuple[StripStop, ...]


def strip_view(visit: Visit, track: str, day: TrackDay) -> StripView:
    """One day of `track` as a line of stops."""
    items = [item for item in day.items if item.kind != "transfer"]
    room = (WIDTH - 2 * EDGE) / max(len(items), 1)
    return StripView(
        visit.scenario.title,
        ShortDay(visit.scenario.clock.date(day.day)),
        visit.badges[track],
        WIDTH,
        HEIGHT,
        tuple(
            StripStop(
                x=round(EDGE + (place + 0.5) * room, 1),
                room=round(room - 8, 1),
                time=visit.moment(item.start, day.day),
                title=visit.title(item),
                place=visit.destination(item).name,
                kind=item.kind,
            )
            for place, item in enumerate(items)
        ),
    )
