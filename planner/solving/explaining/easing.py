"""Single changes of a scenario that might admit an engagement, and whom one must ask for each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from planner.domain.clock import DAY
from planner.domain.columns import TimeOfDay
from planner.domain.engagements import Engagement
from planner.domain.opening import Opening
from planner.domain.places import OpeningRow
from planner.domain.scenario import Scenario
from planner.solving.conflicts import Asking, Part, asking
from planner.solving.conflicts.parts import CAPACITY, OPENING

STEPS = (30, 60)
"""Minutes by which hours are stretched, or a visit is shortened."""
SHORTEST = 30


@dataclass(frozen=True, slots=True)
class Easing:
    """A changed scenario, what was changed (`code` with its `number`, and in words), and whom to ask."""

    code: str
    number: int
    text: str
    scenario: Scenario
    asking: Asking


def easings(scenario: Scenario, engagement: str, days: Collection[int], heads: int) -> tuple[Easing, ...]:
    """Single changes for an engagement on some days for at most `heads`, the easiest to ask for first."""
    row = scenario.engagement[engagement]
    found = [
        *_means(scenario, row),
        *_hours(scenario, row, days),
        *_length(scenario, row),
        *_size(scenario, row, heads),
    ]
    return tuple(sorted(found, key=lambda one: one.asking.weight))


def _with(scenario: Scenario, row: Engagement) -> Scenario:
    engagements = tuple(row if other.id == row.id else other for other in scenario.engagements)
    return replace(scenario, engagements=engagements)


def _hours(scenario: Scenario, row: Engagement, days: Collection[int]) -> Iterator[Easing]:
    whom = asking(scenario, Part(OPENING, (row.id,)))
    for minutes in STEPS:
        for code, before, after in (("earlier", minutes, 0), ("longer", 0, minutes)):
            rows = tuple(_stretched(scenario, row, days, before, after))
            if rows:
                dates = {one.on for one in rows}
                kept = tuple(one for one in scenario.opening if one.of != row.id or one.on not in dates)
                text = f"the host {'opens' if before else 'stays open'} {minutes} minutes {code}"
                yield Easing(code, minutes, text, replace(scenario, opening=(*kept, *rows)), whom)


def _stretched(
    scenario: Scenario, row: Engagement, days: Collection[int], before: int, after: int
) -> Iterator[OpeningRow]:
    """The hours of those days as rows of the engagement, each day's first or last span stretched."""
    opening = Opening(scenario)
    for day in days:
        spans = opening.of_engagement(row, day)
        for number, (start, end) in enumerate(spans):
            start -= before if number == 0 else 0
            end += after if number == len(spans) - 1 else 0
            yield OpeningRow(
                of=row.id,
                on=scenario.clock.date(day).isoformat(),
                from_=TimeOfDay(max(0, start - day * DAY)),
                until=TimeOfDay(min(DAY, end - day * DAY)),
            )


def _length(scenario: Scenario, row: Engagement) -> Iterator[Easing]:
    whom = asking(scenario, Part(OPENING, (row.id,)))
    for minutes in (STEPS[0] // 2, STEPS[0]):
        if row.minutes - minutes >= SHORTEST:
            shorter = replace(row, minutes=row.minutes - minutes)
            yield Easing("shorter", minutes, f"it takes {minutes} minutes less", _with(scenario, shorter), whom)


def _size(scenario: Scenario, row: Engagement, heads: int) -> Iterator[Easing]:
    whom = asking(scenario, Part(CAPACITY, (row.id,)))
    if row.capacity is not None and row.capacity < heads:
        yield Easing("heads", heads, f"it takes {heads} heads", _with(scenario, replace(row, capacity=heads)), whom)
    if "tracks" in row.audience and row.sessions < len(scenario.tracks):
        more = asking(scenario, Part("sessions_are_not_exceeded", (row.id,)))
        yield Easing(
            "session",
            1,
            "the host offers one more session",
            _with(scenario, replace(row, sessions=row.sessions + 1)),
            more,
        )


def _means(scenario: Scenario, row: Engagement) -> Iterator[Easing]:
    """Coaches, interpreters, and what the delegation bears."""
    if scenario.vehicles:
        largest = max(scenario.vehicles, key=lambda one: one.seats)
        coach = replace(largest, id=f"{largest.id}-more", days=())
        whom = asking(scenario, Part("seats_are_not_exceeded", ()))
        yield Easing(
            "vehicle", 1, f"one more {largest.kind}", replace(scenario, vehicles=(*scenario.vehicles, coach)), whom
        )
    fit = [one for one in scenario.interpreters if set(one.languages) & set(row.languages)]
    if fit:
        another = replace(fit[0], id=f"{fit[0].id}-more", days=())
        whom = asking(scenario, Part("interpreters_are_there", ()))
        more = replace(scenario, interpreters=(*scenario.interpreters, another))
        yield Easing("interpreter", 1, "one more interpreter", more, whom)
    rules = scenario.rules
    whom = asking(scenario, Part("days_are_bearable", ()))
    one_more = replace(rules, days=replace(rules.days, most_engagements=rules.days.most_engagements + 1))
    yield Easing("busier", 1, "one more engagement on a day", replace(scenario, rules=one_more), whom)
    frame = replace(scenario.programme, day_end=TimeOfDay(min(DAY, scenario.programme.day_end + STEPS[0])))
    yield Easing("late", STEPS[0], f"days end {STEPS[0]} minutes later", replace(scenario, programme=frame), whom)
