"""Pictures as SVG from views: the templates of `templates/svg`, the same for HTML, PDF and Word."""

from __future__ import annotations

import unicodedata
from functools import cache

from jinja2 import Environment

from planner.rendering.sayable import Sayable
from planner.rendering.speech import TAGS, Speech
from planner.rendering.templating import environment


def render_picture(name: str, view: object, language: str) -> str:
    """The picture of template `svg/<name>.svg` for `view`, its texts in one language."""
    return _environment(language).get_template(f"{name}.svg").render(view=view)


@cache
def _environment(language: str) -> Environment:
    speech = Speech((language,))

    def fit(thing: Sayable, width: float, size: float, lines: int) -> list[str]:
        return fitted(speech.plain(thing), width / size, lines)

    made = environment("svg", speech.plain)
    made.globals["language"] = TAGS[language]
    made.filters |= {"fit": fit, "plain": speech.plain}
    return made


def breadth(text: str) -> float:
    """About how wide `text` runs, in units of its size."""
    return sum(map(_advance, text))


@cache
def _advance(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.0
    if character in " .,:;il|!'()":
        return 0.3
    return 0.68 if character.isupper() else 0.58


def fitted(text: str, width: float, lines: int) -> list[str]:
    """`text` broken into at most `lines` lines of `width` (in units of the size); what is too long ends in …"""
    rows: list[str] = []
    rest = text
    while rest and len(rows) < lines:
        row, rest = _take(rest, width, last=len(rows) == lines - 1)
        rows.append(row)
    return [row for row in rows if row]


def _take(text: str, width: float, last: bool) -> tuple[str, str]:
    """As much of `text` as a row holds, and the rest; breaks at spaces and between Chinese characters."""
    if breadth(text) <= width:
        return text, ""
    used, cut, room = 0.0, 0, width - (breadth("…") if last else 0)
    for place, character in enumerate(text):
        used += _advance(character)
        if used > room:
            break
        follower = text[place + 1 : place + 2]
        if last or character == " " or follower == " " or unicodedata.east_asian_width(character) == "W":
            cut = place + 1 if not _combines(follower) else cut
    if last or not cut:
        whole = cut or _prefix(text, width - breadth("…"))
        return (text[:whole].rstrip() + "…" if whole else ""), ""
    return text[:cut].rstrip(), text[cut:].lstrip()


def _combines(character: str) -> bool:
    return bool(character) and unicodedata.category(character) in ("Mn", "Me")


def _prefix(text: str, width: float) -> int:
    """Length of the longest beginning that fits and does not part a mark from its letter."""
    used, whole = 0.0, 0
    for place, character in enumerate(text):
        used += _advance(character)
        if used > width:
            break
        if not _combines(text[place + 1 : place + 2]):
            whole = place + 1
    return whole
