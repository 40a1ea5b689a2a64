"""Lunch and dinner are eaten, and no meal place is overfull."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import get_args

from planner.checking.evidence import Evidence, Finding, Outing
from planner.domain.clock import DAY
from planner.domain.places import MealKind
from planner.domain.plan import Item
from planner.domain.rulebook import MealRules

BANQUETS = ("reception", "meal")


def lunch_and_dinner_are_eaten(evidence: Evidence) -> Iterator[Finding]:
    """A day that begins at or before a meal's span and ends at or after it has that meal: at a meal place of its kind,
    inside the span, for the longer of the place's and the rule's minutes, with every diet there served; or a reception
    or meal engagement inside the span. Meals in the plan are such meals, needed or not."""
    for outing in evidence.outings:
        for meal in get_args(MealKind):
            rules: MealRules = getattr(evidence.scenario.rules, meal)
            eaten = [item for item in outing.items if item.kind == "meal" and item.meal == meal]
            for item in eaten:
                yield from _well_eaten(evidence, outing, item, rules)
            if not eaten and _out(outing, rules) and not _banquet(evidence, outing, rules):
                found = f"out {evidence.time(outing.begin, outing.day)}-{evidence.time(outing.end, outing.day)}"
                yield evidence.where(outing) | {"meal": meal, "found": found, "allowed": f"a {meal}"}


def _span(outing: Outing, rules: MealRules) -> tuple[int, int]:
    return outing.day * DAY + rules.from_, outing.day * DAY + rules.until


def _out(outing: Outing, rules: MealRules) -> bool:
    first, last = _span(outing, rules)
    return bool(outing.items) and outing.begin <= first and outing.end >= last


def _banquet(evidence: Evidence, outing: Outing, rules: MealRules) -> bool:
    first, last = _span(outing, rules)
    return any(
        item.kind == "engagement"
        and evidence.scenario.engagement[item.id].kind in BANQUETS
        and first <= item.start
        and item.end <= last
        for item in outing.items
    )


def _well_eaten(evidence: Evidence, outing: Outing, item: Item, rules: MealRules) -> Iterator[Finding]:
    place, (first, last) = evidence.scenario.meal[item.id], _span(outing, rules)
    where = evidence.where(outing, item)
    if place.kind != item.meal:
        yield where | {"found": item.meal, "allowed": place.kind}
    minutes = max(place.minutes, rules.minutes)
    if item.end - item.start < minutes:
        yield where | {"found": f"{item.end - item.start} min", "allowed": f"at least {minutes} min"}
    if item.start < first or item.end > last:
        allowed = f"{evidence.time(first, outing.day)}-{evidence.time(last, outing.day)}"
        yield where | {"found": evidence.span(item, outing.day), "allowed": allowed}
    diets = evidence.facts.diets
    asked = {diet for who in evidence.present(outing.of(item)) for diet in diets.get(who, ())}
    if asked - set(place.diets):
        unserved = ";".join(sorted(asked - set(place.diets)))
        yield where | {"found": f"{item.id} does not serve {unserved}", "allowed": ";".join(place.diets) or "nothing"}


def meal_seats_are_not_exceeded(evidence: Evidence) -> Iterator[Finding]:
    """At no moment are more heads at a meal place than it has seats; who gets up makes room for who sits down."""
    changes: dict[str, list[tuple[int, int]]] = {}
    for outing in evidence.outings:
        for item in outing.items:
            if item.kind == "meal":
                heads = len(evidence.present(outing.of(item)))
                changes.setdefault(item.id, []).extend(((item.start, heads), (item.end, -heads)))
    for place, moments in changes.items():
        seats, heads = evidence.scenario.meal[place].seats, 0
        for minute, at_once in groupby(sorted(moments), key=lambda moment: moment[0]):
            before, heads = heads, heads + sum(change for _, change in at_once)
            if heads > max(seats, before):
                day = minute // DAY
                facts = {"meal": place, "date": evidence.date(day), "time": evidence.time(minute, day)}
                yield facts | {"found": heads, "allowed": seats}
