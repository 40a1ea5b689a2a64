"""Planning from Python: read, solve, verify and compare, with pandas tables that plot.

>>> import planner
>>> visit = planner.read("visit")
>>> shorter = planner.read("visit", "engagements.lab-visit.minutes=60")
>>> one = planner.solve(visit, seconds=0.3, seed=1, workers=1)
>>> other = planner.solve(shorter, seconds=0.3, seed=1, workers=1)
>>> [breach.rule for breach in planner.verify(one)]  # a soft rule: it costs points, and what it allows earns more
['courtesy_comes_first']
>>> one.stops.groupby("kind")["heads"].count().index.tolist()
['engagement', 'meal', 'night', 'transfer']
>>> int(one.aims["points"].sum()) - one.penalties == one.plan.objective
True
>>> both = planner.compare(one, other, names=["as it is", "shorter"])
>>> both.inputs
   variant                            key old new
0  shorter  engagements.lab-visit.minutes  90  60
>>> both.figures.loc[["visitors", "hosts", "cost"]].shape
(3, 2)

With matplotlib installed, `both.figures.loc[["visitors", "hosts"]].plot.barh()` draws them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from planner.checking.check import check
from planner.comparing.comparison import Comparison
from planner.comparing.comparison import compare as lay_side_by_side
from planner.comparing.frames import frames
from planner.comparing.variants import Variant
from planner.domain.faults import Violation
from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario
from planner.publishing.editions import read_edition
from planner.reading import read_scenario, scenario_digest
from planner.solving.outcomes import OutOfTime, Solved
from planner.solving.solve import settings_of
from planner.solving.solve import solve as run


class NoPlan(Exception):
    """There is no lawful plan, or none was found in time; the message says which."""


@dataclass(frozen=True)
class Planned:
    """A scenario with a plan of it."""

    scenario: Scenario
    plan: Plan

    @cached_property
    def stops(self) -> pd.DataFrame:
        """Every item of every track: track, kind, key, id, site, start, end (wall clock), minutes, heads."""
        clock = self.scenario.clock
        items = [(stop.track, stop.item) for stop in Programme(self.plan).stops()]
        rows = [
            (track, i.kind, i.key, i.id, i.site, clock.local(i.start), clock.local(i.end), i.end - i.start, i.heads)
            for track, i in items
        ]
        return pd.DataFrame(rows, columns=["track", "kind", "key", "id", "site", "start", "end", "minutes", "heads"])

    @cached_property
    def aims(self) -> pd.DataFrame:
        """The account by aim: value, weight and the points they make."""
        rows = [(aim.value, aim.weight, aim.value * aim.weight) for aim in self.plan.aims]
        index = pd.Index([aim.name for aim in self.plan.aims], name="aim")
        return pd.DataFrame(rows, index=index, columns=["value", "weight", "points"])

    @property
    def penalties(self) -> int:
        """Points lost by breaches of soft rules."""
        return sum(breach.penalty for breach in self.plan.soft_rules)


@dataclass(frozen=True)
class Compared:
    """A comparison with its tables; columns are the names given."""

    comparison: Comparison
    figures: pd.DataFrame
    meanings: pd.DataFrame
    organisations: pd.DataFrame
    provinces: pd.DataFrame
    engagements: pd.DataFrame
    inputs: pd.DataFrame


def read(path: str | Path, *sets: str) -> Scenario:
    """The scenario in a folder or workbook, with `KEY=VALUE` texts applied. Raises Faulty with every fault at once."""
    return read_scenario(Path(path), sets).scenario


def solve(
    scenario: Scenario, seconds: float | None = None, seed: int | None = None, workers: int | None = None
) -> Planned:
    """The best plan found within the budget; None takes what the scenario says. With one worker it is repeatable.

    Raises NoPlan.
    """
    outcome = run(scenario, scenario_digest(scenario), settings_of(scenario, seconds, seed, workers), lambda step: None)
    if isinstance(outcome, Solved):
        return Planned(scenario, outcome.plan)
    if isinstance(outcome, OutOfTime):
        raise NoPlan(f"no lawful plan found in {outcome.seconds:.0f} s, and none ruled out")
    raise NoPlan(str(outcome))


def verify(planned: Planned | str | Path) -> tuple[Violation, ...]:
    """Every violation found by the independent check, hard, soft (they cost points only) and of the account."""
    found = _planned(planned)
    return check(found.scenario, found.plan)


def compare(*planned: Planned | str | Path, names: Sequence[str] = ()) -> Compared:
    """Plans, or plan folders, side by side; differences are from the first. Raises ValueError for fewer than two."""
    found = [_planned(one) for one in planned]
    called = names or [f"{place} {one.scenario.name}" for place, one in enumerate(found, 1)]
    variants = [Variant(name, one.scenario, one.plan) for name, one in zip(called, found, strict=True)]
    comparison = lay_side_by_side(variants)
    return Compared(comparison, **frames(comparison))


def _planned(planned: Planned | str | Path) -> Planned:
    if isinstance(planned, Planned):
        return planned
    edition = read_edition(Path(planned))
    return Planned(edition.scenario, edition.plan)
