"""How a number of things is said."""

from __future__ import annotations

from collections.abc import Sequence

PLURALS = {"coach": "coaches", "breach": "breaches", "entry": "entries"}
"""Of nouns that do more than take an s."""


def counted(count: int, noun: str) -> str:
    """Such as `1 delegate`, `2 coaches`, `1,234 soft breaches`: what is counted is the last word of `noun`."""
    *before, last = noun.split(" ")
    many = last if count == 1 else PLURALS.get(last, f"{last}s")
    return " ".join([f"{count:,}", *before, many])


def few(names: Sequence[str], most: int = 5) -> str:
    """The names in one line, cut after `most`."""
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest
