"""What a person fixes on the command line, and what time has fixed, written into a scenario."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from planner.domain.columns import TimeOfDay
from planner.domain.engagements import Pin
from planner.domain.faults import Fault, Faulty
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario
from planner.publishing.editions import Edition
from planner.reading.near import near_hint

SHAPE = "ENGAGEMENT[@TRACK]=in, =out, =2017-08-17 or =2017-08-17T10:00"


def with_pins(scenario: Scenario, texts: Sequence[str]) -> Scenario:
    """`scenario` with pins such as `port@iot=out` in the place of those it has for the same. Raises Faulty."""
    faults: list[Fault] = []
    pins = [pin for text in texts if (pin := _pin(scenario, text, faults))]
    if faults:
        raise Faulty(faults)
    given = {(pin.engagement, pin.track) for pin in pins}
    kept = tuple(pin for pin in scenario.pins if (pin.engagement, pin.track) not in given)
    return replace(scenario, pins=(*kept, *pins)) if pins else scenario


def _pin(scenario: Scenario, text: str, faults: list[Fault]) -> Pin | None:
    what, _, value = text.partition("=")
    engagement, _, track = what.partition("@")
    where = f"--pin {text}"
    if engagement not in scenario.engagement:
        faults.append(Fault(where, engagement, "an engagement", near_hint(engagement, scenario.engagement)))
        return None
    if track and track not in scenario.track:
        faults.append(Fault(where, track, "a track", near_hint(track, scenario.track)))
        return None
    if value in ("in", "out"):
        return Pin(engagement=engagement, track=track or None, state="in" if value == "in" else "out")
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        faults.append(Fault(where, value, SHAPE))
        return None
    if moment.date() not in scenario.clock.dates:
        faults.append(Fault(where, value, f"a day from {scenario.clock.first_day} to {scenario.clock.last_day}"))
        return None
    if len(value) <= len("2017-08-17"):
        return Pin(engagement=engagement, track=track or None, on=moment.date(), state="in")
    at = TimeOfDay(moment.hour * 60 + moment.minute)
    return Pin(engagement=engagement, track=track or None, on=moment.date(), at=at, state="fixed")


def done_before(scenario: Scenario, edition: Edition, now: int) -> Scenario:
    """`scenario` with the commitment `done` for engagements whose every session in the plan began before `now`."""
    shift = (scenario.clock.first_day - edition.clock.first_day).days * 24 * 60
    starts: dict[str, list[int]] = {}
    for session in Programme(edition.plan).sessions:
        starts.setdefault(session.engagement, []).append(session.start - shift)
    over = {engagement for engagement, begun in starts.items() if max(begun) < now}
    marked = (replace(row, commitment="done") if row.id in over else row for row in scenario.engagements)
    return replace(scenario, engagements=tuple(marked))
