"""The pocket itinerary of one delegate: only what is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.domain.columns import Text
from planner.domain.plan import Individual
from planner.domain.programme import Stop
from planner.rendering.cards import Badge, PersonCard, PlaceCard
from planner.rendering.file_names import file_name
from planner.rendering.sayable import NO_TEXT, NOTHING, Day, FreeWord, Length, Listing, Moment, Sayable, Span
from planner.rendering.views.code import CodeView, code_view
from planner.rendering.views.entries import host_name
from planner.rendering.views.flights import FlightCard, flight_card
from planner.rendering.visit import Visit


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    """A business meeting of the delegate's organisation."""

    when: Span
    table: int
    counterpart: Text
    interpreter: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PocketItem:
    """Something the delegate does. `alone` holds for ways apart from the track; `lobby` is set for ways with it."""

    kind: str
    key: str
    when: Span
    title: Sayable
    place: PlaceCard
    alone: bool = False
    lobby: Moment | None = None
    length: Length | None = None
    vehicles: Listing = NOTHING
    host: Text = NO_TEXT
    dress: Sayable = ""
    notes: Text = NO_TEXT
    diet: Listing = NOTHING
    interpreters: tuple[PersonCard, ...] = ()
    meetings: tuple[OwnMeeting, ...] = ()
    flight: FlightCard | None = None

    @property
    def starts(self) -> Moment:
        """When it begins."""
        return self.when.start


@dataclass(frozen=True, slots=True)
class PocketDay:
    """One day of the delegate: `badge` the track, `hotel` the place of the night, `room_mates` who shares the room."""

    date: Day
    badge: Badge | None
    items: tuple[PocketItem, ...]
    hotel: PlaceCard | None
    room_mates: tuple[PersonCard, ...]


@dataclass(frozen=True, slots=True)
class PocketView:
    """Everything in a pocket itinerary."""

    title: Text
    person: PersonCard
    badges: tuple[Badge, ...]
    days: tuple[PocketDay, ...]
    flights: tuple[FlightCard, ...]
    diet: Listing
    liaison: tuple[PersonCard, ...]
    destinations: tuple[PlaceCard, ...]
    code: CodeView | None


def pocket_view(visit: Visit, delegate: str) -> PocketView:
    """The pocket itinerary of `delegate` (an id)."""
    row = visit.scenario.delegate[delegate]
    tracks = dict.fromkeys(track for _, track in sorted(visit.plan.delegates.get(delegate, {}).items()))
    days, language = _days(visit, delegate), visit.reader_language(row.languages)
    hotels, page = [day.hotel for day in days if day.hotel], _page(visit, delegate, language)
    return PocketView(
        title=visit.scenario.title,
        person=visit.people[delegate],
        badges=tuple(visit.badges[track] for track in tracks),
        days=days,
        flights=tuple(flight_card(visit, flight) for flight in (row.arrival, row.departure) if flight),
        diet=_diet(visit, delegate),
        liaison=tuple({card.id: card for track in tracks for card in visit.liaison[track]}.values()),
        destinations=tuple({hotel.id: hotel for hotel in hotels}.values()),
        code=code_view(page) if page else None,
    )


def _page(visit: Visit, delegate: str, language: str) -> str:
    """The address of the delegate's own page, empty where there is none."""
    stamp = visit.stamp
    return stamp.pages.get(delegate) or (
        f"{stamp.address}/documents/pocket/{file_name(delegate)}.{language}.html" if stamp.address else ""
    )


def _days(visit: Visit, delegate: str) -> tuple[PocketDay, ...]:
    own = list(visit.individuals.get(delegate, ()))
    stops = list(visit.programme.stops_of(delegate))
    numbers = sorted({row.day for row in own} | {stop.day for stop in stops})
    return tuple(
        _day(visit, delegate, day, [s for s in stops if s.day == day], [row for row in own if row.day == day])
        for day in numbers
    )


def _day(visit: Visit, delegate: str, day: int, stops: list[Stop], own: list[Individual]) -> PocketDay:
    instead = {row.key for row in own}
    things = [(stop.item.start, stop.item.key, _with_track(visit, delegate, stop)) for stop in stops]
    things = [thing for thing in things if thing[1] not in instead and thing[2].kind != "night"]
    things += [(row.start, row.key, _alone(visit, row)) for row in own]
    night = next((stop for stop in stops if stop.item.kind == "night"), None)
    track = visit.plan.delegates.get(delegate, {}).get(day)
    return PocketDay(
        date=Day(visit.scenario.clock.date(day)),
        badge=visit.badges[track] if track else None,
        items=tuple(item for _, _, item in sorted(things, key=lambda thing: thing[:2])),
        hotel=visit.place(night.item.site) if night else None,
        room_mates=_room_mates(visit, delegate, night) if night else (),
    )


def _room_mates(visit: Visit, delegate: str, night: Stop) -> tuple[PersonCard, ...]:
    rooms = visit.programme.track_days[night.track, night.day].rooms
    mine = next((room for group in rooms.values() for room in group if delegate in room), ())
    return tuple(visit.people[who] for who in mine if who != delegate)


def _with_track(visit: Visit, delegate: str, stop: Stop) -> PocketItem:
    item, facts = stop.item, dict[str, Any]()
    if item.kind == "transfer":
        ride = visit.ride(stop)
        facts = {"lobby": ride.lobby, "length": ride.length, "vehicles": ride.vehicles}
    elif item.kind == "engagement":
        facts = _engagement_facts(visit, delegate, stop)
    elif item.kind == "meal":
        facts = {"diet": _diet(visit, delegate)}
    return PocketItem(
        kind=item.kind,
        key=item.key,
        when=visit.span(item.start, item.end, stop.day),
        title=visit.title(item),
        place=visit.destination(item),
        **facts,
    )


def _engagement_facts(visit: Visit, delegate: str, stop: Stop) -> dict[str, Any]:
    engagement = visit.scenario.engagement[stop.item.id]
    return {
        "host": host_name(visit, engagement),
        "dress": FreeWord("dress", engagement.dress) if engagement.dress else "",
        "notes": engagement.notes,
        "diet": _diet(visit, delegate) if engagement.kind in ("meal", "reception") else NOTHING,
        "interpreters": tuple(visit.people[id] for id in stop.item.interpreters if id in visit.people),
        "meetings": _meetings(visit, delegate, stop),
    }


def _diet(visit: Visit, delegate: str) -> Listing:
    return Listing(tuple(FreeWord("diet", diet) for diet in visit.scenario.delegate[delegate].diet))


def _alone(visit: Visit, row: Individual) -> PocketItem:
    flight = flight_card(visit, row.flight) if row.flight in visit.scenario.flight else None
    return PocketItem(
        kind=row.kind,
        key=row.key,
        when=flight.local_times if flight else visit.span(row.start, row.end, row.day),
        title=visit.title(row),
        place=visit.destination(row),
        alone=row.kind == "transfer",
        length=Length(row.minutes) if row.minutes else None,
        flight=flight,
    )


def _meetings(visit: Visit, delegate: str, stop: Stop) -> tuple[OwnMeeting, ...]:
    organisation = visit.scenario.delegate[delegate].organisation
    return tuple(
        OwnMeeting(
            visit.span(meeting.start, meeting.end, stop.day),
            meeting.table,
            visit.scenario.organisation[meeting.host].name,
            visit.people[meeting.interpreter].name if meeting.interpreter else NO_TEXT,
        )
        for meeting in visit.plan.meetings
        if meeting.engagement == stop.item.id
        and meeting.visitor == organisation
        and stop.item.start <= meeting.start < stop.item.end
    )
