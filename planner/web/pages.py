"""The two pages of the program's own: a reader's, and the officer's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from planner.domain.resources import resource
from planner.publishing.feeds import Token
from planner.publishing.shelf import Name
from planner.rendering.calendars.readers import Reader
from planner.rendering.speech import TAGS
from planner.rendering.words import LANGUAGES, words


def reader_page(address: str, documents: Sequence[str]) -> str:
    """The page of one reader at `address`: how to subscribe to the calendar, and the documents (file names)."""
    calendar = f"{address}calendar.ics"
    page = _environment().get_template("feed.html")
    rule = words()["calendar.keep_apart"]
    return page.render(
        calendar=calendar,
        subscription=f"webcal:{calendar.partition(':')[2]}",
        rule=[(TAGS[language], rule[language]) for language in LANGUAGES],
        documents=documents,
    )


def officer_page(releases: Sequence[int], tokens: Sequence[Token], names: Mapping[Reader, Name], address: str) -> str:
    """The officer's page: the releases, the newest first, and every reader's address, which begins with `address`, by
    name where there is one."""
    page = _environment().get_template("officer.html")
    return page.render(releases=releases[::-1], tokens=tokens, names=names, tags=TAGS, address=address)


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(resource("templates/web"))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
