"""Vehicles of the free routes, and who interprets; those of other routes are taken."""

from __future__ import annotations

from planner.model.care import stays_put
from planner.model.interpreting import Interpreting
from planner.model.posting import Posting
from planner.model.roster import TrackDayKey
from planner.model.sharing import Sessions
from planner.model.variables import Literal, Route, Variables


class Staffing:
    """Who drives and who interprets.

    `vehicles` maps (vehicle, route) to literals, `interprets` and `goes` do as of `Interpreting`.
    """

    def __init__(self, v: Variables, post: Posting, sessions: Sessions) -> None:
        self._v, self._post = v, post
        self.vehicles: dict[tuple[int, TrackDayKey], Literal] = {}
        if post.wants("seats_are_not_exceeded"):
            self._post_vehicles()
        interpreting = Interpreting(v, post, sessions)
        self.interprets, self.goes = interpreting.interprets, interpreting.goes

    def _post_vehicles(self) -> None:
        v, fleet = self._v, self._v.problem.scenario.vehicles
        for day, routes in v.days().items():
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
