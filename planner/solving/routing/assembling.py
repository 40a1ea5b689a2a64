"""Ruins of the fast layer that let routes meet, elsewhere in time or in another meeting, and put in what must be."""

from __future__ import annotations

import numpy as np

from planner.solving.routing.drawing import Generator, tick_between
from planner.solving.routing.state import State
from planner.solving.routing.tour import Tour

CLEARED = 0.3
"""How often others who may come to a meeting make room for it."""
BARE = 0.5
"""How often a time for another meeting is sought as if nothing else had to be kept."""
PUT_OFF = 12
"""By how many steps of the grid, at most, a meeting is brought forward or put off."""


class Assembling:
    """Draws who meets when."""

    def __init__(self, rng: Generator) -> None:
        self._rng = rng

    def meet(self, state: State) -> None:
        """A visit becomes a meeting, at a time that suits it, or a meeting is put off; one of the others who may come,
        by what they gain, comes in any case, some more leave what they do at that time."""
        rng, odds = self._rng, np.cumsum(state.taken.joining())
        if odds[-1] <= 0:
            return
        number = min(int(np.searchsorted(odds, rng.random() * odds[-1], side="right")), len(odds) - 1)
        start = self._time(state, number)
        if not state.appoint(number, start):
            return
        members = state.problem.members[number]
        others = [(index, local) for index, local in members if local not in state.tours[index].stops]
        first = int(rng.integers(len(others)))
        for place, (index, local) in enumerate(others):
            if place == first:
                _put_in(state, index, local, start)
            elif rng.random() < CLEARED:
                state.remove(index, state.tours[index].in_the_way(local, start))

    def convene(self, state: State) -> None:
        """Who meets does so in another meeting of the subject, one that is held or one on another day."""
        rng, meetings = self._rng, state.problem.meetings
        tied = [number for number in state.taken.tied() if meetings.all[number].open]
        if not tied:
            return
        instead = tied[int(rng.integers(len(tied)))]
        others = [number for number in meetings.alike(instead) if number != instead]
        if not others:
            return
        number = others[int(rng.integers(len(others)))]
        start = self._joint_time(state, number, instead)
        if start is not None:
            state.convene(number, start, instead)

    def summon(self, state: State) -> bool:
        """What must be visited and is not is put in place of what is in the way, at a time drawn by lot or in a meeting
        that is held; False where nothing is lacking."""
        rng, problem, lacking = self._rng, state.problem, state.taken.lacking()
        if not len(lacking):
            return False
        places = np.flatnonzero(np.isin(problem.places, lacking))
        place = int(places[rng.integers(len(places))])
        index = int(problem.firsts.searchsorted(place, side="right")) - 1
        local = place - int(problem.firsts[index])
        start = self._time_for(state, index, local)
        if start is not None:
            _put_in(state, index, local, start)
        return True

    def _time_for(self, state: State, index: int, local: int) -> int | None:
        """A time for a node of a route: that of its meeting, where others come to it and hold it then; else any."""
        number = state.problem.meeting_of(index, local)
        if number is not None and state.taken.visits[number] and state.problem.meetings.all[number].open:
            start = self._held_at(state, number)
            return start if state.appoint(number, start) else None
        route = state.tours[index].route
        first, last = route.spans[local][int(self._rng.integers(len(route.spans[local])))]
        return tick_between(self._rng, first, last, route.grid)

    def _held_at(self, state: State, number: int) -> int:
        """When a meeting is held that is visited: at its start, or at a time that suits one of those who come."""
        start = state.starts[number]
        return self._time(state, number) if start is None else start

    def _time(self, state: State, number: int) -> int:
        """A time at which a meeting may begin for one of those who come, or somewhat sooner or later than it does."""
        rng, now = self._rng, state.starts[number]
        there = state.comers(number)
        index, local = there[int(rng.integers(len(there)))]
        tour = state.tours[index]
        if now is not None:
            return now + tour.route.grid * int(rng.integers(-PUT_OFF, PUT_OFF + 1))
        return self._within(tour, tour.stops.index(local))

    def _joint_time(self, state: State, number: int, instead: int) -> int | None:
        """When a meeting is held; else a time that suits, beside what must stay, one of those who come to another."""
        if state.taken.visits[number]:
            return self._held_at(state, number)
        came = state.comers(instead)
        comes = state.problem.twin(*came[int(self._rng.integers(len(came)))], number)
        if comes is None:
            return None
        tour, local = state.tours[comes[0]], comes[1]
        bare = tour.without(set(tour.loose) if self._rng.random() < BARE else set())
        gap = bare.gap(local)
        return None if gap is None else self._within(bare.with_stop(local, gap), gap)

    def _within(self, tour: Tour, place: int) -> int:
        """A time at which a stop of a tour may begin."""
        soonest, latest = tour.ready[place + 1] - tour.route.serve_of[tour.stops[place]], tour.due[place]
        return tick_between(self._rng, soonest, max(latest, soonest), tour.route.grid)


def _put_in(state: State, index: int, local: int, start: int) -> None:
    """Visit a node of a route in place of what is in the way of its start, if it may be added and then fits."""
    state.remove(index, state.tours[index].in_the_way(local, start))
    tour = state.tours[index]
    gap = tour.gap(local)
    if gap is not None and not state.blocked[tour.route.nodes[local]]:
        state.insert(index, local, gap)
