"""Names and words stay on one line."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pypdfium2
import pytest

from planner.domain.columns import Text
from planner.rendering.documents import render_document
from planner.rendering.keeping import kept, kept_words
from planner.rendering.stamp import Stamp
from tests.handmade import tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
STAMP = Stamp(dt.datetime(2017, 8, 1, 9, 0))
CHAIN = "".join(kept_words())
"""All words without a space: each line of it can end within one of them."""


def whole(text: str) -> list[str]:
    return [piece for piece, stays in kept(text) if stays]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("บริษัท เซินเจิ้น รั่วเหลียน โรโบติกส์ จำกัด", ["บริษัท", "เซินเจิ้น", "รั่วเหลียน", "โรโบติกส์", "จำกัด"]),
        ("ดิจิทัลพาร์คไทยแลนด์: ชมพื้นที่และรับฟังแผนงาน", ["ดิจิทัล", "พาร์ค", "ไทยแลนด์"]),
        ("15–19 สิงหาคม พ.ศ. 2560", ["สิงหาคม", "พ.ศ. 2560"]),
        ("10 ก.พ. 2560", ["ก.พ. 2560"]),
        ("เวลา 09.00 น.", ["เวลา"]),
        ("深圳市代表团访问泰国及东部经济走廊", ["深圳市", "东部经济走廊"]),
        ("Digital Park Thailand", []),
        ("", []),
    ],
)
def test_names_words_and_dates_are_kept_and_nothing_else(text: str, expected: list[str]) -> None:
    assert whole(text) == expected
    assert "".join(piece for piece, _ in kept(text)) == text


def test_the_longest_word_is_kept_where_one_begins_another() -> None:
    assert whole("เข้าพักที่นิคมอุตสาหกรรมอมตะนครและอมตะเท่านั้น") == ["นิคมอุตสาหกรรม", "อมตะนคร", "อมตะ"]


def test_a_page_marks_what_is_kept_and_escapes_it() -> None:
    named = replace(SCENARIO, title=Text(th="<b>นครเซินเจิ้นเยือนประเทศไทยอย่างเป็นทางการ & คณะ"))
    page = render_document(named, tiny_plan(named), "names", ("th",), "html", STAMP).decode()
    assert '&lt;b&gt;นคร<span class="whole">เซินเจิ้น</span>เยือน<span class="whole">ประเทศไทย</span>' in page


def test_no_line_on_paper_ends_within_a_kept_word() -> None:
    told = replace(SCENARIO, delegates=tuple(replace(who, position=Text(th=CHAIN)) for who in SCENARIO.delegates))
    with pypdfium2.PdfDocument(render_document(told, tiny_plan(told), "names", ("th",), "pdf", STAMP)) as document:
        lines = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert [word for word in kept_words() if word not in lines] == []
