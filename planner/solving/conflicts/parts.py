"""What conflicts consist of: rules with the facts they are about, as fine as those who could be asked."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.fleet import Vehicle
from planner.domain.scenario import Scenario
from planner.model.problem import Problem

OPENING, REGISTRATION, CAPACITY = (
    "engagements_lie_within_opening_hours",
    "registration_is_in_time",
    "capacity_is_not_exceeded",
)
SEATS = "seats_are_not_exceeded"
MANDATORY, PINS, PROVINCES = "mandatory_engagements_are_held", "pins_are_kept", "provinces_are_all_visited"
FLIGHT = "travel_takes_its_time"
"""What flights ask: nobody is on the road before they land (`arrival`), or after they have left (`departure`)."""
AUDIENCE = "audience"
TRACK_SIZES, NO_HOTEL = "track sizes", "no hotel is open"
"""Facts of parts that are about no one engagement: what all tracks hold, and nights without any hotel."""
"""Whom an engagement is meant for: no rule, but what keeps a track out of it."""
WHOLE = frozenset({"days_are_bearable", "drivers_rest", "lunch_and_dinner_are_eaten"})
"""Rules that hold as one: their parameters are the same for every track and day."""


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A rule with the facts it is about: what a conflict consists of, and what may give way."""

    rule: str
    facts: tuple[str, ...]


ASKED_AS_ONE = frozenset({MANDATORY, "interpreters_are_there", "rooms_are_not_exceeded", "meal_seats_are_not_exceeded"})
"""Rules about one engagement, hotel or restaurant, whatever the day and track."""


def part_of(scenario: Scenario, rule: str, facts: tuple[str, ...]) -> Part:
    """The part to which one constraint belongs: whom one would ask decides how fine it is."""
    if rule in WHOLE:
        return Part(rule, facts[2:] if rule == "lunch_and_dinner_are_eaten" else ())
    if rule == "order_is_kept":
        return Part(rule, facts[:2])
    if rule == SEATS:
        _, date, *more = facts
        return Part(rule, (dates_alike(scenario, date)[0], *more))
    if rule == "nights_are_stable":
        return Part(rule, facts if len(facts) == 2 else ())
    return Part(rule, facts[:1] if rule in ASKED_AS_ONE else facts)


def fleet_on(scenario: Scenario, date: str) -> tuple[Vehicle, ...]:
    """The vehicles that are there on a date."""
    return tuple(one for one in scenario.vehicles if not one.days or date in map(str, one.days))


def dates_alike(scenario: Scenario, date: str) -> tuple[str, ...]:
    """The dates of the visit on which the same vehicles are there as on `date`: they lack seats together."""
    fleet = fleet_on(scenario, date)
    return tuple(other for other in map(str, scenario.clock.dates) if fleet_on(scenario, other) == fleet)


def is_wish(part: Part) -> bool:
    """Does a part ask for something to be held? Without any such the empty programme is lawful."""
    return part.rule in (MANDATORY, PINS, PROVINCES)


def acts_asked_for(problem: Problem, wish: Part) -> set[int]:
    """The acts of which a wish wants one held."""
    if wish.rule == PROVINCES:
        return {act for act, one in enumerate(problem.acts) if one.province == wish.facts[0]}
    return {problem.act_index[wish.facts[0]]}


def all_wishes(scenario: Scenario) -> tuple[Part, ...]:
    """Everything that the hard rules of a scenario ask to be held."""

    def hard(rule: str) -> bool:
        return scenario.rules.setting(rule).enabled and scenario.rules.setting(rule).hard

    found = [Part(MANDATORY, (row.id,)) for row in scenario.engagements if row.mandatory != "no" and hard(MANDATORY)]
    if hard(PINS):
        pins = [pin for pin in scenario.pins if pin.state != "out"]
        found += [Part(PINS, (pin.engagement, pin.track or "", str(pin.on or ""))) for pin in pins]
    if hard(PROVINCES):
        found += [Part(PROVINCES, (province,)) for province in scenario.rules.provinces.names]
    return tuple(dict.fromkeys(found))
