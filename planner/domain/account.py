"""What a plan is worth, line by line: aims, soft rules that are not fully met, and who gets the least."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.people import Side


@dataclass(frozen=True, slots=True)
class Aim:
    """One line of the account: `value` x `weight` is what it adds to the objective."""

    name: str
    value: int
    weight: int
    bound: float | None = None


@dataclass(frozen=True, slots=True)
class WorstOff:
    """Of one side the organisation that gets the least of what it could, in whole per cent; `nothing`: so many get 0.

    No plan gives its worst-off more than `bound` per cent, and none leaves fewer than `nothing_bound` with nothing;
    None where that is not known.
    """

    side: Side
    organisation: str
    percent: int
    nothing: int
    bound: int | None = None
    nothing_bound: int | None = None


@dataclass(frozen=True, slots=True)
class SoftBreach:
    """A soft rule that is not fully met: `penalty` is what it takes off the objective."""

    rule: str
    penalty: int
    facts: Mapping[str, str]
