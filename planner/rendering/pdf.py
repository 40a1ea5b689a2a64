"""PDF pages, tagged for readers who cannot see them (PDF/UA-1), typeset by Typst."""

from __future__ import annotations

import datetime as dt
from functools import cache

import typst

from planner.rendering.fonts import check_coverage, font_folders, undrawn
from planner.rendering.page import read_page, texts
from planner.rendering.stamp import Stamp
from planner.rendering.typeset import quoted, typeset


def render_pdf(html: str, stamp: Stamp) -> bytes:
    """The page `html` as a PDF.

    Raises `Faulty` for a release one of whose characters the fonts cannot draw; a draft shows a box instead and is
    then not marked as accessible.
    """
    page = read_page(html)
    shown = [page.title, *page.main.itertext(), *page.foot]
    complete = not undrawn("".join(shown))
    if not (complete or stamp.draft):
        check_coverage(page.title, texts(page.main))  # drawings mostly say the same again
        check_coverage(page.title, shown)
    made = stamp.as_of
    source = typeset(page, f"datetime(year: {made.year}, month: {made.month}, day: {made.day})")
    pdf = _compiler().compile(
        input=source.encode(),
        format="pdf",
        pdf_standards=["ua-1"] if complete else [],
        timestamp=made.replace(tzinfo=dt.UTC),
    )
    assert isinstance(pdf, bytes)
    return pdf


def png_of(svg: str) -> bytes:
    """A drawing as a PNG for forms that cannot hold SVG."""
    source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes({quoted(svg)}), format: "svg")'
    png = _compiler().compile(input=source.encode(), format="png", ppi=144.0)
    assert isinstance(png, bytes)
    return png


@cache
def _compiler() -> typst.Compiler:
    """One compiler a process: its fonts are read once."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in font_folders()],
    )
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
