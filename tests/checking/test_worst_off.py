"""The worst-off of each side in the handmade plan, worked out by hand, and that a plan tells the truth of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.checking.check import accounted, check
from planner.domain.account import WorstOff
from planner.domain.people import Interest, Wish
from tests.checking.edits import without_item
from tests.handmade import tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
PLAN = tiny_plan(SCENARIO)
# He of Gamma Logistics misses the laboratory: base 12, ports 4 x 3, iot 1 x 2, which is 26 of 21 + 12 + 5.
VISITOR = WorstOff("visitor", "gamma-port", 68, 0)
# At the port one of logistics and one of iot, 5 + 1 of 60; at the institute two of iot, 8 of 40.
HOST = WorstOff("host", "port-authority", 10, 0)


def found(**changes: Any) -> tuple[WorstOff, ...]:
    return accounted(replace(SCENARIO, **changes), PLAN).worst_off


def test_the_worst_off_gets_the_least_share_of_what_it_could() -> None:
    assert found() == (VISITOR, HOST)


def test_who_gets_nothing_is_counted() -> None:
    plan = without_item(PLAN, "tech", 0, "lab-visit")
    assert accounted(SCENARIO, plan).worst_off[1] == WorstOff("host", "iot-institute", 0, 1)


def test_hosts_that_wish_for_nobody_or_receive_nowhere_are_left_aside() -> None:
    nothing = Wish(host="digital-ministry", sector="iot", weight=0)
    nowhere = Wish(host="commission", sector="iot", weight=5)
    assert found(wishes=(*SCENARIO.wishes, nothing, nowhere)) == (VISITOR, HOST)
    assert found(wishes=()) == (VISITOR,)


def test_visitors_to_whom_everything_is_worth_nothing_are_left_aside() -> None:
    worthless = tuple(replace(act, benefit=0) for act in SCENARIO.engagements)
    keen = (Interest(organisation="alpha-iot", topic="iot", weight=5),)
    # Zhou and Xu: 25 of 25 each.
    assert found(engagements=worthless, interests=keen)[0] == WorstOff("visitor", "alpha-iot", 100, 0)


def test_bounds_once_known_stay() -> None:
    known = (replace(VISITOR, bound=80, nothing_bound=0), replace(HOST, percent=3, bound=50, nothing_bound=0))
    assert accounted(SCENARIO, replace(PLAN, worst_off=known)).worst_off == (known[0], replace(known[1], percent=10))


def wrong(*told: WorstOff) -> list[str]:
    return [one.fact("aim") for one in check(SCENARIO, replace(PLAN, worst_off=told))]


def test_a_plan_tells_the_truth_of_the_worst_off() -> None:
    assert wrong(VISITOR, HOST) == []
    assert wrong(replace(VISITOR, bound=68, nothing_bound=0), replace(HOST, bound=10, nothing_bound=0)) == []
    assert wrong(replace(VISITOR, percent=69), HOST) == ["worst-off visitor"]
    assert wrong(VISITOR, replace(HOST, organisation="iot-institute")) == ["worst-off host"]
    assert wrong(replace(VISITOR, bound=67), HOST) == ["worst-off visitor"]
    assert wrong(VISITOR, replace(HOST, nothing_bound=1)) == ["worst-off host"]
