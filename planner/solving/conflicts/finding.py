"""Finds the conflicts of a scenario and the cheapest ways out of all of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.model.schedule import Schedule
from planner.solving.budget import Budget
from planner.solving.conflicts.asking import asking
from planner.solving.conflicts.gates import Gates
from planner.solving.conflicts.hitting import cheapest_hits
from planner.solving.conflicts.parts import FLIGHT, PROVINCES, Part, acts_asked_for, all_wishes, is_wish
from planner.solving.conflicts.testing import Testing

TEST_SECONDS, MANY_SECONDS, CORE_SECONDS = 5.0, 3.0, 1.0
MOST_WAYS = 5


@dataclass(frozen=True, slots=True)
class Clash:
    """Parts that cannot hold together; `smallest` where it is shown that without any one of them the rest can.

    No parts: nothing helps, as the rest is impossible even where all that may give way does.
    """

    parts: tuple[Part, ...]
    smallest: bool


@dataclass(frozen=True, slots=True)
class WayOut:
    """Parts that give way together, so that a lawful plan exists; `weight` is how hard it is to ask for them.

    `proven`: with these gone everything that must be held was held together, as in `schedule`; else they take
    something from every conflict found.
    """

    parts: tuple[Part, ...]
    weight: int
    proven: bool
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The conflicts and ways out, the cheapest first; none of either where there is none.

    `complete`: the time sufficed to see that there are no more conflicts beside these.
    """

    conflicts: tuple[Clash, ...]
    ways: tuple[WayOut, ...]
    complete: bool


class Finding:
    """Adds wish to wish; where one cannot be added, finds out why and lets the cheapest give way."""

    def __init__(self, scenario: Scenario, start: Schedule, budget: Budget, workers: int, seed: int) -> None:
        self._scenario, self._start, self._budget = scenario, start, budget
        self._workers, self._seed = workers, seed
        self._problem = Problem(scenario)
        self.conflicts: list[Clash] = []
        self.gone: tuple[Part, ...] = ()
        self.complete = True
        self.schedule = start
        self._accepted: list[Part] = []
        self._most: float = math.inf

    def work(self, most: int | None = None) -> Found:
        """Find up to `most` conflicts."""
        self._most = math.inf if most is None else most
        wishes = sorted(all_wishes(self._scenario), key=self._tightness)
        self._settle([])
        self._accept([wish for wish in wishes if wish.rule != PROVINCES])
        for wish in wishes:
            if wish.rule == PROVINCES and not self._served(wish):
                self._accept([wish])
        return Found(tuple(self.conflicts), self._ways(), self.complete)

    def conflict_among(self, wishes: Sequence[Part]) -> Clash | None:
        """A smallest conflict of some wishes, the last of which is part of it; None where they can hold together, or
        the time does not suffice to say."""
        return self._conflict(list(wishes)) if self._impossible(list(wishes)) else None

    def _tightness(self, wish: Part) -> tuple[int, int, Part]:
        """What concerns few tracks and has few hours comes first: there conflicts are small and soon seen."""
        acts = [self._problem.acts[act] for act in acts_asked_for(self._problem, wish)]
        room = sum(last - first for act in acts for spans in act.starts for first, last in spans)
        return min((len(act.audience) for act in acts), default=0), room, wish

    def _served(self, wish: Part) -> bool:
        """Do the wishes already accepted fulfil a province's?"""
        others = {act for other in self._accepted for act in acts_asked_for(self._problem, other)}
        return len(others & acts_asked_for(self._problem, wish)) >= self._scenario.rules.provinces.least

    def _accept(self, wishes: Sequence[Part]) -> None:
        """Accept wishes, all at once if they can hold together, else by halves, down to one that cannot be added."""
        if not wishes or self._ended():
            return
        if len(wishes) == 1:
            self._settle(wishes)
        elif self._holds(wishes, MANY_SECONDS):
            self._accepted += wishes
        else:
            half = len(wishes) // 2
            self._accept(wishes[:half])
            self._accept(wishes[half:])

    def _ended(self) -> bool:
        """Is there no time left, or are there conflicts enough?"""
        ended = self._budget.over() or self._hopeless() or len(self.conflicts) >= self._most
        self.complete = self.complete and not ended
        return ended

    def _settle(self, wishes: Sequence[Part]) -> None:
        """Accept one wish, after letting something give way if it must; none stands for days without engagements."""
        while not self._ended() and not set(wishes) & set(self.gone):
            held = self._holds(wishes, TEST_SECONDS)
            if held is not False:
                self.complete = self.complete and held is not None
                break
            self.conflicts.append(self._conflict(self._with(wishes)))
            if not self._hopeless():
                self.gone = self._cheapest(1)[0]
        self._accepted += wishes

    def _hopeless(self) -> bool:
        """Is there a conflict to which no part belongs that could give way?"""
        return any(not one.parts for one in self.conflicts)

    def _with(self, wishes: Sequence[Part]) -> list[Part]:
        """What is accepted and `wishes`, without what gives way."""
        return [one for one in (*self._accepted, *wishes) if one not in self.gone]

    def _holds(self, wishes: Sequence[Part], seconds: float) -> bool | None:
        """Can `wishes` hold beside what is accepted? None where the time did not suffice to say."""
        test = self._testing(self._with(wishes), self.schedule, loose=False)
        held = test.holds(seconds)
        self.schedule = test.found or self.schedule
        return held

    def _testing(self, wishes: Sequence[Part], schedule: Schedule, *, loose: bool) -> Testing:
        gates = Gates(self._scenario, schedule, wishes, self.gone, loose=loose)
        return Testing(gates, self._budget, self._workers, self._seed)

    def _conflict(self, wishes: list[Part]) -> Clash:
        """A smallest conflict: first of the wishes, the last of which is part of it, then of everything."""
        few, sure = self._few(wishes)
        test = self._testing(few, self._start, loose=True)
        if test.holds(CORE_SECONDS) is not False:
            test = self._testing(few, self._start, loose=False)
        core, shown = test.core(CORE_SECONDS)
        return Clash(tuple(sorted((*core, *self._flights(core)))), sure and shown)

    def _flights(self, core: Sequence[Part]) -> list[Part]:
        """Flights that are part of a conflict: with them giving way the rest can hold together."""
        found: list[Part] = []
        wishes = list(filter(is_wish, core))
        for which in ("arrival", "departure") if wishes or not core else ():
            part = Part(FLIGHT, (which,))
            gates = Gates(self._scenario, self._start, wishes, (*self.gone, part), loose=True)
            test = Testing(gates, self._budget, self._workers, self._seed)
            if part not in self.gone and test.holds(CORE_SECONDS, core):
                found.append(part)
        return found

    def _few(self, wishes: list[Part]) -> tuple[list[Part], bool]:
        """Wishes that conflict, the last among them; is it shown that none of them can be spared?"""
        if len(wishes) < 2 or self._impossible(wishes[-1:]):
            return wishes[-1:], True
        *others, last = wishes
        kept, sure = list(others), True
        size = max(1, len(kept) // 2)
        while size and kept:
            place, sure = 0, True
            while place < len(kept):
                trial = kept[:place] + kept[place + size :]
                impossible = self._impossible([*trial, last])
                if impossible:
                    kept = trial
                else:
                    place += size
                    sure = sure and impossible is not None
            size //= 2
        return [*kept, last], sure

    def _impossible(self, wishes: list[Part]) -> bool | None:
        """Is it shown that `wishes` cannot hold together? None where the time did not suffice to say."""
        if self._budget.over():
            return None
        held = self._testing(wishes, self._start, loose=False).holds(CORE_SECONDS)
        return None if held is None else not held

    def _cheapest(self, most: int) -> tuple[tuple[Part, ...], ...]:
        return cheapest_hits([one.parts for one in self.conflicts], self._weight, most)

    def _weight(self, part: Part) -> int:
        return asking(self._scenario, part).weight

    def _ways(self) -> tuple[WayOut, ...]:
        if not self.conflicts:
            return ()
        ways = [WayOut(parts, sum(map(self._weight, parts)), proven=False) for parts in self._cheapest(MOST_WAYS)]
        return tuple(tried for way in ways if (tried := self._tried(way)))

    def _tried(self, way: WayOut) -> WayOut | None:
        """A way out with proof, where the time suffices; None where it is shown not to be one."""
        if self.complete and set(way.parts) == set(self.gone):
            return replace(way, proven=True, schedule=self.schedule)
        if not self.complete or self._budget.over():
            return way
        self.gone = way.parts
        test = self._testing(self._with(()), self.schedule, loose=False)
        held = test.holds(MANY_SECONDS)
        if held is False:
            return None
        return replace(way, proven=True, schedule=test.found) if held else way
