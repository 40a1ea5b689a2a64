"""Engagements and meals lie within opening hours."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checking.evidence import Evidence, Finding
from planner.domain.opening import Span
from planner.domain.programme import Stop


def engagements_lie_within_opening_hours(evidence: Evidence) -> Iterator[Finding]:
    """Every engagement and meal [start, end) lies inside one opening span of its place on the day it belongs to."""
    facts, scenario = evidence.facts, evidence.scenario
    for stop in evidence.stops():
        if stop.item.kind == "engagement":
            spans = facts.engagement_spans(scenario.engagement[stop.item.id], stop.day)
        elif stop.item.kind == "meal":
            spans = facts.meal_spans(scenario.meal[stop.item.id], stop.day)
        else:
            continue
        if not any(start <= stop.item.start and stop.item.end <= end for start, end in spans):
            yield _closed(evidence, stop, spans)


def _closed(evidence: Evidence, stop: Stop, spans: tuple[Span, ...]) -> Finding:
    opened = ";".join(f"{evidence.time(start, stop.day)}-{evidence.time(end, stop.day)}" for start, end in spans)
    return {
        "track": stop.track,
        stop.item.kind: stop.item.id,
        "date": evidence.date(stop.day),
        "found": evidence.span(stop.item, stop.day),
        "allowed": opened or "closed",
    }
