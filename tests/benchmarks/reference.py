"""How soon, how good and how large: the main job on the reference visit and on generated ones.

    python -m tests.benchmarks.reference                 the table below, about four minutes
    python -m tests.benchmarks.reference --best 5 600    adds five seeds of ten minutes each to best_known.json

Every figure is of a whole `planner` process. Quality is the share of the best known objective that is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "scenarios" / "shenzhen-2017"
BEST_KNOWN = Path(__file__).with_name("best_known.json")


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall and processor seconds, peak memory of all processes in MiB, exit code and its JSON."""

    wall: float
    cpu: float
    memory: float
    code: int
    facts: dict[str, Any]


def planner(*arguments: str) -> Run:
    """Run a command of the program and take its measure."""
    before, begun, memory = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0.0
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "planner", *arguments], cwd=ROOT, stdout=said, stderr=subprocess.DEVNULL, text=True
        )
        while process.poll() is None:
            memory = max(memory, held(process.pid))
            time.sleep(0.05)
        wall = time.monotonic() - begun
        said.seek(0)
        text = said.read()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    facts = json.loads(text) if text.startswith("{") else {}
    return Run(wall, cpu, memory or after.ru_maxrss / 1024, process.returncode, facts)


def held(process: int) -> float:
    """MiB that a process and all that it has started hold now; 0 where the system has no /proc."""
    folder = Path("/proc") / str(process)
    try:
        pages = int((folder / "statm").read_text().split()[1])
        children = (folder / "task" / str(process) / "children").read_text().split()
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20 + sum(held(int(child)) for child in children)


def planned(scenario: Path, folder: str, seconds: float, *more: str) -> Run:
    """Plan a scenario, without documents."""
    arguments = ("--seconds", str(seconds), "--no-documents", "--json", *more)
    return planner("plan", str(scenario), "--out", f"{folder}/plan", *arguments)


def missing(run: Run, best: float | None) -> str:
    """How far below the best known, in per cent."""
    objective = run.facts.get("objective")
    return "-" if objective is None or not best else f"{100 * (best - objective) / abs(best):.2f} %"


def rows(folder: str) -> Iterator[tuple[str, Run, str]]:
    """(what, run, quality) of every line of the table."""
    best = json.loads(BEST_KNOWN.read_text(encoding="utf-8")) if BEST_KNOWN.exists() else {}
    known = best.get("objective")
    yield "planner --help", planner("--help"), ""
    first = planned(REFERENCE, folder, 5.0)
    yield "reference, 5 s", first, missing(first, known)
    thirty = planned(REFERENCE, folder, 30.0)
    yield "reference, 30 s", thirty, missing(thirty, known)
    whole = planner("plan", str(REFERENCE), "--out", f"{folder}/docs", "--seconds", "5")
    yield "reference, 5 s, with all documents and calendars", whole, ""
    for size, seconds in (("S", 30.0), ("M", 30.0), ("L", 60.0), ("XL", 120.0)):
        planner("example", f"{folder}/{size}", "--size", size)
        yield f"generated {size}, {seconds:g} s", planned(Path(folder) / size, folder, seconds), ""


def best_of(seeds: int, seconds: float) -> None:
    """Add runs to those of the reference visit, the best of which, by whatever search, is the best known."""
    runs = json.loads(BEST_KNOWN.read_text(encoding="utf-8"))["runs"] if BEST_KNOWN.exists() else []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(1, seeds + 1):
            run = planned(REFERENCE, folder, seconds, "--seed", str(seed))
            if "objective" not in run.facts:
                sys.exit(f"seed {seed} ended without a plan, exit code {run.code}")
            found = {name: run.facts[name] for name in ("objective", "bound")}
            runs.append({"seconds": seconds, "seed": seed, **found})
            print(runs[-1], flush=True)
            best = max(runs, key=lambda run: run["objective"])
            record = {"scenario": REFERENCE.name, "cores": os.cpu_count(), **best, "runs": runs}
            BEST_KNOWN.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Print the table, or add to what it is measured against."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--best", nargs=2, type=float, metavar=("SEEDS", "SECONDS"))
    given = parser.parse_args()
    if given.best:
        best_of(int(given.best[0]), given.best[1])
        return
    planner("prepare")
    print(
        "| job | wall s | processor s | peak MiB | exit | objective | below best known |\n|---|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as folder:
        for what, run, quality in rows(folder):
            aim, size = run.facts.get("objective", ""), f"{run.memory:.0f}"
            print(
                f"| {what} | {run.wall:.1f} | {run.cpu:.1f} | {size} | {run.code} | {aim} | {quality} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
