"""How the width of a table is shared out among its columns, the same in PDF and Word."""

from __future__ import annotations

from dataclasses import dataclass

from planner.rendering.page import Element, classes, plain
from planner.rendering.pictures import breadth

WIDEST, SHORT = 34.0, 12.0
"""Letters: cells count at most WIDEST; words up to SHORT are kept whole, a first column below it gets what it needs."""

TIGHT = frozenset({"number", "time", "whole"})
"""Classes of cells that are never broken."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a column gets of the width, in letters; `needs` is what one that is never broken takes of them at least."""

    letters: float
    needs: float = 0.0

    @property
    def tight(self) -> bool:
        """Is it as wide as it needs where that can be known?"""
        return self.needs > 0


def shares(head: list[Element], body: list[list[Element]]) -> list[Share]:
    """A share of the width for each column by how much its cells hold."""
    return [_share(place, head, body) for place in range(len(body[0]))]


def _share(place: int, head: list[Element], body: list[list[Element]]) -> Share:
    cells = [row[place] for row in body if place < len(row)]
    title = breadth(plain(head[place])) if place < len(head) else 0.0
    held = sorted(min(breadth(plain(cell)), WIDEST) for cell in cells)
    unbroken = all(classes(cell) & TIGHT for cell in cells)
    if (unbroken and title <= max(held[-1], SHORT)) or (place == 0 and max(held[-1], title) <= SHORT):
        widest = max(held[-1], title)
        return Share(1.4 * widest + 3, needs=1.1 * widest + 1.2)
    longest = max(breadth(word) for cell in (*cells, *head[place : place + 1]) for word in plain(cell).split() or [""])
    if unbroken:
        return Share(max(1.4 * held[-1] + 3, 1.5 * min(longest, SHORT)))
    return Share(max(0.8 * held[len(held) * 4 // 5] + 6, 1.5 * min(longest, SHORT), title))
