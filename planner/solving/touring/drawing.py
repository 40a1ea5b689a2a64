"""What the fast layer draws by lot."""

from __future__ import annotations

import numpy as np

from planner.model.compiled import compiled, folded

Generator = np.random.Generator


@folded
def below(rng: Generator, count: int) -> int:
    """One of 0 to count - 1."""
    return int(rng.random() * count)


@compiled
def tick_between(rng: Generator, first: int, last: int, grid: int) -> int:
    """`first`, or a tick up to `last` that lies steps of the grid after it."""
    return first + grid * below(rng, (last - first) // grid + 1)
