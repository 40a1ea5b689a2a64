"""Writes the elements of a page into Word: paragraphs, tables, pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from planner.rendering.columns import shares
from planner.rendering.page import Element, alternative, classes, drawing, is_picture, plain, rows
from planner.rendering.pdf import png_of
from planner.rendering.typeset import BLOCKS, HEADINGS
from planner.rendering.visit import COLOURS
from planner.rendering.word_runs import Look, add_break, add_run

BESIDE = frozenset({"entry", "way", "leg", "sides", "masthead", "figures"})
"""Classes whose children stand side by side."""

FRAMED = frozenset({"card", "me", "report", "rides", "hotel"})
LOOKS: dict[str, dict[str, Any]] = {
    "soft": {"colour": "566072"},
    "label": {"colour": "566072"},
    "aside": {"colour": "566072"},
    "end": {"colour": "566072"},
    "kind": {"colour": "8A6A1D", "bold": True},
    "sort": {"colour": "8A6A1D"},
    "open": {"colour": "9B1C1C"},
    "stamp": {"colour": "9B1C1C"},
    "time": {"bold": True},
    "place": {"bold": True},
    "lobby": {"bold": True},
    "local": {"bold": True},
    "missing": {"underlined": True},
}
"""What classes add to the look of a text."""


class Flow(Protocol):
    """Where paragraphs and tables are added one after another; `room` is its width in EMU."""

    room: int

    def paragraph(self) -> Paragraph:
        """A new paragraph at the end."""

    def table(self, lines: int, columns: int) -> Table:
        """A new table at the end."""


class BodyFlow:
    """The body of a document, in front of a paragraph."""

    def __init__(self, marker: Paragraph, room: int) -> None:
        self._marker, self.room = marker, room

    def paragraph(self) -> Paragraph:
        """A new paragraph in front of the marker."""
        return self._marker.insert_paragraph_before()

    def table(self, lines: int, columns: int) -> Table:
        """A new table in front of the marker, a thin paragraph behind it."""
        body: Any = self._marker._parent
        table: Table = body.add_table(lines, columns, Emu(self.room))
        self._marker._p.addprevious(table._tbl)
        behind = self._marker.insert_paragraph_before()
        behind.paragraph_format.space_after = Emu(0)
        behind.paragraph_format.line_spacing = 0.5
        return table


class CellFlow:
    """A cell of a table; its first paragraph is there already."""

    def __init__(self, cell: _Cell, room: int) -> None:
        self._cell, self.room, self._fresh = cell, room, True

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


class WordWriter:
    """Writes the elements of one page whose language is `language`."""

    def __init__(self, language: str) -> None:
        self._look = Look(language)
        self._turn_page = False

    def write(self, element: Element, flow: Flow) -> None:
        """Adds what `element` holds to `flow`."""
        self._children(element, flow, self._look)

    def _children(self, element: Element, flow: Flow, look: Look) -> None:
        for child in element:
            self._block(child, flow, _looked(child, look))

    def _block(self, element: Element, flow: Flow, look: Look) -> None:
        names = classes(element)
        self._turn_page |= bool(names & {"page", "wide"})
        if is_picture(element):
            self._picture(element, flow)
        elif names & BESIDE:
            self._beside(list(element), flow, look)
        elif names & FRAMED:
            self._framed(element, flow, look)
        elif element.tag == "table":
            self._table(element, flow, look)
        elif element.tag == "dl":
            self._facts(element, flow, look)
        elif element.tag in ("ul", "ol"):
            self._list(element, flow, look)
        elif any(child.tag in BLOCKS or is_picture(child) for child in element):
            self._children(element, flow, look)
        else:
            self._paragraph(element, flow, look)

    def _paragraph(self, element: Element, flow: Flow, look: Look) -> None:
        if not plain(element):
            return
        paragraph = flow.paragraph()
        if element.tag in HEADINGS and isinstance(flow, BodyFlow):
            paragraph.style = f"Heading {str(element.tag)[1]}"
        elif element.tag in HEADINGS:
            look = replace(look, bold=True)
        paragraph.paragraph_format.keep_with_next = element.tag in HEADINGS
        paragraph.paragraph_format.page_break_before = self._turned(flow)
        self._inline(element, paragraph, look)

    def _turned(self, flow: Flow) -> bool:
        """Does a new page begin here?"""
        turn, self._turn_page = self._turn_page and isinstance(flow, BodyFlow), False
        return turn

    def _inline(self, element: Element, paragraph: Paragraph, look: Look) -> None:
        add_run(paragraph, element.text, look)
        second = False
        for child in element:
            under = "say" in classes(child) or "scripts" in classes(element)
            if child.tag == "br" or (under and second):
                add_break(paragraph)
            second = under
            badge = next((name for name in classes(child) if name.startswith("badge-")), None)
            if badge:
                shade = COLOURS[(ord(badge[-1]) - ord("A")) % len(COLOURS)].removeprefix("#")
                add_run(paragraph, f" {plain(child)} ", replace(look, bold=True, colour="FFFFFF", shade=shade))
            else:
                self._inline(child, paragraph, _looked(child, look))
            add_run(paragraph, child.tail, look)

    def _list(self, element: Element, flow: Flow, look: Look) -> None:
        bare = bool(classes(element) & {"lines", "rides", "running", "legend"})
        for number, item in enumerate(element, start=1):
            paragraph = flow.paragraph()
            if not bare:
                add_run(paragraph, f"{number}. " if element.tag == "ol" else "• ", look)
            self._inline(item, paragraph, _looked(item, look))

    def _beside(self, cells: Sequence[Element], flow: Flow, look: Look) -> None:
        """Children side by side, two in a row; the first narrow where it is a time."""
        columns = 2 if len(cells) > 1 else 1
        table = flow.table(-(-len(cells) // columns), columns)
        narrow = columns == 2 and "time" in classes(cells[0])
        widths = [flow.room // 4, flow.room - flow.room // 4] if narrow else [flow.room // columns] * columns
        _shape(table, widths)
        places = [cell for line in _cells(table) for cell in line]
        for number, child in enumerate(cells):
            self._block(child, CellFlow(places[number], widths[number % columns]), _looked(child, look))

    def _framed(self, element: Element, flow: Flow, look: Look) -> None:
        table = flow.table(1, 1)
        _shape(table, [flow.room], lines="box")
        cell = CellFlow(_cells(table)[0][0], flow.room)
        if element.tag in ("ul", "ol"):
            self._list(element, cell, look)
        elif any(child.tag in BLOCKS for child in element):
            self._children(element, cell, look)
        else:
            self._paragraph(element, cell, replace(look, bold=True))

    def _facts(self, element: Element, flow: Flow, look: Look) -> None:
        pairs = list(zip(element.iterfind("dt"), element.iterfind("dd"), strict=True))
        if not pairs:
            return
        table = flow.table(len(pairs), 2)
        widths = [flow.room * 3 // 10, flow.room - flow.room * 3 // 10]
        _shape(table, widths)
        for (left, right), (term, value) in zip(_cells(table), pairs, strict=True):
            self._cell(term, left, widths[0], replace(look, colour="566072"))
            self._cell(value, right, widths[1], look)

    def _table(self, element: Element, flow: Flow, look: Look) -> None:
        head, body = rows(element)
        if not body:
            return
        lines = [head, *body] if head else body
        table = flow.table(len(lines), len(body[0]))
        widths = _widths(head, body, flow.room)
        _shape(table, widths, lines="rows", head=bool(head))
        for line, places in zip(lines, _cells(table), strict=True):
            for cell, place, width in zip(line, places, widths, strict=False):
                self._cell(cell, place, width, replace(look, bold=look.bold or cell.tag == "th"))

    def _cell(self, element: Element, cell: _Cell, room: int, look: Look) -> None:
        flow = CellFlow(cell, room)
        look = _looked(element, look)
        if any(child.tag in BLOCKS for child in element):
            self._children(element, flow, look)
        else:
            self._paragraph(element, flow, look)

    def _picture(self, element: Element, flow: Flow) -> None:
        paragraph = flow.paragraph()
        paragraph.paragraph_format.page_break_before = self._turned(flow)
        shape = paragraph.add_run().add_picture(io.BytesIO(png_of(drawing(element))), width=Emu(flow.room))
        properties: Any = shape._inline.docPr
        properties.set("descr", alternative(element))


def _looked(element: Element, look: Look) -> Look:
    """The look within `element`: its language and what its tag and classes add."""
    language = element.get("lang")
    if language:
        look = replace(look, language=language[:2])
    for name in classes(element):
        if name in LOOKS:
            look = replace(look, **LOOKS[name])
    match element.tag:
        case "strong":
            return replace(look, bold=True)
        case "small":
            return replace(look, colour="566072")
        case "del":
            return replace(look, struck=True)
    return look


def _widths(head: list[Element], body: list[list[Element]], room: int) -> list[int]:
    parts = [8.0 if share is None else share for share in shares(head, body)]
    return [int(room * part / sum(parts)) for part in parts]


def _shape(table: Table, widths: Sequence[int], lines: str = "", head: bool = False) -> None:
    """Fixed widths in the grid and in each cell, lines as asked, rows that never break, a head that repeats."""
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
    for number, (line, cells) in enumerate(zip(lists, _cells(table), strict=True)):
        settings = line.get_or_add_trPr()
        settings.append(OxmlElement("w:cantSplit"))
        if head and number == 0:
            settings.append(OxmlElement("w:tblHeader"))
        for cell, width in zip(cells, widths, strict=True):
            cell.width = Emu(width)


def _cells(table: Table) -> list[list[_Cell]]:
    """The cells by row; the library's own way to them walks the whole table for each."""
    lines: Any = table._tbl.tr_lst
    return [[_Cell(cell, table) for cell in line.tc_lst] for line in lines]
