"""Ceremonies broken into minutes: a proposed running order by kind of engagement."""

from __future__ import annotations

from planner.domain.plan import Item
from planner.rendering.sayable import Moment, Phrase, phrase
from planner.rendering.visit import Visit

REST = 0
"""Stands for the step that takes whatever time the others leave."""

CEREMONIES: dict[str, tuple[tuple[str, int], ...]] = {
    "courtesy_call": (("welcome", 5), ("introductions", 5), ("talks", REST), ("gifts", 5), ("photograph", 5)),
    "talks": (("welcome", 5), ("introductions", 5), ("talks", REST), ("conclusions", 10), ("photograph", 5)),
    "committee": (("opening", 10), ("introductions", 10), ("agenda", REST), ("conclusions", 15), ("photograph", 5)),
    "signing": (("guests", 10), ("opening", 10), ("signing", REST), ("exchange", 5), ("photograph", 5), ("toast", 5)),
    "reception": (("guests", 20), ("opening", 15), ("toast", 5), ("dinner", REST), ("farewell", 10)),
}
"""Steps and their minutes, as both sides' protocol offices usually order them."""

LEAST = 10
"""Below so many minutes for the main step a running order says nothing useful."""


def running_order(visit: Visit, item: Item, day: int) -> tuple[tuple[Moment, Phrase], ...]:
    """When each step of the engagement `item` begins; empty where its kind has no ceremony or the time is too short."""
    steps = CEREMONIES.get(visit.scenario.engagement[item.id].kind, ())
    rest = item.end - item.start - sum(minutes for _, minutes in steps)
    if not steps or rest < LEAST:
        return ()
    order, minute = [], item.start
    for step, minutes in steps:
        order.append((visit.moment(minute, day), phrase(f"ceremony.{step}")))
        minute += minutes or rest
    return tuple(order)
