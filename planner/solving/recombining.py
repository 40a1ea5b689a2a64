"""The best of two schedules in one: whole tracks of either, or the routes of one for the delegates of the other.

Searches beside one another improve different tracks of what they have in common; put together, nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from planner.model.problem import Problem
from planner.model.schedule import Schedule, Visit

Of = TypeVar("Of", bound=tuple[int, ...])
Had = TypeVar("Had")


def crossings(problem: Problem, mine: Schedule, theirs: Schedule) -> Iterator[Schedule]:
    """What may be made of two schedules whose plenaries are at the same times; whether it is lawful others judge."""
    if _plenaries(problem, mine) != _plenaries(problem, theirs):
        return
    if mine.assignment != theirs.assignment:
        yield mine.with_assignment(theirs.assignment)
        yield theirs.with_assignment(mine.assignment)
        return
    apart = sorted({route[0] for route, stops in theirs.stops.items() if mine.stops.get(route) != stops})
    if len(apart) > 1:  # else one of them is what would come of it
        yield from (with_track(theirs, mine, track) for track in apart)


def with_track(base: Schedule, other: Schedule, track: int) -> Schedule:
    """`base` with all that a track does, and those who go with it, as in `other`."""
    return replace(
        base,
        stops=_mixed(base.stops, other.stops, track),
        beds=_mixed(base.beds, other.beds, track),
        vehicles=_mixed(base.vehicles, other.vehicles, track),
        interpreting=_mixed(base.interpreting, other.interpreting, track),
    )


def _mixed(base: Mapping[Of, Had], other: Mapping[Of, Had], track: int) -> dict[Of, Had]:
    kept = {key: value for key, value in base.items() if key[0] != track}
    return kept | {key: value for key, value in other.items() if key[0] == track}


def _plenaries(problem: Problem, schedule: Schedule) -> dict[int, int]:
    return {
        held.node.act: held.start
        for held in schedule.visits()
        if isinstance(held.node, Visit) and problem.acts[held.node.act].plenary
    }
