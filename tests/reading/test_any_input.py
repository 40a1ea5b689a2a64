"""No bytes whatsoever, and no text in any cell, key or argument, end in anything but a scenario or named faults."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.reading import convert
from tests.reading.visits import SMALL, faults_of, visit

QUICK = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = st.sampled_from(sorted(SMALL))
NUMBERS = ["99999999999999999999", "1e999", "nan", "-0", "٣", "²", "½"]
TIMES = ["0000-00-00", "2017-02-30", "9999-12-31", "24:01", "2017-08-15T24:00", "mon"]
WORDS = ["", "-", "=1", "\x00", "../../etc/passwd", "all", "tracks", "yes", "li;li", ";;;", "\u202e", "\ud800"]
ODD = st.sampled_from([*NUMBERS, *TIMES, *WORDS])


@pytest.fixture(scope="module")
def small() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield visit(Path(folder) / "small")


@pytest.fixture(scope="module")
def workbook(small: Path) -> bytes:
    convert(small, small.parent / "small.xlsx")
    return (small.parent / "small.xlsx").read_bytes()


def unnamed(path: Path, *sets: str) -> list[str]:
    """What reading ends in, but for faults that say where, what was found and what was expected, on one line."""
    return [
        repr(fault)
        for fault in faults_of(path, *sets)
        if not (fault.where and fault.found and fault.expected and str(fault).isprintable())
    ]


def unnamed_with(small: Path, name: str, data: bytes) -> list[str]:
    """The same of the small scenario with `data` in place of one of its files."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "small"
        shutil.copytree(small, copy)
        (copy / name).write_bytes(data)
        return unnamed(copy)


@QUICK
@given(name=NAMES, data=st.binary(max_size=300))
def test_any_bytes_as_a_file(small: Path, name: str, data: bytes) -> None:
    assert unnamed_with(small, name, data) == []


@QUICK
@given(name=NAMES, place=st.floats(0, 1), data=st.binary(min_size=1, max_size=6), cut=st.integers(0, 40))
def test_any_damage_of_a_file(small: Path, name: str, place: float, data: bytes, cut: int) -> None:
    whole = SMALL[name].encode()
    at = int(place * len(whole))
    assert unnamed_with(small, name, whole[:at] + data + whole[at + cut :]) == []


@QUICK
@given(name=NAMES, place=st.integers(0, 200), text=st.one_of(ODD, st.text(max_size=12)))
def test_any_text_in_a_cell(small: Path, name: str, place: int, text: str) -> None:
    lines = [line.split(",") for line in SMALL[name].splitlines()]
    line = lines[place % len(lines)]
    line[place // 7 % len(line)] = text
    data = "\n".join(",".join(line) for line in lines).encode("utf-8", "surrogatepass")
    assert unnamed_with(small, name, data) == []


SETTINGS = ["programme.last_day", "programme.timezone", "rules.travel.peaks", "delegation.head", "objective.order"]
CELLS_SET = ["engagements.visit.minutes", "opening.x/y/z.on", "flights.in-1.arrives", "stays.2017-08-15/-.night"]
ENABLED = ["delegates.li.enabled", "tracks.a.enabled", "sites.hall.enabled", "vehicles.van-1.days", "solve.workers"]
KEYS = st.sampled_from([*SETTINGS, *CELLS_SET, *ENABLED])


@QUICK
@given(text=st.one_of(st.text(max_size=30), st.builds("{}={}".format, KEYS, st.one_of(ODD, st.text(max_size=9)))))
def test_any_text_on_the_command_line(small: Path, text: str) -> None:
    assert unnamed(small, text) == []


TREES = st.recursive(
    st.one_of(st.text(max_size=5), st.integers(), st.floats(), st.booleans(), st.dates(), st.times()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def toml_text(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return "'''" + "".join(char for char in value if char.isprintable() and char != "'") + "'''"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_text, value)) + "]"
    if isinstance(value, dict):
        pairs = {
            "".join(char for char in key if char.isalnum() and char.isascii()) or "k": item
            for key, item in value.items()
        }
        return "{" + ", ".join(f"{key} = {toml_text(item)}" for key, item in pairs.items()) + "}"
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


@QUICK
@given(
    key=st.sampled_from(
        ["extends", "change", "add.tracks", "remove.sites", "programme.languages", "rules.travel.peaks", "format"]
    ),
    tree=TREES,
)
def test_any_value_of_a_key(small: Path, key: str, tree: Any) -> None:
    text = SMALL["scenario.toml"].replace("peaks", "#").replace("format = 1", "")
    assert (
        unnamed_with(small, "scenario.toml", f"{key} = {toml_text(tree)}\n{text}".encode("utf-8", "surrogatepass"))
        == []
    )


@settings(QUICK, max_examples=12)
@given(place=st.floats(0, 1), data=st.binary(min_size=1, max_size=9))
def test_any_damage_of_a_workbook(workbook: bytes, place: float, data: bytes) -> None:
    at = int(place * len(workbook))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "x.xlsx").write_bytes(workbook[:at] + data + workbook[at + len(data) :])
        assert unnamed(Path(folder) / "x.xlsx") == []


CELLS = st.one_of(
    ODD.filter(lambda text: text not in ("\x00", "\ud800")),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2600, 1, 1)),
    st.times(),
    st.timedeltas(dt.timedelta(0), dt.timedelta(days=3)),
    st.sampled_from(["=1+1", "#REF!", "=A1:B2"]),
)


@settings(QUICK, max_examples=12)
@given(
    cells=st.lists(st.tuples(st.integers(0, 22), st.integers(1, 8), st.integers(1, 12), CELLS), min_size=1, max_size=8)
)
def test_any_values_in_a_workbook(workbook: bytes, cells: list[tuple[int, int, int, Any]]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    for sheet, row, column, value in cells:
        book.worksheets[sheet].cell(row, column).value = value
    with tempfile.TemporaryDirectory() as folder:
        book.save(Path(folder) / "x.xlsx")
        assert unnamed(Path(folder) / "x.xlsx") == []
