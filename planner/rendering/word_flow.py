"""Where Word paragraphs and tables go, one after another, and how tables are shaped."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

_PARAGRAPH = qn("w:p")
TWIP = 635
"""EMU in a twentieth of a point."""

HEADING = Mm(46)
"""What a heading, a legend and the letterhead take of a page beside a picture."""


EDGES = {"box": ("top", "left", "bottom", "right", "insideH"), "rows": ("bottom", "insideH"), "mark": ("left",)}
"""Where the lines of a table run."""


class Flow(Protocol):
    """Where paragraphs and tables are added one after another.

    `room` is its width, `tall` the height that a picture may take, in EMU.
    """

    room: int
    tall: int

    def paragraph(self) -> Paragraph:
        """A new paragraph at the end."""

    def table(self, grid: Grid) -> Table:
        """A new table at the end."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The shape of a table: the `widths` of its columns in EMU, how many rows, which `lines` are drawn ("rows", "box",
    or a "mark" at its left).

    With a `head` the first row is repeated on each page; `whole` rows are never parted by the end of a page.
    """

    widths: tuple[int, ...]
    rows: int
    lines: str = ""
    head: bool = False
    whole: bool = True

    def made(self) -> Any:
        """The table with empty cells, read from its source: adding cell after cell is slow. Word wants widths twice."""
        widths = [round(width / TWIP) for width in self.widths]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        cells = "".join(f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr><w:p/></w:tc>' for width in widths)
        kept = "<w:cantSplit/>" if self.whole else ""
        rows = [f"<w:tr><w:trPr>{kept}</w:trPr>{cells}</w:tr>"] * self.rows
        if self.head:
            rows[0] = f"<w:tr><w:trPr>{kept}<w:tblHeader/></w:trPr>{cells}</w:tr>"
        return parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:type="auto" w:w="0"/>{self._borders()}'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _borders(self) -> str:
        eighths, colour = ("24", "A07C2C") if self.lines == "mark" else ("4", "B8B4A8")
        edges = EDGES.get(self.lines)
        drawn = (f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>' for edge in edges or ())
        return f"<w:tblBorders>{''.join(drawn)}</w:tblBorders>" if edges else ""


def cells_of(table: Table) -> list[list[_Cell]]:
    """The cells by row; the library's own way to them walks the whole table for each."""
    lines: Any = table._tbl.tr_lst
    return [[_Cell(cell, table) for cell in line.tc_lst] for line in lines]


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
        marker: Any = self._marker._p
        added = marker.makeelement(_PARAGRAPH)
        marker.addprevious(added)
        return Paragraph(added, self._marker._parent)

    def table(self, grid: Grid) -> Table:
        """A new table in front of the marker, a thin paragraph behind it."""
        made: Any = grid.made()
        self._marker._p.addprevious(made)
        thin(self.paragraph())
        return Table(made, self._marker._parent)


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
        cell: Any = self._cell._tc
        if not self._fresh:
            cell.append(cell.makeelement(_PARAGRAPH))
        self._fresh = False
        return Paragraph(cell[-1], self._cell)

    def table(self, grid: Grid) -> Table:
        """A table within the cell, a paragraph behind it."""
        cell: Any = self._cell._tc
        made: Any = grid.made()
        cell.extend((made, cell.makeelement(_PARAGRAPH)))
        self._fresh = False
        return Table(made, self._cell)
