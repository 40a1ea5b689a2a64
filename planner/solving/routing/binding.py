"""What ties the stops of free routes to each other, and to what stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from planner.model.acts import Act
from planner.model.care import CEREMONIAL_MEALS
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Held, Meal, Node, Schedule, Visit


class Binding:
    """Which acts of one schedule are bound, which gather, and which sessions tracks share."""

    def __init__(self, problem: Problem, roster: Roster, schedule: Schedule, routes: Sequence[TrackDayKey]) -> None:
        self._problem, self._roster, self._schedule, self._free = problem, roster, schedule, frozenset(routes)

    @cached_property
    def bound(self) -> frozenset[int]:
        """Acts that are tied to more than a route, so that they are left to the model."""
        scenario, acts, index = self._problem.scenario, self._problem.acts, self._problem.act_index
        tied = {index[pin.engagement] for pin in scenario.pins}
        for row in scenario.order:
            pair = index[row.before], index[row.after]
            near = row.max_gap_minutes is not None and not all(self._assembles(acts[act]) for act in pair)
            tied |= set(pair) if near or not self.whole else set()
        return frozenset(tied | {act for act, one in enumerate(acts) if self._binds(one)})

    def _binds(self, one: Act) -> bool:
        """Does an act gather tracks of which some are not free, or stand for a meal of one?"""
        return not self._assembles(one) if _is_joint(one) else one.kind in CEREMONIAL_MEALS

    def _assembles(self, one: Act) -> bool:
        """Does an act gather several tracks, all of them free?"""
        days = [day for day, starts in enumerate(one.starts) if starts]
        party = {route for day in days for route in self._roster.party(one, day)}
        return _is_joint(one) and party <= self._free

    @property
    def whole(self) -> bool:
        """Is the whole visit free?"""
        return len(self._free) == len(self._roster.routes)

    def gathers(self, act: int) -> bool:
        """Is an act for several tracks together, and free?"""
        return _is_joint(self._problem.acts[act]) and act not in self.bound

    def stays(self, held: Held) -> bool:
        """Is a stop of a free route bound, or the head's with others whose routes aren't free?"""
        node = held.node
        if isinstance(node, Meal):
            return False
        return node.act in self.bound or (held.session > 0 and self._is_accompanied(node, held.session))

    def _is_accompanied(self, node: Visit, session: int) -> bool:
        route, one = (node.track, node.day), self._problem.acts[node.act]
        leads = one.head_required and route in self._free and self._roster.head_track(node.day) == node.track
        return leads and not self.sharing[node.act, session] <= self._free

    @cached_property
    def sharing(self) -> dict[tuple[int, int], set[TrackDayKey]]:
        """The routes that are in each session of each act."""
        found: dict[tuple[int, int], set[TrackDayKey]] = defaultdict(set)
        for held in self._schedule.visits():
            if isinstance(node := held.node, Visit):
                found[node.act, held.session].add((node.track, node.day))
        return found

    @cached_property
    def _meeting(self) -> Mapping[Visit, int]:
        """Starts of visits to sessions that tracks share, or gather for, and that aren't fixed."""
        held = [
            (node, one.start, one.session)
            for one in self._schedule.visits()
            if isinstance(node := one.node, Visit) and one.session and not self.stays(one)
        ]
        shared = {(node.act, node.day) for node, _, session in held if len(self.sharing[node.act, session]) > 1}
        there = {node: start for node, start, _ in held if (node.act, node.day) in shared}
        there |= {
            node: one.start
            for one in self._schedule.visits()
            if isinstance(node := one.node, Visit) and self.gathers(node.act)
        }
        return there

    @cached_property
    def _apart(self) -> frozenset[tuple[int, int]]:
        """Acts and days on which tracks that aren't free share sessions."""
        return frozenset((node.act, node.day) for node in self._meeting if (node.track, node.day) not in self._free)

    @cached_property
    def standing(self) -> Mapping[tuple[int, int], frozenset[int]]:
        """Starts of sessions where others are too, by act and day: they keep their times, free tracks may leave or join
        them."""
        found: dict[tuple[int, int], set[int]] = defaultdict(set)
        for node, start in self._meeting.items():
            if (node.act, node.day) in self._apart:
                found[node.act, node.day].add(start)
        return {key: frozenset(starts) for key, starts in found.items()}

    @cached_property
    def meeting_at(self) -> Mapping[Node, int]:
        """Starts of visits to sessions that free tracks alone share."""
        return {node: start for node, start in self._meeting.items() if (node.act, node.day) not in self._apart}


def _is_joint(one: Act) -> bool:
    """Is an act for several tracks together?"""
    return one.plenary and len(one.audience) > 1
