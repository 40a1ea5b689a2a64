"""Business meetings fit their slots, tables, seats, interpreters and wishes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.checking.evidence import Evidence, Finding
from planner.domain.clock import DAY
from planner.domain.plan import Meeting, Session

Span = tuple[int, int]


def meetings_fit(evidence: Evidence) -> Iterator[Finding]:
    """Each meeting lies in a slot of a session held, at a table of its own; nobody meets more at a time than seats and
    free delegates allow, in a forbidden slot, with a competitor, or more often than the most; who could still meet has
    the floor; whoever shares no language has an interpreter, one meeting at a time, within hours and with breaks."""
    found: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in evidence.plan.meetings:
        found[meeting.engagement].append(meeting)
    for engagement, meetings in found.items():
        held = evidence.scenario.engagement.get(engagement)
        if held is None or held.kind != "matchmaking" or not held.slot_minutes:
            yield {"engagement": engagement, "found": "meetings", "allowed": "in a matchmaking engagement with slots"}
            continue
        forum = Gathering(evidence, engagement, tuple(meetings))
        strangers = list(_strangers(forum))
        yield from strangers
        if not strangers:
            yield from _slots_and_tables(forum)
            yield from _seats(forum)
            yield from _pairs(forum)
            yield from _counts(forum)
            yield from _interpreted(forum)


@dataclass(frozen=True)
class Gathering:
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
            and not any(_overlap(span, busy) for busy in self._busy.get(who, ()))
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


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _strangers(forum: Gathering) -> Iterator[Finding]:
    scenario = forum.evidence.scenario
    for meeting in forum.meetings:
        for name, side in ((meeting.visitor, "visitor"), (meeting.host, "host")):
            row = scenario.organisation.get(name)
            if row is None or row.side != side:
                yield forum.which(meeting) | {"found": name, "allowed": f"a {side} of the scenario"}
        if meeting.interpreter is not None and meeting.interpreter not in scenario.interpreter:
            yield forum.which(meeting) | {"found": meeting.interpreter, "allowed": "an interpreter of the scenario"}
        if not 1 <= meeting.slot <= len(forum.slots):
            yield forum.which(meeting) | {"found": f"slot {meeting.slot}", "allowed": f"1 to {len(forum.slots)}"}


def _slots_and_tables(forum: Gathering) -> Iterator[Finding]:
    tables = forum.evidence.scenario.engagement[forum.engagement].tables
    at: dict[tuple[int, int], Meeting] = {}
    for meeting in forum.meetings:
        _, span = forum.slots[meeting.slot - 1]
        if (meeting.start, meeting.end) != span:
            day = span[0] // DAY
            times = f"{forum.evidence.time(meeting.start, day)}-{forum.evidence.time(meeting.end, day)}"
            yield forum.which(meeting) | {"found": times, "allowed": f"from {forum.evidence.time(span[0], day)}"}
        if meeting.table < 1 or (tables is not None and meeting.table > tables):
            yield forum.which(meeting) | {"found": f"table {meeting.table}", "allowed": f"1 to {tables}"}
        other = at.setdefault((meeting.slot, meeting.table), meeting)
        if other is not meeting:
            yield forum.which(meeting) | {"found": f"also {other.visitor} and {other.host}", "allowed": "one meeting"}


def _seats(forum: Gathering) -> Iterator[Finding]:
    for name, meetings in forum.by_organisation.items():
        for slot in sorted({meeting.slot for meeting in meetings}):
            at_once, seats = sum(meeting.slot == slot for meeting in meetings), forum.seats(name, slot)
            if at_once > seats:
                yield {
                    "engagement": forum.engagement,
                    "organisation": name,
                    "slot": slot,
                    "found": f"{at_once} meetings",
                    "allowed": f"{seats} seats",
                }


def _pairs(forum: Gathering) -> Iterator[Finding]:
    scenario = forum.evidence.scenario
    asked = {(row.visitor, row.host): row for row in scenario.meetings if row.engagement == forum.engagement}
    seen: set[tuple[str, str]] = set()
    for meeting in forum.meetings:
        pair = (meeting.visitor, meeting.host)
        if pair in seen:
            yield forum.which(meeting) | {"found": "a second time", "allowed": "once"}
        seen.add(pair)
        row = asked.get(pair)
        if row is not None and meeting.slot in row.forbidden_slots:
            yield forum.which(meeting) | {"found": f"slot {meeting.slot}", "allowed": "not in this slot"}
        if (row is None) != meeting.proposed:
            yield forum.which(meeting) | {"found": f"proposed: {meeting.proposed}", "allowed": str(row is None)}
        if (min(pair), max(pair)) in forum.evidence.facts.competitors:
            yield forum.which(meeting) | {"found": "competitors at a table", "allowed": "apart"}


def _counts(forum: Gathering) -> Iterator[Finding]:
    rules = forum.evidence.scenario.rules.matchmaking
    for name, meetings in forum.by_organisation.items():
        if len(meetings) > rules.most:
            found = f"{len(meetings)} meetings"
            yield {"engagement": forum.engagement, "organisation": name, "found": found, "allowed": rules.most}
    for row in forum.evidence.scenario.meetings:
        if row.engagement == forum.engagement:
            for name in (row.visitor, row.host):
                count = len(forum.by_organisation.get(name, ()))
                if count < rules.floor and _could_meet(forum, row.visitor, row.host, row.forbidden_slots):
                    facts = {"found": f"{count} meetings", "allowed": f"{rules.floor}: free to meet"}
                    yield {"engagement": forum.engagement, "organisation": name} | facts


def _could_meet(forum: Gathering, visitor: str, host: str, forbidden: Sequence[int]) -> bool:
    """A further meeting of the two fits as it is, without an interpreter."""
    evidence, rules = forum.evidence, forum.evidence.scenario.rules.matchmaking
    ours, theirs = forum.by_organisation.get(visitor, ()), forum.by_organisation.get(host, ())
    if any(meeting.host == host for meeting in ours) or max(len(ours), len(theirs)) >= rules.most:
        return False
    if (min(visitor, host), max(visitor, host)) in evidence.facts.competitors or _apart(forum, visitor, host):
        return False
    tables = evidence.scenario.engagement[forum.engagement].tables
    return any(
        number not in forbidden
        and sum(meeting.slot == number for meeting in ours) < forum.seats(visitor, number)
        and sum(meeting.slot == number for meeting in theirs) < forum.seats(host, number)
        and (tables is None or sum(meeting.slot == number for meeting in forum.meetings) < tables)
        for number in range(1, len(forum.slots) + 1)
    )


def _apart(forum: Gathering, visitor: str, host: str) -> bool:
    """The two share no language, as far as both sides' are known."""
    ours, theirs = forum.languages(visitor), forum.languages(host)
    return bool(ours and theirs and not ours & theirs)


def _interpreted(forum: Gathering) -> Iterator[Finding]:
    work: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in forum.meetings:
        if meeting.interpreter is None:
            if _apart(forum, meeting.visitor, meeting.host):
                yield forum.which(meeting) | {"found": "no interpreter", "allowed": "one for both sides"}
            continue
        work[meeting.interpreter].append(meeting)
        spoken = frozenset(forum.evidence.scenario.interpreter[meeting.interpreter].languages)
        for name in (meeting.visitor, meeting.host):
            if forum.languages(name) and not spoken & forum.languages(name):
                allowed = ";".join(sorted(forum.languages(name)))
                yield forum.which(meeting) | {"found": ";".join(sorted(spoken)), "allowed": allowed}
    for who, meetings in work.items():
        yield from _shift(forum, who, sorted(meetings, key=lambda meeting: meeting.start))


def _shift(forum: Gathering, who: str, meetings: list[Meeting]) -> Iterator[Finding]:
    evidence, rules = forum.evidence, forum.evidence.scenario.rules.interpreting
    row, day = evidence.scenario.interpreter[who], meetings[0].start // DAY
    where = {"engagement": forum.engagement, "interpreter": who, "date": evidence.date(day)}
    if row.days and evidence.scenario.clock.date(day) not in row.days:
        yield where | {"found": "works", "allowed": "not on this date"}
    others = [
        session
        for session in evidence.sessions
        if session.engagement != forum.engagement and any(who in stop.item.interpreters for stop in session.stops)
    ]
    spans = [(meeting.start, meeting.end) for meeting in meetings]
    elsewhere = [(session.start, session.end) for session in others if session.start // DAY == day]
    for number, span in enumerate(spans):
        if any(_overlap(span, other) for other in (*spans[:number], *elsewhere)):
            yield where | {"found": f"two things at {evidence.time(span[0], day)}", "allowed": "one at a time"}
    minutes = sum(end - start for start, end in (*spans, *elsewhere))
    most = rules.day_minutes if row.minutes_day is None else row.minutes_day
    if minutes > most:
        yield where | {"found": f"{minutes} min", "allowed": f"{most} min a day"}
    longest = _longest(spans, rules.break_minutes)
    if longest > max(rules.stretch_minutes, spans[0][1] - spans[0][0]):
        yield where | {"found": f"{longest} min", "allowed": f"{rules.stretch_minutes} min without a break"}


def _longest(spans: Sequence[Span], pause: int) -> int:
    """Most minutes of meetings with no break of `pause` minutes between them."""
    longest = run = 0
    for number, (start, end) in enumerate(spans):
        rested = number == 0 or start - spans[number - 1][1] >= pause
        run = end - start + (0 if rested else run)
        longest = max(longest, run)
    return longest
