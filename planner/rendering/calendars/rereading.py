"""What calendar files say, read back: to compare what was published with its plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from icalendar import Calendar

from planner.rendering.calendars.event import Event, Moment


@dataclass(frozen=True, slots=True)
class Told:
    """When an entry is, in UTC (dates for whole days), and whether it is withdrawn."""

    start: dt.datetime | dt.date
    end: dt.datetime | dt.date
    cancelled: bool


def told(content: bytes) -> dict[str, Told]:
    """The entries of a calendar file by UID. Raises ValueError where it is none."""
    calendar = Calendar.from_ical(content)
    return {
        str(event["UID"]): Told(
            _utc(event.decoded("DTSTART")), _utc(event.decoded("DTEND")), str(event["STATUS"]) == "CANCELLED"
        )
        for event in calendar.walk("VEVENT")
    }


def meant(event: Event) -> Told:
    """What a file should tell of an event."""
    return Told(_instant(event.start), _instant(event.end), event.status == "CANCELLED")


def _utc(when: dt.datetime | dt.date) -> dt.datetime | dt.date:
    return when.astimezone(dt.UTC) if isinstance(when, dt.datetime) else when


def _instant(when: Moment | dt.date) -> dt.datetime | dt.date:
    return when.instant.astimezone(dt.UTC) if isinstance(when, Moment) else when
