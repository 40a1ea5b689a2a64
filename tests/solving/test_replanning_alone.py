"""What one track's changes cost at least is never more than its part in a plan of all."""

from __future__ import annotations

import threading
from dataclasses import replace

from planner.domain.engagements import Pin
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.model.changes import SCALE
from planner.solving.outcomes import Infeasible, OutOfTime
from planner.solving.replanning import Replanned, Task, replan
from planner.solving.replanning.alone import Alone
from planner.solving.replanning.case import Case
from planner.solving.solve import Settings
from tests.checking.edits import with_row
from tests.handmade import tiny_plan, tiny_scenario


def base() -> tuple[Scenario, Plan]:
    scenario = with_row(tiny_scenario(), "interpreters", "rung", languages=("zh", "en", "th"))
    return scenario, replanned(scenario, tiny_plan(scenario)).plan


def replanned(scenario: Scenario, plan: Plan) -> Replanned:
    found: Replanned | Infeasible | OutOfTime = replan(
        Task(scenario, "1" * 64, plan, "2" * 64), Settings(10, 1, 1), lambda step: None
    )
    assert isinstance(found, Replanned), found
    return found


def floors(scenario: Scenario, plan: Plan) -> dict[int, int]:
    case = Case(scenario, plan, 0, None, keep=False)
    return Alone(case).floors(case.roster.active, 5.0, threading.Event())


def test_where_nothing_must_change_no_track_costs_anything() -> None:
    scenario, plan = base()
    assert set(floors(scenario, plan).values()) == {0}


def test_a_visit_that_cannot_stay_costs_its_track_a_move_at_least() -> None:
    scenario, plan = base()
    later = with_row(scenario, "engagements", "lab-visit", setup_minutes=75)
    found = floors(later, plan)
    tech = later.tracks.index(later.track["tech"])
    assert found[tech] == SCALE, "an idea moved: commitment 1 x moved 1"
    assert sum(found.values()) <= replanned(later, plan).cost


def test_what_a_pin_takes_out_is_dropped_at_least() -> None:
    scenario, plan = base()
    out = replace(scenario, pins=(*scenario.pins, Pin(engagement="lab-visit", track="tech", state="out")))
    tech = out.tracks.index(out.track["tech"])
    assert floors(out, plan)[tech] == 2 * SCALE, "an idea swapped, as others might hold it: commitment 1 x swapped 2"


def test_what_a_pin_keeps_in_may_be_held_by_others() -> None:
    scenario, plan = base()
    kept = replace(scenario, pins=(*scenario.pins, Pin(engagement="lab-visit", state="in")))
    assert set(floors(kept, plan).values()) == {0}
