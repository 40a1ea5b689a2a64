"""Writes the elements of a page into Word: paragraphs, tables, pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from docx.shared import Emu, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from planner.rendering.columns import shares
from planner.rendering.drawings import size
from planner.rendering.page import Element, alternative, classes, drawing, is_picture, is_stacked, plain, rows
from planner.rendering.pdf import png_of
from planner.rendering.typeset import BLOCKS, HEADINGS
from planner.rendering.visit import COLOURS
from planner.rendering.word_flow import BodyFlow, CellFlow, Flow, Grid, cells_of, underline
from planner.rendering.word_looks import COVER, looked
from planner.rendering.word_runs import Look, add_badge, add_break, add_run, add_space

BESIDE = frozenset({"entry", "way", "leg", "sides", "masthead", "figures"})
"""Classes whose children stand side by side."""

LETTER = Pt(11.5)
"""How wide a letter of tables counts: the size of Latin text in our letterhead."""

FRAMED = frozenset({"card", "me", "report", "rides", "hotel"})


class WordWriter:
    """Writes the elements of one page whose language is `language`."""

    def __init__(self, language: str) -> None:
        self._look = Look(language)
        self._turn_page = False
        self._above = 0

    def write(self, element: Element, flow: Flow) -> None:
        """Adds what `element` holds to `flow`."""
        self._children(element, flow, self._look)

    def _children(self, element: Element, flow: Flow, look: Look) -> None:
        """Blocks one after another; what stands between them in line gets a paragraph of its own."""
        line = Element("div")
        line.text = element.text
        for child in element:
            if child.tag in BLOCKS or is_picture(child):
                self._paragraph(line, flow, look)
                self._block(child, flow, looked(child, look))
                line = Element("div")
                line.text = child.tail
            else:
                line.append(child)
        self._paragraph(line, flow, look)

    def _block(self, element: Element, flow: Flow, look: Look) -> None:
        names = classes(element)
        if "wide" in names and isinstance(flow, BodyFlow):
            with flow.turned():
                self._turn_page = False
                self._children(element, flow, look)
            return
        self._turn_page |= "page" in names
        if "cover" in names:
            self._cover(element, flow, look)
            return
        if is_picture(element):
            self._picture(element, flow)
        elif names & BESIDE:
            self._beside(list(element), flow, look, lines="mark" if "changed" in names else "")
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

    def _cover(self, element: Element, flow: Flow, look: Look) -> None:
        """Blocks under each other with the space of a cover between them."""
        for child in element:
            self._above = next((COVER[name] for name in (str(child.tag), *classes(child)) if name in COVER), 0)
            if "rule" in classes(child):
                underline(flow.paragraph(), flow.room, colour="A07C2C")
            elif "figures" in classes(child):
                flow.paragraph().paragraph_format.space_before = Pt(self._above)
                self._above = 0
            self._block(child, flow, looked(child, look))

    def _paragraph(self, element: Element, flow: Flow, look: Look) -> None:
        if not plain(element):
            return
        paragraph = flow.paragraph()
        if element.tag == "h1" or (element.tag in HEADINGS and isinstance(flow, BodyFlow)):
            paragraph.style = f"Heading {str(element.tag)[1]}"
        elif element.tag in HEADINGS:
            look = replace(look, bold=True)
        if self._above:
            paragraph.paragraph_format.space_before, self._above = Pt(self._above), 0
        if element.tag in HEADINGS:
            paragraph.paragraph_format.keep_with_next = True
        self._turn(paragraph, flow)
        self._inline(element, paragraph, look)

    def _turn(self, paragraph: Paragraph, flow: Flow) -> None:
        """Begins a new page with the paragraph where one is due."""
        if self._turn_page and isinstance(flow, BodyFlow):
            paragraph.paragraph_format.page_break_before = True
        self._turn_page = False

    def _inline(self, element: Element, paragraph: Paragraph, look: Look) -> None:
        add_run(paragraph, element.text, look)
        stacked = is_stacked(element)
        for place, child in enumerate(element):
            if child.tag == "br" or (stacked and place > 0):
                add_break(paragraph)
            elif "other" in classes(child):
                add_run(paragraph, "/ ", look)
            badge = next((name for name in classes(child) if name.startswith("badge-")), None)
            if badge:
                shade = COLOURS[(ord(badge[-1]) - ord("A")) % len(COLOURS)].removeprefix("#")
                add_badge(paragraph, plain(child), shade, look)
            else:
                self._inline(child, paragraph, looked(child, look))
            add_run(paragraph, child.tail, look)

    def _list(self, element: Element, flow: Flow, look: Look) -> None:
        if classes(element) & {"legend", "running"}:
            self._row(element, flow, look)
            return
        bare = bool(classes(element) & {"lines", "rides"})
        paragraph, brief = None, False
        for number, item in enumerate(element, start=1):
            if paragraph is not None and brief and "brief" in classes(item):
                add_space(paragraph, "\u2003")
            else:
                paragraph = flow.paragraph()
            brief = "brief" in classes(item)
            if not bare:
                add_run(paragraph, f"{number}. " if element.tag == "ol" else "• ", look)
            self._inline(item, paragraph, looked(item, look))

    def _row(self, element: Element, flow: Flow, look: Look) -> None:
        """Items one after another in one paragraph."""
        paragraph = flow.paragraph()
        for number, item in enumerate(element):
            if number:
                add_space(paragraph, "\u2003")
            self._inline(item, paragraph, look)

    def _beside(self, cells: Sequence[Element], flow: Flow, look: Look, lines: str = "") -> None:
        """Children side by side, two in a row; the first narrow where it is a time."""
        columns = 2 if len(cells) > 1 else 1
        first = flow.room * self._first_share(cells) // 100
        widths = (first, flow.room - first) if columns == 2 else (flow.room,)
        whole = not any(child.find(".//table") is not None for child in cells)
        table = flow.table(Grid(widths, -(-len(cells) // columns), lines=lines, whole=whole))
        places = [cell for line in cells_of(table) for cell in line]
        for number, child in enumerate(cells):
            self._block(child, CellFlow(places[number], widths[number % columns]), looked(child, look))

    @staticmethod
    def _first_share(cells: Sequence[Element]) -> int:
        """The share of the first column in per cent: narrow for a time, wide for a title beside a stamp."""
        if "time" in classes(cells[0]):
            return 23
        return 78 if len(cells) > 1 and "stamp" in classes(cells[1]) else 50

    def _framed(self, element: Element, flow: Flow, look: Look) -> None:
        table = flow.table(Grid((flow.room,), 1, lines="box"))
        cell = CellFlow(cells_of(table)[0][0], flow.room)
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
        widths = (flow.room * 3 // 10, flow.room - flow.room * 3 // 10)
        table = flow.table(Grid(widths, len(pairs)))
        for (left, right), (term, value) in zip(cells_of(table), pairs, strict=True):
            self._cell(term, left, widths[0], replace(look, colour="566072"))
            self._cell(value, right, widths[1], look)

    def _table(self, element: Element, flow: Flow, look: Look) -> None:
        head, body = rows(element)
        if not body:
            return
        lines = [head, *body] if head else body
        widths = tuple(column_widths(head, body, flow.room))
        table = flow.table(Grid(widths, len(lines), lines="rows", head=bool(head)))
        for line, places in zip(lines, cells_of(table), strict=True):
            for cell, place, width in zip(line, places, widths, strict=False):
                self._cell(cell, place, width, replace(look, bold=look.bold or cell.tag == "th"))

    def _cell(self, element: Element, cell: _Cell, room: int, look: Look) -> None:
        flow = CellFlow(cell, room)
        look = looked(element, look)
        if any(child.tag in BLOCKS for child in element):
            self._children(element, flow, look)
        else:
            self._paragraph(element, flow, look)

    def _picture(self, element: Element, flow: Flow) -> None:
        paragraph = flow.paragraph()
        self._turn(paragraph, flow)
        width, height = size(element)
        wide = int(min(flow.room, flow.tall * width / height))
        drawn = paragraph.add_run().add_picture(io.BytesIO(png_of(drawing(element))), width=Emu(wide))
        properties: Any = drawn._inline.docPr
        properties.set("descr", alternative(element))


def column_widths(head: list[Element], body: list[list[Element]], room: int) -> list[int]:
    """The widths of columns that fill the room; those never broken get what they need, at most 7 tenths in all."""
    columns = shares(head, body)
    needs = [share.needs * LETTER for share in columns]
    scale = min(1.0, room * 0.7 / max(sum(needs), 1.0))
    kept = [int(need * scale) for need in needs]
    spare, parts = room - sum(kept), sum(share.letters for share in columns if not share.tight)
    if not parts:
        return [room * need // max(sum(kept), 1) for need in kept]
    return [need or int(spare * share.letters / parts) for need, share in zip(kept, columns, strict=True)]
