"""The picture of a matchmaking engagement by company and slot: who meets when, waits, or cannot come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.clock import DAY
from planner.domain.columns import Text
from planner.domain.plan import Meeting
from planner.matchmaking.sitting import Sitter, sitters
from planner.rendering.sayable import Moment
from planner.rendering.visit import Visit

CELL, ROW, NAMES, HEAD, GAP = 34, 16, 210, 40, 24


@dataclass(frozen=True, slots=True)
class SlotCell:
    """One company in one slot. `meetings` is None where it cannot come; `idle`: it waits between two meetings."""

    x: float
    meetings: int | None
    idle: bool


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One company's slots."""

    name: Text
    y: float
    cells: tuple[SlotCell, ...]


@dataclass(frozen=True, slots=True)
class Half:
    """One side's companies; `at` is where it begins."""

    visiting: bool
    at: float
    rows: tuple[CompanyRow, ...]


@dataclass(frozen=True, slots=True)
class SlotsView:
    """Everything in the picture; lengths in its units. `starts` is when each slot begins."""

    title: Text
    width: float
    height: float
    cell: int
    row: int
    names: int
    head: int
    starts: tuple[Moment, ...]
    halves: tuple[Half, ...]


def slots_view(visit: Visit, engagement: str, meetings: Sequence[Meeting]) -> SlotsView:
    """The picture of one matchmaking engagement: visitors to the left, hosts to the right, in the table's order."""
    slots, taking_part = sitters(visit.scenario, visit.plan, engagement)
    met = Counter((who, meeting.slot) for meeting in meetings for who in (meeting.visitor, meeting.host))
    wide = NAMES + CELL * len(slots)
    halves = []
    for place, side in enumerate(("visitor", "host")):
        rows = [one for one in taking_part if visit.scenario.organisation[one.organisation].side == side]
        at = place * (wide + GAP)
        halves.append(Half(side == "visitor", at, tuple(_row(visit, n, one, met, at) for n, one in enumerate(rows))))
    return SlotsView(
        title=visit.scenario.engagement[engagement].name,
        width=2 * wide + GAP,
        height=HEAD + ROW * max(len(half.rows) for half in halves) + GAP / 4,
        cell=CELL,
        row=ROW,
        names=NAMES,
        head=HEAD,
        starts=tuple(visit.moment(slot.start, slot.start // DAY) for slot in slots),
        halves=tuple(halves),
    )


def _row(visit: Visit, number: int, one: Sitter, met: Counter[tuple[str, int]], at: float) -> CompanyRow:
    counts = [met[one.organisation, slot + 1] for slot in range(len(one.seats))]
    busy = [slot for slot, count in enumerate(counts) if count]
    cells = tuple(
        SlotCell(
            x=at + NAMES + slot * CELL,
            meetings=counts[slot] if seats or counts[slot] else None,
            idle=bool(seats and busy and busy[0] < slot < busy[-1] and not counts[slot]),
        )
        for slot, seats in enumerate(one.seats)
    )
    return CompanyRow(visit.scenario.organisation[one.organisation].name, HEAD + number * ROW, cells)
