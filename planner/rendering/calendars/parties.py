"""Calendars of those who travel: a delegate, a track, the whole delegation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from planner.domain.engagements import Engagement
from planner.domain.people import Person
from planner.domain.plan import Individual, Meeting, TrackDay
from planner.domain.programme import Programme, Session, Stop
from planner.rendering.calendars.event import Event
from planner.rendering.calendars.items import Items


def delegate_events(items: Items, programme: Programme, who: str) -> Iterator[Event]:
    """All that one delegate does, flights and hotel nights included."""
    meetings = delegate_meetings(items, programme, who)
    framed = {meeting.engagement for meeting in meetings}
    for stop in programme.stops_of(who):
        day = programme.track_days[stop.track, stop.day]
        event = stop_event(items, stop, stop.item.key, *_for_delegate(items, stop, day, who))
        yield replace(event, busy=False) if stop.item.kind == "engagement" and stop.item.id in framed else event
    for meeting in meetings:
        yield delegate_meeting(items, meeting)
    for own in programme.plan.individual:
        if own.delegate == who:
            yield items.flight(own) if own.kind == "flight" else items.own_way(own)


def track_events(items: Items, programme: Programme, track: str) -> Iterator[Event]:
    """What a track does together, and the flights of its delegates."""
    members: set[str] = set()
    for stop in programme.stops():
        if stop.track == track:
            heads = items.wording.say("heads", number=stop.item.heads)
            yield stop_event(items, stop, stop.item.key, heads)
            members.update(programme.members(track, stop.day))
    yield from _flights(items, [own for own in programme.plan.individual if own.delegate in members])


def all_events(items: Items, programme: Programme) -> Iterator[Event]:
    """What every track does, sessions that tracks share once; an overview that makes nobody busy."""
    for session in programme.sessions:
        yield _overview(session_event(items, programme, session))
    for stop in programme.stops():
        if stop.item.kind != "engagement":
            name = items.wording.tracks([stop.track])
            heads = items.wording.say("heads", number=stop.item.heads)
            event = stop_event(items, stop, f"{stop.item.key}/{stop.track}", heads)
            yield _overview(replace(event, summary=f"{name}: {event.summary}"))
    yield from _flights(items, programme.plan.individual)


def session_event(items: Items, programme: Programme, session: Session, *more: str) -> Event:
    """A session with all the tracks that attend it, as its host and the whole delegation see it."""
    w = items.wording
    engagement, item = items.scenario.engagement[session.engagement], session.stops[0].item
    interpreters = tuple(dict.fromkeys(who for stop in session.stops for who in stop.item.interpreters))
    present = [who for stop in session.stops for who in programme.present(stop)]
    first = min(present, key=items.scenario.precedence.__getitem__, default=None)
    leader = items.scenario.delegate[first] if first else None
    meetings = sum(meeting.engagement == session.engagement for meeting in programme.plan.meetings)
    said = (
        w.say("tracks", names=w.tracks(stop.track for stop in session.stops)),
        w.say("heads", number=session.heads),
        w.say("leader", name=f"{w.text(leader.name)} ({w.text(leader.position)})") if leader else "",
        w.say("meetings_count", number=meetings) if meetings else "",
        *more,
    )
    key = session_key(items, engagement, session)
    return items.engagement(replace(item, interpreters=interpreters), key, *said)


def session_key(items: Items, engagement: Engagement, session: Session) -> str:
    """What stays of a session when it moves: its engagement, and where there may be several, its first track."""
    if engagement.sessions == 1 or engagement.audience != ("tracks",):
        return engagement.id
    order = [track.id for track in items.scenario.tracks]
    return f"{engagement.id}/{min((stop.track for stop in session.stops), key=order.index)}"


def stop_event(items: Items, stop: Stop, key: str, *more: str) -> Event:
    """Whatever a track does at a stop."""
    item = stop.item
    match item.kind:
        case "engagement":
            return items.engagement(item, key, *more)
        case "meal":
            return items.meal(item, key, *more)
        case "transfer":
            summary = f"{items.gather(item)} → {items.wording.site_name(item.site)}"
            return items.transfer(item, key, summary, *more)
        case "night":
            return items.night(stop, key, *more)
    return items.free(item, key, *more)


def delegate_meetings(items: Items, programme: Programme, who: str) -> tuple[Meeting, ...]:
    """The meetings of the delegate's organisation in sessions at which the delegate is there."""
    organisation = items.scenario.delegate[who].organisation
    attended = {stop.item.id for stop in programme.stops_of(who) if stop.item.kind == "engagement"}
    return tuple(
        meeting
        for meeting in programme.plan.meetings
        if meeting.visitor == organisation and meeting.engagement in attended
    )


def delegate_meeting(items: Items, meeting: Meeting) -> Event:
    """A meeting as the visiting side sees it."""
    w = items.wording
    key = f"meeting/{meeting.engagement}/{meeting.visitor}/{meeting.host}"
    return items.meeting(meeting, key, w.say("meeting", name=w.organisation(meeting.host)))


def _for_delegate(items: Items, stop: Stop, day: TrackDay, who: str) -> tuple[str, ...]:
    w, delegate = items.wording, items.scenario.delegate[who]
    if stop.item.kind == "meal" and delegate.diet:
        return (w.say("diet", diets=w.names(w.free_word("diet", diet) for diet in delegate.diet)),)
    if stop.item.kind == "night":
        rooms = day.rooms.get(stop.item.id, ())
        mates = [mate for room in rooms if who in room for mate in room if mate != who]
        return (w.say("room_with", names=w.delegates(mates)),) if mates else ()
    if stop.item.kind not in ("engagement", "transfer"):
        return ()
    guides = _liaison(items, stop.track)
    return (w.say("liaison", names=w.reachable(guides)),) if guides else ()


def _liaison(items: Items, track: str) -> list[Person]:
    """The liaison officers of a track, else those of the whole delegation."""
    officers = [row for row in items.scenario.people if row.role == "liaison"]
    return [row for row in officers if row.track == track] or [row for row in officers if row.track is None]


def _flights(items: Items, individual: Sequence[Individual]) -> Iterator[Event]:
    """Each flight once, with who is on it; it makes nobody busy."""
    flying = sorted((own for own in individual if own.kind == "flight"), key=lambda own: own.key)
    for _, group in groupby(flying, key=lambda own: own.key):
        same = list(group)
        names = items.wording.delegates(own.delegate for own in same)
        yield _overview(items.flight(same[0], items.wording.say("travelling", names=names)))


def _overview(event: Event) -> Event:
    return replace(event, busy=False, alarm=None)
