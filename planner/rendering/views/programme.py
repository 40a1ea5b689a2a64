"""The official programme: the whole visit, for both sides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from planner.domain.clock import DAY
from planner.domain.columns import Text
from planner.domain.programme import Stop
from planner.rendering.cards import Badge, PersonCard
from planner.rendering.sayable import Day, Days, FreeWord, Listing, Moment, Phrase, Sayable, ShortDay, phrase
from planner.rendering.views.changes import ChangeLine, change_line
from planner.rendering.views.entries import Entry, day_entries, receiving
from planner.rendering.views.timeline import TimelineView, timeline_view
from planner.rendering.visit import Visit

NOON, EVENING = 12 * 60, 17 * 60
HALVES = ("morning", "afternoon", "evening")


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """One part of the day at a glance: what is held then on each day."""

    half: Phrase
    days: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """One day page."""

    number: int
    date: Day
    short: ShortDay
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the delegation in order of precedence."""

    number: int
    person: PersonCard
    badge: Badge | None


@dataclass(frozen=True, slots=True)
class HostLine:
    """A host organisation and who receives for it."""

    name: Text
    people: tuple[PersonCard, ...]


@dataclass(frozen=True, slots=True)
class NightLine:
    """Where the tracks sleep on one night."""

    date: ShortDay
    hotels: tuple[tuple[Sayable, tuple[Badge, ...]], ...]


@dataclass(frozen=True, slots=True)
class FleetLine:
    """A vehicle with its driver and the tracks it serves."""

    name: str
    kind: Phrase
    seats: int
    driver: str
    phone: str
    badges: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """Everything in the official programme."""

    title: Text
    head: PersonCard
    dates: Days
    provinces: Listing
    figures: tuple[tuple[Phrase, int], ...]
    badges: tuple[Badge, ...]
    glance: tuple[GlanceRow, ...]
    timeline: TimelineView
    days: tuple[ProgrammeDay, ...]
    members: tuple[Member, ...]
    hosts: tuple[HostLine, ...]
    nights: tuple[NightLine, ...]
    fleet: tuple[FleetLine, ...]
    interpreters: tuple[PersonCard, ...]
    diets: tuple[tuple[Sayable, int], ...]
    liaison: tuple[tuple[PersonCard, tuple[Badge, ...]], ...]
    contacts: tuple[PersonCard, ...]
    changes: tuple[ChangeLine, ...]
    timezone: str


def programme_view(visit: Visit, _: str = "") -> ProgrammeView:
    """The official programme of `visit`."""
    frame = visit.scenario.programme
    told = [change for change in visit.changes if change.kind in ("engagement", "meal")]
    days = tuple(
        ProgrammeDay(day + 1, Day(date), ShortDay(date), day_entries(visit, day))
        for day, date in enumerate(visit.scenario.clock.dates)
    )
    return ProgrammeView(
        title=visit.scenario.title,
        head=visit.people[visit.scenario.head],
        dates=Days(frame.first_day, frame.last_day),
        provinces=Listing(_provinces(visit)),
        figures=_figures(visit),
        badges=tuple(visit.badges.values()),
        glance=tuple(
            GlanceRow(phrase(f"half.{half}"), tuple(_held_in(day, number) for day in days))
            for number, half in enumerate(HALVES)
        ),
        timeline=timeline_view(visit),
        days=days,
        members=members(visit),
        hosts=_hosts(visit),
        nights=_nights(visit),
        fleet=_fleet(visit),
        interpreters=tuple(visit.people[id] for id in _interpreters(visit)),
        diets=_diets(visit),
        liaison=_liaison(visit),
        contacts=tuple(visit.people[row.id] for row in visit.scenario.people if row.role == "staff"),
        changes=tuple(change_line(visit, visit.before or visit, change) for change in told),
        timezone=frame.timezone.replace("_", " "),
    )


def _engagement_stops(visit: Visit) -> list[Stop]:
    return [stop for stop in visit.programme.stops() if stop.item.kind == "engagement"]


def _provinces(visit: Visit) -> tuple[Sayable, ...]:
    sessions = visit.programme.sessions
    sites = [visit.places[session.stops[0].item.site] for session in sessions]
    return tuple(dict.fromkeys(site.province for site in sites))


def _figures(visit: Visit) -> tuple[tuple[Phrase, int], ...]:
    visitors = {who.organisation for who in visit.scenario.delegates}
    return (
        (phrase("figure.delegates"), len(visit.scenario.delegates)),
        (phrase("figure.organisations"), len(visitors)),
        (phrase("figure.tracks"), len(visit.scenario.tracks)),
        (phrase("figure.engagements"), len({session.engagement for session in visit.programme.sessions})),
        (phrase("figure.provinces"), len(_provinces(visit))),
    )


def _held_in(day: ProgrammeDay, half: int) -> tuple[Entry, ...]:
    """The engagements that begin in the part of the day with this number."""
    return tuple(line for line in day.entries if line.kind == "engagement" and _half(line.starts) == half)


def _half(moment: Moment) -> int:
    minute = moment.time.hour * 60 + moment.time.minute + moment.later * DAY
    return (minute >= NOON) + (minute >= EVENING)


def members(visit: Visit) -> tuple[Member, ...]:
    """The delegation in order of precedence, each with the track of the first day."""
    order = visit.by_precedence([who.id for who in visit.scenario.delegates])
    tracks = {who: next((track for _, track in sorted(days.items())), "") for who, days in visit.plan.delegates.items()}
    return tuple(
        Member(number, visit.people[who], visit.badges.get(tracks.get(who, "")))
        for number, who in enumerate(order, start=1)
    )


def _hosts(visit: Visit) -> tuple[HostLine, ...]:
    people: dict[str, dict[str, PersonCard]] = {}
    for session in visit.programme.sessions:
        host = visit.scenario.engagement[session.engagement].host
        if host and visit.scenario.organisation[host].side == "host":
            receives = receiving(visit, session.stops[0].item)
            people.setdefault(host, {}).update({person.id: person for person in receives})
    order = [row.id for row in visit.scenario.organisations if row.id in people]
    return tuple(HostLine(visit.scenario.organisation[id].name, tuple(people[id].values())) for id in order)


def _nights(visit: Visit) -> tuple[NightLine, ...]:
    lines: dict[int, dict[str, list[Badge]]] = {}
    for (track, day), track_day in sorted(visit.programme.track_days.items(), key=lambda pair: pair[0][1]):
        if track_day.hotel_to:
            lines.setdefault(day, {}).setdefault(track_day.hotel_to, []).append(visit.badges[track])
    return tuple(
        NightLine(
            ShortDay(visit.scenario.clock.date(day)),
            tuple((visit.places[visit.scenario.hotel[id].site].name, tuple(tracks)) for id, tracks in hotels.items()),
        )
        for day, hotels in lines.items()
    )


def _fleet(visit: Visit) -> tuple[FleetLine, ...]:
    served: dict[str, dict[str, Badge]] = {}
    for stop in visit.programme.stops():
        for vehicle in stop.item.vehicles:
            served.setdefault(vehicle, {})[stop.track] = visit.badges[stop.track]
    return tuple(
        FleetLine(
            visit.vehicle(row.id),
            phrase(f"vehicle.{row.kind}"),
            row.seats,
            row.driver,
            row.phone,
            tuple(served[row.id].values()),
        )
        for row in visit.scenario.vehicles
        if row.id in served
    )


def _interpreters(visit: Visit) -> list[str]:
    used = {id for stop in _engagement_stops(visit) for id in stop.item.interpreters}
    return [row.id for row in visit.scenario.interpreters if row.id in used]


def _liaison(visit: Visit) -> tuple[tuple[PersonCard, tuple[Badge, ...]], ...]:
    """Each liaison officer once, with the tracks looked after."""
    tracks: dict[str, list[Badge]] = {}
    for track, people in visit.liaison.items():
        for card in people:
            tracks.setdefault(card.id, []).append(visit.badges[track])
    return tuple((visit.people[id], tuple(badges)) for id, badges in tracks.items())


def _diets(visit: Visit) -> tuple[tuple[Sayable, int], ...]:
    counted = Counter(diet for who in visit.scenario.delegates for diet in who.diet)
    return tuple((FreeWord("diet", diet), number) for diet, number in sorted(counted.items()))
