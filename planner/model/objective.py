"""The aims as one weighted sum over what the scope may change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from planner.domain.scenario import AIMS
from planner.model.care import moves_of
from planner.model.posting import Posting
from planner.model.routing import day_length
from planner.model.schedule import Meal, Node, Visit
from planner.model.selection import held_in
from planner.model.staffing import Staffing
from planner.model.variables import DEPOT, Linear, Literal, Route, Variables

Term = tuple[int, Literal | int]
CENTS = 100
THOUSAND = 1000 * CENTS


class Objective:
    """Every aim as an expression; what lies outside the scope is left out where it only adds a constant."""

    def __init__(self, v: Variables, post: Posting, staffing: Staffing) -> None:
        self._v, self._post, self._staffing = v, post, staffing
        self._topics: dict[tuple[int, str], Linear | int] = {}

    def total(self, weights: Mapping[str, int]) -> Linear | int:
        """The weighted sum to be maximised, penalties of soft rules taken off."""
        total: Linear | int = 0
        for name in AIMS:
            if weights.get(name):
                total += weights[name] * self.aim(name)
        return total - sum(weight * broken for _, broken, weight in self._post.penalties)

    def aim(self, name: str) -> Linear | int:
        """One aim in its own unit, up to a constant."""
        found: Linear | int = getattr(self, f"_{name}")()
        return found

    def presence(self, group: int, node: Node) -> Literal | int:
        """A literal, or number, that is 1 only if the group is at the node."""
        held, one = self._v.held[node], self._v.roster.groups[group]
        comes = one.comes if one.comes and one.comes.day == node.day else None
        leaves = one.leaves if one.leaves and one.leaves.day == node.day else None
        if comes is None and leaves is None:
            return held
        site = self._v.problem.sites[self._v.site(node)]
        joining, travel = self._v.problem.joining, self._v.problem.travel
        first = joining.at_site(comes.site, site, comes.minute) if comes else None
        last = travel.latest(site, leaves.site, leaves.minute) if leaves else None
        start, end = self._v.start[node], self._v.end(node)
        if isinstance(start, int) and isinstance(end, int) and isinstance(held, int):
            return int((first is None or start >= first) and (last is None or end <= last))
        there = self._v.new_bool()
        self._v.model.add_bool_or([~there, held])
        if first is not None:
            self._v.model.add(start >= first).only_enforce_if(there)
        if last is not None:
            self._v.model.add(end <= last).only_enforce_if(there)
        return there

    @cached_property
    def _attendance(self) -> dict[int, list[tuple[Visit, Literal | int]]]:
        """Visits that each group is, or may be, at."""
        found: dict[int, list[tuple[Visit, Literal | int]]] = defaultdict(list)
        for node in self._v.held:
            if isinstance(node, Visit):
                for group in self._v.roster.groups_of.get((node.track, node.day), ()):
                    found[group].append((node, self.presence(group, node)))
        return found

    def _topic(self, group: int, topic: str) -> Linear | int:
        """Sum of the strengths of `topic` that a group attends, up to what is enough."""
        key = (group, topic)
        if key not in self._topics:
            acts, enough = self._v.problem.acts, self._v.problem.scenario.rules.topics.enough
            terms = [
                (acts[node.act].topics[topic], there)
                for node, there in self._attendance.get(group, ())
                if acts[node.act].topics.get(topic)
            ]
            self._topics[key] = self._capped(terms, enough)
        return self._topics[key]

    def _capped(self, terms: list[Term], most: int) -> Linear | int:
        """At most the sum of `terms`, at most `most`."""
        fixed = sum(weight * there for weight, there in terms if isinstance(there, int))
        free = [(weight, there) for weight, there in terms if not isinstance(there, int)]
        if fixed >= most or not free:
            return min(fixed, most)
        level = self._v.model.new_int_var(0, most, "")
        self._v.model.add(level <= fixed + sum(weight * there for weight, there in free))
        return level

    def _base(self, group: int) -> Linear | int:
        """Base benefit of the engagements that each member of a group attends."""
        acts = self._v.problem.acts
        return sum(acts[node.act].benefit * there for node, there in self._attendance.get(group, ()))

    def benefit(self, group: int, organisation: str) -> Linear | int:
        """Benefit of one delegate of `organisation` in a group."""
        interests = self._v.problem.interests.get(organisation, {})
        return sum(weight * self._topic(group, topic) for topic, weight in interests.items()) + self._base(group)

    def _visitors(self) -> Linear | int:
        total: Linear | int = 0
        interests = self._v.problem.interests
        for group in range(len(self._v.roster.groups)):
            weights: dict[str, int] = defaultdict(int)
            for organisation, heads in self._v.roster.firms[group].items():
                for topic, weight in interests.get(organisation, {}).items():
                    weights[topic] += weight * heads
            total += sum(weight * self._topic(group, topic) for topic, weight in weights.items())
            total += len(self._v.roster.groups[group].members) * self._base(group)
        return total

    def _hosts(self) -> Linear | int:
        acts, enough = self._v.problem.acts, self._v.problem.scenario.rules.wishes.enough
        received: dict[str, list[tuple[Visit, int, Literal | int]]] = defaultdict(list)
        for node in self._v.held:
            host = acts[node.act].host if isinstance(node, Visit) else None
            if host and isinstance(node, Visit):
                for group in self._v.roster.groups_of.get((node.track, node.day), ()):
                    received[host].append((node, group, self.presence(group, node)))
        total: Linear | int = 0
        for wish in self._v.problem.scenario.wishes:
            terms = [
                (heads, there)
                for _, group, there in received[wish.host]
                if (heads := self._v.roster.sectors[group][wish.sector])
            ]
            total += wish.weight * self._capped(terms, enough)
        return total

    def _fairness(self) -> Linear | int:
        """Least percentage over visiting organisations, plus ten times the least-served named province."""
        least = self._v.model.new_int_var(0, 100, "")
        for organisation, whole in self._v.problem.whole_benefit.items():
            firms = [(g, count[organisation]) for g, count in enumerate(self._v.roster.firms) if count[organisation]]
            got = sum(heads * self.benefit(group, organisation) for group, heads in firms)
            if whole:
                self._v.model.add(100 * got >= whole * sum(heads for _, heads in firms) * least)
        names = self._v.problem.scenario.rules.provinces.names
        if not names:
            return least
        served = self._v.model.new_int_var(0, len(self._v.problem.acts), "")
        for province in names:
            self._v.model.add(served <= sum(held_in(self._v, province)))
        return least + 10 * served

    def _driving(self) -> Linear | int:
        return sum(leg for route in self._v.routes.values() for leg in route.leg)

    def _waiting(self) -> Linear | int:
        """What is left of a day after service, preparation, driving and boarding."""
        return sum((self._idle(route) for route in self._v.routes.values()), 0)

    def _idle(self, route: Route) -> Linear | int:
        v, boarding = self._v, self._v.roster.boarding(route.key)
        busy: Linear | int = sum(route.leg)
        for place, node in enumerate(route.nodes, 1):
            busy += (v.minutes(node) + v.before(node) + boarding) * v.held[node]
            if place in route.stays:
                busy -= boarding * route.stays[place]
        for (i, j), arc in route.arcs.items():
            if DEPOT not in (i, j) and v.site(route.nodes[i - 1]) == v.site(route.nodes[j - 1]):
                busy -= boarding * arc
        return day_length(route) - busy

    def _moves(self) -> Linear | int:
        return sum((move for track in self._v.roster.active for move in moves_of(self._v, track)), 0)

    def _cost(self) -> Linear | int:
        """Whole thousands; the floor of what vehicles, rooms, meals and interpreters cost."""
        v, scenario = self._v, self._v.problem.scenario
        cents: Linear | int = 0
        for (vehicle, _), literal in self._staffing.vehicles.items():
            cents += _cents(scenario.vehicles[vehicle].price_day) * literal
        for (who, _), literal in self._staffing.goes.items():
            cents += _cents(scenario.interpreters[who].price_day) * literal
        for (track, night), options in v.beds.items():
            rooms = len(v.roster.rooms(track, night))
            for bed, held in options.items():
                cents += _cents(v.problem.beds[bed].price) * rooms * held
        for node, held in v.held.items():
            if isinstance(node, Meal):
                cents += _cents(v.problem.tables[node.table].price) * v.needs.guests.heads(node) * held
        thousands = v.model.new_int_var(0, 10**7, "")
        v.model.add(THOUSAND * thousands >= cents - (THOUSAND - 1))
        return thousands


def _cents(price: float) -> int:
    return round(price * CENTS)
