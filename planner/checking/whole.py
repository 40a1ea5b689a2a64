"""The plan is whole: what it names exists, items have the keys, places, lengths and order that the file promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import get_args

from planner.checking.evidence import Evidence, Finding, Outing
from planner.checking.interpreting import stretched
from planner.domain.clock import DAY
from planner.domain.plan import Item, ItemKind, Plan, PlanStatus, TrackDay
from planner.domain.scenario import Scenario

PLAN_IS_WHOLE = "plan_is_whole"


def loose_ends(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """What the plan names and the scenario does not know, and days told twice or outside the visit; with these no
    other check can be made."""
    if plan.status not in get_args(PlanStatus):
        yield {"where": "status", "found": plan.status, "allowed": " or ".join(get_args(PlanStatus))}
    for track, times in Counter(track.id for track in plan.tracks).items():
        if track not in scenario.track:
            yield {"where": "tracks", "found": track, "allowed": "a track of the scenario"}
        if times > 1:
            yield {"where": f"track {track}", "found": f"{times} times", "allowed": "once"}
    for track_plan in plan.tracks:
        for day, times in Counter(day.day for day in track_plan.days).items():
            where = f"track {track_plan.id}, {scenario.clock.date(day).isoformat()}"
            if not 0 <= day < scenario.clock.days:
                yield {"where": where, "found": "a day outside the visit"}
            if times > 1:
                yield {"where": where, "found": f"{times} times", "allowed": "once"}
        for record in track_plan.days:
            where = f"track {track_plan.id}, {scenario.clock.date(record.day).isoformat()}"
            yield from _loose_in_day(scenario, where, record)
    yield from _loose_people(scenario, plan)


def _unknown(where: str, kind: str, named: Iterable[str | None], known: Iterable[str]) -> Iterator[Finding]:
    for one in named:
        if one is not None and one not in known:
            yield {"where": where, "found": one, "allowed": f"{kind} of the scenario"}


def _loose_in_day(scenario: Scenario, where: str, record: TrackDay) -> Iterator[Finding]:
    hotels = (record.hotel_from, record.hotel_to, *record.rooms)
    yield from _unknown(where, "a hotel", hotels, scenario.hotel)
    sleeping = (who for rooms in record.rooms.values() for room in rooms for who in room)
    yield from _unknown(where, "a delegate", sleeping, scenario.delegate)
    for item in record.items:
        yield from _loose_in_item(scenario, f"{where}, {item.key}", item)


def _loose_in_item(scenario: Scenario, where: str, item: Item) -> Iterator[Finding]:
    yield from _unknown(where, "a kind of item", (item.kind,), get_args(ItemKind))
    known = {"engagement": scenario.engagement, "meal": scenario.meal, "night": scenario.hotel}
    if item.kind in known:
        yield from _unknown(where, f"{item.kind} place", (item.id,), known[item.kind])
    yield from _unknown(where, "a site", (item.site, item.origin, item.destination), scenario.site)
    yield from _unknown(where, "a vehicle", item.vehicles, scenario.vehicle)
    yield from _unknown(where, "an interpreter", item.interpreters, scenario.interpreter)
    yield from _unknown(where, "a delegate", item.absent, scenario.delegate)
    if item.kind == "transfer" and (None in (item.origin, item.minutes, item.km) or item.destination != item.site):
        yield {"where": where, "found": f"{item.origin} to {item.destination}", "allowed": f"a way to {item.site}"}
    if item.kind == "engagement" and (item.session or 0) < 1:
        yield {"where": where, "found": f"session {item.session}", "allowed": "1 or more"}


def _loose_people(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    yield from _unknown("delegates", "a delegate", plan.delegates, scenario.delegate)
    tracks = {track for days in plan.delegates.values() for track in days.values()}
    yield from _unknown("delegates", "a track", sorted(tracks), scenario.track)
    for own in plan.individual:
        where = f"individual {own.key} of {own.delegate}"
        yield from _unknown(where, "a delegate", (own.delegate,), scenario.delegate)
        if own.kind == "flight":
            yield from _unknown(where, "a flight", (own.flight or "none",), scenario.flight)
        else:
            yield from _unknown(where, "a site", (own.origin, own.destination), scenario.site)


def plan_is_whole(evidence: Evidence) -> Iterator[Finding]:
    """Keys are the promised ones and unique per track, lists stand in order of time, engagements have their site,
    length (the longer one only where interpreters may lengthen it), grid and receiving people, sessions count from 1;
    `left_out` is right."""
    for track in evidence.plan.tracks:
        for key, times in Counter(item.key for day in track.days for item in day.items).items():
            if times > 1:
                yield {"track": track.id, "item": key, "found": f"{times} times", "allowed": "once"}
        for day, following in pairwise(track.days):
            if following.day < day.day:
                yield {"track": track.id, "date": evidence.date(following.day), "found": "out of order"}
    for outing in evidence.outings:
        yield from _ordered(evidence, outing)
        for item in outing.record.items:
            yield from _item(evidence, outing, item)
    for engagement, sessions in evidence.sessions_of.items():
        numbers = [session.number for session in sessions]
        if numbers != list(range(1, len(numbers) + 1)):
            found = f"sessions {';'.join(map(str, numbers))}"
            yield {"engagement": engagement, "found": found, "allowed": f"1 to {len(numbers)} in order of time"}
    out = sorted(row.id for row in evidence.scenario.engagements if row.id not in evidence.sessions_of)
    if sorted(evidence.plan.left_out) != out:
        yield {"found": f"left out {';'.join(evidence.plan.left_out)}", "allowed": ";".join(out)}


def _ordered(evidence: Evidence, outing: Outing) -> Iterator[Finding]:
    for item, following in pairwise(outing.record.items):
        if following.start < item.start:
            yield evidence.where(outing, following) | {"found": "out of order", "allowed": f"before {item.key}"}
        if item.kind == "transfer" and item.key != f"to/{following.key}":
            yield evidence.where(outing, item) | {"found": item.key, "allowed": f"to/{following.key}"}
    last = outing.record.items[-1] if outing.record.items else None
    if last and last.kind == "transfer" and outing.departure and last.key != f"to/flight/{outing.departure.flight}":
        allowed = f"to/flight/{outing.departure.flight}"
        yield evidence.where(outing, last) | {"found": last.key, "allowed": allowed}


def _item(evidence: Evidence, outing: Outing, item: Item) -> Iterator[Finding]:
    where, key = partial(evidence.where, outing, item), _promised_key(evidence, outing, item)
    if item.key != key:
        yield where() | {"found": item.key, "allowed": key}
    if item.end < item.start:
        yield where() | {"found": evidence.span(item, outing.day), "allowed": "an end after the start"}
    if item.kind == "engagement":
        yield from _engagement(evidence, outing, item)
    if item.kind == "meal" and item.site != evidence.scenario.meal[item.id].site:
        yield where() | {"found": item.site, "allowed": evidence.scenario.meal[item.id].site}
    if item.kind in ("engagement", "meal") and not _on_grid(evidence, outing, item):
        grid = f"every {evidence.scenario.programme.grid_minutes} min from the first midnight"
        yield where() | {"found": evidence.time(item.start, outing.day), "allowed": grid}


def _promised_key(evidence: Evidence, outing: Outing, item: Item) -> str:
    match item.kind:
        case "engagement":
            return item.id
        case "meal":
            return f"{item.meal}/{evidence.date(outing.day)}"
        case "night":
            return f"night/{evidence.date(outing.day)}"
    return item.key


def _engagement(evidence: Evidence, outing: Outing, item: Item) -> Iterator[Finding]:
    scenario, where = evidence.scenario, partial(evidence.where, outing, item)
    row = scenario.engagement[item.id]
    if item.site != row.site:
        yield where() | {"found": item.site, "allowed": row.site}
    lengths = {row.minutes}
    if scenario.rules.setting("interpreters_are_there").enabled:
        lengths.add(stretched(evidence, row))
    if item.end - item.start not in lengths:
        allowed = " or ".join(f"{minutes} min" for minutes in sorted(lengths))
        yield where() | {"found": f"{item.end - item.start} min", "allowed": allowed}
    receiving = {part.person for part in scenario.attends if part.engagement == row.id and part.role == "receives"}
    commitment = evidence.plan.commitments.get(row.id, row.commitment)
    if item.commitment != commitment:
        yield where() | {"found": item.commitment, "allowed": commitment}
    if set(item.people) != receiving & set(scenario.person):
        allowed = ";".join(sorted(receiving & set(scenario.person))) or "nobody"
        yield where() | {"found": ";".join(item.people) or "nobody", "allowed": allowed}


def _on_grid(evidence: Evidence, outing: Outing, item: Item) -> bool:
    """Does the item start on the grid, which begins at the first midnight, or at a time that a pin gives?"""
    pinned = tuple(pin.at for pin in evidence.scenario.pins if pin.engagement == item.id and pin.at is not None)
    return item.start % evidence.scenario.programme.grid_minutes == 0 or item.start - outing.day * DAY in pinned
