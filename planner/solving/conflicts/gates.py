"""The model of what must be held, every rule and fact of it on a literal of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from planner.domain.clock import DAY
from planner.domain.rules import RuleSetting
from planner.domain.scenario import Scenario
from planner.model.build import Built, build
from planner.model.problem import Act, Problem
from planner.model.roster import Assignment, Door, Roster, TrackDayKey
from planner.model.schedule import Schedule, Visit
from planner.model.variables import DEPOT, Route
from planner.solving.constructing import skeleton

OPENING, REGISTRATION, CAPACITY = (
    "engagements_lie_within_opening_hours",
    "registration_is_in_time",
    "capacity_is_not_exceeded",
)
MANDATORY, PINS, BEARABLE, LANDING = (
    "mandatory_engagements_are_held",
    "pins_are_kept",
    "days_are_bearable",
    "travel_takes_its_time",
)
WHOLE = frozenset({"days_are_bearable", "drivers_rest", "lunch_and_dinner_are_eaten"})
"""Rules that hold as one: their parameters are the same for every track and day."""


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A rule with the facts it is about: what a conflict consists of, and what may give way."""

    rule: str
    facts: tuple[str, ...]


def part_of(rule: str, facts: tuple[str, ...]) -> Part:
    """The part to which one constraint belongs: whom one would ask decides how fine it is."""
    if rule in WHOLE and facts[-1:] != ("flight",):
        return Part(rule, facts[2:] if rule == "lunch_and_dinner_are_eaten" else ())
    if rule == "order_is_kept":
        return Part(rule, facts[:2])
    if rule == "seats_are_not_exceeded":
        return Part(rule, facts[1:2])
    if rule in (MANDATORY, "interpreters_are_there", "nights_are_stable"):
        return Part(rule, facts[:1])
    return Part(rule, facts)


class _AnyTime(Roster):
    """A roster whose flights bind nobody: its tracks may leave the airport at any time of the day, and be there so."""

    def begin(self, route: TrackDayKey) -> Door:
        door = super().begin(route)
        return door if door.site is None else replace(door, minute=route[1] * DAY)

    def end(self, route: TrackDayKey) -> Door:
        door = super().end(route)
        return door if door.site is None else replace(door, minute=(route[1] + 2) * DAY)


class Gates:
    """The gated model for one assignment of delegates to tracks; `literals` by part."""

    def __init__(self, scenario: Scenario, assignment: Assignment) -> None:
        self.scenario, self.true = scenario, Problem(scenario)
        self.problem = Problem(_without(scenario, (OPENING, REGISTRATION, CAPACITY)))
        self.roster = Roster(self.true, assignment)
        loose = _AnyTime(self.problem, assignment)
        schedule = Schedule(assignment)
        scope = skeleton(self.problem, loose)
        self.built: Built = build(self.problem, loose, schedule, scope, assuming=True)
        self.model = self.built.model
        self.literals: dict[Part, list[cp_model.IntVar]] = defaultdict(list)
        self._collect()
        for node in self.built.variables.held:
            if isinstance(node, Visit):
                self._visit(node, self.true.acts[node.act])
        self._capacity()
        for route in self.built.variables.routes.values():
            self._doors(route)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that may give way, in order."""
        return tuple(sorted(self.literals))

    def _collect(self) -> None:
        post = self.built.posting
        for literal in post.literals:
            rule, facts = post.assumptions[literal.index]
            self.literals[part_of(rule, facts)].append(literal)

    def _gate(self, rule: str, *facts: str) -> cp_model.IntVar:
        """The one literal of a part that is posted here."""
        part = part_of(rule, facts)
        if not self.literals[part]:
            self.literals[part].append(self.model.new_bool_var(rule))
        return self.literals[part][0]

    def _hard(self, rule: str) -> bool:
        setting = self.scenario.rules.setting(rule)
        return setting.enabled and setting.hard

    def _visit(self, node: Visit, act: Act) -> None:
        """Opening hours and registration."""
        v, held = self.built.variables, self.built.variables.held[node]
        if isinstance(held, int):
            return
        engagement = self.scenario.engagement[act.id]
        if self._hard(REGISTRATION) and not self.true.registered(engagement):
            self.model.add_bool_or([~held, ~self._gate(REGISTRATION, act.id)])
        if self._hard(OPENING):
            more = v.minutes(node) - act.minutes
            spans = [[first, last - more] for first, last in self.true.open_starts(engagement, node.day)]
            domain = cp_model.Domain.from_intervals([span for span in spans if span[0] <= span[1]])
            added = self.model.add_linear_expression_in_domain(v.start[node], domain)
            added.only_enforce_if([held, self._gate(OPENING, act.id)])

    def _capacity(self) -> None:
        if not self._hard(CAPACITY):
            return
        v, sessions = self.built.variables, self.built.sessions
        for act, one in enumerate(self.true.acts):
            if one.capacity is None:
                continue
            for node in v.visits_of(act):
                routes = v.roster.party(one, node.day) if one.plenary else ((node.track, node.day),)
                heads = sum(self.roster.heads.get(route, 0) for route in routes)
                if heads > one.capacity:
                    self.model.add_bool_or([~v.held[node], ~self._gate(CAPACITY, one.id)])
        loads: dict[tuple[int, int, int], list[tuple[int, cp_model.IntVar]]] = defaultdict(list)
        for (node, number), literal in sessions.joins.items():
            loads[node.act, number, node.day].append((self.roster.heads[node.track, node.day], literal))
        for (act, _, _), joining in loads.items():
            capacity = self.true.acts[act].capacity
            if capacity is not None and sum(heads for heads, _ in joining) > capacity:
                load = sum(heads * literal for heads, literal in joining)
                gate = self._gate(CAPACITY, self.true.acts[act].id)
                self.model.add(load <= capacity).only_enforce_if(gate)

    def _doors(self, route: Route) -> None:
        """The flights by which a track's first day begins and its last day ends."""
        track, day = route.key
        arrival, departure = self.roster.arrivals.get(track), self.roster.departures.get(track)
        if arrival and arrival.day == day:
            gate = self._gate(LANDING, arrival.flight, "flight")
            self.model.add(route.departs[DEPOT] >= arrival.minute).only_enforce_if(gate)
        if departure and departure.day == day and route.arrives is not None:
            gate = self._gate(LANDING, departure.flight, "flight")
            self.model.add(route.arrives <= departure.minute).only_enforce_if(gate)


def _without(scenario: Scenario, rules: Collection[str]) -> Scenario:
    settings: Mapping[str, RuleSetting] = dict(scenario.rules.settings) | {
        rule: RuleSetting(enabled=False) for rule in rules
    }
    return replace(scenario, rules=replace(scenario.rules, settings=settings))


def asked_for(parts: Collection[Part]) -> Iterator[Part]:
    """The parts that ask for something to be held; without any the empty programme is lawful."""
    return (part for part in parts if part.rule in (MANDATORY, PINS, "provinces_are_all_visited"))
