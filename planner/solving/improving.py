"""Large-neighbourhood search: one move after another, whichever kinds earn most."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence

from planner.model.roster import Assignment, Roster
from planner.model.schedule import Schedule
from planner.solving.earning import Earnings
from planner.solving.moves import CROSSED, MIXED, OPENING, Moves
from planner.solving.outcomes import Step
from planner.solving.recombining import crossings
from planner.solving.search import Nobody, Others, Search
from planner.solving.starting import Beginnings, opened, promising, sketched
from planner.solving.valuing import Valued, valued

PATIENCE = 60
"""Steps without gain after which the search goes on from elsewhere."""
POOL = 5
EARLY, BEGINNINGS = 0.4, 6
"""Share of the budget in which beginnings are drawn, and how many at most."""
CROSSING_SHARE, BARREN = 0.55, 6
"""Share of the work for which good plans are crossed before all else, unless so many times in a row nothing comes of
it."""
VARIED = 4
"""How many plans there must be for any to cross: fewer are sooner improved one by one."""
LATE = 0.6
"""Share of the work after which no other beginning would get far enough."""
ALONE = 0.3
"""Share of the work for which it goes its own way beside others, so that not all end in the same place."""
PROMISING = 2
"""How many windows for what gathers beginnings are tried with, in turn."""
TOLERANCE = 0.004
"""Share of the objective by which the schedule in hand may get worse in a step, at the beginning."""
CROSSING = "the best of two plans"


class Improvement:
    """The best schedule known and the one in hand, until that share of the budget is used.

    The one in hand may be a little worse than before, less and less so. Where nothing comes of it for long, the search
    goes on from another beginning, or again from one of a pool of good plans. Beginnings are in that pool, what the
    search has left behind, and what came of any two of these.
    """

    def __init__(self, search: Search, start: Valued, others: Others | None = None, until: float = 1.0) -> None:
        self._search, self._others, self._until = search, others or Nobody(), until
        self.best = self.current = self._top = self._first = start
        self._pool: dict[int, Valued] = {}
        self._guest: Valued | None = None
        self._beginnings = Beginnings(search)
        self._rng = random.Random(search.seed)
        self._begun = search.budget.share()
        self._idle = 0
        self._earnings = Earnings()

    def sketch(self) -> None:
        """Bring the first plan forward a little at once."""
        self._follow(sketched(self._search, self.current))

    def work(self) -> Valued:
        """The best that is found."""
        self._begin()
        self._cross_beginnings()
        roster, moves = self.current.roster, self._moves(self.current.roster)
        while not self._over():
            self._listen()
            if roster is not self.current.roster:
                roster, moves = self.current.roster, self._moves(self.current.roster)
            self._step(moves)
        self._listen()
        return self.best

    def _begin(self) -> None:
        """Bring the first plan forward, and, as long as it is early, others drawn by lot; the best goes on."""
        first = self._first
        windows = promising(self._search, first, PROMISING)
        self._beginnings = Beginnings(self._search, windows)
        other = self._another(first.schedule.assignment) if windows else None
        self._follow([other] if other else opened(self._search, first))
        self._remember(self.current)
        for _ in range(BEGINNINGS - bool(windows)):
            if self._search.budget.share() >= EARLY:
                break
            other = self._another()
            self._follow([other] if other else [])

    def _cross_beginnings(self) -> None:
        """Let what the beginnings have led to cross, as long as it is early and something comes of it."""
        self._listen()
        barren, parents = 0, self._parents()
        while len(parents) >= VARIED and barren < BARREN and self._share() < CROSSING_SHARE and not self._over():
            barren = 0 if self._cross(parents) else barren + 1
            self._listen()
            parents = self._parents()

    def _follow(self, plans: Iterable[Valued]) -> None:
        """Keep every plan that is better than the best so far, as long as there is time."""
        for found in plans:
            if self._better(found):
                self._keep(found, OPENING)
            if self._over():
                break

    def _another(self, assignment: Assignment | None = None) -> Valued | None:
        found = self._beginnings.another(assignment)
        if found is not None:
            self._remember(found)
            self._others.tell((OPENING, found.schedule))
        return found

    def _remember(self, found: Valued) -> None:
        """Keep a plan in the pool, if it is allowed, as long as it is among the best there."""
        if not self._allowed(found):
            return
        self._pool[self._worth(found)] = found
        self._pool = {worth: self._pool[worth] for worth in sorted(self._pool)[-POOL:]}

    def _moves(self, roster: Roster) -> Moves:
        search = self._search
        return Moves(search.problem, roster, search.frame, search.goal, search.budget, self._rng)

    def _share(self) -> float:
        """Share of this work that is done, 0 to 1."""
        return (self._search.budget.share() - self._begun) / max(self._until - self._begun, 1e-9)

    def _over(self) -> bool:
        return self._search.budget.over() or self._search.budget.share() >= self._until

    def _listen(self) -> None:
        """Go on from what others have found, or from what it makes with the best here, where that is better; what they
        begin with, and what comes of such, is for the pool."""
        if self._share() < ALONE:
            return
        for doing, schedule in self._others.heard():
            mine, theirs = self.best, self._valued(schedule)
            if self._better(theirs):
                self._keep(theirs, doing)
            if doing in (OPENING, CROSSED):
                self._remember(theirs)
            elif self._allowed(theirs):
                self._guest = theirs
                self._put_together(mine, theirs)

    def _put_together(self, one: Valued, other: Valued) -> None:
        """Try what two good plans make together as they are."""
        for crossing in crossings(self._search.problem, one.schedule, other.schedule):
            found = self._valued(crossing)
            if self._better(found):
                self._keep(found, CROSSING)
                self._others.tell((CROSSING, crossing))

    def _step(self, moves: Moves) -> None:
        parents = self._parents()
        kind = self._earnings.draw([*moves.kinds, *([CROSSED] if len(parents) >= VARIED else [])], self._rng)
        budget = self._search.budget
        begun, work = time.monotonic(), budget.work
        if kind == CROSSED:
            gain = self._cross(parents)
        else:
            found = moves.made(kind, self.current.schedule)
            gain = self._offer(found, kind) if found else 0
        self._earnings.note(kind, gain, budget.work - work if budget.repeatable else time.monotonic() - begun)
        self._idle += 1
        if self._idle > PATIENCE:
            self._turn()

    def _parents(self) -> Sequence[Valued]:
        """Plans that differ: the one in hand, those of the pool, and what others have found."""
        good = (*self._pool.values(), *([self._guest] if self._guest else []), self.current)
        return tuple({self._worth(one): one for one in good}.values())

    def _cross(self, parents: Sequence[Valued]) -> int:
        """Offer what two of some plans make together, brought forward; how much better than the worse of them what
        comes into the pool is."""
        one, other = self._rng.sample(parents, 2)
        found = self._moves(one.roster).crossed(one.schedule, other.schedule)
        if found is None or not self._allowed(found):
            return 0
        worth, known = self._worth(found), set(self._pool)
        self._remember(found)
        self._offer(found, CROSSED)
        new = worth in set(self._pool) - known
        if new and found is not self.best:
            self._others.tell((CROSSED, found.schedule))
        return max(0, worth - min(self._worth(one), self._worth(other))) if new else 0

    def _offer(self, found: Valued, kind: str) -> int:
        """Take a lawful schedule that is good enough to go on from; what it gains over the one in hand, 0 if not."""
        gain = self._worth(found) - self._worth(self.current)
        if not self._allowed(found) or gain < -self._tolerance() * self._rng.random():
            return 0
        self.current = found
        if self._better(found):
            self._keep(found, kind)
            self._others.tell((kind, found.schedule))
        elif self._worth(found) > self._worth(self._top):
            self._top, self._idle = found, 0
        return max(gain, 0)

    def _turn(self) -> None:
        """Away from where nothing is found any more, but for what the pool makes of it."""
        others = list(self._pool.values())
        for other in others:
            self._put_together(self._top, other)
        mixed = self._mixed(others)
        if mixed is not None:
            self._remember(mixed)
            self._offer(mixed, MIXED)
        self._remember(self._top)
        anew = self._another() if self._share() < LATE else None
        if anew is None:
            anew = self._rng.choice([self.best, *self._pool.values()])
        self.current = self._top = anew
        self._idle = 0

    def _mixed(self, others: Sequence[Valued]) -> Valued | None:
        """What comes of the days of the plan in hand, at its best, and of others that go together for the most."""
        return self._moves(self._top.roster).mixed(self._top.schedule, [other.schedule for other in others])

    def _keep(self, found: Valued, doing: str) -> None:
        """A new best."""
        self.best = self.current = self._top = found
        self._idle = 0
        self._search.tell(Step(self._search.budget.spent(), doing, found.plan.objective))

    def _better(self, found: Valued) -> bool:
        return self._allowed(found) and self._worth(found) > self._worth(self.best)

    def _valued(self, schedule: Schedule) -> Valued:
        known = self.current.roster
        roster = known if schedule.assignment == known.assignment else Roster(self._search.problem, schedule.assignment)
        return valued(self._search.problem, roster, schedule, self._search.frame)

    def _allowed(self, found: Valued) -> bool:
        return found.lawful and self._search.goal.allows(found.plan)

    def _worth(self, found: Valued) -> int:
        return self._search.goal.worth(found.plan)

    def _tolerance(self) -> float:
        """How much worse than the one in hand may be accepted: less and less, nothing at the end."""
        return TOLERANCE * max(0.0, 1 - self._share()) * abs(self._worth(self.best))
