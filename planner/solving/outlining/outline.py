"""An outline, made better one track-day after another, each exactly while all others stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.model.day_sets import DaySets
from planner.model.orienteering.arrays import Floats
from planner.model.roster import TrackDayKey
from planner.solving.outlining.attendance import Attendance
from planner.solving.outlining.worth import Worth

TRIES, NEAR, ROUNDS = 3, 0.98, 6
"""How often an outline is made at most, what share of the best is near it, and how often its days are gone through."""
MOST_SETS, MOST_OF_AN_ACT = 300, 15
"""How many sets of a day are looked at, and how many that hold a certain act."""
NOISE, QUIET = 0.004, 0.6
"""How much by lot is added to what a set is worth, as a share of what the visit is worth: less and less, nothing after
that share of the rounds."""
LACKING = 0.005
"""What it costs if something is missing that must be held, as a share of what the visit is worth: little, as most of it
finds a place in the end."""
NEVER = 1e9
"""More than anything is worth."""


Singles = npt.NDArray[np.float32]


class Choice(NamedTuple):
    """What a track may do on a day: sets of acts by row, and what each comes to by topic and by wish."""

    sets: Singles
    strengths: Singles
    granted: Singles

    def gain(self, worth: Worth, row: int, acts: Floats) -> Singles:
        """What each set brings, but for base benefit, where tracks (rows) attend acts otherwise."""
        open_levels = np.maximum(0, worth.enough - acts[row] @ worth.strengths)
        open_wishes = np.maximum(0, worth.wished - worth.received(acts))
        levels = np.minimum(self.strengths, _single(open_levels))
        received = np.minimum(self.granted * _single(worth.brought[row]), _single(open_wishes))
        return _weighed(levels, worth.interest[row]) + _weighed(received, worth.wishes)


def choice(worth: Worth, days: DaySets) -> Choice:
    """The sets of a day, over all acts."""
    sets = np.zeros((len(days.sets), len(worth.problem.acts)), np.float32)
    sets[:, list(days.acts)] = days.sets
    return Choice(sets, _by(sets, worth.strengths), _by(sets, worth.granted))


def best_of(choice: Choice, worth: Worth, track: int) -> Choice:
    """The sets that are worth most to a track, and most of those that hold a certain act.

    With an outline in which others are attended already, a set with an act that is then barred comes last, whatever
    else it holds: good enough to tell times apart.
    """
    row, nobody = worth.tracks.index(track), np.zeros((len(worth.tracks), len(worth.problem.acts)))
    gain = choice.gain(worth, row, nobody) + _weighed(choice.sets, worth.own[row])
    order = np.argsort(-gain, kind="stable")
    ranked = choice.sets[order]
    of_act = (ranked > 0) & (ranked.cumsum(0) <= MOST_OF_AN_ACT)
    best = order[(np.arange(len(order)) < MOST_SETS) | of_act.any(1)]
    return Choice(*(array[best] for array in choice))


def outlined(worth: Worth, choices: Mapping[TrackDayKey, Choice], seed: int, best: float) -> float:
    """What the best outline found is worth; looked for longer where that comes near the `best` of others."""
    found = 0.0
    for number in range(TRIES):
        found = max(found, _outlined(worth, choices, np.random.default_rng(seed + number)))
        if found < NEAR * best:
            break
    return found


def _outlined(worth: Worth, choices: Mapping[TrackDayKey, Choice], rng: np.random.Generator) -> float:
    outline, keys, best = _Outline(worth), list(choices), 0.0
    for number in range(ROUNDS):
        noise, bonus = best * NOISE * max(0.0, 1 - number / ROUNDS / QUIET), best * LACKING
        for place in rng.permutation(len(keys)):
            key = keys[place]
            outline.improve(key, choices[key], bonus, rng.normal(0.0, noise, len(choices[key].sets)))
        best = max(best, outline.worth())
    return best


class _Outline:
    """Who attends what on which day."""

    def __init__(self, worth: Worth) -> None:
        self._worth, problem = worth, worth.problem
        self._rows = {track: row for row, track in enumerate(worth.tracks)}
        leads = {self._rows[track] for track in worth.roster.assignment.get(problem.head, {}).values()}
        self._attendance = Attendance(problem, worth.heads, leads.pop() if len(leads) == 1 else None)
        self._attended = np.zeros((len(worth.tracks), problem.days, len(problem.acts)))

    def worth(self) -> float:
        """For both sides, less what is missing."""
        total = self._worth.total(self._attended)
        return total - LACKING * total * self._attendance.missing(self._attended)

    def improve(self, key: TrackDayKey, choice: Choice, bonus: float, noise: Floats) -> None:
        """The best day of a track while all others stay: with a bonus for what is lacking, and noise by set."""
        row, day = self._rows[key[0]], key[1]
        barred = self._attendance.barred(self._attended, row, day)
        lacking = self._attendance.lacking(self._attended, row, day) & ~barred
        extra = self._worth.own[row] + bonus * lacking - NEVER * barred
        acts = self._attended.sum(1)
        acts[row] -= self._attended[row, day]
        best = int(np.argmax(choice.gain(self._worth, row, acts) + _weighed(choice.sets, extra) + noise))
        self._attended[row, day] = np.where(barred, 0.0, choice.sets[best])


def _by(sets: Singles, rows: Floats) -> Singles:
    """What each set comes to, of rows by act."""
    return np.asarray(np.einsum("ij,jk->ik", sets, _single(rows)))


def _weighed(rows: Singles, weights: Floats) -> Singles:
    """The sum of each row by weights; on one core, as others work on the rest."""
    return np.asarray(np.einsum("ij,j->i", rows, _single(weights)))


def _single(array: Floats) -> Singles:
    """In single precision: twice as fast."""
    return array.astype(np.float32)
