"""How long the simulation of a plan takes: `python -m tests.benchmarks.stress PLAN [SAMPLES]`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from planner.comparing.stress import SAMPLES, stress
from planner.publishing.editions import read_edition


def main() -> None:
    """Print the seconds of the simulation alone, and with the search for the best buffers."""
    edition = read_edition(Path(sys.argv[1]))
    samples = int(sys.argv[2]) if len(sys.argv) > 2 else SAMPLES
    for buffers in (False, True):
        begun = time.perf_counter()
        found = stress(edition.scenario, edition.plan, samples, buffers=buffers)
        seconds = time.perf_counter() - begun
        what = "with buffers tried" if buffers else "alone"
        print(f"{samples:,} samples of {len(found.stops)} stops, {what}: {seconds:.2f} s")


if __name__ == "__main__":
    main()
