"""Fewer idle gaps: the same meetings in other slots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.matchmaking.alone import can_meet, least_gaps
from planner.matchmaking.budget import Budget
from planner.matchmaking.counting import at_most
from planner.matchmaking.exchanging import exchange
from planner.matchmaking.forum import Forum, Placement
from planner.matchmaking.gaps import gaps
from planner.matchmaking.gaps_model import GapsModel
from planner.matchmaking.improving import MOST, improve
from planner.matchmaking.racing import Answer, race
from planner.matchmaking.slots_model import SlotsModel

WHOLE = 12_000
"""Meetings times slots up to which the whole timetable is one model."""
WHOLE_SHARE = 0.3
"""Share of the time for a question to that model, where a placement is there already that others can improve."""
EXCHANGE_SHARE = 0.7
"""Share of the time then left for exchanges, where the meetings are more than a part holds: with fewer, and with more
than one model holds, parts find more."""


@dataclass(frozen=True, slots=True)
class Compaction:
    """A placement, and a proven lower bound on the idle gaps of its meetings.

    `impossible`: it is proven that the pairs asked for cannot all meet.
    """

    placement: Placement
    bound: int
    impossible: bool = False


def compact(forum: Forum, placement: Placement, pairs: Iterable[int], budget: Budget) -> Compaction:
    """`pairs` with as few idle gaps as the budget allows, starting from `placement`.

    Where `placement` lacks some of `pairs` (all of which must meet), it is kept unless the whole can be solved.
    """
    wanted, everyone = frozenset(pairs), range(len(forum.participants))
    if not all(can_meet(forum, one, wanted) for one in everyone):
        return Compaction(placement, 0, impossible=True)
    least = [least_gaps(forum, one, wanted) for one in everyone]
    found = Compaction(placement, sum(least))
    if is_whole(forum, len(wanted)):
        found = _Whole(forum, placement, sorted(wanted), least, budget).run()
        if len(found.placement) > MOST:
            found = replace(found, placement=_exchanged(forum, found, budget))
    if len(found.placement) < len(wanted):
        return found
    return Compaction(improve(forum, found.placement, budget, found.bound), found.bound)


def _exchanged(forum: Forum, found: Compaction, budget: Budget) -> Placement:
    part = budget.part(EXCHANGE_SHARE)
    placement = exchange(forum, found.placement, part, found.bound)
    budget.join(part)
    return placement


def is_whole(forum: Forum, meetings: int) -> bool:
    """So many meetings of `forum` are few enough for one model."""
    return meetings * forum.slots <= WHOLE


class _Whole:
    """The whole timetable with as many gaps as each participant's own times force, then one more, and so on.

    Every step is a question of yes or no: the first yes is the optimum. Without objective and with few gaps allowed
    most participants' meetings are one block, which is a far smaller question than the fewest gaps.
    """

    def __init__(
        self, forum: Forum, placement: Placement, pairs: list[int], least: Sequence[int], budget: Budget
    ) -> None:
        self.forum, self.placement, self.pairs = forum, placement, pairs
        self.least, self.budget = least, budget

    def run(self) -> Compaction:
        bound = sum(self.least)
        while self.budget.left > 0 and not self._reached(bound):
            answer = self._ask(bound - sum(self.least))
            if answer.found is not None:
                return Compaction(answer.found, bound)
            if not answer.impossible:
                break
            bound += 1
            if len(self.placement) < len(self.pairs):
                anyhow = self._ask(None)
                if anyhow.impossible:
                    return Compaction(self.placement, 0, impossible=True)
                self.placement = anyhow.found or self.placement
        return Compaction(self.placement, bound)

    def _reached(self, bound: int) -> bool:
        return len(self.placement) == len(self.pairs) and gaps(self.forum, self.placement) <= bound

    def _ask(self, more: int | None) -> Answer[dict[int, int]]:
        """A timetable with `more` gaps than forced in all; None: any lawful one."""
        models = []
        for counted in (True, False):
            slots = SlotsModel(self.forum, {}, self.pairs, complete=True)
            model = GapsModel(slots, None if more is None else [least + more for least in self.least], counted)
            if more is not None:
                at_most(slots.cp, model.every_gap, sum(self.least) + more)
            models.append((slots.cp, slots.placement))
        part = self.budget.part(WHOLE_SHARE if len(self.placement) == len(self.pairs) else 1.0)
        answer = race(models, part)
        self.budget.join(part)
        return answer
