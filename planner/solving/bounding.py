"""A bound on what any plan could be worth, worked out beside the search."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping

from planner.domain.account import WorstOff
from planner.domain.people import Side
from planner.model.problem import Problem
from planner.model.relaxation import Reach, Relaxation
from planner.solving.goals import Goal

EXACT_FROM, LABELS_A_SECOND = 15.0, 22_000
"""Seconds from which on days are told exactly for the bound, and the labels for that: some hundredths of the time."""


class Bounding:
    """Solves the relaxation in a thread of its own; `value` is None until it is done, and where it was not in time.

    Where `reaching`, it then looks for what the worst-off of each side can reach, and `reach` holds it by side.
    It begins after so many `idle` seconds.

    `end` is to be called: a program that ends while the solver is at work is aborted.
    """

    def __init__(
        self, problem: Problem, goal: Goal, seconds: float, *, idle: float = 0.0, reaching: bool = False
    ) -> None:
        self.value: float | None = None
        self.reach: Mapping[Side, Reach] = {}
        self._reaching = reaching
        self._problem, self._goal, self._seconds, self._idle = problem, goal, seconds, idle
        self._relaxation: Relaxation | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        if self._ended.wait(self._idle):
            return
        labels = int(LABELS_A_SECOND * self._seconds) if self._seconds >= EXACT_FROM else 0
        self._relaxation = Relaxation(self._problem, self._goal.weights, labels)
        bound = None if self._ended.is_set() else self._relaxation.bound(self._seconds)
        if bound is not None:
            self.value = math.floor(bound + 1e-6 * abs(bound))
        if self._reaching and not self._ended.is_set():
            self.reach = self._relaxation.reach(self._seconds)

    @property
    def worst_off(self) -> tuple[WorstOff, ...]:
        """The bounds that are known of the worst-off of each side, for plans to be told of."""
        return tuple(WorstOff(side, "", 0, 0, one.percent, one.nothing) for side, one in self.reach.items())

    def wait(self) -> float | None:
        """The bound once it is there, or None when the time for it is up."""
        self._thread.join(self._seconds)
        return self.end()

    def end(self) -> float | None:
        """The bound if it is there; no more work is done for it."""
        self._ended.set()
        while self._thread.is_alive():
            if self._relaxation is not None:
                self._relaxation.stop()
            self._thread.join(0.05)
        return self.value
