"""The folder form: encodings, empty files, quoting, and texts that spreadsheets would run."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from planner.reading import read_scenario, scenario_digest, write_folder
from planner.reading.folders import guarded, unguarded
from tests.reading.visits import SMALL, faults_of, read, visit


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    small = visit(tmp_path / "small")
    for name in ("tracks.csv", "scenario.toml"):
        (small / name).write_bytes(b"\xef\xbb\xbf" + (small / name).read_bytes())
    assert faults_of(small) == ()


@pytest.mark.parametrize(
    ("data", "found", "hint"),
    [
        (SMALL["tracks.csv"].encode("utf-16"), "looks like UTF-16", "UTF-8"),
        ("id,name_th,max_size\na,สาย ก,10\n".encode("cp874"), "byte 0xca in line 2 is not UTF-8", "UTF-8"),
        ("id,name_zh,max_size\na,甲组,10\n".encode("gbk"), "byte 0xbc in line 2 is not UTF-8", "UTF-8"),
        (b"PK\x03\x04\xff\xfe", "looks like a workbook or zip file", "UTF-8"),
        (b"", "empty file", ""),
        (b"\xef\xbb\xbf\r\n", "empty file", ""),
        (b"id;name_en;max_size\na;A;10\n", "columns separated by ; or tabs", "UTF-8"),
        (b'id,name_en,max_size\na,"A,10\n', "not CSV", ""),
    ],
)
def test_an_odd_file_is_one_clear_fault(tmp_path: Path, data: bytes, found: str, hint: str) -> None:
    small = visit(tmp_path / "small")
    (small / "tracks.csv").write_bytes(data)
    faults = faults_of(small)
    assert [(fault.where.split()[0], fault.found) for fault in faults] == [("tracks.csv", found)]
    assert hint in faults[0].hint


@pytest.mark.parametrize(
    ("data", "found"), [(b"", "empty file"), (b"format = = 1", "not TOML"), (b"\xff\xfe1", "looks like UTF-16")]
)
def test_settings_that_cannot_be_read_are_a_fault(tmp_path: Path, data: bytes, found: str) -> None:
    small = visit(tmp_path / "small")
    (small / "scenario.toml").write_bytes(data)
    assert [(fault.where, fault.found) for fault in faults_of(small)] == [("scenario.toml", found)]


def test_deeply_nested_settings_are_a_fault(tmp_path: Path) -> None:
    small = visit(tmp_path / "small")
    (small / "scenario.toml").write_text("x = " + "[" * 100_000, encoding="utf-8")
    assert [fault.found for fault in faults_of(small)] == ["not TOML"]


def test_a_place_without_a_scenario_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.txt").write_text("x")
    (empty,) = faults_of(tmp_path / "empty")
    (nowhere,) = faults_of(tmp_path / "nowhere")
    (text,) = faults_of(tmp_path / "text.txt")
    (settings,) = faults_of(visit(tmp_path / "small") / "scenario.toml")
    assert (empty.where, empty.found) == ("scenario.toml", "no such file")
    assert (nowhere.found, text.found) == ("no such file", "no scenario")
    assert settings.hint == "give the folder that holds it"
    for name in ("x" * 300, "x\x00y", "x" * 300 + ".xlsx"):
        assert len(faults_of(tmp_path / name)) == 1


def test_a_table_with_a_header_only_has_no_rows(tmp_path: Path) -> None:
    small = visit(tmp_path / "small", extra={"pins.csv": "engagement,state\n\n,\n"})
    assert read(small).scenario.pins == ()


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    table = 'id,name_en,max_size\na,"Track\nA",10\n\nb,Track B,many\n'
    (fault,) = faults_of(visit(tmp_path / "small", extra={"tracks.csv": table}))
    assert fault.where == "tracks.csv row 4, column max_size"


@pytest.mark.parametrize(
    "text", ["=1+1", "+66 2 141", "@x", "-x", "'=x", "''+y", "'quoted'", "-5", "plain", "'", "＝1", "'-5"]
)
def test_texts_that_look_like_formulas_are_guarded_and_come_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text) == "-5" or guarded(text)[0] not in "=+-@＝"


def test_no_written_table_holds_a_formula(tmp_path: Path) -> None:
    evil = '=HYPERLINK(""http://x"",""y"")'
    small = visit(
        tmp_path / "small", ("tracks.csv", "a,Track A", f'a,"{evil}"'), ("people.csv", "somchai,Somchai", "somchai,+66")
    )
    scenario = read(small).scenario
    assert scenario.track["a"].name.en == '=HYPERLINK("http://x","y")'
    write_folder(scenario, tmp_path / "out" / "small")
    assert read_scenario(tmp_path / "out" / "small").scenario == scenario
    for path in (tmp_path / "out" / "small").glob("*.csv"):
        for row in csv.reader(path.read_text(encoding="utf-8").splitlines()):
            assert not any(cell[:1] in ("=", "+", "@") for cell in row)


def test_hostile_names_stay_texts(tmp_path: Path) -> None:
    name = '"<script>alert(1)</script>\r\nX-Header: 1"'
    scenario = read(visit(tmp_path / "small", ("tracks.csv", "a,Track A", f"a,{name}"))).scenario
    assert scenario.track["a"].name.en == "<script>alert(1)</script>\nX-Header: 1"


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x85", "\ufffe"])
def test_control_characters_are_faults(tmp_path: Path, char: str) -> None:
    (fault,) = faults_of(visit(tmp_path / "small", ("tracks.csv", "a,Track A", f"a,Track{char}A")))
    assert (fault.where, fault.found) == (
        "tracks.csv row 2, column name_en",
        f"the control character U+{ord(char):04X}",
    )


def test_writing_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    scenario = read(visit(tmp_path / "small")).scenario
    with pytest.raises(FileExistsError):
        write_folder(scenario, tmp_path / "small")
    assert [path.name for path in tmp_path.iterdir()] == ["small"]


def test_the_digest_follows_the_content_and_nothing_else(tmp_path: Path) -> None:
    small = read(visit(tmp_path / "small")).scenario
    respelt = read(visit(tmp_path / "other", ("opening.csv", "hall,daily,09:00", "hall, daily ,9:00"))).scenario
    changed = read(visit(tmp_path / "third", ("opening.csv", "hall,daily,09:00", "hall,daily,09:05"))).scenario
    assert scenario_digest(small) == scenario_digest(respelt) != scenario_digest(changed)
