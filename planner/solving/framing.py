"""Looks for times at which to hold what gathers several tracks: the rest of a visit has to find its place around it.

Times are told apart by outlines, long before a programme is made for them.
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.clock import DAY
from planner.domain.engagements import Order
from planner.domain.opening import Span
from planner.model.day_sets import DaySets, day_sets
from planner.model.problem import Problem
from planner.model.relaxation_hours import Hours
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Schedule
from planner.solving.budget import WORK_A_SECOND, Budget
from planner.solving.outlining.outline import Sets, choice, outlined
from planner.solving.outlining.worth import Worth
from planner.solving.routing.benefits import Weights
from planner.solving.windows import Times, Windows, around, gatherings_of, held, narrower

FAR, NEAR = 60, 30
"""Minutes between the starts that are tried at first, and between those near the best of them."""
LITTLE = 0.01
"""What share of the best a move may lose for others near it to be tried."""
APART, ALIKE = 90, 0.995
"""Minutes from which on another start is quite another, and what share of the best is as promising as that."""
SLACK = 5
"""Minutes that each way is taken to be longer: what fits by a hair alone hardly fits for several tracks together."""
OTHERS = 22
"""How many engagements are looked at beside what gathers and what must be held."""
MOST_LABELS = 300_000
SECONDS_AN_OUTLINE_A_ROUTE, SECONDS_A_LABEL = 0.8e-3, 1.2e-6
"""Nominal seconds of an outline for each track-day, and for each label of the days that were not known yet."""
TOO_MANY = DaySets((), np.zeros((0, 0), np.bool_), MOST_LABELS)
"""Days that would take too long to tell."""
Move = tuple[int, int]
"""An act, and when it is to begin."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Times with what their outline is worth."""

    times: Times
    worth: float


class Framing:
    """Looks for better times than those of a schedule."""

    def __init__(self, problem: Problem, roster: Roster, schedule: Schedule, weights: Weights, seed: int) -> None:
        self._problem, self._roster, self._worth = problem, roster, Worth(problem, roster, weights)
        self._rng = random.Random(seed)
        self._days: dict[Hashable, DaySets] = {}
        self._choices: dict[Hashable, Sets] = {}
        self._first = gatherings_of(problem, roster, schedule)
        self._linked = _linked(problem, self._first)
        self._pinned = {problem.act_index[pin.engagement] for pin in problem.scenario.pins}
        self._looked_at = self._wanted()
        self._labels = self._outlines = 0

    def _wanted(self) -> list[int]:
        """What gathers, what must be held, and of all other acts those that could be worth most."""
        acts = self._problem.acts
        sure = [act for act, one in enumerate(acts) if act in self._first or one.mandatory != "no"]
        others = [
            act for act, one in enumerate(acts) if act not in sure and (not one.plenary or len(one.audience) == 1)
        ]
        others.sort(key=lambda act: -self._worth.alone[act])
        return sorted([*sure, *others[:OTHERS]])

    def best(self, budget: Budget, seconds: float, most: int) -> list[Windows]:
        """When to hold what gathers: up to so many windows that are quite different and as promising as any, after
        nominal `seconds` and as many as it takes to narrow them; none where nothing gathers."""
        ranked, spent = self.judged(budget, seconds), self._spent()
        chosen = _apart((one for one in ranked if one.worth > ALIKE * ranked[0].worth), most)
        windows = [self._narrowed(one) for one in chosen]
        budget.spend((self._spent() - spent) * WORK_A_SECOND)
        return windows

    def judged(self, budget: Budget, seconds: float) -> list[Judged]:
        """All times that were tried in nominal `seconds`, the most promising first."""
        judged = list[Judged]()
        for times in self._tried(judged) if self._first else ():
            if self._spent() > seconds or budget.over():
                break
            judged.append(Judged(times, self._worth_at(around(self._problem, times))))
        budget.spend(self._spent() * WORK_A_SECOND)
        return sorted(judged, key=lambda one: -one.worth)

    def _spent(self) -> float:
        """Nominal seconds so far."""
        outlines = SECONDS_AN_OUTLINE_A_ROUTE * len(self._roster.routes) * self._outlines
        return outlines + SECONDS_A_LABEL * self._labels

    def _narrowed(self, judged: Judged) -> Windows:
        """A part of each window around some times, so that no less fits if that can be: rather the middle."""
        windows, worth = {**around(self._problem, judged.times)}, judged.worth
        for act, window in windows.items():
            parts = dict[Span, float]()
            for part in narrower(window, self._problem.grid):
                parts[part] = self._worth_at({**windows, act: part})
                if parts[part] >= worth:
                    break
            windows[act] = max(parts, key=lambda part: parts[part])
            worth = parts[windows[act]]
        return windows

    def _tried(self, judged: Sequence[Judged]) -> Iterator[Times]:
        """The times in hand, and then one after another what comes of the best so far when something is held at another
        time, none twice: at first all by the hour, and that once more which may be held at most times, as it was tried
        before the others had good ones; then whatever is near what lost little."""
        yield self._first
        starts = {act: list(self._starts(act, FAR)) for act in self._first}
        free = sorted(starts, key=lambda act: -len(starts[act]))
        order = (*free, *free[:1])
        moves = [(act, start) for act in order for start in self._rng.sample(starts[act], len(starts[act]))]
        known = {tuple(self._first.values())}
        while moves:
            lost = dict[Move, float]()
            for act, start in moves:
                best = max(judged, key=lambda one: one.worth)
                times = self._moved(best.times, act, start)
                if tuple(times.values()) not in known and self._in_order(times):
                    known.add(tuple(times.values()))
                    yield times
                    lost[act, start] = best.worth - judged[-1].worth
            moves = self._near({move: loss for move, loss in lost.items() if loss <= LITTLE * best.worth})

    def _near(self, lost: Mapping[Move, float]) -> list[Move]:
        """Moves near some others and these themselves, first those near what lost least."""
        return list(
            dict.fromkeys(
                (act, start)
                for act, other in sorted(lost, key=lambda move: lost[move])
                for start in self._starts(act, NEAR)
                if abs(start - other) < FAR
            )
        )

    def _starts(self, act: int, apart: int) -> Iterator[int]:
        """Starts spread over the hours in which an act may begin, so many minutes apart or as near as the grid allows;
        none where it is pinned."""
        grid = self._problem.grid
        apart = -(-apart // grid) * grid
        for spans in self._problem.acts[act].starts if act not in self._pinned else ():
            for first, last in spans:
                yield from sorted({*range(first, last, apart), last})

    def _moved(self, times: Times, act: int, start: int) -> Times:
        """Times with one act held at another, and what is ordered with it as much sooner or later, as far as may be."""
        moved = {**times, act: start}
        for other in self._linked[act] - self._pinned:
            wanted = times[other] + start - times[act]
            starts = [
                min(max(first, wanted), last)
                for spans in self._problem.acts[other].starts
                for first, last in spans
                if wanted // DAY == first // DAY
            ]
            moved[other] = min(starts, key=lambda one: abs(one - wanted), default=times[other])
        return moved

    def _in_order(self, times: Times) -> bool:
        """Is what must come first held first, and near enough?"""
        acts = self._problem.acts
        for order, before, after in _orders(self._problem, times):
            gap = times[after] - times[before] - acts[before].minutes
            most = gap if order.max_gap_minutes is None else order.max_gap_minutes
            apart = times[before] // DAY != times[after] // DAY
            if not 0 <= gap <= most or (apart and order.same_day):
                return False
        return True

    def _worth_at(self, windows: Windows) -> float:
        """What an outline is worth at the best; nothing where somebody could not come to all that gathers."""
        hours, choices = Hours(held(self._problem, windows)), dict[TrackDayKey, Sets]()
        for route in self._roster.routes:
            choices[route] = self._choice(hours, windows, route)
            if not len(choices[route]):
                return 0.0
        self._outlines += 1
        return outlined(self._worth, choices)

    def _choice(self, hours: Hours, windows: Windows, route: TrackDayKey) -> Sets:
        """What a track may do on a day; nothing at all where that would take too long to tell."""
        track, day = route
        acts = [act for act in self._looked_at if hours.problem.acts[act].starts[day]]
        acts = [act for act in acts if track in self._problem.acts[act].audience]
        needed = [act for act in acts if act in windows or self._only_on(act, day)]
        key = (day, tuple(acts), tuple(windows.get(act) for act in needed))
        if key not in self._days:
            self._days[key] = day_sets(hours, acts, day, needed, MOST_LABELS, slack=SLACK) or TOO_MANY
            self._labels += self._days[key].labels
        if (track, key) not in self._choices:
            self._choices[track, key] = choice(self._worth, self._days[key], track)
        return self._choices[track, key]

    def _only_on(self, act: int, day: int) -> bool:
        """Must all for whom an act is meant attend it, on this day?"""
        one = self._problem.acts[act]
        for_all = one.mandatory == "each" or (one.plenary and one.mandatory != "no")
        return for_all and one.days == [day]


def _orders(problem: Problem, times: Times) -> Iterator[tuple[Order, int, int]]:
    """Orders between what gathers, each with the two acts."""
    for order in problem.scenario.order if problem.setting_on("order_is_kept") else ():
        before, after = problem.act_index[order.before], problem.act_index[order.after]
        if before in times and after in times:
            yield order, before, after


def _linked(problem: Problem, times: Times) -> Mapping[int, set[int]]:
    """What must be held on the day of each act, or near it."""
    found: dict[int, set[int]] = {act: set() for act in times}
    for order, before, after in _orders(problem, times):
        if order.same_day or order.max_gap_minutes is not None:
            found[before].add(after)
            found[after].add(before)
    return found


def _apart(ranked: Iterable[Judged], most: int) -> list[Judged]:
    """The first of some times and those that are quite different from all chosen before."""
    chosen: list[Judged] = []
    for one in ranked:
        if all(any(abs(start - other.times[act]) >= APART for act, start in one.times.items()) for other in chosen):
            chosen.append(one)
    return chosen[:most]
