"""What an outline of the whole visit is worth at the best: one linear program over the days that tracks can make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from ortools.linear_solver.python import model_builder

from planner.model.acts import Act
from planner.model.day_sets import DaySets
from planner.model.orienteering.arrays import Bools
from planner.model.relaxation_rows import Expression
from planner.model.roster import TrackDayKey
from planner.solving.outlining.worth import Worth

MOST_SETS, MOST_OF_AN_ACT = 100, 8
"""How many sets of a day are looked at, and how many that hold a certain act."""
Sets = Bools
"""Sets of acts by row: one of them is what a track attends on a day."""
Term = tuple[Expression, float]
Place = tuple[int, Expression | None]
"""Row of a track, and how far it is there; None where it can't be."""


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
    """The linear program; `there` by row of a track and act: how far it attends it, where it may."""

    def __init__(self, worth: Worth, choices: Mapping[TrackDayKey, Sets]) -> None:
        self._worth, self._problem = worth, worth.problem
        self._model = model_builder.Model()  # type: ignore[no-untyped-call]
        self._there: dict[tuple[int, int], Expression] = {}
        self._gains: list[Term] = []
        self._days(choices)
        for act, one in enumerate(self._problem.acts):
            there = [(row, self._there.get((row, act))) for row in range(len(worth.tracks))]
            self._attended(one, there)
            self._held(one, there)
        self._with_head()
        self._topics()
        self._wishes()

    def value(self) -> float:
        """Solve."""
        self._model.maximize(_sum(self._gains))
        solver = model_builder.Solver("GLOP")
        optimal = solver.solve(self._model) == model_builder.SolveStatus.OPTIMAL
        return float(solver.objective_value) if optimal else 0.0

    def _variable(self, most: float, price: float = 0.0) -> Expression:
        """From nought to `most`, each unit worth a price."""
        made = self._model.new_num_var(0.0, most, "")
        self._gains += [(made, price)] if price else []
        return made

    def _days(self, choices: Mapping[TrackDayKey, Sets]) -> None:
        """Each day of a track is a mixture of sets, and it attends each act once at most."""
        holding: dict[tuple[int, int], list[Term]] = defaultdict(list)
        for (track, _), sets in choices.items():
            row, mixture = self._worth.tracks.index(track), [self._variable(1.0) for _ in sets]
            self._model.add(_sum([(share, 1.0) for share in mixture]) <= 1)
            for act in np.flatnonzero(sets.any(0)).tolist():
                holding[row, act] += [(mixture[one], 1.0) for one in np.flatnonzero(sets[:, act])]
        for (row, act), days in holding.items():
            limit = self._problem.acts[act].limit
            if limit is None or self._worth.heads[row] <= limit:
                self._there[row, act] = there = self._variable(1.0, float(self._worth.own[row, act]))
                self._model.add(_sum([*days, (there, -1.0)]) >= 0)

    def _attended(self, act: Act, there: Sequence[Place]) -> None:
        """Sessions and their seats."""
        some = [(row, its) for row, its in there if its is not None]
        sessions = act.sessions if self._problem.setting_on("sessions_are_not_exceeded") else len(there)
        if some and not (act.together or act.plenary):
            self._model.add(_sum([(its, 1.0) for _, its in some]) <= sessions)
        elif some and act.limit is not None:
            self._model.add(_sum([(its, float(self._worth.heads[row])) for row, its in some]) <= sessions * act.limit)

    def _held(self, act: Act, there: Sequence[Place]) -> None:
        """What must be held is, by all who must see it, or much is lost."""
        if act.mandatory == "each" and not act.plenary:
            needed = [[its] for row, its in there if self._worth.tracks[row] in act.audience]
        else:
            needed = [[its for _, its in there]] if act.mandatory != "no" else []
        for places in needed:
            lacking = self._variable(1.0, -float(self._worth.alone.max()))
            some = [its for its in (*places, lacking) if its is not None]
            self._model.add(_sum([(its, 1.0) for its in some]) >= 1)

    def _with_head(self) -> None:
        """What needs the head of delegation nobody attends without."""
        leads = set(self._worth.roster.assignment.get(self._problem.head, {}).values())
        if len(leads) == 1:
            head = self._worth.tracks.index(leads.pop())
            for (row, act), there in self._there.items():
                if row != head and self._problem.acts[act].head_required:
                    self._model.add(there <= self._there.get((head, act), 0))

    def _topics(self) -> None:
        """A topic counts for a track until it has heard enough of it."""
        for row, interests in enumerate(self._worth.interest):
            for topic in np.flatnonzero(interests > 0):
                counts = self._worth.strengths[:, topic].nonzero()[0]
                units = {(row, act): float(self._worth.strengths[act, topic]) for act in counts.tolist()}
                self._counted(units, self._worth.enough, float(interests[topic]))

    def _wishes(self) -> None:
        """A wish counts until enough have come."""
        for wish, price in enumerate(self._worth.wishes.tolist()):
            hosts, heads = self._worth.granted[:, wish].nonzero()[0].tolist(), self._worth.brought[:, wish]
            units = {(row, act): float(heads[row]) for act in hosts for row in heads.nonzero()[0].tolist()}
            self._counted(units, self._worth.wished, price)

    def _counted(self, units: Mapping[tuple[int, int], float], most: float, price: float) -> None:
        """Units of attendance, each worth a price, as far as the most that count."""
        there = [(self._there[place], count) for place, count in units.items() if place in self._there]
        if there and price > 0:
            self._model.add(_sum([*there, (self._variable(most, price), -1.0)]) >= 0)


def _sum(terms: Sequence[Term]) -> Expression:
    return model_builder.LinearExpr.weighted_sum([term for term, _ in terms], [weight for _, weight in terms])
