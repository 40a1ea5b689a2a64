"""Benefits that diminish: the more of the kind is visited, the less a node adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.model.orienteering.arrays import Floats, Ints


@dataclass(frozen=True)
class Cover:
    """Over columns k, weight[k] x min(sum of strength[n, k] over visited (global) n, cap[k])."""

    strength: Floats
    cap: Floats
    weight: Floats

    @cached_property
    def _filled(self) -> tuple[Ints, Ints, Floats, Floats]:
        """Nodes and columns where a strength is not nought, these strengths, and the weights of their columns."""
        nodes, columns = np.nonzero(self.strength)
        return nodes, columns, self.strength[nodes, columns], self.weight[columns]

    def gains(self, level: Floats) -> Floats:
        """What each node would add where columns have come to `level`."""
        nodes, columns, strengths, weights = self._filled
        room = np.maximum(self.cap - level, 0.0)
        added = np.minimum(strengths, room[columns]) * weights
        return np.bincount(nodes, added, len(self.strength)).astype(np.float64)

    def worth(self, visited: Iterable[int]) -> int:
        """What all nodes visited come to, in units of the prize."""
        level = self.strength[list(visited)].sum(axis=0)
        return int(np.minimum(level, self.cap) @ self.weight)
