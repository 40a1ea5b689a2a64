"""The note for the press: who comes, why, and what can be attended."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.columns import Text
from planner.rendering.cards import PersonCard
from planner.rendering.sayable import Day, Days, Listing, Phrase, phrase
from planner.rendering.views.entries import Entry, entry
from planner.rendering.visit import Visit

PUBLIC = ("courtesy_call", "committee", "signing", "press", "matchmaking", "reception")
"""Kinds of engagement of which the press is told."""


@dataclass(frozen=True, slots=True)
class PressView:
    """Everything in the press note; `contacts` are the liaison officers of the head's party."""

    title: Text
    lead: Phrase
    purpose: Phrase
    sessions: tuple[tuple[Day, Entry], ...]
    contacts: tuple[PersonCard, ...]


def press_view(visit: Visit, _: str = "") -> PressView:
    """The press note; it names no delegate but the head and no place that is not yet confirmed."""
    scenario, frame = visit.scenario, visit.scenario.programme
    head = visit.people[scenario.head]
    sessions = [s for s in visit.programme.sessions if scenario.engagement[s.engagement].kind in PUBLIC]
    told = [(Day(scenario.clock.date(s.stops[0].day)), entry(visit, list(s.stops))) for s in sessions]
    provinces = dict.fromkeys(visit.places[s.stops[0].item.site].province for s in visit.programme.sessions)
    return PressView(
        title=scenario.title,
        lead=phrase(
            "press.lead",
            head=head.name,
            position=head.position,
            organisation=head.organisation,
            delegates=len(scenario.delegates),
            organisations=len({who.organisation for who in scenario.delegates}),
            dates=Days(frame.first_day, frame.last_day),
        ),
        purpose=phrase("press.places", provinces=Listing(tuple(provinces))),
        sessions=tuple((date, line) for date, line in told if line.firm),
        contacts=visit.liaison.get(visit.plan.delegates.get(scenario.head, {}).get(0, ""), ()),
    )
