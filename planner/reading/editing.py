"""Single changes to a book: set a key, change a cell, remove a row, each refused where it names nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.reading.book import Book, Cell, key_of
from planner.reading.documents import Document, KeyPath, Setting, clean, join_key, unclean
from planner.reading.gathering import Faults
from planner.reading.near import near_hint
from planner.reading.origins import Origin
from planner.reading.schema import TABLE
from planner.reading.settings import SETTING


@dataclass(frozen=True, slots=True)
class Edit:
    """A row to add: its table and key, and its cells by column."""

    table: str
    key: str
    origin: Origin
    cells: dict[str, Setting]


def edits_of(document: Document, section: str, faults: Faults) -> Iterator[Edit]:
    """The rows under [add] of a document, in their order."""
    edits: dict[tuple[str, str], Edit] = {}
    for path, setting in document.section(section):
        if path[0] not in TABLE:
            faults.add(setting.origin, path[0], "a table", near_hint(path[0], TABLE))
            continue
        if len(path) == 2 and not setting.text and not TABLE[path[0]].has_id:  # the key says it all
            edits.setdefault((path[0], path[1]), Edit(path[0], path[1], setting.origin, {}))
            continue
        if len(path) != 3:
            faults.add(setting.origin, "nothing" if len(path) == 2 else join_key(path), "add.TABLE.KEY with columns")
            continue
        table, key, column = path
        if column not in TABLE[table].columns:
            faults.add(
                setting.origin, "unknown column", "a column of the table", near_hint(column, TABLE[table].columns)
            )
            continue
        where = replace(setting.origin, key=setting.origin.key.rpartition(".")[0])
        edits.setdefault((table, key), Edit(table, key, where, {})).cells[column] = setting
    yield from edits.values()


def set_setting(book: Book, path: KeyPath, setting: Setting, faults: Faults) -> None:
    """Set a key of scenario.toml."""
    if path not in SETTING:
        faults.add(setting.origin, "unknown key", "a key of the format", _near_key(path), "unknown-key")
        return
    if problem := unclean(clean(setting.text)):
        faults.add(setting.origin, problem, "text")
        return
    text = SETTING[path].kind.canonical(setting.text)
    there = book.settings.get(path)
    book.settings[path] = there.replaced(text, setting.origin) if there else Cell(text, setting.origin)


def _near_key(path: KeyPath) -> str:
    if path[0] in TABLE and len(path) > 1 and path[0] != "tracks":
        return f"change rows under [change.{path[0]}], add them under [add.{path[0]}]"
    siblings = [key[-1] for key in SETTING if path[:-1] and key[:-1] == path[:-1]]
    if siblings:
        return near_hint(path[-1], siblings)
    known = {join_key(key) for key in SETTING} | set(TABLE)
    whole = near_hint(join_key(path), known)
    return whole or near_hint(path[0], {key[0] for key in SETTING} | set(TABLE))


def find_row(book: Book, table: str, key: str, origin: Origin, faults: Faults) -> str:
    """The key of the row meant by `key`; empty after noting that there is none."""
    if table not in TABLE:
        faults.add(origin, table, "a table", near_hint(table, TABLE))
        return ""
    if key in book.tables[table]:
        return key
    schema = TABLE[table]
    parts = key.split("/")
    if not schema.has_id and len(parts) == len(schema.key):
        texts = {
            name: "" if part == "-" else schema.columns[name].kind.canonical(part)
            for name, part in zip(schema.key, parts, strict=True)
        }
        if (exact := key_of(schema, texts)) in book.tables[table]:
            return exact
    if table in book.broken:
        return ""
    form = "" if schema.has_id else f" ({'/'.join(schema.key)})"
    faults.add(origin, key, f"a row of {table}{form}", near_hint(key, book.tables[table]), "unknown-row")
    return ""


def remove_row(book: Book, path: KeyPath, key: str, origin: Origin, faults: Faults) -> None:
    """Remove a row and the rows without ids that name it."""
    found = find_row(book, ".".join(path), key, origin, faults)
    if found:
        book.remove(path[0], found, origin)


def change_cell(book: Book, path: KeyPath, setting: Setting, faults: Faults) -> None:
    """Change one cell of a row that is there; `path` is table, key, column."""
    table, key, column = path
    schema = TABLE[table]
    found = find_row(book, table, key, setting.origin, faults)
    if column not in schema.columns:
        faults.add(setting.origin, "unknown column", "a column of the table", near_hint(column, schema.columns))
        return
    if column == "id":
        faults.add(setting.origin, "a change of id", "an id that stays", "remove the row and add another")
        return
    if problem := unclean(clean(setting.text)):
        faults.add(setting.origin, problem, "text")
        return
    if not found:
        return
    row = book.tables[table][found]
    text = schema.columns[column].kind.canonical(clean(setting.text))
    there = row.cells.get(column)
    cell = there.replaced(text, setting.origin) if there else Cell(text, setting.origin)
    cells = {**row.cells, column: cell}
    new = key_of(schema, {name: cell.text for name, cell in cells.items()})
    if new != found and new in book.tables[table]:
        faults.add(setting.origin, new, f"each {'/'.join(schema.key)} once", "there is such a row", "duplicate")
        return
    changed = replace(row, key=new, cells=cells)
    book.tables[table] = dict(
        (new, changed) if old == found else (old, other) for old, other in book.tables[table].items()
    )
