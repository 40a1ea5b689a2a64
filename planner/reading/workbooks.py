"""The workbook form as people leave it: a sheet `scenario` and one sheet a table, read kindly."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from planner.reading.documents import SETTINGS, Document, KeyPath, Setting, Sheet, clean, split_key, unclean
from planner.reading.folders import LARGEST_FILE, sheet_of
from planner.reading.gathering import Faults
from planner.reading.headers import find_header, header_names
from planner.reading.kinds import TEXT, Kind
from planner.reading.near import near_hint
from planner.reading.origins import Origin
from planner.reading.schema import TABLE
from planner.reading.settings import kind_of_key
from planner.reading.sheet_cells import cell_text

FAULTS_SHEET = "faults"
LARGEST_UNPACKED = 500_000_000
MOST_ROWS, MOST_COLUMNS = 100_000, 200

Grid = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its name as written, whether it is hidden, its cells (openpyxl's, by row)."""

    name: str
    hidden: bool
    cells: Grid


def read_workbook(path: Path, prefix: str = "") -> Document:
    """The workbook as written; `prefix` goes before the names of its sheets in messages."""
    faults = Faults()
    settings: dict[KeyPath, Setting] = {}
    sheets: dict[str, Sheet] = {}
    pages = open_pages(path, prefix.strip() or path.name, faults)
    broken = set() if pages else {SETTINGS, *TABLE}
    names: dict[str, str] = {}
    for page in pages:
        source = f"{prefix}sheet {page.name.strip()}"
        name = sheet_name(page.name)
        if name in names:
            faults.add(source, f"a second sheet {name}", "each sheet once", f"the other is {names[name]}")
        elif name == SETTINGS:
            settings = _read_settings(page.cells, source, faults)
            broken |= set() if settings else {SETTINGS}
        elif name in TABLE:
            sheet = _read_sheet(name, page.cells, source, faults)
            if sheet:
                sheets[name] = sheet
            elif any(cell.value is not None for row in page.cells for cell in row):
                broken.add(name)
        elif not page.hidden and name != FAULTS_SHEET and any(any(cell.value for cell in row) for row in page.cells):
            hint = near_hint(name, [*TABLE, SETTINGS]) or "hide notes, and they are left alone"
            faults.add(source, "unknown sheet", "a sheet named as a table", hint)
        names[name] = page.name
    if pages and SETTINGS not in names:
        broken.add(SETTINGS)
        faults.add(f"{prefix}sheet {SETTINGS}", "no such sheet", "a sheet of keys, values and meanings")
    return Document(path, settings, sheets, faults.all, frozenset(broken))


def sheet_name(written: str) -> str:
    """The table meant by the name on a sheet's tab."""
    return written.strip().lower().replace(" ", "_").replace("-", "_")


def open_pages(path: Path, source: str, faults: Faults) -> list[Page]:
    """The sheets of a workbook; empty after noting why it cannot be read."""
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else None
    except OSError as error:
        faults.add(source, error.strerror or "unreadable", "a workbook that can be read")
        return []
    if data is None:
        faults.add(source, "too large", f"a workbook of at most {LARGEST_FILE} bytes")
        return []
    if problem := not_xlsx(data):
        faults.add(source, problem, "an .xlsx workbook", "save it as Excel workbook (.xlsx), without a password")
        return []
    try:
        return list(_pages(data))
    except Exception as error:  # whatever openpyxl makes of a damaged file
        reason = f"{type(error).__name__}: {error}"
        faults.add(source, "a damaged workbook", "an .xlsx workbook", reason)
        return []


def not_xlsx(data: bytes) -> str:
    """What is wrong with the bytes of a file that should be a workbook; empty where nothing is."""
    if data[:4] == b"\xd0\xcf\x11\xe0":
        return "an old or encrypted workbook"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                return "too large when unpacked"
    except Exception:  # damaged in any way
        return "not a workbook" if data else "empty file"
    return ""


def _pages(data: bytes) -> Iterator[Page]:
    """Cells with their values; formulas count as what they last gave."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True) if _has_formulas(data) else None
    for sheet in book.worksheets:
        cells = _grid(sheet)
        if formulas:
            _keep_empty_formulas(cells, _grid(formulas[sheet.title]))
        yield Page(sheet.title, sheet.sheet_state != "visible", cells)


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and not name.endswith("/")]
        return any(re.search(rb"<(\w+:)?f[\s>/]", archive.read(name)) for name in names)


def _grid(sheet: Any) -> Grid:
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    return [_trimmed(row) for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)]


def _trimmed(row: Sequence[Any]) -> list[Any]:
    end = next((place for place in range(len(row), 0, -1) if row[place - 1].value is not None), 0)
    return list(row[:end])


def _keep_empty_formulas(values: Grid, formulas: Grid) -> None:
    for row, formula_row in zip(values, formulas, strict=False):
        for place, (cell, formula) in enumerate(zip(row, formula_row, strict=False)):
            if formula.data_type == "f" and cell.value is None:
                row[place] = formula


def _read_sheet(table: str, cells: Grid, source: str, faults: Faults) -> Sheet | None:
    if not any(cell.value is not None for row in cells for cell in row):
        return None
    header = find_header(cells, table)
    if header is None:
        faults.add(
            source, "no header", "a row that names the columns", "name them as " + ", ".join(TABLE[table].columns)
        )
        return None
    names = header_names(cells[header], table)
    kinds = [TABLE[table].columns[name].kind if name in TABLE[table].columns else TEXT for name in names]
    lines: list[list[str]] = [*([] for _ in cells[:header]), names]
    for number, row in enumerate(cells[header + 1 :], header + 2):
        lines.append(_texts(row, kinds, names, Origin(source, number), faults))
    return sheet_of(table, source, lines, faults, header)


def _texts(row: list[Any], kinds: list[Kind], names: list[str], origin: Origin, faults: Faults) -> list[str]:
    kinds = kinds + [TEXT] * (len(row) - len(kinds))
    names = names + [""] * (len(row) - len(names))
    return [cell_text(cell, kind, origin.at(name), faults) for cell, kind, name in zip(row, kinds, names, strict=False)]


def _read_settings(cells: Grid, source: str, faults: Faults) -> dict[KeyPath, Setting]:
    header = find_header(cells, SETTINGS)
    names = header_names(cells[header], SETTINGS) if header is not None else []
    if header is None or "key" not in names or "value" not in names:
        faults.add(source, "no header", "a row with key and value")
        return {}
    settings: dict[KeyPath, Setting] = {}
    for number, row in enumerate(cells[header + 1 :], header + 2):
        by_name = dict(zip(names, row, strict=False))
        key = clean(str(by_name["key"].value or "")) if "key" in by_name else ""
        if key and "value" in by_name:
            _read_setting(key, by_name["value"], Origin(source, number, key=key), settings, faults)
        elif any(cell_text(cell, TEXT, Origin(source, number), faults) for cell in row):
            faults.add(Origin(source, number), "no key", "a key for every value")
    return settings


def _read_setting(key: str, cell: Any, origin: Origin, settings: dict[KeyPath, Setting], faults: Faults) -> None:
    try:
        path = split_key(key)
    except ValueError:
        faults.add(origin, key, "a key such as programme.first_day", "", "unknown-key")
        return
    text = cell_text(cell, kind_of_key(path), origin, faults)
    if not text:
        return
    if path in settings:
        faults.add(origin, "twice", "each key once", f"it stands in row {settings[path].origin.row} too")
    elif problem := unclean(text + key):
        faults.add(origin, problem, "text")
    else:
        settings[path] = Setting(decoded(text), origin)


def decoded(text: str) -> str:
    """The setting meant by the text of a sheet: `-` says explicitly nothing."""
    if text == "-":
        return ""
    return text[1:] if set(text[:-1]) == {"'"} and text.endswith("-") else text


def encoded(text: str) -> str:
    """The inverse of `decoded`."""
    return "-" if not text else f"'{text}" if text.endswith("-") and set(text[:-1]) <= {"'"} else text
