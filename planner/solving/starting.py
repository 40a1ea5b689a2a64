"""Places for the search to go on from: plans drawn by lot, brought forward by the fast layer.

What all delegates attend together is hard to change later; what the fast layer makes of a plan tells early how good its
frame is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.model.roster import Assignment, Roster
from planner.solving.beginning import another_plan
from planner.solving.framing import Framing
from planner.solving.moves import Moves
from planner.solving.search import Search
from planner.solving.valuing import Valued, valued
from planner.solving.windows import Windows, held

SEEDS_APART = 10_000
FRAMING, FRAMING_LEAST = 0.09, 1.0
"""The share of the time that is left in which times are looked for, and the nominal seconds that it takes at least."""
ROUNDS = 3
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


def promising(search: Search, found: Valued, most: int) -> list[Windows]:
    """Up to so many windows in which what gathers several tracks could be held for much benefit, the best first; none
    where there is little time to look for them."""
    seconds = FRAMING * search.budget.left()
    if seconds < FRAMING_LEAST:
        return []
    framing = Framing(search.problem, found.roster, found.schedule, search.goal.weights, search.seed)
    return framing.best(search.budget, seconds, most)


def another_beginning(
    search: Search, number: int, windows: Sequence[Windows] = (), assignment: Assignment | None = None
) -> Valued | None:
    """A plan drawn by lot that the goal allows, brought forward, another one for every number from 1; None where none
    is found soon. It chooses among few days, or one or two more, in turn.

    What gathers is held in each of the `windows` in turn, twice, and then once by lot; delegates are assigned
    by lot too if no `assignment` is given.
    """
    seed, more = search.seed + SEEDS_APART * number, (number + number // 3) % 3
    frames = [*windows, *windows, {}]
    inside = replace(search, problem=held(search.problem, frames[(number - 1) % len(frames)]))
    first = another_plan(inside.problem, search.frame, search.budget, seed, more, assignment)
    plans = () if first is None else (first, *opened(inside, first))
    allowed = (one for one in plans if one.lawful and search.goal.allows(one.plan))
    best = max(allowed, key=lambda one: search.goal.worth(one.plan), default=None)
    return best and replace(best, roster=Roster(search.problem, best.schedule.assignment))
