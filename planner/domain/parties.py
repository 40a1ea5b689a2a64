"""Who of a track arrives and leaves with it, who comes or goes alone, and when each delegate is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.domain.clock import DAY
from planner.domain.people import Delegate
from planner.domain.scenario import Scenario

SMALL_HOURS = 3 * 60
"""Who lands, or is due at the airport, before three in the morning does so late in the evening before."""


@dataclass(frozen=True, slots=True)
class Landing:
    """A delegate's arrival: day of the visit, minute of landing, airport site."""

    day: int
    minute: int
    site: str
    flight: str


@dataclass(frozen=True, slots=True)
class Takeoff:
    """A delegate's departure: day on which the airport must be reached, that minute, airport site."""

    day: int
    due: int
    site: str
    flight: str


@dataclass(frozen=True, slots=True)
class Edge:
    """Where and when a track begins its first or ends its last day at an airport.

    `minute`: it leaves the airport then (arrival), or must be there by then (departure). `together` are the
    delegates who do so with the track, `flight` is the one that decides.
    """

    day: int
    minute: int
    site: str
    flight: str
    together: frozenset[str]


class Presence:
    """When each delegate is in the country, and with which edge a set of delegates begins and ends."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario

    @cached_property
    def landings(self) -> Mapping[str, Landing]:
        """Landing by delegate, for those with an arrival flight."""
        clock, found = self._scenario.clock, {}
        for who in self._scenario.delegates:
            if who.arrival:
                flight = self._scenario.flight[who.arrival]
                minute = clock.minute_elsewhere(flight.arrives, flight.arrives_zone)
                found[who.id] = Landing(
                    max(0, (minute - SMALL_HOURS) // DAY), minute, self._scenario.airport[flight.to].id, flight.id
                )
        return found

    @cached_property
    def takeoffs(self) -> Mapping[str, Takeoff]:
        """Takeoff by delegate, for those with a departure flight."""
        clock, found = self._scenario.clock, {}
        before = self._scenario.rules.departure.before_takeoff_minutes
        for who in self._scenario.delegates:
            if who.departure:
                flight = self._scenario.flight[who.departure]
                due = clock.minute_elsewhere(flight.departs, flight.departs_zone) - before
                day = min((due - SMALL_HOURS) // DAY, clock.days - 1)
                day = max(day, 0) if due >= 0 else day  # the first day has no evening before
                found[who.id] = Takeoff(day, due, self._scenario.airport[flight.from_].id, flight.id)
        return found

    @cached_property
    def days(self) -> Mapping[str, range]:
        """Days of the visit on which each delegate is there."""
        return {who.id: range(self._first(who), self._last(who) + 1) for who in self._scenario.delegates}

    @cached_property
    def there(self) -> tuple[str, ...]:
        """Who is there on any day; who leaves before the first of theirs begins is not."""
        return tuple(who for who, days in self.days.items() if days)

    def who_may_be(self, track: str | None, day: int) -> tuple[str, ...]:
        """Who is there on a day and may travel in a track; None: in any."""
        return tuple(
            who.id
            for who in self._scenario.delegates
            if day in self.days[who.id] and track in (None, who.track or track)
        )

    @cached_property
    def nights(self) -> Mapping[str, range]:
        """Nights that each delegate sleeps in a hotel; night n follows day n."""
        return {who: range(days.start, days.stop - 1) for who, days in self.days.items()}

    def _first(self, who: Delegate) -> int:
        return self.landings[who.id].day if who.id in self.landings else 0

    def _last(self, who: Delegate) -> int:
        return self.takeoffs[who.id].day if who.id in self.takeoffs else self._scenario.clock.days - 1

    def arrival(self, members: Sequence[str]) -> Edge | None:
        """How a track of these delegates begins its first day: at an airport, or None: at a hotel.

        The first to land sets the airport; who lands there within `wait_minutes` of it comes with the track, which
        leaves `after_landing_minutes` after the last of them. Where most of the first day's delegates have no
        flight, the track begins at the hotel and who lands comes alone.
        """
        day = min((self.days[who].start for who in members), default=0)
        there = [who for who in members if self.days[who].start == day]
        fliers = sorted((self.landings[who].minute, who) for who in there if who in self.landings)
        if not fliers or 2 * len(fliers) < len(there):
            return None
        rules, first = self._scenario.rules.arrival, self.landings[fliers[0][1]]
        party = [
            who
            for minute, who in fliers
            if minute <= first.minute + rules.wait_minutes and self.landings[who].site == first.site
        ]
        last = max((self.landings[who] for who in party), key=lambda landing: landing.minute)
        return Edge(day, last.minute + rules.after_landing_minutes, first.site, first.flight, frozenset(party))

    def departure(self, members: Sequence[str]) -> Edge | None:
        """How a track of these delegates ends its last day: at an airport, or None: at a hotel.

        On the last day the track is at the airport in time for its first flight of that day; who flies from another
        airport leaves alone, as does who flies on an earlier day.
        """
        day = max((self.days[who].stop - 1 for who in members), default=0)
        there = [who for who in members if self.days[who].stop - 1 == day]
        fliers = sorted((self.takeoffs[who].due, who) for who in there if who in self.takeoffs)
        if not fliers or 2 * len(fliers) < len(there):
            return None
        first = self.takeoffs[fliers[0][1]]
        party = frozenset(who for _, who in fliers if self.takeoffs[who].site == first.site)
        return Edge(day, first.due, first.site, first.flight, party)

    def ready_alone(self, who: str) -> int:
        """When a delegate who lands apart from the track leaves the airport, in minutes."""
        return self.landings[who].minute + self._scenario.rules.arrival.after_landing_minutes
