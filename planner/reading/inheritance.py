"""Parents, changes, additions, removals and the command line: from documents to one book.

Priority: the command line, then the file itself, then its parents. Two parents that set the same thing differently
are refused unless the child decides.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from planner.reading.book import Book, Cell, Row, key_of
from planner.reading.documents import SETTINGS, Document, KeyPath, Setting, SheetRow, join_key, split_key
from planner.reading.editing import Edit, change_cell, edits_of, remove_row, set_setting
from planner.reading.gathering import Faults
from planner.reading.kinds import split_list
from planner.reading.near import near_hint
from planner.reading.origins import Origin
from planner.reading.paths import is_folder, is_there, names_in, resolved
from planner.reading.schema import TABLE

Load = Callable[[Path, str], Document]
SECTIONS = ("change", "add", "remove")


class Inheritance:
    """Resolves a scenario with its parents; `load` reads one document. Faults gather in `faults`."""

    def __init__(self, root: Path, load: Load, faults: Faults) -> None:
        self._root = root
        self._load = load
        self._faults = faults
        self._documents: dict[Path, Document] = {}

    def resolve(self, sets: Sequence[str] = ()) -> Book:
        """The book of the root with the command line's settings on top."""
        book = self._resolve(self._root, ())
        for text in sets:
            _apply_set(book, text, self._faults)
        for name, cell in book.cells():
            if cell.rival:
                self._faults.add(
                    cell.origin,
                    f"{name} is {cell.text or 'empty'} here and {cell.rival.text or 'empty'} in {cell.rival.origin}",
                    "parents that agree, or a child that decides",
                    f"set {name} under [change]",
                    "conflict",
                )
        return book

    def _resolve(self, path: Path, above: tuple[Path, ...]) -> Book:
        document = self._document(path)
        book = Book(broken=set(document.broken))
        for parent in self._parents(document, (*above, path)):
            merge(book, parent, self._faults)
        _apply(book, document, self._faults)
        return book

    def _document(self, path: Path) -> Document:
        if path not in self._documents:
            self._documents[path] = self._load(path, self._prefix(path))
            self._faults.include(self._documents[path].faults)
        return self._documents[path]

    def _prefix(self, path: Path) -> str:
        if path == self._root:
            return ""
        base = self._root if is_folder(self._root) else self._root.parent
        try:
            shown = Path(os.path.relpath(path, base)).as_posix()
        except ValueError:  # another drive
            shown = path.as_posix()
        return f"{shown}/" if is_folder(path) else f"{shown} "

    def _parents(self, document: Document, line: tuple[Path, ...]) -> list[Book]:
        setting = document.settings.get(("extends",))
        books = []
        for name in split_list(setting.text) if setting else []:
            assert setting is not None
            base = document.path if is_folder(document.path) else document.path.parent
            parent = resolved(base / name)
            if parent in line:
                circle = " -> ".join(path.name for path in (*line[line.index(parent) :], parent))
                self._faults.add(setting.origin, circle, "no circle", "take one of them out of extends", "circle")
                books.append(Book(broken={SETTINGS, *TABLE}))
            elif not is_there(parent):
                self._faults.add(
                    setting.origin,
                    name,
                    "a scenario folder or workbook",
                    near_hint(parent.name, names_in(parent.parent)),
                )
                books.append(Book(broken={SETTINGS, *TABLE}))
            else:
                books.append(self._resolve(parent, line))
        return books


def merge(book: Book, other: Book, faults: Faults) -> None:
    """Add another parent to `book`; cells that disagree are marked as rivals."""
    book.broken |= other.broken
    for path, cell in other.settings.items():
        book.settings[path] = _merged(book.settings.get(path), cell)
    gone = {(removal.table, removal.row.key): removal for removal in book.removed}
    for removal in other.removed:
        mine = book.tables[removal.table].get(removal.row.key)
        if mine and mine.lineage <= removal.row.lineage:
            del book.tables[removal.table][mine.key]
        elif mine and removal.row.lineage & mine.lineage:
            _disagree(removal.table, removal.row.key, removal.origin, faults)
    for table, rows in other.tables.items():
        for key, row in rows.items():
            removed = gone.get((table, key))
            if removed is None or key in book.tables[table]:
                book.tables[table][key] = _merged_row(book.tables[table].get(key), row)
            elif not row.lineage <= removed.row.lineage:
                _disagree(table, key, removed.origin, faults)
    book.removed += [removal for removal in other.removed if removal not in book.removed]


def _disagree(table: str, key: str, origin: Origin | None, faults: Faults) -> None:
    faults.add(
        origin or table,
        f"{table} {key} is removed here and changed in another parent",
        "parents that agree",
        "",
        "conflict",
    )


def _merged(mine: Cell | None, other: Cell) -> Cell:
    if mine is None or mine.origin in other.lineage:
        return other
    if other.origin in mine.lineage or mine.text == other.text:
        return mine
    return replace(mine, rival=other)


def _merged_row(mine: Row | None, other: Row) -> Row:
    if mine is None:
        return other
    cells = dict(mine.cells)
    for column, cell in other.cells.items():
        cells[column] = _merged(cells.get(column), cell)
    return replace(mine, cells=cells)


def _apply(book: Book, document: Document, faults: Faults) -> None:
    """Apply one document to what it inherits: removals, own rows, additions, changes, own keys."""
    for path, setting in document.section("remove"):
        for key in split_list(setting.text):
            remove_row(book, path, key, setting.origin, faults)
    for table, sheet in document.sheets.items():
        seen: dict[str, Row] = {}
        for row in sheet.rows:
            _own_row(book, table, row, Origin(sheet.source, row.number), seen, faults)
    for edit in edits_of(document, "add", faults):
        _add(book, edit, faults)
    for path, setting in document.section("change"):
        _change(book, path, setting, faults)
    for path, setting in document.settings.items():
        if path[0] not in SECTIONS and path != ("extends",):
            set_setting(book, path, setting, faults)


def _own_row(book: Book, table: str, written: SheetRow, origin: Origin, seen: dict[str, Row], faults: Faults) -> None:
    schema = TABLE[table]
    texts = {name: schema.columns[name].kind.canonical(text) for name, text in written.cells.items()}
    cells = {name: Cell(text, origin.at(name)) for name, text in texts.items()}
    row = Row(key_of(schema, texts), origin, cells)
    key = row.key or f"row {origin.row}"
    if key in seen:
        if schema.has_id or not _same(row, seen[key]):
            form = "id" if schema.has_id else "/".join(schema.key)
            hint = f"it stands in row {seen[key].origin.row} too"
            faults.add(origin.at(schema.key[0]), row.key, f"each {form} once", hint, "duplicate")
        return
    seen[key] = row
    there = book.tables[table].get(key)
    if there:
        merged = {name: _over(there.cells.get(name), cell) for name, cell in cells.items()}
        row = replace(there, cells={**there.cells, **merged})
    book.tables[table][key] = row


def _same(a: Row, b: Row) -> bool:
    return all(a.text(column) == b.text(column) for column in {*a.cells, *b.cells})


def _over(mine: Cell | None, cell: Cell) -> Cell:
    return mine.replaced(cell.text, cell.origin) if mine else cell


def _add(book: Book, edit: Edit, faults: Faults) -> None:
    schema = TABLE[edit.table]
    if edit.key in book.tables[edit.table]:
        faults.add(edit.origin, f"{edit.table} {edit.key} is there already", "a new row", "change it under [change]")
        return
    parts = [edit.key] if schema.has_id else edit.key.split("/")
    if len(parts) != len(schema.key):
        faults.add(edit.origin, edit.key, f"a key of the form {'/'.join(schema.key)}")
        return
    cells = {
        name: Cell("" if part == "-" and not schema.has_id else part, edit.origin)
        for name, part in zip(schema.key, parts, strict=True)
    }
    cells |= {name: Cell(setting.text, setting.origin) for name, setting in edit.cells.items()}
    cells = {name: replace(cell, text=schema.columns[name].kind.canonical(cell.text)) for name, cell in cells.items()}
    key = key_of(schema, {name: cell.text for name, cell in cells.items()})
    book.tables[edit.table][key] = Row(key, edit.origin, cells)


def _change(book: Book, path: KeyPath, setting: Setting, faults: Faults) -> None:
    if path[0] in TABLE and len(path) == 3:
        change_cell(book, path, setting, faults)
    elif path[0] in TABLE and len(path) == 2 and not setting.text and path != ("tracks", "change"):
        faults.add(setting.origin, "nothing", "columns to change")
    else:
        set_setting(book, path, setting, faults)


def _apply_set(book: Book, text: str, faults: Faults) -> None:
    key, equals, value = text.partition("=")
    origin = Origin(f"--set {text}")
    try:
        path = split_key(key.strip())
    except ValueError:
        path = ()
    if not equals or not path:
        faults.add(origin, text, "KEY=VALUE such as engagements.x.minutes=90")
        return
    if path[0] in TABLE and len(path) > 3:
        path = (path[0], ".".join(path[1:-1]), path[-1])
    if path[0] in SECTIONS or path == ("extends",):
        faults.add(origin, join_key(path), "a key of the scenario itself")
        return
    _change(book, path, Setting(value.strip(), origin), faults)
