"""The best plan that holds what the plan in hand leaves out: places tried one by one, the rest as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.model.build import build
from planner.model.problem import Problem
from planner.model.reading_back import schedule_of
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Meal, Node, Schedule, Visit
from planner.model.scope import Scope, nights_of
from planner.solving.budget import Budget
from planner.solving.constructing import serving
from planner.solving.engine import run
from planner.solving.explaining.records import Counterfactual, aim_changes
from planner.solving.goals import Goals
from planner.solving.valuing import valued

TRY_SECONDS, WIDE_SECONDS = 0.7, 1.5
MEALS_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an act might go: routes planned anew, nights too, and the visits of which one must be held."""

    routes: frozenset[TrackDayKey]
    nights: frozenset[tuple[int, int]]
    visits: tuple[Visit, ...]


class Forcing:
    """Forces acts into one plan, under its own scenario or a changed one."""

    def __init__(self, scenario: Scenario, plan: Plan, budget: Budget) -> None:
        self.problem, self._plan, self._budget = Problem(scenario), plan, budget
        self.schedule: Schedule = schedule_of(self.problem, plan)
        self.roster = Roster(self.problem, self.schedule.assignment)

    def spots(self, act: int, track: int | None) -> Iterator[Spot]:
        """Every day of every track, or of all the tracks of a joint engagement, on which the act might be held."""
        one, attending = self.problem.acts[act], self._attending(act)
        for day in range(self.problem.days):
            if not one.starts[day]:
                continue
            if one.plenary:
                party = self.roster.party(one, day)
                if all(route in self.roster.members for route in party):
                    yield Spot(frozenset(party), frozenset(), (Visit(party[0][0], day, act),))
                continue
            for who in one.audience if track is None else (track,):
                if (who, day) in self.roster.members and who not in attending:
                    yield Spot(frozenset({(who, day)}), frozenset(), (Visit(who, day, act),))

    def wider(self, spot: Spot) -> Spot:
        """A spot with the days beside it and the nights between."""
        routes, nights = set(spot.routes), set(spot.nights)
        for track, day in spot.routes:
            routes |= {(track, day + step) for step in (-1, 1) if (track, day + step) in self.roster.members}
            nights |= {(track, n) for n in (day - 1, day) if n in nights_of(self.roster, track)}
        return Spot(frozenset(routes), frozenset(nights), spot.visits)

    def together(self, spots: Sequence[Spot]) -> Iterator[Spot]:
        """For each day all tracks at once, so that what they attend together may move as well."""
        for day in sorted({visit.day for spot in spots for visit in spot.visits}):
            routes = frozenset(route for route in self.roster.routes if route[1] == day)
            visits = tuple(visit for spot in spots for visit in spot.visits if visit.day == day)
            yield Spot(routes, frozenset(), visits)

    def forced(self, spot: Spot, seconds: float) -> Counterfactual | None:
        """The best plan found that holds one of the spot's visits; None where there is none, or none was found."""
        act = spot.visits[0].act
        offered = frozenset(node for route in spot.routes for node in self._offers(route, act))
        scope = Scope(spot.routes, spot.nights, offered, name="forced in")
        weights = Goals(self.problem.scenario).weights()
        built = build(self.problem, self.roster, self.schedule, scope, weights=weights)
        there = [built.variables.held[visit] for visit in spot.visits if visit in built.variables.held]
        if not there:
            return None
        built.model.add(sum(there) >= 1)
        result = run(built, self._budget, seconds)
        return None if result.schedule is None else self._told(result.schedule, spot, result.proven)

    def _told(self, schedule: Schedule, spot: Spot, proven: bool) -> Counterfactual | None:
        found = valued(self.problem, self.roster, schedule, self._plan)
        if not found.lawful:
            return None
        clock, tracks = self.problem.clock, self.problem.tracks
        days = tuple((tracks[track], clock.date(day).isoformat()) for track, day in sorted(spot.routes))
        gain = found.plan.objective - self._plan.objective
        return Counterfactual(found.plan, gain, tuple(aim_changes(self._plan, found.plan)), days, proven)

    def _attending(self, act: int) -> set[int]:
        visits = (stop.node for stop in self.schedule.visits())
        return {visit.track for visit in visits if isinstance(visit, Visit) and visit.act == act}

    def _offers(self, route: TrackDayKey, act: int) -> Iterator[Node]:
        """The act, and meal places near it and near what the route visits now."""
        problem = self.problem
        yield Visit(*route, act)
        stops = self.schedule.stops.get(route, ())
        visited = [stop.node.act for stop in stops if isinstance(stop.node, Visit)]
        sites = [problem.acts[one].site for one in (act, *visited)]
        for kind in ("lunch", "dinner"):
            tables = [table for table in serving(problem, self.roster, route) if problem.tables[table].kind == kind]
            near = Counter(
                min(tables, key=lambda table: problem.minutes(site, problem.tables[table].site))
                for site in sites
                if tables
            )
            yield from (Meal(*route, table) for table, _ in near.most_common(MEALS_OFFERED))


def best_forced(
    forcing: Forcing, spots: Sequence[Spot], budget: Budget, widen: int
) -> list[tuple[Spot, Counterfactual]]:
    """The spots at which the act can be held, the best first; the first `widen` of them tried wider too."""
    found: list[tuple[Spot, Counterfactual]] = []

    def attempt(spot: Spot, seconds: float) -> None:
        if not budget.over():
            result = forcing.forced(spot, seconds)
            if result is not None:
                found.append((spot, result))

    for spot in spots:
        attempt(spot, TRY_SECONDS)
    found.sort(key=lambda pair: -pair[1].gain)
    for spot in [spot for spot, _ in found[:widen]] or list(spots)[:widen]:
        attempt(forcing.wider(spot), WIDE_SECONDS)
    if not found:
        for spot in forcing.together(spots):
            attempt(spot, WIDE_SECONDS)
    return sorted(found, key=lambda pair: -pair[1].gain)
