"""Flights as travellers read them: each end in its own local time."""

from __future__ import annotations

from dataclasses import dataclass

from planner.rendering.cards import PlaceCard
from planner.rendering.sayable import Instant, Moment, Span
from planner.rendering.visit import Visit


@dataclass(frozen=True, slots=True)
class FlightCard:
    """A flight. Both instants are local to the place beside them."""

    id: str
    number: str
    origin: PlaceCard
    destination: PlaceCard
    from_code: str
    to_code: str
    departs: Instant
    arrives: Instant

    @property
    def local_times(self) -> Span:
        """From the wall clock of the departure to that of the arrival."""
        later = (self.arrives.date - self.departs.date).days
        return Span(Moment(self.departs.time), Moment(self.arrives.time, later))


def flight_card(visit: Visit, id: str | None) -> FlightCard:
    """The flight with this id."""
    row = visit.scenario.flight[id or ""]
    return FlightCard(
        row.id,
        row.number,
        visit.place(row.from_),
        visit.place(row.to),
        row.from_,
        row.to,
        Instant(row.departs.date(), row.departs.time()),
        Instant(row.arrives.date(), row.arrives.time()),
    )
