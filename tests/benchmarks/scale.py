"""How the search grows: the four sizes, and more engagements, days or tracks around a middling visit.

    python -m tests.benchmarks.scale [--seconds 60] [--only sizes engagements days tracks] [--out FILE] [--plot SVG]
        [--runs FILE]

A line is one process: when the first plan was there, how far the plans in hand at 10, 30 and 60 s lay below the last,
the gap of the last to the proven bound, and the peak memory of all processes. Each run is kept in a file as it ends; a
benchmark that was killed goes on where it stopped.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.examples import Size, generate
from tests.benchmarks.kept import Kept, default_file
from tests.benchmarks.plotting import Panel, drawn
from tests.benchmarks.traced import Traced, per_cent_below, table

MARKS = (10.0, 30.0, 60.0)
SIZES: tuple[Size, ...] = ("S", "M", "L", "XL")
XL_LONGER = 2.0
"""XL is given so many times the seconds."""
GROWTH = {
    "engagements": (20, 40, 80, 120, 160, 200),
    "days": (2, 3, 4, 6, 8, 10),
    "tracks": (1, 2, 4, 8, 12),
}
"""What is varied around size M, tracks without that of the official party."""


@dataclass(frozen=True, slots=True)
class Line:
    """One case: of which growth, which number on its axis, and what came of it."""

    growth: str
    name: str
    at: float
    run: Traced


def cases(folder: Path, only: list[str]) -> Iterator[tuple[str, str, float, Path]]:
    """(growth, name, number on the axis, scenario folder) of every case asked for."""
    for place, size in enumerate(SIZES if "sizes" in only else ()):
        generate(folder / size, size, 1)
        yield "sizes", size, place, folder / size
    for growth, numbers in GROWTH.items():
        for number in numbers if growth in only else ():
            target = folder / f"{growth}-{number}"
            generate(target, "M", 1, **{growth: number})
            yield growth, f"M, {number} {growth}", number, target


def cells(line: Line) -> list[str]:
    """A line of the table."""
    run = line.run
    first = "none" if run.first is None else f"{run.first:.1f} s"
    last = run.points[-1][1] if run.points else 0
    below = [per_cent_below(run.at(mark) if mark <= run.seconds + 5 else None, last) for mark in MARKS]
    gap = "-" if not last or run.bound is None else f"{100 * (run.bound - last) / abs(last):.0f} %"
    return [line.name, first, *below, f"{last:,}", gap, f"{run.memory:.0f} MiB"]


def panels(lines: list[Line]) -> list[Panel]:
    """Of each growth how long the first plan takes, and how far the plans at 10 and 30 s lie below the last."""
    found = []
    for growth in GROWTH:
        own = [line for line in lines if line.growth == growth and line.run.points]
        curves = {"first plan, s": [(line.at, line.run.points[0][0]) for line in own]}
        for mark in MARKS[:2]:
            curves[f"plan at {mark:.0f} s below the last, %"] = _below(own, mark)
        found.append(Panel(growth, curves))
    return [panel for panel in found if any(panel.curves.values())]


def _below(lines: list[Line], mark: float) -> list[tuple[float, float]]:
    """Per cent by which the plans in hand at `mark` seconds lie below the last."""
    return [
        (line.at, 100 * (last - value) / abs(last))
        for line in lines
        if (value := line.run.at(mark)) is not None and (last := line.run.points[-1][1])
    ]


def main() -> None:
    """Print the table; draw the plot where one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=("sizes", *GROWTH), default=["sizes", *GROWTH])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--runs", type=Path, default=default_file("scale"), help="where runs are kept (%(default)s)")
    given = parser.parse_args()
    kept, lines = Kept(given.runs), []
    with tempfile.TemporaryDirectory() as folder:
        for growth, name, at, scenario in cases(Path(folder), given.only):
            seconds = given.seconds * (XL_LONGER if name == "XL" else 1)
            run, known = kept.traced(scenario, seconds, given.seed)
            lines.append(Line(growth, name, at, run))
            print("  ".join([*cells(lines[-1]), *(["(known)"] if known else [])]), flush=True)
    heads = [
        "visit",
        "first plan",
        *(f"below the last at {mark:.0f} s" for mark in MARKS),
        "objective",
        "gap",
        "memory",
    ]
    said = table(heads, [cells(line) for line in lines])
    print(said)
    if given.out:
        given.out.write_text(said + "\n", encoding="utf-8")
    if given.plot:
        given.plot.write_text(drawn(panels(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
