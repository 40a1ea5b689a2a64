"""The change notice of one person: what is new, cancelled or moved for them, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.comparing.changes import Change, Word
from planner.comparing.occasions import Occasion, Party
from planner.domain.clock import DAY
from planner.domain.columns import Text
from planner.rendering.cards import PersonCard, PlaceCard
from planner.rendering.sayable import Day, FreeWord, Listing, Moment, Phrase, Sayable, ShortDay, Span, phrase
from planner.rendering.visit import Visit


@dataclass(frozen=True, slots=True)
class Where:
    """Where and when an item was or is to be. `when` is None for what takes a whole date."""

    date: ShortDay
    when: Span | None
    place: PlaceCard
    vehicles: tuple[str, ...] = ()
    table: int | None = None

    @property
    def said(self) -> Phrase:
        """Date, time, place and vehicle as one line."""
        place: tuple[Sayable, ...] = (self.place.name, *self.vehicles)
        if self.table is not None:
            place = (*place, phrase("meeting.table", number=self.table))
        where = Listing(place)
        if self.when is None:
            return phrase("change.all_day", date=self.date, where=where)
        return phrase("change.when", date=self.date, when=self.when, where=where)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: the old is struck out, the new stands beside it."""

    word: Word
    kind: str
    title: Sayable
    day: Day
    before: Where | None
    after: Where | None


@dataclass(frozen=True, slots=True)
class NoticeView:
    """Everything in a change notice. `release` is the number of the release that brings the changes."""

    title: Text
    name: Sayable
    release: int
    note: str
    lines: tuple[ChangeLine, ...]
    to_do: tuple[Phrase, ...]
    contacts: tuple[PersonCard, ...]


def notice_view(
    visit: Visit, before: Visit, party: Party, changes: Sequence[Change], release: int, note: str = ""
) -> NoticeView:
    """The notice for `party`: `changes` are those that touch it, `before` the visit as last released."""
    return NoticeView(
        title=visit.scenario.title,
        name=party_name(visit, before, party),
        release=release,
        note=note,
        lines=tuple(change_line(visit, before, change) for change in changes),
        to_do=tuple(phrase(f"change.{what}") for what in ("subscribed", "imported")),
        contacts=_contacts(visit, party),
    )


def party_name(visit: Visit, before: Visit, party: Party) -> Sayable:
    """What the party is called, also if it is no longer in the tables."""
    for known in (visit, before):
        scenario = known.scenario
        match party.kind:
            case "delegate" | "interpreter" if party.id in known.people:
                return known.people[party.id].name
            case "track" if party.id in scenario.track:
                return scenario.track[party.id].name
            case "vehicle" if party.id in scenario.vehicle:
                return known.vehicle(party.id)
            case "host" if party.id in scenario.organisation:
                return scenario.organisation[party.id].name
    return party.id


def change_line(visit: Visit, before: Visit, change: Change) -> ChangeLine:
    """The line of `change`; `before` is the visit as last released."""
    return ChangeLine(
        word=change.word,
        kind=change.kind,
        title=_title(visit, before, change),
        day=Day(visit.scenario.clock.local(change.start).date()),
        before=_where(before, visit, change, change.before) if change.before else None,
        after=_where(visit, visit, change, change.after) if change.after else None,
    )


def _title(visit: Visit, before: Visit, change: Change) -> Sayable:
    known = visit if change.after else before
    scenario, occasion = known.scenario, change.after or change.before
    name = change.key.split("/")
    match change.kind:
        case "engagement" if change.key in scenario.engagement:
            return scenario.engagement[change.key].name
        case "meal":
            return phrase(f"meal.{name[0]}")
        case "transfer" if occasion:
            return phrase("item.transfer", place=known.place(occasion.site).name)
        case "flight":
            flight = scenario.flight.get(name[-1])
            return phrase("item.flight", number=flight.number if flight else name[-1])
        case "meeting":
            visitor, host = (scenario.organisation[id].name for id in name[2:4])
            return phrase("change.meeting", visitor=visitor, host=host)
        case "night" | "free":
            return phrase(f"item.{change.kind}")
    return FreeWord("item", change.key)


def _where(places: Visit, visit: Visit, change: Change, occasion: Occasion) -> Where:
    """`places` knows sites and flights, `visit` the calendar from whose first midnight minutes count."""
    flight = places.scenario.flight.get(change.key.removeprefix("flight/")) if change.kind == "flight" else None
    local = flight.departs if flight else visit.scenario.clock.local(occasion.start)
    when = None if change.kind == "night" else visit.span(occasion.start, occasion.end, occasion.start // DAY)
    if flight:  # each end by the clock of its own zone
        later = (flight.arrives.date() - flight.departs.date()).days
        when = Span(Moment(flight.departs.time()), Moment(flight.arrives.time(), later))
    return Where(
        date=ShortDay(local.date()),
        when=when,
        place=places.place(flight.from_ if flight else occasion.site),
        vehicles=tuple(places.vehicle(vehicle) for vehicle in occasion.vehicles),
        table=occasion.table,
    )


def _contacts(visit: Visit, party: Party) -> tuple[PersonCard, ...]:
    """Liaison officers of the tracks of a delegate, else of all."""
    tracks = set(visit.plan.delegates.get(party.id, {}).values()) if party.kind == "delegate" else {party.id}
    cards = [card for track, people in visit.liaison.items() if track in tracks for card in people]
    everybody = [card for people in visit.liaison.values() for card in people]
    return tuple(dict.fromkeys(cards or everybody))
