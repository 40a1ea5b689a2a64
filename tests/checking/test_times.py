"""Rules of time: opening, overlaps, travel, bearable days, meals, drivers; each where it binds and where it is free."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.columns import TimeOfDay
from planner.domain.faults import Violation
from planner.domain.places import OpeningRow
from planner.domain.plan import Plan
from planner.domain.rulebook import DayRules, DrivingRules, MealRules
from planner.domain.scenario import Scenario
from tests.checking.edits import found, item, items, shifted, with_day, with_item, with_row, with_rules, without_item
from tests.handmade import at, tiny_plan, tiny_scenario
from tests.handmade_items import flight, own_ride, span

SCENARIO = tiny_scenario()
PLAN = tiny_plan(SCENARIO)


def closes_at(hour: int, of: str = "ministry") -> OpeningRow:
    return OpeningRow(of=of, on="2017-08-16", from_=TimeOfDay(8 * 60), until=TimeOfDay(hour * 60))


def test_engagements_lie_within_opening_hours_binds_when_the_office_closes_during_the_call() -> None:
    scenario = replace(SCENARIO, opening=(*SCENARIO.opening, closes_at(10)))
    (violation,) = found("engagements_lie_within_opening_hours", scenario)
    assert violation.fact("engagement") == "ministry-call"
    assert (violation.fact("track"), violation.fact("date")) == ("gov", "2017-08-16")
    assert (violation.fact("found"), violation.fact("allowed")) == ("09:30-10:15", "08:00-10:00")


def test_engagements_lie_within_opening_hours_binds_for_meal_places_too() -> None:
    scenario = replace(SCENARIO, opening=(*SCENARIO.opening, closes_at(12, "riverside-lunch")))
    (violation,) = found("engagements_lie_within_opening_hours", scenario)
    assert violation.fact("meal") == "riverside-lunch"


def test_engagements_lie_within_opening_hours_binds_across_a_lunch_break_between_two_spans() -> None:
    late = shifted(PLAN, "gov", 2, "port-visit", 45)
    (violation,) = found("engagements_lie_within_opening_hours", plan=late)
    assert violation.fact("allowed") == "09:00-11:30;13:00-16:00"


def test_engagements_lie_within_opening_hours_leaves_free_what_ends_as_the_office_closes() -> None:
    until = OpeningRow(of="ministry", on="2017-08-16", from_=TimeOfDay(9 * 60 + 30), until=TimeOfDay(10 * 60 + 15))
    scenario = replace(SCENARIO, opening=(*SCENARIO.opening, until))
    assert not found("engagements_lie_within_opening_hours", scenario)


def test_nobody_is_in_two_places_binds_when_stops_overlap() -> None:
    plan = shifted(PLAN, "gov", 1, "dinner/2017-08-16", -100)
    (violation,) = found("nobody_is_in_two_places", plan=plan)
    assert violation.fact("overlaps") == "dinner/2017-08-16"


def test_nobody_is_in_two_places_binds_when_the_night_lasts_into_the_morning_ride() -> None:
    plan = with_item(PLAN, "gov", 0, "night/2017-08-15", end=item(PLAN, "gov", 0, "night/2017-08-15").end + 1)
    (violation,) = found("nobody_is_in_two_places", plan=plan)
    assert violation.fact("overlaps") == "to/ministry-call"


def test_nobody_is_in_two_places_binds_when_somebody_is_counted_before_landing() -> None:
    plan = with_item(PLAN, "tech", 0, "lab-visit", heads=3, absent=())
    (violation,) = found("nobody_is_in_two_places", plan=plan)
    assert (violation.fact("item"), violation.fact("allowed")) == ("lab-visit", "he")


def test_nobody_is_in_two_places_binds_when_heads_are_miscounted() -> None:
    plan = with_item(PLAN, "tech", 1, "hall-call", heads=4)
    (violation,) = found("nobody_is_in_two_places", plan=plan)
    assert (violation.fact("heads"), violation.fact("allowed")) == ("4", "3")


def test_nobody_is_in_two_places_binds_when_a_delegate_changes_track_without_leave() -> None:
    plan = replace(PLAN, delegates={**PLAN.delegates, "zhou": {0: "tech", 1: "gov", 2: "tech"}})
    facts = [violation.fact("found") for violation in found("nobody_is_in_two_places", plan=plan)]
    assert "gov;tech" in facts


def test_nobody_is_in_two_places_binds_when_a_delegate_stays_after_the_flight_home() -> None:
    plan = replace(PLAN, delegates={**PLAN.delegates, "xu": dict.fromkeys(range(3), "tech")})
    violations = found("nobody_is_in_two_places", plan=plan)
    assert violations
    assert any(v.fact("delegate") == "xu" and "2017-08-17" in v.fact("found") for v in violations)


def test_nobody_is_in_two_places_binds_when_a_flight_or_an_own_ride_is_missing() -> None:
    for key, delegate in (("flight/f-early", "xu"), ("to/flight/f-early", "xu"), ("to/welcome-dinner", "he")):
        plan = replace(PLAN, individual=tuple(one for one in PLAN.individual if one.key != key))
        (violation,) = found("nobody_is_in_two_places", plan=plan)
        assert (violation.fact("delegate"), violation.fact("found")) == (delegate, "nothing")


def test_nobody_is_in_two_places_binds_when_a_flight_is_listed_wrongly() -> None:
    for changes in ({"end": 700}, {"destination": "DMK"}, {"key": "flight/other"}):
        changed = replace(PLAN.individual[0], **changes)
        (violation,) = found("nobody_is_in_two_places", plan=replace(PLAN, individual=(changed, *PLAN.individual[1:])))
        assert (violation.fact("delegate"), violation.fact("flight")) == ("chen", "f-in")


def test_nobody_is_in_two_places_binds_when_an_own_ride_comes_too_late_for_the_flight() -> None:
    late = tuple(
        replace(one, start=one.start + 10, end=one.end + 20, minutes=100) if one.key == "to/flight/f-early" else one
        for one in PLAN.individual
    )
    # 15:55 is before the peak: 90 minutes, not 100; 17:35 is after the 17:30 at which the airport must be reached.
    facts = [v.fact("allowed") for v in found("nobody_is_in_two_places", plan=replace(PLAN, individual=late))]
    assert facts == ["90 min", "until 17:30"]


def test_nobody_is_in_two_places_binds_when_a_flight_or_an_own_ride_stands_twice_or_for_nothing() -> None:
    flight = next(one for one in PLAN.individual if (one.delegate, one.key) == ("xu", "flight/f-early"))
    ride = next(one for one in PLAN.individual if (one.delegate, one.key) == ("xu", "to/flight/f-early"))
    others = (replace(flight, delegate="he"), replace(ride, delegate="he"), flight, ride)
    for added in others:
        more = tuple(sorted((*PLAN.individual, added), key=lambda one: one.start))
        (violation,) = found("nobody_is_in_two_places", plan=replace(PLAN, individual=more))
        assert violation.fact("delegate") == added.delegate
        assert violation.fact("found")[0] == ("2" if added.delegate == "xu" else "1")


def test_nobody_is_in_two_places_binds_when_an_own_ride_tells_wrong_kilometres() -> None:
    told = tuple(replace(one, km=1.0) if one.key == "to/flight/f-early" else one for one in PLAN.individual)
    (violation,) = found("nobody_is_in_two_places", plan=replace(PLAN, individual=told))
    assert (violation.fact("found"), violation.fact("allowed")) == ("1.0 km", "100.0 km")


def leaving_by_night(ride: str, night: str) -> tuple[Scenario, Plan]:
    """Xu is due at the airport at half past four on Wednesday, 45 minutes from the hotel, by a ride at these times."""
    takeoff, landing = dt.datetime(2017, 8, 16, 7, 30), dt.datetime(2017, 8, 16, 11, 30)
    scenario = with_row(SCENARIO, "flights", "f-early", departs=takeoff, arrives=landing)
    start, end = span(0, night)
    plan = with_item(PLAN, "tech", 0, "night/2017-08-15", start=start, end=end)
    for one in items(PLAN, "tech", 1):
        plan = with_item(plan, "tech", 1, one.key, heads=2, absent=("xu",))
    own = [one for one in plan.individual if one.key not in ("flight/f-early", "to/flight/f-early")]
    own.append(replace(own_ride("xu", "flight/f-early", "grand>bkk", 0, ride, 30.0), day=1))
    own.append(flight("xu", "f-early", 1, "07:30-10:30", "BKK", "SZX"))
    return scenario, replace(plan, individual=tuple(own))


@pytest.mark.parametrize(
    ("ride", "night", "meanwhile"),
    [
        ("27:45-28:30", "20:00-27:46", "night/2017-08-15"),
        ("19:55-20:40", "20:40-27:45", "welcome-dinner"),
        ("15:30-16:15", "20:00-27:45", "to/welcome-dinner"),
    ],
)
def test_nobody_is_in_two_places_binds_when_somebody_rides_alone_in_the_midst_of_something(
    ride: str, night: str, meanwhile: str
) -> None:
    (violation,) = found("nobody_is_in_two_places", *leaving_by_night(ride, night))
    assert (violation.fact("delegate"), violation.fact("overlaps")) == ("xu", meanwhile)


@pytest.mark.parametrize(("ride", "night"), [("27:45-28:30", "20:00-27:45"), ("27:00-27:45", "27:30-27:30")])
def test_nobody_is_in_two_places_leaves_free_a_night_that_ends_when_somebody_leaves_or_is_of_no_time(
    ride: str, night: str
) -> None:
    assert not found("nobody_is_in_two_places", *leaving_by_night(ride, night))


def test_nobody_is_in_two_places_binds_when_a_night_lasts_into_that_of_an_idle_day() -> None:
    plan = with_day(PLAN, "gov", 1, lambda day: replace(day, items=(replace(day.items[-1], start=at(1, "08:29")),)))
    (violation,) = [one for one in found("nobody_is_in_two_places", plan=plan) if one.fact("overlaps")]
    assert (violation.fact("item"), violation.fact("overlaps")) == ("night/2017-08-15", "night/2017-08-16")


def test_nobody_is_in_two_places_leaves_free_stops_that_touch_and_those_who_come_and_go_alone() -> None:
    plan = shifted(PLAN, "tech", 1, "lunch/2017-08-16", -5)
    assert item(plan, "tech", 1, "lunch/2017-08-16").start == item(plan, "tech", 1, "to/lunch/2017-08-16").end
    assert not found("nobody_is_in_two_places", plan=plan)


def test_nobody_is_in_two_places_leaves_free_a_change_of_track_in_the_same_hotel_where_change_is_daily() -> None:
    scenario = replace(SCENARIO, track_change="daily")
    plan = replace(PLAN, delegates={**PLAN.delegates, "zhou": {0: "tech", 1: "tech", 2: "gov"}})
    problems = found("nobody_is_in_two_places", scenario, plan)
    assert all(violation.fact("heads") for violation in problems), "only the head counts, which were not adapted"


def test_travel_takes_its_time_binds_when_there_is_no_time_to_board() -> None:
    plan = shifted(PLAN, "gov", 1, "to/hall-call", -1)
    (violation,) = found("travel_takes_its_time", plan=plan)
    assert (violation.fact("found"), violation.fact("allowed")) == ("12:39", "from 12:40")


def test_travel_takes_its_time_binds_when_the_way_is_slower_in_the_peak() -> None:
    plan = shifted(PLAN, "gov", 1, "to/dinner/2017-08-16", 5)
    (violation,) = found("travel_takes_its_time", plan=plan)
    assert (violation.fact("found"), violation.fact("allowed")) == ("16:30 after 30 min", "16:40 after 40 min")


def test_travel_takes_its_time_binds_when_setup_and_buffer_do_not_fit_at_the_door() -> None:
    plan = shifted(PLAN, "gov", 1, "ministry-call", -10)
    (violation,) = found("travel_takes_its_time", plan=plan)
    assert violation.fact("allowed") == "from 09:25"


def test_travel_takes_its_time_binds_when_a_transfer_is_missing() -> None:
    plan = without_item(PLAN, "tech", 1, "to/hall-call")
    (violation,) = found("travel_takes_its_time", plan=plan)
    assert (violation.fact("problem"), violation.fact("found")) == ("no transfer to", "sea")


def test_travel_takes_its_time_binds_when_the_airport_is_left_too_early_or_reached_too_late() -> None:
    early = shifted(PLAN, "gov", 0, "to/welcome-dinner", -1)
    assert [v.fact("problem") for v in found("travel_takes_its_time", plan=early)] == ["departs"]
    late = shifted(PLAN, "gov", 2, "to/flight/f-out", 36)
    assert [v.fact("problem") for v in found("travel_takes_its_time", plan=late)] == ["reaches the airport"]


def test_travel_takes_its_time_leaves_free_a_ride_in_the_last_minute_before_the_peak() -> None:
    plan = shifted(PLAN, "gov", 1, "to/dinner/2017-08-16", 4)
    assert not found("travel_takes_its_time", plan=plan)


def test_travel_takes_its_time_leaves_free_a_stop_at_the_same_place_without_transfer_or_boarding() -> None:
    # Dinner and night are both at the sea hotel's site: the night begins as dinner ends.
    assert item(PLAN, "gov", 1, "night/2017-08-16").start == item(PLAN, "gov", 1, "dinner/2017-08-16").end
    assert not found("travel_takes_its_time")


def test_days_are_bearable_binds_when_the_coach_leaves_before_the_day_starts() -> None:
    scenario = replace(SCENARIO, programme=replace(SCENARIO.programme, day_start=TimeOfDay(8 * 60 + 1)))
    (violation,) = found("days_are_bearable", scenario)
    assert (violation.fact("track"), violation.fact("found")) == ("tech", "08:00")


def test_days_are_bearable_binds_when_the_evening_is_long() -> None:
    scenario = replace(SCENARIO, programme=replace(SCENARIO.programme, day_end=TimeOfDay(19 * 60)))
    late = {(one.fact("date"), one.fact("item")) for one in found("days_are_bearable", scenario)}
    assert late == {("2017-08-15", "welcome-dinner"), ("2017-08-16", "")}


def test_days_are_bearable_leaves_free_airport_legs_and_the_hotel_leg_of_the_arrival_but_no_stops_between() -> None:
    """The day may start at 13:30, between the leg from the airport and the visit, and end as the dinner does."""
    programme = replace(SCENARIO.programme, day_start=TimeOfDay(13 * 60 + 30), day_end=TimeOfDay(20 * 60))
    arrival = [one for one in found("days_are_bearable", replace(SCENARIO, programme=programme)) if _arrives(one)]
    assert not arrival
    programme = replace(programme, day_start=TimeOfDay(14 * 60 + 1))
    late = [one for one in found("days_are_bearable", replace(SCENARIO, programme=programme)) if _arrives(one)]
    assert [(one.fact("track"), one.fact("item")) for one in late] == [("tech", "lab-visit")]


def _arrives(one: Violation) -> bool:
    return one.fact("date") == "2017-08-15"


def test_days_are_bearable_binds_on_length_and_number_of_engagements_and_rest_after_the_flight() -> None:
    longest = found("days_are_bearable", with_rules(SCENARIO, days=DayRules(longest_minutes=674)))
    assert [v.fact("found") for v in longest] == ["675 min"]
    fewest = found("days_are_bearable", with_rules(SCENARIO, days=DayRules(most_engagements=1)))
    assert [(v.fact("track"), v.fact("date")) for v in fewest] == [
        ("gov", "2017-08-16"),
        ("tech", "2017-08-15"),
        ("tech", "2017-08-16"),
    ]
    rested = found("days_are_bearable", with_rules(SCENARIO, days=DayRules(rest_after_flight_minutes=91)))
    assert [v.fact("item") for v in rested] == ["lab-visit"]


def test_days_are_bearable_leaves_free_days_that_just_fit() -> None:
    rules = DayRules(longest_minutes=675, most_engagements=2, rest_after_flight_minutes=90)
    programme = replace(SCENARIO.programme, day_start=TimeOfDay(8 * 60), day_end=TimeOfDay(20 * 60))
    assert not found("days_are_bearable", with_rules(replace(SCENARIO, programme=programme), days=rules))


def test_lunch_and_dinner_are_eaten_binds_when_lunch_is_left_out() -> None:
    plan = without_item(PLAN, "gov", 2, "to/lunch/2017-08-17", "lunch/2017-08-17")
    (violation,) = found("lunch_and_dinner_are_eaten", plan=plan)
    assert (violation.fact("meal"), violation.fact("found")) == ("lunch", "out 08:30-14:25")


def test_lunch_and_dinner_are_eaten_binds_when_lunch_is_short_late_or_without_a_diet() -> None:
    lunch = item(PLAN, "gov", 1, "lunch/2017-08-16")
    short = with_item(PLAN, "gov", 1, lunch.key, end=lunch.end - 1)
    assert [v.fact("allowed") for v in found("lunch_and_dinner_are_eaten", plan=short)] == ["at least 60 min"]
    early = shifted(PLAN, "gov", 1, lunch.key, -5)
    assert [v.fact("allowed") for v in found("lunch_and_dinner_are_eaten", plan=early)] == ["11:30-13:30"]
    meatless = with_row(SCENARIO, "meals", "riverside-lunch", diets=())
    (violation,) = found("lunch_and_dinner_are_eaten", meatless)
    assert violation.fact("found") == "riverside-lunch does not serve vegetarian"


def test_lunch_and_dinner_are_eaten_binds_when_a_dinner_place_serves_lunch() -> None:
    scenario = with_row(SCENARIO, "meals", "riverside-lunch", kind="dinner")
    assert [v.fact("allowed") for v in found("lunch_and_dinner_are_eaten", scenario)] == ["dinner"]


def test_lunch_and_dinner_are_eaten_leaves_free_a_day_that_begins_after_noon_and_a_reception_in_the_evening() -> None:
    # On Tuesday the tracks leave the airport at 12:30 and the welcome dinner lies inside the span of dinner.
    until_eight = MealRules(TimeOfDay(17 * 60 + 30), TimeOfDay(20 * 60), 75)
    assert not found("lunch_and_dinner_are_eaten", with_rules(SCENARIO, dinner=until_eight))
    earlier = MealRules(TimeOfDay(17 * 60 + 30), TimeOfDay(19 * 60 + 59), 75)
    assert len(found("lunch_and_dinner_are_eaten", with_rules(SCENARIO, dinner=earlier))) == 2


def test_drivers_rest_binds_in_a_row_and_over_the_day() -> None:
    in_a_row = with_rules(SCENARIO, driving=DrivingRules(in_a_row_minutes=129))
    assert [(v.fact("vehicle"), v.fact("found")) for v in found("drivers_rest", in_a_row)] == [("coach-1", "130 min")]
    over_the_day = with_rules(SCENARIO, driving=DrivingRules(day_minutes=219))
    assert [(v.fact("vehicle"), v.fact("found")) for v in found("drivers_rest", over_the_day)] == [
        ("coach-1", "220 min")
    ]


def test_drivers_rest_binds_over_legs_with_short_halts() -> None:
    rules = DrivingRules(in_a_row_minutes=200, rest_minutes=110)
    # Halts of the coach on Wednesday: 90, 75, 120 minutes: 130 + 30 + 30 in a row, then 30 after a rest.
    assert not found("drivers_rest", with_rules(SCENARIO, driving=rules))
    longer = replace(rules, rest_minutes=121)
    assert {v.fact("found") for v in found("drivers_rest", with_rules(SCENARIO, driving=longer))} == {"220 min"}


def test_drivers_rest_leaves_free_driving_up_to_the_limits() -> None:
    rules = DrivingRules(in_a_row_minutes=130, day_minutes=220)
    assert not found("drivers_rest", with_rules(SCENARIO, driving=rules))
