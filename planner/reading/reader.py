"""Reads a scenario, folder or workbook, with all it inherits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.faults import Fault, Faulty
from planner.domain.scenario import Scenario
from planner.reading.assuming import doubt_assumptions
from planner.reading.building import build, understand
from planner.reading.capacity import doubt_capacity
from planner.reading.dates import keep_to_visit
from planner.reading.documents import SETTINGS, Document
from planner.reading.doubts import Doubts, Locate, named
from planner.reading.folders import SETTINGS_FILE, read_folder
from planner.reading.gathering import Faults
from planner.reading.holding import doubt_holding
from planner.reading.inheritance import Inheritance
from planner.reading.paths import is_folder, is_there, resolved
from planner.reading.provenance import Provenance
from planner.reading.references import check_references
from planner.reading.schema import TABLE
from planner.reading.sense import check_sense

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
    root = resolved(path)
    book = Inheritance(root, read_document, faults).resolve(sets)
    main = "sheet scenario" if is_workbook(root) else SETTINGS_FILE
    typed, fallen = keep_to_visit(understand(book, main, faults), faults)
    check_references(typed, faults)
    check_sense(typed, faults)
    if faults.all:
        raise Faulty(faults.all)
    scenario = build(typed, root.name if is_folder(root) else root.stem)
    provenance = Provenance(book)
    return Reading(scenario, (*fallen, *warnings_of(scenario, provenance.where)), provenance)


def warnings_of(scenario: Scenario, locate: Locate = named) -> tuple[Fault, ...]:
    """Every warning of a scenario; `locate` names the cells, by default as table, id and column."""
    doubts = Doubts(locate)
    for doubt in (doubt_capacity, doubt_holding, doubt_assumptions):
        doubt(scenario, doubts)
    return tuple(doubts.found)


def provenance_lines(reading: Reading) -> Iterator[str]:
    """Every value with where it stands and what it replaced, then what was taken out."""
    return reading.provenance.lines()


def is_workbook(path: Path) -> bool:
    """Is this path meant as a workbook?"""
    return path.suffix.lower() in WORKBOOK_SUFFIXES


def read_document(path: Path, prefix: str = "") -> Document:
    """One folder or workbook as written, without its parents; faults stand in it."""
    if is_folder(path):
        return read_folder(path, prefix)
    faults = Faults()
    if path.name == SETTINGS_FILE:
        faults.add(str(path), "a file of a scenario folder", "the folder", "give the folder that holds it")
    elif not is_workbook(path):
        faults.add(
            str(path), "no scenario" if is_there(path) else "no such file", "a scenario folder or .xlsx workbook"
        )
    else:
        from planner.reading.workbooks import read_workbook  # loads openpyxl

        return read_workbook(path, prefix)
    return Document(path, faults=faults.all, broken=frozenset({SETTINGS, *TABLE}))
