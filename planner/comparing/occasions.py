"""Where and when everybody touched by a plan is to be: delegates, tracks, drivers, interpreters and hosts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from planner.domain.clock import DAY
from planner.domain.plan import Meeting, Plan
from planner.domain.programme import Programme, Session, Stop
from planner.domain.scenario import Scenario

PartyKind = Literal["delegate", "track", "vehicle", "interpreter", "host"]


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """Somebody whom a plan concerns: kind and id."""

    kind: PartyKind
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Where and when an item is, [start, end) in minutes; a night is its whole date.

    `vehicles` are those of a transfer, `origin` where it starts, `table` that of a business meeting.
    """

    site: str
    start: int
    end: int
    origin: str | None = None
    vehicles: tuple[str, ...] = ()
    table: int | None = None


@dataclass(frozen=True, slots=True)
class ItemKey:
    """What stays of an item when it moves. `part` tells apart what one party has several of under one key."""

    key: str
    kind: str
    part: str = ""


Occasions = dict[tuple[Party, ItemKey], Occasion]


def occasions(plan: Plan, scenarios: Sequence[Scenario] = ()) -> Occasions:
    """Every item of `plan` by the party that takes part in it.

    Hosts and the organisations of delegates are looked up in `scenarios`, in the first that knows them; without
    scenarios hosts have no occasions and delegates no business meetings.
    """
    programme = Programme(plan)
    found: Occasions = {}
    for party, item, occasion in (
        *_of_tracks(programme),
        *_of_delegates(programme),
        *_of_sessions(programme, scenarios),
        *_of_meetings(programme, scenarios),
    ):
        found[party, item] = occasion
    return found


Entry = tuple[Party, ItemKey, Occasion]


def _of_tracks(programme: Programme) -> Iterator[Entry]:
    for stop in programme.stops():
        occasion = _occasion(stop)
        yield Party("track", stop.track), _item(stop), occasion
        for vehicle in stop.item.vehicles:
            yield Party("vehicle", vehicle), _item(stop, stop.track), occasion


def _of_delegates(programme: Programme) -> Iterator[Entry]:
    for who in programme.plan.delegates:
        for stop in programme.stops_of(who):
            yield Party("delegate", who), _item(stop), _occasion(stop)
    for own in programme.plan.individual:
        occasion = Occasion(site=own.destination, start=own.start, end=own.end, origin=own.origin)
        yield Party("delegate", own.delegate), ItemKey(own.key, own.kind), occasion


def _of_sessions(programme: Programme, scenarios: Sequence[Scenario]) -> Iterator[Entry]:
    for session in programme.sessions:
        first = session.stops[0]
        item, occasion = _item(first, _part(session, scenarios)), _occasion(first)
        if host := _host(session.engagement, scenarios):
            yield Party("host", host), item, occasion
        for interpreter in {who for stop in session.stops for who in stop.item.interpreters}:
            yield Party("interpreter", interpreter), item, occasion


def _of_meetings(programme: Programme, scenarios: Sequence[Scenario]) -> Iterator[Entry]:
    attending: dict[str, set[str]] = {}
    for session in programme.sessions:
        present = {who for stop in session.stops for who in programme.present(stop)}
        attending.setdefault(session.engagement, set()).update(present)
    for meeting in programme.plan.meetings:
        item = ItemKey(f"meeting/{meeting.engagement}/{meeting.visitor}/{meeting.host}", "meeting")
        occasion = _table(meeting, scenarios)
        yield Party("host", meeting.host), item, occasion
        if meeting.interpreter:
            yield Party("interpreter", meeting.interpreter), item, occasion
        for who in sorted(attending.get(meeting.engagement, ())):
            if _organisation(who, scenarios) == meeting.visitor:
                yield Party("delegate", who), item, occasion


def _item(stop: Stop, part: str = "") -> ItemKey:
    return ItemKey(stop.item.key, stop.item.kind, part)


def _occasion(stop: Stop) -> Occasion:
    item = stop.item
    if item.kind == "night":
        return Occasion(site=item.site, start=stop.day * DAY, end=(stop.day + 1) * DAY)
    return Occasion(site=item.site, start=item.start, end=item.end, origin=item.origin, vehicles=item.vehicles)


def _table(meeting: Meeting, scenarios: Sequence[Scenario]) -> Occasion:
    site = next((s.engagement[meeting.engagement].site for s in scenarios if meeting.engagement in s.engagement), "")
    return Occasion(site=site, start=meeting.start, end=meeting.end, table=meeting.table)


def _part(session: Session, scenarios: Sequence[Scenario]) -> str:
    """Empty where an engagement has one session, else the first of the session's tracks."""
    row = next((s.engagement[session.engagement] for s in scenarios if session.engagement in s.engagement), None)
    if row and (row.sessions == 1 or row.audience != ("tracks",)):
        return ""
    return min(stop.track for stop in session.stops)


def _host(engagement: str, scenarios: Sequence[Scenario]) -> str | None:
    return next((s.engagement[engagement].host for s in scenarios if engagement in s.engagement), None)


def _organisation(delegate: str, scenarios: Sequence[Scenario]) -> str | None:
    return next((s.delegate[delegate].organisation for s in scenarios if delegate in s.delegate), None)
