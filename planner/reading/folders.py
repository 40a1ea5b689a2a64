"""The folder form: scenario.toml and one CSV a table."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from pathlib import Path

from planner.reading.documents import (
    SETTINGS,
    Document,
    KeyPath,
    Setting,
    Sheet,
    SheetRow,
    clean,
    flatten,
    join_key,
    unclean,
)
from planner.reading.gathering import Faults
from planner.reading.near import near_hint
from planner.reading.origins import Origin
from planner.reading.paths import names_in
from planner.reading.schema import TABLE

SETTINGS_FILE = "scenario.toml"
LARGEST_FILE = 50_000_000
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠]")
_ENCODINGS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK": "a workbook or zip file"}


def read_folder(folder: Path, prefix: str = "") -> Document:
    """The folder as written; `prefix` goes before the names of its files in messages."""
    faults = Faults()
    settings = _read_settings(folder / SETTINGS_FILE, f"{prefix}{SETTINGS_FILE}", faults)
    sheets: dict[str, Sheet] = {}
    broken = set() if settings is not None else {SETTINGS}
    for path in (folder / name for name in names_in(folder)):
        if path.suffix.lower() != ".csv" or path.name.startswith("."):
            continue
        if path.suffix != ".csv" or path.stem not in TABLE:
            faults.add(f"{prefix}{path.name}", "unknown table", "a table of the format", near_hint(path.stem, TABLE))
            continue
        sheet = read_table(path, f"{prefix}{path.name}", faults)
        if sheet:
            sheets[path.stem] = sheet
        else:
            broken.add(path.stem)
    return Document(folder, settings or {}, sheets, faults.all, frozenset(broken))


def read_text(path: Path, source: str, faults: Faults) -> str | None:
    """The text of a UTF-8 file (a BOM is dropped), or None after noting why not."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            faults.add(source, f"{path.stat().st_size} bytes", f"at most {LARGEST_FILE} bytes")
            return None
        data = path.read_bytes()
    except FileNotFoundError:
        faults.add(source, "no such file", "the file", code="missing-file")
        return None
    except OSError as error:
        faults.add(source, error.strerror or "unreadable", "a file that can be read")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = _ENCODINGS.get(data[:2], "")
        found = f"looks like {guess}" if guess else f"byte 0x{data[error.start]:02x} in line {line} is not UTF-8"
        faults.add(source, found, "UTF-8 text", "save it as CSV UTF-8" if path.suffix == ".csv" else "save it as UTF-8")
        return None
    if not text.strip("\ufeff \t\r\n"):
        faults.add(source, "empty file", "a header of column names" if path.suffix == ".csv" else "keys and values")
        return None
    return text


def _read_settings(path: Path, source: str, faults: Faults) -> dict[KeyPath, Setting] | None:
    text = read_text(path, source, faults)
    if text is None:
        return None
    try:
        tree = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        faults.add(source, "not TOML", "keys and values of TOML", str(error))
        return None
    settings: dict[KeyPath, Setting] = {}
    for key, value in flatten(tree):
        origin = Origin(source, key=join_key(key))
        if problem := unclean(clean(value) + "".join(key)):
            faults.add(origin, problem, "text")
            continue
        settings[key] = Setting(clean(value), origin)
    return settings


def read_table(path: Path, source: str, faults: Faults) -> Sheet | None:
    """One CSV as written, or None after noting why not; columns must be of the table."""
    text = read_text(path, source, faults)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = list(reader)
    except csv.Error as error:
        faults.add(Origin(source, reader.line_num), "not CSV", "cells separated by commas", str(error))
        return None
    if lines and len(lines[0]) == 1 and re.search("[;\t]", lines[0][0]):
        faults.add(source, "columns separated by ; or tabs", "columns separated by commas", "save it as CSV UTF-8")
        return None
    return sheet_of(path.stem, source, [[unguarded(clean(cell)) for cell in line] for line in lines], faults)


def sheet_of(table: str, source: str, lines: list[list[str]], faults: Faults, header: int = 0) -> Sheet:
    """The table in `lines`, whose line `header` names the columns; faults of its shape are noted."""
    names = _columns(table, source, lines[header], faults)
    for place, name in enumerate(lines[header]):
        if not name and any(place < len(line) and line[place] for line in lines[header + 1 :]):
            faults.add(source, f"column {place + 1} has cells but no name", "a name in the header")
    rows = []
    for number, line in enumerate(lines[header + 1 :], header + 2):
        if any(line):
            rows.append(SheetRow(number, _cells(Origin(source, number), names, line, faults)))
    return Sheet(source, tuple(name for name in names if name), tuple(rows))


def _columns(table: str, source: str, header: list[str], faults: Faults) -> list[str]:
    names: list[str] = []
    for name in header:
        if name in names and name:
            faults.add(source, f"column {name} twice", "each column once")
        elif name and name not in TABLE[table].columns:
            faults.add(Origin(source, column=name), "unknown column", "a column of the table", _near(table, name))
        names.append(name if name in TABLE[table].columns and name not in names else "")
    return names


def _near(table: str, name: str) -> str:
    text = f"{name}_en"
    if text in TABLE[table].columns:
        return f"write {text}, {name}_th or {name}_zh"
    return near_hint(name, TABLE[table].columns)


def _cells(origin: Origin, names: list[str], line: list[str], faults: Faults) -> dict[str, str]:
    cells = {}
    if any(line[len(names) :]):
        faults.add(
            origin, f"{len(line)} cells", f"{len(names)} cells as in the header", "put cells with a comma in quotes"
        )
    for name, text in zip(names, line, strict=False):
        if not name:
            continue
        if problem := unclean(text):
            faults.add(origin.at(name), problem, "text")
        cells[name] = text
    return cells


def unguarded(text: str) -> str:
    """`text` as meant: one apostrophe goes that stood before a sign with which formulas begin."""
    return text[1:] if _GUARDED.match(text) else text


def guarded(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula: an apostrophe goes before =, +, - and @, numbers apart."""
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return text
    return f"'{text}" if re.match(r"'*[=+\-@＝＋－＠]", text) else text
