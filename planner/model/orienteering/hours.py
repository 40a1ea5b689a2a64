"""When the nodes of a route may begin to be served, in whole ticks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.model.orienteering.arrays import Ints, Small

Span = tuple[int, int]
NEVER = 2**29
"""Later than any tick; a bit that every negative time above -NEVER has; ticks times stops stay below it."""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """The spans in which service of each of n nodes may begin.

    `first[s, i]` and `last[s, i]` bound the start at node i in the s-th span, both included, in order of time; where
    first > last there is none, and such stand before the others. Starts are whole multiples of `grid`.
    """

    first: Ints
    last: Ints
    grid: int = 1

    @cached_property
    def windows(self) -> tuple[tuple[Small, Small], ...]:
        """(first, last) of every node by span, on the grid; `last` lies before all time where there is none."""
        first, last = self._on_grid
        return tuple(
            (one.astype(np.int32), np.where(one <= other, other, -NEVER // 2).astype(np.int32))
            for one, other in zip(first, last, strict=True)
        )

    @property
    def _on_grid(self) -> tuple[Ints, Ints]:
        """`first` and `last` drawn in to the grid."""
        return -(-self.first // self.grid) * self.grid, self.last // self.grid * self.grid

    @cached_property
    def over(self) -> Small:
        """The latest start of service of each node."""
        over: Small = np.max([last for _, last in self.windows], axis=0)
        return over

    @cached_property
    def spans(self) -> list[tuple[Span, ...]]:
        """Spans of each node on the grid, empty ones left out."""
        first, last = (table.T.tolist() for table in self._on_grid)
        return [
            tuple((low, high) for low, high in zip(lows, highs, strict=True) if low <= high)
            for lows, highs in zip(first, last, strict=True)
        ]

    def earliest(self, node: int, tick: int) -> int | None:
        """The earliest start of service at a node reached at `tick`."""
        if self.grid > 1:
            tick = -(-tick // self.grid) * self.grid
        for first, last in self.spans[node]:
            if tick <= last:
                return tick if tick > first else first
        return None

    def latest(self, node: int, tick: int) -> int | None:
        """The latest start of service at a node that must have begun by `tick`."""
        if self.grid > 1:
            tick = tick // self.grid * self.grid
        for first, last in reversed(self.spans[node]):
            if first <= tick:
                return tick if tick < last else last
        return None
