"""Cells of a workbook as texts and back: real dates and times, numbers, escapes, formulas made harmless."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

from planner.domain.clock import time_text
from planner.reading import kinds
from planner.reading.documents import clean
from planner.reading.gathering import Faults
from planner.reading.kinds import Kind, Unreadable
from planner.reading.origins import Origin

_EPOCH = dt.datetime(1899, 12, 30)
_DAY_ZERO = dt.datetime(1899, 12, 31)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SERIALS = range(20_000, 80_000)
"""Day numbers from 1954 to 2119, as a sheet stores dates that lost their format."""


def cell_text(cell: Any, kind: Kind, where: Origin, faults: Faults) -> str:
    """The text of one cell (openpyxl's) in a column of `kind`; formulas without a value are noted."""
    value, sort = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return ""
    if sort == "e":
        faults.add(where, str(value), "a value, not a formula's error")
        return ""
    if sort == "f":
        faults.add(where, "a formula without a value", "a value", "open and save it in a spreadsheet program")
        return ""
    return clean(_text(value, kind))


def _text(value: Any, kind: Kind) -> str:
    if isinstance(value, str):
        return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number_text(value, kind)
    if isinstance(value, dt.datetime) and value.year <= 1900:
        return _minutes_text((value - _DAY_ZERO).total_seconds() / 60)
    if isinstance(value, dt.datetime):
        return _moment_text(value, kind)
    if isinstance(value, dt.timedelta):
        return _minutes_text(value.total_seconds() / 60)
    if isinstance(value, dt.time):
        return _minutes_text(value.hour * 60 + value.minute + (value.second + value.microsecond / 1e6) / 60)
    return str(value)


def _number_text(value: float, kind: Kind) -> str:
    if kind in (kinds.DATE, kinds.MOMENT, kinds.DAY) and math.isfinite(value) and int(value) in _SERIALS:
        return _moment_text(_EPOCH + dt.timedelta(days=value), kind)
    if kind is kinds.TIME and 0 <= value <= 2:
        return _minutes_text(value * 24 * 60)
    return f"{value:.15g}" if isinstance(value, float) and math.isfinite(value) else str(value)


def _minutes_text(minutes: float) -> str:
    """`HH:MM`; stray seconds from floating sums are rounded, true ones are shown."""
    seconds = round(minutes * 60)
    nearest = round(minutes)
    return time_text(nearest) if abs(seconds - nearest * 60) <= 1 else f"{time_text(seconds // 60)}:{seconds % 60:02d}"


def _moment_text(moment: dt.datetime, kind: Kind) -> str:
    if kind is not kinds.MOMENT and moment.time() == dt.time():
        return moment.date().isoformat()
    rounded = (moment + dt.timedelta(seconds=30)).replace(second=0, microsecond=0)
    stray = abs((moment - rounded).total_seconds()) <= 1
    return rounded.isoformat(timespec="minutes") if stray else moment.isoformat(timespec="seconds")


def sheet_value(text: str, kind: Kind) -> Any:
    """What to put into a cell for a text: a number, date or time where it reads back the same, else the text."""
    try:
        value = kind.read(text) if text else None
    except Unreadable:
        value = None
    if isinstance(value, bool | tuple) or value is None or not kind.number_format:
        return escaped(text) if text else None
    if kind is kinds.TIME:
        return dt.time(value // 60, value % 60) if value < 24 * 60 else text
    if isinstance(value, float) and float(f"{value:.15g}") != value:
        return text
    return escaped(text) if isinstance(value, dt.date) and value.year < 1901 else value


def escaped(text: str) -> str:
    """`text` so that a spreadsheet takes no part of it for one of its own escapes."""
    return _ESCAPE.sub(lambda match: f"_x005F_{match[0][1:]}", text)


def looks_like_formula(value: Any) -> bool:
    """Would a spreadsheet take this text for a formula if somebody typed it?"""
    return isinstance(value, str) and value[:1] in tuple("=+-@＝＋－＠")
