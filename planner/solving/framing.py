"""When that is held which gathers several tracks: the rest of a visit has to find its place around it.

Times are told apart by outlines, long before a programme is made for them.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.clock import DAY
from planner.domain.engagements import Order
from planner.domain.opening import Span
from planner.model.day_sets import DaySets, day_sets
from planner.model.problem import Problem
from planner.model.relaxation_hours import Hours
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Schedule, Visit
from planner.solving.budget import WORK_A_SECOND, Budget
from planner.solving.outlining.outline import Choice, best_of, choice, outlined
from planner.solving.outlining.worth import Worth
from planner.solving.routing.benefits import Weights

EASE = 15
"""Minutes by which what gathers may be held sooner or later than is said."""
APART = 90
"""Minutes from which on another start is quite another."""
OTHERS = 22
"""How many engagements are looked at beside what gathers and what must be held."""
MOST_LABELS = 300_000
SECONDS_A_ROUTE, SECONDS_A_LABEL = 1.2e-3, 4e-6
"""Nominal seconds of an outline for each track-day, and for each label of the days that were not known yet."""
NO_DAYS = DaySets((), np.zeros((0, 0), np.bool_), 0)
Gatherings = Mapping[int, int]
"""Start by act (index)."""


def held(problem: Problem, gatherings: Gatherings) -> Problem:
    """`problem` with what gathers held then, or a little sooner or later."""
    framed = copy.copy(problem)
    framed.acts = tuple(
        replace(one, starts=tuple(tuple(_near(spans, gatherings[act])) for spans in one.starts))
        if act in gatherings
        else one
        for act, one in enumerate(problem.acts)
    )
    return framed


def _near(spans: Iterable[Span], start: int) -> Iterable[Span]:
    """The parts of spans that are near a start."""
    for first, last in spans:
        if first <= start + EASE and start - EASE <= last:
            yield max(first, start - EASE), min(last, start + EASE)


def gatherings_of(problem: Problem, roster: Roster, schedule: Schedule) -> Gatherings:
    """What a schedule holds for several tracks together."""
    found = {held.node.act: held.start for held in schedule.visits() if isinstance(held.node, Visit)}
    return {
        act: start
        for act, start in sorted(found.items())
        if problem.acts[act].plenary and len(set(problem.acts[act].audience) & set(roster.active)) > 1
    }


@dataclass(frozen=True, slots=True)
class Judged:
    """Times with what their outline is worth."""

    times: Gatherings
    worth: float


class Framing:
    """Looks for better times than those of a schedule."""

    def __init__(self, problem: Problem, roster: Roster, schedule: Schedule, weights: Weights, seed: int) -> None:
        self._problem, self._roster, self._worth = problem, roster, Worth(problem, roster, weights)
        self._rng, self._seed = random.Random(seed), seed
        self._days: dict[tuple[int, ...], DaySets] = {}
        self._choices: dict[tuple[int, tuple[int, ...]], Choice] = {}
        self._first = gatherings_of(problem, roster, schedule)
        self._linked = _linked(problem, self._first)
        self._pinned = {problem.act_index[pin.engagement] for pin in problem.scenario.pins}
        self._latest: tuple[tuple[int, ...], Choice] = (), choice(self._worth, NO_DAYS)
        self._looked_at = self._wanted()
        self._labels = 0

    def _wanted(self) -> list[int]:
        """What gathers, what must be held, and of all other acts those that could be worth most."""
        acts = self._problem.acts
        sure = [act for act, one in enumerate(acts) if act in self._first or one.mandatory != "no"]
        others = [
            act for act, one in enumerate(acts) if act not in sure and (not one.plenary or len(one.audience) == 1)
        ]
        others.sort(key=lambda act: -self._worth.alone[act])
        return sorted([*sure, *others[:OTHERS]])

    def best(self, budget: Budget, seconds: float, most: int) -> list[Gatherings]:
        """Up to so many times that are quite different, the most promising first, after nominal `seconds`; none where
        nothing gathers."""
        if not self._first:
            return []
        judged, spent = list[Judged](), 0.0
        for number, times in enumerate(self._tried(judged)):
            spent = SECONDS_A_ROUTE * len(self._roster.routes) * number + SECONDS_A_LABEL * self._labels
            if spent > seconds or budget.over():
                break
            best = max((one.worth for one in judged), default=0.0)
            judged.append(Judged(times, self._worth_at(times, best)))
        budget.spend(spent * WORK_A_SECOND)
        ranked = sorted(judged, key=lambda one: -one.worth)
        return _apart([one.times for one in ranked if one.worth > 0], most)

    def _tried(self, judged: Sequence[Judged]) -> Iterator[Gatherings]:
        """The times in hand, and then one after another what comes of the best so far when something is held at another
        time; first what may be held at most times."""
        yield self._first
        starts = {act: list(self._starts(act)) for act in self._first}
        free = sorted(starts, key=lambda act: -len(starts[act]))
        tried = -1
        while tried < len(judged):
            tried = len(judged)
            for act in free:
                for start in self._rng.sample(starts[act], len(starts[act])):
                    best = max(judged, key=lambda one: one.worth).times
                    times = self._moved(best, act, start)
                    if times != best and self._in_order(times):
                        yield times

    def _starts(self, act: int) -> Iterator[int]:
        """Starts spread over the hours in which an act may begin; none where it is pinned."""
        for spans in self._problem.acts[act].starts if act not in self._pinned else ():
            for first, last in spans:
                yield from sorted({*range(first, last, 2 * EASE), last})

    def _moved(self, times: Gatherings, act: int, start: int) -> Gatherings:
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

    def _in_order(self, times: Gatherings) -> bool:
        """Is what must come first held first, and near enough?"""
        acts = self._problem.acts
        for order, before, after in _orders(self._problem, times):
            gap = times[after] - times[before] - acts[before].minutes
            most = gap if order.max_gap_minutes is None else order.max_gap_minutes
            apart = times[before] // DAY != times[after] // DAY
            if not 0 <= gap <= most or (apart and order.same_day):
                return False
        return True

    def _worth_at(self, times: Gatherings, best: float) -> float:
        """What the best outline found is worth; nothing where somebody could not come to all that gathers."""
        hours, choices = Hours(held(self._problem, times)), dict[TrackDayKey, Choice]()
        for route in self._roster.routes:
            choices[route] = self._choice(hours, times, route)
            if not len(choices[route].sets):
                return 0.0
        return outlined(self._worth, choices, self._seed, best)

    def _choice(self, hours: Hours, times: Gatherings, route: TrackDayKey) -> Choice:
        """What a track may do on a day; nothing at all where that would take too long to tell."""
        track, day = route
        acts = [act for act in self._looked_at if hours.problem.acts[act].starts[day]]
        acts = [act for act in acts if track in self._problem.acts[act].audience]
        needed = [act for act in acts if act in times or self._only_on(act, day)]
        key = (day, *acts, *(times.get(act, 0) for act in needed))
        if key not in self._days:
            self._days[key] = day_sets(hours, acts, day, needed, MOST_LABELS) or NO_DAYS
            self._labels += self._days[key].labels
        if (track, key) not in self._choices:
            if self._latest[0] != key:
                self._latest = key, choice(self._worth, self._days[key])
            self._choices[track, key] = best_of(self._latest[1], self._worth, track)
        return self._choices[track, key]

    def _only_on(self, act: int, day: int) -> bool:
        """Must all for whom an act is meant attend it, on this day?"""
        one = self._problem.acts[act]
        for_all = one.mandatory == "each" or (one.plenary and one.mandatory != "no")
        return for_all and one.days == [day]


def _orders(problem: Problem, times: Gatherings) -> Iterator[tuple[Order, int, int]]:
    """Orders between what gathers, each with the two acts."""
    for order in problem.scenario.order if problem.setting_on("order_is_kept") else ():
        before, after = problem.act_index[order.before], problem.act_index[order.after]
        if before in times and after in times:
            yield order, before, after


def _linked(problem: Problem, times: Gatherings) -> Mapping[int, set[int]]:
    """What must be held on the day of each act, or near it."""
    found: dict[int, set[int]] = {act: set() for act in times}
    for order, before, after in _orders(problem, times):
        if order.same_day or order.max_gap_minutes is not None:
            found[before].add(after)
            found[after].add(before)
    return found


def _apart(ranked: Iterable[Gatherings], most: int) -> list[Gatherings]:
    """The first of some times and those that are quite different from all chosen before."""
    chosen: list[Gatherings] = []
    for times in ranked:
        if all(any(abs(start - other[act]) >= APART for act, start in times.items()) for other in chosen):
            chosen.append(times)
    return chosen[:most]
