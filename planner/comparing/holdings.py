"""Which engagements the variants hold, when and for whom: in only some of them, moved, or alike."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from planner.comparing.variants import Variant
from planner.domain.clock import DAY

Word = Literal["", "same", "new", "cancelled", "moved"]
"""Against the first variant; empty where neither holds it."""


@dataclass(frozen=True, slots=True, order=True)
class Holding:
    """One session: date, minute of that day, site and tracks."""

    date: dt.date
    minute: int
    site: str
    tracks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """An engagement in each variant: its sessions, and how that compares with the first variant."""

    id: str
    held: tuple[tuple[Holding, ...], ...]
    words: tuple[Word, ...]

    @property
    def differs(self) -> bool:
        """Is it not alike in all variants?"""
        return any(word not in ("", "same") for word in self.words)


def engagement_rows(variants: Sequence[Variant]) -> tuple[EngagementRow, ...]:
    """Every engagement that any variant holds, by the time at which it is first held."""
    holdings = [_holdings(variant) for variant in variants]
    ids = {id for held in holdings for id in held}
    rows = []
    for id in ids:
        held = tuple(one.get(id, ()) for one in holdings)
        rows.append(EngagementRow(id, held, tuple(_word(held[0], other) for other in held)))
    return tuple(sorted(rows, key=lambda row: (next(one for one in row.held if one), row.id)))


def _holdings(variant: Variant) -> Mapping[str, tuple[Holding, ...]]:
    clock, found = variant.scenario.clock, defaultdict[str, list[Holding]](list)
    for session in variant.evidence.sessions:
        first, tracks = session.stops[0], tuple(sorted(stop.track for stop in session.stops))
        minute = session.start - first.day * DAY
        found[session.engagement].append(Holding(clock.date(first.day), minute, first.item.site, tracks))
    return {id: tuple(sorted(sessions)) for id, sessions in found.items()}


def _word(base: tuple[Holding, ...], other: tuple[Holding, ...]) -> Word:
    if not base and not other:
        return ""
    if not base:
        return "new"
    if not other:
        return "cancelled"
    return "same" if base == other else "moved"
