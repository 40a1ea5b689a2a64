"""Time of the visit: integer minutes from the first midnight, and the wall clock at the edges."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

DAY = 24 * 60
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Clock:
    """The calendar of one visit: dates `first_day` to `last_day` in `timezone` (an IANA name)."""

    first_day: dt.date
    last_day: dt.date
    timezone: str

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of the programme."""
        return ZoneInfo(self.timezone)

    @property
    def days(self) -> int:
        """Number of calendar days of the visit."""
        return (self.last_day - self.first_day).days + 1

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """The dates of the visit in order."""
        return tuple(self.date(day) for day in range(self.days))

    def date(self, day: int) -> dt.date:
        """The date of day number `day`, 0 the first."""
        return self.first_day + dt.timedelta(days=day)

    def day(self, date: dt.date) -> int:
        """The day number of `date`; negative or beyond the last for dates outside the visit."""
        return (date - self.first_day).days

    def minute(self, local: dt.datetime) -> int:
        """Minutes from the first midnight of a date-time local to the programme's zone."""
        return self.day(local.date()) * DAY + local.hour * 60 + local.minute

    def minute_elsewhere(self, local: dt.datetime, zone: str) -> int:
        """Minutes from the first midnight of a date-time local to another `zone`."""
        return self.minute(local.replace(tzinfo=ZoneInfo(zone)).astimezone(self.zone).replace(tzinfo=None))

    def local(self, minute: int) -> dt.datetime:
        """The wall clock (no zone attached) at `minute`."""
        return dt.datetime.combine(self.first_day, dt.time()) + dt.timedelta(minutes=minute)

    def instant(self, minute: int) -> dt.datetime:
        """The zoned date-time at `minute`."""
        return self.local(minute).replace(tzinfo=self.zone)

    def text(self, minute: int, day: int) -> str:
        """`HH:MM` as read from the midnight of `day`; past midnight it exceeds 24:00, before it stands `-HH:MM`."""
        return time_text(minute - day * DAY)


def time_text(minutes: int) -> str:
    """`HH:MM`, also above 24:00 and below 00:00 (`-00:30` is half past eleven the evening before)."""
    sign, minutes = ("-", -minutes) if minutes < 0 else ("", minutes)
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"


def time_minutes(text: str) -> int:
    """The inverse of `time_text`. Raises ValueError on anything else."""
    sign = -1 if text.startswith("-") else 1
    hours, minutes = text.lstrip("-").split(":")
    if len(minutes) != 2 or int(minutes) > 59:
        raise ValueError(f"not a time: {text!r}")
    return sign * (int(hours) * 60 + int(minutes))
