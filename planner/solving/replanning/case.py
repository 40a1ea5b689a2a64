"""What is known before a re-plan: the new scenario as a problem, the old schedule in it, what is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from planner.domain.clock import DAY
from planner.domain.plan import Plan
from planner.domain.programme import Stop
from planner.domain.rules import RuleSetting
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
    """A visit of the old plan that has no place in the new one; `told`: the scenario itself takes it out."""

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
        lost = [stop for stop in read.lost if stop.item.kind == "engagement"]
        self.gone = tuple(stop for stop in lost if self._homeless(stop) is None)
        self.roster = Roster(self.problem, read.schedule.assignment)
        self.before = Before(
            read.schedule,
            old.commitments,
            tuple(held for stop in lost if (held := self._homeless(stop))),
            sum(self._gone_cost(stop) for stop in self.gone),
        )
        self.done = frozenset(self._done())

    @property
    def schedule(self) -> Schedule:
        """The old schedule in the new scenario; it may break rules."""
        return self.before.schedule

    def without(self, rules: Iterable[str]) -> Problem:
        """The problem in which `rules` are not asked for."""
        book = self.problem.scenario.rules
        settings = dict(book.settings) | {rule: RuleSetting(enabled=False) for rule in rules}
        return Problem(replace(self.problem.scenario, rules=replace(book, settings=settings)))

    def _homeless(self, stop: Stop) -> Held | None:
        """A visit whose day is no more, but which its track may make on another."""
        track, act = self.problem.track_index.get(stop.track), self.problem.act_index.get(stop.item.id)
        if track is None or act is None or track not in self.problem.acts[act].audience:
            return None
        return Held(Visit(track, -1, act), stop.item.start)

    def _gone_cost(self, stop: Stop) -> int:
        rules = self.problem.scenario.rules.changes
        return change_cost(rules, self.old.commitments.get(stop.item.id, "idea"), "dropped")

    def _done(self) -> Iterator[Node]:
        """What is done by its commitment, and stops that have begun, or to which the way has begun, before `now`."""
        for held in self.schedule.visits():
            if self.before.commitment(self.problem, _key(held)[1]) == "done":
                yield held.node
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
        held = {_key(stop) for stop in schedule.visits()}
        found = {self._gone(stop) for stop in self.gone}
        found |= {self._drop(*_key(stop)) for stop in self.before.visits() if _key(stop) not in held}
        return tuple(sorted(found, key=lambda drop: (drop.engagement, drop.track)))

    def _gone(self, stop: Stop) -> Drop:
        return Drop(stop.item.id, stop.track, self.old.commitments.get(stop.item.id, "idea"), told=True)

    def _drop(self, track: int, act: int) -> Drop:
        commitment = self.before.commitment(self.problem, act)
        name, party = self.problem.acts[act].id, self.problem.tracks[track]
        told = any(
            pin.state == "out" and pin.engagement == name and pin.track in (None, party)
            for pin in self.problem.scenario.pins
        )
        return Drop(name, party, commitment, told)


def _key(stop: Held) -> tuple[int, int]:
    assert isinstance(stop.node, Visit)
    return stop.node.track, stop.node.act
