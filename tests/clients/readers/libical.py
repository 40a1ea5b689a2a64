"""Reads calendar files with libical (GNOME, KDE, Evolution) through ctypes; one JSON line a file."""

from __future__ import annotations

import ctypes
import ctypes.util
import datetime as dt
import json
import sys
from pathlib import Path


class Time(ctypes.Structure):
    """struct icaltimetype of libical 3."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "dst")),
        ("zone", ctypes.c_void_p),
    ]


LIBRARY = ctypes.CDLL(ctypes.util.find_library("ical") or "libical.so.3")
POINTER, STRING = ctypes.c_void_p, ctypes.c_char_p


def function(name: str, result: object, *arguments: object):  # type: ignore[no-untyped-def]
    found = getattr(LIBRARY, name)
    found.restype, found.argtypes = result, list(arguments)
    return found


parse = function("icalparser_parse_string", POINTER, STRING)
kind_of = function("icalcomponent_string_to_kind", ctypes.c_int, STRING)
first = function("icalcomponent_get_first_component", POINTER, POINTER, ctypes.c_int)
following = function("icalcomponent_get_next_component", POINTER, POINTER, ctypes.c_int)
texts = {
    name: function(f"icalcomponent_get_{name}", STRING, POINTER)
    for name in ("uid", "summary", "location", "description")
}
times = {name: function(f"icalcomponent_get_dt{name}", Time, POINTER) for name in ("start", "end")}
sequence_of = function("icalcomponent_get_sequence", ctypes.c_int, POINTER)
status_of = function("icalcomponent_get_status", ctypes.c_int, POINTER)
status_name = function("icalproperty_status_to_string", STRING, ctypes.c_int)
as_unix = function("icaltime_as_timet_with_zone", ctypes.c_longlong, Time, POINTER)


def moment(time: Time) -> str:
    if time.is_date:
        return f"{time.year:04d}-{time.month:02d}-{time.day:02d}"
    return dt.datetime.fromtimestamp(as_unix(time, time.zone), dt.UTC).isoformat()


def events(path: Path) -> list[dict[str, object]]:
    calendar, kind = parse(path.read_bytes()), kind_of(b"VEVENT")
    found, event = [], first(calendar, kind)
    while event:
        row: dict[str, object] = {name: (get(event) or b"").decode() for name, get in texts.items()}
        row |= {name: moment(get(event)) for name, get in times.items()}
        row |= {"sequence": sequence_of(event), "status": status_name(status_of(event)).decode()}
        found.append(row)
        event = following(calendar, kind)
    return found


for name in sys.argv[1:]:
    print(json.dumps(events(Path(name))))
