"""How a sayable thing is said in a language, as runs of text that know their own language."""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from babel.dates import format_date

from planner.domain.columns import Text
from planner.rendering.sayable import (
    Day,
    Days,
    Distance,
    FreeWord,
    Instant,
    Length,
    Listing,
    Moment,
    Name,
    Phrase,
    Sayable,
    ShortDay,
    Span,
    Spoken,
)
from planner.rendering.words import LANGUAGES, words

TAGS = {"th": "th", "zh": "zh-CN", "en": "en"}
"""Language tags as HTML, SVG and Word want them."""

BUDDHIST_ERA = 543
"""Years between the common era and the Thai Buddhist era."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one language, `""` where it has none (a number, an id, a telephone).

    `missing` tells that the text was wanted in another language than the one it is in; `name` that it is what
    somebody is called, `strong` that it stands out.
    """

    text: str
    language: str = ""
    missing: bool = False
    name: bool = False
    strong: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said in one language."""

    language: str
    runs: Runs

    @property
    def text(self) -> str:
        """The plain text."""
        return "".join(run.text for run in self.runs)


class Speech:
    """Says things in the languages of one document, the first one leading."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        unknown = [language for language in languages if language not in LANGUAGES]
        if unknown or not languages:
            raise ValueError(f"languages {languages!r}: expected some of {', '.join(LANGUAGES)}")
        self.languages = languages
        self.say = lru_cache(maxsize=20_000)(self._say)

    def _say(self, thing: Sayable) -> tuple[Said, ...]:
        """`thing` in each language; wordings that are equal only once; what needs no words in the leading one."""
        languages = self.languages[:1] if _is_bare(thing) else self.languages
        said = [Said(language, runs_of(thing, language, self.languages)) for language in languages]
        return tuple(one for place, one in enumerate(said) if one.text not in [other.text for other in said[:place]])

    def plain(self, thing: Sayable) -> str:
        """`thing` as plain text, the languages parted by a slash."""
        return " / ".join(said.text for said in self.say(thing))


def _is_bare(thing: Sayable) -> bool:
    """Is it a time or a measure, or a list of such, that everybody reads?"""
    if isinstance(thing, Listing):
        return all(isinstance(part, str) or _is_bare(part) for part in thing.parts)
    return isinstance(thing, (Moment, Span, Length, Distance))


def runs_of(thing: Sayable, language: str, fallback: tuple[str, ...] = ()) -> Runs:
    """`thing` said in `language`; a missing text is taken from the `fallback` languages in turn, then from any."""
    match thing:
        case Text():
            return _text_runs(thing, language, fallback)
        case Phrase():
            return tuple(_phrase_runs(thing, language, fallback))
        case Listing():
            return tuple(_listing_runs(thing, language, fallback))
        case Name():
            runs = _text_runs(thing.text, language, fallback)
            return tuple(replace(run, name=True, strong=thing.strong) for run in runs)
        case Spoken():
            return runs_of(thing.thing, thing.language, fallback)
        case FreeWord():
            wording = words().get(f"{thing.section}.{_slug(thing.word)}")
            return (Run(wording[language], language),) if wording else (Run(thing.word),)
        case str() | int():
            return (Run(str(thing)),)
    return (Run(_SAY[type(thing)](thing, language), language),)


def _slug(word: str) -> str:
    return "-".join(re.findall(r"\w+", word.lower().replace("_", "-")))


def _text_runs(text: Text, language: str, fallback: tuple[str, ...]) -> Runs:
    for candidate in (language, *fallback, *LANGUAGES):
        if wording := text.get(candidate):
            return (Run(" ".join(wording.split()), candidate, missing=candidate != language),)
    return ()


def _phrase_runs(phrase: Phrase, language: str, fallback: tuple[str, ...]) -> Iterator[Run]:
    values = dict(phrase.values)
    for literal, name, _, _ in string.Formatter().parse(words()[phrase.key][language]):
        if literal:
            yield Run(literal, language)
        if name:
            yield from runs_of(values[name], language, fallback)


def _listing_runs(listing: Listing, language: str, fallback: tuple[str, ...]) -> Iterator[Run]:
    comma = words()["grammar.comma"][language]
    for place, part in enumerate(listing.parts):
        if place:
            yield Run(comma, language)
        yield from runs_of(part, language, fallback)


def _year(date: dt.date, language: str) -> str:
    return f"พ.ศ. {date.year + BUDDHIST_ERA}" if language == "th" else str(date.year)


@cache
def _date(date: dt.date, pattern: str, language: str) -> str:
    return str(format_date(date, pattern, locale=language))


def _day(day: Day, language: str) -> str:
    if language == "zh":
        return _date(day.date, "y年M月d日（EEEE）", language)
    pattern = "EEEEที่ d MMMM" if language == "th" else "EEEE, d MMMM"
    return f"{_date(day.date, pattern, language)} {_year(day.date, language)}"


def _short_day(day: ShortDay, language: str) -> str:
    # The shortest Thai name with its point (``จ.``): what EEE says has changed between editions of the locale data.
    pattern = {"th": "EEEEEE d MMM", "zh": "M月d日（EEE）", "en": "EEE d MMM"}[language]
    return _date(day.date, pattern, language)


def _days(days: Days, language: str) -> str:
    first, last = days.first, days.last
    if language == "zh":
        start = _date(first, "y年M月d日", language)
        pattern = "d日" if (first.year, first.month) == (last.year, last.month) else "M月d日"
        return f"{start}至{_date(last, pattern if first.year == last.year else 'y年M月d日', language)}"
    if first.year != last.year:
        start = f"{_date(first, 'd MMMM', language)} {_year(first, language)}"
    else:
        start = _date(first, "d" if first.month == last.month else "d MMMM", language)
    return f"{start}–{_date(last, 'd MMMM', language)} {_year(last, language)}"


def _clock(moment: Moment, language: str) -> str:
    later = f" (+{moment.later})" if moment.later else ""
    return moment.time.strftime("%H.%M" if language == "th" else "%H:%M") + later


def _moment(moment: Moment, language: str) -> str:
    return f"{_clock(moment, language)} น." if language == "th" else _clock(moment, language)


def _span(span: Span, language: str) -> str:
    if span.start == span.end:
        return _moment(span.start, language)
    text = f"{_clock(span.start, language)}–{_clock(span.end, language)}"
    return f"{text} น." if language == "th" else text


def _instant(instant: Instant, language: str) -> str:
    return f"{_short_day(ShortDay(instant.date), language)} {_moment(Moment(instant.time), language)}"


def _length(length: Length, language: str) -> str:
    hours, minutes = divmod(length.minutes, 60)
    units = {
        "th": (f"{hours} ชม.", f"{minutes} นาที"),
        "zh": (f"{hours}小时", f"{minutes}分钟"),
        "en": (f"{hours} h", f"{minutes} min"),
    }[language]
    parts = [unit for unit, amount in zip(units, (hours, minutes), strict=True) if amount]
    return ("" if language == "zh" else " ").join(parts or units[1:])


def _distance(distance: Distance, language: str) -> str:
    unit = {"th": " กม.", "zh": "公里", "en": " km"}[language]
    return f"{distance.km}{unit}"


_SAY: dict[type, Callable[..., str]] = {
    Day: _day,
    ShortDay: _short_day,
    Days: _days,
    Moment: _moment,
    Span: _span,
    Instant: _instant,
    Length: _length,
    Distance: _distance,
}
