"""What the stops of free routes are worth: base prizes, and benefits that diminish, given all that stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np

from planner.model.manners import OPEN_TO_COMPETITORS
from planner.model.orienteering.cover import Cover
from planner.model.orienteering.problem import MUST
from planner.model.roster import TrackDayKey
from planner.model.schedule import Meal, Node, Visit
from planner.solving.routing.attending import Attending
from planner.solving.routing.nodes import Nodes

N = TypeVar("N")
K = TypeVar("K", bound=Hashable)
Weights = Mapping[str, int]
"""Weight by aim."""
Column = tuple[Mapping[Node, int], int, int]
"""(strength by stop, cap, weight)."""


class Benefits:
    """Prizes and columns of one set of nodes."""

    def __init__(self, nodes: Nodes, weights: Weights) -> None:
        self._nodes, self._problem, self._roster = nodes, nodes.problem, nodes.roster
        self._weights, self._attending = weights, Attending(nodes)
        self._all = [node for offered in nodes.offered.values() for node in offered]
        self._visits = [node for node in self._all if isinstance(node, Visit)]
        self._outside = [
            held.node
            for held in nodes.standing
            if isinstance(held.node, Visit) and (held.node.track, held.node.day) not in nodes.offered
        ]

    def prize(self, node: Node) -> int:
        """What a stop is worth whatever else is visited, less the penalties and prices it brings."""
        return self._own(node) + self._sure.get(node, 0)

    def _own(self, node: Node) -> int:
        route = (node.track, node.day)
        if isinstance(node, Meal):
            price = self._problem.tables[node.table].price * self._roster.heads[route]
            return round(self._weights.get("cost", 0) * price / 1000)
        heads = sum(len(self._roster.groups[group].members) for group in self._attending.groups(node))
        benefit = self._problem.acts[node.act].benefit * heads
        return self._weights.get("visitors", 0) * benefit - self._penalty(node, route)

    def _penalty(self, node: Visit, route: TrackDayKey) -> int:
        """Weights of the rules of manners that a visit breaks; more than it can be worth where they are hard."""
        one, rules = self._problem.acts[node.act], self._problem.scenario.rules
        broken: dict[str, int] = defaultdict(int)
        if one.host_rank is not None and not one.plenary:
            broken["ranks_are_matched"] = abs(self._roster.best_rank[route] - one.host_rank) > rules.ranks.within
        if not one.plenary and one.kind not in OPEN_TO_COMPETITORS:
            firms = self._roster.organisations[route]
            broken["competitors_are_apart"] = sum(a in firms and b in firms for a, b in self._problem.competitors)
        settings = ((rules.setting(rule), count) for rule, count in broken.items())
        return sum((MUST if s.hard else s.weight) * count for s, count in settings if s.enabled and count)

    def cover(self, order: Mapping[Node, int]) -> Cover | None:
        """The columns that may be filled, over nodes numbered by `order`; None where there are none."""
        if not self._filling:
            return None
        strengths = np.zeros((len(order), len(self._filling)))
        for index, (strength, _, _) in enumerate(self._filling):
            strengths[[order[node] for node in strength], index] = list(strength.values())
        caps, weights = (np.array([column[part] for column in self._filling], np.float64) for part in (1, 2))
        return Cover(strengths, caps, weights)

    @cached_property
    def _columns(self) -> list[Column]:
        """All columns that can add something, equal ones added up."""
        found: dict[tuple[frozenset[tuple[Node, int]], int], int] = defaultdict(int)
        for strength, cap, weight in (*self._topics(), *self._hosts(), *self._musts()):
            if strength and cap > 0 and weight > 0:
                found[frozenset(strength.items()), cap] += weight
        return [(dict(strength), cap, weight) for (strength, cap), weight in found.items()]

    @cached_property
    def _sure(self) -> Mapping[Node, int]:
        """What each stop earns from the columns that can't be filled by more than one stop, or not at all."""
        found: dict[Node, int] = defaultdict(int)
        for strength, cap, weight in self._parted[True]:
            for node, much in strength.items():
                found[node] += weight * min(much, cap)
        return found

    @property
    def _filling(self) -> list[Column]:
        return self._parted[False]

    @cached_property
    def _parted(self) -> Mapping[bool, list[Column]]:
        """Columns that are sure, and those that are not."""
        found: dict[bool, list[Column]] = {True: [], False: []}
        for column in self._columns:
            found[self._is_sure(*column[:2])].append(column)
        return found

    def _is_sure(self, strength: Mapping[Node, int], cap: int) -> bool:
        """Does no lawful choice of several stops come to more than the cap?"""
        most: dict[tuple[int, int, str | int], int] = defaultdict(int)
        for node, much in strength.items():
            most[self._once(node)] = max(most[self._once(node)], much)
        return len(most) == 1 or sum(most.values()) <= cap

    def _once(self, node: Node) -> tuple[int, int, str | int]:
        """Of the stops with the same key at most one is made."""
        if isinstance(node, Meal):
            return node.track, node.day, self._problem.tables[node.table].kind
        return node.track, -1, node.act

    def _topics(self) -> Iterator[Column]:
        """Interest in a topic of each group, up to what is enough."""
        acts, enough = self._problem.acts, self._problem.scenario.rules.topics.enough
        groups = sorted({group for route in self._nodes.routes for group in self._roster.groups_of.get(route, ())})
        mine_by, outside_by = (_by(nodes, lambda n: (n.track, n.day)) for nodes in (self._visits, self._outside))
        for group in groups:
            mine = self._attended(group, mine_by)
            known = [acts[node.act].topics for node in self._attended(group, outside_by)]
            for topic, weight in self._interests(group).items():
                had = sum(topics.get(topic, 0) for topics in known)
                strength: dict[Node, int] = {node: s for node in mine if (s := acts[node.act].topics.get(topic, 0))}
                yield strength, enough - had, self._weights.get("visitors", 0) * weight

    def _attended(self, group: int, visits: Mapping[TrackDayKey, Sequence[Visit]]) -> list[Visit]:
        """Of visits by route, those that a group is, or may be, at."""
        routes = [route for route in visits if group in self._roster.groups_of.get(route, ())]
        return [node for route in routes for node in visits[route] if self._attending.is_there(group, node)]

    def _interests(self, group: int) -> Mapping[str, int]:
        found: dict[str, int] = defaultdict(int)
        for firm, heads in self._roster.firms[group].items():
            for topic, weight in self._problem.interests.get(firm, {}).items():
                found[topic] += weight * heads
        return found

    def _received(self, node: Visit, sector: str) -> int:
        """Heads of a sector that a visit brings."""
        return sum(self._roster.sectors[group][sector] for group in self._attending.groups(node))

    def _hosts(self) -> Iterator[Column]:
        """Wishes of hosts to meet a sector, up to what is enough."""
        acts, enough = self._problem.acts, self._problem.scenario.rules.wishes.enough
        mine, others = (_by(nodes, lambda node: acts[node.act].host) for nodes in (self._visits, self._outside))
        for wish in self._problem.scenario.wishes:
            if wish.host in mine:
                had = sum(self._received(node, wish.sector) for node in others.get(wish.host, ()))
                heads = {node: self._received(node, wish.sector) for node in mine[wish.host]}
                strength: dict[Node, int] = {node: count for node, count in heads.items() if count}
                yield strength, enough - had, self._weights.get("hosts", 0) * wish.weight

    def _musts(self) -> Iterator[Column]:
        """Meals, what is mandatory, provinces still short of engagements, and days that must not be idle."""
        tables, acts = self._problem.tables, self._problem.acts
        for meals in _by(
            [node for node in self._all if isinstance(node, Meal)],
            lambda node: (node.track, node.day, tables[node.table].kind),
        ).values():
            yield _ones(meals), 1, MUST
        outside = {node.act for node in self._outside}
        for act, nodes in _by(self._visits, lambda node: node.act).items():
            if acts[act].mandatory == "each":
                yield from ((_ones(own), 1, MUST) for own in _by(nodes, lambda node: node.track).values())
            elif acts[act].mandatory == "yes" and act not in outside:
                yield _ones(nodes), 1, MUST
        rules = self._problem.scenario.rules.provinces
        for province in rules.names if self._problem.setting_on("provinces_are_all_visited") else ():
            held = sum(acts[act].province == province for act in outside)
            here = [node for node in self._visits if acts[node.act].province == province]
            yield _ones(here), rules.least - held, MUST
        for route, offered in self._nodes.offered.items():
            if self._nodes.mealtimes.is_busy(route):
                yield _ones(offered), 1, MUST


def _ones(nodes: Iterable[Node]) -> dict[Node, int]:
    return dict.fromkeys(nodes, 1)


def _by(nodes: Iterable[N], key: Callable[[N], K]) -> dict[K, list[N]]:
    """Nodes by a key."""
    found: dict[K, list[N]] = defaultdict(list)
    for node in nodes:
        found[key(node)].append(node)
    return found
