"""The aims of a relaxed programme: never less than what any plan with these attendances is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from ortools.linear_solver.python import model_builder

from planner.model.relaxation_kinds import Kind
from planner.model.relaxation_rows import Expression, Rows


class Aims:
    """The weighted sum over the variables of `rows`."""

    def __init__(self, rows: Rows, weights: Mapping[str, int]) -> None:
        self._rows, self._problem, self._weights = rows, rows.problem, weights

    def total(self) -> Expression:
        """What is to be maximised."""
        total: Expression = 0.0
        total += self._weights.get("visitors", 0) * self._visitors()
        total += self._weights.get("hosts", 0) * self._hosts()
        total += self._weights.get("fairness", 0) * self._fairness()
        return total + self._weights.get("driving", 0) * self._driving()

    def _driving(self) -> Expression:
        """The least way there of every visit; of a plenary one track's, as the others may not be there that day."""
        acts, total = self._problem.acts, 0.0
        for (c, _, act), visits in self._rows.visits.items():
            one, way = acts[act], self._rows.hours.way_there(acts[act].site)
            able = len(set(self._rows.classes[c]) & set(one.audience)) if one.plenary else 1
            total += way / able * visits
        return total

    @cached_property
    def _gains(self) -> list[model_builder.Variable]:
        """Benefit of each kind of delegate."""
        return [self._gain(k, kind) for k, kind in enumerate(self._rows.kinds)]

    def _gain(self, k: int, kind: Kind) -> model_builder.Variable:
        acts, enough = self._problem.acts, self._problem.scenario.rules.topics.enough
        there = [(c, acts[act], heads[k]) for (c, act), heads in self._rows.there.items()]
        parts: list[Expression] = [act.benefit * heads for _, act, heads in there]
        for topic, weight in kind.interests:
            taught: dict[int, list[Expression]] = defaultdict(list)
            for c, act, heads in there:
                if act.topics.get(topic):
                    taught[c].append(act.topics[topic] * heads)
            for c, terms in taught.items():
                level = self._rows.variable(enough * kind.heads)
                self._rows.model.add(level <= sum(terms))
                self._rows.model.add(level <= enough * self._rows.in_class[k][c])
                parts.append(weight * level)
        gain = self._rows.variable(float("inf"))
        self._rows.model.add(gain <= sum(parts))
        return gain

    def _visitors(self) -> Expression:
        return sum(self._gains)

    def _hosts(self) -> Expression:
        received: dict[tuple[str, str], list[Expression]] = defaultdict(list)
        daily = self._problem.scenario.track_change == "daily"
        for (_, act), there in self._rows.there.items():
            one = self._problem.acts[act]
            times = sum(1 for spans in one.starts if spans) if daily else 1  # with another track, on another day
            for kind, heads in zip(self._rows.kinds, there, strict=True):
                if one.host:
                    received[one.host, kind.sector].append(times * heads)
        total: Expression = 0.0
        for wish in self._problem.scenario.wishes:
            if received[wish.host, wish.sector]:
                level = self._rows.variable(self._problem.scenario.rules.wishes.enough)
                self._rows.model.add(level <= sum(received[wish.host, wish.sector]))
                total += wish.weight * level
        return total

    def _fairness(self) -> Expression:
        """The least percentage is no more than that of any kind of delegate on average."""
        least = self._rows.variable(100)
        for kind, gain in zip(self._rows.kinds, self._gains, strict=True):
            if kind.whole:
                self._rows.model.add(kind.whole * kind.heads * least <= 100 * gain)
        names = self._problem.scenario.rules.provinces.names
        if not names:
            return least
        served = self._rows.variable(len(self._problem.acts))
        for province in names:
            held = [self._held(act) for act, one in enumerate(self._problem.acts) if one.province == province]
            self._rows.model.add(served <= sum(held))
        return least + 10 * served

    def _held(self, act: int) -> model_builder.Variable:
        held = self._rows.variable(1)
        self._rows.model.add(held <= sum(visits for (_, _, other), visits in self._rows.visits.items() if other == act))
        return held
