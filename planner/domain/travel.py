"""The way from site to site: minutes by hour of departure, kilometres, and when to leave."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

from planner.domain.clock import DAY, WEEKDAYS
from planner.domain.places import Site, TravelRow
from planner.domain.scenario import Scenario

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Way:
    """A leg: minutes off peak and in a peak, kilometres, and whether the figures are estimated."""

    minutes: int
    peak_minutes: int
    km: float
    estimated: bool = False


NO_WAY_TO_GO = Way(0, 0, 0.0)


def great_circle_km(a: Site, b: Site) -> float:
    """Great-circle distance between two sites (haversine)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def sigma(spread_percent: float) -> float:
    """Deviation of the logarithm of a lognormal time whose standard deviation is so many percent of its mean."""
    return math.sqrt(math.log(1 + (spread_percent / 100) ** 2))


def margin(on_time_percent: int, spread_percent: int) -> float:
    """Factor on the mean travel time that gives the time that suffices in so many of a hundred cases; at least 1."""
    if not on_time_percent:
        return 1.0
    deviation = sigma(spread_percent)
    return max(1.0, math.exp(deviation * NormalDist().inv_cdf(min(on_time_percent, 99) / 100) - deviation**2 / 2))


class Travel:
    """Travel between sites: the row of the sites, else of their zones, else an estimate from the great circle."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._rules = scenario.rules.travel
        self._rows: dict[tuple[str, str], TravelRow] = {}
        for row in scenario.travel:
            self._rows[row.from_, row.to] = row
        for row in scenario.travel:
            self._rows.setdefault((row.to, row.from_), row)
        self._ways: dict[tuple[str, str], Way] = {}

    @cached_property
    def peaks(self) -> tuple[tuple[int, int], ...]:
        """Peak spans [from, until) of every day of the visit and the day after, in minutes, in order."""
        clock = self._scenario.clock
        return tuple(
            sorted(
                (day * DAY + peak.from_, day * DAY + peak.until)
                for day in range(-1, clock.days + 1)
                for peak in self._rules.peaks
                if WEEKDAYS[clock.date(day).weekday()] in peak.days
            )
        )

    def way(self, origin: str, destination: str) -> Way:
        """The leg between two sites (ids); the same site is no way."""
        if origin == destination:
            return NO_WAY_TO_GO
        key = (origin, destination)
        if key not in self._ways:
            self._ways[key] = self._find(self._scenario.site[origin], self._scenario.site[destination])
        return self._ways[key]

    def _find(self, a: Site, b: Site) -> Way:
        row = self._rows.get((a.id, b.id)) or (self._rows.get((a.zone, b.zone)) if a.zone and b.zone else None)
        if row is None:
            km = great_circle_km(a, b) * self._rules.detour
            minutes = max(self._rules.least_minutes, km / self._rules.kmh * 60)
            return self._way(minutes, minutes, round(km, 1), estimated=True)
        peak = row.minutes if row.peak_minutes is None else row.peak_minutes
        return self._way(row.minutes, peak, row.km)

    def _way(self, minutes: float, peak: float, km: float, estimated: bool = False) -> Way:
        rules = self._scenario.rules
        calm_margin = margin(rules.buffers.on_time_percent, rules.delays.travel_spread_percent)
        peak_margin = margin(rules.buffers.on_time_percent, rules.delays.peak_spread_percent)
        return Way(self._whole(minutes * calm_margin), self._whole(peak * peak_margin), km, estimated)

    def _whole(self, minutes: float) -> int:
        return math.ceil(minutes * self._rules.factor - 1e-9)

    def in_peak(self, departure: int) -> bool:
        """Does a departure at this minute lie in a peak?"""
        return any(start <= departure < end for start, end in self.peaks)

    def minutes(self, origin: str, destination: str, departure: int) -> int:
        """Minutes of driving when leaving at `departure`."""
        way = self.way(origin, destination)
        return way.peak_minutes if way.minutes != way.peak_minutes and self.in_peak(departure) else way.minutes

    def soonest(self, origin: str, destination: str, ready: int) -> tuple[int, int]:
        """(departure, arrival) with the earliest arrival when ready to leave at `ready`; waiting out a peak may pay."""
        best = (ready, ready + self.minutes(origin, destination, ready))
        for start, end in self.peaks:
            if start <= ready < end:
                later = (end, end + self.minutes(origin, destination, end))
                best = min(best, later, key=lambda leg: (leg[1], leg[0]))
        return best

    def latest(self, origin: str, destination: str, due: int) -> int:
        """The latest departure that arrives by `due`."""
        way = self.way(origin, destination)
        calm = due - way.minutes
        if way.minutes == way.peak_minutes or not self.in_peak(calm):
            return calm
        start, end = next(peak for peak in self.peaks if peak[0] <= calm < peak[1])
        return max(min(due - way.peak_minutes, end - 1), start - 1)


def boarding_minutes(scenario: Scenario, heads: int) -> int:
    """Minutes to board `heads`: base + per coach x the coaches needed with the largest vehicle of the fleet."""
    rules = scenario.rules.boarding
    largest = max((vehicle.seats for vehicle in scenario.vehicles), default=40)
    return rules.base_minutes + rules.minutes_per_coach * math.ceil(heads / largest)
