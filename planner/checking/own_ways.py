"""What delegates do apart from their track: flights, and rides in a hired car to or from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.checking.attending import Part, night_site
from planner.checking.evidence import KM_ROUNDING, Evidence, Finding, Outing
from planner.domain.clock import DAY
from planner.domain.plan import Individual


@dataclass(frozen=True, slots=True)
class Way:
    """A ride that a delegate needs: leaves `origin` from `ready` on and reaches `destination` by `due`."""

    origin: str
    destination: str
    ready: int | None
    due: int | None


def flights_are_listed(evidence: Evidence) -> Iterator[Finding]:
    """Every delegate's flights, and no others, are individual items at the flights' times, once."""
    listed = {(own.delegate, own.flight): own for own in evidence.plan.individual if own.kind == "flight"}
    asked = {
        (who.id, flight) for who in evidence.scenario.delegates for flight in (who.arrival, who.departure) if flight
    }
    for who, flight in sorted(asked):
        yield from _flight(evidence, who, flight, listed.get((who, flight)))
    times = Counter((own.delegate, own.flight or "") for own in evidence.plan.individual if own.kind == "flight")
    for (who, flight), number in sorted(times.items()):
        allowed = int((who, flight) in asked)
        if number > allowed:
            yield {"delegate": who, "flight": flight, "found": f"{number} times", "allowed": f"{allowed} times"}


def _flight(evidence: Evidence, who: str, flight: str, own: Individual | None) -> Iterator[Finding]:
    start, end = evidence.facts.flight_times[flight]
    row = evidence.scenario.flight[flight]
    if own is None:
        yield {"delegate": who, "flight": flight, "found": "nothing", "allowed": "an individual item"}
    elif (own.key, own.origin, own.destination) != (f"flight/{flight}", row.from_, row.to):
        found = f"{own.key} from {own.origin} to {own.destination}"
        allowed = f"flight/{flight} from {row.from_} to {row.to}"
        yield {"delegate": who, "flight": flight, "found": found, "allowed": allowed}
    elif (own.start, own.end) != (start, end):
        day = start // DAY
        yield {
            "delegate": who,
            "flight": flight,
            "date": evidence.date(day),
            "found": f"{evidence.time(own.start, day)}-{evidence.time(own.end, day)}",
            "allowed": f"{evidence.time(start, day)}-{evidence.time(end, day)}",
        }


def own_ways(evidence: Evidence, outing: Outing, parts: Mapping[str, Part]) -> Iterator[tuple[str, Way]]:
    """The rides of those who join or leave the track alone."""
    for who, part in parts.items():
        yield from ((who, way) for way in _ways(evidence, outing, who, part) if way.origin != way.destination)


def rides_are_listed(evidence: Evidence, outing: Outing, ways: Iterable[tuple[str, Way]]) -> Iterator[Finding]:
    """Whoever needs a ride has one that starts in time, takes its time, arrives in time, and nothing else meanwhile."""
    for who, way in ways:
        yield from _ride(evidence, outing, who, way)


def rides_are_needed(evidence: Evidence, ways: Iterable[tuple[str, Way]]) -> Iterator[Finding]:
    """Nobody rides alone who has no need to, given all the ways that are needed."""
    needed = Counter((who, way.origin, way.destination) for who, way in ways)
    rides = Counter(
        (own.delegate, own.origin, own.destination) for own in evidence.plan.individual if own.kind != "flight"
    )
    for ride, times in sorted(rides.items()):
        if times > needed[ride]:
            who, origin, destination = ride
            facts = {"found": f"{times} rides alone", "allowed": needed[ride]}
            yield {"delegate": who, "way": f"{origin} to {destination}"} | facts


def _ways(evidence: Evidence, outing: Outing, who: str, part: Part) -> Iterator[Way]:
    stops, presence = outing.stops, evidence.facts.presence
    landing, hotel, attends = presence.landings.get(who), night_site(evidence, outing), part.first < part.last
    if part.comes_alone and (attends or not part.leaves_alone):
        joined = stops[part.first] if part.first < min(part.last, len(stops)) else None
        destination = joined.site if joined else hotel
        origin = landing.site if landing else hotel
        if origin and destination:
            ready = presence.ready_alone(who) if landing else None
            yield Way(origin, destination, ready, joined.start if joined else None)
    if part.leaves_alone:
        takeoff = presence.takeoffs[who]
        left = stops[part.last - 1] if attends else None
        origin, ready = (left.site, left.end) if left else _base(evidence, outing, who)
        if origin:
            yield Way(origin, takeoff.site, ready, takeoff.due)


def _base(evidence: Evidence, outing: Outing, who: str) -> tuple[str | None, int | None]:
    """Where, and from when on, somebody is who flies on a day without having attended anything."""
    landing, morning = evidence.facts.presence.landings.get(who), outing.record.hotel_from
    if landing and landing.day == outing.day:
        return landing.site, evidence.facts.presence.ready_alone(who)
    return evidence.scenario.hotel[morning].site if morning else night_site(evidence, outing), None


def _ride(evidence: Evidence, outing: Outing, who: str, way: Way) -> Iterator[Finding]:
    where = {"delegate": who, "track": outing.track, "date": evidence.date(outing.day)}
    where["way"] = f"{way.origin} to {way.destination}"
    rides = (own for own in _rides(evidence, who) if (own.origin, own.destination) == (way.origin, way.destination))
    ride = min(rides, key=lambda own: abs(own.day - outing.day), default=None)
    if ride is None:
        yield where | {"found": "nothing", "allowed": "an individual transfer"}
        return
    minutes = evidence.facts.travel.minutes(way.origin, way.destination, ride.start)
    found = f"{evidence.time(ride.start, outing.day)}-{evidence.time(ride.end, outing.day)}"
    if ride.end != ride.start + minutes or ride.minutes != minutes:
        yield where | {"found": f"{found} after {ride.minutes} min", "allowed": f"{minutes} min"}
    km = evidence.facts.travel.way(way.origin, way.destination).km
    if abs((ride.km or 0.0) - km) > KM_ROUNDING:
        yield where | {"found": f"{ride.km} km", "allowed": f"{km} km"}
    if way.ready is not None and ride.start < way.ready:
        yield where | {"found": found, "allowed": f"from {evidence.time(way.ready, outing.day)}"}
    if way.due is not None and ride.end > way.due:
        yield where | {"found": found, "allowed": f"until {evidence.time(way.due, outing.day)}"}
    for key, start, end in _meanwhile(evidence, ride):
        other = f"{evidence.time(start, outing.day)}-{evidence.time(end, outing.day)}"
        yield where | {"found": found, "overlaps": key, "times": other}


def _meanwhile(evidence: Evidence, ride: Individual) -> Iterator[tuple[str, int, int]]:
    """What else the delegate does, or sleeps, during a ride alone: key, start and end; of two rides the first says."""
    items = [(stop.item.key, stop.item.start, stop.item.end) for stop in evidence.stops_of(ride.delegate)]
    items += [(own.key, own.start, own.end) for own in _rides(evidence, ride.delegate) if own.key > ride.key]
    return (one for one in items if max(ride.start, one[1]) < min(ride.end, one[2]))


def _rides(evidence: Evidence, who: str) -> Iterator[Individual]:
    return (own for own in evidence.plan.individual if own.delegate == who and own.kind == "transfer")
