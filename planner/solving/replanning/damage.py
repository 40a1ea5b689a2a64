"""Where an old schedule breaks rules of a new scenario: the track-days and nights that must be planned again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.faults import Violation
from planner.model.roster import TrackDayKey
from planner.model.schedule import Visit
from planner.model.scope import nights_of
from planner.solving.replanning.case import Case

OF_NIGHTS = ("nights_are_stable", "rooms_are_not_exceeded")


@dataclass(frozen=True, slots=True)
class Damage:
    """Routes and nights named by violations, and the routes to which the acts named could move."""

    routes: frozenset[TrackDayKey]
    nights: frozenset[tuple[int, int]]
    refuges: frozenset[TrackDayKey] = frozenset()


def damage_of(case: Case, broken: Iterable[Violation]) -> Damage:
    """The routes and nights that `broken` names, by track, engagement, hotel and date; wide where it names little."""
    routes: set[TrackDayKey] = set()
    nights: set[tuple[int, int]] = set()
    refuges: set[TrackDayKey] = set()
    for one in broken:
        named = _routes(case, one)
        routes |= named
        refuges |= _refuges(case, one, named)
        if one.rule in OF_NIGHTS:
            nights |= _nights(case, named)
    known = set(case.roster.routes)
    return Damage(frozenset(routes & known), frozenset(nights), frozenset(refuges & known - routes))


def _refuges(case: Case, one: Violation, routes: Iterable[TrackDayKey]) -> set[TrackDayKey]:
    """Other days of the tracks named on which the act named is open."""
    act = case.problem.act_index.get(one.fact("engagement") or one.fact("item"))
    if act is None:
        return set()
    days = [day for day, spans in enumerate(case.problem.acts[act].starts) if spans]
    return {(track, day) for track, _ in routes for day in days}


def _nights(case: Case, routes: Iterable[TrackDayKey]) -> set[tuple[int, int]]:
    active = case.roster.active
    around = ((track, night) for track, day in routes for night in (day - 1, day))
    return {(track, night) for track, night in around if track in active and night in nights_of(case.roster, track)}


def _routes(case: Case, one: Violation) -> set[TrackDayKey]:
    tracks, days = _tracks(case, one), _days(case, one)
    return {(track, day) for track, day in case.roster.routes if track in tracks and day in days}


def _tracks(case: Case, one: Violation) -> set[int]:
    index = case.problem.track_index
    named = {index[track] for track in one.fact("track").split(";") if track in index}
    if named:
        return named
    who = case.schedule.assignment.get(one.fact("delegate"))
    if who:
        return set(who.values())
    act = case.problem.act_index.get(one.fact("engagement"))
    if act is not None:
        return set(case.problem.acts[act].audience)
    return set(case.roster.active)


def _days(case: Case, one: Violation) -> set[int]:
    try:
        return {case.problem.clock.day(dt.date.fromisoformat(one.fact("date")))}
    except ValueError:
        pass
    act = case.problem.act_index.get(one.fact("engagement"))
    if act is None:
        return set(range(case.problem.days))
    held = {stop.node.day for stop in case.schedule.visits() if isinstance(stop.node, Visit) and stop.node.act == act}
    return held or {day for day, spans in enumerate(case.problem.acts[act].starts) if spans}
