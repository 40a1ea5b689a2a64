"""Who serves the parties of an orienteering problem, one at a time or so many heads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Served = tuple[int, int, int, int, int]
"""A keeper, a meeting, the heads that come, and from when until when it takes."""


@dataclass(frozen=True)
class Keepers:
    """Who can serve one party at a time, or so many heads.

    By (global) node: its `keeper`, -1 where there is none, the `meeting` that it is, the `heads` that come and for how
    many `ticks`. Nodes of one meeting that begin at the same time are served at once, as many heads as its `room`
    holds, where it says. Keepers with `seats` serve parties at any time, as long as these suffice for all who are there
    together.
    """

    keeper: tuple[int, ...]
    meeting: tuple[int, ...]
    heads: tuple[int, ...]
    ticks: tuple[int, ...]
    room: Mapping[int, int]
    seats: Mapping[int, int] = field(default_factory=dict)

    def strained(self, mine: Iterable[Served], others: Iterable[Served]) -> bool:
        """Would a keeper have two parties at a time, or more heads than there is room for?"""
        mine = tuple(mine)
        keepers = {one[0] for one in mine}
        taken = [one for one in others if one[0] in keepers]
        for keeper, meeting, heads, start, end in mine:
            most = self.seats.get(keeper)
            for whose, another, more, since, until in taken:
                if whose != keeper or start >= until or since >= end:
                    continue
                if most is None and (meeting, start) != (another, since):
                    return True
                heads += more
            if heads > (self.room.get(meeting, heads) if most is None else most):
                return True
        return False
