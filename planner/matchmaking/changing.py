"""Re-planning a forum: the fewest changes to announced meetings come first, new meetings fill what stays free."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.rulebook import ChangeRules
from planner.matchmaking.budget import Budget
from planner.matchmaking.capacity import Capacity
from planner.matchmaking.choosing import choose
from planner.matchmaking.forum import Forum, Placement
from planner.matchmaking.interpreters import interpreters
from planner.matchmaking.repairing import fill, repair
from planner.matchmaking.selection import select
from planner.matchmaking.settling import settle
from planner.matchmaking.tables import tables
from planner.matchmaking.timetable import Timetable
from planner.matchmaking.worth import worth

STEP = 100_000
"""One unit of change outweighs whatever the meetings around it are worth."""


@dataclass(frozen=True)
class Announced:
    """What stood before, in the numbers of the new forum; pairs that are no longer there are left out."""

    placement: Placement
    tables: Mapping[int, int]
    interpreters: Mapping[int, int]


def change_timetable(
    forum: Forum, before: Announced, costs: ChangeRules, seconds: float, seed: int = 1, workers: int = 1
) -> Timetable:
    """A lawful timetable that drops and moves as little of `before` as found, a drop and a move at their costs."""
    start = time.monotonic()
    budget = Budget(seconds, seed, workers)
    unchanged = _still_lawful(forum, before.placement, budget)

    def stays(pair: int, slot: int) -> int:
        if pair not in before.placement:
            return 0
        return STEP * (costs.dropped if slot == before.placement[pair] else max(0, costs.dropped - costs.moved))

    placement = fill(forum, repair(forum, unchanged, before.placement, budget, stays), budget)
    served = interpreters(forum, placement, budget, before.interpreters)
    kept = {pair: slot for pair, slot in placement.items() if forum.pairs[pair].interpreters is None or pair in served}
    held = settle(forum, kept)
    unmoved = {pair: table for pair, table in before.tables.items() if held.get(pair) == before.placement.get(pair)}
    seated = tables(forum, held, unmoved)
    choice = choose(forum, budget.part(0.5))
    return Timetable(forum, choice, held, seated, served, 0, round(time.monotonic() - start, 2))


def _still_lawful(forum: Forum, before: Placement, budget: Budget) -> Placement:
    """The meetings of `before` that can stay where they are, the most worth of each slot."""
    capacity = Capacity(forum, {})
    for slot in range(forum.slots):
        able = [pair for pair, when in sorted(before.items()) if when == slot and capacity.allows(pair, slot)]
        values = {pair: STEP + worth(forum, pair) for pair in able}
        found = select(values, capacity.rows(slot, able), budget, share=0.1) if values else None
        for pair in found.pairs if found else ():
            capacity.put(pair, slot)
    return capacity.placement
