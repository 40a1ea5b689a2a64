"""What classes and tags of a page add to the look of Word text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.rendering.fitting import SIZES
from planner.rendering.page import Element, classes
from planner.rendering.word_runs import THAI_TO_LATIN, Look

COVER = {"h1": 70, "head": 30, "figures": 110, "when": 14}
"""Points of space above what stands on a cover, by tag or class."""

LOOKS: dict[str, dict[str, Any]] = {
    "soft": {"colour": "566072"},
    "label": {"colour": "566072"},
    "aside": {"colour": "566072"},
    "end": {"colour": "566072"},
    "kind": {"colour": "8A6A1D", "bold": True},
    "sort": {"colour": "8A6A1D"},
    "open": {"colour": "9B1C1C"},
    "stamp": {"colour": "9B1C1C"},
    "time": {"bold": True, "unbroken": True},
    "whole": {"unbroken": True},
    "place": {"bold": True},
    "lobby": {"bold": True},
    "local": {"bold": True},
    "missing": {"underlined": True},
    **{f"glance-{place}": {"size": round(size * THAI_TO_LATIN, 1)} for place, size in enumerate(SIZES)},
    "small": {"size": 12},
}
"""What classes add to the look of a text."""


def looked(element: Element, look: Look) -> Look:
    """The look within `element`: its language and what its tag and classes add."""
    language = element.get("lang")
    if language:
        look = replace(look, language=language[:2])
    for name in classes(element):
        if name in LOOKS:
            look = replace(look, **LOOKS[name])
    match element.tag:
        case "strong":
            return replace(look, bold=True)
        case "small":
            return replace(look, colour="566072")
        case "del":
            return replace(look, struck=True)
    return look
