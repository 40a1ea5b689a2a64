"""Where every value of a scenario comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.reading.book import Book, Cell, Removal
from planner.reading.documents import join_key, split_key
from planner.reading.origins import Origin
from planner.reading.settings import SETTING


@dataclass(frozen=True, slots=True)
class Value:
    """A key with its text and where that stands; `replaced`: old text, new text and where the old one stands, the
    newest first."""

    key: str
    text: str
    where: str
    replaced: tuple[tuple[str, str, str], ...] = ()

    def __str__(self) -> str:
        history = (f" | {old or 'empty'} -> {new or 'empty'}, was in {where}" for old, new, where in self.replaced)
        return f"{self.key} = {self.text} | {self.where}{''.join(history)}"


@dataclass(frozen=True, slots=True)
class Provenance:
    """The texts behind a scenario: for every value its file or sheet, row, and what it overrides."""

    book: Book

    def cell(self, table: str, key: str, column: str) -> Cell | None:
        """The cell of a row, or None where nothing is written."""
        row = self.book.tables[table].get(key)
        return row.cells.get(column) if row else None

    def setting(self, key: str) -> Cell | None:
        """The cell of a key such as `programme.last_day`; None where the default holds."""
        return self.book.settings.get(split_key(key))

    def source(self, table: str, key: str, column: str = "") -> str:
        """The source cell of a row or value, such as `engagements.csv row 12, column minutes`."""
        row = self.book.tables[table].get(key)
        if row is None:
            return f"{table} {key}"
        return str(row.where(column) if column else row.origin)

    def where(self, table: str, key: str, column: str) -> str:
        """As `source`; without a key the file of the table, without a table the place of a key."""
        if not table:
            cell = self.setting(key)
            return str(cell.origin) if cell else str(Origin("scenario", key=key))
        if key:
            return self.source(table, key, column)
        rows = self.book.tables[table].values()
        return str(Origin(next((row.origin.source for row in rows), table), column=column))

    @property
    def removed(self) -> tuple[Removal, ...]:
        """The rows that were taken out, and those without ids that went with them."""
        return tuple(self.book.removed)

    def values(self) -> Iterator[Value]:
        """Every value that is written, and the defaults of the keys that are not."""
        for path in SETTING:
            cell = self.book.settings.get(path)
            if cell:
                yield _value(join_key(path), cell)
            elif SETTING[path].default_text:
                yield Value(join_key(path), SETTING[path].default_text, "default")
        for table, rows in self.book.tables.items():
            for row in rows.values():
                for column, cell in row.cells.items():
                    if cell.text or cell.earlier:
                        yield _value(join_key((table, row.key, column)), cell)

    def removals(self) -> Iterator[tuple[str, str, str]]:
        """Of every row that was taken out: its key, where it stands, and what took it out."""
        for removal in self.book.removed:
            because = f"with {removal.because}" if removal.because else ""
            by = f"by {removal.origin}" if removal.origin else ""
            key = join_key((removal.table, removal.row.key))
            yield key, str(removal.row.origin), " ".join(part for part in (because, by) if part)

    def lines(self) -> Iterator[str]:
        """Every value as `name = text | where it stands | what it replaced`, then what was taken out."""
        yield from map(str, self.values())
        for key, where, why in self.removals():
            yield f"{key} | {where} | removed {why}".rstrip()


def _value(key: str, cell: Cell) -> Value:
    older = zip((cell, *cell.earlier), cell.earlier, strict=False)
    return Value(
        key,
        cell.text,
        str(cell.origin),
        tuple((old.text, new.text, str(old.origin)) for new, old in older if new.text != old.text),
    )
