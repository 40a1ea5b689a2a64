"""Marks of Unicode that turn the direction of all that follows them, in somebody's name, as well as the name."""

from __future__ import annotations

from typing import TypeVar

_Text = TypeVar("_Text", bound=str)
_TURNS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def straight(text: _Text) -> _Text:
    """`text` without such marks, of the same type: markup stays markup."""
    return text if text.isascii() else text.translate(_TURNS)  # type: ignore[return-value]
