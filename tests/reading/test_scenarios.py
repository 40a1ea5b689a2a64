"""The scenarios that come with the program read without a fault and keep their content in every form."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.reading import convert, read_scenario, scenario_digest, write_folder

SCENARIOS = sorted(path for path in (Path(__file__).parents[2] / "scenarios").iterdir() if path.is_dir())


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.name)
def test_a_scenario_reads_and_writes_itself(tmp_path: Path, path: Path) -> None:
    scenario = read_scenario(path).scenario
    write_folder(scenario, tmp_path / path.name)
    assert read_scenario(tmp_path / path.name).scenario == scenario


def test_the_reference_visit_is_the_same_as_a_workbook(tmp_path: Path) -> None:
    reference = next(path for path in SCENARIOS if path.name == "shenzhen-2017")
    convert(reference, tmp_path / "visit.xlsx")
    assert scenario_digest(read_scenario(tmp_path / "visit.xlsx").scenario) == scenario_digest(
        read_scenario(reference).scenario
    )
