"""Generated forums from 20 x 20 to 250 x 400 companies: benefit against its bound, fairness, idle gaps, seconds.

The bound is of timetables with as many meetings that both asked for and as fair, or of every timetable where the one
made has fewer of them than the choice without slots had.

Run `python tests/benchmarks/matchmaking_generated.py [SIZE...]`, SIZE as `50x50`.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass

from planner.matchmaking.forum import Forum, Interpreting, Pair, Participant
from planner.matchmaking.making import make_timetable
from planner.matchmaking.timetable import Timetable

HEADS = "| size | requests | meetings | mutual | benefit | bound | price | floor | gaps | bound | changes | seconds |"


@dataclass(frozen=True)
class Size:
    """How large a forum is: companies of each side, requests, slots, tables, interpreters, seconds to solve."""

    visitors: int
    hosts: int
    requests: int
    slots: int
    tables: int
    interpreters: int
    seconds: float


SIZES = {
    "20x20": Size(20, 20, 120, 12, 10, 5, 15),
    "50x50": Size(50, 50, 500, 16, 20, 10, 30),
    "100x150": Size(100, 150, 1_500, 20, 40, 20, 60),
    "250x400": Size(250, 400, 5_121, 30, 60, 30, 75),
}


def generate(size: Size, seed: int = 1) -> Forum:
    """A forum with uneven wishes: a few hosts are asked for often, half of the pairs need an interpreter."""
    rng = random.Random(seed)
    popular = [1 / (1 + rank) ** 0.5 for rank in range(size.hosts)]
    wanted: dict[tuple[int, int], None] = {}
    while len(wanted) < size.requests:
        visitor = rng.randrange(size.visitors)
        host = rng.choices(range(size.hosts), popular)[0]
        wanted[visitor, size.visitors + host] = None
    pool = frozenset(range(size.interpreters))
    pairs = tuple(
        Pair(
            visitor,
            host,
            frozenset(range(size.slots)),
            rng.randint(1, 5) if rng.random() < 0.8 else 0,
            rng.randint(1, 5) if rng.random() < 0.7 else 0,
            pool if rng.random() < 0.5 else None,
        )
        for visitor, host in wanted
    )
    seats = (1,) * size.slots
    participants = (
        *(Participant("visitor", seats, 1, 12) for _ in range(size.visitors)),
        *(Participant("host", seats, 1, 12) for _ in range(size.hosts)),
    )
    interpreting = Interpreting((frozenset(range(size.slots)),) * size.interpreters, stretch=4, pause=1)
    return Forum(size.slots, size.tables, participants, pairs, interpreting)


def line(name: str, made: Timetable) -> str:
    """One line of the table."""
    choice = made.choice
    return (
        f"| {name} | {len(made.forum.pairs)} | {len(made.placement)} | {made.mutual}/{choice.mutual} "
        f"| {made.benefit} | {made.bound} | {choice.price} | {made.fairness} "
        f"| {made.gaps} | {made.gap_bound} | {made.table_changes} | {made.seconds:.1f} |"
    )


def main(names: list[str]) -> int:
    """Print the table."""
    print(HEADS)
    print("|---" * (HEADS.count("|") - 1) + "|")
    for name in names or SIZES:
        size = SIZES[name]
        print(line(name, make_timetable(generate(size), size.seconds)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
