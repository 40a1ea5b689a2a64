"""Workbooks as officers leave them are read kindly; what cannot be meant is a fault at its cell."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.cli import cli
from planner.domain.faults import Faulty
from planner.domain.scenario import TABLES
from planner.reading import convert, read_scenario
from planner.reading.schema import TABLE
from tests.reading.visits import child, faults_of, read, visit

Change = Callable[[Workbook], None]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("workbook")
    convert(visit(folder / "small"), folder / "small.xlsx")
    return (folder / "small.xlsx").read_bytes()


def changed(original: bytes, folder: Path, change: Change) -> Path:
    book = openpyxl.load_workbook(io.BytesIO(original))
    change(book)
    book.save(folder / "small.xlsx")
    return folder / "small.xlsx"


def put(sheet: str, cell: str, value: object, number_format: str = "General") -> Change:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value
        book[sheet][cell].number_format = number_format

    return change


def with_title(book: Workbook) -> None:
    sheet = book["engagements"]
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Programme of the visit, draft of Monday"
    sheet.merge_cells("A1:H1")


def with_spaces(book: Workbook) -> None:
    for row in book["engagements"].iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = f"  {cell.value}\u00a0 "
    book["engagements"].title = "Engagements "


def with_blank_rows(book: Workbook) -> None:
    book["engagements"].insert_rows(4, 3)


def with_capital_heads(book: Workbook) -> None:
    for cell in book["engagements"][2]:
        cell.value = str(cell.value).replace("_", " ").title()


def with_notes(book: Workbook) -> None:
    book.create_sheet("my notes")["A1"] = "call the ministry"
    book["my notes"].sheet_state = "hidden"
    book.create_sheet("empty page")


def without_headings(book: Workbook) -> None:
    for name in book.sheetnames:
        book[name].delete_rows(1)


def with_headings_only(book: Workbook) -> None:
    for name in book.sheetnames:
        book[name].delete_rows(2)


def with_chinese_heads(book: Workbook) -> None:
    for name in book.sheetnames:
        for cell in book[name][2]:
            cell.value = str(book[name].cell(1, cell.column).value).split("\n")[2]
        book[name].delete_rows(1)


def with_hidden_table(book: Workbook) -> None:
    book["travel"].sheet_state = "hidden"


KIND: dict[str, Change] = {
    "titles above the header": with_title,
    "spaces around everything": with_spaces,
    "blank rows": with_blank_rows,
    "heads with capitals": with_capital_heads,
    "a hidden sheet of notes and an empty one": with_notes,
    "no three-language headings": without_headings,
    "three-language headings only": with_headings_only,
    "Chinese heads only": with_chinese_heads,
    "a hidden table": with_hidden_table,
    "a number as text": put("engagements", "H3", "60"),
    "a number in Thai digits": put("engagements", "H3", "๖๐"),
    "a number with a fraction of nothing": put("engagements", "H3", 60.0),
    "a real time": put("opening", "C3", dt.time(9, 0), "hh:mm"),
    "a time as text": put("opening", "C3", "9:00"),
    "a time with full-width signs": put("opening", "C3", "０９：００"),
    "a time as a fraction of a day": put("opening", "C3", 0.375),
    "a time as a date-time": put("opening", "C3", dt.timedelta(hours=9), "[h]:mm"),
    "a real date": put("stays", "A3", dt.date(2017, 8, 15), "yyyy-mm-dd"),
    "a date as text": put("stays", "A3", "2017-08-15"),
    "a date as a day number": put("stays", "A3", 42962),
    "a real date-time": put("flights", "E3", dt.datetime(2017, 8, 15, 8, 0), "yyyy-mm-dd hh:mm"),
    "a date-time that summed to a stray second": put("flights", "E3", 42962.333333333336, "yyyy-mm-dd hh:mm"),
    "a truth value": put("order", "C3", False),
    "full-width separators of a list": put("engagements", "P3", "th；en"),
}


@pytest.mark.parametrize("name", KIND)
def test_a_messy_workbook_says_what_the_tidy_one_says(tmp_path: Path, original: bytes, name: str) -> None:
    expected = read(visit(tmp_path / "small")).scenario
    assert read(changed(original, tmp_path, KIND[name])).scenario == expected


def second_sheet(book: Workbook) -> None:
    book.create_sheet("Tracks ")["A1"] = "id"


def further_sheet(book: Workbook) -> None:
    book.create_sheet("extra")["A1"] = "x"


def further_key(book: Workbook) -> None:
    book["scenario"]["A200"], book["scenario"]["B200"] = "programme.lastday", 1


OPENS = "sheet opening row 3, column from"
LATE = 25 / 24 + 10 / 1440

FAULTS: dict[str, tuple[Change, str, str, str]] = {
    "a Buddhist date": (
        put("stays", "A3", dt.date(2560, 8, 15), "yyyy-mm-dd"),
        "sheet stays row 3, column night",
        "2560-08-15",
        "2017-08-15",
    ),
    "a time of 25:10": (put("opening", "C3", LATE, "hh:mm"), OPENS, "25:10", ""),
    "a time with seconds": (put("opening", "C3", dt.time(9, 0, 30)), OPENS, "09:00:30", ""),
    "a formula's error": (put("engagements", "H3", "#REF!"), "sheet engagements row 3, column minutes", "#REF!", ""),
    "a formula never computed": (
        put("engagements", "H3", "=30+30"),
        "sheet engagements row 3, column minutes",
        "a formula without a value",
        "open and save",
    ),
    "an unknown sheet": (further_sheet, "sheet extra", "unknown sheet", "hide notes"),
    "a misnamed sheet": (lambda book: setattr(book["pins"], "title", "pinz"), "sheet pinz", "unknown sheet", "pins"),
    "a sheet twice": (second_sheet, "sheet Tracks", "a second sheet tracks", "tracks"),
    "an unknown column": (put("hotels", "D2", "prize"), "sheet hotels, column prize", "unknown column", "price"),
    "an unknown key": (
        further_key,
        "sheet scenario row 200, key programme.lastday",
        "unknown key",
        "last_day",
    ),
    "a value without a key": (put("scenario", "B201", "x"), "sheet scenario row 201", "no key", ""),
    "no sheet of settings": (lambda book: book.remove(book["scenario"]), "sheet scenario", "no such sheet", ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_workbook_names_its_cell(tmp_path: Path, original: bytes, name: str) -> None:
    change, where, found, hint = FAULTS[name]
    faults = faults_of(changed(original, tmp_path, change))
    assert [(fault.where, fault.found) for fault in faults] == [(where, found)]
    assert hint in faults[0].hint


def test_a_workbook_broken_in_ten_ways_tells_all_ten(tmp_path: Path, original: bytes) -> None:
    ways = [name for name in FAULTS if name not in ("no sheet of settings", "a time with seconds")]

    def break_all(book: Workbook) -> None:
        for name in ways:
            FAULTS[name][0](book)
        book["engagements"]["H3"] = "=30+30"
        book["engagements"]["H4"] = "#REF!"

    faults = faults_of(changed(original, tmp_path, break_all))
    assert len(ways) == len(faults) == 10
    assert len({fault.where for fault in faults}) == 10


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "empty file"),
        (b"id,name\n", "not a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted workbook"),
    ],
)
def test_a_file_that_is_no_workbook_is_one_fault(tmp_path: Path, data: bytes, found: str) -> None:
    (tmp_path / "x.xlsx").write_bytes(data)
    assert [fault.found for fault in faults_of(tmp_path / "x.xlsx")] == [found]


def test_a_zip_of_something_else_is_one_fault(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert [fault.found for fault in faults_of(tmp_path / "x.xlsx")] == ["a damaged workbook"]


def test_texts_that_look_like_formulas_are_stored_as_texts(tmp_path: Path) -> None:
    small = visit(
        tmp_path / "small", ("tracks.csv", "a,Track A", "a,=1+1"), ("people.csv", "somchai,Somchai", "somchai,+66")
    )
    convert(small, tmp_path / "small.xlsx")
    book = openpyxl.load_workbook(tmp_path / "small.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert {str(cell.value) for cell in cells if cell.quotePrefix} == {"=1+1", "+66"}


def test_the_workbook_is_made_for_officers(original: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(original))
    assert book.sheetnames == ["scenario", *TABLES]
    for name in TABLES:
        sheet = book[name]
        assert isinstance(sheet, Worksheet)
        assert [cell.value for cell in sheet[2]] == list(TABLE[name].columns)
        assert all(cell.comment and cell.comment.text for cell in sheet[2])
        assert all(str(cell.value).count("\n") == 2 for cell in sheet[1])
        assert sheet.freeze_panes == "B3"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
        assert sheet.print_title_rows == "$1:$2"
        enumerated = [column for column in TABLE[name].columns.values() if column.kind.choices]
        lists = [rule for rule in sheet.data_validations.dataValidation if rule.formula1.startswith('"')]
        assert len(lists) == len(enumerated)
    assert book["tracks"].protection.sheet
    assert book["tracks"]["A3"].protection.locked
    assert not book["tracks"]["B3"].protection.locked


def test_a_workbook_can_extend_a_folder_and_a_folder_a_workbook(tmp_path: Path) -> None:
    visit(tmp_path / "small")
    folder = child(tmp_path / "child", 'extends = ["../small"]\n[change.engagements.visit]\nminutes = 75\n')
    convert(folder, tmp_path / "books" / "child.xlsx")
    assert read(tmp_path / "books" / "child.xlsx").scenario.engagement["visit"].minutes == 75
    grandchild = child(tmp_path / "grandchild", 'extends = ["../books/child.xlsx"]\n')
    reading = read(grandchild)
    assert reading.scenario.engagement["visit"].minutes == 75
    assert "../books/child.xlsx sheet scenario row" in reading.provenance.source("engagements", "visit", "minutes")


def test_converting_refuses_what_is_faulty_or_there_already(tmp_path: Path) -> None:
    small = visit(tmp_path / "small")
    (tmp_path / "there.xlsx").write_bytes(b"precious")
    with pytest.raises(FileExistsError):
        convert(small, tmp_path / "there.xlsx")
    assert (tmp_path / "there.xlsx").read_bytes() == b"precious"
    (small / "tracks.csv").write_bytes(b"\xff")
    with pytest.raises(Faulty):
        convert(small, tmp_path / "new.xlsx")
    assert not (tmp_path / "new.xlsx").exists()


@pytest.mark.parametrize("target", ["there.xlsx", "there", "new.ods", "new.xlsm"])
def test_the_command_refuses_to_convert_onto_something_and_into_other_forms(tmp_path: Path, target: str) -> None:
    visit(tmp_path / "small")
    (tmp_path / "there").mkdir()
    for name in ("there.xlsx", "there/x"):
        (tmp_path / name).write_bytes(b"precious")
    done = CliRunner().invoke(cli, ["convert", str(tmp_path / "small"), str(tmp_path / target)])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"refused: {tmp_path / target}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small", "there", "there.xlsx"]


def test_a_reference_to_a_workbook_beside_its_folder_is_not_confused(tmp_path: Path) -> None:
    small = visit(tmp_path / "small")
    convert(small, tmp_path / "small.xlsx")
    assert read_scenario(small).scenario == read_scenario(tmp_path / "small.xlsx").scenario
