"""Places for the search to go on from: plans drawn by lot, brought forward by the fast layer.

What all delegates attend together is hard to change later; what the fast layer makes of a plan tells early how good its
frame is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.model.problem import Problem
from planner.model.roster import Assignment, Roster
from planner.solving.beginning import another_plan
from planner.solving.framing import Framing
from planner.solving.moves import Moves
from planner.solving.search import Search
from planner.solving.valuing import Valued, valued
from planner.solving.windows import Windows, held

SEEDS_APART = 10_000
FRAMING, FRAMING_LEAST = 0.045, 0.5
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


@dataclass(frozen=True, slots=True)
class Drawn:
    """A plan drawn by lot, and the problem in which what gathers is held when it was drawn for."""

    inside: Problem
    first: Valued


class Beginnings:
    """Plans to go on from, one after another: drawn by lot, and brought forward.

    What gathers is held in each of some windows in turn, twice, and then at any time. To make a plan is a third of the
    work, so that one that is held in windows is brought forward twice, with other luck.
    """

    def __init__(self, search: Search, windows: Sequence[Windows] = ()) -> None:
        self._search, self._frames = search, (*windows, *windows, {})
        self._draws = self._made = 0
        self._again: Drawn | None = None

    def another(self, assignment: Assignment | None = None) -> Valued | None:
        """The next that the goal allows, None where none is found soon. Delegates are assigned by lot if it is drawn
        now and no `assignment` is given."""
        known, self._again = self._again, None
        drawn = known or self._draw(assignment)
        if drawn is None:
            return None
        self._made += 1
        search = replace(self._search, problem=drawn.inside, seed=self._search.seed + SEEDS_APART * self._made)
        allowed = (one for one in (drawn.first, *opened(search, drawn.first)) if self._allows(one))
        best = max(allowed, key=lambda one: self._search.goal.worth(one.plan), default=None)
        return best and replace(best, roster=Roster(self._search.problem, best.schedule.assignment))

    def _draw(self, assignment: Assignment | None) -> Drawn | None:
        """A plan, to be brought forward once more if it is held in windows; with few days to choose from, or one or two
        more, in turn."""
        number, self._draws = self._draws, self._draws + 1
        turn, frame = divmod(number, len(self._frames))
        windows, more = self._frames[frame], (turn + 1) % 3
        inside, seed = held(self._search.problem, windows), self._search.seed + SEEDS_APART * (number + 1)
        first = another_plan(inside, self._search.frame, self._search.budget, seed, more, assignment)
        drawn = None if first is None else Drawn(inside, first)
        self._again = drawn if windows else None
        return drawn

    def _allows(self, found: Valued) -> bool:
        return found.lawful and self._search.goal.allows(found.plan)
