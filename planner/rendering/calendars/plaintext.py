"""Names and remarks as they may stand in a calendar: one line of plain NFC text each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from planner.domain.direction import straight


@lru_cache(maxsize=100_000)  # names come again in every reader's calendar
def one_line(text: str) -> str:
    """`text` without controls, line breaks, tabs, direction overrides and lone surrogates; NFC; single spaces."""
    kept = (" " if _breaks(char) else char for char in straight(text))
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def lines(*parts: str) -> str:
    """The parts that are not empty, a line each."""
    return "\n".join(line for part in parts if (line := one_line(part)))


def distinct(parts: Iterable[str]) -> tuple[str, ...]:
    """The parts that are not empty, cleaned, each once, in order."""
    return tuple(dict.fromkeys(line for part in parts if (line := one_line(part))))


def _breaks(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs")
