"""Where a value stands in the files that a person wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PATTERN = re.compile(
    r"(?P<source>.*?)(?: row (?P<row>\d+))?(?:, (?:column (?P<column>[^,]+)|key (?P<key>.+)))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Origin:
    """A file, sheet or command line (`source`), and there a row (1 the first line) with a column, or a key."""

    source: str
    row: int | None = None
    column: str = ""
    key: str = ""

    def __str__(self) -> str:
        row = f" row {self.row}" if self.row is not None else ""
        column = f", column {self.column}" if self.column else ""
        key = f", key {self.key}" if self.key else ""
        return f"{self.source}{row}{column}{key}"

    def at(self, column: str) -> Origin:
        """The same row, in `column`."""
        return Origin(self.source, self.row, column, self.key)

    @classmethod
    def parse(cls, text: str) -> Origin:
        """The inverse of `str`."""
        match = _PATTERN.fullmatch(text)
        assert match is not None  # every part is optional
        row = match["row"]
        return cls(match["source"], int(row) if row else None, match["column"] or "", match["key"] or "")
