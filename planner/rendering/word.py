"""A document as Word: the page in an officer's letterhead, every text marked with its language and script."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from planner.domain.faults import Fault, Faulty
from planner.rendering.letterhead import CHINESE, FIELDS, THAI, new_letterhead
from planner.rendering.packages import stilled
from planner.rendering.page import Page, read_page
from planner.rendering.stamp import Stamp
from planner.rendering.word_draft import mark_draft
from planner.rendering.word_flow import BodyFlow
from planner.rendering.word_writer import WordWriter

BODY = "\ue000"
"""Stands where the document goes while the fields are filled."""


def render_docx(html: str, stamp: Stamp, letterhead: Path | None = None) -> bytes:
    """The page `html` as a .docx in `letterhead`, in our own without one.

    Raises `Faulty` for a letterhead that is not a Word file, holds macros or links to outside, or has a broken or
    unknown field.
    """
    page = read_page(html)
    where = str(letterhead) if letterhead else "letterhead"
    filled = _filled(_checked(letterhead) if letterhead else _own_letterhead(), where, page)
    document = Document(io.BytesIO(filled))
    marker = next((paragraph for paragraph in document.paragraphs if BODY in paragraph.text), None)
    if marker is None:
        raise Faulty([_fault(where, "no field {{ body }}", "a paragraph that holds only {{ body }}")])
    WordWriter(page.language).write(page.main, BodyFlow(marker, document.sections[0]))
    _remove(marker)
    if page.watermark:
        mark_draft(document, page.watermark, THAI if page.language == "th" else CHINESE)
    saved = io.BytesIO()
    document.core_properties.title = page.title
    document.core_properties.language = page.language
    document.save(saved)
    return stilled(saved.getvalue(), stamp.as_of)


def _filled(package: bytes, where: str, page: Page) -> bytes:
    """The letterhead with its fields filled; nothing in it can run."""
    title, state, reference = (*page.foot, "", "", "")[:3]
    values = {
        "title": title,
        "document": page.title.removesuffix(f" · {title}"),
        "state": state.partition(" · ")[0],
        "made": state.partition(" · ")[2],
        "reference": reference,
        "body": BODY,
    }
    try:
        template = DocxTemplate(io.BytesIO(package))
        environment = SandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)
        unknown = template.get_undeclared_template_variables(environment) - FIELDS.keys()
        if unknown:
            raise Faulty(
                _fault(where, f"field {{{{ {name} }}}}", f"one of {', '.join(FIELDS)}") for name in sorted(unknown)
            )
        template.render(values, environment, autoescape=True)
    except (jinja2.TemplateError, TypeError, ValueError, AttributeError) as error:
        raise Faulty([_fault(where, str(error), f"only fields: {', '.join(FIELDS)}")]) from error
    saved = io.BytesIO()
    template.save(saved)
    return saved.getvalue()


@cache
def _own_letterhead() -> bytes:
    """The letterhead of documents that have no other, made once; the times in it are set when a document is done."""
    return new_letterhead(Stamp(dt.datetime(1980, 1, 1)), cheat_sheet=False)


def _checked(letterhead: Path) -> bytes:
    """What an officer's letterhead holds, refused where it is not a Word file or holds more than text and pictures."""
    package, where = letterhead.read_bytes(), str(letterhead)
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as parts:
            names = parts.namelist()
            outside = [
                name
                for name in names
                if name.endswith(".rels") and re.search(rb'TargetMode\s*=\s*["\']External', parts.read(name))
            ]
        Document(io.BytesIO(package))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise Faulty([_fault(where, "not a Word file", "a .docx letterhead")]) from error
    faults = [_fault(where, f"macros in {name}", "a .docx without macros") for name in names if "vbaProject" in name]
    faults += [_fault(where, f"links to outside in {name}", "a letterhead that holds all it shows") for name in outside]
    if faults:
        raise Faulty(faults)
    return package


def _fault(where: str, found: str, expected: str) -> Fault:
    return Fault(where, found, expected, "planner template new letterhead.docx makes one to start from")


def _remove(paragraph: Paragraph) -> None:
    element: Any = paragraph._p
    element.getparent().remove(element)
