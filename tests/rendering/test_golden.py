"""Whole documents as texts, kept so that no line of them changes unseen.

Each line of the kept files was compared by eye with the handmade plan. To keep new ones after a wanted change, run the
tests with KEEP_GOLDEN=1 and read the difference.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from planner.rendering.documents import render_document
from planner.rendering.stamp import Stamp
from tests.handmade import tiny_plan, tiny_scenario
from tests.rendering.reading_back import Page

KEPT = Path(__file__).parent / "golden"
CASES = [
    ("programme", "", "en"),
    ("pocket", "xu", "zh"),
    ("driver", "coach-1.2017-08-16", "th"),
    ("host", "chonburi-province", "th"),
    ("interpreters", "", "en"),
    ("motorcade", "", "zh"),
    ("meals", "", "th"),
    ("press", "", "th"),
]


@pytest.mark.parametrize(("name", "id", "language"), CASES, ids=lambda value: value or "all")
def test_a_document_reads_as_it_was_kept(name: str, id: str, language: str) -> None:
    scenario = tiny_scenario()
    stamp = Stamp(dt.datetime(2017, 8, 1, 9, 0))
    text = Page(render_document(scenario, tiny_plan(scenario), name, (language,), "html", stamp, id).decode()).text
    path = KEPT / f"{'.'.join(part for part in (name, id, language) if part)}.txt"
    if os.environ.get("KEEP_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    assert text + "\n" == path.read_text(encoding="utf-8")
