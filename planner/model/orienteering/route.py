"""One route of an orienteering problem: what it may visit, when, and how long everything takes, in whole ticks."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypeVar

from planner.model.orienteering.arrays import Bools, Ints
from planner.model.orienteering.hours import Hours, Span
from planner.model.orienteering.ways import Ways

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")
KEPT = ("local", "windows", "over", "serve_of", "prize_of", "spans")
"""What does not depend on where a route begins and ends."""
TIMELESS = ("local", "serve_of", "prize_of", "drive_rows", "peak_rows")
"""What does not depend on when its nodes are open."""
LEAST, NUMBERS = 4, 300_000
"""How many ways to lead a route are remembered at least, and more while a table of all holds no more numbers."""


@dataclass(frozen=True, kw_only=True)
class Route(Hours):
    """One route and the n nodes that it may visit, numbered locally 0..n-1; n is where it begins, n+1 where it ends.

    `nodes` gives the global number of each. `drive[i, j]` is the time from being ready to leave i until service may
    begin at j (driving and preparation at the door); `peak[i, j]` the same for departures in one of `peaks`, spans
    [from, until) in order of time. `serve[i]` is the time from the start of service until ready to leave (service and
    boarding). `toll[i, j]` is what going from i to j costs, in units of the prize. At most `most` of the nodes that are
    `counted` may be visited; `fixed` ones stay where they are visited. `ways` lead to other doors at which it may begin
    and end.
    """

    nodes: Ints
    begin: int
    end: int
    drive: Ints
    serve: Ints
    prize: Ints
    peak: Ints | None = None
    peaks: tuple[Span, ...] = ()
    toll: Ints | None = None
    most: int = 10**6
    counted: Bools | None = None
    fixed: Bools | None = None
    ways: Ways | None = None

    def between(self, begin: int | None, end: int | None) -> Route:
        """The route with other doors, by number; None leaves the one that it has."""
        if self.ways is None or (begin is None and end is None):
            return self
        return remembered(self._between, (begin, end), self.size, partial(self._led, self.ways, begin, end))

    @cached_property
    def _between(self) -> dict[tuple[int | None, int | None], Route]:
        return {}

    def _led(self, ways: Ways, begin: int | None, end: int | None) -> Route:
        led = replace(
            self,
            drive=ways.drive(self.drive, begin, end),
            peak=None if self.peak is None else ways.peak(self.peak, begin, end),
            toll=None if self.toll is None else ways.toll(self.toll, begin, end),
            ways=None,
        )
        led.__dict__.update({name: getattr(self, name) for name in KEPT})
        return led

    def at(self, starts: tuple[tuple[int, int], ...]) -> Route:
        """The route with some of its (local) nodes at one start each, or closed where they can't begin then."""
        if not starts:
            return self
        return remembered(self._at, starts, self.size, partial(self._timed, starts))

    @cached_property
    def _at(self) -> dict[tuple[tuple[int, int], ...], Route]:
        return {}

    def _timed(self, starts: tuple[tuple[int, int], ...]) -> Route:
        first, last, spans = self.first.copy(), self.last.copy(), self.spans.copy()
        for node, start in starts:
            is_open = any(low <= start <= high for low, high in self.spans[node])
            spans[node] = ((start, start),) if is_open else ()
            first[:, node], last[:, node] = 1, 0
            if is_open:
                first[-1, node] = last[-1, node] = start
        timed = replace(self, first=first, last=last, ways=None)
        timed.__dict__.update({name: getattr(self, name) for name in TIMELESS}, spans=spans)
        return timed

    @property
    def size(self) -> int:
        """How many nodes the route may visit."""
        return len(self.nodes)

    @cached_property
    def local(self) -> dict[int, int]:
        """Local number by global one."""
        return {node: local for local, node in enumerate(self.nodes.tolist())}

    @cached_property
    def drive_rows(self) -> list[list[int]]:
        """`drive` as numbers, for one stop at a time."""
        rows: list[list[int]] = self.drive.tolist()
        return rows

    @cached_property
    def peak_rows(self) -> list[list[int]] | None:
        """`peak` as numbers."""
        return None if self.peak is None else self.peak.tolist()

    @cached_property
    def serve_of(self) -> list[int]:
        """`serve` as numbers."""
        numbers: list[int] = self.serve.tolist()
        return numbers

    @cached_property
    def prize_of(self) -> list[int]:
        """`prize` as numbers."""
        numbers: list[int] = self.prize.tolist()
        return numbers

    def arrival(self, ready: int, i: int, j: int) -> int:
        """The earliest time at which service may begin at j for who is ready to leave i; waiting out a peak may pay."""
        calm = ready + self.drive_rows[i][j]
        if self.peak_rows is None:
            return calm
        for start, end in self.peaks:
            if start <= ready < end:
                return min(ready + self.peak_rows[i][j], end + self.drive_rows[i][j])
        return calm

    def times(self, stops: tuple[int, ...]) -> tuple[int, ...] | None:
        """Earliest starts of service at (local) stops, and when the end is reached then; None where the route can't be
        kept."""
        ready, at, found = self.begin, self.size, []
        for node in stops:
            start = self.earliest(node, self.arrival(ready, at, node))
            if start is None:
                return None
            found.append(start)
            ready, at = start + self.serve_of[node], node
        end = self.arrival(ready, at, self.size + 1)
        return (*found, end) if end <= self.end else None

    def worth(self, stops: tuple[int, ...]) -> int:
        """Prizes of (local) stops less what the way costs."""
        worth = sum(self.prize_of[node] for node in stops)
        if self.toll is None or not stops:
            return worth
        path = [self.size, *stops, self.size + 1]
        return worth - int(self.toll[path[:-1], path[1:]].sum())


def remembered(known: dict[Key, Made], key: Key, size: int, make: Callable[[], Made]) -> Made:
    """What was made for a key before, or is made now; of what is `known` of a route of so many nodes the oldest is
    forgotten where there is enough."""
    if key not in known:
        if len(known) >= max(LEAST, NUMBERS // (size + 1) ** 2):
            del known[next(iter(known))]
        known[key] = make()
    return known[key]
