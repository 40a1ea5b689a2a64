"""The command compare: plans, or scenarios solved on the same terms, laid side by side on a page and in tables."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from planner.checking.check import check, verdict
from planner.comparing.comparison import Comparison, compare
from planner.comparing.figures import FIGURES
from planner.comparing.frames import frames
from planner.comparing.variants import Variant
from planner.console import GOOD, NO_PLAN, OUT_OF_TIME, STOPPED, VIOLATED, Console
from planner.domain.counting import counted
from planner.domain.faults import Refused, Violation
from planner.domain.scenario import Scenario
from planner.publishing.editions import PLAN_FILE, read_edition
from planner.reading import read_scenario, scenario_digest
from planner.rendering.comparison_tables import write_frames
from planner.rendering.html import render_html
from planner.rendering.pdf import render_pdf
from planner.rendering.stamp import Stamp
from planner.rendering.views.comparison import comparison_view
from planner.solving.outcomes import OutOfTime, Solved, Step
from planner.solving.solve import settings_of, solve
from planner.workflow.commands import stoppable
from planner.workflow.drafts import made_aside, refuse_strange
from planner.workflow.moments import now

FACTS_FILE = "comparison.json"


@dataclass(frozen=True)
class Terms:
    """How scenarios are solved that come without a plan; None takes what each scenario says."""

    seconds: float | None = None
    seed: int | None = None
    workers: int | None = None
    tell: Callable[[str, Step], None] = lambda name, step: None
    stop: threading.Event = field(default_factory=threading.Event)


class Unplanned(Exception):
    """A scenario to be compared has no lawful plan; `code` is the exit code that says why."""

    def __init__(self, name: str, code: int, why: str, violations: tuple[Violation, ...] = ()) -> None:
        super().__init__(f"{name}: {why}")
        self.code, self.violations = code, violations


def compare_paths(
    console: Console, paths: Sequence[Path], out: Path | None, published: Path | None, **given: Any
) -> int:
    """Compare what lies at `paths`: plan folders, releases, or scenarios."""
    target = out or Path("compare")
    refuse_strange(target, FACTS_FILE)
    if len(paths) < 2:
        raise Refused("a comparison needs two plans or scenarios, or more")
    with stoppable() as stop:
        terms = Terms(**given, tell=lambda name, step: console.progress(f"{name}: {step.doing}"), stop=stop)
        try:
            variants = [variant_at(path, name, terms) for path, name in zip(paths, names_of(paths), strict=True)]
            known = variant_at(published, names_of([published])[0], terms) if published else None
        except Unplanned as without:
            console.complain(str(without))
            for violation in without.violations:
                console.complain(f"violation: {violation}")
            console.facts({"problem": str(without)})
            return without.code
    comparison = compare(variants, published=known)
    with made_aside(target) as folder:
        pages = write_comparison(comparison, folder)
    for line in summary(comparison):
        console.say(line)
    console.say(f"written to {target}; open {target / pages[0].name}")
    console.facts(comparison_facts(comparison) | {"folder": target})
    return GOOD


def names_of(paths: Sequence[Path]) -> list[str]:
    """A name for each path: that of its folder, with the folders above it where two are alike, else numbered."""
    folders = [path.resolve().parent if path.name == PLAN_FILE else path.resolve() for path in paths]
    plain = [folder.stem if folder.is_file() else folder.name for folder in folders]
    longer = [f"{folder.parent.name}/{name}" for folder, name in zip(folders, plain, strict=True)]
    for names in (plain, longer):
        if len(set(names)) == len(names):
            return names
    return [f"{name} {place}" for place, name in enumerate(longer, 1)]


def variant_at(path: Path, name: str, terms: Terms) -> Variant:
    """The plan at `path`, checked; a scenario is solved first. Raises Faulty, or Unplanned without a lawful plan."""
    if path.name == PLAN_FILE or (path / PLAN_FILE).is_file():
        edition = read_edition(path)
        variant = Variant(name, edition.scenario, edition.plan)
    else:
        variant = _solved(read_scenario(path).scenario, name, terms)
    broken = verdict(variant.scenario, check(variant.scenario, variant.plan)).hard
    if broken:
        raise Unplanned(name, VIOLATED, "the plan breaks rules", broken)
    return variant


def _solved(scenario: Scenario, name: str, terms: Terms) -> Variant:
    settings = replace(settings_of(scenario, terms.seconds, terms.seed, terms.workers), stop=terms.stop)
    outcome = solve(scenario, scenario_digest(scenario), settings, lambda step: terms.tell(name, step))
    if terms.stop.is_set():
        raise Unplanned(name, STOPPED, "stopped before it was planned")
    if isinstance(outcome, Solved):
        return Variant(name, scenario, outcome.plan)
    if isinstance(outcome, OutOfTime):
        raise Unplanned(name, OUT_OF_TIME, f"no lawful plan found in {outcome.seconds:.0f} s; give --seconds more")
    raise Unplanned(name, NO_PLAN, f"{outcome}; planner conflicts says why")


def write_comparison(comparison: Comparison, folder: Path) -> list[Path]:
    """Write pages (HTML and PDF) in the languages of the first scenario, tables and facts; the HTML pages."""
    programme = comparison.base.scenario.programme
    stamp = Stamp(now(programme.timezone).replace(tzinfo=None))
    view, pages = comparison_view(comparison, stamp), []
    for language in programme.languages:
        page = render_html("comparison", view, (language,), stamp)
        pages.append(folder / f"comparison.{language}.html")
        pages[-1].write_bytes(page.encode())
        pages[-1].with_suffix(".pdf").write_bytes(render_pdf(page, stamp))
    write_frames(frames(comparison), folder, "comparison", stamp)
    facts = json.dumps(comparison_facts(comparison), ensure_ascii=False, indent=1)
    (folder / FACTS_FILE).write_text(facts + "\n", encoding="utf-8", newline="\n")
    return pages


def comparison_facts(comparison: Comparison) -> dict[str, Any]:
    """The figures and what differs, for programs."""
    names = [figure.name for figure in FIGURES]
    return {
        "fair": comparison.fair,
        "published": comparison.published.name if comparison.published else comparison.base.name,
        "variants": [
            {
                "name": variant.name,
                "scenario": variant.plan.scenario,
                "sha256": variant.plan.sha256,
                "figures": comparison.figures[place],
                "meanings": {name: said for name in names if place and (said := comparison.meaning(name, place))},
            }
            for place, variant in enumerate(comparison.variants)
        ],
        "engagements": {
            row.id: {variant.name: word for variant, word in zip(comparison.variants, row.words, strict=True)}
            for row in comparison.engagements
            if row.differs
        },
        "inputs": {
            variant.name: [{"key": change.key, "old": change.old, "new": change.new} for change in changed]
            for variant, changed in zip(comparison.variants[1:], comparison.inputs[1:], strict=True)
        },
    }


def summary(comparison: Comparison) -> list[str]:
    """A few lines: the figures of each variant, and how many engagements differ."""
    lines = []
    for place, variant in enumerate(comparison.variants):
        values = comparison.figures[place]
        shown = ", ".join(
            f"{name} {values[name]:,.0f}" for name in ("objective", "visitors", "hosts", "fairness", "cost")
        )
        mark = {"none": "  (within the gap: no difference)", "open": "  (no bound known)", "": ""}
        lines.append(f"{variant.name}: {shown}{mark[comparison.meaning('objective', place)] if place else ''}")
    differing = sum(row.differs for row in comparison.engagements)
    return [*lines, f"{differing} of {counted(len(comparison.engagements), 'engagement')} not held alike"]
