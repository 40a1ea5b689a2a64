"""What is new or moved since the last release is marked in the programme, in each of its forms."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

from planner.comparing.changes import changes
from planner.rendering.documents import write_documents
from planner.rendering.page import classes, read_page
from planner.rendering.stamp import Stamp
from planner.rendering.typeset import typeset
from planner.rendering.visit import Visit
from tests.handmade import tiny_plan, tiny_scenario
from tests.publishing.visits import port_moved

SCENARIO = tiny_scenario()
BEFORE = tiny_plan(SCENARIO)
AFTER = port_moved(BEFORE)


def test_changed_entries_are_marked_on_the_screen_on_paper_and_in_word(tmp_path: Path) -> None:
    stamp = Stamp(dt.datetime(2017, 8, 1, 9, 0), release="2")
    told = changes(BEFORE, AFTER, SCENARIO, SCENARIO)
    write_documents(
        SCENARIO,
        AFTER,
        tmp_path,
        stamp,
        processes=1,
        formats=("html", "docx"),
        only=("programme",),
        before=Visit(SCENARIO, BEFORE, stamp),
        changes=told,
    )
    page = read_page((tmp_path / "documents/programme.th.html").read_text(encoding="utf-8"))
    marked = [one for one in page.main.iter("article") if {"entry", "changed"} <= classes(one)]
    assert 0 < len(marked) < len([one for one in page.main.iter("article") if "entry" in classes(one)])
    source = typeset(page, "datetime(year: 2017, month: 8, day: 1)")
    assert source.count("#c-changed[#g-entry(") == len(marked)
    with zipfile.ZipFile(tmp_path / "documents/programme.th.docx") as package:
        document = package.read("word/document.xml").decode()
    assert document.count('<w:left w:val="single" w:sz="24"') == len(marked)
