"""The command stress: delays simulated, risks told, recovery cards solved beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pandas as pd

from planner.comparing.changes import touched
from planner.comparing.recovery import Card, cards
from planner.comparing.stress import BUFFER_MINUTES, StopRisk, Stress, stress
from planner.console import GOOD, Console
from planner.domain.counting import counted
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.publishing.editions import Edition, read_edition
from planner.reading import scenario_digest
from planner.rendering.comparison_tables import write_frames
from planner.rendering.html import render_html
from planner.rendering.pdf import render_pdf
from planner.rendering.stamp import Stamp
from planner.rendering.views.stress import stress_view
from planner.rendering.visit import Visit
from planner.solving.replanning import Replanned, Task, replan
from planner.solving.solve import settings_of
from planner.workflow.commands import stoppable
from planner.workflow.drafts import made_aside, refuse_strange
from planner.workflow.moments import now

CARD_SECONDS = 4.0
SHOWN = 10
MARK = "tables/stops.csv"


def stress_plan(console: Console, path: Path, samples: int, seed: int, most: int, out: Path | None) -> int:
    """Simulate the plan at `path`, tell the risks and, with at most `most` of them, the recovery cards."""
    if out:
        refuse_strange(out, MARK)
    edition = read_edition(path)
    found = stress(edition.scenario, edition.plan, samples, seed)
    with stoppable() as stop:

        def recover(scenario: Scenario, plan: Plan, moment: int) -> Plan | None:
            console.progress("recovery cards ...")
            task = Task(scenario, scenario_digest(scenario), plan, edition.digest, now=moment)
            settings = replace(settings_of(scenario, CARD_SECONDS, seed, 1), stop=stop)
            made = None if stop.is_set() else replan(task, settings, lambda step: None)
            return made.plan if isinstance(made, Replanned) and not made.broken else None

        made = cards(edition.scenario, edition.plan, found, recover, most)
    for line in lines(edition, found, made):
        console.say(line)
    if out:
        with made_aside(out) as folder:
            write_stress(edition, found, made, folder)
        console.say(f"written to {out}")
    console.facts(_facts(edition, found, made))
    return GOOD


def write_stress(edition: Edition, found: Stress, made: Sequence[Card], folder: Path) -> None:
    """Write pages (HTML and PDF) in the languages of the programme, and tables."""
    stamp = Stamp(now(edition.scenario.programme.timezone).replace(tzinfo=None))
    view = stress_view(Visit(edition.scenario, edition.plan, stamp), found, made)
    for language in edition.scenario.programme.languages:
        page = render_html("stress", view, (language,), stamp)
        (folder / f"stress.{language}.html").write_bytes(page.encode())
        (folder / f"stress.{language}.pdf").write_bytes(render_pdf(page, stamp))
    write_frames(stress_frames(edition, found, made), folder, "stress", stamp)


def lines(edition: Edition, found: Stress, made: Sequence[Card]) -> Iterator[str]:
    """What a person wants to know, line by line."""
    yield f"{edition.plan.scenario}: {found.samples:,} visits simulated; {found.lateness:.0f} % of the stops start late"
    yield "moments of protocol and flights, the riskiest first:"
    for place, (tracks, risk) in enumerate(_by_moment(found.critical)):
        if place >= SHOWN and risk.kind != "flight":
            continue
        missed = "" if risk.missed is None else f", missed {100 * risk.missed:.1f} %"
        late = f"{risk.ninth:.0f} min late or less in nine of ten"
        yield f"  {_when(edition, risk)}  {risk.key} ({tracks}): on time {100 * risk.on_time:.0f} %{missed}, {late}"
    yield "weakest links, where lateness begins:"
    for risk in found.weakest[:SHOWN]:
        yield f"  {_when(edition, risk)}  {risk.key} ({risk.track}): in {100 * risk.begins:.0f} % of visits"
    yield f"where {BUFFER_MINUTES} minutes more buy the most:"
    for buffer in found.buffers[:SHOWN]:
        saved = f"{buffer.saved:.0f} late stops fewer in a hundred visits"
        yield f"  {edition.clock.date(buffer.day)}  on the way to {buffer.key} ({buffer.track}): {saved}"
    for card in made:
        yield from card_lines(edition, card)


def card_lines(edition: Edition, card: Card) -> Iterator[str]:
    """One recovery card."""
    place = edition.scenario.site[card.place].name.best("en")
    coach = " and ".join(edition.scenario.vehicle[id].name or id for id in card.vehicles) or card.track
    yield f"if {coach} ({card.track}) leaves {place} later than {_moment(edition, card.latest)}:"
    yield f"  drop {card.drop}; {card.protects} is reached when leaving by {_moment(edition, card.reach)}"
    parties = touched(card.changes)
    for kind in ("host", "interpreter", "vehicle", "track"):
        told = [party.id for party in parties if party.kind == kind]
        if told:
            yield f"  tell {kind}: {', '.join(told)}"
    yield f"  touches {counted(sum(party.kind == 'delegate' for party in parties), 'delegate')}"


def _by_moment(risks: Sequence[StopRisk]) -> list[tuple[str, StopRisk]]:
    """Stops that several tracks share once, with the names of the tracks."""
    shared: dict[tuple[str, int, float], list[StopRisk]] = {}
    for risk in risks:
        shared.setdefault((risk.key, risk.planned, risk.on_time), []).append(risk)
    return [(", ".join(risk.track for risk in same), same[0]) for same in shared.values()]


def _when(edition: Edition, risk: StopRisk) -> str:
    return _moment(edition, risk.planned)


def _moment(edition: Edition, minute: int) -> str:
    return edition.clock.local(minute).strftime("%Y-%m-%d %H:%M")


def stress_frames(edition: Edition, found: Stress, made: Sequence[Card]) -> dict[str, pd.DataFrame]:
    """The tables by name: stops, buffers, cards."""
    stops = pd.DataFrame([asdict(stop) for stop in found.stops])
    stops["planned"] = [_moment(edition, minute) for minute in stops["planned"]]
    stops["date"] = [str(edition.clock.date(day)) for day in stops.pop("day")]
    buffers = pd.DataFrame([asdict(buffer) for buffer in found.buffers], columns=["track", "day", "key", "saved"])
    buffers["date"] = [str(edition.clock.date(day)) for day in buffers.pop("day")]
    return {
        "stops": stops.round(3),
        "buffers": buffers.round(1),
        "cards": pd.DataFrame(
            [_card(edition, card) for card in made],
            columns=["track", "place", "vehicles", "latest", "reach", "drop", "protects", "late", "tell"],
        ),
    }


def _card(edition: Edition, card: Card) -> dict[str, Any]:
    tell = [f"{party.kind} {party.id}" for party in touched(card.changes) if party.kind != "delegate"]
    return {
        "track": card.track,
        "place": card.place,
        "vehicles": ";".join(card.vehicles),
        "latest": _moment(edition, card.latest),
        "reach": _moment(edition, card.reach),
        "drop": card.drop,
        "protects": card.protects,
        "late": round(card.late, 3),
        "tell": ";".join(tell),
    }


def _facts(edition: Edition, found: Stress, made: Sequence[Card]) -> dict[str, Any]:
    return {
        "scenario": edition.plan.scenario,
        "samples": found.samples,
        "seed": found.seed,
        "late_percent": round(found.lateness, 1),
        "stops": [asdict(stop) for stop in found.stops],
        "buffers": [asdict(buffer) for buffer in found.buffers],
        "cards": [_card(edition, card) for card in made],
    }
