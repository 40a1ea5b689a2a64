"""The commands about scenarios: check, show, convert, example."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.console import GOOD, Console, plain
from planner.domain.faults import Refused
from planner.domain.scenario import Scenario
from planner.examples import Size, generate
from planner.reading import canonical_files, convert, read_scenario


def check_scenario(console: Console, path: Path, sets: Sequence[str]) -> int:
    """Say whether a scenario can be read, and what to be wary of."""
    reading = read_scenario(path, sets)
    scenario = reading.scenario
    console.faults(reading.warnings)
    console.facts({"faults": [], "warnings": [plain(warning) for warning in reading.warnings]})
    counts = (
        f"{len(scenario.delegates)} delegates, {len(scenario.tracks)} tracks, {len(scenario.engagements)} engagements"
    )
    warnings = f"{len(reading.warnings)} warning{'' if len(reading.warnings) == 1 else 's'}"
    console.say(f"{scenario.name}: {counts}, {scenario.clock.days} days; no faults, {warnings}")
    return GOOD


def show_scenario(console: Console, path: Path, sets: Sequence[str], provenance: bool) -> int:
    """Print the resolved scenario."""
    reading = read_scenario(path, sets)
    lines = list(reading.provenance.lines()) if provenance else _tables(reading.scenario)
    console.facts({"scenario": reading.scenario.name, "lines": lines})
    for line in lines:
        console.say(line)
    return GOOD


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
    convert(source, target)
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
