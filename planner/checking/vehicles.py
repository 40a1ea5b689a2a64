"""Vehicles seat everyone, and their drivers rest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planner.checking.evidence import Evidence, Finding, Outing
from planner.domain.plan import Item


def seats_are_not_exceeded(evidence: Evidence) -> Iterator[Finding]:
    """Every transfer has seats for the delegates on it and a wheelchair place where one of them needs it; vehicles
    can be had on that date and serve one track a day."""
    takers: dict[tuple[str, int], set[str]] = {}
    for outing in evidence.outings:
        for item in outing.transfers:
            yield from _aboard(evidence, outing, item)
        for vehicle in sorted({vehicle for item in outing.transfers for vehicle in item.vehicles}):
            takers.setdefault((vehicle, outing.day), set()).add(outing.track)
            days = evidence.scenario.vehicle[vehicle].days
            if days and evidence.scenario.clock.date(outing.day) not in days:
                yield evidence.where(outing) | {"vehicle": vehicle, "found": "used", "allowed": "not on this date"}
    for (vehicle, day), tracks in takers.items():
        if len(tracks) > 1:
            found = ";".join(sorted(tracks))
            yield {"vehicle": vehicle, "date": evidence.date(day), "found": found, "allowed": "one track a day"}


def _aboard(evidence: Evidence, outing: Outing, item: Item) -> Iterator[Finding]:
    riders = evidence.present(outing.of(item))
    vehicles = [evidence.scenario.vehicle[vehicle] for vehicle in set(item.vehicles)]
    seats = sum(vehicle.seats for vehicle in vehicles)
    if len(riders) > seats:
        yield evidence.where(outing, item) | {"found": len(riders), "allowed": f"{seats} seats"}
    wheelchairs = [who for who in riders if evidence.scenario.delegate[who].access == "wheelchair"]
    if wheelchairs and not any(vehicle.access == "wheelchair" for vehicle in vehicles):
        found = ";".join(wheelchairs)
        yield evidence.where(outing, item) | {"found": found, "allowed": "a vehicle with a wheelchair place"}


def drivers_rest(evidence: Evidence) -> Iterator[Finding]:
    """No vehicle drives more than `driving.in_a_row_minutes` without a halt of `rest_minutes` between arrival and next
    departure, nor more than `day_minutes` a day."""
    rules = evidence.scenario.rules.driving
    for outing in evidence.outings:
        for vehicle in sorted({vehicle for item in outing.transfers for vehicle in item.vehicles}):
            legs = [item for item in outing.transfers if vehicle in item.vehicles]
            where = evidence.where(outing) | {"vehicle": vehicle}
            day = sum(leg.end - leg.start for leg in legs)
            if day > rules.day_minutes:
                yield where | {"found": f"{day} min", "allowed": f"{rules.day_minutes} min a day"}
            row = longest_row(legs, rules.rest_minutes)
            if row > rules.in_a_row_minutes:
                yield where | {"found": f"{row} min", "allowed": f"{rules.in_a_row_minutes} min in a row"}


def longest_row(legs: list[Item], rest: int) -> int:
    """Most minutes of driving over legs with no halt of `rest` minutes between them."""
    row = longest = legs[0].end - legs[0].start if legs else 0
    for leg, following in pairwise(legs):
        minutes = following.end - following.start
        row = minutes if following.start - leg.end >= rest else row + minutes
        longest = max(longest, row)
    return longest
