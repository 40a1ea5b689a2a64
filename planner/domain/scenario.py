"""A scenario: what a protocol office knows and wants, read and resolved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from planner.domain.clock import Clock
from planner.domain.columns import Text, TimeOfDay
from planner.domain.engagements import (
    Engagement,
    MeetingWish,
    Order,
    Participant,
    Pin,
    TopicStrength,
)
from planner.domain.fleet import Flight, Interpreter, Track, Vehicle
from planner.domain.people import Attendance, Delegate, Interest, Organisation, Person, Wish
from planner.domain.places import Hotel, MealPlace, OpeningRow, Site, Stay, TravelRow
from planner.domain.rulebook import RuleBook

AIMS = ("visitors", "hosts", "fairness", "driving", "waiting", "moves", "cost")
WEIGHTS: Mapping[str, int] = {
    "visitors": 10,
    "hosts": 10,
    "fairness": 100,
    "driving": -1,
    "waiting": -1,
    "moves": -60,
    "cost": -5,
}


@dataclass(frozen=True, slots=True)
class ProgrammeSettings:
    """The frame of the visit. Times of day in minutes from midnight, local to `timezone`."""

    first_day: dt.date
    last_day: dt.date
    timezone: str
    day_start: TimeOfDay = TimeOfDay(7 * 60 + 30)
    day_end: TimeOfDay = TimeOfDay(21 * 60 + 30)
    grid_minutes: int = 5
    languages: tuple[str, ...] = ("en",)
    local_language: str = "th"
    holidays: str | None = None
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Objective:
    """Weights of the aims; `order` (aims joined by +) asks for ordered solving within `slack_percent`."""

    weights: Mapping[str, int] = field(default_factory=lambda: dict(WEIGHTS))
    order: tuple[str, ...] = ()
    slack_percent: float = 0.0


@dataclass(frozen=True, slots=True)
class SolveSettings:
    """Budget in seconds, seed and workers (None: as many as there are cores)."""

    seconds: float = 30.0
    seed: int = 1
    workers: int | None = None


TrackChange = Literal["never", "daily"]

TABLES: Mapping[str, type] = {
    "organisations": Organisation,
    "people": Person,
    "interests": Interest,
    "wishes": Wish,
    "delegates": Delegate,
    "flights": Flight,
    "tracks": Track,
    "sites": Site,
    "engagements": Engagement,
    "attends": Attendance,
    "engagement_topics": TopicStrength,
    "opening": OpeningRow,
    "order": Order,
    "hotels": Hotel,
    "stays": Stay,
    "meals": MealPlace,
    "vehicles": Vehicle,
    "interpreters": Interpreter,
    "travel": TravelRow,
    "pins": Pin,
    "participants": Participant,
    "meetings": MeetingWish,
}
"""The tables of a scenario and the record of one row each."""


@dataclass(frozen=True)
class Scenario:
    """One resolved visit. Tables keep their row order and hold enabled rows only."""

    name: str
    title: Text
    head: str
    programme: ProgrammeSettings
    rules: RuleBook = field(default_factory=RuleBook)
    objective: Objective = field(default_factory=Objective)
    solve: SolveSettings = field(default_factory=SolveSettings)
    track_change: TrackChange = "never"
    organisations: tuple[Organisation, ...] = ()
    people: tuple[Person, ...] = ()
    interests: tuple[Interest, ...] = ()
    wishes: tuple[Wish, ...] = ()
    delegates: tuple[Delegate, ...] = ()
    flights: tuple[Flight, ...] = ()
    tracks: tuple[Track, ...] = ()
    sites: tuple[Site, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    attends: tuple[Attendance, ...] = ()
    engagement_topics: tuple[TopicStrength, ...] = ()
    opening: tuple[OpeningRow, ...] = ()
    order: tuple[Order, ...] = ()
    hotels: tuple[Hotel, ...] = ()
    stays: tuple[Stay, ...] = ()
    meals: tuple[MealPlace, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    interpreters: tuple[Interpreter, ...] = ()
    travel: tuple[TravelRow, ...] = ()
    pins: tuple[Pin, ...] = ()
    participants: tuple[Participant, ...] = ()
    meetings: tuple[MeetingWish, ...] = ()

    @cached_property
    def clock(self) -> Clock:
        """The calendar of the visit."""
        return Clock(self.programme.first_day, self.programme.last_day, self.programme.timezone)

    @property
    def leaves_tracks_open(self) -> bool:
        """May a delegate travel in one track or another?"""
        free = any(who.track is None for who in self.delegates)
        return len(self.tracks) > 1 and (free or self.track_change == "daily")

    @cached_property
    def organisation(self) -> Mapping[str, Organisation]:
        """Organisations by id."""
        return {row.id: row for row in self.organisations}

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """People who are not delegates, by id."""
        return {row.id: row for row in self.people}

    @cached_property
    def delegate(self) -> Mapping[str, Delegate]:
        """Delegates by id."""
        return {row.id: row for row in self.delegates}

    @cached_property
    def flight(self) -> Mapping[str, Flight]:
        """Flights by id."""
        return {row.id: row for row in self.flights}

    @cached_property
    def track(self) -> Mapping[str, Track]:
        """Tracks by id."""
        return {row.id: row for row in self.tracks}

    @cached_property
    def site(self) -> Mapping[str, Site]:
        """Sites by id."""
        return {row.id: row for row in self.sites}

    @cached_property
    def engagement(self) -> Mapping[str, Engagement]:
        """Engagements by id."""
        return {row.id: row for row in self.engagements}

    @cached_property
    def hotel(self) -> Mapping[str, Hotel]:
        """Hotels by id."""
        return {row.id: row for row in self.hotels}

    @cached_property
    def meal(self) -> Mapping[str, MealPlace]:
        """Meal places by id."""
        return {row.id: row for row in self.meals}

    @cached_property
    def vehicle(self) -> Mapping[str, Vehicle]:
        """Vehicles by id."""
        return {row.id: row for row in self.vehicles}

    @cached_property
    def interpreter(self) -> Mapping[str, Interpreter]:
        """Interpreters by id."""
        return {row.id: row for row in self.interpreters}

    @cached_property
    def airport(self) -> Mapping[str, Site]:
        """Airport sites by IATA code."""
        return {row.iata: row for row in self.sites if row.iata}

    @cached_property
    def precedence(self) -> Mapping[str, int]:
        """Place of each delegate in the order of precedence, 0 the first: rank, then row."""
        rows = sorted(range(len(self.delegates)), key=lambda row: (self.delegates[row].rank, row))
        return {self.delegates[row].id: place for place, row in enumerate(rows)}
