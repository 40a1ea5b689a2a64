"""Makes the search ready on a machine: its compiled functions, once for all runs."""

from __future__ import annotations

import numpy as np

from planner.model.compiled import KEPT_IN
from planner.model.day_labels import Day, Mornings, largest_sets
from planner.model.orienteering.arrays import Bools
from planner.model.orienteering.problem import Orienteering
from planner.model.orienteering.route import Route
from planner.solving.routing.annealing import Annealing

MARK = None if KEPT_IN is None else KEPT_IN / "prepared"
"""Is there once all is compiled."""


def is_prepared() -> bool:
    """Is everything compiled already, and kept?"""
    return MARK is not None and MARK.exists()


def prepare() -> None:
    """Compile everything that searches need, most of a minute's work where it is not done yet; nothing is kept where no
    folder may be written to."""
    if is_prepared():
        return
    for counted in (None, np.array([True])):  # where stops are counted none pass their places on: two kinds of chains
        chain = Annealing(_smallest(counted), ((),), seed=1)
        chain.run(0.0, 1.0, 1)
        chain.best.tours([0])
    largest_sets(*_smallest_day(), must=0, most=1)
    if MARK is not None:
        MARK.touch()


def _smallest_day() -> tuple[Day, Mornings]:
    """A day at one place."""
    row, table, pairs = np.ones(1, np.int64), np.ones((1, 1), np.int64), np.ones((0, 2), np.int64)
    day = Day(row, row, row, row, table, table, table, table, table, pairs, pairs, pairs, end=1, most=1)
    return day, Mornings(table, row, table, table)


def _smallest(counted: Bools | None) -> Orienteering:
    """A problem of one route that may visit one node; compiled code is the same for all."""
    one = np.array([1])
    route = Route(
        nodes=np.array([0]),
        begin=0,
        end=10,
        drive=np.ones((3, 3), np.int64),
        serve=one,
        first=np.array([[0]]),
        last=np.array([[9]]),
        prize=one,
        counted=counted,
    )
    return Orienteering(1, (route,))
