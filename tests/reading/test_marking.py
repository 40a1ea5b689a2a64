"""Faults written back into a copy of the workbook stand beside their cells and do not spoil the copy."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from planner.cli import cli
from planner.domain.faults import Fault
from planner.reading import convert, write_faults
from tests.reading.visits import faults_of, read, visit


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    edits = [
        ("engagements.csv", ",60,", ",an hour,"),
        ("stays.csv", "2017-08-15", "2560-08-15"),
        ("scenario.toml", '"li"', '"lii"'),
        ("tracks.csv", "b,Track B", "b,"),
    ]
    convert(visit(tmp_path / "small", *edits), tmp_path / "small.xlsx")
    return tmp_path / "small.xlsx"


def test_every_fault_is_a_comment_on_its_cell_and_a_line_of_the_list(broken: Path, tmp_path: Path) -> None:
    faults = faults_of(broken)
    write_faults(broken, faults, tmp_path / "marked.xlsx")
    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    marked = {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and cell.comment.author == "planner faults"
    }
    assert set(marked) == {"engagements!H3", "stays!A3", "scenario!B7", "tracks!B4"}
    assert "2017-08-15" in marked["stays!A3"]
    assert "an hour" in marked["engagements!H3"]
    listing = book["faults"]
    assert [row[0].value for row in listing.iter_rows(min_row=2)] == [fault.where for fault in faults]
    assert {row[0].hyperlink.location.replace("'", "") for row in listing.iter_rows(min_row=2)} == set(marked)


def test_the_marked_copy_reads_as_the_original_and_the_original_is_untouched(broken: Path, tmp_path: Path) -> None:
    before, faults = broken.read_bytes(), faults_of(broken)
    write_faults(broken, faults, tmp_path / "marked.xlsx")
    assert faults_of(tmp_path / "marked.xlsx") == faults
    assert broken.read_bytes() == before


def test_marks_go_when_the_copy_is_corrected_and_marked_again(broken: Path, tmp_path: Path) -> None:
    write_faults(broken, faults_of(broken), tmp_path / "marked.xlsx")
    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    book["engagements"]["H3"], book["stays"]["A3"] = 60, "2017-08-15"
    book["scenario"]["B7"], book["tracks"]["B4"] = "li", "Track B"
    book.save(tmp_path / "corrected.xlsx")
    read(tmp_path / "corrected.xlsx")
    write_faults(tmp_path / "corrected.xlsx", (), tmp_path / "clean.xlsx")
    clean = openpyxl.load_workbook(tmp_path / "clean.xlsx")
    assert clean["engagements"]["H3"].comment is None
    assert clean["engagements"]["H3"].fill.fill_type is None


def test_what_lies_elsewhere_is_only_listed(broken: Path, tmp_path: Path) -> None:
    elsewhere = [Fault("--set x=1", "x", "a key"), Fault("../base/tracks.csv row 3, column id", "x", "y", "=1+1")]
    write_faults(broken, elsewhere, tmp_path / "marked.xlsx")
    listing = openpyxl.load_workbook(tmp_path / "marked.xlsx")["faults"]
    assert [row[0].value for row in listing.iter_rows(min_row=2)] == [fault.where for fault in elsewhere]
    assert listing["D3"].data_type == "s"


def test_what_is_no_workbook_cannot_be_marked(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"x")
    with pytest.raises(ValueError, match="cannot be marked"):
        write_faults(tmp_path / "x.xlsx", (), tmp_path / "y.xlsx")


def planner(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def test_checking_a_faulty_workbook_marks_a_copy_beside_it(broken: Path) -> None:
    before = broken.read_bytes()
    done = planner("check", broken)
    assert done.exit_code == 1
    copy = broken.with_name("small.faults.xlsx")
    assert f"written beside the cells in {copy}" in done.stderr
    assert "an hour" in openpyxl.load_workbook(copy)["engagements"]["H3"].comment.text
    assert broken.read_bytes() == before


def test_a_marked_copy_that_is_corrected_is_marked_again_in_its_place(broken: Path) -> None:
    planner("check", broken)
    copy = broken.with_name("small.faults.xlsx")
    book = openpyxl.load_workbook(copy)
    book["engagements"]["H3"] = 60
    book.save(copy)
    assert planner("check", copy).exit_code == 1
    again = openpyxl.load_workbook(copy)
    assert again["engagements"]["H3"].comment is None
    assert again["stays"]["A3"].comment is not None
    assert sorted(path.name for path in broken.parent.glob("*.xlsx")) == ["small.faults.xlsx", "small.xlsx"]


def test_warnings_are_marked_where_a_copy_is_asked_for(tmp_path: Path) -> None:
    convert(visit(tmp_path / "small", ("hotels.csv", "inn,20", "inn,1")), tmp_path / "small.xlsx")
    done = planner("check", tmp_path / "small.xlsx", "--marked", tmp_path / "marked.xlsx", "--json")
    assert done.exit_code == 0
    facts = json.loads(done.stdout)
    assert facts["marked"] == str(tmp_path / "marked.xlsx")
    listing = openpyxl.load_workbook(tmp_path / "marked.xlsx")["faults"]
    assert {row[4].value for row in listing.iter_rows(min_row=2)} == {"warning"}
    assert listing.max_row == 1 + len(facts["warnings"])


def test_a_marked_copy_takes_the_place_of_nothing_else(broken: Path, tmp_path: Path) -> None:
    refused = [
        planner("check", broken, "--marked", broken),
        planner("check", broken, "--marked", tmp_path / "marked.ods"),
        planner("check", tmp_path / "small", "--marked", tmp_path / "marked.xlsx"),
    ]
    assert [done.exit_code for done in refused] == [2, 2, 2]
    assert "is no marked copy" in refused[0].stderr


def test_what_cannot_be_opened_is_told_without_a_copy(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"x")
    done = planner("check", tmp_path / "x.xlsx")
    assert done.exit_code == 1
    assert "no marked copy" in done.stderr
    assert not (tmp_path / "x.faults.xlsx").exists()
