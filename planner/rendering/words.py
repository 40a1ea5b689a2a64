"""The catalogue of words: one entry for each thing a document says, in the three languages."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from functools import cache

from planner.domain.resources import resource

LANGUAGES = ("th", "zh", "en")

Words = Mapping[str, Mapping[str, str]]
"""Wordings by `section.name` and language."""


@cache
def words() -> Words:
    """The catalogue of `templates/words.toml`."""
    plain = tomllib.loads(resource("templates/words.toml").read_text(encoding="utf-8"))
    return {f"{section}.{name}": wording for section, entries in plain.items() for name, wording in entries.items()}


def placeholders(wording: str) -> frozenset[str]:
    """The names in braces of a wording."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(wording) if name)
