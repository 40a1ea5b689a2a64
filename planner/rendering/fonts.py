"""The fonts of PDF pages, found where pip put them, and whether they can draw every character of a document."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from planner.domain.faults import Fault, Faulty


@dataclass(frozen=True, slots=True)
class Family:
    """A font family: the package that brings it, the folder in it, and a file that shows what it draws."""

    package: str
    folder: str
    file: str


FAMILIES = (
    Family("fontpkg_sarabun", "files", "Sarabun-Regular.ttf"),
    Family("justmytype_intl_cjk", "fonts/ofl/notosanssc", "NotoSansSC[wght].ttf"),
)
"""Sarabun draws Thai and Latin, Noto Sans SC Chinese."""


@cache
def font_folders() -> tuple[Path, ...]:
    """Where the fonts lie. Raises `Faulty` where a package is not installed."""
    specs = [(family, importlib.util.find_spec(family.package)) for family in FAMILIES]
    missing = [family.package for family, spec in specs if spec is None or spec.origin is None]
    if missing:
        hint = "pip install the program again"
        raise Faulty(Fault("fonts", f"no package {name}", "the fonts of PDF pages", hint) for name in missing)
    return tuple(Path(spec.origin).parent / family.folder for family, spec in specs if spec and spec.origin)


@cache
def _covered() -> frozenset[str]:
    """Every character that one of the fonts draws."""
    from fontTools.ttLib import TTFont  # loaded on demand: reading a font takes a while

    covered: set[str] = set()
    for folder, family in zip(font_folders(), FAMILIES, strict=True):
        font = TTFont(folder / family.file, lazy=True)
        font.setGlyphOrder([""] * font["maxp"].numGlyphs)  # names of glyphs are not asked for, and slow to read
        covered.update(map(chr, font.getBestCmap()))
    return frozenset(covered)


def undrawn(characters: Iterable[str]) -> tuple[str, ...]:
    """The characters that no font draws, each once, in order of their codes; spaces are drawn by nothing."""
    return tuple(sorted(c for c in set(characters) - _covered() if not c.isspace()))


def check_coverage(where: str, texts: Iterable[str]) -> None:
    """Raises `Faulty` with a fault for each of the `texts` that holds a character no font draws."""
    known = list(texts)
    missing = undrawn(character for text in known for character in text)
    if missing:
        raise Faulty(
            Fault(where, " ".join(text.split()), "characters that the fonts draw", f"no glyph for {_named(held)}")
            for text in dict.fromkeys(known)
            if (held := [character for character in missing if character in text])
        )


def _named(characters: Iterable[str]) -> str:
    return ", ".join(f"{character} (U+{ord(character):04X})" for character in characters)
