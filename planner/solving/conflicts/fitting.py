"""Conflicts seen before any programme: delegates that fit into no tracks, nights on which no hotel is open."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.solving.conflicts.asking import asking
from planner.solving.conflicts.finding import Clash, Found, WayOut
from planner.solving.conflicts.gates import without
from planner.solving.conflicts.hitting import cheapest_hits
from planner.solving.conflicts.parts import CAPACITY, NO_HOTEL, TRACK_SIZES, Part
from planner.solving.constructing import assigned

SIZES = Part(CAPACITY, (TRACK_SIZES,))
"""Every delegate is in one track, and every track has between its least and its greatest size."""
RULES = ("lunch_and_dinner_are_eaten", "seats_are_not_exceeded")


def unfit(scenario: Scenario, seed: int) -> Found:
    """The conflict of a scenario whose delegates fit into no tracks: what could not be left out of it."""
    kept = [SIZES, *(Part(rule, ()) for rule in RULES)]
    for part in tuple(kept):
        trial = [other for other in kept if other != part]
        if assigned(Problem(_only(scenario, trial)), seed) is None:
            kept = trial
    conflict = tuple(sorted(kept))

    def weight(part: Part) -> int:
        return asking(scenario, part).weight

    ways = tuple(WayOut(way, sum(map(weight, way)), proven=False) for way in cheapest_hits([conflict], weight, 5))
    return Found((Clash(conflict, smallest=True),), ways, complete=False)


def roofless(scenario: Scenario, nights: tuple[int, ...]) -> Found:
    """The conflict of a scenario in which no hotel is open on `nights`, though delegates stay."""
    dates = ", ".join(str(scenario.clock.date(night)) for night in nights)
    part = Part("nights_are_stable", (NO_HOTEL, dates))
    way = WayOut((part,), asking(scenario, part).weight, proven=False)
    return Found((Clash((part,), smallest=True),), (way,), complete=False)


def _only(scenario: Scenario, parts: list[Part]) -> Scenario:
    """The scenario with those of the rules off that are not among `parts`."""
    kept = {part.rule for part in parts}
    loose = without(scenario, [rule for rule in RULES if rule not in kept])
    if SIZES in parts:
        return loose
    heads = len(scenario.delegates)
    return replace(loose, tracks=tuple(replace(track, min_size=0, max_size=heads) for track in loose.tracks))
