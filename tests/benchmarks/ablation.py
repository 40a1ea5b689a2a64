"""Why the search is as it is: the parts of it against one another, and against one model, at equal time.

    python -m tests.benchmarks.ablation [--seconds 60] [--seeds 3] [--scenario FOLDER] [--out FILE] [--runs FILE]

One model gets all cores; the parts of the search one, the whole of it all. Quality is how far objectives lie below the
best of all runs: the mean over the seeds, in brackets the best and the worst seed. Each run is kept in a file as it
ends; a benchmark that was killed goes on where it stopped.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import mean

from tests.benchmarks.kept import Kept, default_file
from tests.benchmarks.traced import ROOT, Traced, per_cent_below, table

NAMES = {
    "monolithic": "one CP-SAT model of everything",
    "scopes": "construct, then CP-SAT on scopes, one process",
    "scopes and routes": "... and the fast layer on routes",
    "scopes, routes and reassigning": "... and delegates changing tracks",
    "scopes, routes, reassigning and crossing": "... and plans that cross",
    "full": "... in a process for each core: the search",
}


def row(name: str, runs: list[Traced], marks: list[float], best: int) -> list[str]:
    """A line of the table: first plan, objective below the best at the marks, memory."""
    firsts = [run.first for run in runs if run.first is not None]
    cells = [name, f"{mean(firsts):.1f} s" if len(firsts) == len(runs) else f"{len(firsts)} of {len(runs)} runs"]
    for mark in marks:
        values = [value for run in runs if (value := run.at(mark)) is not None]
        cells.append(_spread(values, best) if len(values) == len(runs) else "-")
    return [*cells, f"{max(run.memory for run in runs):.0f} MiB"]


def _spread(values: list[int], best: int) -> str:
    """The mean of the seeds below the best, and the range of them."""
    middle, least, most = (per_cent_below(value, best) for value in (round(mean(values)), min(values), max(values)))
    return middle if len(values) == 1 else f"{middle} ({most} to {least})"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--scenario", type=Path, default=ROOT / "scenarios" / "shenzhen-2017")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--runs", type=Path, default=default_file("ablation"), help="where runs are kept (%(default)s)")
    given = parser.parse_args()
    kept, found = Kept(given.runs), {method: list[Traced]() for method in NAMES}
    for seed in range(1, given.seeds + 1):
        for method, runs in found.items():
            run, known = kept.traced(given.scenario, given.seconds, seed, method)
            runs.append(run)
            last = f"{run.points[-1][1]:,}" if run.points else "no plan"
            print(f"seed {seed}, {method}: {last}{' (known)' if known else ''}", flush=True)
    best = max((value for runs in found.values() for run in runs for _, value in run.points), default=0)
    marks = [given.seconds / 6, given.seconds / 2, given.seconds + 5]
    heads = ["method", "first plan", *(f"below {best:,} after {mark:.0f} s" for mark in marks), "memory"]
    said = table(heads, [row(NAMES[method], runs, marks, best) for method, runs in found.items()])
    print(said)
    if given.out:
        given.out.write_text(said + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
