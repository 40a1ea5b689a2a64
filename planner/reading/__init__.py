"""Folder or workbook -> Scenario, and back: tables, inheritance, validation with all faults at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from planner.domain.faults import Fault
from planner.reading.canonical import canonical_files, folder_digest, resolved_text, scenario_digest, write_folder
from planner.reading.converting import convert
from planner.reading.provenance import Provenance
from planner.reading.reader import Reading, is_workbook, provenance_lines, read_scenario, warnings_of

__all__ = [
    "Provenance",
    "Reading",
    "canonical_files",
    "convert",
    "folder_digest",
    "is_marked",
    "is_workbook",
    "provenance_lines",
    "read_scenario",
    "resolved_text",
    "scenario_digest",
    "warnings_of",
    "write_faults",
    "write_folder",
]


def write_faults(source: Path, faults: Iterable[Fault], target: Path) -> None:
    """As `marking.write_faults`, loading what it needs only when it is used."""
    from planner.reading.marking import write_faults as write

    write(source, faults, target)


def is_marked(path: Path) -> bool:
    """As `marking.is_marked`, loading what it needs only when it is used."""
    from planner.reading.marking import is_marked as marked

    return marked(path)
