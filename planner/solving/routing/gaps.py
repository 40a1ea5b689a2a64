"""When what lies behind a gap of a route is reached by way of each node."""

from __future__ import annotations

import numpy as np

from planner.model.orienteering.arrays import Ints, Small
from planner.model.orienteering.route import Route


def by_way_of(
    route: Route, before: Ints, ready: list[int], after: Ints, due: list[int], some: Ints | None
) -> tuple[Small, Small]:
    """When the places `after` are reached by way of each node from those `before`, left when `ready`, and the ticks
    left, below nought where that is too late: all in one matrix, a row a pair of places, without a branch."""
    first, over, serving = route.windows[-1][0], route.over, route.serving
    if some is not None:
        first, over, serving = first.take(some), over.take(some), serving.take(some)
        before, after = before[:, None] * route.size + some, after[:, None] * route.size + some
    later = _rows(route.onward, before, some)
    later += np.array(ready, np.int32)[:, None]
    if not route.plain:
        _adjust(route, later, ready, before, some)
    left = over - later
    if len(route.windows) == 1:
        np.maximum(later, first, out=later)
    else:
        later = _starts(route, later, some)
    later += serving
    later += _onward(route, after, later, some)
    np.minimum(left, np.array(due, np.int32)[:, None] - later, out=left)
    return later, left


def _adjust(route: Route, reached: Small, ready: list[int], places: Ints, some: Ints | None) -> None:
    """Wait out peaks, and for the grid."""
    if route.peak is not None:
        for row, now in enumerate(ready):
            end = next((end for start, end in route.peaks if start <= now < end), None)
            if end is not None:
                slow = _rows(route.peak_onward, places[row : row + 1], some)[0]
                reached[row] = np.minimum(now + slow, end - now + reached[row])
    if route.grid > 1:
        reached += -reached % route.grid


def _starts(route: Route, reached: Small, some: Ints | None) -> Small:
    """The earliest starts; those after the last span are not to be used."""
    windows = route.windows
    starts: Small = np.maximum(reached, _of(windows[-1][0], some))
    for first, last in windows[-2::-1]:
        starts = np.where(reached <= _of(last, some), np.maximum(reached, _of(first, some)), starts)
    return starts


def _onward(route: Route, places: Ints, leaves: Small, some: Ints | None) -> Small:
    """Times from nodes, left at `leaves`, to each of `places`."""
    way = _rows(route.back, places, some)
    if route.peak is not None:
        slow, calm = _rows(route.peak_back, places, some), way.copy()
        for start, end in route.peaks:
            within = (leaves >= start) & (leaves < end)
            if within.any():
                way[within] = np.minimum(slow, end - leaves + calm)[within]
    return way


def _of(values: Small, some: Ints | None) -> Small:
    return values if some is None else values.take(some)


def _rows(table: Small, places: Ints, some: Ints | None) -> Small:
    """Rows of a table by place; or, of some columns alone, what stands at `places` of it."""
    return table.take(places, 0) if some is None else table.take(places)
