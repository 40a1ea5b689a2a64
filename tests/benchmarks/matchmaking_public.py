"""The public B2B meeting scheduling instances, solved by the product's own way.

Run `python tests/benchmarks/matchmaking_public.py [FOLDER] [INSTANCE...]`, where FOLDER holds the instances as JSON and
`published.csv`; without it the environment variable PLANNER_BENCHMARKS names the folder above `b2b`. Published aim: all
meetings placed, fewest break groups, at most 2 breaks of difference between participants (Bofill et al., JAIR 2022).
"""

from __future__ import annotations

import csv
import json
import os
import sys
from pathlib import Path
from typing import Any

from planner.matchmaking.forum import Forum, Pair, Participant
from planner.matchmaking.making import make_timetable
from planner.matchmaking.timetable import Timetable

SECONDS = 90.0


def folder() -> Path | None:
    """Where the instances are, None where nobody says so."""
    named = os.environ.get("PLANNER_BENCHMARKS")
    return Path(named) / "b2b" if named else None


def read_forum(path: Path) -> Forum:
    """The forum of one instance.

    A forbidden slot counts as an idle slot in the published aim, so it is a slot the pair may not use, not one in
    which the participant is away.
    """
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    slots, morning = data["n_slots"], data["n_morning_slots"]
    forbidden = [{slot - 1 for slot in row} for row in data["forbidden"]]
    spans = {"AM": range(morning), "PM": range(morning, slots), "ANY": range(slots)}
    place = {row["id"]: index for index, row in enumerate(data["meetings"])}
    pairs = []
    for row in data["meetings"]:
        first, second = row["p1"] - 1, row["p2"] - 1
        span = spans[row["session"]] if row["fixed_slot"] is None else [row["fixed_slot"] - 1]
        allowed = frozenset(span) - forbidden[first] - forbidden[second]
        pairs.append(Pair(first, second, allowed, 1, 1, required=True))
    return Forum(
        slots,
        data["n_tables"],
        tuple(Participant("visitor", (1,) * slots) for _ in range(data["n_participants"])),
        tuple(pairs),
        precedences=tuple((place[before], place[after]) for before, after in data["precedences"]),
        spread=data["fairness_d_published"],
    )


def published(path: Path) -> dict[str, tuple[int, float]]:
    """Instance -> proven optimum and the shortest published time, from `published.csv`."""
    best: dict[str, tuple[int, float]] = {}
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["status"] == "optimal":
                name, seconds = f"{row['instance']}.{row['variant']}", float(row["time_s"])
                if name not in best or seconds < best[name][1]:
                    best[name] = (int(row["objective"]), seconds)
    return best


def line(name: str, made: Timetable, best: tuple[int, float] | None) -> str:
    """One line of the table."""
    known = f"{best[0]} | {best[1]}" if best else "- | -"
    placed = "impossible" if made.impossible else f"{len(made.placement)}/{len(made.forum.pairs)}"
    return f"| {name} | {placed} | {made.gaps} | {made.gap_bound} | {made.seconds:.1f} | {known} |"


def main(arguments: list[str]) -> int:
    """Print the table; 1 where a proven optimum was missed, 2 where there are no instances."""
    where = Path(arguments[0]) if arguments else folder()
    if where is None or not where.is_dir():
        print("No instances: give their folder, or set PLANNER_BENCHMARKS.")
        return 2
    best, missed = published(where / "published.csv"), 0
    print("| instance | placed | gaps | bound | seconds | optimum | best published seconds |")
    print("|---|---|---|---|---|---|---|")
    for path in sorted(where.glob("*.json")):
        if arguments[1:] and path.stem not in arguments[1:]:
            continue
        made = make_timetable(read_forum(path), SECONDS)
        print(line(path.stem, made, best.get(path.stem)), flush=True)
        proven = len(made.placement) == len(made.forum.pairs) and made.gaps == made.gap_bound
        missed += not (proven or made.impossible)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
