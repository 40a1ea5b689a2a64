"""A comparison as pandas tables, ready to plot or to write."""

from __future__ import annotations

import pandas as pd

from planner.comparing.comparison import Comparison
from planner.comparing.figures import FIGURES
from planner.comparing.holdings import Holding
from planner.domain.clock import time_text


def frames(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """The tables by name: figures, meanings, organisations, provinces, engagements, inputs; variants are columns."""
    return {
        "figures": figures_frame(comparison),
        "meanings": meanings_frame(comparison),
        "organisations": organisations_frame(comparison),
        "provinces": provinces_frame(comparison),
        "engagements": engagements_frame(comparison),
        "inputs": inputs_frame(comparison),
    }


def _names(comparison: Comparison) -> list[str]:
    return [variant.name for variant in comparison.variants]


def figures_frame(comparison: Comparison) -> pd.DataFrame:
    """One row for each figure (index `figure`), one column of numbers for each variant."""
    rows = [[values[figure.name] for values in comparison.figures] for figure in FIGURES]
    index = pd.Index([figure.name for figure in FIGURES], name="figure")
    return pd.DataFrame(rows, index=index, columns=_names(comparison), dtype=float)


def meanings_frame(comparison: Comparison) -> pd.DataFrame:
    """What each figure's difference from the first variant says: `none` within the gap, `open` without a bound."""
    places = range(len(comparison.variants))
    rows = [[comparison.meaning(figure.name, place) if place else "" for place in places] for figure in FIGURES]
    index = pd.Index([figure.name for figure in FIGURES], name="figure")
    return pd.DataFrame(rows, index=index, columns=_names(comparison))


def organisations_frame(comparison: Comparison) -> pd.DataFrame:
    """Per cent of the most that each organisation could get (index `side`, `organisation`), by variant."""
    places = range(len(comparison.variants))
    rows = [[row.percent(place) for place in places] for row in comparison.organisations]
    keys = [(row.side, row.id) for row in comparison.organisations]
    index = pd.MultiIndex.from_tuples(keys, names=["side", "organisation"])
    return pd.DataFrame(rows, index=index, columns=_names(comparison), dtype=float).round(1)


def provinces_frame(comparison: Comparison) -> pd.DataFrame:
    """Engagements held and visitors received (index `province`, `what`), by variant."""
    rows = [numbers for row in comparison.provinces for numbers in (row.engagements, row.guests)]
    keys = [(row.name, what) for row in comparison.provinces for what in ("engagements", "guests")]
    index = pd.MultiIndex.from_tuples(keys, names=["province", "what"])
    return pd.DataFrame(rows, index=index, columns=_names(comparison), dtype=int)


def engagements_frame(comparison: Comparison) -> pd.DataFrame:
    """When each engagement is held and by which tracks (index `engagement`), by variant; `differs`: it is not alike."""
    rows = [[*("; ".join(map(_said, held)) for held in row.held), row.differs] for row in comparison.engagements]
    index = pd.Index([row.id for row in comparison.engagements], name="engagement")
    return pd.DataFrame(rows, index=index, columns=[*_names(comparison), "differs"])


def _said(holding: Holding) -> str:
    return f"{holding.date} {time_text(holding.minute)} {'+'.join(holding.tracks)}"


def inputs_frame(comparison: Comparison) -> pd.DataFrame:
    """Every input that differs from the first variant's: `variant`, `key`, `old`, `new`."""
    rows = [
        (variant.name, change.key, change.old, change.new)
        for variant, changed in zip(comparison.variants, comparison.inputs, strict=True)
        for change in changed
    ]
    return pd.DataFrame(rows, columns=["variant", "key", "old", "new"])
