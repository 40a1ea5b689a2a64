"""Runs kept in a file as soon as each has ended, so that a benchmark that was killed goes on where it stopped.

A line is one run as JSON. A run is done anew where the program, the case or what was asked for is another.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.traced import ROOT, Traced, traced


def default_file(name: str) -> Path:
    """Where the runs of a benchmark are kept unless another file is named."""
    return Path(tempfile.gettempdir()) / "planner-benchmarks" / f"{name}.jsonl"


class Kept:
    """The runs kept in `file`, by what was run."""

    def __init__(self, file: Path) -> None:
        self._file, self._program = file, _digest(ROOT / "planner")
        self._done = {line["run"]: line["found"] for line in self._lines()}

    def traced(self, folder: Path, seconds: float, seed: int = 1, method: str = "full") -> tuple[Traced, bool]:
        """What a search of a scenario folder found, and whether it was known from before."""
        run = " ".join([self._program, _digest(folder), f"{seconds:g}", str(seed), method])
        if run in self._done:
            return Traced.of(self._done[run]), True
        found = traced(folder, seconds, seed, method)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"run": run, "found": asdict(found)}) + "\n")
        return found, False

    def _lines(self) -> list[dict[str, dict[str, object]]]:
        """The whole lines; one that a kill cut short is not counted."""
        text = self._file.read_text("utf-8") if self._file.exists() else ""
        whole = text[: text.rfind("\n") + 1]
        if whole != text:
            self._file.write_text(whole, encoding="utf-8")
        return [json.loads(line) for line in whole.splitlines()]


def _digest(folder: Path) -> str:
    """Of the names and bytes of what lies in a folder, but for what Python makes of it."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]
