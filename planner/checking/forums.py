"""The meetings of one matchmaking engagement beside what they must fit: slots, seats, free delegates, languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.checking.evidence import Evidence
from planner.domain.plan import Meeting
from planner.domain.programme import Session

Span = tuple[int, int]


def overlap(one: Span, other: Span) -> bool:
    """Do two spans [start, end) share a minute?"""
    return one[0] < other[1] and other[0] < one[1]


@dataclass(frozen=True)
class Forum:
    """The meetings of one engagement beside what they must fit."""

    evidence: Evidence
    engagement: str
    meetings: tuple[Meeting, ...]

    @cached_property
    def slots(self) -> tuple[tuple[Session, Span], ...]:
        """The slots of all sessions, counted through in order of time."""
        row = self.evidence.scenario.engagement[self.engagement]
        length = row.slot_minutes or row.minutes
        return tuple(
            (session, (session.start + n * length, session.start + (n + 1) * length))
            for session in self.evidence.sessions_of.get(self.engagement, ())
            for n in range(row.minutes // length)
        )

    @cached_property
    def by_organisation(self) -> Mapping[str, tuple[Meeting, ...]]:
        """Meetings by organisation."""
        found: dict[str, list[Meeting]] = defaultdict(list)
        for meeting in self.meetings:
            found[meeting.visitor].append(meeting)
            found[meeting.host].append(meeting)
        return {name: tuple(meetings) for name, meetings in found.items()}

    @cached_property
    def _busy(self) -> Mapping[str, tuple[Span, ...]]:
        scenario, found = self.evidence.scenario, defaultdict(list)
        for own in self.evidence.plan.individual:
            found[own.delegate].append((own.start, own.end))
        for row in scenario.attends:
            if scenario.engagement[row.engagement].kind != "matchmaking":
                sessions = self.evidence.sessions_of.get(row.engagement, ())
                found[row.person].extend((session.start, session.end) for session in sessions)
        return {who: tuple(spans) for who, spans in found.items()}

    def free(self, organisation: str, number: int) -> tuple[str, ...]:
        """Delegates of a visiting organisation at the session of slot `number` (from 1) with nothing else to do."""
        session, span = self.slots[number - 1]
        return tuple(
            who
            for who in self.evidence.guests_of(session)
            if self.evidence.scenario.delegate[who].organisation == organisation
            and not any(overlap(span, busy) for busy in self._busy.get(who, ()))
        )

    def seats(self, organisation: str, number: int) -> int:
        """The most meetings of `organisation` in slot `number`."""
        rows = [r for r in self.evidence.scenario.participants if r.engagement == self.engagement]
        row = next((row for row in rows if row.organisation == organisation), None)
        if (rows and row is None) or (row and number in row.forbidden_slots):
            return 0
        if self.evidence.scenario.organisation[organisation].side == "host":
            return row.seats if row else 1
        there = len(self.free(organisation, number))
        return min(row.seats, there) if row else there

    def languages(self, organisation: str) -> frozenset[str]:
        """What its free delegates of any slot speak, else what it speaks itself."""
        numbers = range(1, len(self.slots) + 1)
        people = {who for number in numbers for who in self.free(organisation, number)}
        spoken = frozenset(tongue for who in people for tongue in self.evidence.facts.languages[who])
        return spoken or frozenset(self.evidence.scenario.organisation[organisation].languages)

    def which(self, meeting: Meeting) -> dict[str, object]:
        """Facts that name a meeting."""
        return {
            "engagement": meeting.engagement,
            "slot": meeting.slot,
            "table": meeting.table,
            "visitor": meeting.visitor,
            "host": meeting.host,
        }
