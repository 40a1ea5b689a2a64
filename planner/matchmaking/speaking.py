"""Who could interpret a meeting, and when interpreters are free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.clock import DAY
from planner.domain.programme import Programme, Session
from planner.domain.scenario import Scenario
from planner.matchmaking.forum import Interpreting
from planner.matchmaking.sitting import Sitter, Slot


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages of each participant and of each interpreter, in the forum's order."""

    participants: dict[str, frozenset[str]]
    interpreters: tuple[frozenset[str], ...]

    def able(self, visitor: str, host: str) -> frozenset[int] | None:
        """Interpreters who speak a language of each side; None where both share one or a side's are not known."""
        one, other = self.participants[visitor], self.participants[host]
        if not one or not other or one & other:
            return None
        return frozenset(i for i, spoken in enumerate(self.interpreters) if spoken & one and spoken & other)


def tongues(scenario: Scenario, taking_part: Sequence[Sitter]) -> Tongues:
    """Visitors speak what any of their delegates there speaks, else, like hosts, what their organisation does."""
    found = {}
    for sitter in taking_part:
        people = {who for there in sitter.delegates for who in there}
        spoken = frozenset(tongue for who in people for tongue in scenario.delegate[who].languages)
        found[sitter.organisation] = spoken or frozenset(scenario.organisation[sitter.organisation].languages)
    return Tongues(found, tuple(frozenset(row.languages) for row in scenario.interpreters))


def interpreting(scenario: Scenario, programme: Programme, slots: Sequence[Slot]) -> Interpreting:
    """When each interpreter is there: on their days, not at another session; with rests in whole slots."""
    if not slots:
        return Interpreting((frozenset(),) * len(scenario.interpreters))
    rules, length = scenario.rules.interpreting, slots[0].end - slots[0].start
    engagement, day = slots[0].session.engagement, slots[0].start // DAY
    others = {row.id: _others(programme, row.id, engagement) for row in scenario.interpreters}
    free = tuple(
        frozenset(
            number
            for number, slot in enumerate(slots)
            if (not row.days or scenario.clock.date(slot.start // DAY) in row.days)
            and not any(one.start < slot.end and slot.start < one.end for one in others[row.id])
        )
        for row in scenario.interpreters
    )
    left = [
        (rules.day_minutes if row.minutes_day is None else row.minutes_day)
        - sum(one.end - one.start for one in others[row.id] if one.start // DAY == day)
        for row in scenario.interpreters
    ]
    most = tuple(max(0, minutes // length) for minutes in left)
    return Interpreting(free, max(1, rules.stretch_minutes // length), -(-rules.break_minutes // length), most)


def _others(programme: Programme, interpreter: str, engagement: str) -> list[Session]:
    return [
        session
        for session in programme.sessions
        if session.engagement != engagement and any(interpreter in stop.item.interpreters for stop in session.stops)
    ]
