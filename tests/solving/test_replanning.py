"""Re-planning the tiny visit: the fewest changes, and never one for nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.checking.check import check, verdict
from planner.comparing.changes import changes
from planner.comparing.impact import impact
from planner.domain.account import WorstOff
from planner.domain.clock import DAY
from planner.domain.engagements import Pin
from planner.domain.places import OpeningRow
from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario
from planner.model.changes import HAND, SCALE
from planner.solving.outcomes import Infeasible, OutOfTime, Solved
from planner.solving.replanning import Replanned, Task, replan, with_past
from planner.solving.solve import Settings, solve
from tests.checking.edits import with_row
from tests.handmade import at, tiny_plan, tiny_scenario
from tests.handmade_places import at as hour
from tests.handmade_scenario import ENGAGEMENTS


def replanned(scenario: Scenario, plan: Plan, *, now: int | None = None, keep: bool = False) -> Replanned:
    found = replan(Task(scenario, "1" * 64, plan, "2" * 64, 0, now, keep), Settings(10, 1, 1), lambda step: None)
    assert isinstance(found, Replanned), found
    return found


def held(plan: Plan) -> dict[tuple[str, str], tuple[int, int]]:
    """(track, item) -> times of everything but the ways between."""
    return {
        (stop.track, stop.item.key): (stop.item.start, stop.item.end)
        for stop in Programme(plan).stops()
        if stop.item.kind in ("engagement", "meal")
    }


def lawful(scenario: Scenario, found: Replanned) -> bool:
    return verdict(scenario, check(scenario, found.plan)).lawful


@pytest.fixture(scope="module")
def base() -> tuple[Scenario, Plan]:
    """The tiny visit, whose second interpreter speaks Thai too, with its plan as this program writes it."""
    scenario = with_row(tiny_scenario(), "interpreters", "rung", languages=("zh", "en", "th"))
    return scenario, replanned(scenario, tiny_plan(scenario)).plan


def test_when_nothing_needs_to_change_nothing_does(base: tuple[Scenario, Plan]) -> None:
    scenario, plan = base
    found = replanned(scenario, plan)
    assert (found.cost, found.bound, found.drops) == (0, 0, ())
    assert found.plan.tracks == plan.tracks
    assert found.plan.individual == plan.individual
    assert changes(plan, found.plan, scenario) == ()


def test_the_new_plan_names_the_old_one(base: tuple[Scenario, Plan]) -> None:
    scenario, plan = base
    assert replanned(scenario, plan).plan.parents[-1] == "2" * 64


def test_a_withdrawn_engagement_goes_and_nothing_else_moves(base: tuple[Scenario, Plan]) -> None:
    scenario, plan = base
    less = replace(scenario, engagements=tuple(row for row in ENGAGEMENTS if row.id != "lab-visit"))
    less = replace(
        less, engagement_topics=tuple(row for row in less.engagement_topics if row.engagement != "lab-visit")
    )
    less = replace(less, opening=tuple(row for row in less.opening if row.of != "lab-visit"))
    found = replanned(less, plan)
    rest = {key: times for key, times in held(plan).items() if key[1] != "lab-visit"}
    assert held(found.plan) == rest
    assert [(drop.engagement, drop.told) for drop in found.drops] == [("lab-visit", True)]
    assert found.cost == found.bound == 3 * SCALE, "an idea dropped: commitment 1 x dropped 3"
    assert lawful(less, found)


def test_where_no_plan_can_be_made_the_new_facts_that_forbid_it_are_named(base: tuple[Scenario, Plan]) -> None:
    scenario, plan = base
    out = replace(scenario, pins=(Pin(engagement="welcome-dinner", state="out"),))
    found = replan(Task(out, "1" * 64, plan, "2" * 64), Settings(10, 1, 1), lambda step: None)
    assert isinstance(found, Infeasible)
    (conflict,) = found.conflicts
    assert {(rule, facts[0]) for rule, facts in conflict.parts} == {
        ("mandatory_engagements_are_held", "welcome-dinner"),
        ("pins_are_kept", "welcome-dinner"),
    }


def test_what_cannot_be_held_in_the_tracks_delegates_are_in_is_told_of_these(base: tuple[Scenario, Plan]) -> None:
    """The temple takes one of the technicians, of whom two at least are there every day; one alone could go."""
    scenario, plan = base
    small = with_row(scenario, "engagements", "temple", mandatory="yes", audience=("tech",), capacity=1)
    found = replan(Task(small, "1" * 64, plan, "2" * 64), Settings(10, 1, 1), lambda step: None)
    assert isinstance(found, Infeasible)
    assert found.as_tried
    (conflict,) = found.conflicts
    assert {rule for rule, _ in conflict.parts} == {"mandatory_engagements_are_held", "capacity_is_not_exceeded"}
    assert isinstance(solve(small, "1" * 64, Settings(3, 1, 1), lambda step: None), Solved)


def test_a_withdrawn_engagement_touches_who_went_there(base: tuple[Scenario, Plan]) -> None:
    scenario, plan = base
    out = replace(scenario, pins=(*scenario.pins, Pin(engagement="lab-visit", track="tech", state="out")))
    found = replanned(out, plan)
    whom = impact(changes(plan, found.plan, out, scenario), out, scenario)
    assert whom.parties["delegate"] == ("xu", "zhou"), "the third of the track had not landed yet"
    assert whom.parties["host"] == ("iot-institute",)
    assert whom.vehicles == {"coach": 1}
    assert found.plan.worst_off[1] == WorstOff("host", "iot-institute", 0, 1)
    assert whom.sentence.startswith("touches 2 delegates, 1 host, 1 coach")


def test_only_what_the_new_hours_forbid_is_moved(base: tuple[Scenario, Plan]) -> None:
    scenario, plan = base
    later = with_row(scenario, "engagements", "lab-visit", setup_minutes=75)
    found = replanned(later, plan)
    moved = {key for key, times in held(found.plan).items() if held(plan).get(key) != times}
    assert moved == {("tech", "lab-visit")}, "it begins 75 minutes after the arrival at 13:15, not at 14:00"
    assert found.proven
    assert SCALE <= found.cost <= SCALE + HAND, "an idea moved: commitment 1 x moved 1, and at most an interpreter more"
    assert lawful(later, found)


def test_what_is_done_is_never_changed(base: tuple[Scenario, Plan]) -> None:
    scenario, plan = base
    hours = OpeningRow(of="port-visit", on="daily", from_=hour(9, 45), until=hour(11, 30))
    later = replace(scenario, opening=(*(row for row in scenario.opening if row.of != "port-visit"), hours))
    now = at(1, "12:00")
    found = replanned(later, plan, now=now)
    before = {key: times for key, times in held(plan).items() if times[0] < now}
    assert before.items() <= held(found.plan).items()
    assert before, "something lies before noon of the second day"
    assert held(found.plan)["tech", "port-visit"] == (at(2, "09:45"), at(2, "11:15"))
    assert all(times[0] >= now for key, times in held(found.plan).items() if key not in before)


def test_what_is_done_stays_where_new_facts_have_lost_it(base: tuple[Scenario, Plan]) -> None:
    scenario, plan = base
    less = replace(
        scenario,
        vehicles=tuple(replace(row, id="van-2") if row.id == "van-1" else row for row in scenario.vehicles),
        engagements=tuple(row for row in ENGAGEMENTS if row.id != "lab-visit"),
        engagement_topics=tuple(row for row in scenario.engagement_topics if row.engagement != "lab-visit"),
        opening=tuple(row for row in scenario.opening if row.of != "lab-visit"),
    )
    now = at(2, "06:00")
    past = with_past(less, scenario, plan, now)
    found = replanned(past, plan, now=now)
    before = {key: times for key, times in held(plan).items() if times[0] < now}
    assert ("tech", "lab-visit") in before
    assert before.items() <= held(found.plan).items()
    assert lawful(past, found), "the van that broke down is there on the days that are over"
    assert past.vehicle["van-1"].days == past.clock.dates[:2]
    later = {one for stop in Programme(found.plan).stops() if stop.day == 2 for one in stop.item.vehicles}
    assert later == {"van-2", "coach-1"}


def test_what_the_past_did_not_use_is_not_brought_back(base: tuple[Scenario, Plan]) -> None:
    scenario, plan = base
    less = replace(scenario, meals=tuple(row for row in scenario.meals if row.id != "sea-lunch"))
    assert with_past(less, scenario, plan, at(1, "06:00")) == less


def test_a_day_in_progress_changes_only_ahead(base: tuple[Scenario, Plan]) -> None:
    scenario, plan = base
    out = replace(scenario, pins=(*scenario.pins, Pin(engagement="park-briefing", state="out")))
    found = replanned(out, plan, now=at(1, "07:00"))
    assert ("tech", "park-briefing") not in held(found.plan)
    began = {key: times for key, times in held(plan).items() if times[0] < DAY}
    assert began.items() <= held(found.plan).items()


def test_what_is_agreed_is_kept_if_asked_at_whatever_cost(base: tuple[Scenario, Plan]) -> None:
    scenario, plan = base
    out = replace(scenario, pins=(*scenario.pins, Pin(engagement="park-briefing", state="out")))
    assert [drop.engagement for drop in replanned(out, plan).drops] == ["park-briefing"]
    answer = replan(Task(out, "1" * 64, plan, "2" * 64, keep=True), Settings(10, 1, 1), lambda step: None)
    assert isinstance(answer, Infeasible | OutOfTime), "a pin forbids what is to be kept"
