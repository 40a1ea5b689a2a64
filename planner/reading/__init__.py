"""Folder or workbook -> Scenario, and back: tables, inheritance, validation with all faults at once."""

from __future__ import annotations

from planner.reading.canonical import scenario_digest, write_folder
from planner.reading.provenance import Provenance
from planner.reading.reader import Reading, read_scenario, warnings_of

__all__ = ["Provenance", "Reading", "read_scenario", "scenario_digest", "warnings_of", "write_folder"]
