"""The command that makes meetings says why two do not meet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from planner.console import GOOD, Console
from planner.domain.faults import Refused
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.matchmaking.meetings import make_meetings
from planner.matchmaking.obstacles import Need, Whole
from planner.workflow.matching import NEEDS, match_plan
from planner.workflow.planning import write_plan
from tests.handmade import tiny_plan, tiny_scenario
from tests.matchmaking.visits import forum_plan, forum_scenario


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """The folder of a plan whose forum has one slot, in which two of three wished meetings are held."""
    scenario = forum_scenario()
    rows = tuple(replace(row, minutes=20) if row.id == "forum" else row for row in scenario.engagements)
    scenario = replace(scenario, engagements=rows)
    plan = forum_plan(scenario)
    return _written(scenario, replace(plan, meetings=make_meetings(scenario, plan, 2.0)), tmp_path)


def _written(scenario: Scenario, plan: Plan, folder: Path) -> Path:
    write_plan(scenario, plan, folder, documents=False)
    return folder


def _told(folder: Path, pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> str:
    assert match_plan(Console(), folder, None, False, pair, None) == GOOD
    return capsys.readouterr().out.strip()


def test_who_meets_is_told_where(short: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = [_told(short, ("alpha-iot", host), capsys) for host in ("iot-institute", "port-authority")]
    assert "forum: alpha-iot and iot-institute: they meet in slot 1 at table" in told[0]


def test_who_does_not_meet_is_told_why_in_words(short: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(short, ("alpha-iot", "port-authority"), capsys)
    assert told == (
        "forum: alpha-iot and port-authority: does not fit: the host has all the meetings it can or may have; "
        "would displace gamma-port and port-authority"
    )


def test_whom_nobody_asked_for_is_told_so(short: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _told(short, ("gamma-port", "iot-institute"), capsys).endswith("nobody asked for this meeting")


def test_what_the_nearest_slot_lacks_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = forum_scenario(interpreters=())
    plan = forum_plan(scenario)
    folder = _written(scenario, replace(plan, meetings=make_meetings(scenario, plan, 2.0)), tmp_path)
    told = _told(folder, ("gamma-port", "port-authority"), capsys)
    assert told.endswith("does not fit: in slot 1, the nearest: no interpreter is free")


def test_a_meeting_that_was_only_not_made_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = forum_scenario()
    folder = _written(scenario, forum_plan(scenario), tmp_path)
    assert "would fit in slot 1" in _told(folder, ("alpha-iot", "iot-institute"), capsys)


def test_an_engagement_that_is_no_matchmaking_is_refused(short: Path) -> None:
    with pytest.raises(Refused, match=r"there are: forum"):
        match_plan(Console(), short, "park-briefing", False, None, None)


def test_a_plan_without_matchmaking_is_refused(tmp_path: Path) -> None:
    folder = _written(tiny_scenario(), tiny_plan(tiny_scenario()), tmp_path)
    with pytest.raises(Refused, match="holds no matchmaking engagement"):
        match_plan(Console(), folder, None, False, None, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_every_need_has_its_words() -> None:
    assert set(NEEDS) == {*get_args(Need), *get_args(Whole)}
