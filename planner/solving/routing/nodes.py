"""The stops that free routes of a visit may make, and when each may begin while everything else stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from planner.domain.clock import DAY
from planner.domain.opening import Span
from planner.model.care import CEREMONIAL_MEALS
from planner.model.guests import starts_of
from planner.model.needs import Needs
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Held, Meal, Node, Schedule, Visit
from planner.solving.constructing import serving
from planner.solving.routing.binding import Binding
from planner.solving.routing.mealtimes import Mealtimes


class Nodes:
    """Stops by free route.

    `fixed`: stops that stay as they are: plenaries of several tracks, what is pinned, ordered or stands for a meal, and
    what the head attends with tracks that aren't free. The others may go, move or be replaced by any of `offered`;
    `binding` says how they hang together.
    """

    def __init__(self, problem: Problem, roster: Roster, schedule: Schedule, routes: Sequence[TrackDayKey]) -> None:
        self.problem, self.roster, self.schedule, self.routes = problem, roster, schedule, tuple(routes)
        self.needs = Needs(problem, roster)
        self._free = frozenset(routes)
        self._known: dict[Node, tuple[Span, ...]] = {}
        self._lengths: dict[Node, int] = {}
        self._stuck: frozenset[int] = frozenset()
        self.held = {held.node: held for stops in schedule.stops.values() for held in stops}
        self.binding = Binding(problem, roster, schedule, routes)
        self.mealtimes = Mealtimes(problem, roster, schedule, self.needs)
        self.fixed = frozenset(
            held.node for route in routes for held in schedule.stops.get(route, ()) if self.binding.stays(held)
        )
        offered = {route: tuple(self._offered(route)) for route in routes}
        self.offered = {route: tuple(n for n in nodes if self._is_led(n, offered)) for route, nodes in offered.items()}
        self._hold()

    def _hold(self) -> None:
        """What is held although nothing would offer it, a soft rule broken for instance, stays as well; so do all who
        gather there."""
        held = {route: [one.node for one in self.schedule.stops.get(route, ())] for route in self.offered}
        odd = {node for route, nodes in held.items() for node in nodes if node not in self.offered[route]}
        self._stuck = frozenset(node.act for node in odd if isinstance(node, Visit) and self.gathers(node.act))
        stuck = {node for node in self.held if isinstance(node, Visit) and node.act in self._stuck}
        self.fixed |= odd | stuck
        self._known.update((node, ((self.held[node].start, self.held[node].start),)) for node in odd | stuck)
        for route, offered in self.offered.items():
            others = (node for node in offered if not isinstance(node, Visit) or node.act not in self._stuck)
            self.offered[route] = tuple(dict.fromkeys([*(n for n in held[route] if n in odd | stuck), *others]))

    def gathers(self, act: int) -> bool:
        """Is an act for several tracks together, and free?"""
        return self.binding.gathers(act) and act not in self._stuck

    def stays(self, node: Node) -> bool:
        """Is a stop in hand one that the free routes can't change?"""
        return (node.track, node.day) not in self._free or node in self.fixed

    @cached_property
    def standing(self) -> tuple[Held, ...]:
        """Visits in hand that stay."""
        return tuple(held for held in self.schedule.visits() if self.stays(held.node))

    @cached_property
    def room(self) -> tuple[int, ...]:
        """How many more sessions each act may have beside those that stay."""
        numbers: dict[int, set[tuple[int, ...]]] = defaultdict(set)
        for held in self.schedule.visits():
            node = held.node
            if isinstance(node, Visit) and (self.stays(node) or (node.act, node.day) in self.binding.standing):
                apart = (held.session,) if held.session else (-1, node.track)
                numbers[node.act].add(apart)
        limited = self.problem.setting_on("sessions_are_not_exceeded")
        return tuple(
            one.sessions - len(numbers[act]) if limited else len(self.problem.tracks)
            for act, one in enumerate(self.problem.acts)
        )

    @cached_property
    def _elsewhere(self) -> frozenset[tuple[int, int]]:
        return frozenset((held.node.track, held.node.act) for held in self.standing if isinstance(held.node, Visit))

    def _offered(self, route: TrackDayKey) -> Iterable[Node]:
        track, day = route
        now = self.schedule.stops.get(route, ())
        yield from (held.node for held in now if held.node in self.fixed)
        for act, one in enumerate(self.problem.acts):
            if (
                track in one.audience
                and one.starts[day]
                and act not in self.binding.bound
                and self._is_open(act, route)
            ):
                node = Visit(track, day, act)
                if (track, act) not in self._elsewhere and self._fits(act, route) and self._may_begin(node):
                    yield node
        kinds = frozenset[str]().union(*(meals for meals, _ in self.mealtimes.menus(route)))
        for table in serving(self.problem, self.roster, route):
            meal = Meal(track, day, table)
            if self.problem.tables[table].kind in kinds and self.spans(meal):
                yield meal

    def _may_begin(self, node: Visit) -> bool:
        """Is there a time for a visit, and for those of all who would have to come as well? What may stand for a meal
        stays on its day."""
        one = self.problem.acts[node.act]
        if one.kind in CEREMONIAL_MEALS and node not in self.held:
            return False
        party = self.roster.party(one, node.day) if self.gathers(node.act) else ((node.track, node.day),)
        return all(self.spans(Visit(*route, node.act)) for route in party)

    def _is_open(self, act: int, route: TrackDayKey) -> bool:
        """May a route make a session of its own, or join one?"""
        track, day = route
        leader = self.leader(act, day)
        if leader is not None and leader.track != track and not self.problem.acts[act].together:
            return False
        return self.room[act] > 0 or (act, day) in self.binding.standing

    def leader(self, act: int, day: int) -> Visit | None:
        """The head's visit to an act that needs the head: nobody goes there without, but to a session that stands. None
        where it needs none, or all gather there."""
        head = self.roster.head_track(day)
        if not self.problem.acts[act].head_required or self.gathers(act) or head is None:
            return None
        return Visit(head, day, act)

    def _is_led(self, node: Node, offered: Mapping[TrackDayKey, Sequence[Node]]) -> bool:
        """May somebody go where a stop is, as far as that needs the head?"""
        if not isinstance(node, Visit) or node in self.fixed or (node.act, node.day) in self.binding.standing:
            return True
        leader = self.leader(node.act, node.day)
        if leader is None:
            return not self.problem.acts[node.act].head_required or self.gathers(node.act)
        return leader not in self.fixed and leader in offered.get((leader.track, leader.day), ())

    def _fits(self, act: int, route: TrackDayKey) -> bool:
        one = self.problem.acts[act]
        fits = one.capacity is None or self.roster.heads[route] <= one.capacity
        return fits or (one.limit is None and Visit(*route, act) in self.held)

    def minutes(self, node: Node) -> int:
        """How long a stop takes."""
        if not isinstance(node, Visit):
            return self.problem.tables[node.table].minutes
        if node not in self._lengths:
            self._lengths[node] = self.needs.minutes(node)
        return self._lengths[node]

    def spans(self, node: Node) -> tuple[Span, ...]:
        """Spans [first, last] in which a stop may begin, clear of what stays; of a fixed one its start alone."""
        if node not in self._known:
            self._known[node] = self._found(node)
        return self._known[node]

    def _found(self, node: Node) -> tuple[Span, ...]:
        if node in self.fixed:
            return ((self.held[node].start, self.held[node].start),)
        if isinstance(node, Visit) and (node.act, node.day) in self.binding.standing:
            starts = self.binding.standing[node.act, node.day]
            return tuple((start, start) for start in ([self.held[node].start] if node in self.held else sorted(starts)))
        minutes = self.minutes(node)
        own = self.problem.acts[node.act].minutes if isinstance(node, Visit) else minutes
        spans = [(first, last - (minutes - own)) for first, last in starts_of(self.problem, node)]
        if isinstance(node, Visit):
            spans = [(max(first, self._rested(node)), last) for first, last in spans]
            for since, until in self.mealtimes.feasts(self.held[node]) if node in self.held else ():
                spans = [(max(first, since), min(last, until - minutes)) for first, last in spans]
        if self.problem.setting_on("days_are_bearable") and self.roster.by_air((node.track, node.day)):
            least, most = self.roster.frame((node.track, node.day))
            spans = [(max(first, least), min(last, most - minutes)) for first, last in spans]
        for since, until in self._taken(node):
            spans = [part for span in spans for part in _without(span, since - minutes, until)]
        return tuple(span for span in spans if span[0] <= span[1])

    def _rested(self, node: Visit) -> int:
        """When a track may make its first visit on the day of its arrival."""
        arrival = self.roster.arrivals.get(node.track)
        rest = self.problem.scenario.rules.days.rest_after_flight_minutes
        if arrival is None or arrival.day != node.day or not rest or not self.problem.setting_on("days_are_bearable"):
            return node.day * DAY
        return arrival.minute + rest

    def _taken(self, node: Node) -> Iterable[Span]:
        """Spans in which the host, or too much of the meal place, is taken by what stays."""
        if isinstance(node, Visit):
            host = self.problem.acts[node.act].host
            return self._received.get((host, node.day), ()) if host else ()
        return self._full(node)

    @cached_property
    def _received(self) -> dict[tuple[str, int], list[Span]]:
        """Spans in which each host receives what stays, by day."""
        found: dict[tuple[str, int], list[Span]] = defaultdict(list)
        if self.problem.setting_on("hosts_receive_one_session_at_a_time"):
            for held in self.standing:
                host = self.problem.acts[held.node.act].host if isinstance(held.node, Visit) else None
                if host:
                    found[host, held.node.day].append((held.start, held.start + self.minutes(held.node)))
            for (act, day), starts in self.binding.standing.items():
                host, minutes = self.problem.acts[act].host, self._lasts(act, day)
                if host:
                    found[host, day] += [(start, start + minutes) for start in starts]
        return found

    def _lasts(self, act: int, day: int) -> int:
        """How long the sessions of an act on a day take at most."""
        there = (node for node in self.held if isinstance(node, Visit) and (node.act, node.day) == (act, day))
        return max(self.minutes(node) for node in there)

    @cached_property
    def _dining(self) -> dict[tuple[int, int], list[tuple[Span, int]]]:
        """Spans and heads of the meals that stay, by meal place and day."""
        found: dict[tuple[int, int], list[tuple[Span, int]]] = defaultdict(list)
        for held in self.schedule.meals():
            node = held.node
            if isinstance(node, Meal) and self.stays(node):
                span = held.start, held.start + self.minutes(node)
                found[node.table, node.day].append((span, self.roster.heads[node.track, node.day]))
        return found

    def _full(self, meal: Meal) -> Iterable[Span]:
        """Spans in which a meal place has no seats left for a route."""
        there = self._dining.get((meal.table, meal.day), [])
        seats = self.problem.tables[meal.table].seats - self.roster.heads[meal.track, meal.day]
        moments = sorted({moment for span, _ in there for moment in span})
        for since, until in pairwise(moments):
            if sum(heads for (start, end), heads in there if start <= since < end) > seats:
                yield since, until


def _without(span: Span, low: int, high: int) -> list[Span]:
    """What is left of [first, last] without the starts strictly between `low` and `high`."""
    first, last = span
    return [part for part in ((first, min(last, low)), (max(first, high), last)) if part[0] <= part[1]]
