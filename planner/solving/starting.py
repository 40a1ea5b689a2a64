"""Places for the search to go on from: plans drawn by lot, brought forward by the fast layer.

What all delegates attend together is hard to change later; what the fast layer makes of a plan tells early how good its
frame is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from planner.model.roster import Roster
from planner.solving.beginning import another_plan
from planner.solving.moves import Moves
from planner.solving.search import Search
from planner.solving.valuing import Valued, valued

SEEDS_APART = 10_000
ROUNDS = 6
"""How often delegates change tracks while a plan is brought forward."""


def sketched(search: Search, found: Valued) -> Iterator[Valued]:
    """What the fast layer makes of a plan at once."""
    made = _moves(search, found.roster).sketch(found.schedule)
    if made is not None:
        yield made


def opened(search: Search, found: Valued) -> Iterator[Valued]:
    """Plans on the way to what the fast layer makes of one in some time, delegates changing tracks now and then; the
    last made lawful where little is missing."""
    schedule, roster = found.schedule, found.roster
    rounds = 1 if search.steady else ROUNDS
    for part in range(rounds):
        moves = _moves(search, roster, part)
        schedule = moves.reassigned(moves.forward(schedule, part / rounds, (part + 1) / rounds))
        if schedule.assignment != roster.assignment:
            roster = Roster(search.problem, schedule.assignment)
        if part + 1 < rounds:
            yield valued(search.problem, roster, schedule, search.frame)
    made = _moves(search, roster).judged(found.schedule, schedule)
    if made is not None:
        yield made


def _moves(search: Search, roster: Roster, part: int = 0) -> Moves:
    rng = random.Random(search.seed + part)
    return Moves(search.problem, roster, search.frame, search.goal, search.budget, rng)


def another_beginning(search: Search, number: int) -> Valued | None:
    """A plan drawn by lot that the goal allows, brought forward, another one for every number from 1; None where none
    is found soon. Every third is drawn with more days to choose from."""
    seed = search.seed + SEEDS_APART * number
    first = another_plan(search.problem, search.frame, search.budget, seed, number % 3)
    plans = () if first is None else (first, *opened(search, first))
    allowed = (one for one in plans if one.lawful and search.goal.allows(one.plan))
    return max(allowed, key=lambda one: search.goal.worth(one.plan), default=None)
