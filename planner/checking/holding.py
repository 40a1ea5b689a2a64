"""What is in the programme: mandatory engagements, pins, provinces, registration, the head."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checking.evidence import Evidence, Finding
from planner.domain.clock import DAY
from planner.domain.counting import counted
from planner.domain.engagements import Engagement, Pin
from planner.domain.programme import Stop


def mandatory_engagements_are_held(evidence: Evidence) -> Iterator[Finding]:
    """What is mandatory is held, and for everyone it is meant for: `each` by every track, a joint engagement (audience
    `all` or named tracks) by all of its tracks that have delegates on that day."""
    for engagement in evidence.scenario.engagements:
        tracks = [track for track, held in evidence.attended.items() if engagement.id in held]
        if not tracks and engagement.mandatory != "no":
            yield {"engagement": engagement.id, "found": "not held", "allowed": f"mandatory {engagement.mandatory}"}
        elif tracks:
            for track in _missed(evidence, engagement, tracks):
                yield {"engagement": engagement.id, "track": track, "found": "not attended"}


def _missed(evidence: Evidence, engagement: Engagement, tracks: list[str]) -> Iterator[str]:
    invited = evidence.facts.invited(engagement)
    if invited is not None:
        day = evidence.sessions_of[engagement.id][0].stops[0].day
        meant = [track for track in invited if (track, day) in evidence.outing]
    elif engagement.mandatory == "each":
        meant = [track.id for track in evidence.plan.tracks if track.days]
    else:
        meant = []
    return (track for track in meant if track not in tracks)


def pins_are_kept(evidence: Evidence) -> Iterator[Finding]:
    """Pinned engagements are in, out or fixed as pinned; delegates whose track is fixed are in it every day."""
    for pin in evidence.scenario.pins:
        stops = [stop for stop in _stops_of(evidence, pin.engagement) if _meant(evidence, pin, stop)]
        if (pin.state == "out") == bool(stops):
            pinned = {"track": pin.track, "date": pin.on, "time": None if pin.at is None else _time(evidence, pin.at)}
            named = {name: value for name, value in pinned.items() if value is not None}
            found = ";".join(evidence.span(stop.item, stop.day) for stop in stops) or "not so"
            yield {"engagement": pin.engagement} | named | {"found": found, "allowed": pin.state}
    for who in evidence.scenario.delegates:
        tracks = set(evidence.plan.delegates.get(who.id, {}).values())
        if who.track is not None and tracks - {who.track}:
            yield {"delegate": who.id, "found": ";".join(sorted(tracks)), "allowed": who.track}


def _time(evidence: Evidence, minute: int) -> str:
    return evidence.time(minute, 0)


def _stops_of(evidence: Evidence, engagement: str) -> Iterator[Stop]:
    return (stop for session in evidence.sessions_of.get(engagement, ()) for stop in session.stops)


def _meant(evidence: Evidence, pin: Pin, stop: Stop) -> bool:
    """Is `stop` what the pin speaks of: its track, date and time of day, where it names them?"""
    return (
        pin.track in (None, stop.track)
        and (pin.on is None or evidence.scenario.clock.day(pin.on) == stop.day)
        and (pin.at is None or stop.item.start - stop.day * DAY == pin.at)
    )


def provinces_are_all_visited(evidence: Evidence) -> Iterator[Finding]:
    """Each named province holds at least `provinces.least` engagements; sessions of one count once."""
    rules = evidence.scenario.rules.provinces
    for province in rules.names:
        held = held_in(evidence, province)
        if held < rules.least:
            yield {"province": province, "found": held, "allowed": f"at least {rules.least}"}


def held_in(evidence: Evidence, province: str) -> int:
    """Number of engagements held in a province."""
    scenario = evidence.scenario
    sites = (scenario.site[scenario.engagement[engagement].site] for engagement in evidence.sessions_of)
    return sum(site.province == province for site in sites)


def registration_is_in_time(evidence: Evidence) -> Iterator[Finding]:
    """An engagement held is at least `register_days` after `as_of`, counted to the visit's first day."""
    programme = evidence.scenario.programme
    if programme.as_of is None:
        return
    days = (programme.first_day - programme.as_of).days
    for engagement in evidence.sessions_of:
        needed = evidence.scenario.engagement[engagement].register_days
        if days < needed:
            yield {
                "engagement": engagement,
                "found": counted(days, "day"),
                "allowed": f"at least {counted(needed, 'day')}",
            }


def the_head_attends(evidence: Evidence) -> Iterator[Finding]:
    """An engagement that requires the head, and is held, has the head in one of its sessions."""
    head = evidence.scenario.head
    for engagement, sessions in evidence.sessions_of.items():
        required = evidence.scenario.engagement[engagement].head_required
        if required and not any(head in evidence.guests_of(session) for session in sessions):
            yield evidence.which(sessions[0]) | {"found": "without the head", "allowed": head}
