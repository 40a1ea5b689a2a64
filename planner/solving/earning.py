"""What each kind of move has earned of late, and which to try next."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

FADES = 0.93
"""What an earlier move of a kind counts for beside one later."""


@dataclass
class Earnings:
    """Gains and seconds by kind; the next is drawn by what it has earned a second."""

    gained: dict[str, float] = field(default_factory=dict)
    spent: dict[str, float] = field(default_factory=dict)

    def note(self, kind: str, gain: float, seconds: float) -> None:
        """Count a move; older ones fade."""
        self.gained[kind] = FADES * self.gained.get(kind, 0.0) + gain
        self.spent[kind] = FADES * self.spent.get(kind, 0.0) + seconds

    def draw(self, kinds: Sequence[str], rng: random.Random) -> str:
        """A kind, likelier the more it has earned a second; every kind keeps a chance."""
        rates = [self.gained.get(kind, 1.0) / max(self.spent.get(kind, 0.05), 0.05) for kind in kinds]
        floor = 0.25 * max(*rates, 1.0)
        return rng.choices(kinds, [rate + floor for rate in rates])[0]
