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
