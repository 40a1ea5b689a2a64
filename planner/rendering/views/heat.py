"""The picture of who meets whom: visiting companies by host companies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.columns import Text
from planner.domain.plan import Meeting
from planner.rendering.visit import Visit

CELL, NAMES, HEAD, MARGIN = 18, 250, 28, 8
SHADES = ("#ffffff", "#eef3f8", "#d9e4ef", "#bdd0e2", "#9dbad3", "#7aa1c2")
"""By the sum of both sides' wishes, from none to ten."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One pair. `slot` is when they meet, None where they do not; `shade` tells how much they wish it."""

    x: float
    y: float
    shade: str
    slot: int | None
    proposed: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A company at the edge, told by a number."""

    number: int
    name: Text
    at: float


@dataclass(frozen=True, slots=True)
class HeatView:
    """Everything in the picture; lengths in its units."""

    title: Text
    width: float
    height: float
    cell: int
    names: int
    head: int
    visitors: tuple[Edge, ...]
    hosts: tuple[Edge, ...]
    cells: tuple[Cell, ...]


def heat_view(visit: Visit, engagement: str, meetings: Sequence[Meeting]) -> HeatView:
    """The picture of one matchmaking engagement; companies in the order of the table."""
    met = {(meeting.visitor, meeting.host): meeting for meeting in meetings}
    wished = {
        (row.visitor, row.host): row.visitor_wish + row.host_wish
        for row in visit.scenario.meetings
        if row.engagement == engagement
    }
    pairs = met.keys() | wished.keys()
    order = [row.id for row in visit.scenario.organisations]
    visitors = [id for id in order if any(id == visitor for visitor, _ in pairs)]
    hosts = [id for id in order if any(id == host for _, host in pairs)]
    cells = tuple(
        _cell(row, column, wished.get((visitor, host), 0), met.get((visitor, host)))
        for row, visitor in enumerate(visitors)
        for column, host in enumerate(hosts)
        if (visitor, host) in pairs
    )
    return HeatView(
        title=visit.scenario.engagement[engagement].name,
        width=NAMES + CELL * len(hosts) + MARGIN,
        height=HEAD + CELL * len(visitors) + MARGIN,
        cell=CELL,
        names=NAMES,
        head=HEAD,
        visitors=_edges(visit, visitors, HEAD),
        hosts=_edges(visit, hosts, NAMES),
        cells=cells,
    )


def _edges(visit: Visit, ids: Sequence[str], start: int) -> tuple[Edge, ...]:
    return tuple(
        Edge(place + 1, visit.scenario.organisation[id].name, start + place * CELL) for place, id in enumerate(ids)
    )


def _cell(row: int, column: int, wish: int, meeting: Meeting | None) -> Cell:
    return Cell(
        x=NAMES + column * CELL,
        y=HEAD + row * CELL,
        shade=SHADES[min((wish + 1) // 2, len(SHADES) - 1)],
        slot=meeting.slot if meeting else None,
        proposed=meeting.proposed if meeting else False,
    )
