"""The catalogue says everything in three languages, and nothing that no document uses."""

from __future__ import annotations

import re

import pytest

from planner.domain.resources import resource
from planner.rendering.words import LANGUAGES, placeholders, words

SCRIPTS = {"th": re.compile(r"[\u0e00-\u0e7f]"), "zh": re.compile(r"[\u4e00-\u9fff]"), "en": re.compile(r"[A-Za-z]")}
FREE = {"province", "site", "topic", "sector", "diet", "dress", "access", "language"}
"""Sections that are looked up by the free words of the tables."""


@pytest.mark.parametrize("key", sorted(words()))
def test_an_entry_is_there_in_each_language_with_the_same_placeholders(key: str) -> None:
    wording = words()[key]
    assert set(wording) == set(LANGUAGES)
    assert all(text.strip() for text in wording.values())
    assert len({placeholders(text) for text in wording.values()}) == 1


@pytest.mark.parametrize("key", sorted(words()))
def test_an_entry_is_written_in_the_script_of_its_language(key: str) -> None:
    for language, text in words()[key].items():
        bare = re.sub(r"\{\w+\}", "", text)
        if any(character.isalpha() for character in bare):
            assert SCRIPTS[language].search(bare), f"{key} in {language}: {text}"


def test_every_word_that_a_template_asks_for_is_in_the_catalogue() -> None:
    asked = set()
    for template in resource("templates").rglob("*.*"):
        if template.suffix in {".html", ".svg", ".typ"}:
            asked |= set(re.findall(r'word\("([\w.-]+)"[,)]', template.read_text(encoding="utf-8")))
    assert asked
    assert asked <= set(words())


def test_no_entry_is_left_unused() -> None:
    sources = [*resource("templates").rglob("*.*"), *resource("planner").rglob("*.py")]
    text = "".join(
        path.read_text(encoding="utf-8") for path in sources if path.suffix in {".html", ".svg", ".typ", ".py"}
    )
    for key in words():
        section = key.split(".")[0]
        by_name = f'"{key}"' in text
        by_section = f'"{section}.{{' in text or f'"{section}." ~' in text
        assert section in FREE or by_name or by_section, f"{key} is said nowhere"
