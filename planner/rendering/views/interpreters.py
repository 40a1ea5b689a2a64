"""The rota of the interpreters: person by time, pair, mode, for whom, and the rest before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.domain.clock import DAY
from planner.domain.columns import Text
from planner.domain.fleet import Interpreter
from planner.domain.plan import Meeting
from planner.domain.programme import Session
from planner.rendering.cards import Badge, PersonCard, PlaceCard
from planner.rendering.sayable import Day, FreeWord, Length, Listing, Phrase, Sayable, Span, phrase
from planner.rendering.visit import Visit

WHISPERED = ("site_visit", "reception", "meal", "culture", "free")
"""Kinds of engagement at which the interpreter goes along and whispers; at the others they speak in turn."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One session, or one business meeting at its `table` between `parties`, visitor and host.

    `rest` is the time since the duty before on the same day, None for the first.
    """

    when: Span
    title: Sayable
    place: PlaceCard
    badges: tuple[Badge, ...]
    pair: Listing
    mode: Phrase
    principal: PersonCard | None
    subject: Listing
    rest: Length | None
    table: int | None = None
    parties: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyDay:
    """The duties of one day and the time they take together."""

    date: Day
    duties: tuple[Duty, ...]
    total: Length


@dataclass(frozen=True, slots=True)
class Rota:
    """Everything one interpreter does."""

    person: PersonCard
    languages: Listing
    days: tuple[DutyDay, ...]


@dataclass(frozen=True, slots=True)
class RotaView:
    """Everything in the rota."""

    title: Text
    rotas: tuple[Rota, ...]
    idle: tuple[PersonCard, ...]


def rota_view(visit: Visit, _: str = "") -> RotaView:
    """The rota of all interpreters; `idle` are those without a duty."""
    rotas = [_rota(visit, row) for row in visit.scenario.interpreters]
    return RotaView(
        title=visit.scenario.title,
        rotas=tuple(rota for rota in rotas if rota.days),
        idle=tuple(rota.person for rota in rotas if not rota.days),
    )


def _rota(visit: Visit, row: Interpreter) -> Rota:
    sessions = [s for s in visit.programme.sessions if any(row.id in stop.item.interpreters for stop in s.stops)]
    meetings = [meeting for meeting in visit.plan.meetings if meeting.interpreter == row.id]
    both: list[Session | Meeting] = [*sessions, *meetings]
    work = sorted(both, key=lambda one: (one.start, one.end))
    days = sorted({_day_of(one) for one in work})
    return Rota(
        person=visit.people[row.id],
        languages=Listing(tuple(FreeWord("language", code) for code in row.languages)),
        days=tuple(_day(visit, row, day, [one for one in work if _day_of(one) == day]) for day in days),
    )


def _day_of(one: Session | Meeting) -> int:
    return one.start // DAY if isinstance(one, Meeting) else one.stops[0].day


def _day(visit: Visit, row: Interpreter, day: int, work: Sequence[Session | Meeting]) -> DutyDay:
    rests = [None, *(Length(max(0, after.start - before.end)) for before, after in pairwise(work))]
    return DutyDay(
        date=Day(visit.scenario.clock.date(day)),
        duties=tuple(
            _meeting(visit, row, one, rest) if isinstance(one, Meeting) else _duty(visit, row, one, rest)
            for one, rest in zip(work, rests, strict=True)
        ),
        total=Length(sum(one.end - one.start for one in work)),
    )


def _meeting(visit: Visit, row: Interpreter, meeting: Meeting, rest: Length | None) -> Duty:
    engagement, organisation = visit.scenario.engagement[meeting.engagement], visit.scenario.organisation
    present = [who.id for who in visit.scenario.delegates if who.organisation == meeting.visitor]
    pair = _pair(visit, row, organisation[meeting.host].languages or engagement.languages, present)
    return Duty(
        when=visit.span(meeting.start, meeting.end, meeting.start // DAY),
        title=engagement.name,
        place=visit.places[engagement.site],
        badges=(),
        pair=Listing(tuple(FreeWord("language", code) for code in pair)),
        mode=phrase("mode.consecutive"),
        principal=None,
        subject=Listing(()),
        rest=rest,
        table=meeting.table,
        parties=(organisation[meeting.visitor].name, organisation[meeting.host].name),
    )


def _duty(visit: Visit, row: Interpreter, session: Session, rest: Length | None) -> Duty:
    served = [stop for stop in session.stops if row.id in stop.item.interpreters]
    engagement, day = visit.scenario.engagement[session.engagement], served[0].day
    present = visit.by_precedence([who for stop in served for who in visit.programme.present(stop)])
    topics = [t for t in visit.scenario.engagement_topics if t.engagement == engagement.id and t.strength]
    mode = "whispered" if engagement.kind in WHISPERED else "consecutive"
    return Duty(
        when=visit.span(session.start, session.end, day),
        title=engagement.name,
        place=visit.places[served[0].item.site],
        badges=tuple(visit.badges[stop.track] for stop in served),
        pair=Listing(tuple(FreeWord("language", code) for code in _pair(visit, row, engagement.languages, present))),
        mode=phrase(f"mode.{mode}"),
        principal=visit.people[present[0]] if present else None,
        subject=Listing(tuple(FreeWord("topic", topic.topic) for topic in topics)),
        rest=rest,
    )


def _pair(visit: Visit, row: Interpreter, hosts: Sequence[str], present: Sequence[str]) -> tuple[str, ...]:
    """The visitors' language most spoken among those the interpreter knows, and the hosts' first."""
    spoken = Counter(code for who in present for code in visit.scenario.delegate[who].languages)
    theirs = next((code for code in hosts if code in row.languages), "")
    ours = [code for code, _ in spoken.most_common() if code in row.languages and code != theirs]
    return tuple(code for code in (*ours[:1], theirs) if code) or row.languages[:2]
