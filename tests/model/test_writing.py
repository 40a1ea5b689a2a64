"""A schedule written out as a plan: transfers, nights, rooms, absences, keys; and read back the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checking.check import check
from planner.domain.clock import DAY
from planner.domain.columns import TimeOfDay
from planner.domain.plan import Item, Plan, TrackDay
from planner.domain.rulebook import ArrivalRules
from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.model.reading_back import schedule_of
from planner.model.roster import Roster
from planner.model.writing import written
from tests.checking.edits import with_day, with_row, with_rules
from tests.handmade import tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
HANDMADE = tiny_plan(SCENARIO)


def rewritten(plan: Plan = HANDMADE, scenario: Scenario = SCENARIO) -> Plan:
    problem = Problem(scenario)
    schedule = schedule_of(problem, plan)
    return written(problem, Roster(problem, schedule.assignment), schedule, replace(plan, tracks=(), individual=()))


PLAN = rewritten()


def day_of(track: str, day: int, plan: Plan = PLAN) -> TrackDay:
    return next(d for t in plan.tracks if t.id == track for d in t.days if d.day == day)


def item(track: str, day: int, key: str, plan: Plan = PLAN) -> Item:
    return next(i for i in day_of(track, day, plan).items if i.key == key)


def test_a_plan_read_back_and_written_again_is_the_same() -> None:
    assert rewritten(PLAN) == PLAN


def test_stops_stay_as_they_were() -> None:
    stops = [
        [(i.key, i.start, i.end, i.absent) for t in plan.tracks for d in t.days for i in d.items if i.kind in kinds]
        for plan in (HANDMADE, PLAN)
        for kinds in (("engagement", "meal"),)
    ]
    assert stops[0] == stops[1]


def test_the_hotel_is_left_as_late_as_may_be_and_everything_else_as_soon() -> None:
    """The ministry, 35 minutes away at that hour, prepares for 20 minutes before 9:30."""
    first = item("gov", 1, "to/ministry-call")
    assert (first.start - DAY, first.end - DAY) == (8 * 60 + 35, 9 * 60 + 10)
    # The hall is left ten minutes after the call, with everybody aboard.
    assert item("gov", 1, "to/dinner/2017-08-16").start - DAY == 15 * 60 + 55


def test_the_airport_is_left_when_everybody_has_landed() -> None:
    assert item("gov", 0, "to/welcome-dinner").start == 12 * 60 + 30


def test_the_night_lasts_until_the_morning_departure() -> None:
    night = item("gov", 0, "night/2017-08-15")
    assert night.end == item("gov", 1, "to/ministry-call").start


def test_rooms_are_shared_by_those_who_both_ask_for_it_and_are_there() -> None:
    assert ("xu", "he") in day_of("tech", 0).rooms["grand-hotel"]
    assert day_of("tech", 1).rooms["sea-hotel"] == (("zhou",), ("he",))


def test_who_lands_late_is_absent_until_he_has_joined() -> None:
    assert item("tech", 0, "lab-visit").absent == ("he",)
    assert item("tech", 0, "welcome-dinner").absent == ()
    ride = next(own for own in PLAN.individual if own.delegate == "he" and own.kind == "transfer")
    assert (ride.key, ride.start, ride.end) == ("to/welcome-dinner", 15 * 60 + 30, 16 * 60 + 15)


def test_who_flies_early_leaves_from_the_last_stop_attended() -> None:
    ride = next(own for own in PLAN.individual if own.key == "to/flight/f-early")
    assert (ride.delegate, ride.origin, ride.destination) == ("xu", "hall", "bkk")
    assert item("tech", 1, "dinner/2017-08-16").absent == ("xu",)


def test_keys_are_the_promised_ones() -> None:
    keys = [i.key for i in day_of("gov", 2).items]
    assert keys == ["to/port-visit", "port-visit", "to/lunch/2017-08-17", "lunch/2017-08-17", "to/flight/f-out"]


def test_what_is_held_keeps_its_commitment_and_the_rest_is_left_out() -> None:
    assert PLAN.left_out == ("temple",)
    assert PLAN.commitments["park-briefing"] == "tentative"
    assert item("gov", 1, "ministry-call").people == ("minister",)


def test_a_night_ends_when_the_first_who_changes_track_leaves() -> None:
    scenario = replace(SCENARIO, track_change="daily")
    changing = replace(HANDMADE, delegates={**HANDMADE.delegates, "lin": {0: "gov", 1: "tech", 2: "gov"}})
    free = Problem(with_row(scenario, "delegates", "lin", track=None))
    schedule = schedule_of(free, changing)
    plan = written(free, Roster(free, schedule.assignment), schedule, replace(changing, tracks=(), individual=()))
    first, second = day_of("gov", 0, plan), day_of("tech", 1, plan)
    assert first.items[-1].end == second.items[0].start
    assert first.items[-1].end < day_of("gov", 1, plan).items[0].start
    assert not [v for v in check(free.scenario, plan) if v.fact("delegate") == "lin"]


def spans_of(who: str, plan: Plan) -> list[tuple[int, int, str]]:
    """Where somebody is when, nights and own ways included."""
    there = {(track.id, day.day): day.items for track in plan.tracks for day in track.days}
    items = [i for day, track in plan.delegates[who].items() for i in there[track, day] if who not in i.absent]
    own = [way for way in plan.individual if way.delegate == who]
    return sorted((one.start, one.end, one.key) for one in (*items, *own))


def test_a_night_is_of_the_hours_at_which_all_who_sleep_there_do() -> None:
    """He lands at 23:10, long after the dinner; Xu is due at the airport at 4:30 the next morning."""
    landing, takeoff = dt.datetime(2017, 8, 15, 23, 10), dt.datetime(2017, 8, 16, 7, 30)
    scenario = with_row(SCENARIO, "flights", "f-late", departs=landing - dt.timedelta(hours=3), arrives=landing)
    scenario = with_row(scenario, "flights", "f-early", departs=takeoff, arrives=takeoff + dt.timedelta(hours=4))
    plan = rewritten(scenario=scenario)
    night = item("tech", 0, "night/2017-08-15", plan)
    assert item("tech", 0, "night/2017-08-15").start < night.start
    for who in plan.delegates:
        spans = spans_of(who, plan)
        assert all(before[1] <= after[0] for before, after in pairwise(spans)), spans
    own = {way.key: way for way in plan.individual}
    assert (night.start, night.end) == (own["to/night/2017-08-15"].end, own["to/flight/f-early"].start)


def landing_by_night(scenario: Scenario, arrives: dt.datetime, leaves: dt.datetime) -> Scenario:
    """He lands, and Xu flies home, then."""
    scenario = with_row(scenario, "flights", "f-late", departs=arrives - dt.timedelta(hours=3), arrives=arrives)
    return with_row(scenario, "flights", "f-early", departs=leaves, arrives=leaves + dt.timedelta(hours=4))


def test_a_night_is_of_no_time_where_one_leaves_before_another_comes() -> None:
    """He is at the hotel at 4:45; Xu leaves it at 3:00, to be at the airport before the peak."""
    when = dt.datetime(2017, 8, 16)
    scenario = landing_by_night(SCENARIO, when.replace(hour=2, minute=45), when.replace(hour=6, minute=45))
    plan = rewritten(scenario=scenario)
    night, own = item("tech", 0, "night/2017-08-15", plan), {way.key: way for way in plan.individual}
    assert own["to/flight/f-early"].start < own["to/night/2017-08-15"].end == night.start == night.end
    assert not [one for one in check(scenario, plan) if one.rule == "nobody_is_in_two_places"]


def test_a_night_before_an_idle_day_lasts_into_it_until_all_have_come() -> None:
    """Days begin at four, when He, all of whose track is idle on Wednesday, is not at the hotel yet."""
    when = dt.datetime(2017, 8, 16, 2, 45)
    scenario = landing_by_night(SCENARIO, when, when + dt.timedelta(hours=18))
    scenario = replace(scenario, programme=replace(scenario.programme, day_start=TimeOfDay(4 * 60)))
    idle = with_day(HANDMADE, "tech", 1, lambda day: replace(day, hotel_to="grand-hotel", items=()))
    plan = rewritten(idle, scenario)
    first, second = (item("tech", day, f"night/2017-08-{15 + day}", plan) for day in range(2))
    own = next(way for way in plan.individual if way.key == "to/night/2017-08-15")
    assert DAY + scenario.programme.day_start < own.end <= first.end <= second.start
    assert not [one for one in check(scenario, plan) if one.rule == "nobody_is_in_two_places"]


def own_rides(who: str, scenario: Scenario) -> list[tuple[str, str]]:
    """Where somebody rides alone, in a plan in which nobody is in two places and all have the rides that they need."""
    plan = rewritten(scenario=scenario)
    assert not [one for one in check(scenario, plan) if one.rule == "nobody_is_in_two_places" and one.fact("delegate")]
    return [(one.origin, one.destination) for one in plan.individual if one.delegate == who and one.kind == "transfer"]


def test_who_lands_and_flies_the_same_night_without_attending_anything_stays_at_the_airport() -> None:
    """He lands at 23:10, alone, and is due again at two in the morning; only his track is at a hotel."""
    landing, takeoff = dt.datetime(2017, 8, 15, 23, 10), dt.datetime(2017, 8, 16, 5)
    scenario = with_row(landing_by_night(SCENARIO, landing, takeoff), "delegates", "he", departure="f-early")
    assert own_rides("he", scenario) == []
    assert own_rides("he", landing_by_night(SCENARIO, landing, takeoff)) == [("bkk", "grand")]


def test_who_lands_where_no_flight_home_leaves_rides_to_the_other_airport() -> None:
    other = replace(SCENARIO.site["park"], id="dmk", iata="DMK")
    scenario = replace(SCENARIO, sites=(*SCENARIO.sites, other))
    landing, takeoff = dt.datetime(2017, 8, 15, 19, 30), dt.datetime(2017, 8, 16, 5)
    scenario = with_row(landing_by_night(scenario, landing, takeoff), "delegates", "he", departure="f-early")
    assert own_rides("he", with_row(scenario, "flights", "f-early", from_="DMK")) == [("bkk", "dmk")]


def test_who_is_at_the_hotel_before_the_track_has_landed_rides_from_there_to_the_flight() -> None:
    """Xu, who came on another way, flies on Tuesday at noon; her track leaves the airport at 12:30."""
    noon = dt.datetime(2017, 8, 15, 12)
    scenario = with_row(SCENARIO, "flights", "f-early", departs=noon, arrives=noon + dt.timedelta(hours=4))
    assert own_rides("xu", with_row(scenario, "delegates", "xu", arrival=None)) == [("grand", "bkk")]


@given(
    landing=st.integers(14 * 60, 27 * 60 - 1),
    takeoff=st.integers(30 * 60, 47 * 60),
    after_landing=st.integers(0, 360),
    day_start=st.integers(0, 8 * 60),
    idle=st.booleans(),
)
@settings(max_examples=50, deadline=None)
def test_who_does_two_things_at_once_is_found_by_the_check(
    landing: int, takeoff: int, after_landing: int, day_start: int, idle: bool
) -> None:
    """He lands, and Xu leaves, at any hour: what is written is free of overlaps, or the check says whose there are."""
    midnight = dt.datetime(2017, 8, 15)
    when = (midnight + dt.timedelta(minutes=minutes) for minutes in (landing, takeoff))
    scenario = with_rules(landing_by_night(SCENARIO, *when), arrival=ArrivalRules(after_landing))
    scenario = replace(scenario, programme=replace(scenario.programme, day_start=TimeOfDay(day_start)))
    empty = with_day(HANDMADE, "tech", 1, lambda day: replace(day, hotel_to="grand-hotel", items=()))
    plan = rewritten(empty if idle else HANDMADE, scenario)
    found = [one for one in check(scenario, plan) if one.fact("overlaps")]
    torn = {who for who in plan.delegates if any(overlap(*two) for two in combinations(spans_of(who, plan), 2))}
    named = {one.fact("delegate") for one in found}
    tracks = {one.fact("track") for one in found if not one.fact("delegate")}
    assert {who for who in torn if not tracks & set(plan.delegates[who].values())} <= named
    assert not torn or after_landing > 60


def overlap(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])
