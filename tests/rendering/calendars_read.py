"""Reads calendar files back with parsers that have nothing to do with the one that wrote them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ics
import vobject
from ical.calendar_stream import IcsCalendarStream


@dataclass(frozen=True)
class Read:
    """One entry as a parser understood it: instants in UTC, or dates."""

    uid: str
    start: dt.datetime | dt.date
    end: dt.datetime | dt.date
    summary: str
    location: str
    description: str


def _utc(when: Any) -> dt.datetime | dt.date:
    return when.astimezone(dt.UTC) if isinstance(when, dt.datetime) else when


def by_vobject(text: str) -> list[Read]:
    """As vobject reads it, which builds zones from the file's own VTIMEZONE."""
    return [
        Read(
            uid=event.uid.value,
            start=_utc(event.dtstart.value),
            end=_utc(event.dtend.value),
            summary=event.summary.value,
            location=event.location.value if hasattr(event, "location") else "",
            description=event.description.value if hasattr(event, "description") else "",
        )
        for event in vobject.readOne(text).vevent_list
    ]


def by_ical(text: str) -> list[Read]:
    """As allenporter's ical reads it, which knows zones by name."""
    return [
        Read(
            uid=event.uid,
            start=_utc(event.dtstart),
            end=_utc(event.dtend),
            summary=event.summary or "",
            location=event.location or "",
            description=event.description or "",
        )
        for event in IcsCalendarStream.calendar_from_ics(text).events
    ]


def by_ics(text: str) -> list[Read]:
    """As ics.py reads it."""
    return [
        Read(
            uid=event.uid,
            start=event.begin.date() if event.all_day else _utc(event.begin.datetime),
            end=event.end.date() if event.all_day else _utc(event.end.datetime),
            summary=event.name,
            location=event.location or "",
            description=event.description or "",
        )
        for event in ics.Calendar(text).events
    ]


PARSERS: dict[str, Callable[[str], list[Read]]] = {"vobject": by_vobject, "ical": by_ical, "ics": by_ics}
