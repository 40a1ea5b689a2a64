"""The tables hold the plan and start no formula."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from planner.domain.columns import Text
from planner.rendering.stamp import Stamp
from planner.rendering.tables import safe, write_tables
from tests.handmade import tiny_plan, tiny_scenario

STAMP = Stamp(dt.datetime(2017, 8, 1, 9, 0))
NAMES = {"stops", "transfers", "delegates", "rooms", "vehicles", "interpreters", "meals", "meetings", "measures"}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_is_a_csv_and_a_sheet(tmp_path: Path) -> None:
    scenario = tiny_scenario()
    write_tables(scenario, tiny_plan(scenario), tmp_path, STAMP)
    assert {path.stem for path in (tmp_path / "tables").glob("*.csv")} == NAMES
    book = openpyxl.load_workbook(tmp_path / "tables" / "plan.xlsx")
    assert set(book.sheetnames) == NAMES
    for name in NAMES:
        with (tmp_path / "tables" / f"{name}.csv").open(encoding="utf-8-sig") as file:
            assert [cell.value for cell in book[name][1]] == next(csv.reader(file))


def test_stops_and_transfers_are_those_of_the_plan(tmp_path: Path) -> None:
    scenario = tiny_scenario()
    plan = tiny_plan(scenario)
    write_tables(scenario, plan, tmp_path, STAMP)
    items = [(track.id, item) for track in plan.tracks for day in track.days for item in day.items]
    told = rows(tmp_path, "stops") + rows(tmp_path, "transfers")
    assert len(told) == len(items)
    call = next(row for row in told if row.get("key") == "ministry-call")
    assert (call["date"], call["track"], call["start"], call["end"]) == ("2017-08-16", "gov", "09:30", "10:15")
    assert (call["interpreters"], call["receives"], call["session"]) == ("pim", "minister", "1")


def test_the_measures_add_up_to_the_objective(tmp_path: Path) -> None:
    scenario = tiny_scenario()
    write_tables(scenario, tiny_plan(scenario), tmp_path, STAMP)
    told = rows(tmp_path, "measures")
    parts = sum(int(row["contribution"]) for row in told if row["contribution"])
    assert parts == int(next(row["value"] for row in told if row["measure"] == "objective"))


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    scenario = tiny_scenario()
    plan = tiny_plan(scenario)
    first = write_tables(scenario, plan, tmp_path / "first", STAMP)
    second = write_tables(scenario, plan, tmp_path / "second", STAMP)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "  =1", "\r=1", "=cmd|' /C calc'!A0"])
def test_what_a_spreadsheet_would_run_stands_behind_an_apostrophe(text: str) -> None:
    assert safe(text).startswith("'")


@pytest.mark.parametrize("value", ["+66 2 555 0101", "-12", "plain", 5, None, "a = b"])
def test_what_it_would_not_run_stays_as_it_is(value: object) -> None:
    assert safe(value) == value


def test_a_hostile_name_reaches_no_cell_as_a_formula(tmp_path: Path) -> None:
    scenario = tiny_scenario()
    evil = Text("=HYPERLINK(1)", "@SUM(1)", "+cmd|x\n\n=2")
    scenario = replace(scenario, delegates=tuple(replace(who, name=evil) for who in scenario.delegates))
    write_tables(scenario, tiny_plan(scenario), tmp_path, STAMP)
    for row in openpyxl.load_workbook(tmp_path / "tables" / "plan.xlsx")["delegates"].iter_rows():
        assert all(cell.data_type != "f" for cell in row)
    for told in rows(tmp_path, "delegates"):
        assert all(not told[column].startswith(("=", "@", "+")) for column in ("name_en", "name_th", "name_zh"))
