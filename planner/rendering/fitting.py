"""How large the programme at a glance can be set so that it keeps to one page where nothing measures the page."""

from __future__ import annotations

import math
from collections.abc import Sequence

from planner.rendering.pictures import breadth

SIZES = tuple(half / 2 for half in range(20, 9, -1))
"""Sizes of the text in points, the largest first."""

WIDTH, HEIGHT = 670.0, 385.0
"""What the days have of a page on its side, in points: beside the parts of the day, below the headings."""

PADDING, GAP, LINE = 9.0, 2.0, 1.34
"""Between columns and between entries in points, and the height of a line in sizes."""


def glance_size(rows: Sequence[Sequence[Sequence[str]]]) -> int:
    """The place in SIZES of the largest that fits; `rows` hold for each part of the day the entries of each day."""
    fitting = (place for place, size in enumerate(SIZES) if _height(rows, size) <= HEIGHT)
    return next(fitting, len(SIZES) - 1)


def _height(rows: Sequence[Sequence[Sequence[str]]], size: float) -> float:
    """The height of all parts of the day in points: each is as high as its fullest day."""
    letters = (WIDTH / max(len(rows[0]) if rows else 1, 1) - PADDING) / size
    return sum(
        PADDING + max((sum(_lines(text, letters) * LINE * size + GAP for text in day) for day in row), default=0.0)
        for row in rows
    )


def _lines(text: str, letters: float) -> int:
    """About how many lines a text takes; some of each are lost to whole words."""
    return max(1, math.ceil(breadth(text) * 1.08 / letters))
