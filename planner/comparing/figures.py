"""The figures by which plans are compared, and what a difference between two of them means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from planner.checking.measures import measures
from planner.comparing.changes import changes
from planner.comparing.emissions import co2_kg
from planner.comparing.stress import stress
from planner.comparing.variants import Variant
from planner.domain.scenario import AIMS, WEIGHTS

Values = Mapping[str, float | None]
Meaning = Literal["", "none", "open"]
"""Of a difference: what it says; none: within the gap; open: no bound is known, so that the search may have made it."""

SAMPLES = 2_000
WORKING_DAY = 9 * 60
"""Minutes: eight hours of work and one of rest (Thai Labour Protection Act B.E. 2541, sections 23 and 27)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of a comparison: `better` is 1 where more is better, -1 where less is."""

    name: str
    better: int
    decimals: int = 0


FIGURES = (
    Figure("objective", 1),
    Figure("visitors", 1),
    Figure("hosts", 1),
    Figure("fairness", 1),
    Figure("engagements", 1),
    Figure("soft", -1),
    Figure("driving", -1),
    Figure("waiting", -1),
    Figure("overtime", -1),
    Figure("moves", -1),
    Figure("cost", -1),
    Figure("co2", -1),
    Figure("lateness", -1, 1),
    Figure("changes", -1),
    Figure("gap", -1, 1),
)
"""In order: the objective and the aims; engagements held; penalties of soft rules; minutes of driving, waiting and of
days beyond a working day, over all tracks; hotel moves; cost in thousands; kg of CO2; per cent of stops that start
late in the simulation; items that differ from the published plan; per cent by which the bound lies above the
objective."""


def figures(variant: Variant, published: Variant, samples: int = SAMPLES) -> Values:
    """The figures of `variant` by name, computed from its plan; None where one is not known."""
    aims = measures(variant.evidence)
    held = {session.engagement for session in variant.evidence.sessions}
    same = variant is published
    differing = () if same else changes(published.plan, variant.plan, variant.scenario, published.scenario)
    return {
        "objective": variant.plan.objective,
        **{aim: aims[aim] for aim in AIMS},
        "engagements": len(held),
        "soft": sum(breach.penalty for breach in variant.plan.soft_rules),
        "overtime": sum(max(0, out.minutes - WORKING_DAY) for out in variant.evidence.outings),
        "co2": round(co2_kg(variant.scenario, variant.plan)),
        "lateness": round(stress(variant.scenario, variant.plan, samples, buffers=False).lateness, 1),
        "changes": len({(change.kind, change.key) for change in differing if change.kind in ("engagement", "meal")}),
        "gap": None if variant.gap_percent is None else round(variant.gap_percent, 1),
    }


def meaning(figure: str, base: Variant, variant: Variant, before: Values, after: Values) -> Meaning:
    """What the difference of a figure between two variants says of their scenarios.

    Plans of one scenario differ as they do. Plans of two scenarios may be below the best of each: what a longer search
    could make vanish is no difference. That is an objective that lies below the other by no more than its own gap, and
    of any other figure what weighs no more in the objective than the wider of the two gaps.
    """
    old, new = before[figure], after[figure]
    weight = _weight(figure, variant)
    if variant.plan.sha256 == base.plan.sha256 or not weight or old is None or new is None or old == new:
        return ""
    lower = base if new > old else variant
    gaps = [one.gap for one in ((lower,) if figure == "objective" else (base, variant)) if one.gap is not None]
    if abs(new - old) * weight <= max(gaps, default=0.0):
        return "none"
    return "" if len(gaps) == (1 if figure == "objective" else 2) else "open"


def _weight(figure: str, variant: Variant) -> int:
    """Points of the objective for one unit of a figure, whatever their sign; 0 where it is not an aim."""
    if figure in ("objective", "soft"):
        return 1
    return abs(variant.scenario.objective.weights.get(figure, WEIGHTS.get(figure, 0)))
