"""The small records that views are made of: a place, a person, a track, a ride."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.columns import Text
from planner.rendering.sayable import Length, Moment, Sayable


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A place as a reader needs it. `local` is its name as a driver there reads it."""

    id: str
    name: Text
    address: Text
    phone: str
    province: Sayable
    local: Sayable
    local_address: Sayable


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person of either side."""

    id: str
    name: Text
    position: Text
    organisation: Text
    phone: str = ""
    email: str = ""
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Badge:
    """A track as a mark: a letter and a colour, so that it can be told in black and white."""

    id: str
    letter: str
    colour: str
    name: Text


@dataclass(frozen=True, slots=True)
class Ride:
    """A leg of a track. `lobby` is when to be at the door, `vehicles` in convoy order."""

    badge: Badge
    lobby: Moment
    departs: Moment
    arrives: Moment
    length: Length
    km: int
    heads: int
    origin: PlaceCard
    destination: PlaceCard
    vehicles: tuple[str, ...]
