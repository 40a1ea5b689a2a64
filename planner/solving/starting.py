"""Places for the search to go on from: plans drawn by lot, brought forward by the fast layer.

What all delegates attend together is hard to change later; what the fast layer makes of a plan tells early how good its
frame is.
"""

from __future__ import annotations

import random

from planner.solving.beginning import another_plan
from planner.solving.moves import Moves
from planner.solving.search import Search
from planner.solving.valuing import Valued

SEEDS_APART = 10_000


def sketched(search: Search, found: Valued) -> Valued:
    """What the fast layer makes of a plan at once; the plan itself where that is no better."""
    return _better(search, found, _moves(search, found).sketch(found.schedule))


def opened(search: Search, found: Valued) -> Valued:
    """What the fast layer makes of a plan in some time; the plan itself where that is no better."""
    return _better(search, found, _moves(search, found).opening(found.schedule))


def _moves(search: Search, found: Valued) -> Moves:
    rng = random.Random(search.seed)
    return Moves(search.problem, found.roster, search.frame, search.goal, search.budget, rng)


def _better(search: Search, found: Valued, made: Valued | None) -> Valued:
    if made is None or not made.lawful or not search.goal.allows(made.plan):
        return found
    return max(found, made, key=lambda one: search.goal.worth(one.plan))


def another_beginning(search: Search, number: int) -> Valued | None:
    """A plan drawn by lot that the goal allows, brought forward, another one for every number from 1; None where none
    is found soon. Every third is drawn with more days to choose from."""
    seed = search.seed + SEEDS_APART * number
    found = another_plan(search.problem, search.frame, search.budget, seed, number % 3)
    return opened(search, found) if found and found.lawful and search.goal.allows(found.plan) else None
