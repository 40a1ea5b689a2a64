"""Finds the row of a sheet that names its columns, whether by their names or by their headings in any language."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from planner.reading.documents import SETTINGS, clean
from planner.reading.headings import heading, plain_heading
from planner.reading.schema import TABLE

SETTINGS_COLUMNS = ("key", "value", "meaning")
WITHIN = 30
"""Rows from the top in which the header must stand."""

Grid = Sequence[Sequence[Any]]
"""Cells of openpyxl by row."""


@functools.cache
def column_words(sheet: str) -> Mapping[str, str]:
    """Every folded text that names a column of a table or of the sheet `scenario`, with the column it names."""
    if sheet == SETTINGS:
        headings = {name: plain_heading(name) for name in SETTINGS_COLUMNS}
    else:
        headings = {name: heading(column) for name, column in TABLE[sheet].columns.items()} if sheet in TABLE else {}
    words = {name: name for name in headings}
    for name, text in headings.items():
        for line in (text, *text.split("\n")):
            words.setdefault(folded(line), name)
    return words


def folded(value: Any) -> str:
    """A text of a header without capitals, stars, and the kind of space between words."""
    return "_".join(clean(value).lower().rstrip("*").replace("-", " ").split()) if isinstance(value, str) else ""


def find_header(cells: Grid, sheet: str) -> int | None:
    """The row (0 the first) that names most columns, the lowest of equals; titles above it are left alone.

    A name counts more than a heading, so that misspelt names do not hand over to the headings above them.
    """
    best, found, words = 1, None, column_words(sheet)
    for number, row in enumerate(cells[:WITHIN]):
        texts = {folded(cell.value) for cell in row} & words.keys()
        score = sum(3 if words[text] == text else 1 for text in texts)
        if score >= best:
            best, found = score, number
    return found


def header_names(row: Sequence[Any], sheet: str) -> list[str]:
    """The columns that a header row names; what it names in vain stays as written."""
    words = column_words(sheet)
    return [words.get(folded(cell.value)) or folded(cell.value) or clean(str(cell.value or "")) for cell in row]
