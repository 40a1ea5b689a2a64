"""Ways between the stops of a route of the visit, its doors and other hotels, in minutes."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from planner.model.orienteering.arrays import Ints
from planner.model.orienteering.ways import Ways
from planner.model.roster import TrackDayKey
from planner.model.schedule import Node, Visit
from planner.model.scope import night_after, night_before
from planner.solving.routing.benefits import Weights
from planner.solving.routing.nodes import Nodes


class Legs:
    """The ways of one set of free routes; `weights` say what driving costs."""

    def __init__(self, nodes: Nodes, weights: Weights) -> None:
        self._weights, self._nodes, self._problem, self._roster = weights, nodes, nodes.problem, nodes.roster

    def minutes(self, route: TrackDayKey) -> tuple[Ints, Ints]:
        """Minutes of driving between all stops of a route, its begin and its end, off peak and in a peak."""
        places = [self._site(node) for node in self._nodes.offered[route]]
        places += [self._door(route, begins=True), self._door(route, begins=False)]
        table = self._ways[np.ix_(places, places)]
        return table[:, :, 0], table[:, :, 1]

    @cached_property
    def _ways(self) -> Ints:
        """Minutes off peak and in a peak between all sites: (sites, sites, 2)."""
        sites = range(len(self._problem.sites))
        return np.array([[self._problem.minutes(a, b) for b in sites] for a in sites], np.int64)

    def _site(self, node: Node) -> int:
        return self._problem.acts[node.act].site if isinstance(node, Visit) else self._problem.tables[node.table].site

    def _door(self, route: TrackDayKey, *, begins: bool) -> int:
        """The site where a route begins or ends."""
        door = self._roster.begin(route) if begins else self._roster.end(route)
        if door.site is not None:
            return door.site
        night = night_before(self._roster, route) if begins else night_after(self._roster, route)
        assert night is not None
        return self._problem.beds[self._nodes.schedule.beds[night]].site

    def reached(self, route: TrackDayKey, minutes: Ints) -> Ints:
        """From being boarded at one stop until service may begin at the next; who stays needs no boarding."""
        offered, boarding = self._nodes.offered[route], self._roster.boarding(route)
        sites = np.array([*map(self._site, offered), self._door(route, begins=True), self._door(route, begins=False)])
        reached = np.where(sites[:, None] == sites[None, :], -boarding, minutes)
        reached[-2] = np.where(sites == sites[-2], 0, minutes[-2])
        reached[:, :-2] += self._before(route)
        return self._with_breaks(route, reached, boarding)

    def led(self, route: TrackDayKey) -> Ways:
        """From every hotel to the stops of a route, and back; who stays where they are needs no boarding."""
        beds = np.array([bed.site for bed in self._problem.beds], np.int64)
        sites = np.array([self._site(node) for node in self._nodes.offered[route]], np.int64)
        out, back = self._ways[np.ix_(beds, sites)], self._ways[np.ix_(sites, beds)].transpose(1, 0, 2)
        here, weight = beds[:, None] == sites[None, :], self._weights.get("driving", 0)
        before, boarding = self._before(route), self._roster.boarding(route)
        calm_out, slow_out = (np.where(here, 0, out[:, :, pace]) + before for pace in (0, 1))
        calm_back, slow_back = (np.where(here, -boarding, back[:, :, pace]) for pace in (0, 1))
        return Ways(calm_out, calm_back, slow_out, slow_back, -weight * out[:, :, 0], -weight * back[:, :, 0])

    def _before(self, route: TrackDayKey) -> Ints:
        """Minutes of preparation before each stop."""
        offered = self._nodes.offered[route]
        return np.array([self._problem.acts[n.act].before if isinstance(n, Visit) else 0 for n in offered], np.int64)

    def _with_breaks(self, route: TrackDayKey, reached: Ints, boarding: int) -> Ints:
        """Between two interpreted visits that are too long for one stretch lies a break."""
        offered, needs = self._nodes.offered[route], self._nodes.needs
        rules = self._problem.scenario.rules.interpreting
        spoken = np.array([isinstance(n, Visit) and bool(needs.unserved(n.act, route)) for n in offered], np.bool_)
        length = np.array([self._nodes.minutes(node) for node in offered], np.int64)
        size = len(offered)
        tired = (length[:, None] + length[None, :] > rules.stretch_minutes) & spoken[:, None] & spoken[None, :]
        reached[:size, :size] = np.where(
            tired, np.maximum(reached[:size, :size], rules.break_minutes - boarding), reached[:size, :size]
        )
        return reached
