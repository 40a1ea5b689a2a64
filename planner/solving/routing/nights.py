"""The nights of a visit as lodging beside its orienteering problem: hotels are doors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from planner.model.access import unfit
from planner.model.orienteering.lodging import Lodging, Night
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Schedule
from planner.model.scope import night_after, night_before
from planner.solving.routing.benefits import Weights

ANY = 10**6


class Nights:
    """Every night that a track spends in a hotel, in the order of `keys`; those between free routes have a choice.

    Where delegates change track from day to day, a hotel binds more than the days beside it: then none has.
    """

    def __init__(self, problem: Problem, roster: Roster, schedule: Schedule, routes: tuple[TrackDayKey, ...]) -> None:
        self._problem, self._roster, self._schedule, self._routes = problem, roster, schedule, routes
        self.keys = tuple(sorted(schedule.beds))

    def lodging(self, weights: Weights) -> Lodging | None:
        """The nights with what they cost by `weights`; None where there is nothing to choose."""
        nights = tuple(self._night(key, weights) for key in self.keys)
        if not any(len(night.tolls) > 1 for night in nights):
            return None
        parties: dict[int, list[int]] = defaultdict(list)
        for number, (track, _) in enumerate(self.keys):
            parties[track].append(number)
        limited = self._problem.setting_on("nights_are_stable")
        return Lodging(
            nights=nights,
            doors=tuple(self._schedule.beds[key] for key in self.keys),
            parties=tuple(map(tuple, parties.values())),
            moving=-weights.get("moves", 0),
            moves=self._problem.scenario.rules.nights.moves if limited else ANY,
            room=self._room(nights),
        )

    def _room(self, nights: tuple[Night, ...]) -> Mapping[tuple[int, int], int]:
        limited = self._problem.setting_on("rooms_are_not_exceeded")
        return {
            (door, night.date): self._problem.beds[door].rooms if limited else ANY
            for night in nights
            for door in night.tolls
        }

    def _night(self, key: TrackDayKey, weights: Weights) -> Night:
        rooms, now = len(self._roster.rooms(*key)), self._schedule.beds[key]
        doors = sorted({now, *self._open_to(key, rooms)}) if self._is_free(key) else [now]
        price = -weights.get("cost", 0) * rooms / 1000
        return Night(
            tolls={door: round(price * self._problem.beds[door].price) for door in doors},
            rooms=rooms,
            date=key[1],
            ends=self._numbers(self._around[0][key]),
            begins=self._numbers(self._around[1][key]),
        )

    def _numbers(self, routes: Iterable[TrackDayKey]) -> tuple[int, ...]:
        return tuple(self._routes.index(route) for route in routes if route in self._routes)

    @cached_property
    def _around(self) -> tuple[Mapping[TrackDayKey, list[TrackDayKey]], Mapping[TrackDayKey, list[TrackDayKey]]]:
        """Routes by the night at whose hotel they end, and by that at whose they begin."""
        ends: dict[TrackDayKey, list[TrackDayKey]] = defaultdict(list)
        begins: dict[TrackDayKey, list[TrackDayKey]] = defaultdict(list)
        for route in self._roster.routes:
            for found, night in ((ends, night_after(self._roster, route)), (begins, night_before(self._roster, route))):
                if night is not None:
                    found[night].append(route)
        return ends, begins

    def _is_free(self, key: TrackDayKey) -> bool:
        """Is a night between free routes alone, and not fixed by the scenario?"""
        scenario, track = self._problem.scenario, self._problem.tracks[key[0]]
        date = self._problem.clock.date(key[1])
        fixed = any(stay.night == date and stay.track in (None, track) for stay in scenario.stays)
        routes = {route for found in self._around for route in found[key]}
        return scenario.track_change != "daily" and not fixed and routes <= set(self._routes)

    def _open_to(self, key: TrackDayKey, rooms: int) -> Iterator[int]:
        """Hotels that have rooms for all of a track, wheelchairs considered."""
        sleepers = {who for room in self._roster.rooms(*key) for who in room}
        for bed, one in enumerate(self._problem.beds):
            if key[1] in one.nights and rooms <= one.rooms and not unfit(self._problem, one.site, sleepers):
                yield bed
