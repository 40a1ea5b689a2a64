"""The command sweep: many variants solved on the same terms, results kept as they come."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from planner import __version__
from planner.checking.check import check, verdict
from planner.comparing.figures import FIGURES, figures
from planner.comparing.spreading import Arrival, locally, on_cluster
from planner.comparing.sweeps import SWEEP_FILE, Case, Lost, Result, Store, combinations
from planner.comparing.variants import Variant
from planner.console import GOOD, STOPPED, Console
from planner.domain.counting import counted
from planner.domain.faults import Faulty
from planner.reading import read_scenario, scenario_digest
from planner.solving.outcomes import OutOfTime, Solved
from planner.solving.solve import Settings, settings_of, solve
from planner.workflow.commands import stoppable
from planner.workflow.drafts import made_aside, refuse_strange
from planner.workflow.planning import write_plan

BAR = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a sweep as given."""

    scenario: Path
    varies: Sequence[str]
    variants: Sequence[Path]
    cluster: str | None
    out: Path | None
    seconds: float | None
    seed: int | None
    processes: int | None


def sweep_scenarios(console: Console, **given: Any) -> int:
    """Solve every variant; the arguments are those of `Asked`. Faulty and infeasible variants are rows like others."""
    asked = Asked(**given)
    target = asked.out or Path("sweep")
    refuse_strange(target, SWEEP_FILE)
    variants = list(variants_of(asked))
    store = Store(target)
    (target / SWEEP_FILE).write_text(json.dumps({"program": f"planner {__version__}"}) + "\n", encoding="utf-8")
    cases = [one for one in variants if isinstance(one, Case)]
    left = list({case.key: case for case in cases if case not in store}.values())
    solved = sum(case in store for case in cases)
    console.say(
        f"{counted(len(variants), 'variant')}, {solved} of them solved before; {len(variants) - len(cases)} faulty"
    )
    with stoppable() as stop:
        failed = _gather(console, store, variants, left, asked, stop)
        variants = [_lost(one, failed) if isinstance(one, Case) else one for one in variants]
        frame = store.collect(variants)
        for lost in (one for one in variants if isinstance(one, Lost)):
            console.complain(f"{lost.name}: {lost.problem}")
        shown = frame.to_string(index=False, columns=_shown(list(frame.columns)), na_rep="") if len(frame) else ""
        for line in shown.splitlines():
            console.say(line)
        console.say(f"written to {target}; {_counted(list(frame['status']) if len(frame) else [])}")
        console.facts({"folder": target, "rows": json.loads(frame.to_json(orient="records"))})
        return STOPPED if stop.is_set() else GOOD


def variants_of(asked: Asked) -> Iterator[Case | Lost]:
    """Every variant of a sweep: a case to solve, or why it cannot be read. Raises Faulty where there is no scenario."""
    for path in dict.fromkeys((asked.scenario, *asked.variants)):
        if not path.exists():
            read_scenario(path)
        for varied in combinations(asked.varies):
            sets = [f"{key}={value}" for key, value in varied.items()]
            name = " ".join([path.resolve().stem, *sets])
            try:
                scenario = read_scenario(path, sets).scenario
            except Faulty as faulty:
                yield Lost(name, varied, "faulty", "; ".join(map(str, faulty.faults)))
                continue
            terms = settings_of(scenario, asked.seconds, asked.seed, 1)
            yield Case(name, scenario, scenario_digest(scenario), terms.seconds, terms.seed, varied)


def solve_case(case: Case) -> Result:
    """Solve one case on one core, repeatably; a plan that breaks a rule is not handed on."""
    outcome = solve(case.scenario, case.digest, Settings(case.seconds, case.seed, 1), lambda step: None)
    if isinstance(outcome, OutOfTime):
        return Result({"status": "out of time"})
    if not isinstance(outcome, Solved):
        return Result({"status": "infeasible"})
    if verdict(case.scenario, check(case.scenario, outcome.plan)).hard:
        return Result({"status": "breaks rules"})
    variant = Variant(case.name, case.scenario, outcome.plan)
    values = figures(variant, variant)
    row = {"status": outcome.plan.status} | {f.name: values[f.name] for f in FIGURES if f.name != "changes"}
    return Result(row | {"bound": outcome.plan.bound, "left_out": len(outcome.plan.left_out)}, outcome.plan)


def _gather(
    console: Console, store: Store, variants: Sequence[Case | Lost], left: list[Case], asked: Asked, stop: Event
) -> dict[str, str]:
    """Store results as they come; what went wrong by key, which is not stored so that it is tried again."""
    failed: dict[str, str] = {}
    console.progress(_bar(0, len(left)))
    for done, (case, result) in enumerate(_arrivals(left, asked, stop), 1):
        if isinstance(result, BaseException):
            failed[case.key] = f"{type(result).__name__}: {result}"
        else:
            if result.plan:
                with made_aside(store.plan_folder(case)) as folder:
                    write_plan(case.scenario, result.plan, folder, documents=False)
            store.keep(case, result.row)
            store.collect(variants)
        console.progress(f"{_bar(done, len(left))}  {case.name}")
    return failed


def _bar(done: int, of: int) -> str:
    return f"[{'#' * (BAR * done // max(of, 1)):<{BAR}}] {done}/{of}"


def _lost(case: Case, failed: Mapping[str, str]) -> Case | Lost:
    return Lost(case.name, case.varied, "failed", failed[case.key]) if case.key in failed else case


def _arrivals(left: list[Case], asked: Asked, stop: Event) -> Iterator[Arrival]:
    if not left:
        return iter(())
    if asked.cluster:
        return on_cluster(solve_case, left, asked.cluster, stop)
    return locally(solve_case, left, min(asked.processes or os.cpu_count() or 1, len(left)), stop)


def _shown(columns: list[str]) -> list[str]:
    """The columns that fit a terminal."""
    wanted = ("name", "status", "objective", "visitors", "hosts", "fairness", "driving", "cost", "lateness")
    return [column for column in wanted if column in columns]


def _counted(statuses: Sequence[str]) -> str:
    return ", ".join(f"{count} {status}" for status, count in Counter(statuses).items()) or "no results"
