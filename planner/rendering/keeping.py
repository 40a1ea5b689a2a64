"""What stays on one line: words that browsers and typesetters would part in their midst."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from planner.domain.resources import resource
from planner.rendering.pictures import breadth

BRIEF = 6.0
"""Breadth, in units of its size, up to which Thai between spaces is taken for a name, or a word or two."""

_APART = 1.2
"""A word no broader than this has no place within it at which anybody would part it."""

_PHRASE = re.compile(r"(?P<said>[\u0e00-\u0e7f][\u0e00-\u0e7f.]*)(?P<year> \d{4}(?!\d))?")
"""Thai without a space in it, and the year of a date whose month or era it is."""


def kept(text: str) -> Iterator[tuple[str, bool]]:
    """`text` in pieces, each with whether it stays on one line.

    Thai puts spaces around names and phrases: what is brief between two is kept, with a year after it. In all else the
    words of `templates/kept.txt` are.
    """
    end = 0
    for phrase in _PHRASE.finditer(text):
        if (0 if phrase["year"] else _APART) < breadth(phrase["said"]) <= BRIEF:
            yield from _words(text[end : phrase.start()])
            yield phrase[0], True
            end = phrase.end()
    yield from _words(text[end:])


@cache
def kept_words() -> tuple[str, ...]:
    """The words that are kept wherever they stand, the longest first."""
    lines = resource("templates/kept.txt").read_text(encoding="utf-8").splitlines()
    return tuple(sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True))


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """`text` in pieces at the words that are kept: a pattern with a group puts these at the odd places."""
    return ((piece, place % 2 == 1) for place, piece in enumerate(_pattern().split(text)) if piece)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(map(re.escape, kept_words()))})")
