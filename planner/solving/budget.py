"""How long may be worked, and when to stop."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

WORK_A_SECOND = 0.35
"""CP-SAT's deterministic work in one second, about, on one core; sets the pace of repeatable runs."""
SLOWEST = 20
"""The clock ends a repeatable run at so many times its seconds: only on a machine that hardly gets to work."""


@dataclass
class Budget:
    """`seconds` to work; `stop` set from outside (Ctrl-C) ends it early.

    A repeatable run (one worker) counts deterministic work instead of the clock, so that the same scenario and seed
    give the same plan on any machine; the clock then ends it only at `SLOWEST` times the seconds.
    """

    seconds: float
    repeatable: bool = False
    stop: threading.Event = field(default_factory=threading.Event)
    work: float = 0.0
    begun: float = field(default_factory=time.monotonic)

    def spent(self) -> float:
        """Seconds since the start, by the clock."""
        return time.monotonic() - self.begun

    def share(self) -> float:
        """Share of the budget used, 0 to 1 and above."""
        return self.work / WORK_A_SECOND / self.seconds if self.repeatable else self.spent() / self.seconds

    def over(self) -> bool:
        """Is it time to stop?"""
        late = self.repeatable and self.spent() > SLOWEST * self.seconds
        return self.stop.is_set() or late or self.share() >= 1

    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self.seconds * (1 - self.share()))

    def spend(self, work: float) -> None:
        """Count deterministic work done."""
        self.work += work
