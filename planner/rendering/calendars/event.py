"""What one calendar entry shows, apart from who published it when."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal
from zoneinfo import ZoneInfo

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall-clock time and the IANA zone of the clock."""

    local: dt.datetime
    zone: str

    @property
    def instant(self) -> dt.datetime:
        """The moment as a zoned date-time."""
        return self.local.replace(tzinfo=ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry as its reader sees it. `key` is unique in the calendar and lives as long as the item.

    `start` and `end` are moments, or dates for an all-day entry whose `end` is the day after. `geo` is latitude and
    longitude in degrees, `alarm` minutes before the start.
    """

    key: str
    summary: str
    start: Moment | dt.date
    end: Moment | dt.date
    location: str = ""
    description: str = ""
    geo: tuple[float, float] | None = None
    status: Status = "CONFIRMED"
    busy: bool = True
    alarm: int | None = None

    @property
    def all_day(self) -> bool:
        """Is it a matter of dates, without times?"""
        return isinstance(self.start, dt.date)

    def cancelled(self, mark: str) -> Event:
        """The same entry withdrawn: `mark` before the title, not busy, no alarm."""
        summary = f"{mark}: {self.summary}"
        return replace(self, summary=summary, status="CANCELLED", busy=False, alarm=None)

    def to_json(self) -> str:
        """All that it shows as one line of JSON; equal texts mean equal entries."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=_plain_time)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An event as published: `uid` and `sequence` as RFC 5545 says; `changed` (UTC) is when it last changed."""

    event: Event
    uid: str
    sequence: int
    changed: dt.datetime


def event_from_json(text: str) -> Event:
    """The inverse of `Event.to_json`."""
    plain = json.loads(text)
    plain["start"], plain["end"] = _time(plain["start"]), _time(plain["end"])
    plain["geo"] = tuple(plain["geo"]) if plain["geo"] else None
    return Event(**plain)


def _plain_time(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"not a time: {value!r}")


def _time(plain: Any) -> Moment | dt.date:
    if isinstance(plain, str):
        return dt.date.fromisoformat(plain)
    return Moment(dt.datetime.fromisoformat(plain["local"]), plain["zone"])
