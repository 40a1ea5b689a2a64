"""Chains of stops that pass their places on: a node comes in place of a stop, which goes to a place on another route.

Only the last stop of a chain is lost, or none where it fits beside the others. Every step but the last may ask for more
than a repair regains, so that ruins hardly ever find such; they pay where there are many short routes.
"""

from __future__ import annotations

import numpy as np

from planner.model.orienteering.arrays import Floats
from planner.model.orienteering.problem import Orienteering
from planner.solving.routing.state import State

DEPTH = 4
"""The most steps of a chain."""
Step = tuple[int, int | None, int]
"""Route, the stop that goes, and the node that comes."""


def passes(problem: Orienteering) -> bool:
    """Can nodes take places of each other on all routes, and is what they are worth their prizes alone?"""
    routes = problem.routes
    return (
        problem.cover is None
        and not problem.families
        and all(
            route.size == problem.size
            and np.array_equal(route.nodes, routes[0].nodes)
            and route.toll is None
            and route.fixed is None
            and route.counted is None
            for route in routes
        )
    )


def passed_on(state: State) -> State:
    """`state`, or what the chains make of it until none gains."""
    while (better := _better(state)) is not None:
        state = better
    return state


def _better(state: State) -> State | None:
    """The state after the shortest chain that gains, and of such the best; None where there is none."""
    steps = _Chains(state).found()
    if steps is None:
        return None
    new = state.copy()
    for index, goes, _ in steps:
        new.remove(index, () if goes is None else (goes,))
    for index, _, comes in steps:
        gap = new.tours[index].gap(comes)
        if gap is None:
            return None
        new.insert(index, comes, gap)
    return new if new.worth() > state.worth() else None


class _Chains:
    """The places of all routes, one a row: those of the stops, and after them, for each route, one beside its stops."""

    def __init__(self, state: State) -> None:
        tours = state.tours
        self._tours, self._prizes = tours, np.array([tour.route.prize for tour in tours], np.float64)
        self._free = np.flatnonzero(state.blocked[tours[0].route.nodes] == 0)
        self._open = np.concatenate([tour.openings for tour in tours])
        self._firsts = np.cumsum([0, *(len(tour.stops) + 1 for tour in tours)])
        self._route = np.repeat(np.arange(len(tours)), np.diff(self._firsts))
        self._beside = self._firsts[1:] - 1
        self._held = np.concatenate([[*tour.stops, 0] for tour in tours])
        self._lost = self._prizes[self._route, self._held]
        self._lost[self._beside] = 0.0
        self._levels: list[tuple[Floats, Floats]] = []

    def found(self) -> list[Step] | None:
        """The steps of the best of the shortest chains that gain."""
        if not self._free.size:
            return None
        costs = self._lost
        for _ in range(DEPTH):
            least = np.minimum.reduceat(np.where(self._open, costs[:, None], np.inf), self._firsts[:-1]) - self._prizes
            self._levels.append((costs, least))
            index, free = divmod(int(least[:, self._free].argmin()), len(self._free))
            node = int(self._free[free])
            if least[index, node] < 0 and (steps := self._traced(index, node)) is not None:
                return steps
            costs = self._onward(least)
        return None

    def _onward(self, least: Floats) -> Floats:
        """What each place costs if its stop takes the cheapest place of another route."""
        elsewhere = least[:, self._held]
        elsewhere[self._route, np.arange(len(self._route))] = np.inf
        elsewhere[:, self._beside] = np.inf
        costs: Floats = self._lost + elsewhere.min(axis=0)
        return costs

    def _traced(self, index: int, node: int) -> list[Step] | None:
        """The steps by which a node comes to a route at the least cost; None where they come to a route twice."""
        steps: list[Step] = []
        for depth in range(len(self._levels) - 1, -1, -1):
            part = slice(self._firsts[index], self._firsts[index + 1])
            row = int(np.where(self._open[part, node], self._levels[depth][0][part], np.inf).argmin())
            stops = self._tours[index].stops
            goes = stops[row] if row < len(stops) else None
            steps.append((index, goes, node))
            if depth and goes is not None:
                onward = self._levels[depth - 1][1][:, goes].copy()
                onward[index] = np.inf
                index, node = int(onward.argmin()), goes
        return steps if len({index for index, _, _ in steps}) == len(steps) else None
