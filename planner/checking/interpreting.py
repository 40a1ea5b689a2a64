"""Whoever shares no language with the host has an interpreter, within hours and with breaks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from planner.checking.evidence import Evidence, Finding
from planner.domain.engagements import Engagement
from planner.domain.programme import Session
from planner.domain.rulebook import BRIDGE

FORMAL = ("talks", "committee", "signing")
Tongues = frozenset[str]


def interpreters_are_there(evidence: Evidence) -> Iterator[Finding]:
    """Every delegate who shares no language with the engagement's has somebody who speaks a language of each side;
    there are as many as needed; the engagement takes its longer time; each interpreter is to be had, is with one track
    a day, works at most so many minutes a day, and no longer than a stretch without a break where alone."""
    shifts: dict[tuple[str, int], list[tuple[Session, bool]]] = {}
    for session in evidence.sessions:
        there = _interpreters(session)
        for who in there:
            shifts.setdefault((who, session.stops[0].day), []).append((session, len(there) == 1))
        yield from _served(evidence, session, there)
    for (who, day), work in shifts.items():
        yield from _shift(evidence, who, day, work)


def interpreters_know_the_subject(evidence: Evidence) -> Iterator[Finding]:
    """Of the interpreters of a session that needs some, one knows a topic of the engagement; whose subjects are not
    told may know any."""
    scenario = evidence.scenario
    topics: dict[str, set[str]] = {}
    for row in scenario.engagement_topics:
        if row.strength:
            topics.setdefault(row.engagement, set()).add(row.topic)
    for session in evidence.sessions:
        there, asked = _interpreters(session), topics.get(session.engagement)
        if asked and there and unserved(evidence, session):
            known = [set(scenario.interpreter[who].topics) for who in there]
            if all(subjects and not subjects & asked for subjects in known):
                yield evidence.which(session) | {"found": ";".join(there), "allowed": ";".join(sorted(asked))}


def _interpreters(session: Session) -> tuple[str, ...]:
    return tuple(sorted({who for stop in session.stops for who in stop.item.interpreters}))


def unserved(evidence: Evidence, session: Session) -> frozenset[Tongues]:
    """The sets of languages, among a session's delegates, that share none with the engagement; empty: no need."""
    host = frozenset(evidence.scenario.engagement[session.engagement].languages)
    spoken = {evidence.facts.languages[who] for who in evidence.guests_of(session)} if host else set()
    return frozenset(tongues for tongues in spoken if not tongues & host)


def stretched(evidence: Evidence, engagement: Engagement) -> int:
    """Minutes of an engagement that needs an interpreter: `factor_percent` of its length, rounded up."""
    return math.ceil(engagement.minutes * evidence.scenario.rules.interpreting.factor_percent / 100)


def _needed(evidence: Evidence, engagement: Engagement) -> int:
    rules = evidence.scenario.rules.interpreting
    formal = rules.talks_need if engagement.kind in FORMAL else 1
    return max(formal, 2 if stretched(evidence, engagement) > rules.stretch_minutes else 1)


def _served(evidence: Evidence, session: Session, there: Sequence[str]) -> Iterator[Finding]:
    groups = unserved(evidence, session)
    if not groups:
        return
    engagement, which = evidence.scenario.engagement[session.engagement], evidence.which(session)
    host = frozenset(engagement.languages)
    spoken = [frozenset(evidence.scenario.interpreter[who].languages) for who in there]
    relay = evidence.scenario.rules.interpreting.relay
    for tongues in sorted(groups, key=sorted):
        if not _bridged(tongues, host, spoken, relay):
            found = ";".join(there) or "no interpreter"
            yield which | {"found": found, "allowed": f"{';'.join(sorted(tongues))} to {';'.join(sorted(host))}"}
    useful = sum(any(_useful(tongues, host, one, relay) for tongues in groups) for one in spoken)
    if useful < _needed(evidence, engagement):
        yield which | {"found": f"{useful} interpreters", "allowed": _needed(evidence, engagement)}
    minutes = stretched(evidence, engagement)
    if session.end - session.start < minutes:
        yield which | {"found": f"{session.end - session.start} min", "allowed": f"{minutes} min interpreted"}


def _bridged(tongues: Tongues, host: Tongues, spoken: list[Tongues], relay: bool) -> bool:
    """Is somebody there for both sides, or, with relay, one for each side who share the bridge language?"""
    if any(one & tongues and one & host for one in spoken):
        return True
    bridging = [one for one in spoken if BRIDGE in one]
    return relay and any(one & tongues for one in bridging) and any(one & host for one in bridging)


def _useful(tongues: Tongues, host: Tongues, one: Tongues, relay: bool) -> bool:
    return bool(one & tongues and one & host) or (relay and BRIDGE in one and bool(one & (tongues | host)))


def _shift(evidence: Evidence, who: str, day: int, work: list[tuple[Session, bool]]) -> Iterator[Finding]:
    row, rules = evidence.scenario.interpreter[who], evidence.scenario.rules.interpreting
    where = {"interpreter": who, "date": evidence.date(day)}
    if row.days and evidence.scenario.clock.date(day) not in row.days:
        yield where | {"found": "works", "allowed": "not on this date"}
    tracks = [{stop.track for stop in session.stops} for session, _ in work]
    if not set.intersection(*tracks):
        yield where | {"found": ";".join(sorted(set.union(*tracks))), "allowed": "one track a day"}
    minutes = sum(session.end - session.start for session, _ in work)
    most = rules.day_minutes if row.minutes_day is None else row.minutes_day
    if minutes > most:
        yield where | {"found": f"{minutes} min", "allowed": f"{most} min a day"}
    longest = _longest_stretch(work, rules.break_minutes)
    if longest > rules.stretch_minutes:
        yield where | {"found": f"{longest} min", "allowed": f"{rules.stretch_minutes} min without a break"}
    for (one, _), (other, _) in pairwise(work):
        if other.start < one.end:
            times = evidence.span(other.stops[0].item, day)
            yield where | {"times": times, "overlaps": one.engagement, "engagement": other.engagement}


def _longest_stretch(work: list[tuple[Session, bool]], pause: int) -> int:
    """Most minutes interpreted alone with no break of `pause` minutes between; a session shared with another
    interpreter is taken in turns and breaks the row."""
    row = longest = 0
    until: int | None = None
    for session, alone in work:
        rested = not alone or until is None or session.start - until >= pause
        minutes = session.end - session.start if alone else 0
        row = minutes if rested else row + minutes
        longest, until = max(longest, row), session.end
    return longest
