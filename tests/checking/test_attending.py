"""Who is at which items of a day: those who land later, fly earlier, or never flew."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.checking.attending import Part, absences, parts_of
from planner.checking.evidence import Evidence
from planner.checking.facts import facts_of
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from tests.checking.edits import found, with_item, with_row
from tests.handmade import tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
PLAN = tiny_plan(SCENARIO)


def missing(scenario: Scenario, plan: Plan, track: str, day: int) -> dict[str, set[str]]:
    """Who is absent from the items of a track's day, items with everybody left aside."""
    evidence = Evidence(facts_of(scenario), plan)
    outing = evidence.outing[track, day]
    return {item.key: set(who) for item, who in absences(evidence, outing, parts_of(evidence, outing)) if who}


def unflown(who: str) -> Plan:
    """The plan without the flight by which `who` arrives."""
    own = tuple(one for one in PLAN.individual if (one.delegate, one.flight) != (who, "f-in"))
    return replace(PLAN, individual=own)


def test_who_lands_later_misses_the_rides_and_stops_before_and_the_ride_to_the_stop_joined() -> None:
    assert missing(SCENARIO, PLAN, "tech", 0) == {
        "to/lab-visit": {"he"},
        "lab-visit": {"he"},
        "to/welcome-dinner": {"he"},
    }


def test_who_flies_earlier_misses_what_comes_after_the_last_stop_that_can_be_attended() -> None:
    assert missing(SCENARIO, PLAN, "tech", 1) == {
        "to/dinner/2017-08-16": {"xu"},
        "dinner/2017-08-16": {"xu"},
        "night/2017-08-16": {"xu"},
    }


def test_who_lands_within_the_wait_comes_with_the_track() -> None:
    flights = with_row(SCENARIO, "flights", "f-late", arrives=dt.datetime(2017, 8, 15, 13, 30))
    assert missing(flights, PLAN, "tech", 0) == {}
    assert any(v.fact("problem") == "departs" for v in found("travel_takes_its_time", flights)), "the track now waits"


def test_who_lands_in_the_night_sleeps_in_the_hotel_and_misses_the_day() -> None:
    flights = with_row(SCENARIO, "flights", "f-late", arrives=dt.datetime(2017, 8, 15, 22, 0))
    assert set(missing(flights, PLAN, "tech", 0)) == {
        "to/lab-visit",
        "lab-visit",
        "to/welcome-dinner",
        "welcome-dinner",
    }


def test_who_never_flew_waits_at_the_hotel_for_a_track_from_the_airport() -> None:
    local = with_row(SCENARIO, "delegates", "lin", arrival=None)
    assert missing(local, PLAN, "gov", 0) == {"to/welcome-dinner": {"lin"}}
    plan = with_item(unflown("lin"), "gov", 0, "to/welcome-dinner", absent=("lin",), heads=2)
    assert not found("nobody_is_in_two_places", local, plan)


def test_who_never_flew_is_driven_to_a_first_stop_elsewhere() -> None:
    local = with_row(SCENARIO, "delegates", "zhou", arrival=None)
    assert missing(local, PLAN, "tech", 0)["to/lab-visit"] == {"he", "zhou"}
    (ride,) = [v for v in found("nobody_is_in_two_places", local, unflown("zhou")) if v.fact("delegate") == "zhou"]
    assert (ride.fact("way"), ride.fact("found")) == ("grand to institute", "nothing")


def test_a_track_that_flies_on_another_day_begins_and_ends_at_the_hotel() -> None:
    local = replace(SCENARIO, delegates=tuple(replace(who, arrival=None, departure=None) for who in SCENARIO.delegates))
    assert missing(local, replace(PLAN, delegates=PLAN.delegates), "gov", 0) == {}
    (violation, *_) = [v for v in found("nights_are_stable", local) if v.fact("date") == "2017-08-15"]
    assert (violation.fact("found"), violation.fact("allowed")) == ("leaves from no hotel", "grand-hotel")
    assert [v.fact("allowed") for v in found("travel_takes_its_time", local) if v.fact("date") == "2017-08-17"] == [
        "sea",
        "sea",
    ]


def test_parts_of_a_day_ride_between_the_stops_they_attend() -> None:
    whole_day_alone = Part(0, 3, comes_alone=True, leaves_alone=True)
    assert [whole_day_alone.on_ride(before, 3) for before in range(4)] == [False, True, True, False]
    from_the_second = Part(1, 3, comes_alone=True, leaves_alone=False)
    assert [from_the_second.on_ride(before, 3) for before in range(4)] == [False, False, True, True]
    never = Part(3, 3, comes_alone=True, leaves_alone=False)
    assert not any(never.on_ride(before, 3) for before in range(4))
