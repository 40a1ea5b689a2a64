"""Planning from Python, as in a notebook; the example in the documentation is run as it stands."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

import planner
from planner.reading import write_folder
from planner.workflow import notebook
from planner.workflow.notebook import Planned
from tests.handmade import tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
BY_HAND = Planned(SCENARIO, tiny_plan(SCENARIO))


def test_the_example_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(SCENARIO, tmp_path / "visit")
    monkeypatch.chdir(tmp_path)
    found = doctest.testmod(notebook)
    assert found.attempted > 8
    assert found.failed == 0


def test_stops_and_aims_are_tables() -> None:
    """18:30 to 20:00 on the first day for both tracks."""
    dinner = BY_HAND.stops[BY_HAND.stops["key"] == "welcome-dinner"]
    assert dinner["start"].dt.strftime("%Y-%m-%d %H:%M").tolist() == ["2017-08-15 18:30"] * 2
    assert dinner["minutes"].tolist() == [90, 90]
    assert BY_HAND.aims.loc["visitors"].tolist() == [190, 10, 1900]


def test_a_plan_written_by_hand_is_verified_and_compared_with_itself() -> None:
    assert planner.verify(BY_HAND) == ()
    same = planner.compare(BY_HAND, BY_HAND)
    assert same.figures.iloc[:, 0].dropna().equals(same.figures.iloc[:, 1].dropna().rename(same.figures.columns[0]))
    assert same.inputs.empty


def test_what_there_is_not_is_an_attribute_error() -> None:
    assert "solve" in dir(planner)
    with pytest.raises(AttributeError, match="nothing"):
        planner.nothing  # noqa: B018
