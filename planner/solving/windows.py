"""When what gathers several tracks is held: at some time, or in a window around it."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from planner.domain.opening import Span
from planner.model.problem import Problem
from planner.model.roster import Roster
from planner.model.schedule import Schedule, Visit

EASE = 15
"""Minutes by which a window begins sooner and ends later than a time."""
Times = Mapping[int, int]
"""Start by act (index)."""
Windows = Mapping[int, Span]
"""The first and the last start by act (index)."""


def gatherings_of(problem: Problem, roster: Roster, schedule: Schedule) -> Times:
    """What a schedule holds for several tracks together."""
    found = {held.node.act: held.start for held in schedule.visits() if isinstance(held.node, Visit)}
    return {
        act: start
        for act, start in sorted(found.items())
        if problem.acts[act].plenary and len(set(problem.acts[act].audience) & set(roster.active)) > 1
    }


def around(problem: Problem, times: Times) -> Windows:
    """A little before and after some times, as far as the acts may begin then; those alone where they may not."""
    found = {}
    for act, start in times.items():
        spans = [span for day in problem.acts[act].starts for span in _inside(day, (start - EASE, start + EASE))]
        found[act] = min((first for first, _ in spans), default=start), max((last for _, last in spans), default=start)
    return found


def narrower(window: Span, grid: int) -> list[Span]:
    """The middle of a window, its earlier half and its later half, all from and to times of the grid."""
    first, last = window
    steps = (last - first) // grid
    half, quarter = (steps + 1) // 2 * grid, (steps + 2) // 4 * grid
    return [(first + quarter, last - quarter), (first, last - half), (first + half, last)]


def held(problem: Problem, windows: Windows) -> Problem:
    """`problem` with some acts held in their windows."""
    framed = copy.copy(problem)
    framed.acts = tuple(
        replace(one, starts=tuple(tuple(_inside(spans, windows[act])) for spans in one.starts))
        if act in windows
        else one
        for act, one in enumerate(problem.acts)
    )
    return framed


def _inside(spans: Iterable[Span], window: Span) -> Iterator[Span]:
    """The parts of spans that are in a window."""
    for first, last in spans:
        if first <= window[1] and window[0] <= last:
            yield max(first, window[0]), min(last, window[1])
