"""HTML from views: one file that needs no other, every text marked with its language."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import chain, repeat
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateSyntaxError
from markupsafe import Markup, escape

from planner.domain.columns import Text
from planner.domain.faults import Fault, Faulty
from planner.domain.resources import resource
from planner.rendering.pictures import render_picture
from planner.rendering.sayable import Day, Moment, Sayable, phrase
from planner.rendering.speech import TAGS, Run, Said, Speech
from planner.rendering.stamp import Stamp
from planner.rendering.templating import environment
from planner.rendering.visit import COLOURS
from planner.rendering.words import LANGUAGES


def render_html(name: str, view: object, languages: tuple[str, ...], stamp: Stamp, document: str = "") -> str:
    """The page of template `html/<name>.html` for `view`; `document` is the id printed at its foot."""
    template = _environment(languages).get_template(f"{name}.html")
    return template.render(view=view, document=document or name, **stamp_words(stamp))


def render_foreign_html(template: Path, view: object, languages: tuple[str, ...], stamp: Stamp, document: str) -> str:
    """The page of a `template` that is not ours, for the same `view`; it may extend ours.

    Raises `Faulty` with the line and the tag of a broken template, and for one that reaches for what it is not given.
    """
    try:
        foreign = _environment(languages, sandboxed=True).from_string(template.read_text(encoding="utf-8"))
        return foreign.render(view=view, document=document, **stamp_words(stamp))
    except (TemplateError, UnicodeDecodeError, TypeError, KeyError, ValueError) as error:
        line = f":{error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
        found = error.message if isinstance(error, TemplateError) else str(error)
        expected = "a Jinja template of the document's fields"
        raise Faulty([Fault(f"{template}{line}", found or "", expected)]) from error


def stamp_words(stamp: Stamp) -> dict[str, object]:
    """What a template says of the state of its document: `draft`, `state`, `made`."""
    as_of = stamp.as_of
    return {
        "draft": stamp.draft,
        "state": phrase("stamp.release", name=stamp.release) if stamp.release else phrase("stamp.draft"),
        "made": phrase("stamp.as_of", date=Day(as_of.date()), time=Moment(as_of.time())),
    }


@cache
def _environment(languages: tuple[str, ...], sandboxed: bool = False) -> Environment:
    speech, style = Speech(languages), _style()
    made = environment("html", _writer(speech), sandboxed=sandboxed)
    made.globals |= {
        "languages": [TAGS[language] for language in languages],
        "style": Markup(style),  # noqa: S704 - our own file
        "policy": _policy(style),
        "picture": lambda name, view: Markup(render_picture(name, view, languages[0])),  # noqa: S704 - escaped there
    }
    made.filters |= {"plain": speech.plain, "tel": telephone, "scripts": scripts_from(languages[0])}
    return made


def _policy(style: str) -> str:
    """A content security policy under which only this style sheet and embedded pictures and fonts are used."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


FACES = {"Sarabun-Regular.woff2": 400, "Sarabun-SemiBold.woff2": 600}
"""Fonts that every page carries, by weight. Chinese is left to the reader's own fonts: a page would grow tenfold."""


def _style() -> str:
    """The style sheet with its fonts and a rule for the colour of each track."""
    faces = (
        f"@font-face{{font-family:Sarabun;font-weight:{weight};src:url(data:font/woff2;base64,"
        f"{base64.b64encode(resource(f'templates/fonts/{name}').read_bytes()).decode()})}}"
        for name, weight in FACES.items()
    )
    rules = (f".badge-{chr(ord('A') + place)}{{background:{COLOURS[place % len(COLOURS)]}}}" for place in range(26))
    return "".join(faces) + resource("templates/html/style.css").read_text(encoding="utf-8") + "".join(rules)


def scripts_from(leading: str) -> Callable[[Text], list[tuple[str, str]]]:
    """What gives (language tag, wording) of each script that a name has, the `leading` language first."""
    order = sorted(LANGUAGES, key=lambda language: language != leading)
    return lambda text: [(TAGS[language], text.get(language)) for language in order if text.get(language)]


def telephone(number: str) -> str:
    """The digits of a telephone number, as a `tel:` link wants them."""
    return re.sub(r"[^0-9+]", "", number)


def _writer(speech: Speech) -> Callable[[Sayable], str]:
    """What writes a sayable thing as HTML: a span for each language, and for each run in another one."""
    leading = speech.languages[0]

    def run_html(run: Run, around: str) -> str:
        text = str(escape(run.text))
        if run.language in ("", around):
            return text
        mark = ' class="missing"' if run.missing else ""
        return f'<span lang="{TAGS[run.language]}"{mark}>{text}</span>'

    def said_html(said: Said, around: str) -> str:
        return "".join(run_html(run, around) for run in said.runs)

    @lru_cache(maxsize=20_000)
    def write(thing: Sayable) -> str:
        said = speech.say(thing)
        if len(said) == 1:
            return Markup(said_html(said[0], leading))  # noqa: S704 - escaped above
        spans = (
            f'<span class="{name}" lang="{TAGS[one.language]}">{said_html(one, one.language)}</span>'
            for name, one in zip(chain(["say"], repeat("other")), said, strict=False)
        )
        return Markup(" ".join(spans))  # noqa: S704 - escaped above

    return write
