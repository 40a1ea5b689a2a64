"""What delegates do apart from their track: flights, and hired cars to join or leave it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from planner.domain.clock import DAY
from planner.domain.parties import Edge
from planner.domain.plan import Individual, Item
from planner.model.problem import Problem
from planner.model.roster import Roster, TrackDayKey
from planner.model.timeline import Timeline


class Solitary:
    """Works out absences and own items, day by day."""

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self._problem, self._roster = problem, roster
        self._presence, self._joining = problem.presence, problem.joining

    def flights(self) -> list[Individual]:
        """The flights of every delegate."""
        scenario, clock = self._problem.scenario, self._problem.clock
        found = []
        for who in scenario.delegates:
            for flight in (scenario.flight[i] for i in (who.arrival, who.departure) if i):
                start = clock.minute_elsewhere(flight.departs, flight.departs_zone)
                end = clock.minute_elsewhere(flight.arrives, flight.arrives_zone)
                found.append(
                    Individual(
                        key=f"flight/{flight.id}",
                        delegate=who.id,
                        kind="flight",
                        day=start // DAY,
                        start=start,
                        end=end,
                        origin=flight.from_,
                        destination=flight.to,
                        flight=flight.id,
                    )
                )
        return found

    def applied(
        self, route: TrackDayKey, day: Timeline, items: tuple[Item, ...]
    ) -> tuple[tuple[Item, ...], list[Individual]]:
        """The day's `items` with who is absent, and the rides of those who come or leave alone."""
        absent: dict[str, set[str]] = {item.key: set() for item in items}
        rides: list[Individual] = []
        arrival, departure = self._edge(self._roster.arrivals, route), self._edge(self._roster.departures, route)
        hotel = self._problem.scenario.hotel[day.hotel_to].site if day.hotel_to else None
        places = [(halt.site, halt.start, halt.end) for halt in day.halts]
        for who in self._roster.members[route]:
            comes, leaves = self._comes(who, route[1], arrival, hotel), self._leaves(who, route[1], departure)
            if not comes and not leaves:
                continue
            first = self._joining.first(who, route[1], arrival, places, hotel)
            last = self._joining.last(who, route[1], departure, places)
            self._mark(absent, items, who, (first, last), comes=bool(comes), leaves=bool(leaves))
            attended = places[first:last]
            if comes and (attended or not leaves):  # who only passes through stays at the airport
                rides += self._coming(who, comes, attended, hotel, items, route)
            if leaves:
                rides += self._leaving(who, attended, self._base(who, route, day, hotel), route)
        nights = self._presence.nights
        absent |= {
            item.key: {who for who in self._roster.members[route] if route[1] not in nights[who]}
            for item in items
            if item.kind == "night"
        }
        return tuple(_without(item, absent[item.key]) for item in items), rides

    def undisturbed(
        self, days: Mapping[TrackDayKey, tuple[Item, ...]], own: Iterable[Individual]
    ) -> dict[TrackDayKey, tuple[Item, ...]]:
        """The items of all days, each night cut to the hours at which all who sleep there do; it is empty if none are.

        Those who come late, or leave early, alone are on their `own` ways before and after, and a night before an idle
        day may last into it.
        """
        ways: dict[str, list[Individual]] = defaultdict(list)
        for way in own:
            ways[way.delegate].append(way)
        quiet = dict(days)
        for route in sorted(days, key=lambda route: route[1]):
            *items, night = days[route] or (None,)
            if night and night.kind == "night":
                quiet[route] = (*items, self._quiet(night, route, ways, quiet))
        return quiet

    def _quiet(
        self,
        night: Item,
        route: TrackDayKey,
        ways: Mapping[str, list[Individual]],
        days: Mapping[TrackDayKey, tuple[Item, ...]],
    ) -> Item:
        begin, end = night.start, night.end
        for who in (who for room in self._roster.rooms(*route) for who in room):
            before = days.get((self._roster.assignment[who].get(route[1] - 1, -1), route[1] - 1), ())
            begin = max([begin, *(item.end for item in before[-1:])])
            takeoff = self._presence.takeoffs.get(who)
            home = (f"flight/{takeoff.flight}", f"to/flight/{takeoff.flight}") if takeoff else ()
            for way in ways[who]:
                if way.key in home:
                    end = min(end, way.start)
                else:
                    begin = max(begin, way.end)
        return replace(night, start=begin, end=max(begin, end))

    @staticmethod
    def _edge(edges: dict[int, Edge], route: TrackDayKey) -> Edge | None:
        edge = edges.get(route[0])
        return edge if edge and edge.day == route[1] else None

    def _comes(self, who: str, day: int, arrival: Edge | None, hotel: str | None) -> tuple[str, int | None] | None:
        """(site, minute from which) somebody sets out alone; minute None: when it suits."""
        landing = self._presence.landings.get(who)
        if landing is None:
            return (hotel, None) if arrival and hotel else None
        if landing.day != day or (arrival and who in arrival.together):
            return None
        return landing.site, self._presence.ready_alone(who)

    def _leaves(self, who: str, day: int, departure: Edge | None) -> bool:
        takeoff = self._presence.takeoffs.get(who)
        return bool(takeoff and takeoff.day == day and not (departure and who in departure.together))

    @staticmethod
    def _mark(
        absent: dict[str, set[str]],
        items: tuple[Item, ...],
        who: str,
        part: tuple[int, int],
        *,
        comes: bool,
        leaves: bool,
    ) -> None:
        """Note at which items `who` is missing who takes part in stops part[0] <= i < part[1]."""
        first, last = part
        stops, before = sum(item.kind not in ("transfer", "night") for item in items), 0
        for item in items:
            if item.kind == "night":
                continue
            if item.kind == "transfer":
                came = before > first or (before == first == 0 and not comes)
                there = came and (before < last or (before == stops == last and not leaves))
            else:
                there = first <= before < last
                before += 1
            if not there:
                absent[item.key].add(who)

    def _coming(
        self,
        who: str,
        comes: tuple[str, int | None],
        joined: list[tuple[str, int, int]],
        hotel: str | None,
        items: tuple[Item, ...],
        route: TrackDayKey,
    ) -> list[Individual]:
        origin, ready = comes
        destination = joined[0][0] if joined else hotel
        if destination is None or destination == origin:
            return []
        travel = self._problem.travel
        start = travel.latest(origin, destination, joined[0][1]) if joined else ready or 0
        if ready is not None:
            start = ready
        joins = next((i.key for i in items if joined and i.kind != "transfer" and i.start == joined[0][1]), None)
        key = joins or f"night/{self._problem.clock.date(route[1])}"
        return [self._ride(who, route[1], key, origin, destination, start)]

    def _leaving(
        self, who: str, attended: list[tuple[str, int, int]], base: tuple[str | None, int | None], route: TrackDayKey
    ) -> list[Individual]:
        takeoff = self._presence.takeoffs[who]
        origin, ready = (attended[-1][0], attended[-1][2]) if attended else base
        if origin is None or origin == takeoff.site:
            return []
        start = self._problem.travel.latest(origin, takeoff.site, takeoff.due)
        if ready is not None:
            start = ready if attended else max(ready, start)
        return [self._ride(who, route[1], f"flight/{takeoff.flight}", origin, takeoff.site, start)]

    def _base(self, who: str, route: TrackDayKey, day: Timeline, hotel: str | None) -> tuple[str | None, int | None]:
        """(site, minute from which) somebody who attends nothing that day sets out to fly; None: when it suits."""
        landing = self._presence.landings.get(who)
        if landing and landing.day == route[1]:
            return landing.site, self._presence.ready_alone(who)
        return self._problem.scenario.hotel[day.hotel_from].site if day.hotel_from else hotel, None

    def _ride(self, who: str, day: int, key: str, origin: str, destination: str, start: int) -> Individual:
        minutes = self._problem.travel.minutes(origin, destination, start)
        return Individual(
            key=f"to/{key}",
            delegate=who,
            kind="transfer",
            day=day,
            start=start,
            end=start + minutes,
            origin=origin,
            destination=destination,
            km=self._problem.travel.way(origin, destination).km,
            minutes=minutes,
        )


def _without(item: Item, absent: set[str]) -> Item:
    return replace(item, absent=tuple(sorted(absent)), heads=item.heads - len(absent)) if absent else item
