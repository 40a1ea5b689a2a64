"""Random delays: travel, overruns, boarding and flights, each drawn once for all samples."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.domain.rulebook import DelayRules
from planner.domain.travel import sigma

Samples = NDArray[np.float64]
"""One value for each simulated visit."""

TRAVEL, OVERRUN, BOARDING, FLIGHT, WEATHER = range(5)


@dataclass
class Delays:
    """Draws of `samples` visits. The same seed and number give the same draws, whatever else is drawn."""

    rules: DelayRules
    samples: int
    seed: int
    _drawn: dict[tuple[int, int], Samples] = field(default_factory=dict)

    def _normal(self, what: int, number: int) -> Samples:
        key = (what, number)
        if key not in self._drawn:
            self._drawn[key] = np.random.default_rng((self.seed, *key)).standard_normal(self.samples)
        return self._drawn[key]

    def _exponential(self, what: int, number: int) -> Samples:
        key = (what, number)
        if key not in self._drawn:
            self._drawn[key] = np.random.default_rng((self.seed, *key)).standard_exponential(self.samples)
        return self._drawn[key]

    def travel(self, number: int, day: int, in_peak: NDArray[np.bool_]) -> Samples:
        """Factors on the usual time of leg `number`, of mean 1; legs of one day are slow together in part."""
        common = self.rules.common_percent / 100
        wave = np.sqrt(common) * self._normal(WEATHER, day) + np.sqrt(1 - common) * self._normal(TRAVEL, number)
        calm, peak = sigma(self.rules.travel_spread_percent), sigma(self.rules.peak_spread_percent)
        deviation = np.where(in_peak, peak, calm)
        factors: Samples = np.exp(deviation * wave - deviation**2 / 2)
        return factors

    def overrun(self, number: int, minutes: int) -> Samples:
        """Minutes by which engagement session `number` of `minutes` runs over."""
        return self._exponential(OVERRUN, number) * (minutes * self.rules.overrun_percent / 100)

    def boarding(self, number: int) -> Samples:
        """Minutes lost at departure `number`."""
        return self._exponential(BOARDING, number) * self.rules.boarding_minutes

    def flight(self, number: int) -> Samples:
        """Minutes by which flight `number` lands late; most do not."""
        key = (FLIGHT, number)
        if key not in self._drawn:
            draw = np.random.default_rng((self.seed, *key))
            late = draw.random(self.samples) < self.rules.late_flights_percent / 100
            self._drawn[key] = late * draw.standard_exponential(self.samples) * self.rules.late_flight_minutes
        return self._drawn[key]
