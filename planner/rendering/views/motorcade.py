"""The order of vehicles for each move."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.columns import Text
from planner.domain.programme import Stop
from planner.rendering.cards import Badge, PlaceCard
from planner.rendering.sayable import Day, Moment, Phrase, phrase
from planner.rendering.visit import Visit


@dataclass(frozen=True, slots=True)
class Car:
    """One vehicle in the order of the convoy."""

    number: int
    name: str
    kind: Phrase
    driver: str
    phone: str
    badge: Badge
    aboard: int | Phrase
    departs: Moment
    arrives: Moment
    origin: PlaceCard


@dataclass(frozen=True, slots=True)
class Move:
    """Everybody who drives to the same thing."""

    destination: PlaceCard
    cars: tuple[Car, ...]


@dataclass(frozen=True, slots=True)
class MoveDay:
    """The moves of one day in order of time."""

    date: Day
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class MotorcadeView:
    """Everything in the motorcade order."""

    title: Text
    days: tuple[MoveDay, ...]


def motorcade_view(visit: Visit, _: str = "") -> MotorcadeView:
    """Every move of the visit; the head's track drives first, then the tracks in the order of the table."""
    moves: dict[tuple[int, str, str], list[Stop]] = {}
    for stop in visit.programme.stops():
        if stop.item.kind == "transfer":
            moves.setdefault((stop.day, stop.item.key, stop.item.site), []).append(stop)
    ordered = sorted(moves.items(), key=lambda move: (move[0][0], min(stop.item.start for stop in move[1]), move[0]))
    days = sorted({day for day, _, _ in moves})
    return MotorcadeView(
        visit.scenario.title,
        tuple(
            MoveDay(
                Day(visit.scenario.clock.date(day)),
                tuple(_move(visit, stops) for (number, _, _), stops in ordered if number == day),
            )
            for day in days
        ),
    )


def _move(visit: Visit, stops: list[Stop]) -> Move:
    tracks = list(visit.scenario.track)
    head = visit.plan.delegates.get(visit.scenario.head, {})
    stops = sorted(stops, key=lambda stop: (head.get(stop.day) != stop.track, tracks.index(stop.track)))
    pairs = [(stop, vehicle) for stop in stops for vehicle in stop.item.vehicles]
    return Move(
        visit.destination(stops[0].item),
        tuple(_car(visit, number, stop, vehicle) for number, (stop, vehicle) in enumerate(pairs, start=1)),
    )


def _car(visit: Visit, number: int, stop: Stop, vehicle: str) -> Car:
    row, ride = visit.scenario.vehicle[vehicle], visit.ride(stop)
    return Car(
        number=number,
        name=visit.vehicle(vehicle),
        kind=phrase(f"vehicle.{row.kind}"),
        driver=row.driver,
        phone=row.phone,
        badge=ride.badge,
        aboard=ride.aboard,
        departs=ride.departs,
        arrives=ride.arrives,
        origin=ride.origin,
    )
