"""What is visited before what, beside an orienteering problem."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Order:
    """Whatever is visited of the (global) nodes `before` is so before what is of `after`; of the same route where
    `same_day`, and left no more than `within` ticks sooner where that is given."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    same_day: bool = False
    within: int | None = None

    def kept(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Is it kept by a visit of `before` and one of `after`, each given as its route and the tick it is left?"""
        apart = one[0] != other[0]
        near = self.within is None or (not apart and other[1] - one[1] <= self.within)
        return one <= other and near and not (apart and self.same_day)
