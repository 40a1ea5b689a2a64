"""Between two stops there is time to board, to travel at that hour and to prepare at the door."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checking.evidence import KM_ROUNDING, Evidence, Finding, Outing
from planner.domain.plan import Item


def travel_takes_its_time(evidence: Evidence) -> Iterator[Finding]:
    """A transfer joins every two different places; departure >= end + boarding (none before a day's first departure),
    arrival = departure + minutes of that hour, next start >= arrival + setup + buffer; airports are left and reached
    in time."""
    for outing in evidence.outings:
        yield from _Walk(evidence, outing).findings()


class _Walk:
    """A track's day followed from place to place."""

    def __init__(self, evidence: Evidence, outing: Outing) -> None:
        self.evidence, self.outing = evidence, outing
        self.place = _morning_place(evidence, outing)
        self.free_at = outing.arrival.minute if outing.arrival else None
        self.boarding = 0

    def findings(self) -> Iterator[Finding]:
        for item in self.outing.items:
            yield from self._ride(item) if item.kind == "transfer" else self._stop(item)
            self.place, self.free_at, self.boarding = item.site, item.end, self.outing.boarding
        yield from self._evening()

    def _ride(self, item: Item) -> Iterator[Finding]:
        facts = self.evidence.facts
        if self.place is not None and item.origin != self.place:
            yield self._finding(item, "leaves from", item.origin, self.place)
        ready = None if self.free_at is None else self.free_at + self.boarding
        if ready is not None and item.start < ready:
            yield self._finding(item, "departs", self._time(item.start), f"from {self._time(ready)}")
        origin, destination = str(item.origin), str(item.destination)
        minutes, way = facts.travel.minutes(origin, destination, item.start), facts.travel.way(origin, destination)
        if item.end != item.start + minutes or item.minutes != minutes:
            found = f"{self._time(item.end)} after {item.minutes} min"
            yield self._finding(item, "arrives", found, f"{self._time(item.start + minutes)} after {minutes} min")
        if abs((item.km or 0.0) - way.km) > KM_ROUNDING:
            yield self._finding(item, "km", item.km, way.km)

    def _stop(self, item: Item) -> Iterator[Finding]:
        if self.place is not None and item.site != self.place:
            yield self._finding(item, "no transfer to", self.place, item.site)
        ready = None if self.free_at is None else self.free_at + door_minutes(self.evidence, item)
        if ready is not None and item.start < ready:
            yield self._finding(item, "starts", self._time(item.start), f"from {self._time(ready)}")

    def _evening(self) -> Iterator[Finding]:
        place = _evening_place(self.evidence, self.outing)
        if place is not None and self.place is not None and self.place != place:
            yield self._finding(None, "no transfer to", self.place, place)
        due = self.outing.departure
        if due and self.free_at is not None and self.free_at > due.minute:
            until = f"until {self._time(due.minute)}"
            yield self._finding(None, "reaches the airport", self._time(self.free_at), until)

    def _time(self, minute: int) -> str:
        return self.evidence.time(minute, self.outing.day)

    def _finding(self, item: Item | None, problem: str, found: object, allowed: object) -> Finding:
        where = self.evidence.where(self.outing, item)
        return where | {"problem": problem, "found": found, "allowed": allowed}


def door_minutes(evidence: Evidence, item: Item) -> int:
    """Minutes of preparation and protocol margin before an item starts."""
    if item.kind != "engagement":
        return 0
    engagement = evidence.scenario.engagement[item.id]
    return engagement.setup_minutes + engagement.buffer_minutes


def _morning_place(evidence: Evidence, outing: Outing) -> str | None:
    if outing.arrival:
        return outing.arrival.site
    hotel = outing.record.hotel_from
    return evidence.scenario.hotel[hotel].site if hotel else None


def _evening_place(evidence: Evidence, outing: Outing) -> str | None:
    """The airport, the hotel of the night, or on a last day without flights the hotel of the night before."""
    if outing.departure:
        return outing.departure.site
    hotel = outing.record.hotel_to or outing.record.hotel_from
    return evidence.scenario.hotel[hotel].site if hotel else None
