"""Delegates change track for a day where the scenario lets them, it pays, and the hotels are the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.people import Interest
from planner.domain.places import Stay
from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.model.reading_back import schedule_of
from planner.model.roster import Roster
from planner.solving.budget import Budget
from planner.solving.changing_tracks import changed_tracks
from planner.solving.outcomes import Solved
from planner.solving.solve import Settings, solve
from planner.solving.valuing import valued
from tests.checking.edits import with_row
from tests.handmade_people import TUESDAY, WEDNESDAY
from tests.model.visits import plan_of, visit


def free_zhou(**changes: object) -> Scenario:
    """A visit on which Zhou, who never flies, cares for policy alone: what the official party hears at the ministry."""
    scenario = visit(track_change="daily", **changes)
    interests = (Interest(organisation="alpha-iot", topic="policy", weight=5),)
    scenario = replace(scenario, interests=interests)
    return with_row(scenario, "delegates", "zhou", arrival=None, departure=None)


def moved(scenario: Scenario, day: int) -> dict[str, str] | None:
    """Who is in another track on `day` after the move, and in which."""
    problem, plan = Problem(scenario), plan_of(scenario)
    schedule = schedule_of(problem, plan)
    roster = Roster(problem, schedule.assignment)
    weights = {"visitors": 10, "fairness": 0, "hosts": 0}
    changed = changed_tracks(problem, roster, schedule, day, weights, Budget(10))
    if changed is None:
        return None
    return {
        who: problem.tracks[its[day]]
        for who, its in changed.assignment.items()
        if its.get(day) != schedule.assignment[who].get(day)
    }


def test_whoever_gains_changes_into_a_track_from_the_same_hotel() -> None:
    assert moved(free_zhou(), 1) == {"zhou": "gov"}


def test_nobody_changes_into_a_track_that_sleeps_elsewhere() -> None:
    plan = plan_of(free_zhou())
    assert plan.tracks[0].days[1].hotel_to == "sea-hotel"
    problem = Problem(free_zhou())
    schedule = schedule_of(problem, plan)
    apart = replace(schedule, beds={**schedule.beds, (0, 1): problem.bed_index["grand-hotel"]})
    roster = Roster(problem, schedule.assignment)
    assert changed_tracks(problem, roster, apart, 1, {"visitors": 10}, Budget(10)) is None


@pytest.mark.parametrize("changes", [{"track": "tech"}, {"access": "wheelchair"}, {"languages": ("fr",)}])
def test_nobody_changes_whom_the_other_track_does_not_suit(changes: dict[str, object]) -> None:
    assert moved(with_row(free_zhou(), "delegates", "zhou", **changes), 1) is None


def test_nobody_changes_into_a_track_that_is_full() -> None:
    assert moved(with_row(free_zhou(), "tracks", "gov", max_size=3), 1) is None
    assert moved(with_row(free_zhou(), "engagements", "ministry-call", capacity=3), 1) is None


def test_who_shares_a_room_changes_together_or_stays() -> None:
    scenario = with_row(free_zhou(), "delegates", "zhou", room_with="xu")
    scenario = with_row(scenario, "delegates", "xu", room_with="zhou")
    changed = moved(scenario, 1)
    assert changed is not None
    assert "zhou" not in changed, "Xu flies home that day, and cannot change"


def test_a_plan_with_a_daily_change_is_solved_lawful() -> None:
    stays = (Stay(night=TUESDAY, hotel="grand-hotel"), Stay(night=WEDNESDAY, hotel="sea-hotel"))
    scenario = free_zhou(stays=stays)
    outcome = solve(scenario, "0" * 64, Settings(4, 2, 1), lambda step: None)
    assert isinstance(outcome, Solved)
    problem = Problem(scenario)
    schedule = schedule_of(problem, outcome.plan)
    assert valued(problem, Roster(problem, schedule.assignment), schedule, outcome.plan).lawful
    assert outcome.plan.delegates["zhou"][1] == "gov"
