"""Invented names in three languages, each marked as fictional, and the firms' stems that are refused."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from planner.examples.facts import Row, table

MARKS = {"en": " (fictional)", "th": " (สมมติ)", "zh": "（虚构）"}


def marked(en: str, th: str, zh: str) -> Row:
    """The three name columns of a row, each marked as fictional."""
    return {"name_en": en + MARKS["en"], "name_th": th + MARKS["th"], "name_zh": zh + MARKS["zh"]}


def _characters(use: str) -> list[Row]:
    return [row for row in table("characters") if row["use"] == use]


def is_refused(zh: str, pinyin: str) -> bool:
    """Whether a stem is contained in, or contains, the name of a real firm of the refused list."""
    sound = pinyin.lower()
    return any(
        zh in real["zh"] or real["zh"] in zh or sound in real["pinyin"] or real["pinyin"] in sound
        for real in table("refused_stems")
    )


def stems(random: Random) -> Iterator[Row]:
    """Two-syllable stems (zh, pinyin, th) in random order, no two sounding alike, none of a real firm."""
    pairs = [(first, second) for first in _characters("first") for second in _characters("second")]
    random.shuffle(pairs)
    heard: set[str] = set()
    for first, second in pairs:
        zh, pinyin = first["zh"] + second["zh"], first["pinyin"] + second["pinyin"]
        if pinyin in heard or is_refused(zh, pinyin):
            continue
        heard.add(pinyin)
        yield {"zh": zh, "pinyin": pinyin, "th": first["th"] + second["th"]}


def persons(random: Random) -> Iterator[Row]:
    """Chinese personal names in three languages (surname first), in random order, none twice."""
    surnames, given = _characters("surname"), _characters("given")
    heard: set[str] = set()
    while True:
        family, one, two = random.choice(surnames), *random.sample(given, 2)
        zh = family["zh"] + one["zh"] + two["zh"]
        if zh not in heard:
            heard.add(zh)
            english = f"{family['pinyin'].upper()} {one['pinyin'].capitalize()}{two['pinyin']}"
            yield marked(english, f"{family['th']} {one['th']}{two['th']}", zh)


def firm(stem: Row, sector: Row) -> Row:
    """The three names of a fictional Shenzhen firm: stem, word of its sector, company form."""
    return marked(
        f"Shenzhen {stem['pinyin']} {sector['word_en']} Co., Ltd.",
        f"บริษัท เซินเจิ้น {stem['th']} {sector['word_th']} จำกัด",
        f"深圳市{stem['zh']}{sector['word_zh']}有限公司",
    )
