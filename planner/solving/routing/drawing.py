"""What the fast layer draws by lot."""

from __future__ import annotations

import numpy as np

Generator = np.random.Generator


def tick_between(rng: Generator, first: int, last: int, grid: int) -> int:
    """`first`, or a tick up to `last` that lies steps of the grid after it."""
    return first + grid * int(rng.integers((last - first) // grid + 1))
