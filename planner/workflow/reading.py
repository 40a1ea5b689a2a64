"""The commands about scenarios: check, show, convert, example."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from planner.console import FAULTY, GOOD, Console, plain
from planner.domain.counting import counted
from planner.domain.faults import Fault, Faulty, Refused
from planner.domain.scenario import Scenario
from planner.examples import Size, generate
from planner.reading import Provenance, canonical_files, convert, is_marked, is_workbook, read_scenario, write_faults
from planner.reading.canonical import document_of
from planner.reading.documents import join_key

OTHER_FORMS = (".csv", ".ods", ".toml", ".xls", ".xlsb", ".xlsm")
"""Endings that promise what is not written."""
MARKED = ".faults"
"""Ends the name of a marked copy, before its ending."""


def check_scenario(console: Console, path: Path, sets: Sequence[str], marked: Path | None) -> int:
    """Say whether a scenario can be read, and what to be wary of.

    Faults of a workbook, and warnings where a copy is asked for, are written beside their cells in a marked copy.
    """
    if marked:
        refuse_unmarked(path, marked)
    try:
        reading = read_scenario(path, sets)
    except Faulty as faulty:
        console.faults(faulty.faults)
        copy = marked or path.with_name(f"{path.stem.removesuffix(MARKED)}{MARKED}.xlsx")
        done = is_workbook(path) and _mark(console, path, faulty.faults, copy)
        console.facts({"faults": [plain(fault) for fault in faulty.faults], "marked": copy if done else None})
        return FAULTY
    scenario = reading.scenario
    if not console.quiet:
        console.faults(reading.warnings)
    done = marked is not None and _mark(console, path, reading.warnings, marked)
    warned = [plain(warning) for warning in reading.warnings]
    console.facts({"faults": [], "warnings": warned, "marked": marked if done else None})
    counts = {
        "delegate": len(scenario.delegates),
        "track": len(scenario.tracks),
        "engagement": len(scenario.engagements),
        "day": scenario.clock.days,
    }
    told = ", ".join(counted(count, noun) for noun, count in counts.items())
    console.say(f"{scenario.name}: {told}; no faults, {counted(len(reading.warnings), 'warning')}")
    return GOOD


def refuse_unmarked(source: Path, target: Path) -> None:
    """Raise `Refused` where no marked copy of `source` can be made, or where it would overwrite something else."""
    if not is_workbook(source) or target.suffix.lower() != ".xlsx":
        raise Refused(f"--marked {target}: a workbook (.xlsx) is marked in a copy that is one too")
    if target.exists() and not is_marked(target):
        raise Refused(f"{target} exists and is no marked copy; name another file")


def _mark(console: Console, source: Path, faults: Sequence[Fault], target: Path) -> bool:
    """Write the marked copy where it can be, and say so; what is no workbook at all has no cells to mark."""
    try:
        refuse_unmarked(source, target)
        write_faults(source, faults, target)
    except (ValueError, OSError, Refused) as problem:
        console.complain(f"no marked copy: {problem}")
        return False
    console.complain(f"written beside the cells in {target}")
    return True


def show_scenario(console: Console, path: Path, sets: Sequence[str], provenance: bool) -> int:
    """Print the resolved scenario."""
    reading = read_scenario(path, sets)
    lines = list(reading.provenance.lines()) if provenance else _tables(reading.scenario)
    facts = _provenance(reading.provenance) if provenance else _contents(reading.scenario)
    console.facts({"scenario": reading.scenario.name, **facts, "lines": lines})
    for line in lines:
        console.say(line)
    return GOOD


def _provenance(provenance: Provenance) -> dict[str, Any]:
    """Every value with where it stands and what it replaced, and what was taken out."""
    return {
        "values": [
            {
                "key": value.key,
                "value": value.text,
                "where": value.where,
                "replaced": [{"old": old, "new": new, "where": where} for old, new, where in value.replaced],
            }
            for value in provenance.values()
        ],
        "removed": [{"key": key, "where": where, "why": why} for key, where, why in provenance.removals()],
    }


def _contents(scenario: Scenario) -> dict[str, Any]:
    """Every key and every row of the resolved scenario, as texts."""
    document = document_of(scenario)
    return {
        "settings": {join_key(path): setting.text for path, setting in document.settings.items()},
        "tables": {name: [dict(row.cells) for row in sheet.rows] for name, sheet in document.sheets.items()},
    }


def _tables(scenario: Scenario) -> list[str]:
    """The files of the resolved scenario, one after another, those without rows left out."""
    lines: list[str] = []
    for name, content in canonical_files(scenario).items():
        text = content.decode().lstrip("\ufeff").splitlines()
        if name.endswith(".toml") or len(text) > 1:
            lines += [f"== {name}", *text, ""]
    return lines


def convert_scenario(console: Console, source: Path, target: Path) -> int:
    """Turn one form of a scenario into the other."""
    if target.suffix.lower() in OTHER_FORMS:
        raise Refused(f"{target}: a scenario is a folder or a workbook; name one that ends in .xlsx, or a folder")
    try:
        convert(source, target)
    except FileExistsError:
        raise Refused(f"{target} exists; name another one") from None
    console.say(f"{source} -> {target}")
    console.facts({"source": source, "target": target})
    return GOOD


def write_example(console: Console, target: Path, size: Size, seed: int) -> int:
    """Write a generated scenario."""
    try:
        generate(target, size, seed)
    except FileExistsError:
        raise Refused(f"{target} holds something already; name another folder") from None
    console.say(f"wrote {target}: size {size}, seed {seed}")
    console.facts({"target": target, "size": size, "seed": seed})
    return GOOD
