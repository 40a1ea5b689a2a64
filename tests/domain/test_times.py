"""Clocks, opening hours and holidays: the edges where days, zones and rules of precedence meet."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.clock import DAY, Clock, time_minutes, time_text
from planner.domain.opening import Opening, holidays_of
from planner.domain.places import OpeningRow
from planner.domain.scenario import Scenario
from tests.handmade_places import at
from tests.handmade_scenario import tiny_scenario

VIENNA = Clock(dt.date(2026, 10, 24), dt.date(2026, 10, 26), "Europe/Vienna")


@pytest.mark.parametrize(("minutes", "text"), [(0, "00:00"), (1490, "24:50"), (-30, "-00:30"), (605, "10:05")])
def test_times_are_told_and_read_alike(minutes: int, text: str) -> None:
    assert time_text(minutes) == text
    assert time_minutes(text) == minutes


@pytest.mark.parametrize("text", ["10", "10:5", "10:60", "ten:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        time_minutes(text)


def test_a_day_has_1440_minutes_of_the_wall_clock_when_the_clocks_change() -> None:
    """In the night to Sunday the clocks go back; half past seven on Sunday stays half past seven."""
    minute = VIENNA.minute(dt.datetime(2026, 10, 25, 7, 30))
    assert minute == DAY + 450
    assert VIENNA.instant(minute).utcoffset() == dt.timedelta(hours=1)
    assert VIENNA.instant(minute - DAY).utcoffset() == dt.timedelta(hours=2)


def test_a_time_elsewhere_is_told_by_the_clock_here() -> None:
    tokyo = dt.datetime(2026, 10, 24, 14, 0)
    assert VIENNA.minute_elsewhere(tokyo, "Asia/Tokyo") == 7 * 60
    assert VIENNA.minute_elsewhere(tokyo + dt.timedelta(days=2), "Asia/Tokyo") == 2 * DAY + 6 * 60


def test_the_evening_before_the_first_day_has_negative_minutes() -> None:
    assert VIENNA.minute(dt.datetime(2026, 10, 23, 23, 40)) == -20


def opened(*rows: OpeningRow, engagement: str = "lab-visit", day: int = 1, **changes: Any) -> list[str]:
    """Opening spans of an engagement on a day of the tiny visit (Tuesday to Thursday) with other opening rows."""
    scenario: Scenario = replace(tiny_scenario(), opening=rows, **changes)
    spans = Opening(scenario).of_engagement(scenario.engagement[engagement], day)
    return [f"{time_text(start - day * DAY)}-{time_text(end - day * DAY)}" for start, end in spans]


def row(of: str, on: str, start: int, until: int) -> OpeningRow:
    return OpeningRow(of=of, on=on, from_=at(start), until=at(until))


def test_without_any_row_a_place_is_open_from_the_first_start_to_the_last_return() -> None:
    assert opened() == ["07:30-21:30"]


def test_a_date_beats_a_weekday_which_beats_daily() -> None:
    daily, wednesday = row("institute", "daily", 8, 18), row("institute", "wed", 9, 17)
    dated = row("institute", "2017-08-16", 10, 12)
    assert opened(daily) == ["08:00-18:00"]
    assert opened(daily, wednesday) == ["09:00-17:00"]
    assert opened(daily, wednesday, dated) == ["10:00-12:00"]


def test_rows_of_a_kind_are_several_spans() -> None:
    assert opened(row("institute", "wed", 13, 16), row("institute", "wed", 9, 12)) == ["09:00-12:00", "13:00-16:00"]


def test_rows_of_the_engagement_replace_those_of_its_site_but_for_dates() -> None:
    site, own = row("institute", "wed", 8, 18), row("lab-visit", "daily", 10, 11)
    assert opened(site, own) == ["10:00-11:00"]
    assert opened(site, own, row("institute", "2017-08-16", 0, 0)) == []
    assert opened(own, row("institute", "2017-08-16", 0, 0), row("lab-visit", "2017-08-16", 9, 10)) == ["09:00-10:00"]


def test_rows_for_other_days_close_this_one() -> None:
    assert opened(row("institute", "mon", 9, 17)) == []


def test_a_closing_date_leaves_other_days_as_they_are() -> None:
    assert opened(row("institute", "2017-08-17", 0, 0)) != []
    assert opened(row("lab-visit", "2017-08-17", 0, 0)) == ["07:30-21:30"]


def holiday() -> dict[str, Any]:
    """The twelfth of August is the Queen Mother's birthday in Thailand; on a Saturday in 2017, so Monday is off."""
    frame = tiny_scenario().programme
    return {"programme": replace(frame, holidays="TH", first_day=dt.date(2017, 8, 12), last_day=dt.date(2017, 8, 14))}


def test_a_holiday_closes_all_but_dates_and_hospitality() -> None:
    daily = row("institute", "daily", 9, 17)
    assert opened(daily, day=0, **holiday()) == []
    assert opened(daily, day=1, **holiday()) == ["09:00-17:00"]
    assert opened(daily, row("institute", "2017-08-12", 9, 10), day=0, **holiday()) == ["09:00-10:00"]
    assert opened(day=0, engagement="welcome-dinner", **holiday()) == ["07:30-21:30"]


def test_holidays_are_asked_for_by_country() -> None:
    assert holidays_of(tiny_scenario()) == {}
    assert 0 in holidays_of(replace(tiny_scenario(), **holiday()))
