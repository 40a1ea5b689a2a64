"""Every rule in the model: one plan that it forbids, and one beside it that it allows.

Each case changes the tiny visit or its handmade plan. What a rule forbids is allowed once the scenario switches the
rule off, so that it is this rule, and no other, that binds. Physics cannot be switched off.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.columns import TimeOfDay
from planner.domain.engagements import Order, Pin
from planner.domain.places import OpeningRow
from planner.domain.plan import Plan
from planner.domain.rulebook import ArrivalRules, DayRules, DrivingRules, NightRules, ProvinceRules
from planner.domain.scenario import Scenario
from tests.checking.edits import shifted, with_item, with_row, with_rules, without_item
from tests.handmade_people import WEDNESDAY
from tests.handmade_places import at
from tests.model.asking import check_allows, model_allows, with_setting
from tests.model.visits import plan_of, visit

Case = tuple[Scenario, Plan]
SCENARIO = visit()
PLAN = plan_of(SCENARIO)
PHYSICS = ("nobody_is_in_two_places", "travel_takes_its_time", "sessions_are_not_exceeded")
"""Rules that stand, at least in part, even when a scenario switches them off."""


def row(table: str, id: str, **changes: Any) -> Case:
    return with_row(SCENARIO, table, id, **changes), PLAN


def rules(**groups: Any) -> Case:
    return with_rules(SCENARIO, **groups), PLAN


def fields(**changes: Any) -> Case:
    return replace(SCENARIO, **changes), PLAN


def hard(rule: str, case: Case) -> Case:
    return with_setting(case[0], [rule], hard=True), case[1]


def ministry_open(until: TimeOfDay) -> Case:
    opened = OpeningRow(of="ministry", on="2017-08-16", from_=at(9, 30), until=until)
    return fields(opening=(*SCENARIO.opening, opened))


def later_call(minutes: int) -> Case:
    return replace(SCENARIO, pins=()), shifted(PLAN, "gov", 1, "ministry-call", minutes)


def tech_lunch(minutes: int) -> Case:
    return SCENARIO, shifted(PLAN, "tech", 1, "lunch/2017-08-16", minutes)


def no_welcome() -> Case:
    plan = PLAN
    for track in ("gov", "tech"):
        plan = without_item(plan, track, 0, "welcome-dinner")
    return replace(SCENARIO, rules=replace(SCENARIO.rules, provinces=ProvinceRules())), plan


def pinned(hour: int, minute: int) -> Case:
    return fields(pins=(Pin(engagement="ministry-call", on=WEDNESDAY, at=at(hour, minute), state="fixed"),))


def calls_apart(minutes: int, **changes: Any) -> Case:
    scenario = with_row(SCENARIO, "engagements", "hall-call", together=False, **changes)
    return scenario, shifted(PLAN, "tech", 1, "hall-call", minutes)


def rivals(*kinds: tuple[str, str], pair: tuple[str, str] = ("alpha-iot", "gamma-port")) -> Case:
    scenario = with_row(SCENARIO, "organisations", pair[0], competitors=(pair[1],))
    for engagement, kind in kinds:
        scenario = with_row(scenario, "engagements", engagement, kind=kind)
    return hard("competitors_are_apart", (scenario, PLAN))


def courtesy(kind: str) -> Case:
    return hard("courtesy_comes_first", row("engagements", "park-briefing", kind=kind))


def host_rank(rank: int) -> Case:
    return hard("ranks_are_matched", row("engagements", "ministry-call", host_rank=rank))


def without_interpreter(engagement: str, track: str, day: int) -> Case:
    return SCENARIO, with_item(PLAN, track, day, engagement, interpreters=())


def versed(*topics: str) -> Case:
    return hard("interpreters_know_the_subject", row("interpreters", "pim", topics=topics))


def without_access(site: str) -> Case:
    """He, who travels with technology, in a wheelchair, and one site without access."""
    scenario = with_row(SCENARIO, "delegates", "he", access="wheelchair")
    sites = tuple(replace(one, access="" if one.id == site else "wheelchair") for one in SCENARIO.sites)
    return hard("wheelchairs_have_access", (replace(scenario, sites=sites), PLAN))


PAIRS: dict[str, tuple[Callable[[], Case], Callable[[], Case]]] = {
    # The call is held from 9:30 to 10:15.
    "engagements_lie_within_opening_hours": (lambda: ministry_open(at(10, 10)), lambda: ministry_open(at(10, 15))),
    # At 11:00 to 11:45 the call runs into lunch at 11:30.
    "nobody_is_in_two_places": (lambda: later_call(90), lambda: later_call(15)),
    # From the park, left at 11:40, it is half an hour to lunch at 12:15.
    "travel_takes_its_time": (lambda: tech_lunch(-10), lambda: tech_lunch(-5)),
    "mandatory_engagements_are_held": (no_welcome, lambda: (SCENARIO, PLAN)),
    "pins_are_kept": (lambda: pinned(9, 35), lambda: pinned(9, 30)),
    # Both tracks call at 15:00; technology 45 minutes earlier is a session of its own, which ends as the other begins.
    "sessions_are_not_exceeded": (lambda: calls_apart(-45), lambda: calls_apart(-45, sessions=2)),
    "hosts_receive_one_session_at_a_time": (
        lambda: calls_apart(-40, sessions=2),
        lambda: calls_apart(-45, sessions=2),
    ),
    "capacity_is_not_exceeded": (
        lambda: row("engagements", "hall-call", capacity=5),
        lambda: row("engagements", "hall-call", capacity=6),
    ),
    "seats_are_not_exceeded": (
        lambda: row("vehicles", "coach-1", seats=2),
        lambda: row("vehicles", "coach-1", seats=3),
    ),
    # Three rooms of the official party; one alone and two in a room of technology.
    "rooms_are_not_exceeded": (
        lambda: row("hotels", "grand-hotel", rooms=4),
        lambda: row("hotels", "grand-hotel", rooms=5),
    ),
    # Five lunch at the sea on Thursday.
    "meal_seats_are_not_exceeded": (
        lambda: row("meals", "sea-lunch", seats=4),
        lambda: row("meals", "sea-lunch", seats=5),
    ),
    "order_is_kept": (
        lambda: fields(order=(Order(before="port-visit", after="hall-call"),)),
        lambda: fields(order=(Order(before="hall-call", after="port-visit"),)),
    ),
    # Technology sees the park in the morning and calls on the governor of the same province in the afternoon.
    "courtesy_comes_first": (lambda: courtesy("site_visit"), lambda: courtesy("briefing")),
    "days_are_bearable": (
        lambda: rules(days=DayRules(most_engagements=1)),
        lambda: rules(days=DayRules(most_engagements=2)),
    ),
    "lunch_and_dinner_are_eaten": (
        lambda: (SCENARIO, without_item(PLAN, "tech", 1, "lunch/2017-08-16")),
        lambda: (SCENARIO, PLAN),
    ),
    "nights_are_stable": (lambda: rules(nights=NightRules(moves=0)), lambda: rules(nights=NightRules(moves=1))),
    # Technology drives 130 + 30 + 30 + 30 minutes on Wednesday, more than anybody on any day.
    "drivers_rest": (
        lambda: rules(driving=DrivingRules(day_minutes=219)),
        lambda: rules(driving=DrivingRules(day_minutes=220)),
    ),
    "interpreters_are_there": (
        lambda: without_interpreter("ministry-call", "gov", 1),
        lambda: without_interpreter("welcome-dinner", "gov", 0),
    ),
    # Pim interprets at the ministry, on policy, and at the port.
    "interpreters_know_the_subject": (lambda: versed("ports"), lambda: versed("ports", "policy")),
    "wheelchairs_have_access": (lambda: without_access("park"), lambda: without_access("wat")),
    # The head has rank 1.
    "ranks_are_matched": (lambda: host_rank(4), lambda: host_rank(3)),
    "the_head_attends": (lambda: fields(head="zhou"), lambda: fields(head="chen")),
    # Bangkok: dinner, call, laboratory. Chonburi: park, hall, port.
    "provinces_are_all_visited": (
        lambda: rules(provinces=ProvinceRules(names=("Bangkok", "Chonburi"), least=4)),
        lambda: rules(provinces=ProvinceRules(names=("Bangkok", "Chonburi"), least=3)),
    ),
    "competitors_are_apart": (
        lambda: rivals(("lab-visit", "culture")),
        lambda: rivals(*((one, "culture") for one in ("lab-visit", "park-briefing", "hall-call", "port-visit"))),
    ),
    # Fourteen days before the fifteenth of August are asked for by the port.
    "registration_is_in_time": (
        lambda: fields(programme=replace(SCENARIO.programme, as_of=replace_day(2))),
        lambda: fields(programme=replace(SCENARIO.programme, as_of=replace_day(1))),
    ),
}


def replace_day(day: int) -> Any:
    return WEDNESDAY.replace(day=day)


@pytest.mark.parametrize("rule", PAIRS)
def test_a_rule_binds_in_the_model_as_in_the_check(rule: str) -> None:
    scenario, plan = PAIRS[rule][0]()
    assert not model_allows(scenario, plan)
    assert not check_allows(scenario, plan, rule)


@pytest.mark.parametrize("rule", [rule for rule in PAIRS if rule not in PHYSICS])
def test_what_a_rule_forbids_is_allowed_once_it_is_off(rule: str) -> None:
    scenario, plan = PAIRS[rule][0]()
    assert model_allows(with_setting(scenario, [rule], enabled=False), plan)


@pytest.mark.parametrize("rule", PAIRS)
def test_a_rule_leaves_free_in_the_model_as_in_the_check(rule: str) -> None:
    scenario, plan = PAIRS[rule][1]()
    assert model_allows(scenario, plan)
    assert check_allows(scenario, plan, rule)


@pytest.mark.parametrize(("ends", "allowed"), [(at(20), True), (at(19, 59), False)])
def test_on_the_day_of_arrival_the_legs_may_be_late_but_no_stop(ends: TimeOfDay, allowed: bool) -> None:
    """The dinner of Tuesday ends at 20:00, that of Wednesday sooner."""
    case = replace(SCENARIO, programme=replace(SCENARIO.programme, day_end=ends)), PLAN
    assert model_allows(*case) == check_allows(*case, "days_are_bearable") == allowed


@pytest.mark.parametrize(("minutes", "allowed"), [(280, True), (281, False)])
def test_nobody_leaves_the_hotel_before_all_have_come_who_landed_in_the_small_hours(
    minutes: int, allowed: bool
) -> None:
    """He lands at 2:30, leaves the airport so many minutes later, and is 70 minutes on the way in the peak. His track
    leaves the hotel at 8:20."""
    landing = dt.datetime(2017, 8, 16, 2, 30)
    scenario = with_row(SCENARIO, "flights", "f-late", departs=landing - dt.timedelta(hours=3), arrives=landing)
    case = with_rules(scenario, arrival=ArrivalRules(minutes)), without_item(PLAN, "tech", 0, "lab-visit")
    assert model_allows(*case) == check_allows(*case, "nobody_is_in_two_places") == allowed
