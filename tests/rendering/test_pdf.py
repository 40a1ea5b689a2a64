"""PDF pages hold what the HTML pages hold, letter for letter, and are made for everybody to read."""

from __future__ import annotations

import ctypes
import datetime as dt
import io
import re
from dataclasses import replace
from typing import Any

import pypdf
import pypdfium2
import pytest

from planner.domain.columns import Text
from planner.domain.faults import Faulty
from planner.domain.people import Attendance
from planner.domain.scenario import Scenario
from planner.rendering.catalogue import DOCUMENTS
from planner.rendering.documents import render_document
from planner.rendering.fonts import check_coverage, undrawn
from planner.rendering.page import read_page
from planner.rendering.pdf import render_pdf
from planner.rendering.sayable import Day
from planner.rendering.speech import Speech
from planner.rendering.stamp import Stamp
from planner.rendering.typeset import text_markup, typeset
from planner.rendering.visit import Visit
from tests.handmade import tiny_plan, tiny_scenario

STAMP = Stamp(dt.datetime(2017, 8, 1, 9, 0))
SCENARIO = tiny_scenario()
LANGUAGES = ("th", "zh", "en")


def pdf(name: str, *languages: str, id: str = "", scenario: Scenario = SCENARIO, stamp: Stamp = STAMP) -> bytes:
    return render_document(scenario, tiny_plan(scenario), name, languages, "pdf", stamp, id)


def squeezed(text: str) -> str:
    """Text without its spaces: where lines end is not part of what is said."""
    return "".join(text.split())


def read(package: bytes) -> str:
    """The text as a browser's reader copies it."""
    with pypdfium2.PdfDocument(package) as document:
        return squeezed("".join(page.get_textpage().get_text_range() for page in document))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_programme_reads_back_exactly_in_each_language(language: str) -> None:
    text = read(pdf("programme", language))
    visit = Visit(SCENARIO, tiny_plan(SCENARIO), STAMP)
    expected = [SCENARIO.title.get(language), *(who.name.get(language) for who in SCENARIO.delegates)]
    for stop in visit.programme.stops():
        speech = Speech((language,))
        expected += [speech.plain(visit.moment(stop.item.start, stop.day)).removesuffix(" น.")]
        if stop.item.kind == "engagement":
            expected += [speech.plain(visit.title(stop.item)), visit.place(stop.item.site).name.get(language)]
    expected += [Speech((language,)).plain(Day(date)) for date in SCENARIO.clock.dates]
    assert [said for said in expected if squeezed(said) not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("delegate", ["wu", "xu"])
def test_a_pocket_itinerary_reads_back_exactly_in_each_language(delegate: str, language: str) -> None:
    text, speech = read(pdf("pocket", language, id=delegate)), Speech((language,))
    visit = Visit(SCENARIO, tiny_plan(SCENARIO), STAMP)
    for stop in visit.programme.stops_of(delegate):
        if stop.item.kind in ("engagement", "meal"):
            assert squeezed(speech.plain(visit.moment(stop.item.start, stop.day)).removesuffix(" น.")) in text
            assert squeezed(speech.plain(visit.title(stop.item))) in text
            assert squeezed(visit.place(stop.item.site).name.get(language)) in text


@pytest.mark.parametrize("languages", [("th",), ("th", "zh"), ("th", "zh", "en")], ids="-".join)
def test_the_programme_at_a_glance_is_one_page_however_many_languages(languages: tuple[str, ...]) -> None:
    crowded = replace(
        SCENARIO,
        engagements=tuple(
            replace(e, name=Text(*(f"{e.name.get(code)} " * 6 for code in ("en", "th", "zh"))))
            for e in SCENARIO.engagements
        ),
    )
    reader = pypdf.PdfReader(io.BytesIO(pdf("programme", *languages, scenario=crowded)))
    turned = [number for number, page in enumerate(reader.pages) if page.mediabox.width > page.mediabox.height]
    assert turned == list(range(1, 2 + len(languages)))


def test_an_entry_longer_than_a_page_goes_on_overleaf_instead_of_over_the_edge() -> None:
    long = " ".join(f"word{number}" for number in range(1500))
    engagements = tuple(replace(row, notes=Text(long, long, long)) for row in SCENARIO.engagements[:1])
    talkative = replace(SCENARIO, engagements=(*engagements, *SCENARIO.engagements[1:]))
    with pypdfium2.PdfDocument(pdf("programme", "en", scenario=talkative)) as document:
        held = [page.get_textpage() for page in document]
        lowest = min(text.get_charbox(place)[1] for text in held for place in range(text.count_chars()))
        said = {word for text in held for word in text.get_text_range().split()}
    assert lowest > 0
    assert set(long.split()) - said == set()


def test_a_draft_says_so_behind_every_page_and_a_release_nowhere() -> None:
    def pages(stamp: Stamp) -> list[bool]:
        with pypdfium2.PdfDocument(pdf("programme", "en", stamp=stamp)) as document:
            return ["DRAFT" in page.get_textpage().get_text_range() for page in document]

    assert all(pages(STAMP))
    assert not any(pages(replace(STAMP, release="2")))


def test_the_stamp_is_red_on_a_draft_alone() -> None:
    def inks(stamp: Stamp) -> set[tuple[int, ...]]:
        with pypdfium2.PdfDocument(pdf("names", "en", stamp=stamp)) as document:
            return {ink(one) for one in document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])}

    def ink(one: pypdfium2.PdfObject) -> tuple[int, ...]:
        parts = [ctypes.c_uint() for _ in range(4)]
        pypdfium2.raw.FPDFPageObj_GetFillColor(one, *map(ctypes.byref, parts))
        return tuple(part.value for part in parts[:3])

    red = (0x9B, 0x1C, 0x1C)
    assert red in inks(STAMP)
    assert red not in inks(replace(STAMP, release="2"))


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_document_is_a_tagged_pdf_with_title_and_language(name: str) -> None:
    visit = Visit(SCENARIO, tiny_plan(SCENARIO), STAMP)
    for id in DOCUMENTS[name].ids(visit)[:1]:
        reader = pypdf.PdfReader(io.BytesIO(pdf(name, "th", "zh", id=id)))
        root: Any = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert str(root["/Lang"]).startswith("th")
        assert reader.metadata is not None
        assert reader.metadata.title
        assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]


def test_the_same_plan_and_stamp_give_the_same_bytes() -> None:
    assert pdf("pocket", "zh", id="wu") == pdf("pocket", "zh", id="wu")


def test_a_contact_stands_on_one_line_with_what_it_is_and_its_number() -> None:
    dressed = replace(
        SCENARIO,
        engagements=tuple(replace(row, dress="สากล " * number) for number, row in enumerate(SCENARIO.engagements, 3)),
        attends=tuple(Attendance(engagement=row.id, person="governor", role="contact") for row in SCENARIO.engagements),
    )
    with pypdfium2.PdfDocument(pdf("programme", "th", scenario=dressed)) as document:
        lines = [line for page in document for line in page.get_textpage().get_text_range().splitlines()]
    contacts = [line for line in lines if "ผู้ประสานงาน" in line]
    assert contacts
    assert [line for line in contacts if "+66" not in line] == []


@pytest.mark.parametrize(
    "text", ['"); #panic("x', "#set page(width: 1pt)", "\\u{1F600}", "*a* _b_ $c$ <d> @e", "a\\", "// x"]
)
def test_a_name_is_never_markup(text: str) -> None:
    assert text_markup(text).startswith('#"')
    who = replace(SCENARIO.delegates[0], name=Text(en=text))
    scenario = replace(SCENARIO, delegates=(who, *SCENARIO.delegates[1:]))
    assert squeezed(text) in read(pdf("names", "en", scenario=scenario))


def test_a_character_that_no_font_draws_is_named_at_release_and_a_box_in_a_draft() -> None:
    who = replace(SCENARIO.delegates[0], name=Text(en="Wu \U00013000"))
    scenario = replace(SCENARIO, delegates=(who, *SCENARIO.delegates[1:]))
    assert pdf("names", "en", scenario=scenario).startswith(b"%PDF")
    with pytest.raises(Faulty, match=r"no glyph for \U00013000 \(U\+13000\)"):
        pdf("names", "en", scenario=scenario, stamp=replace(STAMP, release="R1"))


@pytest.mark.parametrize("where", ["drawing", "foot"])
def test_a_character_that_no_font_draws_is_seen_wherever_it_stands(where: str) -> None:
    page = render_document(SCENARIO, tiny_plan(SCENARIO), "names", ("en",), "html", STAMP, "").decode()
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><text x="1" y="9">\U00013000</text></svg>'
    odd = {"drawing": ("<footer", f"{drawn}<footer"), "foot": ("</footer>", "<p>\U00013000</p></footer>")}[where]
    page = page.replace(*odd)
    assert "\U00013000" in page
    assert render_pdf(page, STAMP).startswith(b"%PDF")
    with pytest.raises(Faulty, match=r"no glyph for \U00013000"):
        render_pdf(page, replace(STAMP, release="R1"))


@pytest.mark.parametrize("around", ["del", 'span class="missing"'])
def test_what_is_struck_out_or_missing_may_hold_what_is_missing(around: str) -> None:
    """As in a notice of change to a driver, whose language lacks the names of places."""
    page = render_document(SCENARIO, tiny_plan(SCENARIO), "names", ("en",), "html", STAMP, "").decode()
    held = f'<p><{around}>At <span class="missing" lang="en">Inn</span></{around.split()[0]}></p>'
    package = render_pdf(page.replace("<footer", f"{held}<footer"), STAMP)
    assert "AtInn" in read(package)


def test_rare_characters_of_names_are_drawn() -> None:
    assert undrawn("喆镕玥堃琎昇旻湉 ๚ฯๆ – · → ©") == ()
    with pytest.raises(Faulty, match="names"):
        check_coverage("names", ["fine", "\u2d30"])


def test_sources_differ_only_in_strings_so_that_a_layout_is_found_again() -> None:
    plan = tiny_plan(SCENARIO)
    pages = [render_document(SCENARIO, plan, "pocket", ("th",), "html", STAMP, id).decode() for id in ("wu", "xu")]
    first, second = (typeset(read_page(page), "datetime(year: 2017, month: 8, day: 1)") for page in pages)
    string = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
    assert first != second
    assert string.sub("", first) == string.sub("", second)
