"""Why an engagement is not in a plan: a conflict, or what would have to give for it, and what would admit it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.engagements import Pin
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.model.schedule import Schedule
from planner.solving.budget import Budget
from planner.solving.conflicts import Clash, Part
from planner.solving.conflicts.finding import Finding
from planner.solving.conflicts.parts import AUDIENCE, MANDATORY, PINS, all_wishes
from planner.solving.explaining.easing import easings
from planner.solving.explaining.forcing import TRY_SECONDS, Forcing, Spot, best_forced
from planner.solving.explaining.records import Admission, Counterfactual, LeftOut, Reason

SPOTS_EASED = 3


@dataclass(frozen=True, slots=True)
class Depth:
    """How far to look: spots tried wider, and whether to look for changes that admit it."""

    widen: int = 3
    admissions: bool = True


def left_out(
    scenario: Scenario, plan: Plan, engagement: str, track: str | None, budget: Budget, depth: Depth, workers: int = 1
) -> LeftOut:
    """The explanation of an engagement that is not held (for a track: that the track does not attend)."""
    forcing = Forcing(scenario, plan, budget)
    act = forcing.problem.act_index[engagement]
    who = None if track is None else forcing.problem.track_index[track]
    if who is not None and who not in forcing.problem.acts[act].audience:
        return LeftOut(engagement, track, "impossible", (Part(AUDIENCE, (engagement,)),), smallest=True)
    conflict = _alone(scenario, forcing.schedule, engagement, track, budget, workers)
    if conflict:
        return _barred(scenario, engagement, track, "impossible", conflict)
    spots = list(forcing.spots(act, who))
    found = best_forced(forcing, spots, budget, depth.widen)
    if not found:
        conflict = _beside(scenario, forcing.schedule, engagement, track, budget, workers)
        if conflict:
            return _barred(scenario, engagement, track, "excluded", conflict)
        return LeftOut(engagement, track, "unknown")
    best = found[0][1]
    admissions: tuple[Admission, ...] = ()
    number = 0
    if depth.admissions and best.gain < 0:
        tried = [spot for spot, _ in found[:SPOTS_EASED]]
        admissions, number = _admissions(scenario, plan, engagement, tried, best, budget)
    reason: Reason = "missed" if best.gain > 0 else "displaced"
    return LeftOut(engagement, track, reason, (), best, admissions, tried=number)


def _barred(scenario: Scenario, engagement: str, track: str | None, reason: Reason, conflict: Clash) -> LeftOut:
    """Kept out by a conflict, of which the wish to have it, that only this question made, is not said; a pin is that
    is the scenario's own. Where nothing else remains nobody travels in the tracks that it is meant for."""
    wish = _asking_for(scenario, engagement, track)[1]
    pinned = {(pin.engagement, pin.track or "", str(pin.on or "")) for pin in scenario.pins}
    parts = tuple(part for part in conflict.parts if part != wish or (part.rule == PINS and part.facts in pinned))
    return LeftOut(engagement, track, reason, parts or (Part(AUDIENCE, (engagement,)),), smallest=conflict.smallest)


def _asking_for(scenario: Scenario, engagement: str, track: str | None) -> tuple[Scenario, Part]:
    """The scenario that asks for the engagement, for the track if one is given, and that wish."""
    if track is None:
        rows = tuple(replace(row, mandatory="yes") if row.id == engagement else row for row in scenario.engagements)
        return replace(scenario, engagements=rows), Part(MANDATORY, (engagement,))
    pin = Pin(engagement=engagement, track=track, state="in")
    return replace(scenario, pins=(*scenario.pins, pin)), Part(PINS, (engagement, track, ""))


def _alone(
    scenario: Scenario, schedule: Schedule, engagement: str, track: str | None, budget: Budget, workers: int
) -> Clash | None:
    """The conflict that keeps it out even if nothing else were held."""
    asked, wish = _asking_for(scenario, engagement, track)
    return Finding(asked, Schedule(schedule.assignment), budget, workers, 1).conflict_among([wish])


def _beside(
    scenario: Scenario, schedule: Schedule, engagement: str, track: str | None, budget: Budget, workers: int
) -> Clash | None:
    """The conflict that keeps it out beside what must be held."""
    asked, wish = _asking_for(scenario, engagement, track)
    must = [other for other in all_wishes(asked) if other != wish]
    return Finding(asked, Schedule(schedule.assignment), budget, workers, 1).conflict_among([*must, wish])


def _admissions(
    scenario: Scenario, plan: Plan, engagement: str, spots: Sequence[Spot], best: Counterfactual, budget: Budget
) -> tuple[tuple[Admission, ...], int]:
    """Changes that help: those that admit it at no loss, the easiest to ask for first; else those that lose less.

    The second value is how many were tried.
    """
    days = sorted({visit.day for spot in spots for visit in spot.visits})
    roster = Forcing(scenario, plan, budget).roster
    heads = max(sum(roster.heads[route] for route in spot.routes) for spot in spots)
    helping, number = list[Admission](), 0
    for easing in easings(scenario, engagement, days, heads):
        if budget.over():
            break
        number += 1
        forcing = Forcing(easing.scenario, plan, budget)
        tried = (forcing.forced(spot, TRY_SECONDS) for spot in spots)
        eased = max((one for one in tried if one), key=lambda one: one.gain, default=None)
        if eased and eased.gain > best.gain:
            helping.append(Admission(easing.code, easing.number, easing.text, easing.asking, eased.gain, eased.proven))
    free = [one for one in helping if one.gain >= 0]
    least = sorted(helping, key=lambda one: -one.gain)[:3]
    return tuple(sorted(free, key=lambda one: (one.asking.weight, -one.gain)) or least), number
