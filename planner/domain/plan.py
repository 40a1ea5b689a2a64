"""A plan: one solved programme of the whole visit. Times are minutes from the first midnight, spans [start, end)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from planner.domain.account import Aim, SoftBreach, WorstOff
from planner.domain.faults import Note

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
