"""The tables of a scenario as the domain's records describe them: columns, kinds, keys."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from planner.domain.columns import Text, TimeOfDay, columns_of
from planner.domain.scenario import TABLES
from planner.reading import kinds
from planner.reading.kinds import LANGUAGES, Kind

KEYS: Mapping[str, tuple[str, ...]] = {
    "stays": ("night", "track"),
    "pins": ("engagement", "track", "on"),
    "opening": ("of", "on", "from"),
    "order": ("before", "after"),
    "attends": ("engagement", "person", "role"),
    "participants": ("engagement", "organisation"),
    "meetings": ("engagement", "visitor", "host"),
    "interests": ("organisation", "topic"),
    "wishes": ("host", "sector"),
    "engagement_topics": ("engagement", "topic"),
    "travel": ("from", "to"),
}
"""What tells the rows of a table without ids apart."""

_WORDS: Mapping[tuple[str, str], Kind] = {
    ("flights", "from_"): kinds.IATA,
    ("flights", "to"): kinds.IATA,
    ("flights", "departs_zone"): kinds.ZONE,
    ("flights", "arrives_zone"): kinds.ZONE,
    ("sites", "iata"): kinds.IATA,
    ("opening", "on"): kinds.DAY,
}


@dataclass(frozen=True, slots=True)
class ColumnSchema:
    """One column: its name, the field it fills (and the language, for one wording of a Text)."""

    name: str
    field: str
    kind: Kind
    required: bool
    default: Any
    refs: tuple[str, ...] = ()
    language: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table: its record, its columns in order, the columns that make the key of a row.

    `texts`: fields in up to three languages, and whether one of them is required.
    """

    name: str
    record: type
    columns: Mapping[str, ColumnSchema]
    key: tuple[str, ...]
    texts: Mapping[str, bool]

    @property
    def has_id(self) -> bool:
        """Do rows have ids?"""
        return self.key == ("id",)


def column_name(field: str) -> str:
    """The column or key of a record field; `from` is a word of Python."""
    return field.removesuffix("_")


def kind_of(hint: Any, least: float | None = None, most: float | None = None) -> Kind:
    """The kind of a field's type: plain, optional, enumerated or a tuple of them."""
    arguments = typing.get_args(hint)
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return kind_of(next(part for part in arguments if part is not type(None)), least, most)
    if typing.get_origin(hint) is tuple:
        return kinds.listed(kind_of(arguments[0], least, most))
    if typing.get_origin(hint) is Literal:
        return kinds.choice(*arguments)
    simple: dict[Any, Kind] = {
        str: kinds.TEXT,
        bool: kinds.FLAG,
        dt.date: kinds.DATE,
        dt.datetime: kinds.MOMENT,
        TimeOfDay: kinds.TIME,
        int: kinds.integer(least, most),
        float: kinds.decimal(least, most),
    }
    return simple[hint]


def _column_kind(table: str, field: str, hint: Any, least: float | None, most: float | None) -> Kind:
    if field == "id":
        return kinds.IDENTIFIER
    if field == "languages":
        return kinds.listed(kinds.LANGUAGE)
    return _WORDS.get((table, field)) or kind_of(hint, least, most)


def _schema(table: str, record: type) -> TableSchema:
    hints, columns, texts = typing.get_type_hints(record), {}, {}
    described = columns_of(record)
    for field in dataclasses.fields(record):
        about = described[field.name]
        required = field.default is dataclasses.MISSING
        if hints[field.name] is Text:
            texts[field.name] = required
            for language in LANGUAGES:
                name = f"{field.name}_{language}"
                meaning = f"{about.meaning} ({language})"
                columns[name] = ColumnSchema(name, field.name, kinds.TEXT, False, "", (), language, meaning)
            continue
        kind = _column_kind(table, field.name, hints[field.name], about.least, about.most)
        name = column_name(field.name)
        columns[name] = ColumnSchema(name, field.name, kind, required, field.default, about.refs, meaning=about.meaning)
    if "id" in columns:
        columns["enabled"] = ColumnSchema(
            "enabled", "", kinds.FLAG, False, True, meaning="yes or no; a row that is not enabled is not there"
        )
    return TableSchema(table, record, columns, KEYS.get(table, ("id",)), texts)


TABLE: Mapping[str, TableSchema] = {name: _schema(name, record) for name, record in TABLES.items()}
"""Every table by name."""
