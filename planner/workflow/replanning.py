"""Re-plan: read the old plan and the new facts, change as little as can be, say whom it touches, write."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner.comparing.changes import Change, changes
from planner.comparing.impact import KINDS, Impact, impact, party_names
from planner.comparing.occasions import Occasion, Party
from planner.console import GOOD, NO_PLAN, OUT_OF_TIME, STOPPED, VIOLATED, Console
from planner.domain.faults import Fault, Faulty, Refused
from planner.domain.scenario import Scenario
from planner.publishing.editions import Edition, read_edition
from planner.reading import Reading, read_scenario, scenario_digest
from planner.solving.outcomes import Infeasible, OutOfTime, Step
from planner.solving.replanning import AGREED, Drop, Replanned, Task, replan, with_past
from planner.solving.solve import settings_of
from planner.workflow.commands import impossible, stoppable
from planner.workflow.drafts import made_aside, refuse_strange
from planner.workflow.pinning import done_before, with_pins
from planner.workflow.planning import SCENARIO_FOLDER, noted, write_plan
from planner.workflow.preparing import tell_of_preparing

SECONDS = 4.5
"""Counted as work, so that a busy machine finds the same, if later; with reading and writing done within ten."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a re-plan as given."""

    plan: Path
    scenario: Path | None
    now: str | None
    pins: Sequence[str]
    sets: Sequence[str]
    policy: str
    dry_run: bool
    out: Path | None
    seconds: float | None
    seed: int | None
    workers: int | None
    no_documents: bool


def replan_scenario(console: Console, **given: Any) -> int:
    """Plan again with the fewest changes; the arguments are those of `Asked`."""
    asked = Asked(**given)
    edition = read_edition(asked.plan)
    reading = read_scenario(asked.scenario or edition.folder / SCENARIO_FOLDER, asked.sets)
    out = asked.out or Path(f"plan-{(asked.scenario or Path(edition.scenario.name)).resolve().stem}")
    _refuse_same(edition.folder, out, dry_run=asked.dry_run)
    name = reading.scenario.name if asked.scenario else edition.scenario.name  # not that of the folder in the plan
    scenario = replace(with_pins(reading.scenario, asked.pins), name=name)
    now = None if asked.now is None else scenario.clock.minute(_moment(asked.now))
    if now is not None:
        scenario = done_before(with_past(scenario, edition.scenario, edition.plan, now), edition, now)
    tell_of_preparing(console)
    task = Task(
        scenario=scenario,
        digest=scenario_digest(scenario),
        old=edition.plan,
        old_digest=edition.digest,
        days_later=(scenario.clock.first_day - edition.clock.first_day).days,
        now=now,
        keep=asked.policy == "keep",
    )
    with stoppable() as stop:
        settings = settings_of(scenario, asked.seconds or SECONDS, asked.seed, asked.workers or 1)
        found = replan(task, replace(settings, stop=stop), lambda step: console.progress(_progress(step)))
    if not console.quiet:
        console.faults(reading.warnings)
    if not isinstance(found, Replanned):
        return _without_plan(console, found, replace(reading, scenario=scenario), asked)
    code = _tell(console, edition, scenario, found, asked)
    if code == GOOD and not asked.dry_run:
        _write(console, replace(reading, scenario=scenario), found, out, asked)
    return STOPPED if code == GOOD and stop.is_set() else code


def _progress(step: Step) -> str:
    return f"{step.seconds:6.1f} s  {step.doing}"


def _refuse_same(old: Path, out: Path, *, dry_run: bool) -> None:
    if dry_run:
        return
    refuse_strange(out)
    if out.resolve() == old.resolve():
        raise Refused(f"{out} holds the plan that is to be changed; name another folder with --out")


def _moment(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise Faulty([Fault("--now", text, "a date and time, such as 2017-08-17T10:00")]) from None


def _write(console: Console, reading: Reading, found: Replanned, out: Path, asked: Asked) -> None:
    with made_aside(out) as folder:
        write_plan(reading.scenario, noted(reading, found.plan), folder, documents=not asked.no_documents)
    console.say(f"written to {out}")


def _without_plan(console: Console, found: Infeasible | OutOfTime, reading: Reading, asked: Asked) -> int:
    if isinstance(found, OutOfTime):
        console.complain(f"no lawful change found in {found.seconds:.0f} s, and none ruled out; give --seconds more")
        console.facts({"status": "out of time"})
        return OUT_OF_TIME
    kept = " that keeps all that is agreed (--policy keep)" if asked.policy == "keep" else ""
    tracks = " with delegates in the tracks they are in" if found.as_tried else ""
    return impossible(console, found, f"no lawful plan{kept} can be made from this one{tracks}", reading)


def _tell(console: Console, edition: Edition, scenario: Scenario, found: Replanned, asked: Asked) -> int:
    """Say what changes and for whom; the exit code."""
    if found.broken:
        for one in found.broken:
            console.complain(f"violation: {one}")
        console.facts({"violations": [{"rule": one.rule} | dict(one.facts) for one in found.broken]})
        return VIOLATED
    made = changes(edition.plan, found.plan, scenario, edition.scenario)
    whom = impact(made, scenario, edition.scenario)
    stopped = [drop for drop in found.drops if drop.commitment in AGREED and not drop.told]
    for line in _lines(edition, scenario, found, made, whom, lists=asked.dry_run):
        console.say(line)
    halts = bool(stopped) and asked.policy == "stop"
    if halts:
        for line in _stopping(stopped):
            console.complain(line)
    console.facts(_facts(found, made, whom, stopped) | {"stopped_by_policy": halts, "was": edition.plan.objective})
    return NO_PLAN if halts else GOOD


def _stopping(stopped: Sequence[Drop]) -> Iterator[str]:
    yield "stopped: what somebody agreed to has no place any more, at no lower cost of changes:"
    for drop in stopped:
        yield f"  {drop.engagement} of track {drop.track} ({drop.commitment})"
    yield "nothing is written; --policy drop drops these, --policy keep keeps them and changes more"


def _lines(
    edition: Edition, scenario: Scenario, found: Replanned, made: Sequence[Change], whom: Impact, *, lists: bool
) -> Iterator[str]:
    proof = "proven the least" if found.proven else f"no lawful plan has less than {found.bound}"
    yield f"{whom.sentence}; cost of changes {found.cost}, {proof}"
    yield f"  objective {found.plan.objective:,}, was {edition.plan.objective:,}; {found.plan.seconds:g} s"
    for change in made:
        if change.kind in ("engagement", "meal", "night"):
            tracks = ", ".join(change.touched("track"))
            if tracks:
                yield f"  {change.word:9} {change.key} ({tracks}): {_when(scenario, change)}"
    words = Counter(change.word for change in made if change.kind == "meeting")
    if words:
        yield f"  meetings  {', '.join(f'{count} {word}' for word, count in sorted(words.items()))}"
    for drop in found.drops:
        told = ", as told" if drop.told else ""
        yield f"  dropped   {drop.engagement} of {drop.track} ({drop.commitment}{told})"
    for kind in KINDS if lists else ():
        ids = whom.parties.get(kind, ())
        if ids:
            names = party_names((Party(kind, id) for id in ids), scenario, scenario.programme.languages[0])
            yield f"  {kind}: {'; '.join(f'{id} {name}' for id, name in zip(ids, names, strict=True))}"


def _when(scenario: Scenario, change: Change) -> str:
    ends = [_place(scenario, one) for one in (change.before, change.after) if one]
    return " -> ".join(dict.fromkeys(ends))


def _place(scenario: Scenario, one: Occasion) -> str:
    clock = scenario.clock
    start, end = clock.local(one.start), clock.local(one.end)
    times = "" if one.end - one.start == 24 * 60 else f" {start:%H:%M}-{end:%H:%M}"
    return f"{start:%a %d %b}{times} {one.site}"


def _facts(found: Replanned, made: Sequence[Change], whom: Impact, stopped: Sequence[Drop]) -> dict[str, object]:
    return {
        "cost": found.cost,
        "bound": found.bound,
        "proven": found.proven,
        "objective": found.plan.objective,
        "impact": whom.sentence,
        "touched": dict(whom.parties),
        "dropped": [_drop(drop) for drop in found.drops],
        "agreed_dropped": [_drop(drop) for drop in stopped],
        "changes": [
            {
                "word": change.word,
                "key": change.key,
                "kind": change.kind,
                "before": _span(change.before),
                "after": _span(change.after),
                "parties": [f"{party.kind}/{party.id}" for party in change.parties],
            }
            for change in made
        ],
    }


def _drop(drop: Drop) -> dict[str, object]:
    return {"engagement": drop.engagement, "track": drop.track, "commitment": drop.commitment, "told": drop.told}


def _span(one: Occasion | None) -> dict[str, object] | None:
    return None if one is None else {"site": one.site, "start": one.start, "end": one.end}
