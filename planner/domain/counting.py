"""How a number of things is said."""

from __future__ import annotations

PLURALS = {"coach": "coaches", "breach": "breaches", "entry": "entries"}
"""Of nouns that do more than take an s."""


def counted(count: int, noun: str) -> str:
    """Such as `1 delegate`, `2 coaches`, `1,234 soft breaches`: what is counted is the last word of `noun`."""
    *before, last = noun.split(" ")
    many = last if count == 1 else PLURALS.get(last, f"{last}s")
    return " ".join([f"{count:,}", *before, many])
