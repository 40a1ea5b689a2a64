"""Documents hold the plan: every time, place and name of it, in each language, and nothing that runs."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.account import WorstOff
from planner.domain.columns import Text
from planner.domain.faults import Faulty, Refused
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.rendering.catalogue import DOCUMENTS
from planner.rendering.documents import render_document, write_documents, write_index
from planner.rendering.packages import write_package
from planner.rendering.page_text import closed_up, seen
from planner.rendering.sayable import Day
from planner.rendering.speech import Speech
from planner.rendering.stamp import Stamp
from planner.rendering.visit import COLOURS, Visit
from tests.handmade import tiny_plan, tiny_scenario
from tests.rendering.reading_back import Page

STAMP = Stamp(dt.datetime(2017, 8, 1, 9, 0))
SCENARIO = tiny_scenario()
PLAN = tiny_plan(SCENARIO)
LANGUAGES = ("th", "zh", "en")


def page(name: str, *languages: str, id: str = "", scenario: Scenario = SCENARIO, plan: Plan = PLAN) -> Page:
    return Page(render_document(scenario, plan, name, languages, "html", STAMP, id).decode())


def times(text: str) -> list[str]:
    return re.findall(r"\b\d\d[.:]\d\d\b", text)


def clock_text(minute: int, language: str) -> str:
    return SCENARIO.clock.local(minute).strftime("%H.%M" if language == "th" else "%H:%M")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_programme_holds_each_time_place_and_name_of_the_plan(language: str) -> None:
    text = page("programme", language).text
    visit = Visit(SCENARIO, PLAN, STAMP)
    for stop in visit.programme.stops():
        assert clock_text(stop.item.start, language) in text
        assert visit.place(stop.item.site).name.get(language) in text
        if stop.item.kind == "engagement":
            assert clock_text(stop.item.end, language) in text
            assert SCENARIO.engagement[stop.item.id].name.get(language) in text
    for who in SCENARIO.delegates:
        assert who.name.get(language) in text
        assert who.position.get(language) in text
    for date in SCENARIO.clock.dates:
        assert Speech((language,)).plain(Day(date)) in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("delegate", [who.id for who in SCENARIO.delegates])
def test_a_pocket_itinerary_holds_the_stops_of_its_delegate_in_order(delegate: str, language: str) -> None:
    text = page("pocket", language, id=delegate).text
    visit, place = Visit(SCENARIO, PLAN, STAMP), 0
    for date in SCENARIO.clock.dates:
        expected = sorted(
            (stop.item.start, name)
            for stop in visit.programme.stops_of(delegate)
            if stop.day == SCENARIO.clock.day(date) and stop.item.kind in ("engagement", "meal")
            for name in [Speech((language,)).plain(visit.title(stop.item))]
        )
        for minute, name in expected:
            for said in (clock_text(minute, language), name):
                assert said in text[place:]
                place = text.index(said, place)


def test_a_pocket_itinerary_holds_nothing_of_another_track() -> None:
    assert "Courtesy call" in page("pocket", "en", id="wu").text
    assert "Courtesy call" not in page("pocket", "en", id="zhou").text


def test_who_flies_alone_has_the_flight_in_its_own_local_times_and_no_stop_after() -> None:
    text = page("pocket", "en", id="xu").text
    assert "ZH 9004" in text
    assert "20:30" in text
    assert "00:20" in text
    assert "Dinner" not in text


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
@pytest.mark.parametrize("languages", [("th",), ("zh", "en"), ("th", "zh", "en")], ids="-".join)
def test_every_document_is_well_formed_closed_to_the_world_and_marked_with_its_language(
    name: str, languages: tuple[str, ...]
) -> None:
    visit = Visit(SCENARIO, PLAN, STAMP)
    for id in DOCUMENTS[name].ids(visit):
        found = page(name, *languages, id=id)
        assert found.open == []
        assert ("html", {"lang": {"th": "th", "zh": "zh-CN", "en": "en"}[languages[0]]}) in found.elements
        for tag, attributes in found.elements:
            assert tag not in {"script", "iframe", "object", "link"}
            assert "style" not in attributes
            assert not any(key.startswith("on") for key in attributes)
            for key in ("src", "href"):
                assert not re.match("https?:|//|javascript:", attributes.get(key) or "")
        policies = [a["content"] for tag, a in found.elements if a.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1
        assert policies[0] is not None
        assert policies[0].startswith("default-src 'none'; style-src 'sha256-")


def test_a_page_in_two_languages_says_both_each_marked() -> None:
    found = page("programme", "th", "zh")
    assert "เยี่ยมคารวะ" in found.text
    assert "礼节性拜会" in found.text
    assert ("span", {"class": "other", "lang": "zh-CN"}) in found.elements


HOSTILE = Text(
    "<script>alert(1)</script>&\"'\n=1+1", "<b>ร้าย</b>\n{{ 7*7 }}\u202e\u2067", "恶<img src=x>{% raw %}\u202e"
)


def hostile_scenario() -> Scenario:
    return replace(
        SCENARIO,
        title=HOSTILE,
        delegates=tuple(replace(who, name=HOSTILE, position=HOSTILE) for who in SCENARIO.delegates),
        sites=tuple(replace(site, name=HOSTILE, address=HOSTILE, phone='"><x>') for site in SCENARIO.sites),
        engagements=tuple(replace(e, name=HOSTILE, notes=HOSTILE, dress="<i>") for e in SCENARIO.engagements),
        vehicles=tuple(replace(vehicle, name="<u>", driver="<u>") for vehicle in SCENARIO.vehicles),
    )


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_hostile_names_are_text_and_nothing_else(name: str) -> None:
    scenario = hostile_scenario()
    visit = Visit(scenario, PLAN, STAMP)
    for id in DOCUMENTS[name].ids(visit)[:2]:
        found = page(name, "en", "th", "zh", id=id, scenario=scenario)
        assert not {"script", "b", "img", "x", "u", "i"} & {tag for tag, _ in found.elements}
        assert not {"\u202e", "\u2067"} & set(found.text), "they would turn what stands around the name too"
        assert "49" not in found.text.replace("0049", "") or "{{ 7*7 }}" in found.text


def test_the_set_has_each_readers_page_in_the_readers_own_language(tmp_path: Path) -> None:
    written = write_documents(SCENARIO, PLAN, tmp_path, STAMP, processes=1)
    names = {path.relative_to(tmp_path).as_posix() for path in written}
    assert {f"documents/programme.{language}.html" for language in LANGUAGES} <= names
    assert "documents/pocket/wu.zh.html" in names
    assert "documents/hosts/port-authority.th.html" in names
    assert "documents/drivers/coach-1.2017-08-16.th.html" in names
    assert all(path.read_bytes() for path in written)


def test_two_processes_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    many = replace(SCENARIO, programme=replace(SCENARIO.programme, languages=LANGUAGES))
    alone = write_documents(many, PLAN, tmp_path / "alone", STAMP, processes=1)
    shared = write_documents(many, PLAN, tmp_path / "shared", STAMP, processes=2, few=1)
    assert [path.relative_to(tmp_path / "alone") for path in alone] == [
        path.relative_to(tmp_path / "shared") for path in shared
    ]
    assert all(one.read_bytes() == other.read_bytes() for one, other in zip(alone, shared, strict=True))


def test_the_index_links_to_every_file_that_is_there(tmp_path: Path) -> None:
    written = write_documents(SCENARIO, PLAN, tmp_path, STAMP, processes=1)
    (tmp_path / "calendars" / "delegates").mkdir(parents=True)
    (tmp_path / "calendars" / "delegates" / "wu.ics").write_text("x")
    found = Page(write_index(SCENARIO, PLAN, tmp_path, STAMP).read_text(encoding="utf-8"))
    links = {attributes["href"] for tag, attributes in found.elements if tag == "a"}
    assert {path.relative_to(tmp_path).as_posix() for path in written} <= links
    assert "calendars/delegates/wu.ics" in links


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "Visitors Gamma Logistics: 68 % (in no plan does the worst-off get more than 80 %) "
            "Hosts IoT Institute: 0 % With nothing: 3 (in every plan at least 2)",
        ),
        (
            "th",
            "ฝ่ายผู้เยือน แกมมา โลจิสติกส์ ได้ร้อยละ 68 (ไม่มีแผนใดที่ผู้ได้น้อยที่สุดจะได้เกินร้อยละ 80) "
            "ฝ่ายเจ้าภาพ สถาบันไอโอที ได้ร้อยละ 0 ไม่ได้รับประโยชน์เลย 3 ราย (ไม่ว่าแผนใดก็มีอย่างน้อย 2 ราย)",
        ),
        (
            "zh",
            "来访方 伽马物流：68%（任何方案中，最低者都不超过80%） "
            "接待方 物联网研究所：0% 毫无收益者：3家（任何方案都至少有2家）",
        ),
    ],
)
def test_the_index_says_who_is_worst_off_of_each_side_and_what_bounds_it(
    tmp_path: Path, language: str, said: str
) -> None:
    sides = (WorstOff("visitor", "gamma-port", 68, 0, 80, 0), WorstOff("host", "iot-institute", 0, 3, None, 2))
    scenario = replace(SCENARIO, programme=replace(SCENARIO.programme, languages=(language,)))
    page = write_index(scenario, replace(PLAN, worst_off=sides), tmp_path, STAMP).read_text(encoding="utf-8")
    assert closed_up(said) in seen(page)


@pytest.mark.parametrize(
    ("sides", "stamp", "said"),
    [
        ((), STAMP, False),
        ((WorstOff("visitor", "gamma-port", 68, 0, 80, 0),), STAMP, True),
        ((WorstOff("visitor", "gamma-port", 68, 0, 80, 0),), replace(STAMP, release="1"), False),
    ],
)
def test_the_index_names_the_worst_off_where_they_are_known_and_to_the_office_alone(
    tmp_path: Path, sides: tuple[WorstOff, ...], stamp: Stamp, said: bool
) -> None:
    page = write_index(SCENARIO, replace(PLAN, worst_off=sides), tmp_path, stamp).read_text(encoding="utf-8")
    assert (closed_up("68 %") in seen(page)) == said


def test_what_there_is_not_is_named_with_what_is_near() -> None:
    with pytest.raises(Refused, match=r"--document \| programe .* did you mean programme"):
        render_document(SCENARIO, PLAN, "programe", ("en",), "html", STAMP)
    with pytest.raises(Refused) as caught:
        render_document(SCENARIO, PLAN, "pocket", ("fr",), "odt", STAMP, "wuu")
    assert [line.split(" | ")[0] for line in str(caught.value).splitlines()] == ["--for", "--format", "--language"]
    with pytest.raises(Refused, match="made for the whole visit"):
        render_document(SCENARIO, PLAN, "programme", ("en",), "html", STAMP, "wu")


def test_a_template_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"--template \| own.docx"):
        render_document(SCENARIO, PLAN, "press", ("en",), "pdf", STAMP, template=tmp_path / "own.docx")
    with pytest.raises(Faulty, match="no such file"):
        render_document(SCENARIO, PLAN, "press", ("en",), "docx", STAMP, template=tmp_path / "none.docx")


def test_a_draft_says_so_and_a_release_is_named() -> None:
    assert "DRAFT" in page("programme", "en").text
    released = replace(STAMP, release="R2")
    text = Page(render_document(SCENARIO, PLAN, "programme", ("en",), "html", released).decode()).text
    assert "DRAFT" not in text
    assert "Release R2" in text


def own_template(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.html"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_own_template_says_the_fields_in_the_languages_asked_for(tmp_path: Path) -> None:
    template = own_template(tmp_path, "<p>{{ view.head.name }} {{ view.dates }} {{ word('stamp.draft') }}</p>")
    text = render_document(SCENARIO, PLAN, "programme", ("zh",), "html", STAMP, template=template).decode()
    assert text == "<p>吴磊 2017年8月15日至17日 草案</p>"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{{ view.titel }}", "titel"),
        ("{% if %}", r"own.html:1"),
        ("\n\n{% unknown %}", r"own.html:3 .* 'unknown'"),
        ("{{ word('no.such.word') }}", "no.such.word"),
        ("{{ view.__class__.__mro__ }}", "__class__"),
        ("{{ word.__globals__ }}", "__globals__"),
        ("{% include '/etc/passwd' %}", "/etc/passwd"),
        ("{{ ().__class__.__bases__[0].__subclasses__() }}", "__class__"),
    ],
)
def test_a_broken_or_hostile_template_is_refused_by_what_is_wrong_in_it(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(Faulty, match=named):
        render_document(
            SCENARIO, PLAN, "programme", ("en",), "html", STAMP, template=own_template(tmp_path, text)
        ).decode()


def bare() -> tuple[Scenario, Plan]:
    """The tiny visit without anybody but delegates: no people, interpreters, flights, meals, vehicles' names."""
    scenario = replace(
        SCENARIO,
        people=(),
        attends=(),
        interpreters=(),
        engagement_topics=(),
        interests=(),
        wishes=(),
        vehicles=tuple(replace(vehicle, name="", driver="", phone="") for vehicle in SCENARIO.vehicles),
        programme=replace(SCENARIO.programme, languages=("en",), local_language="zh"),
    )
    tracks = tuple(
        replace(
            track,
            days=tuple(
                replace(day, items=tuple(replace(item, interpreters=(), people=()) for item in day.items))
                for day in track.days
            ),
        )
        for track in PLAN.tracks
    )
    return scenario, replace(PLAN, tracks=tracks, individual=())


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_scenario_that_says_little_gives_every_document_all_the_same(name: str) -> None:
    scenario, plan = bare()
    for id in DOCUMENTS[name].ids(Visit(scenario, plan, STAMP)):
        assert page(name, "en", id=id, scenario=scenario, plan=plan).open == []


def test_drivers_read_the_local_language_whatever_the_programme_speaks(tmp_path: Path) -> None:
    scenario, plan = bare()
    names = {path.name for path in write_documents(scenario, plan, tmp_path, STAMP, processes=1, only=("driver",))}
    assert "coach-1.2017-08-16.zh.html" in names


def test_a_text_missing_in_a_language_is_marked_in_the_page() -> None:
    scenario = replace(SCENARIO, sites=tuple(replace(site, name=Text(zh=site.name.zh)) for site in SCENARIO.sites))
    found = page("programme", "th", scenario=scenario)
    assert ("span", {"lang": "zh-CN", "class": "missing"}) in found.elements


def test_every_colour_of_a_track_can_be_read_under_white() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert all(1.05 / (luminance(colour) + 0.05) >= 4.5 for colour in COLOURS)


def test_the_offline_package_holds_every_file_and_is_the_same_each_time(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    written = write_documents(SCENARIO, PLAN, folder, STAMP, processes=1, only=("pocket",))
    index = write_index(SCENARIO, PLAN, folder, STAMP)
    first = write_package(folder, tmp_path / "first.zip", STAMP.as_of)
    second = write_package(folder, tmp_path / "second.zip", STAMP.as_of)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as package:
        assert package.namelist()[0] == "index.html"
        assert set(package.namelist()) == {path.relative_to(folder).as_posix() for path in [*written, index]}


def test_a_pocket_shows_where_its_page_will_be_when_that_is_known() -> None:
    stamp = replace(STAMP, address="https://visit.example.org")
    found = render_document(SCENARIO, PLAN, "pocket", ("zh",), "html", stamp, "wu").decode()
    assert "https://visit.example.org/documents/pocket/wu.zh.html" in found
    assert "https://visit" not in render_document(SCENARIO, PLAN, "pocket", ("zh",), "html", STAMP, "wu").decode()


def test_a_seating_without_hosts_by_name_leaves_their_side_out() -> None:
    nobody = replace(SCENARIO, attends=(), people=())
    content = render_document(nobody, PLAN, "seating", ("en",), "html", STAMP, "").decode()
    assert "<tbody></tbody>" not in content
    assert "Visitors" in Page(content).text
