"""Where every value of a scenario comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.reading.book import Book, Cell, Removal
from planner.reading.documents import split_key


@dataclass(frozen=True, slots=True)
class Provenance:
    """The texts behind a scenario: for every value its file or sheet, row, and what it overrides."""

    book: Book

    def cell(self, table: str, key: str, column: str) -> Cell | None:
        """The cell of a row, or None where nothing is written."""
        row = self.book.tables[table].get(key)
        return row.cells.get(column) if row else None

    def source(self, table: str, key: str, column: str = "") -> str:
        """Where a row or its cell stands, such as `engagements.csv row 12, column minutes`."""
        row = self.book.tables[table].get(key)
        if row is None:
            return f"{table} {key}"
        return str(row.where(column) if column else row.origin)

    def setting(self, key: str) -> Cell | None:
        """The cell of a key such as `programme.last_day`; None where the default holds."""
        return self.book.settings.get(split_key(key))

    def overrides(self) -> Iterator[tuple[str, Cell]]:
        """Every cell that replaces another, with its name."""
        return ((name, cell) for name, cell in self.book.cells() if cell.earlier)

    @property
    def removed(self) -> tuple[Removal, ...]:
        """The rows that were taken out, and those without ids that went with them."""
        return tuple(self.book.removed)
