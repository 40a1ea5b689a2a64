"""How few changes, how sure, how soon: re-plans of the reference visit after each disruption, beside plain re-solves.

    python -m tests.benchmarks.replanning                    plans the visit first, then the table; ten minutes
    python -m tests.benchmarks.replanning --plan FOLDER      from a plan that is there
    python -m tests.benchmarks.replanning --only typhoon wet

A visit is one track's part in one engagement; it is changed when it is moved, cancelled or new. The least cost of
changes is a bound that the program proves. A plain re-solve has the same scenario and as much time, but not the plan.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.comparing.changes import changes
from planner.publishing.editions import read_edition
from tests.benchmarks.reference import REFERENCE, planned, planner

SECONDS = 10.0
"""Of work for a plain re-solve, on one core as a re-plan is, so that both repeat; a re-plan takes its own."""
VARIANTS = (
    "typhoon",
    "ministry-closed",
    "port-cancelled",
    "coach-less",
    "minister-later",
    "late-flight",
    "wet",
    "four-days",
)
FACTS = {
    "nothing new": "",
    "interpreter ill": '[remove]\ninterpreters = ["interpreter-09"]\n',
    "hotel withdrawn": '[remove]\nhotels = ["royal-cliff"]\n',
    "site closed on a day": '[add.opening."kasetsart-site/2017-08-18/00:00"]\nuntil = "00:00"\n',
    "lunch place lost": '[remove]\nmeals = ["lunch-qsncc"]\n',
}
ON_THE_DAY = {
    "port cancelled, Thursday 07:00": ("port-cancelled", "--now", "2017-08-17T07:00"),
    "coach breaks down, Thursday 07:00": ("coach-less", "--now", "2017-08-17T07:00"),
}


@dataclass(frozen=True, slots=True)
class Disruption:
    """A name, a changed scenario, and further arguments."""

    name: str
    scenario: Path
    more: tuple[str, ...] = ()


def disruptions(folder: Path) -> Iterator[Disruption]:
    """The variants of the reference visit, single facts, and what becomes known on the day."""
    for name in VARIANTS:
        yield Disruption(name, _variant(name))
    for name, toml in FACTS.items():
        child = folder / name.replace(" ", "-")
        child.mkdir()
        (child / "scenario.toml").write_text(f'format = 1\nextends = ["{REFERENCE}"]\n{toml}', encoding="utf-8")
        yield Disruption(name, child)
    for name, (variant, *more) in ON_THE_DAY.items():
        yield Disruption(name, _variant(variant), tuple(more))


def _variant(name: str) -> Path:
    return REFERENCE.with_name(f"{REFERENCE.name}-{name}")


def visits(parties: Iterable[Sequence[str]]) -> int:
    """How many tracks are touched by changes of engagements, given the parties of each."""
    return sum(party.startswith("track/") for one in parties for party in one)


def replanned(plan: Path, case: Disruption, out: str) -> tuple[str, str, str, str, str, str]:
    """Changed visits, delegates touched, cost, proof, seconds and the exit code of the check of one re-plan."""
    arguments = ("replan", str(plan), str(case.scenario), "--out", out, "--policy", "drop")
    run = planner(*arguments, "--no-documents", "--json", *case.more)
    if run.code:
        return "-", "-", "-", f"exit {run.code}", f"{run.wall:.1f}", "-"
    facts = run.facts
    changed = visits(change["parties"] for change in facts["changes"] if change["kind"] == "engagement")
    proof = "least" if facts["proven"] else f"at least {facts['bound']}"
    check = planner("verify", out).code
    touched = len(facts["touched"]["delegate"])
    return str(changed), str(touched), str(facts["cost"]), proof, f"{run.wall:.1f}", str(check)


def resolved(plan: Path, case: Disruption, out: str) -> str:
    """Changed visits of a plain re-solve."""
    if planned(case.scenario, out, SECONDS, "--workers", "1").code:
        return "-"
    old, new = read_edition(plan), read_edition(Path(out) / "plan")
    made = changes(old.plan, new.plan, new.scenario, old.scenario)
    return str(sum(len(change.touched("track")) for change in made if change.kind == "engagement"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plan", type=Path, help="Plan of the reference visit; made anew without.")
    parser.add_argument("--only", nargs="+", help="Names of disruptions.")
    parser.add_argument("--no-resolve", action="store_true", help="Leave the plain re-solves out.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.plan is None:
            planned(REFERENCE, f"{folder}/base", 30.0)
        plan = given.plan or Path(folder) / "base" / "plan"
        print("| disruption | visits changed | delegates touched | cost | proof | seconds | check | plain re-solve |")
        print("|---|---|---|---|---|---|---|---|")
        for number, case in enumerate(disruptions(Path(folder))):
            if not given.only or case.name in given.only:
                found = replanned(plan, case, f"{folder}/{number}")
                plain = "" if given.no_resolve else resolved(plan, case, f"{folder}/{number}-plain")
                print(f"| {case.name} | {' | '.join(found)} | {plain} |", flush=True)


if __name__ == "__main__":
    main()
