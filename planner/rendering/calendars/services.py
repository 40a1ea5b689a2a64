"""Calendars of those who serve: a driver, a host organisation, an interpreter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.domain.plan import Meeting
from planner.domain.programme import Programme, Session
from planner.rendering.calendars.event import Event
from planner.rendering.calendars.items import Items
from planner.rendering.calendars.parties import session_event


def vehicle_events(items: Items, programme: Programme, vehicle: str) -> Iterator[Event]:
    """The transfers that a vehicle drives."""
    w = items.wording
    for stop in programme.stops():
        if vehicle not in stop.item.vehicles:
            continue
        item = stop.item
        said = (
            items.gather(item),
            w.say("way", km=item.km or 0, minutes=item.minutes or item.end - item.start),
            w.say("tracks", names=w.tracks([stop.track])),
            w.say("heads", number=item.heads),
            items.destination(item),
        )
        way = w.say("drive", origin=w.site_name(item.origin or item.site), destination=w.site_name(item.site))
        yield items.transfer(item, f"{item.key}/{stop.track}", way, *said)


def host_events(items: Items, programme: Programme, organisation: str) -> Iterator[Event]:
    """What an organisation hosts or sends people to, and its business meetings."""
    meetings = [meeting for meeting in programme.plan.meetings if meeting.host == organisation]
    for session in programme.sessions:
        if _concerns(items, session, organisation):
            yield _framed(session_event(items, programme, session), session, meetings)
    for meeting in meetings:
        w = items.wording
        key = f"meeting/{meeting.engagement}/{meeting.visitor}/{meeting.host}"
        yield items.meeting(meeting, key, w.say("meeting", name=w.organisation(meeting.visitor)))


def interpreter_events(items: Items, programme: Programme, interpreter: str) -> Iterator[Event]:
    """The sessions and business meetings that an interpreter serves."""
    meetings = [meeting for meeting in programme.plan.meetings if meeting.interpreter == interpreter]
    for session in programme.sessions:
        if any(interpreter in stop.item.interpreters for stop in session.stops):
            yield _framed(session_event(items, programme, session), session, meetings)
    for meeting in meetings:
        w = items.wording
        summary = w.say("meeting_both", visitor=w.organisation(meeting.visitor), host=w.organisation(meeting.host))
        key = f"meeting/{meeting.engagement}/{meeting.visitor}/{meeting.host}"
        yield items.meeting(meeting, key, summary)


def _concerns(items: Items, session: Session, organisation: str) -> bool:
    """Does the organisation host the session or send people to it?"""
    people = {who for stop in session.stops for who in stop.item.people}
    people |= {row.person for row in items.scenario.attends if row.engagement == session.engagement}
    return items.scenario.engagement[session.engagement].host == organisation or any(
        items.scenario.person[who].organisation == organisation for who in people if who in items.scenario.person
    )


def _framed(event: Event, session: Session, meetings: list[Meeting]) -> Event:
    """A session that holds meetings of the same reader: shown, but the meetings are what makes busy."""
    holds = any(meeting.engagement == session.engagement for meeting in meetings)
    return replace(event, busy=False) if holds else event
