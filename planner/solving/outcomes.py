"""What comes of solving, and what is said on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Step:
    """Progress: seconds since the start, what was tried, the objective in hand and the bound, if known."""

    seconds: float
    doing: str
    objective: int | None = None
    bound: float | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """A lawful plan with its objective and bound inside, and the steps that led to it."""

    plan: Plan
    seconds: float
    trace: tuple[Step, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules and facts that cannot hold together: (rule, facts) pairs; `smallest`: none of them could be left out."""

    parts: tuple[tuple[str, tuple[str, ...]], ...]
    smallest: bool = True


@dataclass(frozen=True, slots=True)
class Infeasible:
    """No lawful plan exists; why, as smallest conflicts. `as_tried`: that is shown for delegates in such tracks as were
    tried, and not for all others."""

    conflicts: tuple[Conflict, ...]
    seconds: float
    as_tried: bool = False

    def __str__(self) -> str:
        return f"no lawful plan exists{' with delegates in such tracks as were tried' if self.as_tried else ''}"


@dataclass(frozen=True, slots=True)
class OutOfTime:
    """The budget ended before a lawful plan was found, and before it was shown that there is none."""

    seconds: float


Outcome = Solved | Infeasible | OutOfTime
Tell = Callable[[Step], None]
"""Called with every step worth showing."""
