"""Word documents hold what the HTML pages hold, in anybody's letterhead, and nothing of a letterhead runs."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from planner.domain.columns import Text
from planner.domain.faults import Faulty
from planner.domain.scenario import Scenario
from planner.rendering.catalogue import DOCUMENTS
from planner.rendering.documents import render_document
from planner.rendering.letterhead import FIELDS, new_letterhead
from planner.rendering.pictures import breadth
from planner.rendering.sayable import Day
from planner.rendering.speech import Speech
from planner.rendering.stamp import Stamp
from planner.rendering.visit import Visit
from planner.rendering.word_writer import column_widths
from tests.handmade import tiny_plan, tiny_scenario

STAMP = Stamp(dt.datetime(2017, 8, 1, 9, 0))
SCENARIO = tiny_scenario()


def word(
    name: str, *languages: str, id: str = "", scenario: Scenario = SCENARIO, letterhead: Path | None = None
) -> bytes:
    return render_document(scenario, tiny_plan(scenario), name, languages, "docx", STAMP, id, letterhead)


def read(package: bytes) -> str:
    """The text of the body: a line for each paragraph, tables included; spaces at which no line ends as any other."""
    body = docx.Document(io.BytesIO(package)).element.body
    paragraphs = ("".join(text.text or "" for text in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return "\n".join(paragraphs).replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["th", "zh", "en"])
def test_the_programme_reads_back_exactly_in_each_language(language: str) -> None:
    text = read(word("programme", language))
    visit, speech = Visit(SCENARIO, tiny_plan(SCENARIO), STAMP), Speech((language,))
    for stop in visit.programme.stops():
        assert speech.plain(visit.moment(stop.item.start, stop.day)).removesuffix(" น.") in text
        if stop.item.kind == "engagement":
            assert speech.plain(visit.title(stop.item)) in text
            assert visit.place(stop.item.site).name.get(language) in text
    for who in SCENARIO.delegates:
        assert who.name.get(language) in text
    for date in SCENARIO.clock.dates:
        assert speech.plain(Day(date)) in text


@pytest.mark.parametrize("language", ["th", "zh", "en"])
@pytest.mark.parametrize("delegate", ["wu", "xu"])
def test_a_pocket_itinerary_reads_back_exactly_in_each_language(delegate: str, language: str) -> None:
    text = read(word("pocket", language, id=delegate))
    visit, speech = Visit(SCENARIO, tiny_plan(SCENARIO), STAMP), Speech((language,))
    for stop in visit.programme.stops_of(delegate):
        if stop.item.kind in ("engagement", "meal"):
            assert speech.plain(visit.moment(stop.item.start, stop.day)).removesuffix(" น.") in text
            assert speech.plain(visit.title(stop.item)) in text
            assert visit.place(stop.item.site).name.get(language) in text


def test_a_draft_has_its_word_behind_every_page_and_a_release_has_not() -> None:
    def headers(package: bytes) -> str:
        with zipfile.ZipFile(io.BytesIO(package)) as parts:
            return "".join(parts.read(name).decode() for name in parts.namelist() if "header" in name)

    plan, released = tiny_plan(SCENARIO), replace(STAMP, release="2")
    assert 'string="ฉบับร่าง"' in headers(word("programme", "th", "zh"))
    clean = render_document(SCENARIO, plan, "programme", ("th", "zh"), "docx", released)
    assert "textpath" not in headers(clean)


def test_no_line_ends_within_a_time_or_between_a_month_and_its_year() -> None:
    with zipfile.ZipFile(io.BytesIO(word("programme", "th"))) as package:
        text = "".join(ElementTree.fromstring(package.read("word/document.xml")).itertext())
    assert "15.00–15.45\u00a0น." in text
    assert "พ.ศ.\u00a02560" in text
    assert "16 สิงหาคม" in text


def test_thai_and_latin_are_sized_to_look_alike() -> None:
    style = docx.Document(io.BytesIO(new_letterhead(STAMP))).styles["Normal"].element.rPr
    assert (style.find(qn("w:szCs")).get(qn("w:val")), style.find(qn("w:sz")).get(qn("w:val"))) == ("32", "23")


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_document_can_be_had_as_word(name: str) -> None:
    visit = Visit(SCENARIO, tiny_plan(SCENARIO), STAMP)
    for id in DOCUMENTS[name].ids(visit)[:1]:
        assert len(read(word(name, "zh", "th", id=id))) > 40


def test_thai_is_marked_as_a_complex_script_and_chinese_by_its_language() -> None:
    body = docx.Document(io.BytesIO(word("pocket", "th", id="wu"))).element.body
    runs = [(run, "".join(text.text or "" for text in run.iter(qn("w:t")))) for run in body.iter(qn("w:r"))]
    thai = [run for run, text in runs if any("\u0e00" <= c <= "\u0e7f" for c in text)]
    assert thai
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:cs')}") is not None for run in thai)
    assert all(
        properties.find(qn("w:bCs")) is not None
        for properties in body.iter(qn("w:rPr"))
        if properties.find(qn("w:b")) is not None
    )


def test_tables_repeat_their_heads_and_never_break_a_row() -> None:
    table = docx.Document(io.BytesIO(word("names", "en"))).element.body.findall(f".//{qn('w:tbl')}")[-1]
    lines = table.findall(qn("w:tr"))
    assert lines[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(line.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for line in lines)
    grid = [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]
    cells = [int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) for cell in lines[0].findall(qn("w:tc"))]
    assert grid == cells


def test_pictures_have_words_for_those_who_cannot_see_them() -> None:
    body = docx.Document(io.BytesIO(word("map", "en"))).element.body
    told = [picture.get("descr") for picture in body.iter(qn("wp:docPr"))]
    assert told
    assert all(told)


def test_hostile_names_lose_nothing_and_run_nothing() -> None:
    evil = Text(en="A & B <x> {{ 7*7 }} {% raw %}")
    scenario = replace(SCENARIO, title=evil, delegates=tuple(replace(who, name=evil) for who in SCENARIO.delegates))
    assert "A & B <x> {{ 7*7 }} {% raw %}" in read(word("names", "en", scenario=scenario))


def test_a_new_letterhead_lists_every_field_and_works(tmp_path: Path) -> None:
    path = tmp_path / "letterhead.docx"
    path.write_bytes(new_letterhead(STAMP))
    text = read(path.read_bytes())
    assert all(field in text for field in FIELDS)
    filled = read(word("press", "en", letterhead=path))
    assert "Wu Lei" in filled
    assert "{{" not in filled


def letterhead_with(tmp_path: Path, text: str) -> Path:
    document = docx.Document()
    document.add_paragraph("{{ body }}")
    document.add_paragraph(text)
    path = tmp_path / "own.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{{ titel }}", r"\{\{ titel \}\}"),
        ("{{ title", "own.docx"),
        ("{% for x in y %}", "own.docx"),
        ("{{ title.__class__.__mro__ }}", "own.docx"),
        ("{{ ''.__class__ }}", "own.docx"),
        ("{{ cycler.__init__.__globals__ }}", "own.docx"),
    ],
)
def test_a_broken_or_hostile_letterhead_is_refused_by_name(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(Faulty, match=named):
        word("press", "en", letterhead=letterhead_with(tmp_path, text))


def test_a_letterhead_without_a_body_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ title }}")
    document.save(str(tmp_path / "bare.docx"))
    with pytest.raises(Faulty, match="body"):
        word("press", "en", letterhead=tmp_path / "bare.docx")


def test_macros_and_links_to_outside_are_refused(tmp_path: Path) -> None:
    good = tmp_path / "good.docx"
    good.write_bytes(new_letterhead(STAMP))
    for name, content, named in (
        ("word/vbaProject.bin", b"x", "macros"),
        ("word/_rels/extra.rels", b'<r TargetMode="External" Target="http://x"/>', "links to outside"),
    ):
        bad = tmp_path / f"{named[:5]}.docx"
        bad.write_bytes(good.read_bytes())
        with zipfile.ZipFile(bad, "a") as package:
            package.writestr(name, content)
        with pytest.raises(Faulty, match=named):
            word("press", "en", letterhead=bad)


def test_what_is_not_word_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.docx").write_text("not a zip")
    with pytest.raises(Faulty, match="not a Word file"):
        word("press", "en", letterhead=tmp_path / "text.docx")


def test_the_same_plan_and_stamp_give_the_same_bytes() -> None:
    assert word("pocket", "zh", id="wu") == word("pocket", "zh", id="wu")


def test_a_column_of_times_is_as_wide_as_it_needs_beside_longer_texts() -> None:
    cells = ['<th class="time">10:35–11:50</th>', *(f"<td>{'schedule ' * 9}</td>" for _ in range(5))]
    row = ElementTree.fromstring(f"<tr>{''.join(cells)}</tr>")
    widths = column_widths([], [list(row)], Mm(160))
    assert widths[0] >= breadth("10:35–11:50") * Pt(11.5)
    assert sum(widths) <= Mm(160)
    assert min(widths[1:]) > Mm(20)
