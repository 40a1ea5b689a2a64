"""How long may be worked, and when to stop."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

WORK_A_SECOND = 0.35
"""CP-SAT's deterministic work in one second, about, on one core; sets the pace of repeatable runs."""
SLOWEST, WAITING = 20, 30.0
"""The clock ends repeatable work at so many times its seconds and this many more."""


def patience(seconds: float) -> float:
    """Seconds by the clock after which repeatable work of `seconds` is given up.

    Far more than it takes: what the clock ends does not repeat, so it may only where a machine hardly gets to work.
    """
    return SLOWEST * seconds + WAITING


@dataclass
class Budget:
    """`seconds` to work; `stop` set from outside (Ctrl-C) ends it early.

    A repeatable run (one worker) counts deterministic work instead of the clock, so that the same scenario and seed
    give the same plan on any machine; the clock then ends it only when its `patience` is over.
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
        late = self.repeatable and self.spent() > patience(self.seconds)
        return self.stop.is_set() or late or self.share() >= 1

    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self.seconds * (1 - self.share()))

    def clock(self) -> float:
        """Seconds that something beside the work may take by the clock."""
        return patience(self.seconds) if self.repeatable else self.left()

    def spend(self, work: float) -> None:
        """Count deterministic work done."""
        self.work += work
