"""From a lawful plan to cheaper ones: tracks that cost more than they must are freed whole, alone and in pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from planner.model.scope import Scope
from planner.solving.replanning.alone import Alone
from planner.solving.replanning.mending import Mending, attempt
from planner.solving.replanning.widening import whole_day, whole_tracks

STEP_SECONDS = 1.0


def cheapen(search: Mending, alone: Alone, floors: Mapping[int, int]) -> None:
    """Lower the cost of changes until no track can cost less, none of the scopes has a cheaper plan, or time is over.

    `floors`: what each track must cost at least.
    """
    cheaper = True
    while cheaper and search.schedule is not None:
        costs = {track: alone.cost(search.schedule, track) for track in search.case.roster.active}
        gaps = {track: cost - floors.get(track, 0) for track, cost in costs.items()}
        scopes = _scopes(search, sorted((track for track in gaps if gaps[track] > 0), key=lambda track: -gaps[track]))
        cheaper = any(not search.over() and attempt(search, scope, STEP_SECONDS) for scope in scopes)


def _scopes(search: Mending, dear: list[int]) -> Iterator[Scope]:
    """Where changes may be saved if tracks are `dear`: each of these, the days on which something changes, pairs."""
    yield from (whole_tracks(search.case, {track}) for track in dear)
    yield from (whole_day(search.case, day) for day in search.changed_days() if dear)
    yield from (whole_tracks(search.case, set(pair)) for pair in combinations(dear, 2))
