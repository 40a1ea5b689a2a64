"""Many variants of a scenario: which there are, and the results as they come, kept so that a sweep can go on."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from planner.domain.faults import Fault, Faulty
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.reading.folders import guarded

SWEEP_FILE = "sweep.json"
ROWS, PLANS, RESULTS = "rows", "plans", "results.csv"

Row = Mapping[str, Any]
"""What came of a case: `status` and figures by name, no wall times."""


@dataclass(frozen=True)
class Case:
    """A scenario to solve on given terms. `name` says what it varies, `varied` the values by key."""

    name: str
    scenario: Scenario
    digest: str
    seconds: float
    seed: int
    varied: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The same for the same scenario on the same terms, whatever it is called."""
        return hashlib.sha256(f"{self.digest} {self.seconds!r} {self.seed}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Result:
    """What came of a case: a row, and the plan if there is one."""

    row: Row
    plan: Plan | None = None


@dataclass(frozen=True)
class Lost:
    """A variant of which nothing can be kept, with its status (faulty, failed) and why."""

    name: str
    varied: Mapping[str, str]
    status: str
    problem: str


def combinations(varies: Sequence[str]) -> list[dict[str, str]]:
    """Every combination of values of `KEY=V1,V2` texts, the last key changing fastest. Raises Faulty."""
    keys: dict[str, list[str]] = {}
    for text in varies:
        key, _, values = text.partition("=")
        found = [value.strip() for value in values.split(",") if value.strip()]
        if not key.strip() or not found:
            raise Faulty([Fault("--vary", text, "KEY=V1,V2", "such as vehicles.coach-4.enabled=yes,no")])
        keys.setdefault(key.strip(), []).extend(value for value in found if value not in keys.get(key.strip(), []))
    return [dict(zip(keys, values, strict=True)) for values in itertools.product(*keys.values())]


class Store:
    """The folder of a sweep: `rows/<key>.json` and `results.csv`, both as results come.

    A row is written aside and renamed, so that a killed sweep leaves whole rows only and can go on from them.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._rows: dict[str, Row] = {}
        (folder / ROWS).mkdir(parents=True, exist_ok=True)

    def __contains__(self, case: Case) -> bool:
        return (self.folder / ROWS / f"{case.key}.json").is_file()

    def plan_folder(self, case: Case) -> Path:
        """Where the plan of a case lies."""
        return self.folder / PLANS / case.key

    def keep(self, case: Case, row: Row) -> None:
        """Store what came of a case."""
        self._rows[case.key] = row
        _write(self.folder / ROWS / f"{case.key}.json", json.dumps(dict(row), ensure_ascii=False, indent=1) + "\n")

    def row(self, case: Case) -> Row:
        """What came of a case that is there."""
        if case.key not in self._rows:
            text = (self.folder / ROWS / f"{case.key}.json").read_text(encoding="utf-8")
            self._rows[case.key] = json.loads(text)
        return self._rows[case.key]

    def collect(self, variants: Iterable[Case | Lost]) -> pd.DataFrame:
        """The table of all results that are there, in the order of the variants; also written as `results.csv`.

        Texts that a spreadsheet would run get a leading apostrophe there.
        """
        frame = pd.DataFrame(list(self._told(variants)))
        safe = frame.map(lambda value: guarded(value) if isinstance(value, str) else value)
        _write(self.folder / RESULTS, safe.to_csv(index=False, lineterminator="\n"))
        return frame

    def _told(self, variants: Iterable[Case | Lost]) -> Iterator[dict[str, Any]]:
        for one in variants:
            if isinstance(one, Lost):
                yield {"name": one.name, **one.varied, "status": one.status, "problem": one.problem}
            elif one in self:
                yield {"name": one.name, **one.varied, **self.row(one), "key": one.key, "sha256": one.digest}


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.partial")
    aside.write_text(text, encoding="utf-8", newline="\n")
    aside.replace(path)
