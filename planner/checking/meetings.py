"""Business meetings fit their slots, tables, seats, interpreters and wishes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from planner.checking.evidence import Evidence, Finding
from planner.checking.forums import Forum, Span, overlap
from planner.domain.clock import DAY
from planner.domain.counting import counted
from planner.domain.engagements import Engagement
from planner.domain.plan import Meeting


def meetings_fit(evidence: Evidence) -> Iterator[Finding]:
    """Each meeting lies in a slot of a session held, at a table of its own; nobody meets more at a time than seats and
    free delegates allow, in a forbidden slot, with a competitor, or more often than the most; who could still meet has
    the floor; whoever shares no language has an interpreter, one meeting at a time, within hours and with breaks."""
    found: dict[str, list[Meeting]] = {row.id: [] for row in evidence.scenario.engagements if _is_forum(evidence, row)}
    for meeting in evidence.plan.meetings:
        found.setdefault(meeting.engagement, []).append(meeting)
    for engagement, meetings in found.items():
        held = evidence.scenario.engagement.get(engagement)
        if held is None or held.kind != "matchmaking" or not held.slot_minutes:
            yield {"engagement": engagement, "found": "meetings", "allowed": "in a matchmaking engagement with slots"}
            continue
        forum = Forum(evidence, engagement, tuple(meetings))
        strangers = list(_strangers(forum))
        yield from strangers
        if not strangers:
            yield from _slots_and_tables(forum)
            yield from _seats(forum)
            yield from _pairs(forum)
            yield from _counts(forum)
            yield from _interpreted(forum)


def _is_forum(evidence: Evidence, row: Engagement) -> bool:
    """A matchmaking with slots that is held: who could meet there is missed even where nobody meets."""
    return row.kind == "matchmaking" and bool(row.slot_minutes) and row.id in evidence.sessions_of


def _strangers(forum: Forum) -> Iterator[Finding]:
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


def _slots_and_tables(forum: Forum) -> Iterator[Finding]:
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
        other = at.get((meeting.slot, meeting.table))
        at[meeting.slot, meeting.table] = meeting
        if other is not None:
            yield forum.which(meeting) | {"found": f"also {other.visitor} and {other.host}", "allowed": "one meeting"}


def _seats(forum: Forum) -> Iterator[Finding]:
    for name, meetings in forum.by_organisation.items():
        for slot in sorted({meeting.slot for meeting in meetings}):
            at_once, seats = sum(meeting.slot == slot for meeting in meetings), forum.seats(name, slot)
            if at_once > seats:
                yield {
                    "engagement": forum.engagement,
                    "organisation": name,
                    "slot": slot,
                    "found": counted(at_once, "meeting"),
                    "allowed": f"{seats} seats",
                }


def _pairs(forum: Forum) -> Iterator[Finding]:
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


def _counts(forum: Forum) -> Iterator[Finding]:
    rules = forum.evidence.scenario.rules.matchmaking
    for name, meetings in forum.by_organisation.items():
        if len(meetings) > rules.most:
            found = counted(len(meetings), "meeting")
            yield {"engagement": forum.engagement, "organisation": name, "found": found, "allowed": rules.most}
    for row in forum.evidence.scenario.meetings:
        if row.engagement == forum.engagement:
            for name in (row.visitor, row.host):
                count = len(forum.by_organisation.get(name, ()))
                if count < rules.floor and _could_meet(forum, row.visitor, row.host, row.forbidden_slots):
                    facts = {"found": counted(count, "meeting"), "allowed": f"{rules.floor}: free to meet"}
                    yield {"engagement": forum.engagement, "organisation": name} | facts


def _could_meet(forum: Forum, visitor: str, host: str, forbidden: Sequence[int]) -> bool:
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


def _apart(forum: Forum, visitor: str, host: str) -> bool:
    """The two share no language, as far as both sides' are known."""
    ours, theirs = forum.languages(visitor), forum.languages(host)
    return bool(ours and theirs and not ours & theirs)


def _interpreted(forum: Forum) -> Iterator[Finding]:
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


def _shift(forum: Forum, who: str, meetings: list[Meeting]) -> Iterator[Finding]:
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
        if any(overlap(span, other) for other in (*spans[:number], *elsewhere)):
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
