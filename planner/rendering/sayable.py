"""Things that can be said in any language: dates, times, lengths, phrases, lists. Views hold these, not strings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.columns import Text


@dataclass(frozen=True, slots=True)
class Day:
    """A date in full, with its weekday."""

    date: dt.date


@dataclass(frozen=True, slots=True)
class ShortDay:
    """A date in brief, with its weekday."""

    date: dt.date


@dataclass(frozen=True, slots=True)
class Days:
    """Dates from the first to the last."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Moment:
    """A time on the wall clock. `later` counts the days after the date under which it stands."""

    time: dt.time
    later: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another."""

    start: Moment
    end: Moment


@dataclass(frozen=True, slots=True)
class Instant:
    """A date in brief with a time."""

    date: dt.date
    time: dt.time


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in whole minutes."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Distance:
    """A way in whole kilometres."""

    km: int


@dataclass(frozen=True, slots=True)
class Name:
    """What somebody is called: kept on one line where a line can hold it, `strong` where it leads a line."""

    text: Text
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said in `language` whatever the language of the document, such as an address for a driver."""

    thing: Text | Phrase
    language: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """An entry of the catalogue of words with what fills its placeholders."""

    key: str
    values: tuple[tuple[str, Sayable], ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Several things in a row, as the language strings them together."""

    parts: tuple[Sayable, ...]

    def __bool__(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True, slots=True)
class FreeWord:
    """A free word of the tables (a topic, a diet): said by the catalogue where it knows it, else as written."""

    section: str
    word: str


Sayable = (
    Text
    | Day
    | ShortDay
    | Days
    | Moment
    | Span
    | Instant
    | Length
    | Distance
    | Name
    | Spoken
    | Phrase
    | Listing
    | FreeWord
    | str
    | int
)


NO_TEXT = Text()
NOTHING = Listing(())


def counted(pairs: Iterable[tuple[Sayable, int]]) -> Listing:
    """What there is with how many of it."""
    return Listing(tuple(phrase("grammar.counted", what=what, number=number) for what, number in pairs))


def phrase(key: str, /, **values: Sayable) -> Phrase:
    """The entry `key` of the catalogue, its placeholders filled by name."""
    return Phrase(key, tuple(values.items()))
