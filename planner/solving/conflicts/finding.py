"""Finds the conflicts of a scenario and the cheapest ways out of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.model.schedule import Schedule
from planner.solving.budget import Budget
from planner.solving.conflicts.asking import asking
from planner.solving.conflicts.gates import FLIGHT, PROVINCES, Gates, Part, acts_asked_for, all_wishes, is_wish
from planner.solving.conflicts.hitting import cheapest_hits
from planner.solving.conflicts.testing import Testing

TEST_SECONDS, CORE_SECONDS = 5.0, 1.0
MOST_WAYS = 5


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
    """The conflicts, each a smallest one, and ways out, the cheapest first; none of either where there is none.

    `complete`: the time sufficed to see that there are no more conflicts beside these.
    """

    conflicts: tuple[tuple[Part, ...], ...]
    ways: tuple[WayOut, ...]
    complete: bool


class Finding:
    """Adds one wish after another; where one cannot be added, finds out why and lets the cheapest give way."""

    def __init__(self, scenario: Scenario, start: Schedule, budget: Budget, workers: int, seed: int) -> None:
        self._scenario, self._start, self._budget = scenario, start, budget
        self._workers, self._seed = workers, seed
        self._problem = Problem(scenario)
        self.conflicts: list[tuple[Part, ...]] = []
        self.gone: tuple[Part, ...] = ()
        self.complete = True
        self.schedule = start

    def work(self, most: int | None = None) -> Found:
        """Find up to `most` conflicts."""
        accepted: list[Part] = []
        for wish in sorted(all_wishes(self._scenario), key=self._tightness):
            if self._budget.over():
                self.complete = False
                break
            if not self._served(wish, accepted):
                self._add(wish, accepted)
            if most is not None and len(self.conflicts) >= most:
                self.complete = False
                break
        return Found(tuple(self.conflicts), self._ways(), self.complete)

    def conflict_among(self, wishes: Sequence[Part]) -> tuple[Part, ...] | None:
        """A smallest conflict of some wishes, the last of which is part of it; None where they can hold together, or
        the time does not suffice to say."""
        return self._conflict(list(wishes)) if self._impossible(list(wishes)) else None

    def _tightness(self, wish: Part) -> tuple[bool, int, int, Part]:
        """What concerns few tracks and has few hours comes first: there conflicts are small and soon seen."""
        acts = [self._problem.acts[act] for act in acts_asked_for(self._problem, wish)]
        room = sum(last - first for act in acts for spans in act.starts for first, last in spans)
        return wish.rule == PROVINCES, min((len(act.audience) for act in acts), default=0), room, wish

    def _served(self, wish: Part, accepted: Sequence[Part]) -> bool:
        """Do the wishes already accepted fulfil a province's?"""
        if wish.rule != PROVINCES:
            return False
        others = {act for other in accepted for act in acts_asked_for(self._problem, other)}
        return len(others & acts_asked_for(self._problem, wish)) >= self._scenario.rules.provinces.least

    def _add(self, wish: Part, accepted: list[Part]) -> None:
        """Accept a wish, after letting something give way if it must."""
        while wish not in self.gone and not self._budget.over():
            wishes = [one for one in (*accepted, wish) if one not in self.gone]
            test = self._testing(wishes, self.schedule, loose=False)
            held = test.holds(TEST_SECONDS)
            if held is not False:
                self.complete = self.complete and held is not None
                self.schedule = test.found or self.schedule
                accepted.append(wish)
                return
            self.conflicts.append(self._conflict(wishes))
            self.gone = self._cheapest(1)[0]
            self.schedule = self._start
        if wish in self.gone:
            accepted.append(wish)

    def _testing(self, wishes: Sequence[Part], schedule: Schedule, *, loose: bool) -> Testing:
        gates = Gates(self._scenario, schedule, wishes, self.gone, loose=loose)
        return Testing(gates, self._budget, self._workers, self._seed)

    def _conflict(self, wishes: list[Part]) -> tuple[Part, ...]:
        """A smallest conflict: first of the wishes, the last of which is part of it, then of everything."""
        few = self._few(wishes)
        test = self._testing(few, self._start, loose=True)
        if test.holds(CORE_SECONDS) is not False:
            test = self._testing(few, self._start, loose=False)
        core = test.core(CORE_SECONDS)
        return tuple(sorted((*core, *self._flights(core))))

    def _flights(self, core: Sequence[Part]) -> list[Part]:
        """Flights that are part of a conflict: with them giving way the rest can hold together."""
        found = []
        for which in ("arrival", "departure"):
            part = Part(FLIGHT, (which,))
            gates = Gates(self._scenario, self._start, list(filter(is_wish, core)), (*self.gone, part), loose=True)
            test = Testing(gates, self._budget, self._workers, self._seed)
            if part not in self.gone and test.holds(CORE_SECONDS, core):
                found.append(part)
        return found

    def _few(self, wishes: list[Part]) -> list[Part]:
        *others, last = wishes
        if self._impossible([last]):
            return [last]
        kept = list(others)
        size = max(1, len(kept) // 2)
        while size and kept:
            place = 0
            while place < len(kept):
                trial = kept[:place] + kept[place + size :]
                if self._impossible([*trial, last]):
                    kept = trial
                else:
                    place += size
            size //= 2
        return [*kept, last]

    def _impossible(self, wishes: list[Part]) -> bool:
        if self._budget.over():
            return False
        return self._testing(wishes, self._start, loose=False).holds(CORE_SECONDS) is False

    def _cheapest(self, most: int) -> tuple[tuple[Part, ...], ...]:
        return cheapest_hits(self.conflicts, self._weight, most)

    def _weight(self, part: Part) -> int:
        return asking(self._scenario, part).weight

    def _ways(self) -> tuple[WayOut, ...]:
        if not self.conflicts:
            return ()
        ways = [
            WayOut(parts, sum(map(self._weight, parts)), self.complete and set(parts) == set(self.gone))
            for parts in self._cheapest(MOST_WAYS)
        ]
        return tuple(replace(way, schedule=self.schedule) if way.proven else way for way in ways)
