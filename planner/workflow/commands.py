"""The commands about plans: plan, verify, render; what they say and how they end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import FrameType

from planner.console import GOOD, NO_PLAN, OUT_OF_TIME, STOPPED, VIOLATED, Console
from planner.domain.account import Aim, WorstOff
from planner.domain.counting import counted
from planner.domain.faults import Refused, Violation
from planner.domain.plan import Plan
from planner.domain.scenario import AIMS
from planner.publishing.editions import read_edition
from planner.reading import Reading
from planner.rendering.documents import render_document
from planner.rendering.letterhead import FIELDS, new_letterhead
from planner.rendering.stamp import Stamp
from planner.solving.conflicts import Part
from planner.solving.conflicts.wording import Wording
from planner.solving.outcomes import Infeasible, Outcome, OutOfTime, Solved, Step
from planner.workflow.conflicts import HOPELESS, plain, said_lines
from planner.workflow.moments import now
from planner.workflow.planning import Order, make_plan, pareto_rows
from planner.workflow.preparing import tell_of_preparing
from planner.workflow.verifying import verify

MOST_TIMES = 10
"""Up to so many times an objective a bound is told in per cent."""


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """An event that Ctrl-C or SIGTERM sets; a second one ends the program at once."""
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def plan_scenario(
    console: Console,
    scenario: Path,
    out: Path | None,
    seconds: float | None,
    seed: int | None,
    workers: int | None,
    sets: tuple[str, ...],
    no_documents: bool,
    pareto: str | None,
) -> int:
    """The main job."""
    tell_of_preparing(console)
    aims = None if pareto is None else _two_aims(pareto)
    with stoppable() as stop:
        done = make_plan(
            Order(
                path=scenario,
                out=out,
                seconds=seconds,
                seed=seed,
                workers=workers,
                sets=sets,
                documents=not no_documents,
                pareto=aims,
                tell=lambda step: console.progress(_progress(step)),
                stop=stop,
            )
        )
    if not console.quiet:
        console.faults(done.reading.warnings)
    if not isinstance(done.outcome, Solved):
        code = _without_plan(console, done.outcome, done.reading)
        return STOPPED if stop.is_set() else code
    if done.violations:
        return violated(console, done.violations)
    plan = done.outcome.plan
    for line in summary(plan):
        console.say(line)
    console.say(
        f"written to {done.folder}; open {done.folder}/index.html" if not no_documents else f"written to {done.folder}"
    )
    for point in done.frontier:
        above = "no bound" if point.bound is None else f"bound {reach(point.worth, point.bound)}"
        names = aims or ("", "")
        console.say(f"  efficient: {names[0]} {point.values[0]:,}, {names[1]} {point.values[1]:,}; {above}")
    efficient = {"efficient": pareto_rows(done.frontier, aims)} if aims else {}
    console.facts(plan_facts(plan) | {"folder": done.folder, "stopped": done.outcome.stopped} | efficient)
    return STOPPED if done.outcome.stopped else GOOD


def _two_aims(text: str) -> tuple[str, str]:
    names = [part.strip() for part in text.split(",")]
    if len(names) != 2 or names[0] == names[1] or not set(names) <= set(AIMS):
        raise Refused(f"--pareto {text}: name two different aims of {', '.join(AIMS)}, such as visitors,hosts")
    return names[0], names[1]


def _progress(step: Step) -> str:
    bound = "" if step.bound is None or not step.objective else f"  bound {reach(step.objective, step.bound)}"
    return f"{step.seconds:6.1f} s  aim {step.objective:,}{bound}  {step.doing}"


def reach(objective: int, bound: float) -> str:
    """How far a bound lies above the objective, in per cent; the bound itself where these would say nothing."""
    if objective <= 0 or bound > MOST_TIMES * objective:
        return f"{bound:,.0f}"
    return f"{100 * (bound - objective) / objective:.1f} % above"


def summary(plan: Plan) -> Iterator[str]:
    """A plan in a few lines."""
    proof = "proven best" if plan.status == "optimal" else "no bound known"
    if plan.status != "optimal" and plan.bound is not None:
        proof = f"the proven bound is {reach(plan.objective, plan.bound)}"
    yield f"plan of {plan.scenario}: objective {plan.objective:,}, {proof}; {plan.seconds:g} s, seed {plan.seed}"
    held = {item.id for track in plan.tracks for day in track.days for item in day.items if item.kind == "engagement"}
    delegates = counted(len(plan.delegates), "delegate")
    yield f"  {counted(len(held), 'engagement')} held, {len(plan.left_out)} left out; {delegates}"
    yield "  " + ", ".join(f"{aim.name} {aim.value:,}" for aim in plan.aims)
    for one in plan.worst_off:
        yield f"  worst-off {_worst_off(one)}"
    breaches = len(plan.soft_rules)
    if breaches:
        rules = sorted({breach.rule for breach in plan.soft_rules})
        yield f"  {counted(breaches, 'soft breach')}: {', '.join(rules)}"


def _worst_off(one: WorstOff) -> str:
    most = "" if one.bound is None else f" (in no plan more than {one.bound} %)"
    least = f" (in every plan at least {one.nothing_bound})" if one.nothing_bound else ""
    nothing = f"; {one.nothing} with nothing{least}" if one.nothing else ""
    return f"{one.side}: {one.organisation} with {one.percent} % of what it could get{most}{nothing}"


def plan_facts(plan: Plan) -> dict[str, object]:
    """A plan's figures for programs."""
    return {
        "scenario": plan.scenario,
        "status": plan.status,
        "objective": plan.objective,
        "bound": plan.bound,
        "seconds": plan.seconds,
        "seed": plan.seed,
        "aims": [_aim(aim) for aim in plan.aims],
        "worst_off": [asdict(one) for one in plan.worst_off],
        "soft_breaches": len(plan.soft_rules),
        "left_out": list(plan.left_out),
    }


def _aim(aim: Aim) -> dict[str, object]:
    return {"name": aim.name, "value": aim.value, "weight": aim.weight}


def _without_plan(console: Console, outcome: Outcome, reading: Reading) -> int:
    if isinstance(outcome, OutOfTime):
        console.complain(f"no lawful plan found in {outcome.seconds:.0f} s, and none ruled out; give --seconds more")
        console.facts({"status": "out of time"})
        return OUT_OF_TIME
    assert isinstance(outcome, Infeasible)
    return impossible(console, outcome, str(outcome), reading)


def impossible(console: Console, outcome: Infeasible, sentence: str, reading: Reading) -> int:
    """Say that there is no plan, and why as far as it is known; the exit code for it."""
    wording = Wording(reading.scenario, reading.provenance.where)
    conflicts = [[Part(rule, facts) for rule, facts in conflict.parts] for conflict in outcome.conflicts]
    console.complain(f"{sentence}{'; these cannot hold together:' if any(conflicts) else ''}")
    for parts in conflicts:
        for line in said_lines(wording, parts) if parts else (HOPELESS,):
            console.complain(line)
    console.complain("`planner conflicts` looks for all that conflicts, and whom to ask")
    plain_parts = [[plain(wording.said(part)) for part in parts] for parts in conflicts]
    console.facts({"status": "infeasible", "conflicts": plain_parts})
    return NO_PLAN


def violated(console: Console, violations: tuple[Violation, ...]) -> int:
    """Say what the check found; the exit code for it."""
    for one in violations:
        console.complain(f"violation: {one}")
    console.facts({"violations": [{"rule": one.rule} | dict(one.facts) for one in violations]})
    return VIOLATED


def verify_plan(console: Console, path: Path) -> int:
    """Check a plan or a release."""
    done = verify(path)
    if done.violations:
        return violated(console, done.violations)
    breaches = f"; {len(done.soft)} breach{'' if len(done.soft) == 1 else 'es'} of soft rules" if done.soft else ""
    console.say(f"{done.plan.scenario}: every rule holds{breaches}; the files agree with the plan")
    console.facts({"violations": [], "soft_breaches": len(done.soft)})
    return GOOD


def render_one(
    console: Console,
    plan: Path,
    document: str,
    language: str,
    form: str,
    for_id: str,
    template: Path | None,
    out: Path | None,
) -> int:
    """Write one document."""
    edition = read_edition(plan)
    languages = tuple(part.strip() for part in language.split(",") if part.strip())
    stamp = Stamp(now(edition.scenario.programme.timezone).replace(tzinfo=None))
    content = render_document(edition.scenario, edition.plan, document, languages, form, stamp, for_id, template)
    folder = out or Path()
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is not a folder")
    folder.mkdir(parents=True, exist_ok=True)
    spoken = "-".join(dict.fromkeys(languages))
    path = folder / ".".join([document, *([for_id] if for_id else []), spoken, form])
    aside = path.with_name(f".{path.name}.partial")
    aside.write_bytes(content)
    aside.replace(path)
    console.say(str(path))
    console.facts({"file": path})
    return GOOD


def new_template(console: Console, file: Path) -> int:
    """Write a letterhead to start from."""
    if file.suffix != ".docx":
        raise Refused(f"{file.name} is no name of a Word file; it ends in .docx")
    if file.exists():
        raise Refused(f"{file} exists; name another file")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(new_letterhead(Stamp(now("UTC").replace(tzinfo=None))))
    console.say(f"{file}: write it over, keep the fields; planner render --format docx --template {file} uses it")
    console.facts({"file": file, "fields": dict(FIELDS)})
    return GOOD
