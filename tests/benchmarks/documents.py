"""How long documents take, and the memory they take.

Measured: all that a plan writes, the programme in every form, pockets of many delegates as HTML and PDF, the package of
pockets, and the memory held while the pockets of ever more delegates are written. Run as
`python tests/benchmarks/documents.py SCENARIO PLAN [--delegates 500] [--only memory set programme html pdf package]`;
prints a line per measure. PLAN is a plan folder or its plan.json. Delegates are repeated under new ids until there are
as many as asked for.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from planner.domain.plan import Plan
from planner.domain.plan_json import plan_from_json
from planner.domain.scenario import Scenario
from planner.reading import read_scenario
from planner.rendering.documents import FORMATS, render_document, write_documents
from planner.rendering.packages import OFFLINE, write_package
from planner.rendering.stamp import Stamp

STAMP = Stamp(dt.datetime(2017, 8, 1, 9, 0))
LANGUAGES = ("th", "zh", "en")
MEASURES = ("memory", "set", "programme", "html", "pdf", "package")
CROWDS = (125, 250, 500)


def crowd(scenario: Scenario, plan: Plan, number: int) -> tuple[Scenario, Plan]:
    """The same visit with `number` delegates who do what the known ones do."""
    known = list(islice(cycle(scenario.delegates), number))
    rows = tuple(replace(who, id=f"{who.id}-{place}") for place, who in enumerate(known))
    days = {row.id: plan.delegates.get(who.id, {}) for row, who in zip(rows, known, strict=True)}
    head = next(row.id for row, who in zip(rows, known, strict=True) if who.id == scenario.head)
    return replace(scenario, delegates=rows, head=head), replace(plan, delegates=days, individual=())


@contextmanager
def measured(name: str) -> Iterator[None]:
    start, before = time.perf_counter(), processor_seconds()
    yield
    wall, used = time.perf_counter() - start, processor_seconds() - before
    most = peak(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    print(f"{name:50s} {wall:7.2f} s, of processors {used:7.2f} s   peak {most:6.0f} MB", flush=True)


def processor_seconds() -> float:
    """What this process and those that it has ended used: on a busy machine it says more than a clock."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def peak(*whose: int) -> float:
    """The most memory that one process of these held so far, in MB."""
    return max(resource.getrusage(who).ru_maxrss for who in whose) / 1024


def pockets(scenario: Scenario, plan: Plan, delegates: int, form: str) -> None:
    """Writes the pockets of so many delegates in every language."""
    many, theirs = crowd(scenario, plan, delegates)
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            only = replace(many, programme=replace(many.programme, languages=(language,)))
            write_documents(only, theirs, Path(folder), STAMP, formats=(form,), only=("pocket",))


def set_and_calendars(scenario: Scenario, plan: Plan) -> None:
    """Writes what `planner plan` writes."""
    from planner.workflow.planning import write_plan  # every process that writes documents reads the top of this file

    with tempfile.TemporaryDirectory() as folder:
        write_plan(scenario, plan, Path(folder))
        print(sum(path.is_file() for path in Path(folder).rglob("*")), "files")


def programmes(scenario: Scenario, plan: Plan) -> None:
    """Sets the programme in every language and form."""
    for form in FORMATS:
        for language in LANGUAGES:
            render_document(scenario, plan, "programme", (language,), form, STAMP)


def package(scenario: Scenario, plan: Plan, delegates: int) -> None:
    """Packs the pockets of so many delegates for reading without a network."""
    many, theirs = crowd(scenario, plan, delegates)
    with tempfile.TemporaryDirectory() as folder:
        write_documents(many, theirs, Path(folder), STAMP, only=("pocket",))
        with measured(f"the package of {delegates} pockets"):
            made = write_package(Path(folder), Path(folder) / OFFLINE, STAMP.as_of)
        print(f"{made.stat().st_size / 1e6:.1f} MB")


def read(scenario: Path, plan: Path) -> tuple[Scenario, Plan]:
    """The scenario, and its plan from a folder or a file."""
    path = plan / "plan.json" if plan.is_dir() else plan
    return read_scenario(scenario).scenario, plan_from_json(path.read_text(encoding="utf-8"))[0]


def held(scenario: Path, plan: Path, delegates: int) -> float:
    """The most memory that one process holds while it writes the pockets of so many delegates, in MB."""
    pockets(*read(scenario, plan), delegates, "html")
    return peak(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def grow(scenario: Path, plan: Path) -> None:
    """Prints the memory held by crowd, each measured in processes of its own."""
    for delegates in CROWDS:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
            most = alone.submit(held, scenario, plan, delegates).result()
        print(f"{delegates:5d} delegates: {most:6.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--delegates", type=int, default=500)
    parser.add_argument("--only", choices=MEASURES, nargs="+", default=MEASURES)
    asked = parser.parse_args()
    if "memory" in asked.only:  # first: a process is told the peak of the one that started it as its own
        grow(asked.scenario, asked.plan)
    scenario, plan = read(asked.scenario, asked.plan)
    if "set" in asked.only:
        with measured("all documents, calendars and tables, packed"):
            set_and_calendars(scenario, plan)
    if "programme" in asked.only:
        with measured("the programme, three languages, three forms"):
            programmes(scenario, plan)
    for form in ("html", "pdf"):
        if form in asked.only:
            with measured(f"{asked.delegates} pockets in three languages as {form}"):
                pockets(scenario, plan, asked.delegates, form)
    if "package" in asked.only:
        package(scenario, plan, asked.delegates)


if __name__ == "__main__":
    main()
