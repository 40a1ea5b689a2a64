"""Ways to look at a plan: by stop, by session, by delegate. Times are minutes from the first midnight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.domain.plan import Item, Plan, TrackDay


@dataclass(frozen=True, slots=True)
class Stop:
    """An item with the track and day it belongs to."""

    track: str
    day: int
    item: Item


@dataclass(frozen=True, slots=True)
class Session:
    """One session of an engagement: the stops of the tracks that attend it together."""

    engagement: str
    number: int
    stops: tuple[Stop, ...]

    @property
    def start(self) -> int:
        """When it starts, minutes."""
        return self.stops[0].item.start

    @property
    def end(self) -> int:
        """When it ends, minutes."""
        return self.stops[0].item.end

    @property
    def heads(self) -> int:
        """Delegates there, over all tracks."""
        return sum(stop.item.heads for stop in self.stops)


class Programme:
    """Ways to look at a plan: by stop, by session, by delegate. Built once, read by checks and documents."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def stops(self) -> Iterator[Stop]:
        """Every item of every track and day."""
        for track in self.plan.tracks:
            for day in track.days:
                for item in day.items:
                    yield Stop(track.id, day.day, item)

    @cached_property
    def track_days(self) -> Mapping[tuple[str, int], TrackDay]:
        """Track days by track and day."""
        return {(track.id, day.day): day for track in self.plan.tracks for day in track.days}

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """Every session held, by start, engagement and number."""
        found: dict[tuple[str, int], list[Stop]] = {}
        for stop in self.stops():
            if stop.item.kind == "engagement":
                found.setdefault((stop.item.id, stop.item.session or 1), []).append(stop)
        sessions = [Session(engagement, number, tuple(stops)) for (engagement, number), stops in found.items()]
        return tuple(sorted(sessions, key=lambda s: (s.start, s.engagement, s.number)))

    @cached_property
    def _members(self) -> Mapping[tuple[str, int], tuple[str, ...]]:
        found: dict[tuple[str, int], list[str]] = {}
        for who, days in self.plan.delegates.items():
            for day, track in days.items():
                found.setdefault((track, day), []).append(who)
        return {key: tuple(members) for key, members in found.items()}

    def members(self, track: str, day: int) -> tuple[str, ...]:
        """Delegates of `track` on `day`, in table order."""
        return self._members.get((track, day), ())

    def present(self, stop: Stop) -> tuple[str, ...]:
        """Delegates at a stop."""
        members, absent = self.members(stop.track, stop.day), stop.item.absent
        return tuple(who for who in members if who not in absent) if absent else members

    def stops_of(self, delegate: str) -> Iterator[Stop]:
        """The stops at which `delegate` is there, in order of time."""
        for day, track in sorted(self.plan.delegates.get(delegate, {}).items()):
            track_day = self.track_days.get((track, day))
            for item in track_day.items if track_day else ():
                if delegate not in item.absent:
                    yield Stop(track, day, item)
