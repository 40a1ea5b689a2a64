"""What a track may attend on a day, given all that is attended otherwise, and what it must."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from planner.model.acts import Act
from planner.model.orienteering.arrays import Bools, Floats
from planner.model.problem import Problem

Attended = Floats
"""1 or 0 by track (row), day and act."""


class Attendance:
    """The rules that bind days and tracks to one another, as far as no time of day matters; arrays by act.

    `heads` by row; `head` is the row of the head of delegation.
    """

    def __init__(self, problem: Problem, heads: Floats, head: int | None) -> None:
        acts, self._heads, self._head = problem.acts, heads, head
        limited = problem.setting_on("sessions_are_not_exceeded")
        self._sessions = np.array([one.sessions if limited else len(heads) for one in acts], np.float64)
        self._limit = np.array([np.inf if one.limit is None else one.limit for one in acts])
        self._shared = _where(acts, lambda one: one.together or one.plenary)
        self._mandatory = _where(acts, lambda one: one.mandatory != "no")
        self._each = _where(acts, lambda one: one.mandatory == "each" and not one.plenary)
        self._with_head = _where(acts, lambda one: one.head_required and head is not None)
        ordered = problem.scenario.order if problem.setting_on("order_is_kept") else ()
        self._orders = [(problem.act_index[row.before], problem.act_index[row.after]) for row in ordered]

    def barred(self, attended: Attended, row: int, day: int) -> Bools:
        """Acts that a track may not attend on a day; what it attends there now does not count."""
        mine, others = _parted(attended, row, day)
        days: Bools = np.asarray(others.any(0))
        visits, loads = others.any(1).sum(0), self._heads @ others.any(1)
        barred: Bools = np.array(mine.any(0), np.bool_)
        barred |= (self._heads[row] > self._limit) | (~days[day] & (days.sum(0) >= self._sessions))
        barred |= ~self._shared & (visits >= self._sessions)
        barred |= self._shared & (loads + self._heads[row] > self._sessions * self._limit)
        if self._head is not None and row != self._head:
            barred |= self._with_head & ~others[self._head].any(0)
        for before, after in self._orders:
            barred[after] |= mine[day + 1 :, before].any()
            barred[before] |= mine[:day, after].any()
        return barred

    def lacking(self, attended: Attended, row: int, day: int) -> Bools:
        """Acts that a track must attend on this day if it can, as they are lacking otherwise."""
        mine, others = _parted(attended, row, day)
        lacking = self._mandatory & ~mine.any(0) & (self._each | ~others.any((0, 1)))
        if self._head is not None:
            lacking |= (row == self._head) & self._with_head & self._mandatory & ~mine.any(0)
        return np.asarray(lacking)

    def missing(self, attended: Attended) -> int:
        """How many acts that must be held nobody attends."""
        return int((self._mandatory & ~attended.any((0, 1))).sum())


def _where(acts: tuple[Act, ...], holds: Callable[[Act], bool]) -> Bools:
    return np.array([holds(one) for one in acts], np.bool_)


def _parted(attended: Attended, row: int, day: int) -> tuple[Bools, Bools]:
    """What a track attends on its other days, by day, and what others attend, by track and day."""
    mine, others = np.array(attended[row] > 0), np.array(attended > 0)
    mine[day] = False
    others[row] = False
    return mine, others
