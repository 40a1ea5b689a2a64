"""Business meetings: per company, per table, per interpreter, and the whole as a picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.clock import DAY
from planner.domain.columns import Text
from planner.domain.plan import Meeting
from planner.rendering.cards import PlaceCard
from planner.rendering.sayable import NO_TEXT, Day, FreeWord, Sayable, Span
from planner.rendering.views.heat import HeatView, heat_view
from planner.rendering.views.slots import SlotsView, slots_view
from planner.rendering.visit import Visit


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting. `proposed`: nobody asked for it, the interests match."""

    slot: int
    table: int
    when: Span
    visitor: Text
    host: Text
    interpreter: Text
    proposed: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """The meetings at one table, or of one interpreter."""

    name: Sayable
    meetings: tuple[MeetingLine, ...]


@dataclass(frozen=True, slots=True)
class Forum:
    """The meetings of one matchmaking engagement."""

    title: Text
    place: PlaceCard
    date: Day
    companies: tuple[int, int]
    count: int
    tables: tuple[Desk, ...]
    interpreters: tuple[Desk, ...]
    heat: HeatView
    slots: SlotsView


@dataclass(frozen=True, slots=True)
class MatchmakingView:
    """Everything in the timetable of meetings."""

    title: Text
    forums: tuple[Forum, ...]


@dataclass(frozen=True, slots=True)
class CompanyView:
    """The meetings of one organisation."""

    title: Text
    company: Text
    sector: Sayable
    hosting: bool
    forums: tuple[tuple[Forum, tuple[MeetingLine, ...]], ...]


def matchmaking_ids(visit: Visit) -> tuple[str, ...]:
    """The whole timetable, where there are meetings."""
    return ("",) if visit.plan.meetings else ()


def companies(visit: Visit) -> tuple[str, ...]:
    """Organisations (ids) with at least one meeting, in the order of the table."""
    met = {id for meeting in visit.plan.meetings for id in (meeting.visitor, meeting.host)}
    return tuple(row.id for row in visit.scenario.organisations if row.id in met)


def matchmaking_view(visit: Visit, _: str = "") -> MatchmakingView:
    """The timetable of every matchmaking engagement."""
    return MatchmakingView(visit.scenario.title, tuple(_forum(visit, *pair) for pair in _forums(visit)))


def company_view(visit: Visit, organisation: str) -> CompanyView:
    """The timetable of one organisation (an id)."""
    row = visit.scenario.organisation[organisation]
    forums = []
    for engagement, meetings in _forums(visit):
        mine = [meeting for meeting in meetings if organisation in (meeting.visitor, meeting.host)]
        if mine:
            forums.append((_forum(visit, engagement, meetings), _lines(visit, mine)))
    return CompanyView(
        visit.scenario.title, row.name, FreeWord("sector", row.sector), row.side == "host", tuple(forums)
    )


def _forums(visit: Visit) -> list[tuple[str, list[Meeting]]]:
    found: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in visit.plan.meetings:
        found[meeting.engagement].append(meeting)
    return sorted(found.items(), key=lambda pair: min(meeting.start for meeting in pair[1]))


def _forum(visit: Visit, engagement: str, meetings: list[Meeting]) -> Forum:
    row = visit.scenario.engagement[engagement]
    tables: dict[int, list[Meeting]] = defaultdict(list)
    interpreters: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        tables[meeting.table].append(meeting)
        if meeting.interpreter:
            interpreters[meeting.interpreter].append(meeting)
    return Forum(
        title=row.name,
        place=visit.places[row.site],
        date=Day(visit.scenario.clock.date(meetings[0].start // DAY)),
        companies=(len({meeting.visitor for meeting in meetings}), len({meeting.host for meeting in meetings})),
        count=len(meetings),
        tables=tuple(Desk(table, _lines(visit, tables[table])) for table in sorted(tables)),
        interpreters=tuple(Desk(visit.people[id].name, _lines(visit, interpreters[id])) for id in sorted(interpreters)),
        heat=heat_view(visit, engagement, meetings),
        slots=slots_view(visit, engagement, meetings),
    )


def _lines(visit: Visit, meetings: Iterable[Meeting]) -> tuple[MeetingLine, ...]:
    organisation = visit.scenario.organisation
    return tuple(
        MeetingLine(
            slot=meeting.slot,
            table=meeting.table,
            when=visit.span(meeting.start, meeting.end, meeting.start // DAY),
            visitor=organisation[meeting.visitor].name,
            host=organisation[meeting.host].name,
            interpreter=visit.people[meeting.interpreter].name if meeting.interpreter else NO_TEXT,
            proposed=meeting.proposed,
        )
        for meeting in sorted(meetings, key=lambda meeting: (meeting.start, meeting.table))
    )
