"""Days are bearable: their beginning, end and length, the number of engagements, rest after a flight."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checking.evidence import Evidence, Finding, Outing
from planner.domain.clock import DAY
from planner.domain.counting import counted


def days_are_bearable(evidence: Evidence) -> Iterator[Finding]:
    """A day begins from the hotel at `day_start` or later and is back by `day_end` (legs from and to airports, and the
    hotel leg of an arrival, are exempt, what is stopped at between them is not); from first departure to last arrival
    it takes at most `longest_minutes`, with at most `most_engagements`; after an arrival no engagement starts within
    `rest_after_flight_minutes` of leaving the airport."""
    rules = evidence.scenario.rules.days
    for outing in evidence.outings:
        if not outing.items:
            continue
        yield from _frame(evidence, outing)
        if outing.minutes > rules.longest_minutes:
            yield evidence.where(outing) | {"found": f"{outing.minutes} min", "allowed": f"{rules.longest_minutes} min"}
        engagements = [item for item in outing.items if item.kind == "engagement"]
        if len(engagements) > rules.most_engagements:
            found = counted(len(engagements), "engagement")
            yield evidence.where(outing) | {"found": found, "allowed": rules.most_engagements}
        rested = outing.arrival.minute + rules.rest_after_flight_minutes if outing.arrival else None
        for item in engagements:
            if rested is not None and item.start < rested:
                allowed = f"from {evidence.time(rested, outing.day)} after the flight"
                yield evidence.where(outing, item) | {"allowed": allowed}


def _frame(evidence: Evidence, outing: Outing) -> Iterator[Finding]:
    programme, midnight = evidence.scenario.programme, outing.day * DAY
    if outing.arrival or outing.departure:
        for item in outing.stops:
            if item.start < midnight + programme.day_start or item.end > midnight + programme.day_end:
                allowed = f"{evidence.time(programme.day_start, 0)}-{evidence.time(programme.day_end, 0)}"
                yield evidence.where(outing, item) | {"allowed": allowed}
    first = outing.items[0]
    to_airport = outing.departure is not None and first.kind == "transfer" and first.site == outing.departure.site
    if not outing.arrival and not to_airport and outing.begin < midnight + programme.day_start:
        allowed = f"from {evidence.time(programme.day_start, 0)}"
        yield evidence.where(outing) | {"found": evidence.time(outing.begin, outing.day), "allowed": allowed}
    if not outing.arrival and not outing.departure and outing.end > midnight + programme.day_end:
        allowed = f"until {evidence.time(programme.day_end, 0)}"
        yield evidence.where(outing) | {"found": evidence.time(outing.end, outing.day), "allowed": allowed}
