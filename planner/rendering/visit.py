"""One scenario with one plan of it, and the look-ups that all views share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.comparing.changes import Change
from planner.domain.clock import DAY
from planner.domain.columns import Text
from planner.domain.people import Delegate, Person
from planner.domain.plan import Individual, Item, Plan
from planner.domain.programme import Programme, Stop
from planner.domain.scenario import Scenario
from planner.domain.travel import boarding_minutes
from planner.rendering.cards import Badge, PersonCard, PlaceCard, Ride
from planner.rendering.sayable import (
    Distance,
    FreeWord,
    Instant,
    Length,
    Listing,
    Moment,
    Sayable,
    Span,
    Spoken,
    phrase,
)
from planner.rendering.stamp import Stamp

COLOURS = ("#7a1f2b", "#1f4e79", "#2d6a4f", "#7a4a00", "#5b3a8c", "#0f6674", "#4a5568", "#8c2f6b")
"""Colours of tracks in order; each keeps a contrast of at least 4.5 against white."""


@dataclass(frozen=True)
class Visit:
    """What every view reads. `before` is the visit as last released, `changes` what has changed since.

    Times in minutes from the first midnight become moments of the wall clock here.
    """

    scenario: Scenario
    plan: Plan
    stamp: Stamp
    before: Visit | None = None
    changes: tuple[Change, ...] = ()

    @cached_property
    def programme(self) -> Programme:
        """Ways to look at the plan."""
        return Programme(self.plan)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the visit, the default first."""
        return self.scenario.programme.languages

    def reader_language(self, spoken: Sequence[str]) -> str:
        """The first of the `spoken` languages that the programme has, else its default."""
        return next((language for language in spoken if language in self.languages), self.languages[0])

    def moment(self, minute: int, day: int) -> Moment:
        """The wall clock at `minute`, as it stands under `day`."""
        return Moment(self.scenario.clock.local(minute).time(), minute // DAY - day)

    def span(self, start: int, end: int, day: int) -> Span:
        """From one minute to another, as they stand under `day`."""
        return Span(self.moment(start, day), self.moment(end, day))

    def instant(self, minute: int) -> Instant:
        """Date and time at `minute`."""
        local = self.scenario.clock.local(minute)
        return Instant(local.date(), local.time())

    @cached_property
    def badges(self) -> Mapping[str, Badge]:
        """A letter and a colour for each track, in the order of the table."""
        return {
            track.id: Badge(track.id, chr(ord("A") + place % 26), COLOURS[place % len(COLOURS)], track.name)
            for place, track in enumerate(self.scenario.tracks)
        }

    @cached_property
    def places(self) -> Mapping[str, PlaceCard]:
        """Sites by id."""
        local = self.scenario.programme.local_language
        return {
            site.id: PlaceCard(
                site.id,
                site.name,
                site.address,
                site.phone,
                FreeWord("province", site.province),
                Spoken(site.name, local),
                Spoken(site.address, local) if site.address else "",
                Spoken(phrase("destination.please"), local),
            )
            for site in self.scenario.sites
        }

    def place(self, code: str) -> PlaceCard:
        """The site with this id or airport code; a place that is not in the tables stands by its code."""
        site = self.scenario.site.get(code) or self.scenario.airport.get(code)
        if site:
            return self.places[site.id]
        return PlaceCard(code, Text(code, code, code), Text(), "", "", code, "", "")

    @cached_property
    def people(self) -> Mapping[str, PersonCard]:
        """Delegates, people of the host side and interpreters by id."""
        rows: list[Person | Delegate] = [*self.scenario.people, *self.scenario.delegates]
        cards = {row.id: self._card(row) for row in rows}
        for row in self.scenario.interpreters:
            cards[row.id] = PersonCard(row.id, row.name, Text(), Text(), row.phone)
        return cards

    def _card(self, row: Person | Delegate) -> PersonCard:
        organisation = self.scenario.organisation[row.organisation].name if row.organisation else Text()
        return PersonCard(row.id, row.name, row.position, organisation, row.phone, row.email, row.rank)

    @cached_property
    def liaison(self) -> Mapping[str, tuple[PersonCard, ...]]:
        """Liaison officers of each track."""
        found: dict[str, list[PersonCard]] = defaultdict(list)
        for row in self.scenario.people:
            if row.role == "liaison":
                for track in [row.track] if row.track else self.scenario.track:
                    found[track].append(self.people[row.id])
        return {track: tuple(found[track]) for track in self.scenario.track}

    def by_precedence(self, delegates: Sequence[str]) -> list[str]:
        """Delegates in the order of precedence."""
        return sorted(delegates, key=lambda who: self.scenario.precedence[who])

    def vehicle(self, id: str) -> str:
        """What people call a vehicle."""
        row = self.scenario.vehicle.get(id)
        return row.name if row and row.name else id

    def title(self, item: Item | Individual) -> Sayable:
        """What an item is called: an engagement by its name, the rest by what they are."""
        match item.kind:
            case "engagement":
                assert isinstance(item, Item)
                return self.scenario.engagement[item.id].name
            case "meal":
                assert isinstance(item, Item)
                return phrase(f"meal.{item.meal}")
            case "transfer":
                return phrase("item.transfer", place=self.destination(item).name)
            case "flight":
                flight = self.scenario.flight.get(item.key.removeprefix("flight/"))
                return phrase("item.flight", number=flight.number if flight else item.key)
        return phrase(f"item.{item.kind}")

    def destination(self, item: Item | Individual) -> PlaceCard:
        """Where an item is, or leads to."""
        if isinstance(item, Individual):
            return self.place(item.destination)
        return self.place(item.destination or item.site)

    def ride(self, stop: Stop) -> Ride:
        """The transfer at `stop`."""
        item = stop.item
        assert item.origin
        return Ride(
            badge=self.badges[stop.track],
            lobby=self.moment(self.report(item), stop.day),
            departs=self.moment(item.start, stop.day),
            arrives=self.moment(item.end, stop.day),
            length=Length(item.minutes or item.end - item.start),
            distance=Distance(round(item.km or 0)),
            heads=item.heads,
            origin=self.place(item.origin),
            destination=self.destination(item),
            vehicles=Listing(tuple(self.vehicle(vehicle) for vehicle in item.vehicles)),
        )

    def report(self, transfer: Item) -> int:
        """When to be at the door for a transfer: boarding time before it leaves, in minutes."""
        return transfer.start - boarding_minutes(self.scenario, transfer.heads)

    @cached_property
    def individuals(self) -> Mapping[str, tuple[Individual, ...]]:
        """What each delegate does apart from a track."""
        found: dict[str, list[Individual]] = defaultdict(list)
        for row in self.plan.individual:
            found[row.delegate].append(row)
        return {who: tuple(rows) for who, rows in found.items()}

    @cached_property
    def ways(self) -> Mapping[tuple[str, int, str], Stop]:
        """Transfers by track, day and the key of the item they lead to."""
        return {
            (stop.track, stop.day, stop.item.key.removeprefix("to/")): stop
            for stop in self.programme.stops()
            if stop.item.kind == "transfer"
        }

    @cached_property
    def drives(self) -> Mapping[tuple[str, int], tuple[Stop, ...]]:
        """The transfers of each vehicle and day, in order of fleet and time."""
        found: dict[tuple[str, int], list[Stop]] = defaultdict(list)
        for stop in self.programme.stops():
            for vehicle in stop.item.vehicles:
                found[vehicle, stop.day].append(stop)
        order = {row.id: place for place, row in enumerate(self.scenario.vehicles)}
        keys = sorted(found, key=lambda key: (order[key[0]], key[1]))
        return {key: tuple(sorted(found[key], key=lambda stop: stop.item.start)) for key in keys}

    def ride_to(self, stop: Stop) -> Ride | None:
        """How the track of `stop` gets there, None where it is there already."""
        way = self.ways.get((stop.track, stop.day, stop.item.key))
        return self.ride(way) if way else None
