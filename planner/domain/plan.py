"""A plan: one solved programme of the whole visit. Times are minutes from the first midnight, spans [start, end)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from planner.domain.faults import Note
from planner.domain.people import Side

ItemKind = Literal["engagement", "meal", "transfer", "free", "flight", "night"]
PlanStatus = Literal["optimal", "feasible"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing a track does. `key` stays the same when time or place change.

    `site` is where it is (the destination of a transfer); `heads` are the delegates there, `absent` those of the
    track's delegates of that day who are not. Engagements fill session, interpreters, people, commitment; meals
    fill `meal`; transfers fill origin, destination, km, minutes (of driving, without boarding) and vehicles.
    """

    key: str
    kind: ItemKind
    id: str
    site: str
    start: int
    end: int
    heads: int
    absent: tuple[str, ...] = ()
    session: int | None = None
    interpreters: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    commitment: str | None = None
    meal: str | None = None
    origin: str | None = None
    destination: str | None = None
    km: float | None = None
    minutes: int | None = None
    vehicles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackDay:
    """One day of one track: items in order of time.

    `hotel_from` and `hotel_to` are hotel ids, None where the day starts or ends at an airport (or has no night).
    `rooms` lists, for the night that follows, who shares a room: {hotel: ((delegate, ...), ...)}.
    """

    day: int
    hotel_from: str | None
    hotel_to: str | None
    head_count: int
    rooms: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackPlan:
    """The days on which a track has delegates there, in order."""

    id: str
    days: tuple[TrackDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Individual:
    """Something one delegate does apart from a track: a flight, an airport transfer, an own way to join the track."""

    key: str
    delegate: str
    kind: ItemKind
    day: int
    start: int
    end: int
    origin: str
    destination: str
    flight: str | None = None
    km: float | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A business meeting in one slot (from 1) at one table (from 1) of a matchmaking engagement."""

    engagement: str
    slot: int
    table: int
    visitor: str
    host: str
    start: int
    end: int
    interpreter: str | None = None
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Aim:
    """One line of the account: `value` x `weight` is what it adds to the objective."""

    name: str
    value: int
    weight: int
    bound: float | None = None


@dataclass(frozen=True, slots=True)
class WorstOff:
    """Of one side the organisation that gets the least of what it could, in whole per cent; `nothing`: so many get 0.

    No plan gives its worst-off more than `bound` per cent, and none leaves fewer than `nothing_bound` with nothing;
    None where that is not known.
    """

    side: Side
    organisation: str
    percent: int
    nothing: int
    bound: int | None = None
    nothing_bound: int | None = None


@dataclass(frozen=True, slots=True)
class SoftBreach:
    """A soft rule that is not fully met: `penalty` is what it takes off the objective."""

    rule: str
    penalty: int
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One solved programme. `scenario` is its name and `sha256` the digest of its resolved tables.

    `delegates` gives {delegate: {day: track}} for the days on which the delegate is there. `parents` are the digests
    of the plans that this one was re-planned from, the last one the nearest.
    """

    scenario: str
    sha256: str
    status: PlanStatus
    objective: int
    bound: float | None
    seconds: float
    seed: int
    workers: int
    program: str
    solver: str
    aims: tuple[Aim, ...] = ()
    soft_rules: tuple[SoftBreach, ...] = ()
    worst_off: tuple[WorstOff, ...] = ()
    tracks: tuple[TrackPlan, ...] = ()
    delegates: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    individual: tuple[Individual, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    commitments: Mapping[str, str] = field(default_factory=dict)
    parents: tuple[str, ...] = ()


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
