"""What each kind of move has earned of late, and which to try next."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

FADES = 0.93
"""What an earlier move of a kind counts for beside one later."""
LEAST = 0.15
"""The share of the best rate that a kind is credited with, whatever it has earned."""
SHORTEST = 0.05


@dataclass
class Earnings:
    """Gains and seconds by kind; the next is drawn by what it has earned a second."""

    gained: dict[str, float] = field(default_factory=dict)
    spent: dict[str, float] = field(default_factory=dict)
    made: dict[str, float] = field(default_factory=dict)

    def note(self, kind: str, gain: float, seconds: float) -> None:
        """Count a move; older ones fade."""
        self.gained[kind] = FADES * self.gained.get(kind, 0.0) + gain
        self.spent[kind] = FADES * self.spent.get(kind, 0.0) + seconds
        self.made[kind] = FADES * self.made.get(kind, 0.0) + 1

    def draw(self, kinds: Sequence[str], rng: random.Random) -> str:
        """A kind: its share of the seconds is the larger the more it has earned a second, and never nothing."""
        rates = [self.gained.get(kind, 1.0) / self._spent(kind) for kind in kinds]
        floor = LEAST * max(*rates, 1.0)
        seconds = [self._spent(kind) / max(self.made.get(kind, 1.0), 1.0) for kind in kinds]
        return rng.choices(kinds, [(rate + floor) / each for rate, each in zip(rates, seconds, strict=True)])[0]

    def _spent(self, kind: str) -> float:
        return max(self.spent.get(kind, 0.0), SHORTEST)
