"""A scenario after inheritance and before its values are understood: cells that know where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from planner.reading.documents import KeyPath
from planner.reading.origins import Origin
from planner.reading.schema import TABLE, TableSchema


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, where it stands, and the cells it replaced, the newest first.

    `rival` is the cell of another parent that disagrees, as long as nobody decides.
    """

    text: str
    origin: Origin
    earlier: tuple[Cell, ...] = ()
    rival: Cell | None = None

    def replaced(self, text: str, origin: Origin) -> Cell:
        """The cell after somebody nearer has set it."""
        return Cell(text, origin, (replace(self, earlier=(), rival=None), *self.earlier))

    @property
    def lineage(self) -> frozenset[Origin]:
        """Where the cell and all that it replaced stand."""
        return frozenset((self.origin, *(cell.origin for cell in self.earlier)))


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column name; `origin` is where it first stands, `key` tells it apart in its table."""

    key: str
    origin: Origin
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """The text of a column, empty where there is none."""
        cell = self.cells.get(column)
        return cell.text if cell else ""

    def where(self, column: str) -> Origin:
        """Where the text of a column stands, or would stand."""
        cell = self.cells.get(column)
        if cell:
            return cell.origin
        return self.origin if self.origin.key else self.origin.at(column)

    @property
    def enabled(self) -> bool:
        """Is the row there? Only an understood `no` takes it out."""
        return self.text("enabled") != "no"

    @property
    def lineage(self) -> frozenset[Origin]:
        """Where its cells and all that they replaced stand."""
        return frozenset().union(*(cell.lineage for cell in self.cells.values()))


@dataclass(frozen=True, slots=True)
class Removal:
    """A row that is gone: by `origin`, or with the row it named (`because`)."""

    table: str
    row: Row
    origin: Origin | None
    because: str = ""


@dataclass
class Book:
    """Settings and rows by table and key, in their order; `removed` tells what inheritance took out.

    `broken`: tables, and SETTINGS for the keys, of which something could not be read.
    """

    settings: dict[KeyPath, Cell] = field(default_factory=dict)
    tables: dict[str, dict[str, Row]] = field(default_factory=lambda: {name: {} for name in TABLE})
    removed: list[Removal] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def remove(self, table: str, key: str, origin: Origin) -> None:
        """Take out a row, and the rows without ids that then name nothing."""
        row = self.tables[table].pop(key)
        self.removed.append(Removal(table, row, origin))
        self.drop_orphans(table, key, origin)

    def drop_orphans(self, table: str, key: str, origin: Origin | None) -> None:
        """Take out the rows without ids that name row `key` of `table`, which is gone."""
        if not TABLE[table].has_id:
            return
        for schema in TABLE.values():
            if not schema.has_id:
                for row in [row for row in self.tables[schema.name].values() if self._names(schema, row, table, key)]:
                    del self.tables[schema.name][row.key]
                    self.removed.append(Removal(schema.name, row, origin, f"{table} {key}"))

    def _names(self, schema: TableSchema, row: Row, table: str, key: str) -> bool:
        for column in schema.columns.values():
            refs = ("sites",) if (schema.name, column.name) in (("travel", "from"), ("travel", "to")) else column.refs
            if table in refs and row.text(column.name) == key:
                return not any(self._is_there(other, key) for other in refs)
        return False

    def _is_there(self, table: str, key: str) -> bool:
        row = self.tables[table].get(key)
        return row is not None and row.enabled

    def cells(self) -> Iterator[tuple[str, Cell]]:
        """Every cell with a name for it: a key, or table, row and column."""
        for path, cell in self.settings.items():
            yield ".".join(path), cell
        for table, rows in self.tables.items():
            for row in rows.values():
                for column, cell in row.cells.items():
                    yield f"{table}.{row.key}.{column}", cell


def key_of(schema: TableSchema, texts: Mapping[str, str]) -> str:
    """The key of a row: its id, or the columns of its key joined by `/`, empty as `-`."""
    return "/".join(texts.get(column, "") or ("" if schema.has_id else "-") for column in schema.key)
