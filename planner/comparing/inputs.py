"""What differs between two scenarios as they are written: old -> new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.domain.scenario import Scenario
from planner.reading.book import key_of
from planner.reading.canonical import document_of
from planner.reading.documents import Document, join_key
from planner.reading.schema import TABLE


@dataclass(frozen=True, slots=True)
class InputChange:
    """A key such as `vehicles.coach-4.seats` with its texts in both; empty where it is not there."""

    key: str
    old: str
    new: str


def input_changes(old: Scenario, new: Scenario) -> tuple[InputChange, ...]:
    """Every setting and cell that differs; a row that only one has is one change with all it says."""
    if old is new:
        return ()
    before, after = document_of(old), document_of(new)
    return (*_settings(before, after), *(change for table in TABLE for change in _rows(table, before, after)))


def _settings(before: Document, after: Document) -> Iterator[InputChange]:
    for path in dict.fromkeys((*before.settings, *after.settings)):
        left, right = (document.settings.get(path) for document in (before, after))
        old, new = left.text if left else "", right.text if right else ""
        if old != new:
            yield InputChange(join_key(path), old, new)


def _rows(table: str, before: Document, after: Document) -> Iterator[InputChange]:
    left, right = _keyed(before, table), _keyed(after, table)
    for key in dict.fromkeys((*left, *right)):
        old, new = left.get(key), right.get(key)
        if old is None or new is None:
            yield InputChange(join_key((table, key)), _said(old), _said(new))
        elif old != new:
            for column in dict.fromkeys((*old, *new)):
                was, now = old.get(column, ""), new.get(column, "")
                if was != now:
                    yield InputChange(join_key((table, key, column)), was, now)


def _keyed(document: Document, table: str) -> dict[str, Mapping[str, str]]:
    sheet = document.sheets.get(table)
    return {key_of(TABLE[table], row.cells): row.cells for row in sheet.rows} if sheet else {}


def _said(row: Mapping[str, str] | None) -> str:
    """A row in a line: its columns and texts, without its key's."""
    return "" if row is None else "; ".join(f"{column} {text}" for column, text in row.items() if text)
