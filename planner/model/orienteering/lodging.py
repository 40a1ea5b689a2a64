"""Where routes may begin and end: nights of parties, each at one of several doors, beside an orienteering problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

Doors = tuple[int, ...]
"""The door of every night."""


@dataclass(frozen=True, slots=True)
class Night:
    """One party's night.

    `tolls`: what it costs by door, in units of the prize; others are closed to it. `rooms` of them are taken on `date`.
    `ends` are the routes that end at its door, `begins` those that begin there.
    """

    tolls: Mapping[int, int]
    rooms: int
    date: int
    ends: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


@dataclass(frozen=True)
class Lodging:
    """The nights, and what binds them.

    `parties` lists the nights of each in order; a change of door between two that follow costs `moving`, and a
    party makes at most `moves` of them. `room[door, date]` is how many rooms there are. The routes of the problem are
    given as they lie between `doors`.
    """

    nights: tuple[Night, ...]
    doors: Doors
    parties: tuple[tuple[int, ...], ...]
    moving: int
    moves: int
    room: Mapping[tuple[int, int], int]

    @cached_property
    def free(self) -> tuple[int, ...]:
        """The nights that have a choice."""
        return tuple(number for number, night in enumerate(self.nights) if len(night.tolls) > 1)

    @cached_property
    def begins(self) -> Mapping[int, int]:
        """The night at whose door a route begins."""
        return {route: number for number, night in enumerate(self.nights) for route in night.begins}

    @cached_property
    def ends(self) -> Mapping[int, int]:
        """The night at whose door a route ends."""
        return {route: number for number, night in enumerate(self.nights) for route in night.ends}

    def of_route(self, route: int, doors: Doors) -> tuple[int | None, int | None]:
        """The doors at which a route begins and ends; None where no night says so."""
        begin, end = self.begins.get(route), self.ends.get(route)
        return None if begin is None else doors[begin], None if end is None else doors[end]
