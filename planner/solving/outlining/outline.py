"""What an outline of the whole visit is worth at the best: one linear program over the days that tracks can make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from planner.model.acts import Act
from planner.model.day_sets import DaySets
from planner.model.orienteering.arrays import Bools
from planner.model.roster import TrackDayKey
from planner.solving.outlining.program import Program
from planner.solving.outlining.worth import Counted, Worth

MOST_SETS, MOST_OF_AN_ACT = 100, 8
"""How many sets of a day are looked at, and how many that hold a certain act."""
Sets = Bools
"""Sets of acts by row: one of them is what a track attends on a day."""
Place = tuple[int, int]
"""Row of a track, and an act."""


def choice(worth: Worth, days: DaySets, track: int) -> Sets:
    """The sets of a day, over all acts, that are worth most to a track alone, and most of those that hold a certain
    act."""
    sets = np.zeros((len(days.sets), len(worth.problem.acts)), np.bool_)
    sets[:, list(days.acts)] = days.sets
    order = np.argsort(-worth.of_sets(sets, track), kind="stable")
    ranked = sets[order]
    of_act = ranked & (ranked.cumsum(0) <= MOST_OF_AN_ACT)
    return np.asarray(ranked[(np.arange(len(ranked)) < MOST_SETS) | of_act.any(1)])


def outlined(worth: Worth, choices: Mapping[TrackDayKey, Sets]) -> float:
    """What the best outline is worth whose days are mixtures of the sets to choose from: a little more than the best
    whose days are such sets, and where what must be held can't be, less by more than any engagement is worth."""
    return _Outline(worth, choices).value()


class _Outline:
    """The linear program; `there` by place: the column that says how far it is attended, where it may be."""

    def __init__(self, worth: Worth, choices: Mapping[TrackDayKey, Sets]) -> None:
        self._worth, self._problem, self._program = worth, worth.problem, Program()
        self._there: dict[Place, int] = {}
        for row, track in enumerate(worth.tracks):
            days = [sets for (other, _), sets in choices.items() if other == track and len(sets)]
            self._days(row, days)
        for act, one in enumerate(self._problem.acts):
            self._attended(act, one)
            self._held(act, one)
        self._with_head()
        for counted in worth.counted:
            self._counted(counted)

    def value(self) -> float:
        """Solve."""
        return self._program.best() or 0.0

    def _days(self, row: int, days: list[Sets]) -> None:
        """Each day of a track is a mixture of sets, and it attends each act once at most."""
        if not days:
            return
        attended = np.concatenate(days)
        first = self._program.columns(len(attended), 1.0)
        for start, sets in zip(np.cumsum([first, *map(len, days)]).tolist(), days, strict=False):
            self._program.most(range(start, start + len(sets)), [1.0] * len(sets), 1.0)
        acts, ones = attended.T.nonzero()
        holding = np.split(first + ones, np.flatnonzero(np.diff(acts)) + 1)
        for act, columns in zip(np.unique(acts).tolist(), holding, strict=True):
            limit = self._problem.acts[act].limit
            if limit is None or self._worth.heads[row] <= limit:
                there = self._program.columns(1, 1.0, float(self._worth.own[row, act]))
                self._there[row, act] = there
                self._program.least([*columns.tolist(), there], [*[1.0] * len(columns), -1.0], 0.0)

    def _columns(self, places: Iterable[Place]) -> list[int]:
        """Of places, as far as they may be."""
        return [self._there[place] for place in places if place in self._there]

    def _attended(self, act: int, one: Act) -> None:
        """Sessions and their seats."""
        rows = [row for row in range(len(self._worth.tracks)) if (row, act) in self._there]
        columns = self._columns((row, act) for row in rows)
        bound = self._problem.setting_on("sessions_are_not_exceeded")
        sessions = one.sessions if bound else len(self._worth.tracks)
        if columns and not (one.together or one.plenary):
            self._program.most(columns, [1.0] * len(columns), sessions)
        elif columns and one.limit is not None:
            self._program.most(columns, [float(self._worth.heads[row]) for row in rows], sessions * one.limit)

    def _held(self, act: int, one: Act) -> None:
        """What must be held is, by all who must see it, or much is lost."""
        rows = range(len(self._worth.tracks))
        if one.mandatory == "each" and not one.plenary:
            needed = [[(row, act)] for row in rows if self._worth.tracks[row] in one.audience]
        else:
            needed = [[(row, act) for row in rows]] if one.mandatory != "no" else []
        for places in needed:
            lacking = self._program.columns(1, 1.0, -float(self._worth.alone.max()))
            columns = [*self._columns(places), lacking]
            self._program.least(columns, [1.0] * len(columns), 1.0)

    def _with_head(self) -> None:
        """What needs the head of delegation nobody attends without."""
        leads = set(self._worth.roster.assignment.get(self._problem.head, {}).values())
        if len(leads) == 1:
            head = self._worth.tracks.index(leads.pop())
            for (row, act), there in self._there.items():
                if row != head and self._problem.acts[act].head_required:
                    columns = [there, *self._columns([(head, act)])]
                    self._program.most(columns, [1.0, -1.0][: len(columns)], 0.0)

    def _counted(self, counted: Counted) -> None:
        """Units of attendance, each worth a price, as far as the most that count."""
        units = {self._there[place]: count for place, count in counted.units.items() if place in self._there}
        if units:
            counts = self._program.columns(1, counted.most, counted.price)
            self._program.least([*units, counts], [*units.values(), -1.0], 0.0)
