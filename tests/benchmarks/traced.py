"""One search in a process of its own, with everything that it found on the way and the memory it took.

    python -m tests.benchmarks.traced FOLDER SECONDS [--seed N] [--method full]

prints JSON. Seconds count from the start of the process, imports and reading included.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Traced:
    """`points`: (seconds, objective) of every better plan; `memory` in MiB, all processes together at their peaks."""

    points: tuple[tuple[float, int], ...]
    bound: float | None
    memory: float
    seconds: float

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Traced:
        """What `main` has printed."""
        return cls(
            tuple((when, value) for when, value in said["points"]), said["bound"], said["memory"], said["seconds"]
        )

    @property
    def first(self) -> float | None:
        """When the first plan was there."""
        return self.points[0][0] if self.points else None

    def at(self, seconds: float) -> int | None:
        """The objective in hand at some time."""
        return max((value for when, value in self.points if when <= seconds), default=None)


def traced(folder: Path, seconds: float, seed: int = 1, method: str = "full", workers: int | None = None) -> Traced:
    """Run one search and read what it says."""
    command = [sys.executable, "-m", "tests.benchmarks.traced", str(folder), str(seconds)]
    options = ["--seed", str(seed), "--method", method, "--workers", str(workers or os.cpu_count() or 1)]
    done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return Traced.of(json.loads(done.stdout))


def per_cent_below(value: int | None, best: int) -> str:
    """How far below the best, as a table shows it."""
    return "-" if value is None or not best else f"{100 * (best - value) / abs(best):.1f} %"


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def main() -> None:
    """Run a method on a scenario folder and print what it found."""
    begun = time.time()
    from tests.benchmarks.methods import METHODS, peak_memory

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--method", choices=METHODS, default="full")
    given = parser.parse_args()
    points, bound = METHODS[given.method](given.folder, given.seconds, given.seed, given.workers, begun)
    found = Traced(tuple(points), bound, peak_memory(), round(time.time() - begun, 1))
    print(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
