"""The relaxed programme as linear rows: who attends what on which day, without routes and without tracks told apart."""

from __future__ import annotations

from typing import Any

from ortools.linear_solver.python import model_builder

from planner.model.acts import CAPACITY
from planner.model.problem import Problem
from planner.model.relaxation_hours import Hours
from planner.model.relaxation_kinds import delegate_kinds, track_classes

Expression = Any
"""A linear expression; the solver's own types do not add up under + and sum."""
Session = tuple[int, int, int]
"""(class of tracks, day, act)."""


class Rows:
    """Variables and rows.

    `visits` by session: how many tracks of a class make it; `there` by class and act, and `in_class` by kind and class:
    how many delegates of each kind.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.hours = problem, Hours(problem)
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
            self._stay(c)

    def _size(self, c: int, tracks: tuple[int, ...]) -> None:
        rows = [self.problem.scenario.tracks[track] for track in tracks]
        if self.problem.scenario.track_change == "never" and self.problem.must_hold(CAPACITY):
            size = sum(self.in_class[k][c] for k in range(len(self.kinds)))
            self.model.add(size <= sum(row.max_size for row in rows))

    def _attendance(self, act: int) -> None:
        one, days = self.problem.acts[act], [d for d in range(self.problem.days) if self.problem.acts[act].starts[d]]
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
        everywhere = [visits for (_, _, other), visits in self.visits.items() if other == act]
        if one.mandatory != "no" and everywhere and self.problem.must_hold("mandatory_engagements_are_held"):
            self.model.add(sum(everywhere) >= 1)
        self._sessions(act)

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

    def _stay(self, c: int) -> None:
        """Rows of time of each kind of delegate in a class, over the whole visit."""
        acts = [act for act in range(len(self.problem.acts)) if (c, act) in self.there]
        for loads, most in self.hours.stay(acts):
            for k, in_class in enumerate(self.in_class):
                busy = sum(load * self.there[c, act][k] for act, load in loads.items())
                self.model.add(busy <= most * in_class[c])
