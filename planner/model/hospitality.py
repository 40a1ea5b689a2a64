"""Meal places and hotels by index, with when each may be used."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.clock import DAY
from planner.domain.opening import Opening, Span, starts_within
from planner.domain.places import MealPlace
from planner.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Table:
    """A meal place as the model sees it: `starts` by day, `minutes` as long as the rule asks at least."""

    id: str
    kind: str
    site: int
    minutes: int
    seats: int
    diets: frozenset[str]
    price: float
    starts: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Bed:
    """A hotel as the model sees it: nights on which it may be used."""

    id: str
    site: int
    rooms: int
    price: float
    nights: frozenset[int]


def tables_of(scenario: Scenario, opening: Opening) -> tuple[Table, ...]:
    """The meal places, in the order of the table."""
    sites = {site.id: index for index, site in enumerate(scenario.sites)}
    return tuple(_table(scenario, opening, place, sites[place.site]) for place in scenario.meals)


def beds_of(scenario: Scenario) -> tuple[Bed, ...]:
    """The hotels, in the order of the table.

    On nights on which none is open any may be used, where the rule that one is open need not hold.
    """
    sites = {site.id: index for index, site in enumerate(scenario.sites)}
    nights, rows, date = range(max(scenario.clock.days - 1, 1)), scenario.hotels, scenario.clock.date
    closed = {night for night in nights if not any(row.is_open(date(night)) for row in rows)}
    spare = set[int]() if scenario.rules.must_hold("nights_are_stable") else closed
    return tuple(
        Bed(
            row.id,
            sites[row.site],
            row.rooms,
            row.price,
            frozenset({night for night in nights if row.is_open(date(night))} | spare),
        )
        for row in rows
    )


def _table(scenario: Scenario, opening: Opening, place: MealPlace, site: int) -> Table:
    rule = scenario.rules.lunch if place.kind == "lunch" else scenario.rules.dinner
    minutes = max(place.minutes, rule.minutes)
    starts = []
    for day in range(scenario.clock.days):
        span = (day * DAY + rule.from_, day * DAY + rule.until)
        inside = ((max(start, span[0]), min(end, span[1])) for start, end in opening.of_meal(place, day))
        starts.append(starts_within(tuple(inside), minutes))
    return Table(
        id=place.id,
        kind=place.kind,
        site=site,
        minutes=minutes,
        seats=place.seats,
        diets=frozenset(place.diets),
        price=place.price,
        starts=tuple(starts),
    )
