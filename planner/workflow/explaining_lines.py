"""Explanations as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.comparing.changes import Change, changes
from planner.comparing.occasions import Occasion
from planner.domain.scenario import Scenario
from planner.publishing.editions import Edition
from planner.solving.conflicts.wording import Wording, moment
from planner.solving.explaining import AimChange, Counterfactual, Explanation, Held, LeftOut
from planner.workflow.conflicts import said_lines

REASONS = {
    "impossible": "no lawful place at all, because of these together",
    "excluded": "no lawful place beside what must be held, because of these together",
    "displaced": "lawful places exist; other things there are worth more",
    "missed": "nothing keeps it out: the plan would be better with it, so it is not the best there is",
    "unknown": "no place found in the time given, and none ruled out",
}
FEW = 6


def table_lines(wording: Wording, found: Sequence[Explanation]) -> Iterator[str]:
    """A line for each that is left out, below it the conflict if that is why."""
    if not found:
        yield "nothing is left out"
    for one in found:
        if isinstance(one, LeftOut):
            gain = one.counterfactual.gain if one.counterfactual else None
            loss = "" if gain is None else f"  forced in: {gain:+,}"
            yield f"{one.reason:10} {wording.name(one.engagement)}{loss}"
            for part in one.conflict:
                yield f"             {wording.said(part).sentence}"


def lines(edition: Edition, wording: Wording, one: Explanation) -> Iterator[str]:
    """All that is said of one engagement."""
    of = f" for {one.track}" if one.track else ""
    if isinstance(one, Held):
        name = wording.name(one.engagement)
        yield f"{name} is in the programme{of}; without it the objective would change by {-one.worth:+,}"
        yield from _held(edition.scenario, one)
        return
    yield f"{wording.name(one.engagement)} is left out{of}: {REASONS[one.reason]}"
    yield from said_lines(wording, one.conflict)
    if one.counterfactual:
        yield from _counterfactual(edition, one.counterfactual)
        yield from _admissions(one)
    yield f"  proof: {proof(edition, one)}"


def _held(scenario: Scenario, one: Held) -> Iterator[str]:
    yield f"  it adds: {_aims(one.aims)}"
    for name, heads, care in one.organisations[:FEW]:
        yield f"    {scenario.organisation[name].name.best('en')}: {_heads(heads)}, interest x strength {care}"
    for sector, heads, weight in one.wishes[:FEW]:
        yield f"    the host asked for {sector} (weight {weight}): {_heads(heads)} came"
    for place in one.places:
        clock = scenario.clock
        day = place.start // (24 * 60)
        yield (
            f"  {place.track}: {moment(scenario, place.start)}; with all else at its time it could start from "
            f"{clock.text(place.earliest, day)} to {clock.text(place.latest, day)}"
        )
        held = [f"open {clock.text(place.hours[0], day)}-{clock.text(place.hours[1], day)}"] if place.hours else []
        held += [f"{word} {key}" for word, key in (("after", place.after), ("before", place.before)) if key]
        if held:
            yield f"    held by: {', '.join(held)}"


def _heads(heads: int) -> str:
    return f"{heads} head{'' if heads == 1 else 's'}"


def _aims(aims: Sequence[AimChange]) -> str:
    return ", ".join(f"{aim.name} {aim.before:,} -> {aim.after:,} ({aim.worth:+,})" for aim in aims) or "nothing"


def _counterfactual(edition: Edition, one: Counterfactual) -> Iterator[str]:
    yield f"  forced in, the objective changes by {one.gain:+,}: {_aims(one.aims)}"
    for change, where in moved(edition, one):
        tracks = ", ".join(change.touched("track"))
        was = change.before if change.word == "moved" else None
        came = f"{moment(edition.scenario, was.start)} {was.site} -> " if was and was != where else ""
        when = f"{came}{moment(edition.scenario, where.start)} {where.site}"
        yield f"    {change.word:9} {change.key} ({tracks}): {when}"


def moved(edition: Edition, one: Counterfactual) -> Iterator[tuple[Change, Occasion]]:
    """What comes, goes or moves for tracks, each with where it is then, or was."""
    for change in changes(edition.plan, one.plan, edition.scenario):
        where = change.after or change.before
        if where and change.kind in ("engagement", "meal", "night") and change.touched("track"):
            yield change, where


def _admissions(one: LeftOut) -> Iterator[str]:
    free = [admission for admission in one.admissions if admission.gain >= 0]
    if free:
        yield "  single changes that admit it at no loss, the easiest to ask for first:"
    elif one.admissions:
        yield f"  none of {one.tried} single changes tried admits it at no loss; these help most:"
    elif one.counterfactual and one.counterfactual.gain < 0:
        none = f"none of {one.tried} single changes tried helps" if one.tried else "no time to try single changes"
        yield f"  {none}"
    for admission in one.admissions:
        asked = admission.asking
        yield f"    {admission.text}: ask {asked.whom} (effort {asked.weight}); objective {admission.gain:+,}"
        for contact in asked.contacts:
            yield f"      call {contact}"


def proof(edition: Edition, one: LeftOut) -> str:
    """How sure it is."""
    plan = edition.plan
    whole = {
        "optimal": "the plan is proven best, so forcing it in cannot gain",
        "feasible": f"the plan is not proven best{'' if plan.bound is None else f' (bound {plan.bound:,.0f})'}",
    }[plan.status]
    if one.counterfactual is None:
        few = (
            "each part of it is needed" if one.smallest else "whether fewer parts suffice the time did not allow to see"
        )
        of = " for delegates in the tracks they are in" if edition.scenario.leaves_tracks_open else ""
        return f"the conflict is proven{of}; {few}" if one.conflict else "time limit"
    days = ", ".join(f"{track} {date}" for track, date in one.counterfactual.days)
    best = "nothing better exists with it" if one.counterfactual.proven else "the best found in the time"
    return f"{best} when {days} are planned anew from what they hold now; {whole}"
