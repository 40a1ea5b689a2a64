"""Calendar files of a draft: nothing has been published yet, every entry has SEQUENCE 0."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.rendering.calendars.compose import ReaderCalendar, calendars
from planner.rendering.calendars.event import Published
from planner.rendering.calendars.files import snapshot
from planner.rendering.calendars.readers import Reader

LONGEST_UID = 200


def uid(visit: str, reader: Reader, key: str) -> str:
    """The UID of one item in one reader's calendar: ASCII, 8 to 200 characters, from names that stay."""
    text = f"{key.replace('/', '.')}.{reader.view}@{visit}.planner"
    if len(text) <= LONGEST_UID and text.isascii():
        return text
    return f"{hashlib.sha256(text.encode()).hexdigest()}@planner"


def write_calendars(scenario: Scenario, plan: Plan, target: Path, *, stamp: dt.datetime) -> list[Path]:
    """Writes the calendar of every reader under the folder `target`; the paths written, in order.

    `stamp` (aware) is the time of making; the same plan and stamp give the same bytes.
    """
    changed = stamp.astimezone(dt.UTC).replace(microsecond=0)
    written = []
    for calendar in calendars(scenario, plan, released=False):
        path = target / calendar.reader.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_draft(plan.scenario, calendar, changed))
        written.append(path)
    return written


def _draft(visit: str, calendar: ReaderCalendar, changed: dt.datetime) -> bytes:
    published = [
        Published(event=event, uid=uid(visit, calendar.reader, event.key), sequence=0, changed=changed)
        for event in calendar.events
    ]
    return snapshot(calendar.title, calendar.language, calendar.zone, published)
