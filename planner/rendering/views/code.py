"""A square code that a telephone reads: the address of a page."""

from __future__ import annotations

from dataclasses import dataclass

import segno


@dataclass(frozen=True, slots=True)
class CodeView:
    """The dark cells of a code; `side` counts its cells with the quiet zone of four on each side."""

    address: str
    side: int
    cells: tuple[tuple[int, int], ...]


QUIET = 4


def code_view(address: str) -> CodeView:
    """The code of `address`."""
    matrix = segno.make(address, error="m", micro=False).matrix
    cells = tuple(
        (column + QUIET, row + QUIET) for row, line in enumerate(matrix) for column, dark in enumerate(line) if dark
    )
    return CodeView(address, len(matrix) + 2 * QUIET, cells)
