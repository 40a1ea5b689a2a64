"""Near names for a name that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`; empty if none is like it."""
    folded = {word.casefold().replace("_", "-"): word for word in sorted(known)}
    found = difflib.get_close_matches(name.casefold().replace("_", "-")[:100], folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


def near_hint(name: str, known: Iterable[str]) -> str:
    """`did you mean x?`, or the known names if they are few, or nothing."""
    known = sorted(known)
    near = nearest(name, known)
    if near:
        return f"did you mean {near}?"
    return "known: " + ", ".join(known) if 0 < len(known) <= 12 else ""
