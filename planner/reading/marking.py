"""Writes faults back into a copy of the workbook, beside the cells they are about."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.faults import Fault
from planner.reading.documents import SETTINGS
from planner.reading.headers import find_header, folded, header_names
from planner.reading.kinds import TEXT
from planner.reading.origins import Origin
from planner.reading.workbook_writing import lay_out_for_paper, letters, packed, put, save_bytes
from planner.reading.workbooks import FAULTS_SHEET, not_xlsx, sheet_name

AUTHOR = "planner faults"
_MARKS = {"fault": PatternFill("solid", fgColor="FF9C9C"), "warning": PatternFill("solid", fgColor="FFE699")}


def write_faults(source: Path, faults: Iterable[Fault], target: Path) -> None:
    """Copy the workbook `source` to `target` with every fault as a comment on its cell, and a sheet that lists them.

    Marks of an earlier copy are taken away first. Raises ValueError if `source` cannot be opened as a workbook.
    """
    data = source.read_bytes()
    if problem := not_xlsx(data):
        raise ValueError(f"{source} cannot be marked: {problem}")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data))
    except Exception as error:  # whatever openpyxl makes of a damaged file
        raise ValueError(f"{source} cannot be marked: {error}") from error
    if FAULTS_SHEET in book.sheetnames:
        del book[FAULTS_SHEET]
    sheets = {sheet_name(sheet.title): sheet for sheet in book.worksheets}
    for sheet in sheets.values():
        _clear(sheet)
    listing = book.create_sheet(FAULTS_SHEET, 0)
    _head(listing)
    for number, fault in enumerate(faults, 2):
        cell = _cell(sheets, Origin.parse(fault.where))
        _list(listing, number, fault, cell)
        if cell is not None:
            _mark(cell, fault)
    book.active = 0
    save_bytes(packed(book), target)


def is_marked(path: Path) -> bool:
    """Is this file a copy that `write_faults` made?"""
    try:
        return FAULTS_SHEET in openpyxl.load_workbook(path, read_only=True).sheetnames
    except Exception:  # whatever openpyxl makes of something else
        return False


def _clear(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment and cell.comment.author == AUTHOR:
                cell.comment, cell.fill = None, PatternFill()


def _head(listing: Worksheet) -> None:
    for place, (name, width) in enumerate(
        (("where", 50), ("found", 40), ("expected", 50), ("hint", 50), ("severity", 10)), 1
    ):
        listing.cell(1, place, name).font = letters(bold=True)
        listing.column_dimensions[get_column_letter(place)].width = width
    listing.freeze_panes = "A2"
    lay_out_for_paper(listing, 1)


def _list(listing: Worksheet, number: int, fault: Fault, cell: Cell | None) -> None:
    for place, text in enumerate((fault.where, fault.found, fault.expected, fault.hint, fault.severity), 1):
        put(listing.cell(number, place), text, TEXT)
        listing.cell(number, place).alignment = Alignment(wrap_text=True, vertical="top")
    if cell is not None:
        link = listing.cell(number, 1)
        title = cell.parent.title.replace("'", "''")
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{title}'!{cell.coordinate}")
        link.font = letters(color="0563C1", underline="single")


def _cell(sheets: dict[str, Worksheet], origin: Origin) -> Cell | None:
    """The cell that an origin of this workbook means; None for other files."""
    name = sheet_name(origin.source.removeprefix("sheet "))
    sheet = sheets.get(name)
    if sheet is None or not origin.source.startswith("sheet "):
        return None
    grid = [list(row) for row in sheet.iter_rows(max_row=40)]
    header = find_header(grid, name)
    names = header_names(grid[header], name) if header is not None else []
    wanted = "value" if name == SETTINGS else folded(origin.column)
    place = names.index(wanted) + 1 if wanted in names else 1
    found = sheet.cell(origin.row or (header or 0) + 1, place)
    return found if isinstance(found, Cell) else None


def _mark(cell: Cell, fault: Fault) -> None:
    text = f"{fault.found}\nexpected: {fault.expected}" + (f"\n{fault.hint}" if fault.hint else "")
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(before + text, AUTHOR, height=120, width=320)
    cell.fill = _MARKS[fault.severity]
