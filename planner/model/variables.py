"""Every variable of the model, born here; what is outside the scope stands in the same places as a constant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ortools.sat.python import cp_model

from planner.domain.clock import DAY
from planner.domain.opening import Span
from planner.model.candidates import Choosing
from planner.model.guests import starts_of
from planner.model.needs import Needs
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Held, Node, Schedule, Visit
from planner.model.scope import Scope, night_after, night_before

Literal = cp_model.BoolVarT
Linear = cp_model.LinearExpr
DEPOT = 0


def certain(literals: Iterable[Literal | int]) -> bool:
    """Is one of `literals` constantly true?"""
    return any(isinstance(literal, int) and bool(literal) for literal in literals)


@dataclass(slots=True)
class Route:
    """Variables of one free route. Place 0 is the depot, place i the i-th of `nodes`.

    `arcs` (i, j) -> literal; `idle` is the depot's loop. `departs` and `leg` (minutes of driving) by place left,
    `peak` whether that departure lies in a peak; `arrives` is when the day's last place is reached.
    """

    key: TrackDayKey
    nodes: tuple[Node, ...]
    arcs: dict[tuple[int, int], Literal] = field(default_factory=dict)
    departs: list[cp_model.IntVar] = field(default_factory=list)
    leg: list[cp_model.IntVar] = field(default_factory=list)
    peak: dict[int, Literal] = field(default_factory=dict)
    stays: dict[int, Literal] = field(default_factory=dict)
    arrives: cp_model.IntVar | None = None

    @property
    def idle(self) -> Literal:
        """Literal: nothing is visited."""
        return self.arcs[DEPOT, DEPOT]


class Variables:
    """All variables and constants of one build.

    `held` maps a node to a literal or 1, `start` to its start (expression or number); `beds` maps (track, night) to
    hotel -> literal or 1.
    """

    def __init__(
        self, model: cp_model.CpModel, problem: Problem, roster: Roster, schedule: Schedule, scope: Scope
    ) -> None:
        self.model, self.problem, self.roster, self.schedule, self.scope = model, problem, roster, schedule, scope
        self.needs = Needs(problem, roster)
        self.held: dict[Node, Literal | int] = {}
        self.start: dict[Node, Linear | int] = {}
        self.kept: dict[Node, Held] = {}
        self.routes: dict[TrackDayKey, Route] = {}
        self.beds: dict[tuple[int, int], Mapping[int, Literal | int]] = {}
        self.moves: dict[int, list[Literal | int]] = {}
        self.any_held: dict[int, Literal] = {}
        self._plenary_start: dict[tuple[int, int], Linear | int] = {}
        self._plenary_held: dict[tuple[int, int], Literal] = {}
        self._was = {held.node: held for stops in schedule.stops.values() for held in stops}
        self._constants()
        self._free_nodes()
        self._free_beds()
        for key in sorted(scope.routes):
            self.routes[key].departs.append(self._departure(key))

    def _constants(self) -> None:
        for route, stops in self.schedule.stops.items():
            if route not in self.scope.routes:
                for held in stops:
                    self._keep(held)
        for night, bed in self.schedule.beds.items():
            if night not in self.scope.nights:
                self.beds[night] = {bed: 1}

    def _keep(self, held: Held) -> None:
        self.held[held.node], self.start[held.node], self.kept[held.node] = 1, held.start, held

    def _free_nodes(self) -> None:
        found = Choosing(self.problem, self.roster, self.schedule, self.scope).candidates()
        for route in sorted(self.scope.routes):
            for held in found.kept[route]:
                self._keep(held)
            free = [node for node in found.free[route] if node not in self.kept]
            for node in free:
                self._born(node)
            self.routes[route] = Route(route, (*(held.node for held in found.kept[route]), *free))

    def _born(self, node: Node) -> None:
        plenary = isinstance(node, Visit) and self.problem.acts[node.act].plenary
        key = (node.act, node.day) if isinstance(node, Visit) else (-1, -1)
        if plenary and key in self._plenary_held:
            self.held[node], self.start[node] = self._plenary_held[key], self._plenary_start[key]
            return
        was = self._was.get(node)
        literal = self.new_bool(was is not None)
        at = self.pinned(node.act, node.day) if isinstance(node, Visit) else ()
        begins = self.new_start(self._spans(node), was.start if was else None, at)
        start: Linear | int = starts_of(self.problem, node)[0][0] if begins is None else begins
        if begins is None:  # too short for interpretation, or off the grid
            self.model.add(literal == 0)
        self.held[node], self.start[node] = literal, start
        if plenary:
            self._plenary_held[key], self._plenary_start[key] = literal, start

    def _spans(self, node: Node) -> tuple[Span, ...]:
        spans = starts_of(self.problem, node)
        more = self.minutes(node) - self.problem.acts[node.act].minutes if isinstance(node, Visit) else 0
        return tuple((first, last - more) for first, last in spans if last - more >= first)

    def _free_beds(self) -> None:
        for track, night in sorted(self.scope.nights):
            was = self.schedule.beds.get((track, night))
            options = [
                bed
                for bed, one in enumerate(self.problem.beds)
                if night in one.nights and (self.scope.beds is None or bed in self.scope.beds or bed == was)
            ]
            self.beds[track, night] = {bed: self.new_bool(None if was is None else bed == was) for bed in options}

    def _departure(self, key: TrackDayKey) -> cp_model.IntVar:
        """When the route leaves the place it begins at: the airport at once, the hotel when it suits."""
        begin = self.roster.begin(key)
        if begin.site is not None:
            return self.model.new_int_var(begin.minute, begin.minute, "")
        to_airport = self.roster.end(key).site is not None
        framed = self.problem.must_hold("days_are_bearable") and not to_airport
        least = self.roster.frame(key)[0] if framed else (key[1] - 1) * DAY
        return self.model.new_int_var(least, (key[1] + 1) * DAY, "")

    def new_bool(self, hint: bool | None = None) -> cp_model.IntVar:
        """A new literal, with a hint where the schedule in hand has it."""
        literal = self.model.new_bool_var("")
        if hint is not None:
            self.model.add_hint(literal, hint)
        return literal

    def pinned(self, act: int, day: int) -> tuple[int, ...]:
        """The minutes of a day that pins give to an act, on the grid or not."""
        date, pins = self.problem.clock.date(day), self.problem.scenario.pins
        return tuple(
            day * DAY + pin.at
            for pin in pins
            if pin.at is not None and pin.engagement == self.problem.acts[act].id and pin.on in (None, date)
        )

    def new_start(self, spans: Iterable[Span], hint: int | None = None, also: Iterable[int] = ()) -> Linear | None:
        """A start on the grid, or at a minute of `also`, inside one of `spans` [first, last]; None if there is none."""
        grid, spans = self.problem.grid, tuple(spans)
        off = [minute for minute in also if minute % grid and any(first <= minute <= last for first, last in spans)]
        ticks = [(-(-first // grid), last // grid) for first, last in spans]
        open_ticks = [[first, last] for first, last in ticks if first <= last]
        if off:
            on = [tick * grid for first, last in open_ticks for tick in range(first, last + 1)]
            minute = self.model.new_int_var_from_domain(cp_model.Domain.from_values([*on, *off]), "")
            if hint is not None:
                self.model.add_hint(minute, hint)
            return minute
        if not open_ticks:
            return None
        domain = cp_model.Domain.from_intervals(open_ticks)
        tick = self.model.new_int_var_from_domain(domain, "")
        if hint is not None:
            self.model.add_hint(tick, hint // grid)
        return tick * grid

    def minutes(self, node: Node) -> int:
        """How long a visit or meal takes."""
        if not isinstance(node, Visit):
            return self.problem.tables[node.table].minutes
        return self.needs.minutes(node)

    def before(self, node: Node) -> int:
        """Setup and buffer minutes before a node's start."""
        return self.problem.acts[node.act].before if isinstance(node, Visit) else 0

    def site(self, node: Node) -> int:
        """Where a node is, by site index."""
        return self.problem.acts[node.act].site if isinstance(node, Visit) else self.problem.tables[node.table].site

    def end(self, node: Node) -> Linear | int:
        """When a node ends if it is held."""
        return self.start[node] + self.minutes(node)

    def days(self) -> Mapping[int, list[Route]]:
        """The free routes by day."""
        found: dict[int, list[Route]] = defaultdict(list)
        for key, route in self.routes.items():
            found[key[1]].append(route)
        return found

    def visits_of(self, act: int) -> list[Visit]:
        """All visits, free or constant, of an act."""
        return self._by_act.get(act, [])

    @cached_property
    def _by_act(self) -> Mapping[int, list[Visit]]:
        found: dict[int, list[Visit]] = defaultdict(list)
        for node in self.held:
            if isinstance(node, Visit):
                found[node.act].append(node)
        return found

    def doors(self, route: TrackDayKey, *, begins: bool) -> list[tuple[int, Literal | int]]:
        """Sites at which a route may begin (or end), each with the literal, or 1, under which it does."""
        door = self.roster.begin(route) if begins else self.roster.end(route)
        if door.site is not None:
            return [(door.site, 1)]
        night = night_before(self.roster, route) if begins else night_after(self.roster, route)
        return [(self.problem.beds[bed].site, held) for bed, held in self.beds[night].items()] if night else []
