"""The frame of a generated visit: how many delegates, tracks, days and engagements, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from math import ceil
from random import Random
from typing import Literal

from planner.examples.facts import Row
from planner.examples.names import MARKS

Size = Literal["S", "M", "L", "XL"]
FIRST_TUESDAY = dt.date(2017, 8, 15)
SEATS_ON_A_FLIGHT = 180
LEAST_DAYS, MOST_DAYS = 2, 10
WHOLE_DAYS = 4
"""Days that the mandatory core asks for; in fewer nothing is mandatory."""
THEMES = (
    ("iot", "Internet of Things", "อินเทอร์เน็ตของสรรพสิ่ง", "物联网"),
    ("smart-city", "Smart city", "เมืองอัจฉริยะ", "智慧城市"),
    ("startup", "Startup and digital", "สตาร์ตอัปและดิจิทัล", "创业与数字经济"),
    ("industry", "Industrial zones and logistics", "นิคมอุตสาหกรรมและโลจิสติกส์", "工业园区与物流"),
)


@dataclass(frozen=True)
class Frame:
    """`delegates` include the `officials`, who have a track of their own beside the `themes` thematic tracks."""

    delegates: int
    officials: int
    themes: int
    days: int
    engagements: int
    first_day: dt.date = FIRST_TUESDAY

    @property
    def business(self) -> int:
        """Delegates of firms."""
        return self.delegates - self.officials

    @property
    def largest_track(self) -> int:
        """Most delegates in a thematic track: an even share and a tenth more."""
        return ceil(self.business / self.themes * 1.1)

    @property
    def scale(self) -> int:
        """How many times the rooms and seats of the reference visit are needed."""
        return ceil(self.delegates / 140)

    @property
    def flights(self) -> int:
        """Main flights needed each way."""
        return ceil(self.delegates / SEATS_ON_A_FLIGHT)

    def day(self, number: int) -> str:
        """The date of day `number`; 0 is the first, -1 the last."""
        return (self.first_day + dt.timedelta(days=number % self.days)).isoformat()

    def theme_ids(self) -> list[str]:
        """Ids of the thematic tracks, numbered where a theme has several."""
        names = [theme[0] for theme in THEMES]
        return [self._numbered(names[place % len(names)], place) for place in range(self.themes)]

    def tracks(self) -> list[Row]:
        """Rows of the table tracks, the official party first."""
        official = {"id": "official", "name_en": "Official party", "name_th": "คณะทางการ", "name_zh": "官方代表团"}
        size = str(self.officials)
        rows = [official | {"min_size": size, "max_size": size}]
        least = str(max(1, self.business // self.themes * 3 // 4))
        for place, track in enumerate(self.theme_ids()):
            _, *names = THEMES[place % len(THEMES)]
            en, th, zh = (self._numbered(name, place, " ") for name in names)
            row = {"id": track, "name_en": en, "name_th": th, "name_zh": zh}
            rows.append(row | {"min_size": least, "max_size": str(self.largest_track)})
        return rows

    def _numbered(self, name: str, place: int, joint: str = "-") -> str:
        return name if self.themes <= len(THEMES) else f"{name}{joint}{place // len(THEMES) + 1}"


SIZES: dict[Size, Frame] = {
    "S": Frame(delegates=40, officials=15, themes=2, days=4, engagements=26),
    "M": Frame(delegates=120, officials=16, themes=4, days=5, engagements=44),
    "L": Frame(delegates=208, officials=18, themes=6, days=5, engagements=50),
    "XL": Frame(delegates=570, officials=20, themes=16, days=5, engagements=60),
}


def frame_of(
    size: Size, random: Random, engagements: int | None = None, days: int | None = None, tracks: int | None = None
) -> Frame:
    """The frame of `size`, begun on one of four Tuesdays drawn, with what is given replaced; `tracks` are thematic."""
    usual = SIZES[size]
    frame = replace(
        usual,
        engagements=usual.engagements if engagements is None else engagements,
        days=usual.days if days is None else days,
        themes=usual.themes if tracks is None else tracks,
        first_day=FIRST_TUESDAY + dt.timedelta(weeks=random.randrange(4)),
    )
    if not LEAST_DAYS <= frame.days <= MOST_DAYS:
        raise ValueError(f"days: found {frame.days}, expected {LEAST_DAYS} to {MOST_DAYS}")
    if frame.themes < 1:
        raise ValueError(f"tracks: found {frame.themes}, expected at least 1")
    return frame


def settings(frame: Frame, size: Size, seed: int) -> str:
    """The text of scenario.toml."""
    title = {
        "en": f"Generated delegation {size}, seed {seed}",
        "th": f"คณะผู้แทนจำลอง {size} ชุดที่ {seed}",
        "zh": f"生成的代表团 {size}（种子 {seed}）",
    }
    names = "\n".join(f'name_{language} = "{text}{MARKS[language]}"' for language, text in title.items())
    return f"""# A generated visit: {frame.delegates} delegates. Places and roads are real; the rest is invented.
format = 1

[delegation]
{names}
head = "d-001"

[programme]
first_day = {frame.day(0)}
last_day = {frame.day(-1)}
timezone = "Asia/Bangkok"
languages = ["th", "zh", "en"]
local_language = "th"
holidays = "TH"
as_of = {(frame.first_day - dt.timedelta(days=26)).isoformat()}

[rules.provinces]
names = ["Chachoengsao", "Chonburi", "Rayong"]
least = 1
"""
