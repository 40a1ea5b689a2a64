"""How `planner explain` says how sure it is, in lines and on its page."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from planner.publishing.editions import Edition
from planner.rendering.stamp import Stamp
from planner.rendering.views.explanations import explanations_view
from planner.rendering.visit import Visit
from planner.solving.conflicts import Part
from planner.solving.conflicts.wording import Wording
from planner.solving.explaining import LeftOut
from planner.workflow.explaining_lines import proof
from tests.checking.edits import with_row
from tests.handmade import tiny_plan, tiny_scenario

PINNED_OUT = LeftOut("temple", None, "impossible", (Part("pins_are_kept", ("temple", "", "")),), smallest=True)


@pytest.mark.parametrize(
    ("track", "told", "shown"),
    [
        ("gov", "the conflict is proven; each part of it is needed", ["needed"]),
        (
            None,
            "the conflict is proven for delegates in the tracks they are in; each part of it is needed",
            ["assigned", "needed"],
        ),
    ],
)
def test_a_conflict_is_proven_for_all_tracks_only_where_delegates_can_be_in_no_other(
    track: str | None, told: str, shown: list[str]
) -> None:
    scenario = tiny_scenario()
    fixed = tuple(replace(who, track="gov") for who in scenario.delegates)
    scenario = with_row(replace(scenario, delegates=fixed), "delegates", "wu", track=track)
    plan = tiny_plan(scenario)
    assert proof(Edition(Path(), scenario, plan, scenario.clock), PINNED_OUT) == told
    visit = Visit(scenario, plan, Stamp(dt.datetime(2017, 8, 1, 9, 0)))
    (entry,) = explanations_view(visit, Wording(scenario, lambda *_: ""), [PINNED_OUT]).entries
    assert [one.key for one in entry.proof] == [f"explain.{key}" for key in shown]
