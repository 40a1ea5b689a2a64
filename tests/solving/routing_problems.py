"""Random orienteering problems for tests: a few routes, windows, and whatever else is asked for."""

from __future__ import annotations

import numpy as np

from planner.model.orienteering.cover import Cover
from planner.model.orienteering.problem import Orienteering
from planner.model.orienteering.route import Route


def route(rng: np.random.Generator, size: int, *, spans: int = 1, peaks: bool = False, grid: int = 1) -> Route:
    """A route of 500 ticks with `size` nodes in a square of 60 by 60."""
    places = rng.uniform(0, 60, (size + 1, 2))
    order = [*range(1, size + 1), 0, 0]
    apart = np.hypot(*(places[:, None] - places[None, :]).transpose(2, 0, 1))
    drive = apart[np.ix_(order, order)].round().astype(np.int64)
    first = np.sort(rng.integers(0, 400, (spans, size)), axis=0)
    last = first + rng.integers(10, 60, (spans, size))
    if spans > 1:
        last[:-1] = np.minimum(last[:-1], first[1:] - 1)
        first[0, ::3], last[0, ::3] = 1, 0
    return Route(
        nodes=np.arange(size),
        begin=0,
        end=500,
        drive=drive,
        serve=rng.integers(5, 40, size),
        first=first,
        last=last,
        prize=rng.integers(1, 50, size),
        peak=drive * 2 if peaks else None,
        peaks=((60, 120), (300, 360)) if peaks else (),
        grid=grid,
    )


def problem(seed: int, size: int = 30, routes: int = 2, *, covered: bool = False, **kinds: int) -> Orienteering:
    """A problem whose routes are alike; nodes 0, 1, 2 are a family of one, and with `covered` benefits diminish."""
    rng = np.random.default_rng(seed)
    one = route(rng, size, spans=kinds.get("spans", 1), peaks=bool(kinds.get("peaks")), grid=kinds.get("grid", 1))
    cover = Cover(rng.integers(0, 3, (size, 4)).astype(float), np.full(4, 6.0), np.array([5.0, 9.0, 1.0, 20.0]))
    return Orienteering(size, (one,) * routes, families=(((0, 1, 2), 1),), cover=cover if covered else None)


def short_day(first: int, prizes: tuple[int, int] = (30, 20)) -> Route:
    """Ten ticks between all places: a node of 60 ticks, open all day, and one of 50 in the morning, from the global
    number `first` on."""
    return Route(
        nodes=np.array([first, first + 1]),
        begin=0,
        end=600,
        drive=np.where(np.eye(4, dtype=bool), 0, 10),
        serve=np.array([60, 50]),
        first=np.array([[0, 0]]),
        last=np.array([[500, 200]]),
        prize=np.array(prizes),
        fixed=np.array([False, False]),
        grid=5,
    )
