"""Turns a folder into a workbook and back, without resolving what it inherits."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from planner.domain.faults import Faulty
from planner.reading.documents import Document, Setting, Sheet, SheetRow
from planner.reading.folder_writing import folder_files, write_files
from planner.reading.kinds import split_list
from planner.reading.paths import resolved
from planner.reading.reader import is_workbook, read_document
from planner.reading.schema import TABLE
from planner.reading.settings import kind_of_key


def convert(source: Path, target: Path) -> None:
    """Write `source` in the other form: rows not enabled, keys and parents stay.

    Raises Faulty if `source` cannot be read and FileExistsError if `target` is there already.
    """
    document = read_document(resolved(source))
    if document.faults:
        raise Faulty(document.faults)
    document = canonical(_moved(document, resolved(target)))
    if is_workbook(target):
        from planner.reading.workbook_writing import write_workbook  # loads openpyxl

        write_workbook(document, target)
    else:
        write_files(folder_files(document), target)


def canonical(document: Document) -> Document:
    """The document with every understood text in its one form."""
    settings = {
        path: replace(setting, text=kind_of_key(path).canonical(setting.text))
        for path, setting in document.settings.items()
    }
    sheets = {table: _canonical_sheet(table, sheet) for table, sheet in document.sheets.items()}
    return replace(document, settings=settings, sheets=sheets)


def _canonical_sheet(table: str, sheet: Sheet) -> Sheet:
    columns = TABLE[table].columns
    rows = [
        SheetRow(row.number, {name: columns[name].kind.canonical(text) for name, text in row.cells.items()})
        for row in sheet.rows
    ]
    return replace(sheet, rows=tuple(rows))


def _moved(document: Document, target: Path) -> Document:
    """The document with its parents named relative to `target`."""
    extends = document.settings.get(("extends",))
    if extends is None:
        return document
    old = document.path.parent if is_workbook(document.path) else document.path
    new = target.parent if is_workbook(target) else target
    parents = ";".join(_relative(resolved(old / name), new) for name in split_list(extends.text))
    return replace(document, settings={**document.settings, ("extends",): Setting(parents, extends.origin)})


def _relative(parent: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(parent, folder)).as_posix()
    except ValueError:  # another drive
        return parent.as_posix()
