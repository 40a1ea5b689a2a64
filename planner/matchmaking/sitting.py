"""Who can sit in the meetings of an engagement, and when: read from the plan and the scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.plan import Plan
from planner.domain.programme import Programme, Session
from planner.domain.scenario import Scenario

BUSINESS = ("company", "state-enterprise")
"""Kinds of organisations that take part where no participants are listed."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of a session; `start` and `end` in minutes. The slots of all sessions are counted through."""

    start: int
    end: int
    session: Session


@dataclass(frozen=True, slots=True)
class Sitter:
    """An organisation that takes part: its seats in each slot and, of visitors, the delegates free in each slot."""

    organisation: str
    seats: tuple[int, ...]
    delegates: tuple[tuple[str, ...], ...] = ()


def slots_of(scenario: Scenario, programme: Programme, engagement: str) -> tuple[Slot, ...]:
    """The slots of all sessions held, in order of time; none where the engagement has no `slot_minutes`."""
    row = scenario.engagement[engagement]
    if not row.slot_minutes:
        return ()
    length = row.slot_minutes
    return tuple(
        Slot(session.start + number * length, session.start + (number + 1) * length, session)
        for session in programme.sessions
        if session.engagement == engagement
        for number in range(row.minutes // length)
    )


def sitters(scenario: Scenario, plan: Plan, engagement: str) -> tuple[tuple[Slot, ...], tuple[Sitter, ...]]:
    """The slots and who takes part: the listed participants, else companies that are there, hosts with wishes and
    whoever is asked for a meeting."""
    programme = Programme(plan)
    slots = slots_of(scenario, programme, engagement)
    free = _free_delegates(scenario, programme, slots)
    rows = {row.organisation: row for row in scenario.participants if row.engagement == engagement}
    found = []
    for name in rows or _unlisted(scenario, engagement, free):
        row = rows.get(name)
        forbidden = row.forbidden_slots if row else ()
        visitor = scenario.organisation[name].side == "visitor"
        delegates = tuple(by_company.get(name, ()) for by_company in free) if visitor else ()
        most = row.seats if row else None
        seats = tuple(
            0 if number + 1 in forbidden else _seats(most, len(delegates[number]) if visitor else None)
            for number in range(len(slots))
        )
        found.append(Sitter(name, seats, delegates))
    return slots, tuple(found)


def _seats(most: int | None, delegates: int | None) -> int:
    """As listed, else one a host or one a free delegate; of visitors never more than free delegates."""
    if delegates is None:
        return 1 if most is None else most
    return delegates if most is None else min(most, delegates)


def _unlisted(scenario: Scenario, engagement: str, free: tuple[Mapping[str, tuple[str, ...]], ...]) -> list[str]:
    there = {name for by_company in free for name in by_company}
    wishing = {wish.host for wish in scenario.wishes}
    asked = {name for row in scenario.meetings if row.engagement == engagement for name in (row.visitor, row.host)}
    return [
        row.id
        for row in scenario.organisations
        if row.kind in BUSINESS or row.id in asked
        if row.id in (there if row.side == "visitor" else wishing | asked)
    ]


def _free_delegates(
    scenario: Scenario, programme: Programme, slots: tuple[Slot, ...]
) -> tuple[Mapping[str, tuple[str, ...]], ...]:
    """For each slot, by organisation, the delegates at the session with nothing else to do."""
    busy = _busy(scenario, programme)
    found = []
    for slot in slots:
        by_company: dict[str, list[str]] = {}
        for stop in slot.session.stops:
            for who in programme.present(stop):
                if not any(start < slot.end and slot.start < end for start, end in busy.get(who, ())):
                    by_company.setdefault(scenario.delegate[who].organisation, []).append(who)
        found.append({name: tuple(people) for name, people in by_company.items()})
    return tuple(found)


def _busy(scenario: Scenario, programme: Programme) -> Mapping[str, list[tuple[int, int]]]:
    """Spans by delegate spent on own items (a late arrival, an early flight) and on parts in other engagements."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for own in programme.plan.individual:
        spans.setdefault(own.delegate, []).append((own.start, own.end))
    held: dict[str, list[Session]] = {}
    for session in programme.sessions:
        held.setdefault(session.engagement, []).append(session)
    for row in scenario.attends:
        if row.person in scenario.delegate and scenario.engagement[row.engagement].kind != "matchmaking":
            spans.setdefault(row.person, []).extend((one.start, one.end) for one in held.get(row.engagement, ()))
    return spans
