"""The commands compare and stress, on the plan written by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from planner.cli import cli
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.reading import scenario_digest, write_folder
from planner.workflow.planning import write_plan
from tests.handmade import tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()


def written(folder: Path, scenario: Scenario, plan: Plan) -> Path:
    """A plan folder without documents."""
    folder.mkdir()
    write_plan(scenario, replace(plan, sha256=scenario_digest(scenario)), folder, documents=False)
    return folder


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("plans") / "by-hand", SCENARIO, tiny_plan(SCENARIO))


def planner(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_compare_writes_pages_and_tables_of_a_plan_and_a_scenario_solved_for_it(plan: Path, tmp_path: Path) -> None:
    shorter = replace(SCENARIO.engagements[2], minutes=60)
    engagements = (*SCENARIO.engagements[:2], shorter, *SCENARIO.engagements[3:])
    write_folder(replace(SCENARIO, engagements=engagements), tmp_path / "shorter")
    out = tmp_path / "out"
    done = planner("compare", plan, tmp_path / "shorter", "--out", out, "--seconds", "0.5", "--workers", 1)
    assert done.exit_code == 0, done.output
    assert {path.name for path in out.glob("comparison.*")} == {
        "comparison.json",
        *(f"comparison.{language}.{form}" for language in ("zh", "en", "th") for form in ("html", "pdf")),
    }
    facts = json.loads((out / "comparison.json").read_text())
    assert [variant["name"] for variant in facts["variants"]] == ["by-hand", "shorter"]
    assert facts["inputs"]["shorter"] == [{"key": "engagements.lab-visit.minutes", "old": "90", "new": "60"}]
    figures = pd.read_csv(out / "tables" / "figures.csv", index_col="figure")
    assert figures.loc["visitors", "by-hand"] == 190


def test_plans_of_one_name_are_told_apart_by_their_folders(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    other = written(tmp_path / "again" / "by-hand", SCENARIO, tiny_plan(SCENARIO))
    done = planner("compare", plan, other, "--out", tmp_path / "out", "--json")
    assert done.exit_code == 0, done.output
    assert [variant["name"] for variant in json.loads(done.stdout)["variants"]][1] == "again/by-hand"


def test_a_plan_that_breaks_a_rule_is_not_compared(plan: Path, tmp_path: Path) -> None:
    broken = tiny_plan(SCENARIO)
    broken = replace(broken, tracks=broken.tracks[:1])
    done = planner("compare", plan, written(tmp_path / "broken", SCENARIO, broken), "--out", tmp_path / "out")
    assert done.exit_code == 5
    assert not (tmp_path / "out").exists()


def test_one_plan_is_not_enough(plan: Path) -> None:
    assert planner("compare", plan).exit_code == 2


def test_a_folder_that_holds_something_else_is_not_overwritten(plan: Path) -> None:
    done = planner("compare", plan, plan, "--out", plan)
    assert done.exit_code == 2
    assert (plan / "plan.json").is_file()


def test_stress_tells_the_risks_and_writes_pages_and_tables(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = planner("stress", plan, "--samples", 300, "--cards", 0, "--out", out)
    assert done.exit_code == 0, done.output
    assert "300 visits simulated" in done.output
    assert "missed" in done.output
    assert {path.name for path in out.glob("stress.*")} >= {"stress.zh.html", "stress.en.pdf"}
    stops = pd.read_csv(out / "tables" / "stops.csv")
    assert set(stops["kind"]) == {"engagement", "meal", "flight"}
    assert stops["on_time"].between(0, 1).all()


def test_a_recovery_card_is_solved_with_the_fewest_changes(tmp_path: Path) -> None:
    """With three hours lost at each departure the welcome dinner is at risk, and the laboratory before it may be
    dropped: the technology track then has all afternoon to come from the airport."""
    rules = replace(SCENARIO.rules, delays=replace(SCENARIO.rules.delays, boarding_minutes=180))
    dinner = replace(SCENARIO.engagements[0], head_required=True)
    rough = replace(SCENARIO, rules=rules, engagements=(dinner, *SCENARIO.engagements[1:]))
    folder = written(tmp_path / "rough", rough, tiny_plan(rough))
    done = planner("stress", folder, "--samples", 300, "--cards", 3, "--json", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    found = {card["protects"]: card for card in json.loads(done.stdout)["cards"]}
    card = found["welcome-dinner"]
    assert (card["track"], card["place"], card["drop"]) == ("tech", "bkk", "lab-visit")
    assert card["latest"] < card["reach"] < "2017-08-15 18:35"
    assert "host iot-institute" in card["tell"]
    assert "IoT laboratory" in (tmp_path / "out" / "stress.en.html").read_text()
