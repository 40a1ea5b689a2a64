"""Runs of Word text whose language, script and look are said in the way Word wants them."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

THAI_TO_LATIN = 16 / 11.5
"""How much larger Thai is set than Latin and Chinese to look alike."""

_BY_SCRIPT = re.compile("[\u0e00-\u0e7f][\u0e00-\u0e7f ]*|[^\u0e00-\u0e7f]+")
"""Runs of Thai with the spaces in and after them, and runs of anything else."""


_RUN, _TEXT = qn("w:r"), qn("w:t")
_KEEPING_SPACE = {qn("xml:space"): "preserve"}


@dataclass(frozen=True, slots=True)
class Look:
    """The language and look of a text: colours six hex digits, `size` of Thai in points, 0: that of the style.

    No line ends at a space of what is `unbroken`.
    """

    language: str
    bold: bool = False
    struck: bool = False
    underlined: bool = False
    unbroken: bool = False
    colour: str = ""
    shade: str = ""
    size: float = 0


def add_run(paragraph: Paragraph, text: str | None, look: Look) -> None:
    """Adds `text`, runs of spaces as one, as one run per script."""
    if not text:
        return
    words = " ".join(text.split())
    spaced = f"{' ' if text[0].isspace() else ''}{words}{' ' if words and text[-1].isspace() else ''}"
    if _begins_line(paragraph):
        spaced = spaced.lstrip(" ")
    if look.unbroken:
        spaced = spaced.replace(" ", "\u00a0")
    for piece in _BY_SCRIPT.findall(spaced):
        _append(paragraph, piece, _properties(look, thai=look.language == "th" or "\u0e00" <= piece[0] <= "\u0e7f"))


def _begins_line(paragraph: Paragraph) -> bool:
    """Would a space here be one too many?"""
    element: Any = paragraph._p
    last = element[-1][-1] if len(element) and len(element[-1]) else None
    return last is None or last.tag != _TEXT or (last.text or "").endswith(" ")


def add_badge(paragraph: Paragraph, letter: str, shade: str, look: Look) -> None:
    """A letter in a coloured box, apart from what stands beside it."""
    if not _begins_line(paragraph):
        add_space(paragraph)
    box = replace(look, bold=True, colour="FFFFFF", shade=shade)
    _append(paragraph, f"\u00a0{letter}\u00a0", _properties(box, thai=False))
    add_space(paragraph)


def add_space(paragraph: Paragraph, space: str = " ") -> None:
    """A space that no look is for."""
    _append(paragraph, space)


def add_break(paragraph: Paragraph) -> None:
    """A new line within the paragraph."""
    paragraph.add_run().add_break()


def _append(paragraph: Paragraph, text: str, properties: Any = None) -> None:
    """A run at the end; made here because the library looks for its place first, which takes ten times as long."""
    element: Any = paragraph._p
    run, said = element.makeelement(_RUN), element.makeelement(_TEXT, _KEEPING_SPACE)
    said.text = text
    if properties is not None:
        run.append(copy.copy(properties))
    run.append(said)
    element.append(run)


@cache
def _properties(look: Look, thai: bool) -> Any:
    """The properties of a run in the order that the schema fixes; Thai is a complex script to Word."""
    properties = OxmlElement("w:rPr")

    def add(name: str, **attributes: str) -> None:
        element = OxmlElement(f"w:{name}")
        for key, value in attributes.items():
            element.set(qn(f"w:{key}"), value)
        properties.append(element)

    if look.bold:
        add("b")
        add("bCs")
    if look.struck:
        add("strike")
    if look.colour:
        add("color", val=look.colour)
    if look.size:
        add("sz", val=str(round(look.size / THAI_TO_LATIN * 2)))
        add("szCs", val=str(round(look.size * 2)))
    if look.underlined:
        add("u", val="dotted")
    if look.shade:
        add("shd", val="clear", color="auto", fill=look.shade)
    if thai:
        add("cs")
    add("lang", val="en-GB", eastAsia="zh-CN", bidi="th-TH")  # each of them is for the letters of one script
    return properties
