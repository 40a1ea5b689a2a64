"""Writes the workbook form for officers: drop-downs, frozen heads, comments, protected ids; always the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from planner.reading.documents import SETTINGS, Document, KeyPath, join_key
from planner.reading.folder_writing import ordered
from planner.reading.headers import SETTINGS_COLUMNS
from planner.reading.headings import heading, plain_heading
from planner.reading.kinds import FLAG, TEXT, Kind
from planner.reading.schema import TABLE, ColumnSchema
from planner.reading.settings import SETTING, SettingSchema, kind_of_key
from planner.reading.sheet_cells import looks_like_formula, sheet_value
from planner.reading.workbooks import encoded

HEADING_ROW, NAME_ROW, FIRST_ROW = 1, 2, 3
LAST_ROW = 3000
"""Rows below this have no drop-downs; a delegation is smaller."""

AUTHOR = "planner"
_STAMP = dt.datetime(2000, 1, 1)
_HEAD = PatternFill("solid", fgColor="1F3A5F")
_NAMES = PatternFill("solid", fgColor="DCE6F1")
_NEEDED = PatternFill("solid", fgColor="FCE4B0")
_OPEN = Protection(locked=False)


def workbook_bytes(document: Document) -> bytes:
    """The workbook of a document: the sheet `scenario`, then every table of the format, filled or not."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SETTINGS
    _write_settings(sheet, document)
    for name in TABLE:
        _write_table(book.create_sheet(name), document, name)
    return packed(book)


def write_workbook(document: Document, target: Path) -> None:
    """Write a new workbook, beside it first, then renamed. Raises FileExistsError if `target` exists."""
    if target.exists():
        raise FileExistsError(f"{target} exists")
    save_bytes(workbook_bytes(document), target)


def save_bytes(data: bytes, target: Path) -> None:
    """Write a file beside its place, then rename it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.part")
    try:
        aside.write_bytes(data)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def packed(book: Workbook) -> bytes:
    """The bytes of a workbook, with fixed dates inside, so that the same content gives the same bytes."""
    book.properties.creator = AUTHOR
    book.properties.created = book.properties.modified = _STAMP
    raw, out = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        ExcelWriter(book, archive).save()
    with zipfile.ZipFile(raw) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in sorted(archive.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, archive.read(name))
    return out.getvalue()


def letters(**how: Any) -> Font:
    """The font of the workbook, bold or coloured."""
    return Font(name="Calibri", size=11, **how)


def lay_out_for_paper(sheet: Worksheet, heads: int) -> None:
    """Print a sheet as wide as a landscape page, its first rows on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"1:{heads}"


def _write_table(sheet: Worksheet, document: Document, table: str) -> None:
    columns = list(TABLE[table].columns.values())
    _write_head(sheet, [(column.name, heading(column)) for column in columns])
    written = document.sheets.get(table)
    rows = written.rows if written else ()
    for place, column in enumerate(columns, 1):
        _describe(sheet.cell(NAME_ROW, place), _about(column), _is_needed(table, column))
        texts = [row.cells.get(column.name, "") for row in rows]
        for number, text in enumerate(texts, FIRST_ROW):
            put(sheet.cell(number, place), text, column.kind)
        _shape(sheet, place, column, texts)
    _protect(sheet, len(rows) if TABLE[table].has_id else 0)
    sheet.freeze_panes = f"B{FIRST_ROW}"
    lay_out_for_paper(sheet, NAME_ROW)


def _is_needed(table: str, column: ColumnSchema) -> bool:
    return column.required or (bool(column.language) and TABLE[table].texts[column.field])


def _write_head(sheet: Worksheet, names: Iterable[tuple[str, str]]) -> None:
    for place, (name, words) in enumerate(names, 1):
        head = sheet.cell(HEADING_ROW, place, words)
        head.font, head.fill = letters(color="FFFFFF"), _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(NAME_ROW, place, name)
    sheet.row_dimensions[HEADING_ROW].height = 48


def _describe(cell: Cell, about: str, needed: bool) -> None:
    cell.font, cell.fill = letters(bold=True), _NEEDED if needed else _NAMES
    cell.comment = Comment(about, AUTHOR, height=110, width=300)


def _about(column: ColumnSchema) -> str:
    lines = [column.meaning]
    if column.kind.choices and column.kind is not FLAG:
        lines.append("one of " + ", ".join(column.kind.choices))
    if column.refs:
        lines.append("id of " + " or ".join(column.refs))
    if column.kind.literal == "list":
        lines.append("several are separated by ;")
    if column.required:
        lines.append("required")
    elif not column.language and column.default not in (None, "", ()):
        lines.append(f"empty: {column.kind.write(column.default)}")
    return "\n".join(lines)


def put(cell: Any, text: str, kind: Kind) -> None:
    """Put a text into a cell as a value of `kind`; what looks like a formula stays a text."""
    value = sheet_value(text, kind)
    cell.number_format = kind.number_format if value is not None and not isinstance(value, str) else "@"
    cell.protection = _OPEN
    if value is not None:
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = looks_like_formula(value)


def _shape(sheet: Worksheet, place: int, column: ColumnSchema, texts: Sequence[str]) -> None:
    letter = get_column_letter(place)
    dimension = sheet.column_dimensions[letter]
    lines = [len(line) for text in (*texts, column.name, *heading(column).split("\n")) for line in text.split("\n")]
    dimension.width = min(48, max(9, max(lines) + 3))
    dimension.number_format = column.kind.number_format or "@"
    dimension.protection = _OPEN
    validation = _validation(column)
    if validation:
        sheet.add_data_validation(validation)
        validation.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")


def _validation(column: ColumnSchema) -> DataValidation | None:
    if column.kind.choices:
        return _choice(column.kind.choices, not column.required)
    if len(column.refs) == 1 and column.kind.literal != "list":
        source = f"={column.refs[0]}!$A${FIRST_ROW}:$A${LAST_ROW}"
        error = f"no id of {column.refs[0]}"
        return DataValidation(
            "list", formula1=source, allow_blank=True, errorStyle="warning", error=error, showErrorMessage=True
        )
    return None


def _choice(choices: Sequence[str], blank: bool) -> DataValidation:
    words = f'"{",".join(choices)}"'
    error = "one of " + ", ".join(choices)
    return DataValidation("list", formula1=words, allow_blank=blank, error=error[:250], showErrorMessage=True)


def _protect(sheet: Worksheet, ids: int) -> None:
    """Lock heads and the ids that other sheets may name; no password, so that an officer can lift it."""
    for number in range(FIRST_ROW, FIRST_ROW + ids):
        sheet.cell(number, 1).protection = Protection(locked=True)
    sheet.protection.sheet = True
    for name in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(sheet.protection, name, False)  # False allows it


def _write_settings(sheet: Worksheet, document: Document) -> None:
    _write_head(sheet, [(name, plain_heading(name)) for name in SETTINGS_COLUMNS])
    _describe(sheet.cell(NAME_ROW, 1), "name of the setting", True)
    _describe(sheet.cell(NAME_ROW, 2), "what it is set to; empty: as the format says; - : explicitly nothing", True)
    _describe(sheet.cell(NAME_ROW, 3), "what it holds, and what holds when it is empty; not read", False)
    for number, path in enumerate(_listed(document), FIRST_ROW):
        setting, schema = document.settings.get(path), SETTING.get(path)
        kind = kind_of_key(path)
        put(sheet.cell(number, 1), join_key(path), TEXT)
        put(sheet.cell(number, 2), encoded(kind.canonical(setting.text)) if setting else "", kind)
        put(sheet.cell(number, 3), _meaning(schema) if schema else "", TEXT)
        if kind.choices:
            validation = _choice(kind.choices, True)
            sheet.add_data_validation(validation)
            validation.add(f"B{number}")
    for letter, width in zip("ABC", (44, 44, 80), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet.column_dimensions[letter].protection = _OPEN
    _protect(sheet, len(SETTING))
    sheet.freeze_panes = f"B{FIRST_ROW}"
    lay_out_for_paper(sheet, NAME_ROW)


def _listed(document: Document) -> Iterator[KeyPath]:
    """Every key of the format and every further one that is written, in their order."""
    return ordered({*SETTING, *document.settings}, list(document.settings))


def _meaning(schema: SettingSchema) -> str:
    if schema.required:
        return f"{schema.meaning}; required"
    return f"{schema.meaning}; empty: {schema.default_text or 'none'}"
