"""Rules of what is in the programme: mandatory, pins, provinces, registration; where they bind and where not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.domain.columns import TimeOfDay
from planner.domain.engagements import Pin
from planner.domain.rulebook import ProvinceRules
from planner.domain.scenario import Scenario
from tests.checking.edits import found, with_row, with_rules, without_item
from tests.handmade import tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
PLAN = tiny_plan(SCENARIO)
WEDNESDAY = dt.date(2017, 8, 16)
HALF_PAST_NINE = TimeOfDay(9 * 60 + 30)


def pinned(*pins: Pin) -> Scenario:
    return replace(SCENARIO, pins=pins)


def test_mandatory_engagements_are_held_binds_when_one_is_left_out() -> None:
    (violation,) = found("mandatory_engagements_are_held", with_row(SCENARIO, "engagements", "temple", mandatory="yes"))
    assert (violation.fact("engagement"), violation.fact("found")) == ("temple", "not held")


def test_mandatory_engagements_are_held_binds_for_each_track_that_misses_what_is_for_each() -> None:
    plan = without_item(PLAN, "tech", 2, "port-visit")
    (violation,) = found("mandatory_engagements_are_held", plan=plan)
    assert (violation.fact("engagement"), violation.fact("track")) == ("port-visit", "tech")


def test_mandatory_engagements_are_held_binds_when_a_track_misses_a_plenary() -> None:
    plan = without_item(PLAN, "gov", 0, "welcome-dinner")
    (violation,) = found("mandatory_engagements_are_held", plan=plan)
    assert (violation.fact("engagement"), violation.fact("track")) == ("welcome-dinner", "gov")


def test_mandatory_engagements_are_held_leaves_free_what_one_track_may_do_for_all_and_what_is_optional() -> None:
    scenario = with_row(SCENARIO, "engagements", "park-briefing", mandatory="yes")
    assert not found("mandatory_engagements_are_held", scenario, without_item(PLAN, "tech", 0, "lab-visit"))


def test_pins_are_kept_binds_when_a_fixed_call_starts_later_or_is_for_another_track() -> None:
    later = Pin(engagement="ministry-call", track="gov", on=WEDNESDAY, at=TimeOfDay(9 * 60 + 35), state="fixed")
    (violation,) = found("pins_are_kept", pinned(later))
    assert (violation.fact("date"), violation.fact("time")) == ("2017-08-16", "09:35")
    other = Pin(engagement="ministry-call", track="tech", on=WEDNESDAY, at=HALF_PAST_NINE, state="fixed")
    assert len(found("pins_are_kept", pinned(other))) == 1


def test_pins_are_kept_binds_when_what_is_in_is_missing_and_what_is_out_is_held() -> None:
    pins = (Pin(engagement="temple", state="in"), Pin(engagement="lab-visit", state="out"))
    facts = [(v.fact("engagement"), v.fact("allowed")) for v in found("pins_are_kept", pinned(*pins))]
    assert facts == [("temple", "in"), ("lab-visit", "out")]


def test_pins_are_kept_binds_when_a_delegate_is_not_in_the_track_fixed_for_him() -> None:
    (violation,) = found("pins_are_kept", with_row(SCENARIO, "delegates", "zhou", track="gov"), PLAN)
    assert (violation.fact("delegate"), violation.fact("allowed")) == ("zhou", "gov")


def test_pins_are_kept_leaves_free_what_happens_as_pinned_and_what_the_pin_does_not_name() -> None:
    pins = (
        Pin(engagement="ministry-call", track="gov", on=WEDNESDAY, at=HALF_PAST_NINE, state="fixed"),
        Pin(engagement="hall-call", on=WEDNESDAY, state="in"),
        Pin(engagement="lab-visit", track="gov", state="out"),
        Pin(engagement="lab-visit", on=WEDNESDAY, state="out"),
        Pin(engagement="temple", state="out"),
    )
    assert not found("pins_are_kept", pinned(*pins))


def test_provinces_are_all_visited_binds_when_a_named_province_has_too_few() -> None:
    provinces = ProvinceRules(names=("Bangkok", "Chonburi", "Chachoengsao"), least=3)
    (violation,) = found("provinces_are_all_visited", with_rules(SCENARIO, provinces=provinces))
    assert (violation.fact("province"), violation.fact("found")) == ("Chachoengsao", "0")


def test_provinces_are_all_visited_leaves_free_provinces_with_just_enough_sessions_counted_once() -> None:
    provinces = ProvinceRules(names=("Bangkok", "Chonburi"), least=3)
    assert not found("provinces_are_all_visited", with_rules(SCENARIO, provinces=provinces))
    more = replace(provinces, least=4)
    assert len(found("provinces_are_all_visited", with_rules(SCENARIO, provinces=more))) == 2


def as_of(date: dt.date | None) -> Scenario:
    return replace(SCENARIO, programme=replace(SCENARIO.programme, as_of=date))


def test_registration_is_in_time_binds_when_days_are_short() -> None:
    (violation,) = found("registration_is_in_time", as_of(dt.date(2017, 8, 2)))
    assert (violation.fact("engagement"), violation.fact("found")) == ("port-visit", "13 days")


def test_registration_is_in_time_leaves_free_the_last_possible_day_and_a_scenario_without_a_date() -> None:
    assert not found("registration_is_in_time", as_of(dt.date(2017, 8, 1)))
    assert not found("registration_is_in_time", as_of(None))
