"""Dates, times and texts are said as each language says them."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.domain.columns import Text
from planner.rendering.sayable import (
    Day,
    Days,
    FreeWord,
    Length,
    Listing,
    Moment,
    Sayable,
    ShortDay,
    Span,
    phrase,
)
from planner.rendering.speech import Speech

MONDAY = dt.date(2017, 8, 21)
NINE, HALF_PAST = Moment(dt.time(9)), Moment(dt.time(10, 30))


@pytest.mark.parametrize(
    ("thing", "th", "zh", "en"),
    [
        (Day(MONDAY), "วันจันทร์ที่ 21 สิงหาคม พ.ศ. 2560", "2017年8月21日（星期一）", "Monday, 21 August 2017"),
        (ShortDay(MONDAY), "จ. 21 ส.ค.", "8月21日（周一）", "Mon 21 Aug"),
        (Days(MONDAY, dt.date(2017, 8, 25)), "21–25 สิงหาคม พ.ศ. 2560", "2017年8月21日至25日", "21–25 August 2017"),
        (
            Days(dt.date(2017, 8, 30), dt.date(2017, 9, 2)),
            "30 สิงหาคม–2 กันยายน พ.ศ. 2560",
            "2017年8月30日至9月2日",
            "30 August–2 September 2017",
        ),
        (
            Days(dt.date(2017, 12, 30), dt.date(2018, 1, 2)),
            "30 ธันวาคม พ.ศ. 2560–2 มกราคม พ.ศ. 2561",
            "2017年12月30日至2018年1月2日",
            "30 December 2017–2 January 2018",
        ),
        (NINE, "09.00 น.", "09:00", "09:00"),
        (Moment(dt.time(0, 20), 1), "00.20 (+1) น.", "00:20 (+1)", "00:20 (+1)"),
        (Span(NINE, HALF_PAST), "09.00–10.30 น.", "09:00–10:30", "09:00–10:30"),
        (Span(NINE, NINE), "09.00 น.", "09:00", "09:00"),
        (Length(45), "45 นาที", "45分钟", "45 min"),
        (Length(130), "2 ชม. 10 นาที", "2小时10分钟", "2 h 10 min"),
        (Length(120), "2 ชม.", "2小时", "2 h"),
        (Length(0), "0 นาที", "0分钟", "0 min"),
        (phrase("item.transfer", place=Text("Port", "ท่าเรือ", "港口")), "เดินทางไป ท่าเรือ", "前往港口", "To Port"),
        (FreeWord("diet", "no-beef"), "ไม่ทานเนื้อวัว", "不吃牛肉", "no beef"),
        (
            FreeWord("dress", "Dark suit, white_shirt"),
            "ชุดสากลสีเข้ม เสื้อเชิ้ตขาว",
            "深色西装、白衬衫",
            "dark suit, white shirt",
        ),
        (FreeWord("topic", "seaweed"), "seaweed", "seaweed", "seaweed"),
        (Listing(("a", "b")), "a, b", "a、b", "a, b"),
    ],
)
def test_a_thing_is_said_as_each_language_says_it(thing: Sayable, th: str, zh: str, en: str) -> None:
    assert [Speech((language,)).plain(thing) for language in ("th", "zh", "en")] == [th, zh, en]


def test_a_missing_text_falls_back_along_the_languages_and_says_so() -> None:
    said = Speech(("th", "zh")).say(Text(en="Port", zh="港口"))
    assert [(one.language, one.text) for one in said] == [("th", "港口")]
    assert said[0].runs[0].missing
    assert said[0].runs[0].language == "zh"


def test_two_languages_say_a_text_twice_but_a_time_once() -> None:
    speech = Speech(("th", "zh"))
    assert speech.plain(Text("Port", "ท่าเรือ", "港口")) == "ท่าเรือ / 港口"
    assert speech.plain(NINE) == "09.00 น."
    assert speech.plain(Day(MONDAY)) == "วันจันทร์ที่ 21 สิงหาคม พ.ศ. 2560 / 2017年8月21日（星期一）"


def test_a_foreign_name_inside_a_sentence_keeps_its_own_language() -> None:
    (said,) = Speech(("zh",)).say(phrase("item.transfer", place=Text(th="ท่าเรือ")))
    assert [(run.text, run.language, run.missing) for run in said.runs] == [
        ("前往", "zh", False),
        ("ท่าเรือ", "th", True),
    ]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="languages"):
        Speech(("fr",))
    with pytest.raises(ValueError, match="languages"):
        Speech(())


def test_a_year_within_a_title_is_left_as_it_was_written() -> None:
    title = Text(th="คณะผู้แทนเยือนประเทศไทย สิงหาคม 2560", en="Visit to Thailand, August 2017")
    assert Speech(("th",)).plain(title) == title.th
    assert Speech(("en",)).plain(title) == title.en
