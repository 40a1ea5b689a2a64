"""The model of what must be held, every rule and fact of it on a literal of its own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from ortools.sat.python import cp_model

from planner.domain.clock import DAY
from planner.domain.columns import TimeOfDay
from planner.domain.engagements import Engagement
from planner.domain.fleet import Flight
from planner.domain.opening import Opening
from planner.domain.places import OpeningRow
from planner.domain.rules import RuleSetting
from planner.domain.scenario import Scenario
from planner.model.acts import Act
from planner.model.build import Built, build
from planner.model.problem import Problem
from planner.model.roster import Roster
from planner.model.schedule import Node, Schedule, Visit
from planner.model.scope import Scope
from planner.model.variables import Literal
from planner.solving.conflicts.parts import CAPACITY, FLIGHT, OPENING, REGISTRATION, Part, acts_asked_for, part_of
from planner.solving.constructing import skeleton

MOVED = dt.timedelta(hours=8)
"""A flight that gives way lands, or leaves, so much earlier, or later."""


def yielding(scenario: Scenario, gone: Collection[Part]) -> Scenario:
    """The scenario in which hours, registration and capacity of engagements give way where they are `gone`."""
    by_rule = {
        rule: {part.facts[0] for part in gone if part.rule == rule} for rule in (OPENING, REGISTRATION, CAPACITY)
    }
    rows = [row for row in scenario.opening if row.of not in by_rule[OPENING]]
    rows += [
        OpeningRow(of=engagement, on=date.isoformat(), from_=TimeOfDay(0), until=TimeOfDay(DAY))
        for engagement in sorted(by_rule[OPENING])
        for date in scenario.clock.dates
    ]
    engagements = tuple(
        replace(
            row,
            register_days=0 if row.id in by_rule[REGISTRATION] else row.register_days,
            capacity=None if row.id in by_rule[CAPACITY] else row.capacity,
        )
        for row in scenario.engagements
    )
    flights = _flights(scenario, {part.facts[0] for part in gone if part.rule == FLIGHT})
    return replace(scenario, opening=tuple(rows), engagements=engagements, flights=flights)


def _flights(scenario: Scenario, gone: Collection[str]) -> tuple[Flight, ...]:
    """The flights, those by which delegates come (`arrival`) earlier and those by which they go (`departure`) later
    where these are `gone`."""
    earlier = {who.arrival for who in scenario.delegates if "arrival" in gone}
    later = {who.departure for who in scenario.delegates if "departure" in gone}
    shifts = [MOVED * ((row.id in later) - (row.id in earlier)) for row in scenario.flights]
    return tuple(
        replace(row, departs=row.departs + shift, arrives=row.arrives + shift)
        for row, shift in zip(scenario.flights, shifts, strict=True)
    )


def _fitted(problem: Problem, schedule: Schedule) -> Schedule:
    """A schedule for the days on which delegates are there now: on others each is in the track of the nearest day."""
    assignment: dict[str, dict[int, int]] = {}
    for who, tracks in schedule.assignment.items():
        days = problem.presence.days[who] if tracks else ()
        assignment[who] = {day: tracks[min(tracks, key=lambda known: abs(known - day))] for day in days}
    return replace(schedule, assignment=assignment)


class Gates:
    """The gated model of some wishes for one assignment of delegates to tracks; `literals` by part.

    Only acts that `wishes` ask for are offered, on the routes of the tracks they are meant for: what can hold
    together with more can hold together without. Without wishes it is the model of all tracks that do nothing.
    """

    def __init__(
        self,
        scenario: Scenario,
        schedule: Schedule,
        wishes: Collection[Part],
        gone: Collection[Part] = (),
        *,
        loose: bool,
    ) -> None:
        """`loose` gates hours, registration and capacity too; else they bind as they stand, but for those `gone`."""
        self.wishes, self.gone = frozenset(wishes), frozenset(gone)
        self.scenario = yielding(scenario, gone)
        self.true = Problem(self.scenario)
        schedule = _fitted(self.true, schedule)
        self.roster = Roster(self.true, schedule.assignment)
        self._opening = Opening(self.scenario)
        self.problem = Problem(without(self.scenario, (OPENING, REGISTRATION, CAPACITY))) if loose else self.true
        scope = self._scope(Roster(self.problem, schedule.assignment), wishes)
        self.built: Built = build(self.problem, self.roster, _within(schedule, scope), scope, assuming=True)
        self.model = self.built.model
        self.literals: dict[Part, list[cp_model.IntVar]] = defaultdict(list)
        self._collect()
        if loose:
            for node in self._visits():
                self._visit(node, self.true.acts[node.act])
            self._capacity()

    def _scope(self, roster: Roster, wishes: Collection[Part]) -> Scope:
        acts = {act for wish in wishes for act in acts_asked_for(self.true, wish)}
        tracks = {track for act in acts for track in self.true.acts[act].audience} or set(roster.active)
        whole = skeleton(self.problem, roster)
        routes = frozenset(route for route in whole.routes if route[0] in tracks)
        offered: set[Node] = {node for node in whole.offered or () if not isinstance(node, Visit)}
        offered |= {Visit(*route, act) for route in routes for act in acts}
        nights = frozenset(night for night in whole.nights if night[0] in tracks)
        return replace(whole, routes=routes, nights=nights, offered=frozenset(offered))

    def _visits(self) -> Iterator[Visit]:
        """Every visit once, a plenary by its first track."""
        done: set[tuple[int, int]] = set()
        for node in self.built.variables.held:
            if isinstance(node, Visit) and (node.act, node.day) not in done:
                if self.true.acts[node.act].plenary:
                    done.add((node.act, node.day))
                yield node

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that may give way, in order."""
        return tuple(sorted(self.literals))

    def _collect(self) -> None:
        post = self.built.posting
        for literal in post.literals:
            rule, facts = post.assumptions[literal.index]
            self.literals[part_of(self.scenario, rule, facts)].append(literal)

    def _gate(self, rule: str, *facts: str) -> cp_model.IntVar:
        """The one literal of a part that is posted here."""
        part = part_of(self.scenario, rule, facts)
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
        if self._hard(REGISTRATION) and self._late(engagement):
            self.model.add_bool_or([~held, ~self._gate(REGISTRATION, act.id)])
        if self._hard(OPENING):
            minutes = v.minutes(node)
            spans = self._opening.of_engagement(engagement, node.day)
            fits = [[start, end - minutes] for start, end in spans if end - start >= minutes]
            domain = cp_model.Domain.from_intervals(fits)
            added = self.model.add_linear_expression_in_domain(v.start[node], domain)
            added.only_enforce_if([held, self._gate(OPENING, act.id)])

    def _late(self, engagement: Engagement) -> bool:
        """Is there no time left to register with the host?"""
        as_of = self.scenario.programme.as_of
        return as_of is not None and (self.true.clock.first_day - as_of).days < engagement.register_days

    def _capacity(self) -> None:
        if not self._hard(CAPACITY):
            return
        v, sessions = self.built.variables, self.built.sessions
        for act, one in enumerate(self.true.acts):
            if one.capacity is None:
                continue
            for node in (node for node in self._visits() if node.act == act):
                routes = v.roster.party(one, node.day) if one.plenary else ((node.track, node.day),)
                heads = sum(self.roster.heads.get(route, 0) for route in routes)
                if heads > one.capacity:
                    self.model.add_bool_or([~v.held[node], ~self._gate(CAPACITY, one.id)])
        loads: dict[tuple[int, int, int], list[tuple[int, Literal | int]]] = defaultdict(list)
        for (node, number), literal in sessions.joins.items():
            loads[node.act, number, node.day].append((self.roster.heads[node.track, node.day], literal))
        for (act, _, _), joining in loads.items():
            capacity = self.true.acts[act].capacity
            if capacity is not None and sum(heads for heads, _ in joining) > capacity:
                load = sum(heads * literal for heads, literal in joining)
                gate = self._gate(CAPACITY, self.true.acts[act].id)
                self.model.add(load <= capacity).only_enforce_if(gate)


def _within(schedule: Schedule, scope: Scope) -> Schedule:
    """What of a schedule lies in the scope, to start from; nothing else stands in the way."""
    stops = {route: held for route, held in schedule.stops.items() if route in scope.routes}
    beds = {night: bed for night, bed in schedule.beds.items() if night in scope.nights}
    vehicles = {route: had for route, had in schedule.vehicles.items() if route in scope.routes}
    interpreting = {
        visit: who for visit, who in schedule.interpreting.items() if (visit.track, visit.day) in scope.routes
    }
    return Schedule(schedule.assignment, stops, beds, vehicles, interpreting)


def without(scenario: Scenario, rules: Collection[str]) -> Scenario:
    """The scenario with some rules switched off."""
    settings: Mapping[str, RuleSetting] = dict(scenario.rules.settings) | {
        rule: RuleSetting(enabled=False) for rule in rules
    }
    return replace(scenario, rules=replace(scenario.rules, settings=settings))
