"""VTIMEZONE parts that every client reads: fixed offsets, no recurrence, right for the days of the file."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

EPOCH = dt.datetime(1970, 1, 1)
HOUR = dt.timedelta(hours=1)


def timezone(zone: str, first: dt.date, last: dt.date) -> Timezone:
    """The VTIMEZONE of `zone`, correct from the day before `first` to the day after `last`.

    One STANDARD part from 1970 with the offset of the first day, and one part for each change of offset within.
    """
    info = ZoneInfo(zone)
    hour = dt.datetime.combine(first - dt.timedelta(days=1), dt.time(), dt.UTC)
    end = dt.datetime.combine(last + dt.timedelta(days=2), dt.time(), dt.UTC)
    offset = _offset(info, hour)
    component = Timezone()
    component.add("tzid", zone)
    component.add_component(_part(TimezoneStandard(), EPOCH, offset, offset))
    while hour < end:
        hour += HOUR
        if (after := _offset(info, hour)) != offset:
            change = _change(info, hour - HOUR, hour)
            summer = bool(change.astimezone(info).dst())
            part = TimezoneDaylight() if summer else TimezoneStandard()
            component.add_component(_part(part, change.replace(tzinfo=None) + offset, offset, after))
            offset = after
    return component


def _offset(info: ZoneInfo, instant: dt.datetime) -> dt.timedelta:
    return instant.astimezone(info).utcoffset() or dt.timedelta()


def _change(info: ZoneInfo, before: dt.datetime, after: dt.datetime) -> dt.datetime:
    """The minute at which the offset changes, known to lie in (before, after]."""
    old = _offset(info, before)
    minutes = (before + dt.timedelta(minutes=minute) for minute in range(1, 61))
    return next((instant for instant in minutes if _offset(info, instant) != old), after)


def _part(
    part: TimezoneStandard | TimezoneDaylight, start: dt.datetime, before: dt.timedelta, after: dt.timedelta
) -> TimezoneStandard | TimezoneDaylight:
    part.add("dtstart", start)
    part.add("tzname", _name(after))
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    return part


def _name(offset: dt.timedelta) -> str:
    """`+07`, `+0530`, `-03`."""
    minutes = int(offset.total_seconds()) // 60
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"{sign}{minutes // 60:02d}" + (f"{minutes % 60:02d}" if minutes % 60 else "")
