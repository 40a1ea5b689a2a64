"""Vehicles and interpreters of the free routes; those of other routes are taken."""

from __future__ import annotations

from collections import defaultdict

from planner.domain.clock import DAY
from planner.model.care import stays_put
from planner.model.needs import Tongues
from planner.model.posting import Posting
from planner.model.roster import TrackDayKey
from planner.model.schedule import Visit
from planner.model.variables import Linear, Literal, Route, Variables, certain

Team = list[tuple[int, Literal]]
"""Interpreters (indices), each with the literal under which they are there."""


class Staffing:
    """Who drives and who interprets.

    `vehicles` maps (vehicle, route) and `interprets` (interpreter, visit) to literals; `goes` maps (interpreter,
    route) to the literal that the interpreter is with that route.
    """

    def __init__(self, v: Variables, post: Posting) -> None:
        self._v, self._post = v, post
        self.vehicles: dict[tuple[int, TrackDayKey], Literal] = {}
        self.interprets: dict[tuple[int, Visit], Literal] = {}
        self.goes: dict[tuple[int, TrackDayKey], Literal] = {}
        self._everyone = range(len(v.problem.scenario.interpreters))
        if post.wants("seats_are_not_exceeded"):
            self._post_vehicles()
        if post.wants("interpreters_are_there"):
            self._post_interpreters()

    def _days(self) -> dict[int, list[Route]]:
        days: dict[int, list[Route]] = defaultdict(list)
        for key, route in self._v.routes.items():
            days[key[1]].append(route)
        return days

    def _post_vehicles(self) -> None:
        v, fleet = self._v, self._v.problem.scenario.vehicles
        for day, routes in self._days().items():
            taken = {
                vehicle
                for key, vehicles in v.schedule.vehicles.items()
                if key[1] == day and key not in v.scope.routes
                for vehicle in vehicles
            }
            date = v.problem.clock.date(day)
            spare = [i for i, one in enumerate(fleet) if i not in taken and (not one.days or date in one.days)]
            for route in routes:
                had = v.schedule.vehicles.get(route.key)
                for vehicle in spare:
                    self.vehicles[vehicle, route.key] = v.new_bool(None if had is None else vehicle in had)
                self._seats(route, spare)
            for vehicle in spare:
                v.model.add_at_most_one(self.vehicles[vehicle, route.key] for route in routes)

    def _seats(self, route: Route, spare: list[int]) -> None:
        """Rule seats_are_not_exceeded."""
        v, fleet = self._v, self._v.problem.scenario.vehicles
        moves = [] if not stays_put(v, route) else [~route.idle]
        facts = (v.problem.tracks[route.key[0]], str(v.problem.clock.date(route.key[1])))
        seats = sum(fleet[i].seats * self.vehicles[i, route.key] for i in spare)
        riders = self._riders(route)
        self._post.add("seats_are_not_exceeded", seats >= len(riders), *facts, under=moves)
        if any(v.problem.scenario.delegate[who].access == "wheelchair" for who in riders):
            fit = sum(self.vehicles[i, route.key] for i in spare if fleet[i].access == "wheelchair")
            self._post.add("seats_are_not_exceeded", fit >= 1, *facts, "wheelchair", under=moves)

    def _riders(self, route: Route) -> set[str]:
        """Who may ride with the track: not those who come, or go, alone and can be at none of the day's stops."""
        groups = (self._v.roster.groups[index] for index in self._v.roster.groups_of[route.key])
        alone = {
            who
            for group in groups
            if any(way and way.day == route.key[1] for way in (group.comes, group.leaves))
            for who in group.members
        }
        there = {who for node in route.nodes for who in self._v.needs.guests.members(node)}
        return {who for who in self._v.roster.members[route.key] if who not in alone or who in there}

    def _post_interpreters(self) -> None:
        for day, routes in self._days().items():
            busy = {
                who
                for key in self._v.schedule.stops
                if key[1] == day and key not in self._v.scope.routes
                for who in self._v.schedule.team(key)
            }
            spare = [who for who in self._everyone if who not in busy and self._v.needs.available(who, day)]
            for route in routes:
                self._team(route, spare)
            for who in spare:
                goes = [self.goes[who, route.key] for route in routes if (who, route.key) in self.goes]
                if len(goes) > 1:
                    self._v.model.add_at_most_one(goes)
            self._sessions(day, routes)
            for route in routes:
                self._breaks(route)

    def _team(self, route: Route, spare: list[int]) -> None:
        """Who may interpret which visit of a route, within the minutes of a day."""
        v = self._v
        for who in spare:
            minutes: Linear | int = 0
            for node in route.nodes:
                if isinstance(node, Visit) and self._useful(who, node):
                    had = who in v.schedule.interpreting.get(node, ()) if node in v.schedule.interpreting else None
                    literal = v.new_bool(had)
                    self.interprets[who, node] = literal
                    goes = self.goes.setdefault((who, route.key), v.new_bool())
                    v.model.add_implication(literal, goes)
                    minutes += v.minutes(node) * literal
            if (who, route.key) in self.goes:
                facts = (v.problem.scenario.interpreters[who].id, str(v.problem.clock.date(route.key[1])))
                self._post.add("interpreters_are_there", minutes <= v.needs.day_minutes(who), *facts)

    def _useful(self, who: int, node: Visit) -> bool:
        one = self._v.problem.acts[node.act]
        routes = self._v.roster.party(one, node.day) if one.plenary else ((node.track, node.day),)
        return any(
            self._v.needs.useful(who, node.act, tongues)
            for route in routes
            for tongues in self._v.needs.unserved(node.act, route)
        )

    def _sessions(self, day: int, routes: list[Route]) -> None:
        """Rule interpreters_are_there: plenaries count the interpreters of all their tracks, other visits their own."""
        done: set[int] = set()
        for route in routes:
            for node in route.nodes:
                if not isinstance(node, Visit):
                    continue
                one = self._v.problem.acts[node.act]
                if not one.plenary:
                    self._serve(node, [node])
                elif node.act not in done:
                    done.add(node.act)
                    self._serve(node, [Visit(track, day, node.act) for track, _ in self._v.roster.party(one, day)])

    def _serve(self, node: Visit, nodes: list[Visit]) -> None:
        v = self._v
        routes = [(visit.track, visit.day) for visit in nodes]
        need = v.needs.count(node.act, routes)
        if not need:
            return
        there = [(who, literal) for (who, visit), literal in self.interprets.items() if visit in nodes]
        fixed = [
            who
            for visit in nodes
            if (visit.track, visit.day) not in v.scope.routes
            for who in v.schedule.interpreting.get(visit, ())
        ]
        facts = (v.problem.acts[node.act].id, str(v.problem.clock.date(node.day)))
        total = sum(literal for _, literal in there) + len(fixed)
        self._post.add("interpreters_are_there", total >= need, *facts, under=[v.held[node]])
        if self._post.wants("interpreters_know_the_subject"):
            versed = self._among({who for who in self._everyone if v.needs.knows(who, node.act)}, there, fixed)
            if not certain(versed):
                self._post.add("interpreters_know_the_subject", sum(versed) >= 1, *facts, under=[v.held[node]])
        for tongues in {tongues for route in routes for tongues in v.needs.unserved(node.act, route)}:
            able = {who for who in self._everyone if v.needs.serves(who, node.act, tongues)}
            ways = self._among(able, there, fixed) + self._relay(node, tongues, there, fixed)
            if not certain(ways):
                self._post.add("interpreters_are_there", sum(ways) >= 1, *facts, under=[v.held[node]])

    @staticmethod
    def _among(able: set[int], there: Team, fixed: list[int]) -> list[Literal | int]:
        """The literals, or 1, of those who are able."""
        return [*(1 for who in fixed if who in able), *(literal for who, literal in there if who in able)]

    def _relay(self, node: Visit, tongues: Tongues, there: Team, fixed: list[int]) -> list[Literal | int]:
        """A literal that implies that one interpreter for each side is there, who share the bridge language."""
        v = self._v
        if not v.problem.scenario.rules.interpreting.relay:
            return []
        literal = v.new_bool()
        for side in (tongues, v.needs.host(node.act)):
            able = {who for who in self._everyone if v.needs.bridges(who, side)}
            v.model.add_bool_or([*self._among(able, there, fixed), ~literal])
        return [literal]

    def _least_gap(self, route: Route, before: Visit, after: Visit) -> int:
        """Minutes that lie between two visits that follow one another, at least."""
        v, way = self._v, (self._v.site(before), self._v.site(after))
        travel = 0 if way[0] == way[1] else v.roster.boarding(route.key) + min(v.problem.minutes(*way))
        return travel + v.before(after)

    def _breaks(self, route: Route) -> None:
        """Interpreted visits without a break between them are one stretch, which is not too long."""
        v, rules = self._v, self._v.problem.scenario.rules.interpreting
        there = {visit for _, visit in self.interprets}
        talks = {place: node for place, node in enumerate(route.nodes, 1) if node in there}
        row = {place: v.model.new_int_var(v.minutes(node), DAY, "") for place, node in talks.items()}
        for i, before in talks.items():
            for j, after in talks.items():
                if (i, j) not in route.arcs or self._least_gap(route, before, after) >= rules.break_minutes:
                    continue
                gap, arc, rested = v.start[after] - v.end(before), route.arcs[i, j], v.new_bool()
                v.model.add(gap >= rules.break_minutes).only_enforce_if(arc, rested)
                v.model.add(row[j] >= row[i] + v.minutes(after)).only_enforce_if(arc, ~rested)
                most = max(rules.stretch_minutes, v.minutes(after))
                self._post.add("interpreters_are_there", row[j] <= most, under=[arc, ~rested])
