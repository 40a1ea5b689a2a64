"""From a book of texts to typed rows, and from typed rows to the scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from planner.domain.columns import Text
from planner.domain.rulebook import RuleBook
from planner.domain.rules import RULE, RuleSetting
from planner.domain.scenario import AIMS, Objective, ProgrammeSettings, Scenario, SolveSettings
from planner.reading.book import Book, Row
from planner.reading.documents import SETTINGS, KeyPath
from planner.reading.gathering import Faults
from planner.reading.kinds import LANGUAGES, Unreadable
from planner.reading.origins import Origin
from planner.reading.schema import TABLE, ColumnSchema, TableSchema
from planner.reading.settings import SETTING


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row whose texts are understood; `values` by field lacks those that were faulty."""

    table: str
    row: Row
    values: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The key of the row in its table."""
        return self.row.key

    def get(self, field: str) -> Any:
        """The value of a field, None where it is empty or faulty."""
        return self.values.get(field)

    def where(self, column: str) -> Origin:
        """Where the text of a column stands."""
        return self.row.where(column)


@dataclass(frozen=True, slots=True)
class Typed:
    """The whole scenario, understood cell by cell: enabled rows by table and key, settings by path."""

    settings: Mapping[KeyPath, Any]
    tables: Mapping[str, Mapping[str, TypedRow]]
    book: Book

    def setting(self, *path: str) -> Any:
        """The value of a key, its default where it is not set, None where faulty."""
        return self.settings.get(path)

    def where(self, *path: str) -> Origin:
        """Where a key is set."""
        cell = self.book.settings.get(path)
        return cell.origin if cell else Origin("scenario", key=".".join(path))


def understand(book: Book, main: str, faults: Faults) -> Typed:
    """Every cell read. Rows not enabled go, and the rows without ids that name them. `main`: the file of settings."""
    for table, rows in book.tables.items():
        for key in [key for key, row in rows.items() if not row.enabled]:
            book.drop_orphans(table, key, None)
    tables = {
        name: {key: _typed_row(TABLE[name], row, faults) for key, row in rows.items() if row.enabled}
        for name, rows in book.tables.items()
    }
    return Typed(_settings(book, main, faults), tables, book)


def _settings(book: Book, main: str, faults: Faults) -> dict[KeyPath, Any]:
    values: dict[KeyPath, Any] = {}
    for path, schema in SETTING.items():
        cell = book.settings.get(path)
        if cell is None or (not cell.text and schema.kind.literal != "list"):
            if schema.required and SETTINGS not in book.broken:
                where = cell.origin if cell else Origin(main, key=".".join(path))
                faults.add(where, "empty" if cell else "missing", schema.meaning or "a value")
            elif not schema.required:
                values[path] = schema.default
        else:
            try:
                values[path] = schema.kind.read(cell.text) if cell.text else ()
            except Unreadable as fault:
                faults.add(cell.origin, cell.text, fault.expected, fault.hint)
    title = [values.get(("delegation", f"name_{language}")) for language in LANGUAGES]
    if not any(title) and SETTINGS not in book.broken:
        faults.add(
            Origin(main, key="delegation.name_en"), "missing", "a title in at least one of name_en, name_th, name_zh"
        )
    if values.get(("programme", "languages")) == ():
        faults.add(book.settings["programme", "languages"].origin, "empty", "at least one language")
    return values


def _typed_row(schema: TableSchema, row: Row, faults: Faults) -> TypedRow:
    values: dict[str, Any] = {}
    for column in schema.columns.values():
        if column.field and not column.language:
            _read_column(column, row, values, faults)
    for field, required in schema.texts.items():
        texts = {language: row.text(f"{field}_{language}") for language in LANGUAGES}
        values[field] = Text(**texts)
        if required and not values[field]:
            _missing(row, [f"{field}_{language}" for language in LANGUAGES], faults)
    enabled = row.cells.get("enabled")
    if enabled and enabled.text not in ("", "yes", "no"):
        faults.add(enabled.origin, enabled.text, "yes or no")
    return TypedRow(schema.name, row, values)


def _read_column(column: ColumnSchema, row: Row, values: dict[str, Any], faults: Faults) -> None:
    text = row.text(column.name)
    try:
        value = column.kind.read(text) if text else ()
    except Unreadable as fault:
        if not faults.at(row.where(column.name)):
            faults.add(row.where(column.name), text, fault.expected, fault.hint)
        return
    if value != ():
        values[column.field] = value
    elif column.required:
        _missing(row, [column.name], faults)
    else:
        values[column.field] = column.default


def _missing(row: Row, columns: list[str], faults: Faults) -> None:
    expected = "a value" if len(columns) == 1 else "a text in at least one of " + ", ".join(columns)
    written = next((name for name in columns if name in row.cells), None)
    if written and faults.at(row.where(written)):
        return  # what stood there is reported
    if written:
        faults.add(row.where(written), "empty", expected)
    elif row.origin.key:
        faults.add(row.origin, f"no {columns[0]}", expected)
    else:  # the whole table lacks the column: said once
        faults.add(Origin(row.origin.source, column=columns[0]), "no such column", expected)


def build(typed: Typed, name: str) -> Scenario:
    """The scenario of a book without faults."""
    tables = {
        table: tuple(TABLE[table].record(**row.values) for row in rows.values()) for table, rows in typed.tables.items()
    }
    title = Text(*(typed.setting("delegation", f"name_{language}") or "" for language in LANGUAGES))
    return Scenario(
        name=name,
        title=title,
        head=typed.setting("delegation", "head"),
        programme=ProgrammeSettings(**_group(typed, ProgrammeSettings, "programme")),
        rules=_rule_book(typed),
        objective=_objective(typed),
        solve=SolveSettings(**_group(typed, SolveSettings, "solve")),
        track_change=typed.setting("tracks", "change"),
        **tables,
    )


def _group(typed: Typed, record: type, *path: str) -> dict[str, Any]:
    return {field.name: typed.setting(*path, field.name.removesuffix("_")) for field in fields(record)}


def _rule_book(typed: Typed) -> RuleBook:
    example = RuleBook()
    groups = {}
    for field in fields(RuleBook):
        if field.name != "settings":
            record = type(getattr(example, field.name))
            groups[field.name] = record(**_group(typed, record, "rules", field.name))
    return RuleBook(**groups, settings=dict(_rule_settings(typed)))


def _rule_settings(typed: Typed) -> Iterator[tuple[str, RuleSetting]]:
    for name in RULE:
        paths = [("rules", name, part) for part in ("enabled", "hard", "weight")]
        if any(path in typed.book.settings for path in paths):
            yield name, RuleSetting(*(typed.setting(*path) for path in paths))


def _objective(typed: Typed) -> Objective:
    weights = {aim: typed.setting("objective", "weights", aim) for aim in AIMS}
    return Objective(weights, typed.setting("objective", "order"), typed.setting("objective", "slack_percent"))
