"""Reads a scenario, folder or workbook, with all it inherits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.faults import Fault, Faulty
from planner.domain.scenario import Scenario
from planner.reading.building import build, understand
from planner.reading.documents import Document
from planner.reading.folders import SETTINGS_FILE, read_folder
from planner.reading.gathering import Faults
from planner.reading.inheritance import Inheritance
from planner.reading.provenance import Provenance

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Reading:
    """A scenario that was read: what it is, what to be wary of, and where everything comes from."""

    scenario: Scenario
    warnings: tuple[Fault, ...]
    provenance: Provenance


def read_scenario(path: Path, sets: Sequence[str] = ()) -> Reading:
    """The scenario in a folder or workbook, `sets` (KEY=VALUE) applied. Raises Faulty with every fault at once."""
    faults = Faults()
    root = path.resolve() if path.exists() else path
    book = Inheritance(root, read_document, faults).resolve(sets)
    main = "sheet scenario" if is_workbook(root) else SETTINGS_FILE
    typed = understand(book, main, faults)
    if faults.all:
        raise Faulty(faults.all)
    scenario = build(typed, root.name if root.is_dir() else root.stem)
    return Reading(scenario, (), Provenance(book))


def is_workbook(path: Path) -> bool:
    """Is this path meant as a workbook?"""
    return path.suffix.lower() in WORKBOOK_SUFFIXES


def read_document(path: Path, prefix: str = "") -> Document:
    """One folder or workbook as written, without its parents; faults stand in it."""
    if path.is_dir():
        return read_folder(path, prefix)
    faults = Faults()
    if not path.exists():
        faults.add(str(path), "no such file", "a scenario folder or workbook")
        return Document(path, faults=faults.all)
    if path.name == SETTINGS_FILE:
        faults.add(str(path), "a file of a scenario folder", "the folder", f"give {path.parent}")
        return Document(path, faults=faults.all)
    from planner.reading.workbooks import read_workbook  # loads openpyxl

    return read_workbook(path, prefix)
