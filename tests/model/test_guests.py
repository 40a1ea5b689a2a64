"""Who has surely not come yet, or has left, needs no seat, diet, interpreter or place in the coach."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.checking.check import check, verdict
from planner.domain.clock import DAY
from planner.domain.engagements import Pin
from planner.domain.plan import Item
from planner.domain.scenario import Scenario
from planner.model.guests import Guests
from planner.model.problem import Problem
from planner.model.reading_back import schedule_of
from planner.model.roster import Roster
from planner.model.schedule import Meal, Node, Visit
from planner.solving.outcomes import Solved
from planner.solving.solve import Settings, solve
from tests.checking.edits import with_row
from tests.handmade_people import THURSDAY, TUESDAY, WEDNESDAY
from tests.model.asking import model_allows
from tests.model.visits import plan_of, visit

TECH = 1


def guests(scenario: Scenario, node: Node) -> set[str]:
    problem = Problem(scenario)
    roster = Roster(problem, schedule_of(problem, plan_of(scenario)).assignment)
    return set(Guests(roster).members(node))


def node(scenario: Scenario, day: int, id: str) -> Node:
    problem = Problem(scenario)
    act, table = problem.act_index.get(id), problem.table_index.get(id)
    return Visit(TECH, day, act) if act is not None else Meal(TECH, day, table or 0)


@pytest.mark.parametrize(
    ("day", "id", "there"),
    [
        (0, "riverside-lunch", {"zhou", "xu"}),  # He, who lands at 14:30, comes after every lunch
        (0, "lab-visit", {"zhou", "xu"}),  # and after 14:30, the latest start in the laboratory
        (0, "welcome-dinner", {"zhou", "xu", "he"}),
        (1, "sea-lunch", {"zhou", "xu", "he"}),
        (1, "sea-dinner", {"zhou", "he"}),  # Xu is due at the airport at 17:30
        (2, "port-visit", {"zhou", "he"}),
    ],
)
def test_whoever_may_be_there_is_a_guest(day: int, id: str, there: set[str]) -> None:
    assert guests(visit(), node(visit(), day, id)) == there


def planned(scenario: Scenario) -> dict[str, Item]:
    """The items of technology in a lawful plan, by key."""
    outcome = solve(scenario, "0" * 64, Settings(1, 1, 1), lambda step: None)
    assert isinstance(outcome, Solved)
    assert verdict(scenario, check(scenario, outcome.plan)).hard == ()
    return {item.key: item for day in outcome.plan.tracks[TECH].days for item in day.items}


def laboratory() -> Scenario:
    """Technology sees the laboratory on Tuesday: three of them, of whom He lands too late."""
    fixed = tuple(replace(who, track=who.track or "tech") for who in visit().delegates)
    return visit(delegates=fixed, pins=(Pin(engagement="lab-visit", track="tech", on=TUESDAY, state="in"),))


def test_no_place_is_kept_for_who_comes_too_late() -> None:
    lab = planned(with_row(laboratory(), "engagements", "lab-visit", capacity=2))["lab-visit"]
    assert (lab.heads, lab.absent) == (2, ("he",))


def test_no_interpreter_is_needed_for_who_comes_too_late() -> None:
    # Zhou and Xu speak English, as the laboratory does; He does not.
    later = tuple(replace(who, days=(WEDNESDAY, THURSDAY)) for who in visit().interpreters)
    assert planned(replace(laboratory(), interpreters=later))["lab-visit"].interpreters == ()


def test_no_diet_is_served_to_who_has_left() -> None:
    scenario = with_row(visit(), "delegates", "xu", diet=("halal",))
    for place in ("riverside-lunch", "sea-lunch"):
        scenario = with_row(scenario, "meals", place, diets=("halal", "vegetarian"))
    assert model_allows(scenario, plan_of(scenario))
    staying = with_row(scenario, "delegates", "he", diet=("halal",))
    assert not model_allows(staying, plan_of(staying)), "who is there at the dinner asks for it"


def test_no_seat_in_the_coach_is_kept_for_who_flies_before_the_day_begins() -> None:
    # Xu's flight leaves at 9:00 on Wednesday; two seats are enough for the others.
    scenario = with_row(
        visit(), "flights", "f-early", departs=dt.datetime(2017, 8, 16, 9), arrives=dt.datetime(2017, 8, 16, 13)
    )
    fleet = (*scenario.vehicles, replace(scenario.vehicle["coach-1"], id="car-1", seats=2, days=(WEDNESDAY, THURSDAY)))
    scenario = with_row(replace(scenario, vehicles=fleet), "vehicles", "coach-1", days=(TUESDAY,))
    wednesday = [item for item in planned(scenario).values() if DAY <= item.start < 2 * DAY]
    rides = {item.vehicles for item in wednesday if item.kind == "transfer"}
    assert rides == {("car-1",)}
