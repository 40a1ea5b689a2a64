"""Every family of rule that can make a visit impossible is named, with its cells, where it is planted alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.domain.engagements import Order, Pin
from planner.domain.places import OpeningRow, Stay
from planner.domain.rulebook import DrivingRules, NightRules, ProvinceRules
from planner.domain.scenario import Scenario
from planner.solving.budget import Budget
from planner.solving.conflicts import asking, find_conflicts
from planner.solving.conflicts.parts import MANDATORY, OPENING, PINS, PROVINCES, SEATS
from planner.solving.conflicts.wording import Wording
from tests.checking.edits import with_row, with_rules
from tests.handmade import tiny_scenario
from tests.handmade_places import at

TUESDAY, WEDNESDAY = dt.date(2017, 8, 15), dt.date(2017, 8, 16)


def open_only(scenario: Scenario, of: str, on: str, from_: int, until: int) -> Scenario:
    rows = tuple(row for row in scenario.opening if row.of != of)
    span = OpeningRow(of=of, on=on, from_=at(0, from_), until=at(0, until))
    return replace(scenario, opening=(*rows, OpeningRow(of=of, on="daily", from_=at(0), until=at(0)), span))


def never_open(scenario: Scenario) -> Scenario:
    return open_only(scenario, "welcome-dinner", "tue", 18 * 60, 18 * 60 + 30)


def no_seats(scenario: Scenario) -> Scenario:
    return replace(scenario, vehicles=tuple(replace(row, seats=2) for row in scenario.vehicles))


def no_wheelchair(scenario: Scenario) -> Scenario:
    scenario = with_row(scenario, "vehicles", "coach-1", access="")
    return with_row(scenario, "delegates", "zhou", access="wheelchair")


def no_rooms(scenario: Scenario) -> Scenario:
    return replace(scenario, hotels=tuple(replace(row, rooms=1) for row in scenario.hotels))


def order_in_a_circle(scenario: Scenario) -> Scenario:
    return replace(scenario, order=(*scenario.order, Order(before="port-visit", after="hall-call")))


def pins_at_one_time(scenario: Scenario) -> Scenario:
    """The official party is pinned elsewhere while it is with the minister."""
    lab = Pin(engagement="lab-visit", track="gov", on=WEDNESDAY, at=at(9, 15), state="fixed")
    return replace(scenario, pins=(*scenario.pins, lab))


def late_flight(scenario: Scenario) -> Scenario:
    evening = {"departs": dt.datetime(2017, 8, 15, 17), "arrives": dt.datetime(2017, 8, 15, 19, 30)}
    scenario = with_row(scenario, "flights", "f-in", **evening)
    scenario = with_row(scenario, "flights", "f-late", **evening)
    return open_only(scenario, "welcome-dinner", "tue", 18 * 60, 20 * 60)


def head_elsewhere(scenario: Scenario) -> Scenario:
    """Minister and governor receive the head in the same hour of Wednesday, in two places of one city."""
    scenario = with_row(scenario, "engagements", "hall-call", site="institute")
    return open_only(scenario, "hall-call", "wed", 9 * 60, 10 * 60 + 15)


def no_interpreters(scenario: Scenario) -> Scenario:
    return replace(scenario, interpreters=())


def no_registration(scenario: Scenario) -> Scenario:
    return with_row(scenario, "engagements", "port-visit", register_days=60)


def unknown_province(scenario: Scenario) -> Scenario:
    return with_rules(scenario, provinces=ProvinceRules(names=("Rayong",), least=1))


def no_driving(scenario: Scenario) -> Scenario:
    return with_rules(scenario, driving=DrivingRules(day_minutes=30))


def nights_fixed_apart(scenario: Scenario) -> Scenario:
    stays = (*scenario.stays, Stay(night=WEDNESDAY, hotel="sea-hotel"))
    return with_rules(replace(scenario, stays=stays), nights=NightRules(moves=0))


FAMILIES: dict[Callable[[Scenario], Scenario], set[str]] = {
    never_open: {OPENING, MANDATORY},
    no_seats: {SEATS},
    no_wheelchair: {SEATS},
    no_rooms: {"rooms_are_not_exceeded"},
    order_in_a_circle: {"order_is_kept", MANDATORY},
    pins_at_one_time: {PINS},
    late_flight: {"travel_takes_its_time", OPENING, MANDATORY},
    head_elsewhere: {OPENING, MANDATORY, PINS, "the_head_attends"},
    no_interpreters: {"interpreters_are_there", MANDATORY},
    no_registration: {"registration_is_in_time", MANDATORY},
    unknown_province: {PROVINCES},
    no_driving: {"drivers_rest"},
    nights_fixed_apart: {"nights_are_stable"},
}


@pytest.mark.parametrize("plant", FAMILIES, ids=lambda plant: plant.__name__)
def test_a_family_planted_alone_is_named(plant: Callable[[Scenario], Scenario]) -> None:
    scenario = plant(tiny_scenario())
    found = find_conflicts(scenario, Budget(20, repeatable=True), workers=1)
    assert found.conflicts
    wording = Wording(scenario, lambda table, key, column: f"{table} {key} {column}".strip())
    for conflict in found.conflicts:
        assert conflict.smallest
        for part in conflict.parts:
            said = wording.said(part)
            assert said.sentence
            assert said.sources
            assert asking(scenario, part).weight > 0
    assert FAMILIES[plant] in [{part.rule for part in conflict.parts} for conflict in found.conflicts]


def test_who_is_asked_weighs_what_the_scenario_says() -> None:
    scenario = never_open(tiny_scenario())
    (conflict,) = find_conflicts(scenario, Budget(20, repeatable=True), workers=1).conflicts
    hours = next(part for part in conflict.parts if part.rule == OPENING)
    shy = with_rules(scenario, asking=replace(scenario.rules.asking, director=9))
    assert (asking(scenario, hours).weight, asking(shy, hours).weight) == (4, 9)
