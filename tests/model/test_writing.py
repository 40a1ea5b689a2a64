"""A schedule written out as a plan: transfers, nights, rooms, absences, keys; and read back the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from planner.checking.check import check
from planner.domain.clock import DAY
from planner.domain.plan import Item, Plan, TrackDay
from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.model.reading_back import schedule_of
from planner.model.roster import Roster
from planner.model.writing import written
from tests.checking.edits import with_row
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
