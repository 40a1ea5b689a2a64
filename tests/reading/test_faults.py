"""Every kind of fault: the faulty text gives exactly that one fault, its lawful neighbour gives none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.fault_cases import FAULTS
from tests.reading.lawful_cases import NEIGHBOURS
from tests.reading.visits import faults_of, visit


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_reported_once_with_its_place_and_a_hint(tmp_path: Path, name: str) -> None:
    edits, where, found, hint = FAULTS[name]
    faults = faults_of(visit(tmp_path / "small", *edits))
    assert [(fault.where, fault.found) for fault in faults] == [(where, found)]
    assert hint in faults[0].hint
    assert faults[0].expected


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_a_lawful_neighbour_is_no_fault(tmp_path: Path, name: str) -> None:
    assert faults_of(visit(tmp_path / "small", NEIGHBOURS[name])) == ()


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    edits = [FAULTS[name][0][0] for name in ("a time past midnight", "a number too large", "no title")]
    assert len(faults_of(visit(tmp_path / "small", *edits))) == 3


def test_a_missing_column_is_said_once_and_not_for_every_row(tmp_path: Path) -> None:
    faults = faults_of(visit(tmp_path / "small", ("tracks.csv", "max_size", "min_size")))
    assert [(fault.where, fault.found) for fault in faults] == [("tracks.csv, column max_size", "no such column")]


def test_an_unknown_table_is_a_fault_with_the_near_name(tmp_path: Path) -> None:
    folder = visit(tmp_path / "small", extra={"vehicle.csv": "id\nx\n", "notes.md": "not a table"})
    (fault,) = faults_of(folder)
    assert (fault.where, fault.hint) == ("vehicle.csv", "did you mean vehicles?")
