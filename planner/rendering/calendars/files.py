"""Events as the bytes of an iCalendar file (RFC 5545, 5546, 7986), within what real clients accept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from icalendar import Alarm, Calendar, vDate, vDatetime, vText
from icalendar import Event as Component

from planner.rendering.calendars.event import Event, Moment, Published
from planner.rendering.calendars.zones import timezone
from planner.rendering.speech import TAGS

PRODID = "-//planner//delegation visits//EN"


def snapshot(title: str, language: str, zone: str, published: Sequence[Published]) -> bytes:
    """A whole calendar (METHOD:PUBLISH) titled `title` whose texts are in `language`; `zone` is the reader's.

    Raises ValueError without any event: clients refuse such files.
    """
    calendar = _calendar("PUBLISH", published)
    if len(published) > 1:
        calendar.add("name", vText(title))
        calendar.add("x-wr-calname", vText(title))
    calendar.add("x-wr-timezone", vText(zone))
    calendar.add("refresh-interval", vText("PT1H"), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("PT1H"))
    return _bytes(calendar, published, language)


def withdrawal(language: str, organizer: str, cancelled: Published) -> bytes:
    """A METHOD:CANCEL file that withdraws one event; `organizer` is a mail address."""
    calendar = _calendar("CANCEL", [cancelled])
    return _bytes(calendar, [cancelled], language, organizer)


def component_bytes(language: str, published: Published) -> bytes:
    """One event as a calendar object of its own, as CalDAV stores it (no METHOD)."""
    calendar = _calendar("", [published])
    return _bytes(calendar, [published], language)


def _calendar(method: str, published: Sequence[Published]) -> Calendar:
    if not published:
        raise ValueError("a calendar file without events")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    return calendar


def _bytes(calendar: Calendar, published: Sequence[Published], language: str, organizer: str = "") -> bytes:
    for zone, first, last in _zones(entry.event for entry in published):
        calendar.add_component(timezone(zone, first, last))
    for entry in published:
        calendar.add_component(_component(entry, language, organizer))
    return bytes(calendar.to_ical(sorted=False))


def _zones(events: Iterable[Event]) -> list[tuple[str, dt.date, dt.date]]:
    """Zones used, with the first and last date on which they are, by name."""
    used: dict[str, list[dt.date]] = {}
    for event in events:
        for moment in (event.start, event.end):
            if isinstance(moment, Moment) and moment.zone != "UTC":
                used.setdefault(moment.zone, []).append(moment.local.date())
    return [(zone, min(dates), max(dates)) for zone, dates in sorted(used.items())]


def _component(entry: Published, language: str, organizer: str) -> Component:
    event, component = entry.event, Component()
    component.add("uid", entry.uid)
    component.add("dtstamp", entry.changed)
    component.add("last-modified", entry.changed)
    component.add("sequence", entry.sequence)
    component.add("status", event.status)
    _add_time(component, "dtstart", event.start)
    _add_time(component, "dtend", event.end)
    tag = {"LANGUAGE": TAGS.get(language, language)}
    for name in ("summary", "location", "description"):
        if text := getattr(event, name):
            component.add(name, vText(text), parameters=tag)
    if event.geo:
        component.add("geo", event.geo)
    component.add("transp", "OPAQUE" if event.busy else "TRANSPARENT")
    component.add("x-microsoft-cdo-busystatus", _busy_status(event))
    if organizer:
        component.add("organizer", f"mailto:{organizer}")
    if event.alarm is not None:
        component.add_component(_alarm(event, event.alarm, tag))
    return component


def _busy_status(event: Event) -> str:
    if not event.busy:
        return "FREE"
    return "TENTATIVE" if event.status == "TENTATIVE" else "BUSY"


def _add_time(component: Component, name: str, when: Moment | dt.date) -> None:
    if not isinstance(when, Moment):
        component.add(name, vDate(when), parameters={"VALUE": "DATE"})
    elif when.zone == "UTC":
        component.add(name, vDatetime(when.local.replace(tzinfo=dt.UTC)))
    else:
        component.add(name, vDatetime(when.local), parameters={"TZID": when.zone})


def _alarm(event: Event, minutes: int, tag: dict[str, str]) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", vText(event.summary), parameters=tag)
    alarm.add("trigger", vText(f"-PT{minutes}M"))
    return alarm
