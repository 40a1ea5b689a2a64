"""Whom one would have to ask that a part gives way, and how hard that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.scenario import Scenario
from planner.solving.conflicts.parts import MANDATORY, NO_HOTEL, OPENING, PINS, TRACK_SIZES, Part

BY_RULE: Mapping[str, tuple[str, str]] = {
    "seats_are_not_exceeded": ("the driver firm", "driver_firm"),
    "meal_seats_are_not_exceeded": ("the restaurant", "restaurant"),
    "interpreters_are_there": ("the interpreters' agency", "interpreters"),
    "rooms_are_not_exceeded": ("the hotel", "hotel"),
    "nights_are_stable": ("the delegation", "delegation"),
    "days_are_bearable": ("the delegation", "delegation"),
    "lunch_and_dinner_are_eaten": ("the delegation", "delegation"),
    PINS: ("who pinned it", "pinner"),
    "order_is_kept": ("the secretariat", "secretariat"),
    "the_head_attends": ("the head of delegation", "head"),
    "provinces_are_all_visited": ("both governments", "governments"),
    "travel_takes_its_time": ("the airline", "airline"),
    "drivers_rest": ("nobody: it is the law", "law"),
}
"""Who is asked, and the parameter of the scenario (`rules.asking`) that says how hard that is."""
BY_FACT: Mapping[str, tuple[str, str]] = {
    TRACK_SIZES: ("the secretariat", "secretariat"),
    NO_HOTEL: ("the hotel", "hotel"),
}
"""Parts that somebody else is asked about than their rule says."""
OF_HOSTS: Mapping[str, str | None] = {
    OPENING: None,
    "capacity_is_not_exceeded": None,
    "sessions_are_not_exceeded": "another_session",
    "hosts_receive_one_session_at_a_time": "another_session",
    "registration_is_in_time": "short_notice",
}
"""What hosts are asked, and the parameter by which it is harder than other hours."""
BY_RANK = {1: "minister", 2: "governor"}


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody to be asked: in words, with names and telephones where known, and how hard it is (1: easy)."""

    whom: str
    weight: int
    contacts: tuple[str, ...] = ()


def asking(scenario: Scenario, part: Part) -> Asking:
    """Whom to ask that `part` gives way."""
    if part.rule == MANDATORY:
        weight = _weight(scenario, scenario.engagement[part.facts[0]].commitment)
        return Asking("the head of delegation and the host", weight, _contacts(scenario, part.facts[0]))
    fact = part.facts[0] if part.facts else ""
    if part.rule in OF_HOSTS and fact not in BY_FACT:
        return _host(scenario, part)
    whom, parameter = BY_FACT.get(fact) or BY_RULE.get(part.rule, ("the secretariat", "secretariat"))
    return Asking(whom, _weight(scenario, parameter))


def _weight(scenario: Scenario, parameter: str) -> int:
    return int(getattr(scenario.rules.asking, parameter))


def _host(scenario: Scenario, part: Part) -> Asking:
    engagement = scenario.engagement.get(part.facts[0])
    host = scenario.organisation.get(engagement.host or "" if engagement else part.facts[0])
    rank = engagement.host_rank if engagement else None
    private = host is not None and host.kind == "company"
    weight = _weight(scenario, "company" if private else BY_RANK.get(rank or 0, "director"))
    more = OF_HOSTS[part.rule]
    name = host.name.best("en") if host else "the host"
    contacts = _contacts(scenario, engagement.id) if engagement else ()
    return Asking(name, weight + (_weight(scenario, more) if more else 0), contacts)


def _contacts(scenario: Scenario, engagement: str) -> tuple[str, ...]:
    """Who is to be called about an engagement: name, position and telephone of its contacts, else of who receives."""
    rows = [row for row in scenario.attends if row.engagement == engagement and row.person in scenario.person]
    named = [row for row in rows if row.role == "contact"] or [row for row in rows if row.role == "receives"]
    people = (scenario.person[row.person] for row in named)
    return tuple(
        ", ".join(part for part in (one.name.best("en"), one.position.best("en"), one.phone) if part) for one in people
    )
