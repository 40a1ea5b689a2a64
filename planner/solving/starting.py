"""Other places for the search to go on from, once nothing more is found: plans drawn by lot and brought forward.

What all delegates attend together, and where tracks sleep, is hard to change later; what the fast layer makes of a plan
tells early how good its frame is.
"""

from __future__ import annotations

import random

from planner.solving.beginning import another_plan
from planner.solving.moves import ALL_ROUTES, REASSIGN, Moves
from planner.solving.search import Search
from planner.solving.valuing import Valued

QUICK = (ALL_ROUTES, REASSIGN)
"""Moves that change much in little time."""
DRAWN = 3
SEEDS_APART = 10_000


def another_beginning(search: Search, number: int) -> Valued | None:
    """The best of a few plans drawn by lot and brought forward, other ones for every number from 1; None if none is
    found."""
    plans = [plan for draw in range(DRAWN) if (plan := _drawn(search, number * DRAWN + draw, draw)) is not None]
    return max(plans, key=lambda one: search.goal.worth(one.plan), default=None)


def _drawn(search: Search, number: int, more: int) -> Valued | None:
    """A plan drawn by lot that the goal allows, brought forward."""
    found = another_plan(search.problem, search.frame, search.budget, search.seed + SEEDS_APART * number, more)
    return _forward(search, found) if found and found.lawful and search.goal.allows(found.plan) else None


def _forward(search: Search, found: Valued) -> Valued:
    """What comes of a plan by the quick moves."""
    rng = random.Random(search.seed)
    for kind in QUICK:
        moves = Moves(search.problem, found.roster, search.frame, search.goal, search.budget, rng)
        if search.budget.over() or kind not in moves.kinds:
            continue
        made = moves.made(kind, found.schedule)
        if made and made.lawful and search.goal.allows(made.plan):
            found = max(found, made, key=lambda one: search.goal.worth(one.plan))
    return found
