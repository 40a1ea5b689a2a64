"""A route's day as it is driven: when each leg is left and reached, from the stops and the hotels."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.clock import DAY
from planner.model.needs import Needs
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Held, Schedule, Visit
from planner.model.scope import night_after, night_before


@dataclass(frozen=True, slots=True)
class Leg:
    """A drive between two sites (ids)."""

    origin: str
    destination: str
    departure: int
    arrival: int


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop with its span, and the leg that leads there, None where the track is there already."""

    held: Held
    site: str
    start: int
    end: int
    leg: Leg | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A day of a track. Hotel ids are None at an airport; `last` leads to the day's last place; `begin` is when the
    day's first place is left, `end` when its last is reached."""

    hotel_from: str | None
    hotel_to: str | None
    halts: tuple[Halt, ...]
    last: Leg | None
    begin: int
    end: int


class Timelines:
    """Makes the timelines of one roster's routes."""

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self._problem, self._roster = problem, roster
        self._needs = Needs(problem, roster)

    def of(self, schedule: Schedule, route: TrackDayKey) -> Timeline:
        """The day of `route`: out of the hotel as late as may be, from stop to stop as soon as may be."""
        hotel_from = self._hotel(schedule, night_before(self._roster, route))
        hotel_to = self._hotel(schedule, night_after(self._roster, route))
        place = self._place(hotel_from, route, begins=True)
        halts: list[Halt] = []
        ready = self._morning(route)
        for held in schedule.stops.get(route, ()):
            halt = self._halt(held, route, place, ready, first=not halts and hotel_from is not None)
            halts.append(halt)
            place, ready = halt.site, halt.end
        goal = self._place(hotel_to, route, begins=False)
        last = self._last(route, place, goal, ready, idle=not halts)
        legs = [halt.leg for halt in halts if halt.leg] + ([last] if last else [])
        begin = min([leg.departure for leg in legs[:1]] + [halt.start for halt in halts[:1]], default=ready)
        return Timeline(hotel_from, hotel_to, tuple(halts), last, begin, last.arrival if last else ready)

    def minutes(self, held: Held) -> int:
        """How long a stop takes."""
        node = held.node
        if not isinstance(node, Visit):
            return self._problem.tables[node.table].minutes
        return self._needs.minutes(node)

    def _hotel(self, schedule: Schedule, night: tuple[int, int] | None) -> str | None:
        return self._problem.beds[schedule.beds[night]].id if night in schedule.beds and night else None

    def _place(self, hotel: str | None, route: TrackDayKey, *, begins: bool) -> str:
        if hotel is not None:
            return self._problem.scenario.hotel[hotel].site
        door = self._roster.begin(route) if begins else self._roster.end(route)
        return self._problem.sites[door.site or 0]

    def _morning(self, route: TrackDayKey) -> int:
        door = self._roster.begin(route)
        return door.minute if door.site is not None else route[1] * DAY + self._problem.scenario.programme.day_start

    def _halt(self, held: Held, route: TrackDayKey, place: str, ready: int, *, first: bool) -> Halt:
        node, problem = held.node, self._problem
        if isinstance(node, Visit):
            site, before = problem.sites[problem.acts[node.act].site], problem.acts[node.act].before
        else:
            site, before = problem.sites[problem.tables[node.table].site], 0
        end = held.start + self.minutes(held)
        if site == place:
            return Halt(held, site, held.start, end, None)
        if first:
            departure = self._problem.travel.latest(place, site, held.start - before)
            arrival = departure + self._problem.travel.minutes(place, site, departure)
        else:
            departure, arrival = self._problem.travel.soonest(place, site, ready + self._boarding(route, ready))
        return Halt(held, site, held.start, end, Leg(place, site, departure, arrival))

    def _boarding(self, route: TrackDayKey, ready: int) -> int:
        """Nobody boards anew who leaves the airport of arrival."""
        door = self._roster.begin(route)
        return 0 if door.site is not None and ready == door.minute else self._roster.boarding(route)

    def _last(self, route: TrackDayKey, place: str, goal: str, ready: int, *, idle: bool) -> Leg | None:
        if place == goal:
            return None
        door = self._roster.end(route)
        if idle and door.site is not None and self._roster.begin(route).site is None:
            departure = self._problem.travel.latest(place, goal, door.minute)
            return Leg(place, goal, departure, departure + self._problem.travel.minutes(place, goal, departure))
        boarding = 0 if idle else self._boarding(route, ready)
        departure, arrival = self._problem.travel.soonest(place, goal, ready + boarding)
        return Leg(place, goal, departure, arrival)
