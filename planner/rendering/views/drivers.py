"""The sheet of one vehicle for one day: where to be, when, with how many."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.domain.columns import Text
from planner.domain.plan import Item
from planner.domain.programme import Stop
from planner.rendering.cards import Badge, PersonCard, Ride
from planner.rendering.sayable import Day, Distance, Length, Moment, Phrase, phrase
from planner.rendering.visit import Visit


@dataclass(frozen=True, slots=True)
class Leg:
    """One drive. `rest` is the standstill before it, `place_in_convoy` of `convoy` vehicles the order of driving."""

    ride: Ride
    rest: Length | None
    place_in_convoy: int
    convoy: int
    passengers: Phrase
    purpose: Text | Phrase | str


@dataclass(frozen=True, slots=True)
class DriverView:
    """Everything in a driver sheet."""

    title: Text
    vehicle: str
    kind: Phrase
    seats: int
    driver: str
    phone: str
    date: Day
    badge: Badge
    report: Moment
    legs: tuple[Leg, ...]
    driving: Length
    distance: Distance
    liaison: tuple[PersonCard, ...]


def driver_days(visit: Visit) -> tuple[str, ...]:
    """`vehicle.date` for each vehicle and day on which it drives, in the order of fleet and time."""
    return tuple(f"{vehicle}.{visit.scenario.clock.date(day)}" for vehicle, day in visit.drives)


def driver_view(visit: Visit, vehicle_date: str) -> DriverView:
    """The sheet of `vehicle.date`, such as `coach-1.2017-08-16`."""
    vehicle, _, date = vehicle_date.rpartition(".")
    day = visit.scenario.clock.day(dt.date.fromisoformat(date))
    stops = visit.drives[vehicle, day]
    row, first = visit.scenario.vehicle[vehicle], stops[0]
    ends = [None, *(stop.item.end for stop in stops[:-1])]
    return DriverView(
        title=visit.scenario.title,
        vehicle=visit.vehicle(vehicle),
        kind=phrase(f"vehicle.{row.kind}"),
        seats=row.seats,
        driver=row.driver,
        phone=row.phone,
        date=Day(visit.scenario.clock.date(day)),
        badge=visit.badges[first.track],
        report=visit.moment(visit.report(first.item), day),
        legs=tuple(_leg(visit, vehicle, stop, end) for stop, end in zip(stops, ends, strict=True)),
        driving=Length(sum(stop.item.end - stop.item.start for stop in stops)),
        distance=Distance(round(sum(stop.item.km or 0 for stop in stops))),
        liaison=visit.liaison[first.track],
    )


def _leg(visit: Visit, vehicle: str, stop: Stop, free_since: int | None) -> Leg:
    vehicles = stop.item.vehicles
    return Leg(
        ride=visit.ride(stop),
        rest=None if free_since is None else Length(stop.item.start - free_since),
        place_in_convoy=vehicles.index(vehicle) + 1,
        convoy=len(vehicles),
        passengers=phrase("driver.heads_shared", number=stop.item.heads, of=len(vehicles))
        if len(vehicles) > 1
        else phrase("driver.heads", number=stop.item.heads),
        purpose=_purpose(visit, stop),
    )


def _purpose(visit: Visit, stop: Stop) -> Text | Phrase | str:
    """What the drive leads to."""
    target = stop.item.key.removeprefix("to/")
    items = visit.programme.track_days[stop.track, stop.day].items
    item: Item | None = next((item for item in items if item.key == target), None)
    if item is None:
        return phrase("item.flight_plain") if target.startswith("flight/") else ""
    title = visit.title(item)
    assert isinstance(title, (Text, Phrase))
    return title
