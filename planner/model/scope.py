"""Which part of a schedule the solver may change; the rest is constant and costs nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.model.roster import Roster, TrackDayKey
from planner.model.schedule import Node


@dataclass(frozen=True, slots=True)
class Scope:
    """Free routes (track, day) and nights (track, night); the vehicles and interpreters of free routes are free.

    `offered`: the nodes that may be visited on free routes beside those visited now; None offers all.
    `beds`: the hotels offered on free nights beside those slept in now; None offers all.
    `forced`: acts (indices) that must be held. `fixed`: nodes of free routes that stay as they are held now.
    `name` is what progress shows.
    """

    routes: frozenset[TrackDayKey]
    nights: frozenset[tuple[int, int]] = frozenset()
    offered: frozenset[Node] | None = None
    beds: frozenset[int] | None = None
    forced: frozenset[int] = frozenset()
    fixed: frozenset[Node] = frozenset()
    name: str = ""


def everything(roster: Roster, offered: Iterable[Node] | None = None) -> Scope:
    """The full scope of one assignment."""
    nights = frozenset((track, night) for track in roster.active for night in nights_of(roster, track))
    return Scope(
        routes=frozenset(roster.routes),
        nights=nights,
        offered=None if offered is None else frozenset(offered),
        name="everything",
    )


def nights_of(roster: Roster, track: int) -> range:
    """Nights that a track spends in a hotel; one of a single day uses a hotel as its base, unless it comes and goes by
    air."""
    first, last = roster.active[track][0], roster.active[track][-1]
    day = (track, first)
    by_air = roster.begin(day).site is not None and roster.end(day).site is not None
    return range(first, last if first < last or by_air else first + 1)


def night_before(roster: Roster, route: TrackDayKey) -> tuple[int, int] | None:
    """The (track, night) whose hotel the route begins at; None at an airport. The first day begins at its own."""
    track, day = route
    if roster.begin(route).site is not None:
        return None
    return (track, max(day - 1, roster.active[track][0]))


def night_after(roster: Roster, route: TrackDayKey) -> tuple[int, int] | None:
    """The (track, night) whose hotel the route ends at; None at an airport. The last evening is at the last night's."""
    track, day = route
    if roster.end(route).site is not None:
        return None
    return (track, min(day, nights_of(roster, track)[-1]))
