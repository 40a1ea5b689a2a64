"""The relaxed programme as linear rows: who attends what on which day, without routes and without tracks told apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from ortools.linear_solver.python import model_builder

from planner.model.acts import CAPACITY
from planner.model.day_sets import day_sets
from planner.model.problem import Problem
from planner.model.relaxation_hours import Hours
from planner.model.relaxation_kinds import delegate_kinds, track_classes

Expression = Any
"""A linear expression; the solver's own types do not add up under + and sum."""
MOST_SETS = 20_000
"""Of all days that are told exactly: more make the linear program slow."""
Session = tuple[int, int, int]
"""(class of tracks, day, act)."""


class Rows:
    """Variables and rows.

    `visits` by session: how many tracks of a class make it; `there` by class and act, and `in_class` by kind and class:
    how many delegates of each kind. Days are told exactly, track by track, as far as that takes no more than so many
    `labels`.
    """

    def __init__(self, problem: Problem, labels: int = 0) -> None:
        self.problem, self.hours, self._labels, self._columns = problem, Hours(problem), labels, MOST_SETS
        self.model = model_builder.Model()  # type: ignore[no-untyped-call]
        self.classes = track_classes(problem)
        self.kinds = delegate_kinds(problem, self.classes)
        self.visits: dict[Session, Expression] = {}
        self.there: dict[tuple[int, int], list[model_builder.Variable]] = {}
        self.in_class = [[self.variable(one.heads) for _ in self.classes] for one in self.kinds]
        self._post()

    def variable(self, most: float) -> model_builder.Variable:
        """A new variable from nought to `most`."""
        return self.model.new_num_var(0.0, most, "")

    def _post(self) -> None:
        for c, tracks in enumerate(self.classes):
            self._size(c, tracks)
        for k, one in enumerate(self.kinds):
            self.model.add(sum(self.in_class[k][c] for c in range(len(self.classes))) == one.heads)
            for c, heads in one.fixed:
                self.model.add(self.in_class[k][c] >= heads)
        for act in range(len(self.problem.acts)):
            self._attendance(act)
        for c in range(len(self.classes)):
            for day in range(self.problem.days):
                self._day(c, day)
                self._days_of_tracks(c, day)
            self._stay(c)

    def _size(self, c: int, tracks: tuple[int, ...]) -> None:
        rows = [self.problem.scenario.tracks[track] for track in tracks]
        if self.problem.scenario.track_change == "never" and self.problem.must_hold(CAPACITY):
            size = sum(self.in_class[k][c] for k in range(len(self.kinds)))
            self.model.add(size <= sum(row.max_size for row in rows))

    def _attendance(self, act: int) -> None:
        one, days = self.problem.acts[act], self.problem.acts[act].days
        held = {day: self.variable(1) for day in days} if one.plenary else {}
        if held:
            self.model.add(sum(held.values()) <= 1)
        for c, tracks in enumerate(self.classes):
            able = len(set(tracks) & set(one.audience))
            if not able:
                continue
            for day in days:
                self.visits[c, day, act] = able * held[day] if one.plenary else self.variable(able)
            if days:
                self._guests(c, act, sum(self.visits[c, day, act] for day in days))
        if one.mandatory != "no" and self.problem.must_hold("mandatory_engagements_are_held"):
            self._mandatory(act, list(held.values()))
        self._sessions(act)

    def _mandatory(self, act: int, held: Sequence[Expression]) -> None:
        """What must be held is held once, or by every track that surely has delegates."""
        one = self.problem.acts[act]
        everywhere = {session: visits for session, visits in self.visits.items() if session[2] == act}
        if everywhere:
            self.model.add(sum(held or everywhere.values()) >= 1)
        for c, tracks in enumerate(self.classes) if one.mandatory == "each" and not one.plenary else ():
            mine = [visits for session, visits in everywhere.items() if session[0] == c]
            if mine:
                self.model.add(sum(mine) >= len(set(tracks) & set(one.audience) & self._travelled))

    def _guests(self, c: int, act: int, visits: Expression) -> None:
        """No track attends twice, and nobody who is not in a track that attends; heads fit these tracks."""
        there = self.there[c, act] = [self.variable(kind.heads) for kind in self.kinds]
        self.model.add(visits <= len(self.classes[c]))
        for heads, in_class in zip(there, self.in_class, strict=True):
            self.model.add(heads <= in_class[c])
        most = len(self.problem.delegates)
        if self.problem.must_hold(CAPACITY):
            most = max(self.problem.scenario.tracks[track].max_size for track in self.classes[c])
            one = self.problem.acts[act]
            if not one.plenary and one.limit is not None:
                most = min(most, one.limit)
        self.model.add(sum(there) <= most * visits)

    def _sessions(self, act: int) -> None:
        one, sessions = self.problem.acts[act], [session for session in self.visits if session[2] == act]
        if one.plenary or not sessions or not self.problem.must_hold("sessions_are_not_exceeded"):
            return
        if not one.together:
            self.model.add(sum(self.visits[session] for session in sessions) <= one.sessions)
        if one.limit is not None:
            heads = sum(heads for (_, other), there in self.there.items() if other == act for heads in there)
            self.model.add(heads <= one.sessions * one.limit)

    def _day(self, c: int, day: int) -> None:
        """Rows of time of a class of tracks on a day."""
        acts = [act for act in range(len(self.problem.acts)) if (c, day, act) in self.visits]
        for loads, most in self.hours.rows(acts, day):
            busy = sum(load * self.visits[c, day, act] for act, load in loads.items())
            self.model.add(busy <= most * len(self.classes[c]))

    @cached_property
    def _travelled(self) -> frozenset[int]:
        """Tracks in which somebody surely travels."""
        given = {who.track for who in self.problem.scenario.delegates if who.id in self.problem.presence.there}
        return frozenset(self.problem.track_index[track] for track in given if track is not None)

    def _days_of_tracks(self, c: int, day: int) -> None:
        """Each track of a class makes visits that one track can make on a day, or fewer."""
        acts = [act for act in range(len(self.problem.acts)) if (c, day, act) in self.visits]
        needed = [act for act in acts if self._for_all_on(act, day)]
        days = day_sets(self.hours, acts, day, needed, self._labels) if acts else None
        if days is None or len(days.sets) > self._columns:
            return
        self._labels -= days.labels
        self._columns -= len(days.sets)
        chosen = [self.variable(len(self.classes[c])) for _ in days.sets]
        self.model.add(sum(chosen) <= len(self.classes[c]))
        for column, act in enumerate(days.acts):
            those = [chosen[row] for row in np.flatnonzero(days.sets[:, column])]
            self.model.add(self.visits[c, day, act] <= sum(those))

    def _for_all_on(self, act: int, day: int) -> bool:
        """Do all tracks surely attend an act on this day, as it must be held and no other will do?"""
        one = self.problem.acts[act]
        must = one.mandatory != "no" and self.problem.must_hold("mandatory_engagements_are_held")
        return must and one.plenary and one.days == [day] and day in self._whole_days

    @cached_property
    def _whole_days(self) -> list[int]:
        """Days on which everybody is there from morning to night."""
        presence = self.problem.presence
        flown = {edge.day for edge in presence.landings.values()} | {edge.day for edge in presence.takeoffs.values()}
        days = [day for day in range(self.problem.days) if day not in flown]
        return [day for day in days if all(day in presence.days[who] for who in presence.there)]

    def _stay(self, c: int) -> None:
        """Rows of time of each kind of delegate in a class, over the whole visit."""
        acts = [act for act in range(len(self.problem.acts)) if (c, act) in self.there]
        for loads, most in self.hours.stay(acts):
            for k, in_class in enumerate(self.in_class):
                busy = sum(load * self.there[c, act][k] for act, load in loads.items())
                self.model.add(busy <= most * in_class[c])
