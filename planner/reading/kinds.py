"""Kinds of values: how the text of one cell is read and written."""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
import unicodedata
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from planner.domain.clock import WEEKDAYS, time_text
from planner.domain.rulebook import Peak
from planner.reading.near import near_hint

ID = re.compile(r"[a-z0-9][a-z0-9-]*")
LARGEST = 10**9
LONGEST_ID = 100
LANGUAGES = ("en", "th", "zh")


class Unreadable(Exception):
    """A text that is not of its kind; says what was expected, and perhaps a hint."""

    def __init__(self, expected: str, hint: str = "") -> None:
        super().__init__(expected)
        self.expected, self.hint = expected, hint


@dataclass(frozen=True, slots=True)
class Kind:
    """`read` gives the value of a text that is not empty, or raises Unreadable; `write` gives its canonical text.

    `literal`: how TOML writes it. `choices`: all texts there are, for enumerations. `number_format`: how a sheet
    shows it, empty for text.
    """

    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    literal: Literal["quoted", "bare", "list"] = "quoted"
    choices: tuple[str, ...] = ()
    number_format: str = ""

    def canonical(self, text: str) -> str:
        """The one text for what `text` means; `text` itself where it means nothing."""
        try:
            return self.write(self.read(text)) if text else text
        except Unreadable:
            return text


def plain(text: str) -> str:
    """`text` with the digits and signs of every script as ASCII: Thai and full-width digits, full-width colons."""
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char for char in unicodedata.normalize("NFKC", text)
    ).strip()


def split_list(text: str) -> list[str]:
    """The items of a list in one cell, without empty ones."""
    return [item.strip() for item in re.split("[;；]", text) if item.strip()]


def _number(text: str, least: float | None, most: float | None, whole: bool) -> float:
    low, high = -LARGEST if least is None else least, LARGEST if most is None else most
    span = f"from {low:g} to {high:g}" if most is not None else f"of at least {low:g}" if least is not None else ""
    expected = f"a {'whole ' if whole else ''}number {span}".strip()
    pattern = r"[+-]?\d{1,15}(\.0*)?" if whole else r"[+-]?(\d{1,15}(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?"
    if not re.fullmatch(pattern, plain(text)):
        raise Unreadable(expected)
    value = float(plain(text))
    if not math.isfinite(value) or not low <= value <= high:
        raise Unreadable(expected)
    return value


def integer(least: float | None = None, most: float | None = None) -> Kind:
    """Whole numbers within bounds."""
    return Kind(lambda text: int(_number(text, least, most, True)), str, "bare", number_format="0")


def decimal(least: float | None = None, most: float | None = None) -> Kind:
    """Numbers within bounds; written shortest so that they read back the same."""
    return Kind(lambda text: _number(text, least, most, False) + 0.0, _decimal_text, "bare", number_format="General")


def _decimal_text(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _read_date(text: str) -> dt.date:
    text = plain(text)
    expected = "a date such as 2017-08-15"
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = (int(part) for part in match.groups()[:3])
    elif match := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text):
        day, month, year = (int(part) for part in match.groups())
    else:
        raise Unreadable(expected)
    if year > 2400:
        raise Unreadable(expected, f"a Buddhist year? write {year - 543:04d}-{month:02d}-{day:02d}")
    if not year >= 1900 or "-" not in text:
        raise Unreadable(expected, f"write {year:04d}-{month:02d}-{day:02d}?" if "-" not in text else "")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise Unreadable("a date of the calendar such as 2017-08-15") from None


def _read_moment(text: str) -> dt.datetime:
    match = re.fullmatch(r"(\S+?)[T\s]+(\d{1,2}:\d{2})(?::00(?:\.0+)?)?", plain(text))
    if not match:
        raise Unreadable("a date and time such as 2017-08-15T08:50")
    try:
        date = _read_date(match[1])
    except Unreadable as fault:
        hint = f"{fault.hint.removesuffix('?')}T{match[2]}" if "write" in fault.hint else ""
        raise Unreadable("a date and time such as 2017-08-15T08:50", hint) from None
    minutes = _read_time(match[2])
    if minutes == 24 * 60:
        raise Unreadable("a date and time such as 2017-08-15T08:50", "midnight is 00:00 of the next date")
    return dt.datetime.combine(date, dt.time(minutes // 60, minutes % 60))


def _read_time(text: str) -> int:
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?::00)?", plain(text))
    if not match or int(match[2]) > 59 or int(match[1]) * 60 + int(match[2]) > 24 * 60:
        raise Unreadable("a time from 00:00 to 24:00 such as 09:00")
    return int(match[1]) * 60 + int(match[2])


def lawful_id(text: str) -> str:
    """The id nearest to `text`; empty if nothing of it can stay."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text).lower()).strip("-")[:LONGEST_ID]


def _read_id(text: str) -> str:
    if not ID.fullmatch(text) or len(text) > LONGEST_ID:
        close = lawful_id(text)
        raise Unreadable("an id of a-z, 0-9 and -, such as coach-4", f"write {close}?" if ID.fullmatch(close) else "")
    return text


def choice(*choices: str) -> Kind:
    """An enumeration, in which `-` and `_` and capitals do not matter."""
    known = {word.replace("_", "-"): word for word in choices}

    def read(text: str) -> str:
        word = known.get(plain(text).lower().replace("_", "-").replace(" ", "-"))
        if word is None:
            raise Unreadable("one of " + ", ".join(choices), near_hint(text, choices) if len(choices) > 2 else "")
        return word

    return Kind(read, str, choices=choices)


_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def _read_flag(text: str) -> bool:
    if plain(text).lower() not in _YES_NO:
        raise Unreadable("yes or no")
    return _YES_NO[plain(text).lower()]


def _read_zone(text: str) -> str:
    if text not in _zones():
        raise Unreadable("a time zone such as Asia/Bangkok", near_hint(text, _zones()))
    return text


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def word(pattern: str, expected: str, fold: Callable[[str], str] = str) -> Kind:
    """A word of a certain form, after `fold`."""

    def read(text: str) -> str:
        folded = fold(plain(text))
        if not re.fullmatch(pattern, folded):
            raise Unreadable(expected)
        return folded

    return Kind(read)


def listed(item: Kind) -> Kind:
    """Several values in one cell, separated by `;`."""
    return Kind(
        lambda text: tuple(item.read(part) for part in split_list(text)),
        lambda values: ";".join(item.write(value) for value in values),
        "list",
    )


def _read_day(text: str) -> str:
    day = plain(text).lower()
    if day in WEEKDAYS or day == "daily":
        return day
    try:
        return _read_date(text).isoformat()
    except Unreadable as fault:
        raise Unreadable("a date such as 2017-08-15, a weekday (mon to sun) or daily", fault.hint) from None


def _read_peak(text: str) -> Peak:
    match = re.fullmatch(r"(.+?)\s+(\S+?)\s*-\s*(\S+)", text)
    if not match:
        raise Unreadable("days and a span such as mon;tue 07:00-09:30")
    days = tuple(WEEKDAY.read(day) for day in split_list(match[1]))
    start, end = TIME.read(match[2]), TIME.read(match[3])
    if not days or start >= end:
        raise Unreadable("a span that ends after it begins" if days else "weekdays such as mon;tue")
    return Peak(days, start, end)


def _write_peak(peak: Peak) -> str:
    return f"{';'.join(peak.days)} {time_text(peak.from_)}-{time_text(peak.until)}"


TEXT = Kind(str)
IDENTIFIER = Kind(_read_id)
DATE = Kind(_read_date, dt.date.isoformat, "bare", number_format="yyyy-mm-dd")
MOMENT = Kind(_read_moment, lambda value: value.isoformat(timespec="minutes"), number_format="yyyy-mm-dd hh:mm")
TIME = Kind(_read_time, time_text, number_format="hh:mm")
FLAG = Kind(_read_flag, lambda value: "yes" if value else "no", "bare", choices=("yes", "no"))
ZONE = Kind(_read_zone)
WEEKDAY = choice(*WEEKDAYS)
DAY = Kind(_read_day)
LANGUAGE = word(r"[a-z]{2,3}(-[a-z0-9]+)*", "language codes such as zh;en", str.lower)
DOCUMENT_LANGUAGE = choice(*LANGUAGES)
IATA = word(r"[A-Z]{3}", "an airport code such as BKK", str.upper)
PEAKS = Kind(
    lambda text: tuple(_read_peak(part.strip()) for part in text.split("|")),
    lambda peaks: " | ".join(_write_peak(peak) for peak in peaks),
    "list",
)
