"""Sessions: how many, who shares one, how many heads, of which rank, beside which competitors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from planner.checking.evidence import Evidence, Finding
from planner.domain.counting import counted
from planner.domain.programme import Session

SOCIAL = ("reception", "meal", "signing", "culture")


def sessions_are_not_exceeded(evidence: Evidence) -> Iterator[Finding]:
    """An engagement has at most `sessions` sessions (a joint one: one); a track attends once and is invited; tracks
    share a session only where `together` or a joint engagement allows, with one start and one end."""
    for engagement, sessions in evidence.sessions_of.items():
        row = evidence.scenario.engagement[engagement]
        invited = evidence.facts.invited(row)
        most = row.sessions if invited is None else 1
        if len(sessions) > most:
            yield {"engagement": engagement, "found": f"{len(sessions)} sessions", "allowed": most}
        tracks = [stop.track for session in sessions for stop in session.stops]
        for track in sorted(set(tracks)):
            if tracks.count(track) > 1:
                yield {"engagement": engagement, "track": track, "found": f"{tracks.count(track)} times", "allowed": 1}
            if invited is not None and track not in invited:
                yield {"engagement": engagement, "track": track, "found": "attends", "allowed": ";".join(invited)}
        for session in sessions:
            yield from _shared(evidence, session, row.together or invited is not None)


def _shared(evidence: Evidence, session: Session, together: bool) -> Iterator[Finding]:
    if len(session.stops) > 1 and not together:
        yield evidence.which(session) | {
            "found": f"{counted(len(session.stops), 'track')} together",
            "allowed": "one track",
        }
    for stop in session.stops:
        if (stop.item.start, stop.item.end) != (session.start, session.end):
            allowed = evidence.span(session.stops[0].item, stop.day)
            found = evidence.span(stop.item, stop.day)
            yield evidence.which(session) | {"track": stop.track, "found": found, "allowed": allowed}


def hosts_receive_one_session_at_a_time(evidence: Evidence) -> Iterator[Finding]:
    """Different sessions of one host organisation do not overlap in [start, end)."""
    by_host: dict[str, list[Session]] = {}
    for session in evidence.sessions:
        host = evidence.scenario.engagement[session.engagement].host
        if host is not None:
            by_host.setdefault(host, []).append(session)
    for host, sessions in by_host.items():
        for first, second in combinations(sessions, 2):
            if first.start < second.end and second.start < first.end:
                other = f"{first.engagement} {evidence.span(first.stops[0].item, first.stops[0].day)}"
                yield {"host": host} | evidence.which(second) | {"overlaps": other}


def capacity_is_not_exceeded(evidence: Evidence) -> Iterator[Finding]:
    """No session holds more heads than `capacity`; a track in use has `min_size` to `max_size` delegates a day."""
    for session in evidence.sessions:
        capacity = evidence.scenario.engagement[session.engagement].capacity
        heads = len(evidence.guests_of(session))
        if capacity is not None and heads > capacity:
            yield evidence.which(session) | {"found": heads, "allowed": capacity}
    for track in evidence.plan.tracks:
        row, everyone = evidence.scenario.track[track.id], set[str]()
        for day in track.days:
            members = evidence.members(track.id, day.day)
            everyone.update(members)
            if len(members) > row.max_size:
                where = {"track": track.id, "date": evidence.date(day.day)}
                yield where | {"found": len(members), "allowed": f"at most {row.max_size}"}
        if len(everyone) < row.min_size:
            yield {"track": track.id, "found": len(everyone), "allowed": f"at least {row.min_size}"}


def ranks_are_matched(evidence: Evidence) -> Iterator[Finding]:
    """The highest rank among a session's delegates is within `ranks.within` levels of `host_rank`, where given."""
    within = evidence.scenario.rules.ranks.within
    for session in evidence.sessions:
        host_rank = evidence.scenario.engagement[session.engagement].host_rank
        ranks = [evidence.scenario.delegate[who].rank for who in evidence.guests_of(session)]
        if host_rank is not None and ranks and abs(min(ranks) - host_rank) > within:
            allowed = f"{max(1, host_rank - within)} to {host_rank + within}"
            yield evidence.which(session) | {"found": f"rank {min(ranks)}", "allowed": allowed}


def competitors_are_apart(evidence: Evidence) -> Iterator[Finding]:
    """Competitors share no session, save joint engagements (for all or named tracks), receptions, meals, ceremonies,
    culture; one finding a session and pair."""
    pairs = evidence.facts.competitors
    for session in evidence.sessions if pairs else ():
        row = evidence.scenario.engagement[session.engagement]
        if row.kind in SOCIAL or evidence.facts.invited(row) is not None:
            continue
        there = {evidence.scenario.delegate[who].organisation for who in evidence.guests_of(session)}
        for one, other in pairs:
            if one in there and other in there:
                yield evidence.which(session) | {"found": f"{one} and {other}", "allowed": "one of them"}
