"""What is visited, what may still be, and what that is still worth."""

from __future__ import annotations

import numpy as np

from planner.model.orienteering.arrays import Floats, Ints
from planner.model.orienteering.meetings import Starts
from planner.model.orienteering.problem import MUST, Orienteering


class Taken:
    """The nodes that tours have taken.

    `blocked[n]` counts the reasons for which node n may not be added: it is visited, a family of it is full, all gather
    there or nobody does, or there is no room for another session. `visits` are those of each meeting.
    """

    __slots__ = ("_counts", "_full", "_level", "_problem", "blocked", "visits")

    def __init__(self, problem: Orienteering) -> None:
        meetings = problem.meetings
        self._problem = problem
        self.blocked = np.zeros(problem.size, np.int64)
        self.blocked[list(meetings.gathered)] = 1
        self.visits = [0] * len(meetings.all)
        self._full = [False] * len(meetings.all)
        self._counts = [0] * len(problem.families)
        self._level: Floats | None = None if problem.cover is None else np.zeros_like(problem.cover.cap)

    def copy(self) -> Taken:
        """A copy that may be changed."""
        new = object.__new__(Taken)
        new._problem, new._level, new.blocked = self._problem, self._level, self.blocked.copy()
        new.visits, new._full, new._counts = self.visits.copy(), self._full.copy(), self._counts.copy()
        return new

    def take(self, node: int, starts: Starts) -> None:
        """A (global) node is visited."""
        self.blocked[node] += 1
        for family in self._problem.families_of[node]:
            members, most = self._problem.families[family]
            self._counts[family] += 1
            if self._counts[family] == most:
                self.blocked[list(members)] += 1
        if self._problem.cover is not None and self._level is not None:
            self._level = self._level + self._problem.cover.strength[node]
        self._meet(node, 1, starts)

    def give_back(self, node: int, starts: Starts) -> None:
        """A (global) node is visited no more."""
        self.blocked[node] -= 1
        for family in self._problem.families_of[node]:
            members, most = self._problem.families[family]
            if self._counts[family] == most:
                self.blocked[list(members)] -= 1
            self._counts[family] -= 1
        if self._problem.cover is not None and self._level is not None:
            self._level = self._level - self._problem.cover.strength[node]
        self._meet(node, -1, starts)

    def _meet(self, node: int, visits: int, starts: Starts) -> None:
        meetings = self._problem.meetings
        number = meetings.of_node.get(node)
        if number is not None:
            self.visits[number] += visits
            self.recount(meetings.all[number].subject, starts)

    def recount(self, subject: int, starts: Starts) -> None:
        """Block the nodes of meetings that nobody can visit, as there are as many of their subject as there is room
        for."""
        meetings = self._problem.meetings
        numbers = meetings.of_subject[subject]
        held = sum(self._sessions(number, starts) for number in numbers if not meetings.all[number].stands)
        for number in numbers:
            one = meetings.all[number]
            joined = starts[number] is not None and self.visits[number] > 0
            full = held >= meetings.room[subject] and not one.stands and not joined
            if full != self._full[number]:
                self.blocked[list(one.nodes)] += 1 if full else -1
                self._full[number] = full

    def _sessions(self, number: int, starts: Starts) -> int:
        """How many sessions the visits of a meeting are."""
        return self.visits[number] if starts[number] is None else min(1, self.visits[number])

    def gains(self) -> Floats:
        """What each (global) node would add now by diminishing benefits."""
        if self._problem.cover is None or self._level is None:
            return np.zeros(self._problem.size)
        return self._problem.cover.gains(self._level)

    def joining(self) -> Floats:
        """By meeting what all who may come to it, beside those who do, would gain; nought where it is closed, or nobody
        does."""
        nodes, numbers = self._problem.meetings.invited
        free = self._beside_room()[nodes] == 0
        gains = np.maximum(self._problem.worths[nodes] + self.gains()[nodes], 0.0) * free
        found = np.bincount(numbers, gains, len(self.visits)).astype(np.float64)
        return found * (np.array(self.visits) > 0)

    def lacking(self) -> Ints:
        """(Global) nodes that must be visited and are not, although they may, if only in a meeting that is held."""
        musts = self._problem.worths + self.gains() > MUST / 2
        return np.flatnonzero(musts & (self._beside_room() == 0) & self._problem.opens)

    def _beside_room(self) -> Ints:
        """By (global) node the reasons for which it may not be added, but for the room for another session where it may
        come to a meeting that is held."""
        nodes, numbers = self._problem.meetings.invited
        reasons = self.blocked.copy()
        reasons[nodes] -= (np.array(self._full, np.bool_) & (np.array(self.visits, np.int64) > 0))[numbers]
        return reasons

    def tied(self) -> list[int]:
        """Meetings that those who come can't leave one by one: several do, or there is no room for another."""
        return [number for number, visits in enumerate(self.visits) if visits > 1 or (visits and self._full[number])]

    def worth(self) -> int:
        """Diminishing benefits."""
        cover = self._problem.cover
        return 0 if cover is None or self._level is None else int(np.minimum(self._level, cover.cap) @ cover.weight)
