"""The aims of a relaxed programme: never less than what any plan with these attendances is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from ortools.linear_solver.python import model_builder

from planner.domain.people import Wish
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

    @cached_property
    def _levels(self) -> list[tuple[Wish, model_builder.Variable]]:
        """Heads that count for each wish that can be met at all."""
        received: dict[tuple[str, str], list[Expression]] = defaultdict(list)
        for (c, act), there in self._rows.there.items():
            host = self._problem.acts[act].host
            for sector, heads in self._by_sector(there).items() if host else ():
                received[host or "", sector].append(self._counted(c, act, heads))
        found = []
        for wish in self._problem.scenario.wishes:
            if received[wish.host, wish.sector]:
                level = self._rows.variable(self._problem.scenario.rules.wishes.enough)
                self._rows.model.add(level <= sum(received[wish.host, wish.sector]))
                found.append((wish, level))
        return found

    def _by_sector(self, there: Sequence[Expression]) -> Mapping[str, list[Expression]]:
        """Heads of each sector, by kind of delegate."""
        found: dict[str, list[Expression]] = defaultdict(list)
        for kind, heads in zip(self._rows.kinds, there, strict=True):
            found[kind.sector].append(heads)
        return found

    def _counted(self, c: int, act: int, heads: Sequence[Expression]) -> Expression:
        """Heads of a sector that count for a wish: no more for each visit than are enough."""
        daily, enough = self._problem.scenario.track_change == "daily", self._problem.scenario.rules.wishes.enough
        times = len(self._problem.acts[act].days) if daily else 1  # with another track, on another day
        visits = sum(visits for (k, _, other), visits in self._rows.visits.items() if (k, other) == (c, act))
        counted = self._rows.variable(enough * times * len(self._rows.classes[c]))
        self._rows.model.add(counted <= times * sum(heads))
        self._rows.model.add(counted <= enough * visits)
        return counted

    def _hosts(self) -> Expression:
        return sum(wish.weight * level for wish, level in self._levels)

    def least_visitor(self) -> model_builder.Variable:
        """Per cent of the worst-off visitor: no more than that of any kind of delegate on average."""
        least = self._rows.variable(100)
        for kind, gain in zip(self._rows.kinds, self._gains, strict=True):
            if kind.whole:
                self._rows.model.add(kind.whole * kind.heads * least <= 100 * gain)
        return least

    def least_host(self) -> model_builder.Variable:
        """Per cent of the worst-off host of those that want visitors and have an engagement to receive them at."""
        least, enough = self._rows.variable(100), self._problem.scenario.rules.wishes.enough
        for host, full in self._wanting.items():
            got = sum(wish.weight * level for wish, level in self._levels if wish.host == host)
            self._rows.model.add(full * enough * least <= 100 * got)
        return least

    def hosts_received(self) -> Expression:
        """How many of these hosts get anything: whoever of those wished for comes, comes to a visit."""
        total: Expression = 0.0
        for host in self._wanting:
            acts = {act for act, one in enumerate(self._problem.acts) if one.host == host}
            glad = self._rows.variable(1)
            self._rows.model.add(glad <= sum(v for (_, _, act), v in self._rows.visits.items() if act in acts))
            self._rows.model.add(
                glad <= sum(level for wish, level in self._levels if wish.host == host and wish.weight)
            )
            total += glad
        return total

    @property
    def hosts_wanting(self) -> int:
        """How many hosts want visitors and have an engagement to receive them at."""
        return len(self._wanting)

    @cached_property
    def _wanting(self) -> Mapping[str, int]:
        """The weights of their wishes together."""
        hosts = {one.host for one in self._problem.acts}
        full: dict[str, int] = defaultdict(int)
        for wish in self._problem.scenario.wishes:
            full[wish.host] += wish.weight
        return {host: weight for host, weight in full.items() if weight and host in hosts}

    def _fairness(self) -> Expression:
        least = self.least_visitor()
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
