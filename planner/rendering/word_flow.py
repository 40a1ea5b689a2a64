"""Where Word paragraphs and tables go, one after another, and how tables are shaped."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

HEADING = Mm(46)
"""What a heading, a legend and the letterhead take of a page beside a picture."""


class Flow(Protocol):
    """Where paragraphs and tables are added one after another.

    `room` is its width, `tall` the height that a picture may take, in EMU.
    """

    room: int
    tall: int

    def paragraph(self) -> Paragraph:
        """A new paragraph at the end."""

    def table(self, lines: int, columns: int) -> Table:
        """A new table at the end."""


class BodyFlow:
    """The body of a document, in front of a paragraph; `section` is how its pages are set."""

    def __init__(self, marker: Paragraph, section: Section) -> None:
        self._marker, self._section = marker, section
        self.room, self.tall = _room(section)

    @contextmanager
    def turned(self) -> Iterator[None]:
        """Pages on their side, between a section that ends before and one that ends after; neighbours are one."""
        if not self._continues_turned():
            self._end_section(turned=False)
        self.room, self.tall = _room(self._section, turned=True)
        yield
        self.room, self.tall = _room(self._section)
        self._end_section(turned=True)

    def _continues_turned(self) -> bool:
        """Was a section on its side ended just here? Then it goes on, on a new page."""
        before: Any = self._marker._p.getprevious()
        settings = before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") if before is not None else None
        if settings is None or settings.find(qn("w:pgSz")).get(qn("w:orient")) != "landscape":
            return False
        settings.getparent().remove(settings)
        self.paragraph().paragraph_format.page_break_before = True
        return True

    def _end_section(self, turned: bool) -> None:
        """Ends a section here, set as the document's own, on its side where `turned`."""
        settings: Any = copy.deepcopy(self._section._sectPr)
        size = settings.find(qn("w:pgSz"))
        if turned:
            size.set(qn("w:orient"), "landscape")
            width, height = size.get(qn("w:w")), size.get(qn("w:h"))
            size.set(qn("w:w"), height)
            size.set(qn("w:h"), width)
        end: Any = thin(self.paragraph())._p
        end.get_or_add_pPr().append(settings)

    def paragraph(self) -> Paragraph:
        """A new paragraph in front of the marker."""
        return self._marker.insert_paragraph_before()

    def table(self, lines: int, columns: int) -> Table:
        """A new table in front of the marker, a thin paragraph behind it."""
        body: Any = self._marker._parent
        table: Table = body.add_table(lines, columns, Emu(self.room))
        self._marker._p.addprevious(table._tbl)
        behind = self._marker.insert_paragraph_before()
        thin(behind)
        return table


def thin(paragraph: Paragraph) -> Paragraph:
    """A paragraph that takes hardly any height; Word wants one behind each table and at the end of a section."""
    paragraph.paragraph_format.space_after = Emu(0)
    paragraph.paragraph_format.line_spacing = Pt(4)
    return paragraph


def _room(section: Section, turned: bool = False) -> tuple[int, int]:
    """Width and height between the margins, less a heading and a line or two."""
    width, height = section.page_width or 0, section.page_height or 0
    if turned:
        width, height = height, width
    across = width - (section.left_margin or 0) - (section.right_margin or 0)
    along = height - (section.top_margin or 0) - (section.bottom_margin or 0)
    return int(across), int(along - HEADING)


def underline(paragraph: Paragraph, room: int, colour: str) -> None:
    """A short thick line under an empty paragraph."""
    paragraph.paragraph_format.right_indent = Emu(room - Mm(34))
    edges, edge = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "24"), ("space", "1"), ("color", colour)):
        edge.set(qn(f"w:{name}"), value)
    edges.append(edge)
    properties: Any = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


class CellFlow:
    """A cell of a table; its first paragraph is there already."""

    def __init__(self, cell: _Cell, room: int) -> None:
        self._cell, self.room, self.tall, self._fresh = cell, room, room, True

    def paragraph(self) -> Paragraph:
        """The cell's own paragraph first, then new ones."""
        first: Paragraph = self._cell.paragraphs[0]
        added: Paragraph = first if self._fresh else self._cell.add_paragraph()
        self._fresh = False
        return added

    def table(self, lines: int, columns: int) -> Table:
        """A table within the cell."""
        self._fresh = False
        return self._cell.add_table(lines, columns)


def shape(table: Table, widths: Sequence[int], lines: str = "", head: bool = False, whole: bool = True) -> None:
    """Fixed widths in the grid and in each cell, lines as asked, `whole` rows that never break, a head that repeats."""
    table.autofit = False
    properties: Any = table._tbl.tblPr
    if lines:
        borders = OxmlElement("w:tblBorders")
        for edge in ("top", "left", "bottom", "right", "insideH") if lines == "box" else ("bottom", "insideH"):
            border = OxmlElement(f"w:{edge}")
            for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "B8B4A8")):
                border.set(qn(f"w:{name}"), value)
            borders.append(border)
        properties.find(qn("w:tblLayout")).addprevious(borders)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    lists: Any = table._tbl.tr_lst
    for number, (line, cells) in enumerate(zip(lists, cells_of(table), strict=True)):
        settings = line.get_or_add_trPr()
        if whole:
            settings.append(OxmlElement("w:cantSplit"))
        if head and number == 0:
            settings.append(OxmlElement("w:tblHeader"))
        for cell, width in zip(cells, widths, strict=True):
            cell.width = Emu(width)


def cells_of(table: Table) -> list[list[_Cell]]:
    """The cells by row; the library's own way to them walks the whole table for each."""
    lines: Any = table._tbl.tr_lst
    return [[_Cell(cell, table) for cell in line.tc_lst] for line in lines]
