"""Small changes to a handmade visit and its plan, and what the check then finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from planner.checking.check import check
from planner.domain.faults import Violation
from planner.domain.plan import Item, Plan, TrackDay, TrackPlan
from planner.domain.scenario import Scenario
from tests.handmade import tiny_plan, tiny_scenario

CHANGED = ("account_adds_up",)


def with_row(scenario: Scenario, table: str, id: str, /, **changes: Any) -> Scenario:
    """The scenario with one row of a table changed."""
    rows = getattr(scenario, table)
    assert any(row.id == id for row in rows)
    changed: dict[str, Any] = {table: tuple(replace(row, **changes) if row.id == id else row for row in rows)}
    return replace(scenario, **changed)


def with_rules(scenario: Scenario, **groups: Any) -> Scenario:
    """The scenario with groups of its rules replaced."""
    return replace(scenario, rules=replace(scenario.rules, **groups))


def with_day(plan: Plan, track: str, day: int, change: Callable[[TrackDay], TrackDay]) -> Plan:
    """The plan with one day of a track changed."""

    def days(one: TrackPlan) -> tuple[TrackDay, ...]:
        return tuple(change(record) if (one.id, record.day) == (track, day) else record for record in one.days)

    return replace(plan, tracks=tuple(replace(one, days=days(one)) for one in plan.tracks))


def with_item(plan: Plan, track: str, day: int, key: str, /, **changes: Any) -> Plan:
    """The plan with one item changed."""
    assert any(item.key == key for item in items(plan, track, day))

    def change(record: TrackDay) -> TrackDay:
        return replace(record, items=tuple(replace(one, **changes) if one.key == key else one for one in record.items))

    return with_day(plan, track, day, change)


def without_item(plan: Plan, track: str, day: int, *keys: str) -> Plan:
    """The plan with items left out."""
    assert {item.key for item in items(plan, track, day)} >= set(keys)
    return with_day(
        plan, track, day, lambda record: replace(record, items=tuple(i for i in record.items if i.key not in keys))
    )


def with_added(plan: Plan, track: str, day: int, *added: Item) -> Plan:
    """The plan with items put in by their time."""
    return with_day(
        plan,
        track,
        day,
        lambda record: replace(record, items=tuple(sorted((*record.items, *added), key=lambda item: item.start))),
    )


def shifted(plan: Plan, track: str, day: int, key: str, minutes: int) -> Plan:
    """The plan with one item shifted by so many minutes."""
    one = item(plan, track, day, key)
    return with_item(plan, track, day, key, start=one.start + minutes, end=one.end + minutes)


def items(plan: Plan, track: str, day: int) -> tuple[Item, ...]:
    """The items of a track's day."""
    return next(record.items for one in plan.tracks if one.id == track for record in one.days if record.day == day)


def item(plan: Plan, track: str, day: int, key: str) -> Item:
    """One item of a track's day."""
    return next(one for one in items(plan, track, day) if one.key == key)


def found(rule: str, scenario: Scenario | None = None, plan: Plan | None = None) -> list[Violation]:
    """Violations of one rule by a plan (the handmade one) of a scenario (the tiny one)."""
    scenario = scenario or tiny_scenario()
    return [one for one in check(scenario, plan or tiny_plan(scenario)) if one.rule == rule]


def broken(scenario: Scenario, plan: Plan) -> set[str]:
    """Names of the rules that a plan breaks; an edited plan's account differs as a matter of course."""
    return {one.rule for one in check(scenario, plan)} - set(CHANGED)
