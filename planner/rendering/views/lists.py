"""Lists: names, rooms, meals, flights, vehicles."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Generic, TypeVar

from planner.domain.columns import Text
from planner.rendering.cards import Badge, PersonCard, PlaceCard
from planner.rendering.sayable import Day, FreeWord, Listing, Moment, Phrase, Sayable, phrase
from planner.rendering.views.entries import Entry, day_entries
from planner.rendering.views.flights import FlightCard, flight_card
from planner.rendering.views.programme import Member, members
from planner.rendering.visit import Visit


@dataclass(frozen=True, slots=True)
class Name:
    """A delegate with the languages spoken."""

    member: Member
    languages: Listing


@dataclass(frozen=True, slots=True)
class Room:
    """Who shares a room; `access` is what they need."""

    number: int
    badge: Badge
    people: tuple[PersonCard, ...]
    access: Listing


@dataclass(frozen=True, slots=True)
class HotelNight:
    """The rooms of one hotel on one night."""

    date: Day
    hotel: PlaceCard
    rooms: tuple[Room, ...]
    heads: int


@dataclass(frozen=True, slots=True)
class MealLine:
    """A meal, or a reception: how many eat, and who eats differently."""

    date: Day
    entry: Entry
    diets: tuple[tuple[Sayable, tuple[PersonCard, ...]], ...]


@dataclass(frozen=True, slots=True)
class FlightLine:
    """A flight and who is on it, in order of precedence."""

    flight: FlightCard
    people: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class VehicleLine:
    """A vehicle on one day."""

    name: str
    kind: Phrase
    seats: int
    driver: str
    phone: str
    badge: Badge
    aboard: int | Phrase
    report: Moment
    origin: PlaceCard


@dataclass(frozen=True, slots=True)
class VehicleDay:
    """The vehicles of one day."""

    date: Day
    vehicles: tuple[VehicleLine, ...]


Row = TypeVar("Row")


@dataclass(frozen=True)
class ListView(Generic[Row]):
    """A list under the title of the visit."""

    title: Text
    rows: tuple[Row, ...]


def names_view(visit: Visit, _: str = "") -> ListView[Name]:
    """The delegation in order of precedence, names in every script."""
    spoken = {who.id: who.languages for who in visit.scenario.delegates}
    rows = (
        Name(member, Listing(tuple(FreeWord("language", code) for code in spoken[member.person.id])))
        for member in members(visit)
    )
    return ListView(visit.scenario.title, tuple(rows))


def rooms_view(visit: Visit, _: str = "") -> ListView[HotelNight]:
    """Who sleeps where with whom, by night and hotel."""
    nights: dict[tuple[int, str], list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for (track, day), track_day in visit.programme.track_days.items():
        for hotel, rooms in track_day.rooms.items():
            nights[day, hotel] += [(track, room) for room in rooms]
    return ListView(
        visit.scenario.title,
        tuple(_hotel_night(visit, day, hotel, nights[day, hotel]) for day, hotel in sorted(nights)),
    )


def _hotel_night(visit: Visit, day: int, hotel: str, rooms: list[tuple[str, tuple[str, ...]]]) -> HotelNight:
    delegates = visit.scenario.delegate
    return HotelNight(
        date=Day(visit.scenario.clock.date(day)),
        hotel=visit.places[visit.scenario.hotel[hotel].site],
        rooms=tuple(
            Room(
                number,
                visit.badges[track],
                tuple(visit.people[who] for who in room),
                Listing(tuple(FreeWord("access", delegates[who].access) for who in room if delegates[who].access)),
            )
            for number, (track, room) in enumerate(rooms, start=1)
        ),
        heads=sum(len(room) for _, room in rooms),
    )


def meals_view(visit: Visit, _: str = "") -> ListView[MealLine]:
    """Every meal with the diets of those who are there."""
    eaten = [
        (day, entry)
        for day in range(visit.scenario.clock.days)
        for entry in day_entries(visit, day)
        if _is_eaten(visit, entry)
    ]
    return ListView(visit.scenario.title, tuple(_meal(visit, day, entry) for day, entry in eaten))


def _is_eaten(visit: Visit, entry: Entry) -> bool:
    engagement = visit.scenario.engagement.get(entry.key)
    return entry.kind == "meal" or (engagement is not None and engagement.kind in ("reception", "meal"))


def _meal(visit: Visit, day: int, entry: Entry) -> MealLine:
    diets: dict[str, list[PersonCard]] = defaultdict(list)
    tracks = {badge.id for badge in entry.badges}
    stops = [s for s in visit.programme.stops() if s.day == day and s.item.key == entry.key and s.track in tracks]
    for who in visit.by_precedence([who for stop in stops for who in visit.programme.present(stop)]):
        for diet in visit.scenario.delegate[who].diet:
            diets[diet].append(visit.people[who])
    return MealLine(
        Day(visit.scenario.clock.date(day)),
        entry,
        tuple((FreeWord("diet", diet), tuple(people)) for diet, people in sorted(diets.items())),
    )


def flights_view(visit: Visit, _: str = "") -> ListView[FlightLine]:
    """Every flight with its passengers."""
    aboard: dict[str, list[Member]] = defaultdict(list)
    for member in members(visit):
        who = visit.scenario.delegate[member.person.id]
        for flight in (who.arrival, who.departure):
            if flight:
                aboard[flight].append(member)
    flights = sorted((row for row in visit.scenario.flights if row.id in aboard), key=lambda row: row.departs)
    return ListView(
        visit.scenario.title,
        tuple(FlightLine(flight_card(visit, row.id), tuple(aboard[row.id])) for row in flights),
    )


def vehicles_view(visit: Visit, _: str = "") -> ListView[VehicleDay]:
    """Which vehicle serves whom, by day."""
    days = sorted({day for _, day in visit.drives})
    return ListView(
        visit.scenario.title,
        tuple(
            VehicleDay(
                Day(visit.scenario.clock.date(day)),
                tuple(_vehicle(visit, vehicle, day) for vehicle, number in visit.drives if number == day),
            )
            for day in days
        ),
    )


def _vehicle(visit: Visit, vehicle: str, day: int) -> VehicleLine:
    stops, row = visit.drives[vehicle, day], visit.scenario.vehicle[vehicle]
    return VehicleLine(
        name=visit.vehicle(vehicle),
        kind=phrase(f"vehicle.{row.kind}"),
        seats=row.seats,
        driver=row.driver,
        phone=row.phone,
        badge=visit.badges[stops[0].track],
        aboard=visit.ride(max(stops, key=lambda stop: stop.item.heads)).aboard,
        report=visit.moment(visit.report(stops[0].item), day),
        origin=visit.place(stops[0].item.origin or stops[0].item.site),
    )
