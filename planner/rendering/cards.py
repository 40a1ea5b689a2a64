"""The small records that views are made of: a place, a person, a track, a ride."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.columns import Text
from planner.rendering.sayable import Distance, Length, Listing, Moment, Name, Phrase, Sayable, phrase


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A place as a reader needs it. `local` is its name as a driver there reads it, `please` what to ask for."""

    id: str
    name: Text
    address: Text
    phone: str
    province: Sayable
    local: Sayable
    local_address: Sayable
    please: Sayable


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

    @property
    def called(self) -> Name:
        """The name, never broken."""
        return Name(self.name)

    @property
    def posted(self) -> Name | Phrase:
        """The name with the post, as each language orders them."""
        name = Name(self.name, strong=True)
        return phrase("person.posted", name=name, position=self.position) if self.position else name

    @property
    def in_full(self) -> Name | Phrase:
        """The name with post and organisation, as each language orders them."""
        if not (self.organisation and self.position):
            return self.posted
        name = Name(self.name, strong=True)
        return phrase("person.in_full", name=name, position=self.position, organisation=self.organisation)


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
    distance: Distance
    heads: int
    origin: PlaceCard
    destination: PlaceCard
    vehicles: Listing

    @property
    def aboard(self) -> int | Phrase:
        """How many travel; with the number of vehicles where they share several, as nobody is given a seat."""
        cars = len(self.vehicles.parts)
        return phrase("column.aboard", number=self.heads, of=cars) if cars > 1 else self.heads
