"""How a record field says what its table column holds; read by the reader, the writer and the workbook."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, NewType

TimeOfDay = NewType("TimeOfDay", int)
"""Minutes from midnight on the wall clock, 0 to 1440."""


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in up to three languages; an empty string where a language is missing."""

    en: str = ""
    th: str = ""
    zh: str = ""

    def get(self, language: str) -> str:
        """The wording in `language` (`en`, `th` or `zh`), empty where missing."""
        return str(getattr(self, language))

    def best(self, *languages: str) -> str:
        """The first wording there is along `languages`, then any; empty if there is none."""
        return next((text for language in (*languages, "en", "th", "zh") if (text := self.get(language))), "")

    def __bool__(self) -> bool:
        return bool(self.en or self.th or self.zh)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds beyond its type: `refs` are tables one of which must hold the id."""

    refs: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    meaning: str = ""


def column(
    meaning: str,
    *,
    refs: tuple[str, ...] | str = (),
    default: Any = MISSING,
    least: float | None = None,
    most: float | None = None,
) -> Any:
    """A dataclass field that carries a `Column`; without `default` the column is required."""
    tables = (refs,) if isinstance(refs, str) else refs
    return field(default=default, metadata={"column": Column(tables, least, most, meaning)})


def columns_of(record: type) -> dict[str, Column]:
    """The columns of a record type by field name, in the order of the table."""
    return {f.name: f.metadata["column"] for f in fields(record) if "column" in f.metadata}
