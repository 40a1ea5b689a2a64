"""HTML from views: one file that needs no other, every text marked with its language."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import chain, repeat
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateSyntaxError
from markupsafe import Markup, escape

from planner.domain.columns import Text
from planner.domain.faults import Fault, Faulty
from planner.domain.resources import resource
from planner.rendering.fitting import glance_size
from planner.rendering.keeping import kept
from planner.rendering.pictures import render_picture
from planner.rendering.sayable import Day, Listing, Moment, Sayable, counted, phrase
from planner.rendering.speech import TAGS, Run, Said, Speech
from planner.rendering.stamp import Stamp
from planner.rendering.templating import environment
from planner.rendering.views.entries import Entry
from planner.rendering.visit import COLOURS
from planner.rendering.words import LANGUAGES, words


def render_html(name: str, view: object, languages: tuple[str, ...], stamp: Stamp, document: str = "") -> str:
    """The page of template `html/<name>.html` for `view`; `document` is the id printed at its foot."""
    made = _environment(languages)
    return made.get_template(f"{name}.html").render(view=view, **_frame(made, stamp, document or name))


def render_foreign_html(template: Path, view: object, languages: tuple[str, ...], stamp: Stamp, document: str) -> str:
    """The page of a `template` that is not ours, for the same `view`; it may extend ours.

    Raises `Faulty` with the line and the tag of a broken template, and for one that reaches for what it is not given.
    """
    try:
        made = _environment(languages, sandboxed=True)
        foreign = made.from_string(template.read_text(encoding="utf-8"))
        return foreign.render(view=view, **_frame(made, stamp, document))
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


def _frame(made: Environment, stamp: Stamp, document: str) -> dict[str, object]:
    """What the frame of a page is told: the words of its stamp, and what stands at the foot of each printed sheet."""
    told, say = stamp_words(stamp), made.filters["plain"]
    foot = f"{say(told['state'])} · {say(told['made'])} · {document}"
    style = f'@page{{@bottom-left{{content:"{_UNSAFE.sub(_escaped, foot)}";font-size:8.5pt;color:#566072}}}}'
    return told | {
        "document": document,
        "foot": Markup(style),  # noqa: S704 - every character that could end the string is escaped
        "policy": _policy(str(made.globals["style"]), style),
    }


_UNSAFE = re.compile(r"[^\w .,:·/()（）-]")


def _escaped(match: re.Match[str]) -> str:
    """A character as a style sheet writes one that it must not take for its own."""
    return f"\\{ord(match.group()):x} "


@cache
def _environment(languages: tuple[str, ...], sandboxed: bool = False) -> Environment:
    speech, style = Speech(languages), _style()
    made = environment("html", _writer(speech), sandboxed=sandboxed)
    made.globals |= {
        "languages": [TAGS[language] for language in languages],
        "watermark": words()["stamp.draft"][languages[0]],
        "style": Markup(style),  # noqa: S704 - our own file
        "picture": lambda name, view, language=languages[0]: Markup(  # noqa: S704 - escaped there
            render_picture(name, view, language[:2])
        ),
        "glance_size": lambda rows: glance_size([[_texts(day, speech) for day in row.days] for row in rows]),
    }
    made.filters |= {
        "plain": speech.plain,
        "tel": telephone,
        "scripts": scripts_from(languages[0]),
        "listed": lambda parts: Listing(tuple(parts)),
        "counted": counted,
    }
    return made


def _texts(day: Sequence[Entry], speech: Speech) -> list[str]:
    """About what the entries of a day show at a glance, a badge as two letters."""
    everyone = speech.plain(phrase("track.all"))
    return [
        f"{speech.plain(entry.starts)} {speech.plain(entry.title)} "
        f"{everyone if entry.everyone else 'MM' * len(entry.badges)}"
        for entry in day
    ]


def _policy(*styles: str) -> str:
    """A content security policy under which only these style sheets and embedded pictures and fonts are used."""
    digests = " ".join(map(_digest, styles))
    return (
        f"default-src 'none'; style-src {digests}; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


@lru_cache(maxsize=64)
def _digest(style: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


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
        text = "".join(
            f'<span class="whole">{escape(piece)}</span>' if whole else str(escape(piece))
            for piece, whole in kept(run.text)
        )
        if run.language not in ("", around):
            mark = ' class="missing"' if run.missing else ""
            text = f'<span lang="{TAGS[run.language]}"{mark}>{text}</span>'
        if run.name:
            tag = "strong" if run.strong else "span"
            text = f'<{tag} class="name">{text}</{tag}>'
        return text

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
