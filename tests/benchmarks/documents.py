"""How long documents take: pockets of many delegates as HTML and PDF, the programme in every form, the memory used.

Run as `python tests/benchmarks/documents.py SCENARIO PLAN [--delegates 500]`; prints a line per measure. PLAN is a plan
folder or its plan.json. Delegates are repeated under new ids until there are as many as asked for.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from planner.domain.plan import Plan
from planner.domain.plan_json import plan_from_json
from planner.domain.scenario import Scenario
from planner.reading import read_scenario
from planner.rendering.documents import render_document, write_documents
from planner.rendering.stamp import Stamp

STAMP = Stamp(dt.datetime(2017, 8, 1, 9, 0))
LANGUAGES = ("th", "zh", "en")


def crowd(scenario: Scenario, plan: Plan, number: int) -> tuple[Scenario, Plan]:
    """The same visit with `number` delegates who do what the known ones do."""
    known = list(islice(cycle(scenario.delegates), number))
    rows = tuple(replace(who, id=f"{who.id}-{place}") for place, who in enumerate(known))
    days = {row.id: plan.delegates.get(who.id, {}) for row, who in zip(rows, known, strict=True)}
    head = next(row.id for row, who in zip(rows, known, strict=True) if who.id == scenario.head)
    return replace(scenario, delegates=rows, head=head), replace(plan, delegates=days, individual=())


@contextmanager
def measured(name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{name:50s} {time.perf_counter() - start:7.2f} s   peak {peak / 1024:6.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--delegates", type=int, default=500)
    asked = parser.parse_args()
    scenario = read_scenario(asked.scenario).scenario
    path = asked.plan / "plan.json" if asked.plan.is_dir() else asked.plan
    plan, _ = plan_from_json(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        with measured("the whole set"):
            print(len(write_documents(scenario, plan, Path(folder), STAMP)), "files")
        with measured("the programme, three languages, three forms"):
            for form in ("html", "pdf", "docx"):
                for language in LANGUAGES:
                    render_document(scenario, plan, "programme", (language,), form, STAMP)
        many, theirs = crowd(scenario, plan, asked.delegates)
        for form in ("html", "pdf"):
            with measured(f"{asked.delegates} pockets in three languages as {form}"):
                for language in LANGUAGES:
                    only = replace(many, programme=replace(many.programme, languages=(language,)))
                    write_documents(only, theirs, Path(folder), STAMP, formats=(form,), only=("pocket",))


if __name__ == "__main__":
    main()
