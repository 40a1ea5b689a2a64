"""Why an engagement is in a plan or is not: found by solving, said in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from planner.comparing.changes import changes
from planner.console import GOOD, Console
from planner.domain.faults import Fault, Faulty
from planner.domain.plan import Plan
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
from planner.solving.conflicts.wording import Wording, moment
from planner.solving.explaining import AimChange, Counterfactual, Explanation, Held, LeftOut, explain, explain_left_out
from planner.solving.solve import settings_of
from planner.workflow.moments import now
from planner.workflow.planning import SCENARIO_FOLDER

SECONDS, SECONDS_EACH = 20.0, 4.0
PAGE = "explain"
REASONS = {
    "impossible": "no lawful place at all: these cannot hold together",
    "excluded": "no lawful place beside what must be held: these cannot hold together",
    "displaced": "lawful places exist; other things there are worth more",
    "missed": "nothing keeps it out: the plan would be better with it, so it is not the best there is",
    "unknown": "no place found in the time given, and none ruled out",
}
FEW = 6


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
    for line in _table(wording, found) if engagement is None else _lines(edition, wording, found[0]):
        console.say(line)
    page = write_page(edition, reading, found)
    if page:
        console.say(f"page: {page}")
    console.facts({"explanations": [_facts(edition, wording, one) for one in found], "page": page})
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


def _table(wording: Wording, found: Sequence[Explanation]) -> Iterator[str]:
    if not found:
        yield "nothing is left out"
    for one in found:
        if isinstance(one, LeftOut):
            gain = one.counterfactual.gain if one.counterfactual else None
            loss = "" if gain is None else f"  forced in: {gain:+,}"
            yield f"{one.reason:10} {wording.name(one.engagement)}{loss}"
            for part in one.conflict:
                yield f"             {wording.said(part).sentence}"


def _lines(edition: Edition, wording: Wording, one: Explanation) -> Iterator[str]:
    of = f" for {one.track}" if one.track else ""
    if isinstance(one, Held):
        name = wording.name(one.engagement)
        yield f"{name} is in the programme{of}; without it the objective would change by {-one.worth:+,}"
        yield from _held(edition.scenario, one)
        return
    yield f"{wording.name(one.engagement)} is left out{of}: {REASONS[one.reason]}"
    for part in one.conflict:
        said = wording.said(part)
        yield f"  {said.sentence}"
        yield f"      {part.rule} | {'; '.join(said.sources)}"
    if one.counterfactual:
        yield from _counterfactual(edition, one.counterfactual)
        yield from _admissions(one)
    yield f"  proof: {_proof(edition.plan, one)}"


def _held(scenario: Scenario, one: Held) -> Iterator[str]:
    yield f"  it adds: {_aims(one.aims)}"
    for name, heads, care in one.organisations[:FEW]:
        yield f"    {scenario.organisation[name].name.best('en')}: {heads} heads, interest x strength {care}"
    for sector, heads, weight in one.wishes[:FEW]:
        yield f"    the host asked for {sector} (weight {weight}): {heads} heads came"
    for place in one.places:
        clock = scenario.clock
        day = place.start // (24 * 60)
        yield (
            f"  {place.track}: {moment(scenario, place.start)}; with all else at its time it could start from "
            f"{clock.text(place.earliest, day)} to {clock.text(place.latest, day)}"
        )


def _aims(aims: Sequence[AimChange]) -> str:
    return ", ".join(f"{aim.name} {aim.before:,} -> {aim.after:,} ({aim.worth:+,})" for aim in aims) or "nothing"


def _counterfactual(edition: Edition, one: Counterfactual) -> Iterator[str]:
    yield f"  forced in, the objective changes by {one.gain:+,}: {_aims(one.aims)}"
    for change in changes(edition.plan, one.plan, edition.scenario):
        tracks = ", ".join(change.touched("track"))
        if change.kind in ("engagement", "meal", "night") and tracks:
            where = change.after or change.before
            assert where is not None
            yield f"    {change.word:9} {change.key} ({tracks}): {moment(edition.scenario, where.start)} {where.site}"


def _admissions(one: LeftOut) -> Iterator[str]:
    free = [admission for admission in one.admissions if admission.gain >= 0]
    if free:
        yield "  single changes that admit it at no loss, the easiest to ask for first:"
    elif one.admissions:
        yield "  no single change tried admits it at no loss; these help most:"
    elif one.counterfactual and one.counterfactual.gain < 0:
        yield "  no single change tried admits it at no loss, and none helps"
    for admission in one.admissions:
        asked = admission.asking
        yield f"    {admission.text}: ask {asked.whom} (effort {asked.weight}); objective {admission.gain:+,}"
        for contact in asked.contacts:
            yield f"      call {contact}"


def _proof(plan: Plan, one: LeftOut) -> str:
    whole = {
        "optimal": "the plan is proven best, so forcing it in cannot gain",
        "feasible": f"the plan is not proven best{'' if plan.bound is None else f' (bound {plan.bound:,.0f})'}",
    }[plan.status]
    if one.counterfactual is None:
        return "the conflict is proven, each part of it is needed" if one.conflict else "time limit"
    days = ", ".join(f"{track} {date}" for track, date in one.counterfactual.days)
    best = "nothing better exists with it" if one.counterfactual.proven else "the best found in the time"
    return f"{best} when {days} are planned anew from what they hold now; {whole}"


def _facts(edition: Edition, wording: Wording, one: Explanation) -> dict[str, object]:
    plain: dict[str, object] = {"engagement": one.engagement, "track": one.track}
    if isinstance(one, Held):
        return plain | {
            "held": True,
            "worth": one.worth,
            "aims": [_aim(aim) for aim in one.aims],
            "places": [
                {"track": p.track, "start": p.start, "earliest": p.earliest, "latest": p.latest} for p in one.places
            ],
            "organisations": [{"id": id, "heads": heads, "interest": care} for id, heads, care in one.organisations],
            "wishes": [{"sector": s, "heads": heads, "weight": weight} for s, heads, weight in one.wishes],
        }
    said = [wording.said(part) for part in one.conflict]
    forced = one.counterfactual
    return plain | {
        "held": False,
        "reason": one.reason,
        "conflict": [{"rule": s.part.rule, "sentence": s.sentence, "sources": list(s.sources)} for s in said],
        "counterfactual": None
        if forced is None
        else {
            "gain": forced.gain,
            "aims": [_aim(aim) for aim in forced.aims],
            "days": [{"track": track, "date": date} for track, date in forced.days],
            "changes": list(_counterfactual(edition, forced))[1:],
            "proven": forced.proven,
        },
        "admissions": [
            {"change": a.text, "ask": a.asking.whom, "weight": a.asking.weight, "gain": a.gain, "proven": a.proven}
            for a in one.admissions
        ],
        "proof": _proof(edition.plan, one),
    }


def _aim(aim: AimChange) -> dict[str, object]:
    return {"name": aim.name, "before": aim.before, "after": aim.after, "worth": aim.worth}
