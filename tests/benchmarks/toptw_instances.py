"""Public instances of team orienteering with time windows: reading, mapping to routes and nodes, checking by the rules.

An instance is `id,x,y,service,score,open,close`, row 0 the depot whose close is Tmax. Distances are Euclidean, cut to
one decimal (Solomon) or two (Cordeau's pr). A window is when service may begin; waiting is allowed; every route starts
at 0 at the depot and is back by Tmax; a node is visited at most once.
"""

from __future__ import annotations

import csv
import math
import os
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from planner.model.orienteering.problem import Orienteering, Tours
from planner.model.orienteering.route import Route

VARIABLE = "PLANNER_BENCHMARKS"


@dataclass(frozen=True)
class Instance:
    """Exact numbers of one instance; distances in units of 1 / `scale`."""

    name: str
    scale: int
    x: tuple[float, ...]
    y: tuple[float, ...]
    service: tuple[Fraction, ...]
    score: tuple[int, ...]
    open: tuple[Fraction, ...]
    close: tuple[Fraction, ...]

    def ticks(self, i: int, j: int) -> int:
        """Distance in ticks, cut."""
        return math.floor(math.hypot(self.x[i] - self.x[j], self.y[i] - self.y[j]) * self.scale + 1e-9)


@dataclass(frozen=True)
class Known:
    """The best known value of an instance with so many routes, and whether a source or a proof stands behind it."""

    value: int
    sourced: bool
    proved: bool


def folder(named: str | None = None) -> Path | None:
    """Where the instances are: as named, else below the folder that the environment names; None without."""
    where = Path(named) if named else Path(os.environ[VARIABLE]) / "toptw" if VARIABLE in os.environ else None
    return where if where is not None and where.is_dir() else None


def read(path: Path) -> Instance:
    """The instance in a file."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return Instance(
        path.stem,
        100 if path.stem.startswith("pr") else 10,
        tuple(float(row["x"]) for row in rows),
        tuple(float(row["y"]) for row in rows),
        tuple(Fraction(row["service"]) for row in rows),
        tuple(int(float(row["score"])) for row in rows),
        tuple(Fraction(row["open"]) for row in rows),
        tuple(Fraction(row["close"]) for row in rows),
    )


def best_known(where: Path) -> dict[tuple[str, int], Known]:
    """Best known values by instance and number of routes."""
    with (where / "best_known.csv").open(encoding="utf-8") as lines:
        return {
            (row["instance"], int(row["routes"])): Known(
                int(row["best_known"]), row["status"] == "sourced", row["proved_optimal"] == "1"
            )
            for row in csv.DictReader(lines)
            if row["best_known"]
        }


def planner_like(name: str, count: int, seed: int) -> Instance:
    """A day as visits have it, in minutes, drawn by a seed: places in three towns an hour apart, visits of an hour or
    two inside the morning, the afternoon or office hours, 840 minutes a route."""
    rng = np.random.default_rng(seed)
    towns = np.array([(0.0, 0.0), (55.0, 20.0), (80.0, -30.0)])
    places = towns[rng.integers(3, size=count)] + rng.normal(0, 9, (count, 2))
    hours = np.array([(90, 270), (330, 570), (90, 570)])[rng.integers(3, size=count)]
    service = rng.choice([60, 75, 90, 120], count)
    return Instance(
        name,
        1,
        (0.0, *places[:, 0].tolist()),
        (0.0, *places[:, 1].tolist()),
        (Fraction(0), *map(Fraction, service.tolist())),
        (0, *rng.integers(10, 100, count).tolist()),
        (Fraction(0), *map(Fraction, hours[:, 0].tolist())),
        (Fraction(840), *map(Fraction, (hours[:, 1] - service).tolist())),
    )


def problem(instance: Instance, routes: int) -> Orienteering:
    """The instance as routes and nodes: node i is row i + 1, all routes alike."""
    order = [*range(1, len(instance.x)), 0, 0]
    drive = np.array([[instance.ticks(i, j) for j in order] for i in order], np.int64)
    count = len(order) - 2
    whole = [
        [int(value * instance.scale) for value in row] for row in (instance.service, instance.open, instance.close)
    ]
    route = Route(
        nodes=np.arange(count),
        begin=0,
        end=whole[2][0],
        drive=drive,
        serve=np.array(whole[0][1:]),
        first=np.array([whole[1][1:]]),
        last=np.array([whole[2][1:]]),
        prize=np.array(instance.score[1:]),
    )
    return Orienteering(count, (route,) * routes)


def checked(instance: Instance, tours: Tours) -> int:
    """The score of tours by the instance's own numbers; AssertionError with the reason where a rule is broken."""
    visited = [node + 1 for stops in tours for node in stops]
    assert len(set(visited)) == len(visited), "a node is visited twice"
    for stops in tours:
        now, at = Fraction(0), 0
        for node in (stop + 1 for stop in stops):
            now = max(now + Fraction(instance.ticks(at, node), instance.scale), instance.open[node])
            assert now <= instance.close[node], f"node {node} is reached at {now}, after {instance.close[node]}"
            now, at = now + instance.service[node], node
        now += Fraction(instance.ticks(at, 0), instance.scale)
        assert now <= instance.close[0], f"a route is back at {now}, after {instance.close[0]}"
    return sum(instance.score[node] for node in visited)
