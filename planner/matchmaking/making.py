"""The way from a forum to its timetable: choose, place, repair, compact, settle, number."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from planner.matchmaking.budget import Budget
from planner.matchmaking.choosing import choose
from planner.matchmaking.compacting import compact, is_whole
from planner.matchmaking.forum import Forum
from planner.matchmaking.interpreters import interpreters
from planner.matchmaking.placing import place
from planner.matchmaking.repairing import fill, repair
from planner.matchmaking.settling import settle
from planner.matchmaking.tables import tables
from planner.matchmaking.timetable import Timetable

T = TypeVar("T")


CHOOSING, PLACING, REPAIRING = 0.25, 0.25, 0.3
"""Shares of the time left that each step may take; compacting has the rest."""


def make_timetable(forum: Forum, seconds: float = 30.0, seed: int = 1, workers: int = 2) -> Timetable:
    """The best timetable found within `seconds`. With one worker the same input gives the same timetable."""
    start = time.monotonic()
    budget = Budget(seconds, seed, workers)
    choice = _within(budget, CHOOSING, lambda part: choose(forum, part))
    placement = _within(budget, PLACING, lambda part: place(forum, choice.pairs, part))
    required = [pair for pair, row in enumerate(forum.pairs) if row.required]
    if len(required) < len(forum.pairs) or not is_whole(forum, len(required)):  # else the compacting model places them
        placement = _within(budget, REPAIRING, lambda part: repair(forum, placement, choice.pairs, part))
        placement = _within(budget, PLACING, lambda part: fill(forum, placement, part))
    compacted = compact(forum, placement, {*placement, *required}, budget)
    placement = compacted.placement
    served = interpreters(forum, placement, budget)
    kept = {pair: slot for pair, slot in placement.items() if forum.pairs[pair].interpreters is None or pair in served}
    settled = settle(forum, kept)
    seconds = round(time.monotonic() - start, 2)
    gap_bound = compacted.bound if settled == placement else 0  # it is of these meetings, neither more nor fewer
    return Timetable(forum, choice, settled, tables(forum, settled), served, gap_bound, seconds, compacted.impossible)


def _within(budget: Budget, share: float, step: Callable[[Budget], T]) -> T:
    part = budget.part(share)
    made = step(part)
    budget.join(part)
    return made
