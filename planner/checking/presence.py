"""Nobody is in two places: items follow one another, delegates are in one track, heads are counted as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from planner.checking.attending import Part, absences, parts_of
from planner.checking.evidence import Evidence, Finding, Outing
from planner.checking.own_ways import Way, flights_are_listed, own_ways, rides_are_listed, rides_are_needed


def nobody_is_in_two_places(evidence: Evidence) -> Iterator[Finding]:
    """The items of a track do not overlap, also over night; every delegate is in one track on each day of the stay;
    `heads` and `absent` say who is there; flights and rides alone are listed, and no others, and nobody is, or sleeps,
    elsewhere meanwhile."""
    ways: list[tuple[str, Way]] = []
    for outing in evidence.outings:
        yield from _overlaps(evidence, outing)
        parts = parts_of(evidence, outing)
        yield from _headcount(evidence, outing, parts)
        alone = list(own_ways(evidence, outing, parts))
        yield from rides_are_listed(evidence, outing, alone)
        ways += alone
    yield from rides_are_needed(evidence, ways)
    yield from _assignments(evidence)
    yield from flights_are_listed(evidence)


def _overlaps(evidence: Evidence, outing: Outing) -> Iterator[Finding]:
    items = outing.until_morning
    tomorrow = evidence.outing.get((outing.track, outing.day + 1))
    if outing.night and tomorrow:
        items += tomorrow.until_morning[:1]
    for item, following in pairwise(items):
        if following.start < item.end:
            allowed = f"from {evidence.time(item.end, outing.day)}"
            found = evidence.time(following.start, outing.day)
            yield evidence.where(outing, item) | {"overlaps": following.key, "found": found, "allowed": allowed}


def _headcount(evidence: Evidence, outing: Outing, parts: Mapping[str, Part]) -> Iterator[Finding]:
    if outing.record.head_count != len(outing.members):
        counted = {"heads": outing.record.head_count, "allowed": len(outing.members)}
        yield evidence.where(outing) | counted
    for item, missing in absences(evidence, outing, parts):
        if missing != set(item.absent):
            named = {"absent": ";".join(sorted(item.absent)) or "none", "allowed": ";".join(sorted(missing)) or "none"}
            yield evidence.where(outing, item) | named
        there = len(outing.members) - len(set(item.absent) & set(outing.members))
        if item.heads != there:
            yield evidence.where(outing, item) | {"heads": item.heads, "allowed": there}


def _assignments(evidence: Evidence) -> Iterator[Finding]:
    daily = evidence.scenario.track_change == "daily"
    for who, stay in evidence.facts.presence.days.items():
        days = evidence.plan.delegates.get(who, {})
        if sorted(days) != list(stay):
            found = ";".join(map(evidence.date, sorted(days)))
            yield {"delegate": who, "found": found or "nowhere", "allowed": ";".join(map(evidence.date, stay))}
        for day, track in days.items():
            if (track, day) not in evidence.outing:
                yield {"delegate": who, "track": track, "date": evidence.date(day), "found": "no such day of the track"}
        if not daily and len(set(days.values())) > 1:
            yield {"delegate": who, "found": ";".join(sorted(set(days.values()))), "allowed": "one track"}
        if daily:
            yield from _changes(evidence, who)


def _changes(evidence: Evidence, who: str) -> Iterator[Finding]:
    """Who changes track over night leaves in the morning from the hotel slept at, and not before the night is over."""
    for (day, track), (next_day, next_track) in pairwise(sorted(evidence.plan.delegates.get(who, {}).items())):
        evening, morning = evidence.outing.get((track, day)), evidence.outing.get((next_track, next_day))
        if track == next_track or evening is None or morning is None:
            continue
        where = {"delegate": who, "track": next_track, "date": evidence.date(next_day)}
        if evening.record.hotel_to != morning.record.hotel_from:
            yield where | {"found": morning.record.hotel_from, "allowed": evening.record.hotel_to}
        elif evening.night and morning.items and morning.begin < evening.night.end:
            allowed = f"from {evidence.time(evening.night.end, next_day)}, as the night of {track}"
            yield where | {"found": evidence.time(morning.begin, next_day), "allowed": allowed}
