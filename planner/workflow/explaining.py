"""Why an engagement is in a plan or is not: found by solving, said in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.console import GOOD, Console
from planner.domain.faults import Fault, Faulty
from planner.domain.scenario import Scenario
from planner.publishing import is_release
from planner.publishing.editions import Edition, read_edition
from planner.reading import Reading, read_scenario
from planner.reading.near import near_hint
from planner.rendering.documents import write_index
from planner.rendering.html import render_html
from planner.rendering.stamp import Stamp
from planner.rendering.views.explanations import explanations_view
from planner.rendering.visit import Visit
from planner.solving.budget import Budget
from planner.solving.conflicts.wording import Wording
from planner.solving.explaining import Explanation, explain, explain_left_out
from planner.solving.solve import settings_of
from planner.workflow.explaining_facts import facts_of
from planner.workflow.explaining_lines import lines, table_lines
from planner.workflow.moments import now
from planner.workflow.planning import SCENARIO_FOLDER

SECONDS, SECONDS_EACH = 20.0, 4.0
PAGE = "explain"


def explain_plan(
    console: Console,
    plan: Path,
    engagement: str | None,
    track: str | None,
    seconds: float | None = None,
    workers: int | None = None,
) -> int:
    """Explain one engagement, or all that is left out; the page of the plan folder is written anew."""
    edition = read_edition(plan)
    reading = read_scenario(edition.folder / SCENARIO_FOLDER)
    _known(edition.scenario, engagement, track)
    settings = settings_of(edition.scenario, None, None, workers)
    if engagement is not None:
        budget = Budget(seconds or SECONDS)
        found: Sequence[Explanation] = (
            explain(edition.scenario, edition.plan, engagement, track, budget, settings.workers),
        )
    else:
        budget = Budget(seconds or SECONDS_EACH * max(1, len(edition.plan.left_out)))
        found = explain_left_out(edition.scenario, edition.plan, budget, settings.workers)
    wording = Wording(edition.scenario, reading.provenance.where)
    for line in table_lines(wording, found) if engagement is None else lines(edition, wording, found[0]):
        console.say(line)
    page = write_page(edition, reading, found)
    if page:
        console.say(f"page: {page}")
    console.facts({"explanations": [facts_of(edition, wording, one) for one in found], "page": page})
    return GOOD


def _known(scenario: Scenario, engagement: str | None, track: str | None) -> None:
    faults = []
    if engagement is not None and engagement not in scenario.engagement:
        faults.append(Fault("ENGAGEMENT", engagement, "an engagement", near_hint(engagement, scenario.engagement)))
    if track is not None and track not in scenario.track:
        faults.append(Fault("--track", track, "a track", near_hint(track, scenario.track)))
    if faults:
        raise Faulty(faults)


def write_page(edition: Edition, reading: Reading, found: Sequence[Explanation]) -> Path | None:
    """Write `explain.html` into a draft's folder and link it from its index; releases are never touched."""
    if is_release(edition.folder):
        return None
    wording = Wording(edition.scenario, reading.provenance.where)
    stamp = Stamp(now(edition.scenario.programme.timezone).replace(tzinfo=None))
    visit = Visit(edition.scenario, edition.plan, stamp)
    path = edition.folder / f"{PAGE}.html"
    view = explanations_view(visit, wording, found)
    path.write_bytes(render_html(PAGE, view, visit.languages[:1], stamp).encode())
    if (edition.folder / "index.html").exists():
        write_index(edition.scenario, edition.plan, edition.folder, stamp)
    return path
