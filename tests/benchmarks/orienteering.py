"""Team orienteering with time windows: the planner's fast layer against best known values and other solvers.

    PLANNER_BENCHMARKS=FOLDER python -m tests.benchmarks.orienteering --seconds 20 --against pyvrp vroom

FOLDER holds `toptw/` with the instances and `best_known.csv`. Times are processor seconds of all cores together, so
that a busy machine and another number of cores measure the same; every solution is checked by the instance's own
rules. The table is a CSV that grows by a line a case; a run goes on where the last one stopped.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from planner.model.orienteering.problem import Tours
from planner.solving.routing.bounding import bounded
from planner.solving.routing.search import Effort, search
from tests.benchmarks.orienteering_rivals import RIVALS, is_there
from tests.benchmarks.toptw_instances import (
    VARIABLE,
    Instance,
    Known,
    best_known,
    checked,
    folder,
    planner_like,
    problem,
    read,
)

TWELVE = "c104/1 r104/1 r112/1 rc104/1 pr02/2 pr02/4 pr05/2 pr05/4 pr06/3 pr08/3 pr10/2 pr10/4"
"""The fixed set, all with sourced values."""
PROVABLE = "r101/1 c101/1 r105/1"
LIKE_VISITS = "visits60 visits60-2 visits60-3 visits120 visits120-2 visits120-3"
"""Drawn days: how many visits, and where not the same number, the seed; a route for ten of them."""
SETS = {"twelve": TWELVE, "provable": PROVABLE, "visits": LIKE_VISITS}
OURS = "planner"
Solve = Callable[[Instance, int, float, int], Tours]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; gap in percent of the best known value, empty where there is none."""

    instance: str
    routes: int
    solver: str
    seconds: float
    seed: int
    score: int
    best_known: str
    gap: str
    bound: str
    spent: float

    @property
    def key(self) -> tuple[str, ...]:
        """What makes a line the same measurement."""
        return self.instance, str(self.routes), self.solver, str(float(self.seconds)), str(self.seed)


def main(arguments: Sequence[str]) -> int:
    """Fill the table and print it; 2 where there are no instances."""
    asked = _asked(arguments)
    where = folder(asked.folder)
    if where is None:
        print(f"No instances: give --folder, or set {VARIABLE} to the folder above toptw.")
        return 2
    table = Path(asked.out)
    table.parent.mkdir(parents=True, exist_ok=True)
    known, done = best_known(where), _done(table)
    solvers = {OURS: _ours(asked.workers)} | {name: RIVALS[name] for name in asked.against if is_there(name)}
    for name in asked.against:
        if name not in solvers:
            print(f"{name} is not installed: left aside")
    for instance, routes in _cases(asked.cases, where, known):
        for name, solve in solvers.items():
            key = (instance.name, str(routes), name, str(float(asked.seconds)), str(asked.seed))
            if key not in done:
                line = _measured(instance, routes, known.get((instance.name, routes)), name, solve, asked)
                done[key] = _kept(table, line)
    _print([line for key, line in done.items() if key[3:] == (str(float(asked.seconds)), str(asked.seed))])
    return 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.orienteering", description=__doc__)
    parser.add_argument("--folder", help=f"the folder toptw; else {VARIABLE} names the one above")
    parser.add_argument("--cases", default="twelve", help=f'{", ".join(SETS)}, all, or names such as "c104/1 pr02/3"')
    parser.add_argument("--seconds", type=float, default=20.0, help="processor seconds for each case and solver")
    parser.add_argument("--workers", type=int, default=1, help="processes of the planner's search")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--against", nargs="*", default=[], choices=sorted(RIVALS), help="other solvers to measure")
    parser.add_argument("--bound", type=float, default=0.0, help="seconds more to prove a bound")
    default = Path(tempfile.gettempdir()) / "planner-benchmarks" / "orienteering.csv"
    parser.add_argument("--out", default=str(default), help="the table (%(default)s)")
    return parser.parse_args(arguments)


def _cases(named: str, where: Path, known: dict[tuple[str, int], Known]) -> Iterator[tuple[Instance, int]]:
    """Instances and numbers of routes by name."""
    names = " ".join(f"{name}/{routes}" for name, routes in known) if named == "all" else SETS.get(named, named)
    for case in names.split():
        name, _, routes = case.partition("/")
        if name.startswith("visits"):
            count, _, seed = name.removeprefix("visits").partition("-")
            yield planner_like(name, int(count), int(seed or count)), int(routes or int(count) // 10)
        else:
            yield read(where / f"{name}.csv"), int(routes)


def _ours(workers: int) -> Solve:
    def solve(instance: Instance, routes: int, seconds: float, seed: int) -> Tours:
        return search(problem(instance, routes), Effort(seconds=seconds), seed, workers).tours

    return solve


def _measured(
    instance: Instance, routes: int, known: Known | None, name: str, solve: Solve, asked: argparse.Namespace
) -> Line:
    begun = _spent()
    tours = solve(instance, routes, asked.seconds, asked.seed)
    spent = _spent() - begun
    bound = ""
    if asked.bound and name == OURS:
        better = bounded(problem(instance, routes), tours, asked.bound, asked.workers)
        tours, bound = better.tours, str(better.bound)
    score = checked(instance, tours)
    gap = f"{100 * (known.value - score) / known.value:.2f}" if known else ""
    return Line(
        instance.name,
        routes,
        name,
        asked.seconds,
        asked.seed,
        score,
        str(known.value) if known else "",
        gap,
        bound,
        round(spent, 1),
    )


def _spent() -> float:
    """Processor seconds of this process and its children that have ended."""
    times = os.times()
    return float(times.user + times.system + times.children_user + times.children_system)


def _done(table: Path) -> dict[tuple[str, ...], Line]:
    """The lines that are already in the table."""
    if not table.exists():
        return {}
    kinds = {"routes": int, "seconds": float, "seed": int, "score": int, "spent": float}
    with table.open(encoding="utf-8", newline="") as rows:
        lines = [
            Line(**{name: kinds.get(name, str)(value) for name, value in row.items()})  # type: ignore[arg-type]
            for row in csv.DictReader(rows)
        ]
    return {line.key: line for line in lines}


def _kept(table: Path, line: Line) -> Line:
    new = not table.exists()
    with table.open("a", encoding="utf-8", newline="") as rows:
        writer = csv.DictWriter(rows, [field.name for field in fields(Line)])
        if new:
            writer.writeheader()
        writer.writerow(asdict(line))
    print(
        f"{line.instance}/{line.routes} {line.solver}: {line.score} ({line.gap or '-'} %), {line.spent} s", flush=True
    )
    return line


def _print(lines: list[Line]) -> None:
    """The table, and the mean gap of each solver over the cases that all have."""
    print("\n| instance | routes | solver | score | best known | gap % | bound | CPU s |\n" + "|---" * 8 + "|")
    for line in lines:
        print(
            f"| {line.instance} | {line.routes} | {line.solver} | {line.score} | {line.best_known} | {line.gap} "
            f"| {line.bound} | {line.spent} |"
        )
    for solver in dict.fromkeys(line.solver for line in lines):
        gaps = [float(line.gap) for line in lines if line.solver == solver and line.gap]
        if gaps:
            print(f"{solver}: mean gap {sum(gaps) / len(gaps):.2f} % over {len(gaps)} cases")
        drawn = [line.score for line in lines if line.solver == solver and not line.gap]
        if drawn:
            print(f"{solver}: {sum(drawn)} together over {len(drawn)} drawn cases")
    proven = [(int(line.bound) - line.score) / line.score for line in lines if line.bound]
    if proven:
        print(f"mean proven gap {100 * sum(proven) / len(proven):.1f} % over {len(proven)} cases")


if __name__ == "__main__":
    begun = time.monotonic()
    code = main(sys.argv[1:])
    print(f"{time.monotonic() - begun:.0f} s by the clock")
    sys.exit(code)
