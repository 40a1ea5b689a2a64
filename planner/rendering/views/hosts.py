"""The brief of one host organisation: who comes, when, and what they hope for."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from planner.domain.columns import Text
from planner.domain.opening import Opening
from planner.domain.programme import Session
from planner.rendering.cards import Badge, PersonCard, PlaceCard, Ride
from planner.rendering.sayable import Day, Days, FreeWord, Listing, Phrase, Sayable, Span, phrase
from planner.rendering.views.entries import Entry, entry
from planner.rendering.visit import Visit


@dataclass(frozen=True, slots=True)
class Guest:
    """A visitor in order of precedence, with the form of address in each language."""

    number: int
    person: PersonCard
    address: Phrase
    badge: Badge


@dataclass(frozen=True, slots=True)
class Company:
    """A visiting organisation, what it hopes to learn here, and whether the host wished for its sector (0 to 5)."""

    name: Text
    sector: Sayable
    heads: int
    topics: Listing
    wished: int


@dataclass(frozen=True, slots=True)
class FactSheet:
    """What is known of the place itself."""

    place: PlaceCard
    kind: Sayable
    topics: Listing
    opening: tuple[Span, ...]
    capacity: int | None
    access: Sayable


@dataclass(frozen=True, slots=True)
class HostSession:
    """One session that the host receives. `arrivals` are in order of arrival."""

    date: Day
    entry: Entry
    arrivals: tuple[Ride, ...]
    guests: tuple[Guest, ...]
    companies: tuple[Company, ...]
    diets: tuple[tuple[Sayable, int], ...]
    tongues: Listing
    fact_sheet: FactSheet


@dataclass(frozen=True, slots=True)
class HostView:
    """Everything in a host brief."""

    title: Text
    dates: Days
    host: Text
    head: PersonCard
    sessions: tuple[HostSession, ...]
    contacts: tuple[PersonCard, ...]


def hosts(visit: Visit) -> tuple[str, ...]:
    """Host organisations (ids) that receive at least one session, in the order of the table."""
    receiving = {visit.scenario.engagement[session.engagement].host for session in visit.programme.sessions}
    return tuple(row.id for row in visit.scenario.organisations if row.id in receiving)


def host_view(visit: Visit, host: str) -> HostView:
    """The brief for the organisation `host` (an id)."""
    frame = visit.scenario.programme
    sessions = [s for s in visit.programme.sessions if visit.scenario.engagement[s.engagement].host == host]
    tracks = dict.fromkeys(stop.track for session in sessions for stop in session.stops)
    return HostView(
        title=visit.scenario.title,
        dates=Days(frame.first_day, frame.last_day),
        host=visit.scenario.organisation[host].name,
        head=visit.people[visit.scenario.head],
        sessions=tuple(_session(visit, host, session) for session in sessions),
        contacts=tuple({card.id: card for track in tracks for card in visit.liaison[track]}.values()),
    )


def _session(visit: Visit, host: str, session: Session) -> HostSession:
    told = entry(visit, list(session.stops))
    day = session.stops[0].day
    present = visit.by_precedence([who for stop in session.stops for who in visit.programme.present(stop)])
    track_of = {who: stop.track for stop in session.stops for who in visit.programme.present(stop)}
    delegates = [visit.scenario.delegate[who] for who in present]
    return HostSession(
        date=Day(visit.scenario.clock.date(day)),
        entry=told,
        arrivals=tuple(sorted(told.rides, key=lambda ride: (ride.arrives.later, ride.arrives.time))),
        guests=tuple(
            Guest(number, visit.people[who], form_of_address(visit.people[who]), visit.badges[track_of[who]])
            for number, who in enumerate(present, start=1)
        ),
        companies=_companies(visit, host, session.engagement, present),
        diets=tuple(
            (FreeWord("diet", diet), heads)
            for diet, heads in sorted(Counter(diet for who in delegates for diet in who.diet).items())
        ),
        tongues=Listing(tuple(FreeWord("language", code) for code in _tongues([who.languages for who in delegates]))),
        fact_sheet=_fact_sheet(visit, session),
    )


def form_of_address(person: PersonCard) -> Phrase:
    """How to speak to somebody: by post after the name, as each language does."""
    key = "address.senior" if person.rank is not None and person.rank <= 3 else "address.person"
    return phrase(key, name=person.name, position=person.position)


def _tongues(spoken: list[tuple[str, ...]]) -> list[str]:
    counted = Counter(code for codes in spoken for code in codes)
    return [code for code, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]


def _companies(visit: Visit, host: str, engagement: str, present: list[str]) -> tuple[Company, ...]:
    heads = Counter(visit.scenario.delegate[who].organisation for who in present)
    topics = {row.topic for row in visit.scenario.engagement_topics if row.engagement == engagement and row.strength}
    wishes = {row.sector: row.weight for row in visit.scenario.wishes if row.host == host}
    hopes: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in visit.scenario.interests:
        if row.weight and (row.topic in topics or not topics):
            hopes[row.organisation].append((-row.weight, row.topic))
    return tuple(
        Company(
            name=visit.scenario.organisation[id].name,
            sector=FreeWord("sector", visit.scenario.organisation[id].sector),
            heads=number,
            topics=Listing(tuple(FreeWord("topic", topic) for _, topic in sorted(hopes[id]))),
            wished=wishes.get(visit.scenario.organisation[id].sector, 0),
        )
        for id, number in heads.items()
    )


def _fact_sheet(visit: Visit, session: Session) -> FactSheet:
    stop = session.stops[0]
    site, engagement = visit.scenario.site[stop.item.site], visit.scenario.engagement[session.engagement]
    rows = [row for row in visit.scenario.engagement_topics if row.engagement == engagement.id and row.strength]
    spans = Opening(visit.scenario).of_engagement(engagement, stop.day)
    return FactSheet(
        place=visit.places[site.id],
        kind=FreeWord("site", site.kind),
        topics=Listing(tuple(FreeWord("topic", row.topic) for row in sorted(rows, key=lambda row: -row.strength))),
        opening=tuple(visit.span(start, end, stop.day) for start, end in spans),
        capacity=engagement.capacity,
        access=FreeWord("access", site.access) if site.access else "",
    )
