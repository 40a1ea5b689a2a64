"""The main job: read a scenario, solve it, check the plan, write everything made from it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from planner.checking.check import accounted, check, verdict
from planner.domain.faults import Note, Violation
from planner.domain.plan import Meeting, Plan
from planner.domain.plan_json import plan_to_json
from planner.domain.scenario import Scenario
from planner.matchmaking.meetings import matchmake, matchmakings, rematch
from planner.reading import Reading, read_scenario, scenario_digest, write_folder
from planner.rendering.calendars import write_calendars
from planner.rendering.documents import write_documents, write_index
from planner.rendering.packages import OFFLINE, write_package
from planner.rendering.stamp import Stamp
from planner.rendering.tables import write_tables
from planner.rendering.visit import Visit
from planner.solving.frontier import Point, frontier
from planner.solving.outcomes import Outcome, Solved, Step
from planner.solving.solve import Settings, settings_of, solve
from planner.workflow.drafts import PLAN_FILE, made_aside, refuse_strange
from planner.workflow.moments import now

T = TypeVar("T")
SCENARIO_FOLDER = "scenario"
PARETO_FILE = "pareto.json"
MEETING_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a planning run; None takes what the scenario says."""

    path: Path
    out: Path | None = None
    seconds: float | None = None
    seed: int | None = None
    workers: int | None = None
    sets: Sequence[str] = ()
    documents: bool = True
    pareto: tuple[str, str] | None = None
    tell: Callable[[Step], None] = lambda step: None
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Planned:
    """What came of it: the outcome of solving, the plan folder if one was written, and what its check found."""

    reading: Reading
    outcome: Outcome
    folder: Path | None = None
    violations: tuple[Violation, ...] = ()
    frontier: tuple[Point, ...] = ()


def make_plan(order: Order) -> Planned:
    """Do the main job. Raises Faulty for a faulty scenario, Refused for an output folder that is something else.

    A plan that breaks a hard rule is never written.
    """
    out = order.out or Path(f"plan-{order.path.resolve().stem}")
    refuse_strange(out)
    reading = read_scenario(order.path, order.sets)
    scenario = reading.scenario
    settings = replace(settings_of(scenario, order.seconds, order.seed, order.workers), stop=order.stop)
    outcome, points = beside_signals(lambda: _solved(scenario, settings, order))
    if not isinstance(outcome, Solved):
        return Planned(reading, outcome)
    plan = finished(reading, outcome.plan)
    outcome = replace(outcome, plan=plan)
    broken = verdict(scenario, check(scenario, plan)).hard
    if broken:
        return Planned(reading, outcome, violations=broken)
    with made_aside(out) as folder:
        write_plan(scenario, plan, folder, documents=order.documents)
        if points:
            (folder / PARETO_FILE).write_text(
                json.dumps(pareto_rows(points, order.pareto), indent=1) + "\n", encoding="utf-8"
            )
    return Planned(reading, outcome, out, frontier=points)


def _solved(scenario: Scenario, settings: Settings, order: Order) -> tuple[Outcome, tuple[Point, ...]]:
    """The outcome of solving, and where asked for the efficient plans; the plan is then the evenly weighed one."""
    digest = scenario_digest(scenario)
    if order.pareto is None:
        return solve(scenario, digest, settings, order.tell), ()
    points = frontier(scenario, digest, settings, order.pareto, order.tell)
    if not isinstance(points, tuple):
        return points, ()
    middle = min(points, key=lambda point: abs(point.share - 0.5))
    return Solved(middle.plan, middle.plan.seconds, stopped=settings.stop.is_set()), points


def pareto_rows(points: tuple[Point, ...], aims: tuple[str, str] | None) -> list[dict[str, object]]:
    """The efficient plans between two aims as JSON has them; `bound` is one on `worth`, the sum weighed by `share`."""
    first, second = aims or ("", "")
    return [
        {
            first: point.values[0],
            second: point.values[1],
            "share": point.share,
            "worth": point.worth,
            "bound": point.bound,
        }
        for point in points
    ]


def beside_signals(work: Callable[[], T]) -> T:
    """What `work` returns, done in a thread of its own so that this one hears Ctrl-C while the solver is busy."""
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(work)
        while not done.done():  # a signal that reaches another thread wakes this one only when it looks
            wait([done], timeout=0.1)
        return done.result()


def finished(reading: Reading, plan: Plan) -> Plan:
    """`plan` with its business meetings, and the notes of its scenario."""
    plan = noted(reading, plan)
    return accounted(reading.scenario, replace(plan, meetings=meetings_of(reading.scenario, plan)))


def noted(reading: Reading, plan: Plan) -> Plan:
    """`plan` with the notes of its scenario."""
    notes = tuple(Note(warning.code, str(warning)) for warning in reading.warnings)
    return replace(plan, notes=(*plan.notes, *notes))


def meetings_of(
    scenario: Scenario, plan: Plan, before: Sequence[Meeting] = (), only: str | None = None
) -> tuple[Meeting, ...]:
    """The meetings of a plan's matchmaking engagements, made anew, or with the fewest changes where `before` has some.

    `only` names the one engagement to be made; the meetings of others stay as the plan has them.
    """
    engagements = matchmakings(scenario, plan)
    found: list[Meeting] = []
    for engagement in engagements:
        was = [meeting for meeting in before if meeting.engagement == engagement]
        seconds = MEETING_SECONDS / len(engagements)
        if only not in (None, engagement):
            found += [meeting for meeting in plan.meetings if meeting.engagement == engagement]
        elif was:
            found += rematch(scenario, plan, engagement, was, seconds, plan.seed).meetings
        else:
            found += matchmake(scenario, plan, engagement, seconds, plan.seed).meetings
    return tuple(found)


def write_plan(scenario: Scenario, plan: Plan, folder: Path, *, documents: bool = True) -> None:
    """Write plan.json, the scenario as solved, and unless told not to all tables, documents and calendars."""
    (folder / PLAN_FILE).write_text(plan_to_json(plan, scenario.clock), encoding="utf-8", newline="\n")
    write_folder(scenario, folder / SCENARIO_FOLDER)
    if documents:
        moment = now(scenario.programme.timezone)
        write_calendars(scenario, plan, folder / "calendars", stamp=moment)
        write_papers(Visit(scenario, plan, Stamp(moment.replace(tzinfo=None))), folder)


def write_papers(visit: Visit, folder: Path) -> None:
    """Write tables, documents, the page that links to all that is in the folder, and all of it packed for offline."""
    scenario, plan, stamp = visit.scenario, visit.plan, visit.stamp
    write_tables(scenario, plan, folder, stamp)
    write_documents(scenario, plan, folder, stamp, before=visit.before, changes=visit.changes)
    write_index(scenario, plan, folder, stamp)
    write_package(folder, folder / OFFLINE, stamp.as_of)
    write_index(scenario, plan, folder, stamp)  # again, now that there is a package to link to
