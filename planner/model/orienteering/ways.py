"""Ways from doors to the nodes of a route, and back: what changes where it begins or ends elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from planner.model.orienteering.arrays import Ints


@dataclass(frozen=True)
class Ways:
    """From each of d doors to the n nodes of a route, and from the nodes to each: `drive`, `peak` and `toll` as a route
    has them, (d, n) each."""

    out: Ints
    back: Ints
    peak_out: Ints
    peak_back: Ints
    toll_out: Ints
    toll_back: Ints

    def drive(self, table: Ints, begin: int | None, end: int | None) -> Ints:
        """`drive` of a route, led between doors by number; None leaves the one that it has."""
        return _led(table, self.out, self.back, begin, end)

    def peak(self, table: Ints, begin: int | None, end: int | None) -> Ints:
        """`peak` likewise."""
        return _led(table, self.peak_out, self.peak_back, begin, end)

    def toll(self, table: Ints, begin: int | None, end: int | None) -> Ints:
        """`toll` likewise."""
        return _led(table, self.toll_out, self.toll_back, begin, end)


def _led(table: Ints, out: Ints, back: Ints, begin: int | None, end: int | None) -> Ints:
    """A copy of a table with the ways from one door in the row of the begin, and those to another in the column of the
    end."""
    led = table.copy()
    if begin is not None:
        led[-2, :-2] = out[begin]
    if end is not None:
        led[:-2, -1] = back[end]
    return led
