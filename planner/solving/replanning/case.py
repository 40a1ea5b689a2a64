"""What is known before a re-plan: the new scenario as a problem, the old schedule in it, what is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.clock import DAY
from planner.domain.plan import Plan, Stop
from planner.domain.scenario import Scenario
from planner.model.changes import Before, change_cost
from planner.model.problem import Problem
from planner.model.reading_back import read_back
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Held, Node, Schedule, Visit
from planner.model.timeline import Timelines

AGREED = ("asked", "tentative", "confirmed", "announced")
"""Commitments that somebody relies on: such an engagement is never dropped silently."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A visit of the old plan that has no place in the new one; `told`: its engagement is no more in the scenario."""

    engagement: str
    track: str
    commitment: str
    told: bool = False


class Case:
    """One re-plan: `problem` and `roster` of the new scenario, `before` the old schedule read for it.

    `now` is the minute before which everything is done (None: nothing is). `keep` forbids dropping what is agreed.
    """

    def __init__(self, scenario: Scenario, old: Plan, days_later: int, now: int | None, *, keep: bool) -> None:
        self.problem = Problem(scenario)
        self.old, self.now, self.keep = old, now, keep
        read = read_back(self.problem, old, days_later)
        self.lost = tuple(stop for stop in read.lost if stop.item.kind == "engagement")
        self.roster = Roster(self.problem, read.schedule.assignment)
        self.before = Before(read.schedule, old.commitments, sum(self._lost_cost(stop) for stop in self.lost))
        self.done = frozenset(self._done())

    @property
    def schedule(self) -> Schedule:
        """The old schedule in the new scenario; it may break rules."""
        return self.before.schedule

    def _lost_cost(self, stop: Stop) -> int:
        """Dropped by the scenario itself; one whose engagement is still there may yet be held otherwise."""
        if stop.item.id in self.problem.act_index:
            return 0
        rules = self.problem.scenario.rules.changes
        return change_cost(rules, self.old.commitments.get(stop.item.id, "idea"), "dropped")

    def _done(self) -> Iterator[Node]:
        """Stops that have begun, or to which the way has begun, before `now`."""
        if self.now is None:
            return
        timelines = Timelines(self.problem, self.roster)
        for route in self.roster.routes:
            for halt in timelines.of(self.schedule, route).halts:
                if min(halt.start, halt.leg.departure if halt.leg else halt.start) < self.now:
                    yield halt.held.node

    def is_past(self, route: TrackDayKey) -> bool:
        """Has the day of a route ended by `now`?"""
        return self.now is not None and (route[1] + 1) * DAY <= self.now

    def night_is_past(self, night: tuple[int, int]) -> bool:
        """Has a night of a track begun by `now`?"""
        return self.now is not None and (night[1] + 1) * DAY <= self.now

    def drops(self, schedule: Schedule) -> tuple[Drop, ...]:
        """Visits of the old plan that `schedule` has on no day, by engagement and track."""
        held = {(stop.node.track, stop.node.act) for stop in schedule.visits() if isinstance(stop.node, Visit)}
        found = {self._lost(stop) for stop in self.lost if not self._again(stop, held)}
        found |= {self._drop(stop) for stop in self.schedule.visits() if self._key(stop) not in held}
        return tuple(sorted(found, key=lambda drop: (drop.engagement, drop.track)))

    def _again(self, stop: Stop, held: set[tuple[int, int]]) -> bool:
        key = self.problem.track_index.get(stop.track, -1), self.problem.act_index.get(stop.item.id, -1)
        return key in held

    def _lost(self, stop: Stop) -> Drop:
        told = stop.item.id not in self.problem.act_index
        return Drop(stop.item.id, stop.track, self.old.commitments.get(stop.item.id, "idea"), told)

    def _key(self, stop: Held) -> tuple[int, int]:
        assert isinstance(stop.node, Visit)
        return stop.node.track, stop.node.act

    def _drop(self, stop: Held) -> Drop:
        track, act = self._key(stop)
        commitment = self.before.commitment(self.problem, act)
        return Drop(self.problem.acts[act].id, self.problem.tracks[track], commitment)
