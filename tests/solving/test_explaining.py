"""Explanations of the tiny visit: what keeps something out, what it adds, how far it could move."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.checking.account import account
from planner.domain.engagements import Pin
from planner.domain.places import OpeningRow
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.solving.budget import Budget
from planner.solving.conflicts import Part
from planner.solving.conflicts.parts import AUDIENCE, OPENING, PINS
from planner.solving.explaining import Held, LeftOut, explain, explain_left_out
from planner.solving.replanning import Replanned, Task, replan
from planner.solving.solve import Settings
from tests.checking.edits import with_row
from tests.handmade import at, tiny_plan, tiny_scenario
from tests.handmade_places import at as hour


def written(scenario: Scenario) -> Plan:
    """The handmade plan as this program writes it."""
    found = replan(Task(scenario, "1" * 64, tiny_plan(scenario), "2" * 64), Settings(10, 1, 1), lambda step: None)
    assert isinstance(found, Replanned)
    return found.plan


def why(scenario: Scenario, plan: Plan, engagement: str, track: str | None = None) -> Held | LeftOut:
    return explain(scenario, plan, engagement, track, Budget(10, repeatable=True))


def test_what_is_never_open_has_no_lawful_place() -> None:
    scenario = tiny_scenario()
    closed = OpeningRow(of="temple", on="daily", from_=hour(9), until=hour(9, 30))
    scenario = replace(scenario, opening=(*scenario.opening, closed))
    one = why(scenario, written(scenario), "temple")
    assert isinstance(one, LeftOut)
    assert one.reason == "impossible"
    assert one.conflict == (Part(OPENING, ("temple",)),), "45 minutes in 30"
    assert one.smallest


@pytest.mark.parametrize("track", [None, "gov"])
def test_what_is_pinned_out_is_told_so(track: str | None) -> None:
    scenario = tiny_scenario(pins=(Pin(engagement="temple", track=track, state="out"),))
    one = why(scenario, written(scenario), "temple", track)
    assert isinstance(one, LeftOut)
    assert (one.reason, one.conflict) == ("impossible", (Part(PINS, ("temple", track or "", "")),))


def test_what_is_meant_for_a_track_in_which_nobody_travels_is_told_so() -> None:
    scenario = tiny_scenario()
    idle = replace(scenario.tracks[0], id="idle", min_size=0)
    scenario = replace(scenario, tracks=(*scenario.tracks, idle))
    scenario = with_row(scenario, "engagements", "temple", audience=("idle",))
    one = why(scenario, written(scenario), "temple")
    assert isinstance(one, LeftOut)
    assert (one.reason, one.conflict) == ("impossible", (Part(AUDIENCE, ("temple",)),))


def test_a_track_that_an_engagement_is_not_meant_for_is_told_so() -> None:
    scenario = with_row(tiny_scenario(), "engagements", "temple", audience=("gov",))
    one = why(scenario, written(scenario), "temple", "tech")
    assert isinstance(one, LeftOut)
    assert (one.reason, one.conflict) == ("impossible", (Part(AUDIENCE, ("temple",)),))


def test_the_objective_with_it_is_the_account_of_a_lawful_plan_that_holds_it() -> None:
    scenario = tiny_scenario()
    plan = written(scenario)
    one = why(scenario, plan, "temple")
    assert isinstance(one, LeftOut)
    forced = one.counterfactual
    assert forced is not None
    assert "temple" not in forced.plan.left_out
    assert account(scenario, forced.plan).objective - plan.objective == forced.gain
    assert sum(aim.worth for aim in forced.aims) == forced.gain
    assert one.reason == ("missed" if forced.gain > 0 else "displaced")


def test_changes_that_admit_it_at_no_loss_lose_nothing() -> None:
    scenario = tiny_scenario()
    one = why(scenario, written(scenario), "temple")
    assert isinstance(one, LeftOut)
    best = one.counterfactual
    assert best is not None
    assert all(help.gain > best.gain for help in one.admissions)


def test_what_is_held_adds_what_would_be_lost_without_it() -> None:
    scenario = tiny_scenario()
    one = why(scenario, written(scenario), "lab-visit")
    assert isinstance(one, Held)
    visitors = next(aim for aim in one.aims if aim.name == "visitors")
    assert visitors.after > visitors.before
    assert visitors.worth == 10 * (visitors.after - visitors.before)


def test_how_far_a_visit_could_move_with_all_else_at_its_time() -> None:
    """The track is at the institute at 13:15, needs 10 minutes of preparation, and must be out by 16:00."""
    scenario = tiny_scenario()
    one = why(scenario, written(scenario), "lab-visit")
    assert isinstance(one, Held)
    (place,) = one.places
    assert (place.earliest, place.start, place.latest) == (at(0, "13:25"), at(0, "14:00"), at(0, "14:30"))


def test_all_that_is_left_out_is_explained() -> None:
    scenario = tiny_scenario()
    plan = written(scenario)
    assert [one.engagement for one in explain_left_out(scenario, plan, Budget(5))] == list(plan.left_out)
