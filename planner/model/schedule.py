"""A programme as integers: what the solver holds in hand, improves, and turns into a plan at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from planner.model.roster import Assignment, TrackDayKey


class Visit(NamedTuple):
    """An act (index) attended by a track (index) on a day."""

    track: int
    day: int
    act: int


class Meal(NamedTuple):
    """A table (index) at which a track eats on a day.

    `eats` tells it apart from the visit with the same numbers: tuples compare by what they hold.
    """

    track: int
    day: int
    table: int
    eats: bool = True


Node = Visit | Meal


@dataclass(frozen=True, slots=True)
class Held:
    """A visit or meal at `start`; visits of one act with the same `session` are one session."""

    node: Node
    start: int
    session: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """All decisions of a visit.

    `stops` by route in order of time; `beds` is the hotel index by (track, night); `vehicles` the vehicle indices and
    `interpreting` the interpreter indices by route and by visit.
    """

    assignment: Assignment
    stops: Mapping[TrackDayKey, tuple[Held, ...]] = field(default_factory=dict)
    beds: Mapping[tuple[int, int], int] = field(default_factory=dict)
    vehicles: Mapping[TrackDayKey, tuple[int, ...]] = field(default_factory=dict)
    interpreting: Mapping[Visit, tuple[int, ...]] = field(default_factory=dict)

    def visits(self) -> Iterator[Held]:
        """Every visit held."""
        return (held for stops in self.stops.values() for held in stops if isinstance(held.node, Visit))

    def meals(self) -> Iterator[Held]:
        """Every meal held."""
        return (held for stops in self.stops.values() for held in stops if isinstance(held.node, Meal))

    def team(self, route: TrackDayKey) -> frozenset[int]:
        """Interpreters who go with a route."""
        return frozenset(
            who
            for held in self.stops.get(route, ())
            if isinstance(held.node, Visit)
            for who in self.interpreting.get(held.node, ())
        )

    def of_track(self, track: int) -> Schedule:
        """What a track alone does, for its own delegates."""
        return Schedule(
            {who: {d: t for d, t in days.items() if t == track} for who, days in self.assignment.items()},
            {route: stops for route, stops in self.stops.items() if route[0] == track},
            {night: bed for night, bed in self.beds.items() if night[0] == track},
            {route: who for route, who in self.vehicles.items() if route[0] == track},
            {visit: who for visit, who in self.interpreting.items() if visit.track == track},
        )

    def with_assignment(self, assignment: Assignment) -> Schedule:
        """The same programme for delegates assigned otherwise."""
        return replace(self, assignment=assignment)
