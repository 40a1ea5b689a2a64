"""What it costs to depart from an earlier schedule: by commitment and rank, moved < swapped < dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.domain.rulebook import ChangeRules
from planner.model.problem import Problem
from planner.model.roster import TrackDayKey
from planner.model.schedule import Held, Meal, Node, Schedule, Visit
from planner.model.staffing import Staffing
from planner.model.variables import Linear, Literal, Variables

SCALE = 20
"""Moving an idea costs this much; ranks and lesser things count below it."""
LOWEST_RANK = 10
HIGHEST = "announced"
"""What is done is fixed; should a scenario take it away, it counts as announced."""
NIGHT, MEAL, HAND = 60, 5, 2
"""Another hotel for a night of a track; another place, or time, of a meal; a vehicle, or an interpreter at a visit."""
Sitting = tuple[int, int, str]
"""Track, day and which meal."""


def change_cost(rules: ChangeRules, commitment: str, what: str, host_rank: int | None = None) -> int:
    """Cost of a visit that is `moved` (other time), `swapped` (held for others only) or `dropped`; of equally
    committed ones those received by the higher rank cost more."""
    rank = 0 if host_rank is None else max(LOWEST_RANK - host_rank, 0)
    return (int(getattr(rules, HIGHEST if commitment == "done" else commitment)) * SCALE + rank) * int(
        getattr(rules, what)
    )


def new_cost(rules: ChangeRules) -> int:
    """Cost of a visit that is not in the earlier schedule: nobody was promised anything, so that of an idea moved."""
    return rules.idea * rules.moved * SCALE


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier schedule and the `commitments` of engagements (by id) then.

    `homeless` are its visits whose place is no more (day -1), `lost` is the cost of those that cannot be held again.
    """

    schedule: Schedule
    commitments: Mapping[str, str]
    homeless: tuple[Held, ...] = ()
    lost: int = 0

    def visits(self) -> Iterator[Held]:
        """Every visit that was held."""
        yield from self.schedule.visits()
        yield from self.homeless

    def of_track(self, track: int) -> Before:
        """What a track alone had; `lost` is nobody's."""
        own = tuple(held for held in self.homeless if held.node.track == track)
        return Before(self.schedule.of_track(track), self.commitments, own)

    def commitment(self, problem: Problem, act: int) -> str:
        """The commitment of an act in the earlier plan, else the scenario's."""
        one = problem.acts[act].id
        return self.commitments.get(one, problem.scenario.engagement[one].commitment)


class Changes:
    """The cost of all changes within a scope, as an expression in which every literal means that something stays.

    `alone`: of a model that knows one track only. Others may hold what it drops, and bring the interpreters of what
    they share, so that it costs no more than its part in any plan of all.
    """

    def __init__(self, v: Variables, staffing: Staffing, before: Before, *, alone: bool = False) -> None:
        self._v, self._staffing, self._before, self._alone = v, staffing, before, alone
        self._rules = v.problem.scenario.rules.changes
        self._held: dict[int, list[Literal | int]] = {}

    def total(self) -> Linear | int:
        """The sum over visits, meals, nights, vehicles and interpreters."""
        visits = self._visits()
        return self._before.lost + visits + self._meals() + self._nights() + self._hands()

    def keep(self, commitments: Iterable[str]) -> None:
        """Whatever was attended under one of `commitments` is attended still, at whatever time."""
        for held in self._before.visits():
            act = _act(held)
            if self._before.commitment(self._v.problem, act) in commitments and not self._stands(held):
                nodes = [node for node in self._v.visits_of(act) if node.track == held.node.track]
                self._v.model.add(sum(self._v.held[node] for node in nodes) >= 1)

    def _visits(self) -> Linear | int:
        total: Linear | int = 0
        was = {(held.node.track, _act(held)): held for held in self._before.visits()}
        now: dict[tuple[int, int], list[Visit]] = defaultdict(list)
        for node in self._v.held:
            if isinstance(node, Visit):
                now[node.track, node.act].append(node)
        for key in dict.fromkeys((*was, *now)):
            nodes = now.get(key, [])
            if key in was and not self._stands(was[key]):
                total += self._visit(was[key], nodes)
            elif key not in was:
                total += new_cost(self._rules) * sum(self._v.held[node] for node in nodes)
        return total

    def _stands(self, held: Held) -> bool:
        """Is a visit constant, and as it was?"""
        kept = self._v.kept.get(held.node)
        return kept is not None and kept.start == held.start

    def _visit(self, was: Held, nodes: list[Visit]) -> Linear | int:
        """The cost of one visit of the earlier schedule, which may now be among `nodes`."""
        act = _act(was)
        one, commitment = self._v.problem.acts[act], self._before.commitment(self._v.problem, act)
        moved, swapped, dropped = (
            change_cost(self._rules, commitment, what, one.host_rank) for what in ("moved", "swapped", "dropped")
        )
        there = [self._v.held[node] for node in nodes]
        anybody = self._anybody(act)
        gained = (dropped - swapped) * anybody + (swapped - moved) * sum(there)
        return dropped - gained - moved * self._same(was)

    def _anybody(self, act: int) -> Literal | int:
        """A literal, or number, that may be true only if the act is held at all."""
        if self._alone:
            return 1
        literals = list(dict.fromkeys(self._v.held[node] for node in self._v.visits_of(act)))
        if any(isinstance(literal, int) for literal in literals):
            return 1
        if len(literals) < 2:
            return literals[0] if literals else 0
        some = self._v.new_bool(True)
        self._v.model.add_bool_or([*literals, ~some])
        return some

    def _same(self, was: Held) -> Literal | int:
        """A literal, or number, that may be true only if a stop is held when it was."""
        held = self._v.held.get(was.node, 0)
        if was.node not in self._v.held:
            return 0
        start = self._v.start[was.node]
        if isinstance(start, int):
            return held if start == was.start else 0
        same = self._v.new_bool(True)
        if not isinstance(held, int):
            self._v.model.add_implication(same, held)
        self._v.model.add(start == was.start).only_enforce_if(same)
        return same

    def _meals(self) -> Linear | int:
        """A meal is the lunch, or the dinner, of a route: what counts is its place and time."""
        total: Linear | int = 0
        was = {self._sitting(held.node): held for held in self._before.schedule.meals()}
        now: dict[Sitting, list[Literal | int]] = defaultdict(list)
        for node, held in self._v.held.items():
            if isinstance(node, Meal):
                now[self._sitting(node)].append(held)
        for sitting in dict.fromkeys((*was, *now)):
            old = was.get(sitting)
            if old is None:
                total += 2 * MEAL * sum(now[sitting])
            elif not self._stands(old):
                total += 2 * MEAL - MEAL * self._v.held.get(old.node, 0) - MEAL * self._same(old)
        return total

    def _sitting(self, node: Node) -> Sitting:
        assert isinstance(node, Meal)
        return node.track, node.day, self._v.problem.tables[node.table].kind

    def _nights(self) -> Linear | int:
        total: Linear | int = 0
        for night, options in self._v.beds.items():
            was = self._before.schedule.beds.get(night)
            if was is not None:
                total += NIGHT - NIGHT * options.get(was, 0)
        return total

    def _hands(self) -> Linear | int:
        """Vehicles and interpreters that come or go."""
        v, was = self._v, self._before.schedule
        vehicles: dict[TrackDayKey, dict[int, Literal | int]] = {key: {} for key in v.routes}
        for (who, key), literal in self._staffing.vehicles.items():
            vehicles[key][who] = literal
        teams: dict[Visit, dict[int, Literal | int]] = {visit: {} for visit in v.held if isinstance(visit, Visit)}
        for (who, node), literal in self._staffing.interprets.items():
            teams[node][who] = literal
        total: Linear | int = 0
        for key, had in was.vehicles.items():
            fixed = _constant(had, v.schedule.vehicles.get(key, ()))
            total += _exchanged(had, vehicles[key] if key in v.routes else fixed)
        for visit, team in teams.items() if not self._alone else ():
            had = was.interpreting.get(visit, ())
            fixed = _constant(had, v.schedule.interpreting.get(visit, ()))
            total += _exchanged(had, team if (visit.track, visit.day) in v.routes else fixed)
        return total


def _exchanged(had: Iterable[int], now: Mapping[int, Literal | int]) -> Linear | int:
    """The cost of `had` giving way to what is true of `now`."""
    had = frozenset(had)
    return HAND * sum(1 - literal if who in had else literal for who, literal in now.items())


def _constant(had: tuple[int, ...], now: tuple[int, ...]) -> dict[int, Literal | int]:
    return {who: int(who in now) for who in (*had, *now)}


def _act(held: Held) -> int:
    assert isinstance(held.node, Visit)
    return held.node.act
