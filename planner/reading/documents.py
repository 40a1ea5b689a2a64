"""One scenario as written, before inheritance: every value is still the text of a cell."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner.domain.faults import Fault
from planner.reading.origins import Origin

KeyPath = tuple[str, ...]
SETTINGS = "scenario"
"""The name of the keys where tables are named too: the file scenario.toml, the sheet scenario."""

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PART = re.compile(r'"((?:[^"\\]|\\.)*)"|([^."]+)')


@dataclass(frozen=True, slots=True)
class Setting:
    """The text of one key; an empty text says explicitly: nothing."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number in the file (the first line is 1) and its texts by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as written; `source` names the file or sheet."""

    source: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A folder or a workbook as written.

    `settings` are the keys of scenario.toml by path, those of `change`, `add` and `remove` among them. `broken` are
    the tables, and `SETTINGS` for the keys, that are there but could not be read: what they hold is not known.
    """

    path: Path
    settings: Mapping[KeyPath, Setting] = field(default_factory=dict)
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    broken: frozenset[str] = frozenset()

    def section(self, name: str) -> Iterator[tuple[KeyPath, Setting]]:
        """The keys below `name`, their paths without it."""
        return ((path[1:], setting) for path, setting in self.settings.items() if path[0] == name and len(path) > 1)


def clean(text: str) -> str:
    """`text` without space around it and with one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip().strip("\u200b\ufeff").strip()


def unclean(text: str) -> str:
    """What no cell may hold of `text`, in words; empty if nothing."""
    if found := _CONTROL.search(text):
        return f"the control character U+{ord(found[0]):04X}"
    return f"{len(text)} characters" if len(text) > LONGEST_CELL else ""


def flatten(tree: Mapping[str, Any], path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """The leaves of a TOML tree as (path, text); an empty table yields its own path and an empty text."""
    for key, value in tree.items():
        if isinstance(value, dict) and value:
            yield from flatten(value, (*path, key))
        else:
            yield (*path, key), _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        peaks = bool(value) and all(isinstance(item, dict) for item in value)
        return (" | " if peaks else ";").join(_text(item) for item in value)
    if isinstance(value, dict):
        if set(value) == {"days", "from", "until"}:
            return f"{_text(value['days'])} {_text(value['from'])}-{_text(value['until'])}"
        return json.dumps(value, default=str) if value else ""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value if isinstance(value, str) else repr(value)


def join_key(path: KeyPath) -> str:
    """A path as one dotted key; parts that need it stand in quotes."""
    return ".".join(
        part if re.fullmatch(r"[^\s.\"\\=]+", part) else json.dumps(part, ensure_ascii=False) for part in path
    )


def split_key(text: str) -> KeyPath:
    """The inverse of `join_key`. Raises ValueError on what is no dotted key."""
    parts, position = [], 0
    while True:
        match = _PART.match(text, position)
        if match is None:
            raise ValueError(text)
        parts.append(json.loads(match[0]) if match[1] is not None else match[2].strip())
        position = match.end()
        if position == len(text):
            return tuple(parts)
        if text[position] != ".":
            raise ValueError(text)
        position += 1
