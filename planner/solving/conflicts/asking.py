"""Whom one would have to ask that a part gives way, and how hard that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.scenario import Scenario
from planner.solving.conflicts.gates import MANDATORY, OPENING, PINS, Part

BY_COMMITMENT: Mapping[str, int] = {
    "idea": 3,
    "asked": 5,
    "tentative": 7,
    "confirmed": 12,
    "announced": 20,
    "done": 100,
}
"""Giving up an engagement that is mandatory, by how much of it is agreed."""
BY_RULE: Mapping[str, tuple[str, int]] = {
    "seats_are_not_exceeded": ("the driver firm", 1),
    "meal_seats_are_not_exceeded": ("the restaurant", 1),
    "interpreters_are_there": ("the interpreters' agency", 2),
    "rooms_are_not_exceeded": ("the hotel", 2),
    "nights_are_stable": ("the delegation", 2),
    "days_are_bearable": ("the delegation", 3),
    "lunch_and_dinner_are_eaten": ("the delegation", 3),
    PINS: ("who pinned it", 3),
    "order_is_kept": ("the secretariat", 4),
    "the_head_attends": ("the head of delegation", 7),
    "provinces_are_all_visited": ("both governments", 8),
    "travel_takes_its_time": ("the airline", 9),
    "drivers_rest": ("nobody: it is the law", 50),
}
MINISTER, GOVERNOR, DIRECTOR, COMPANY = 10, 8, 4, 3
OF_HOSTS: Mapping[str, int] = {
    OPENING: 0,
    "capacity_is_not_exceeded": 0,
    "sessions_are_not_exceeded": 1,
    "hosts_receive_one_session_at_a_time": 1,
    "registration_is_in_time": 2,
}
"""What hosts are asked, and how much harder than other hours it is."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody to be asked: in words, with names and telephones where known, and how hard it is (1: easy)."""

    whom: str
    weight: int
    contacts: tuple[str, ...] = ()


def asking(scenario: Scenario, part: Part) -> Asking:
    """Whom to ask that `part` gives way."""
    if part.rule == MANDATORY:
        commitment = scenario.engagement[part.facts[0]].commitment
        return Asking(
            "the head of delegation and the host", BY_COMMITMENT[commitment], _contacts(scenario, part.facts[0])
        )
    if part.rule in OF_HOSTS:
        return _host(scenario, part)
    whom, weight = BY_RULE.get(part.rule, ("the secretariat", 5))
    return Asking(whom, weight)


def _host(scenario: Scenario, part: Part) -> Asking:
    engagement = scenario.engagement.get(part.facts[0])
    host = scenario.organisation.get(engagement.host or "" if engagement else part.facts[0])
    rank = engagement.host_rank if engagement else None
    private = host is not None and host.kind == "company"
    weight = COMPANY if private else {1: MINISTER, 2: GOVERNOR}.get(rank or 9, DIRECTOR)
    name = host.name.best("en") if host else "the host"
    contacts = _contacts(scenario, engagement.id) if engagement else ()
    return Asking(name, weight + OF_HOSTS[part.rule], contacts)


def _contacts(scenario: Scenario, engagement: str) -> tuple[str, ...]:
    """Who is to be called about an engagement: name, position and telephone of its contacts, else of who receives."""
    rows = [row for row in scenario.attends if row.engagement == engagement and row.person in scenario.person]
    named = [row for row in rows if row.role == "contact"] or [row for row in rows if row.role == "receives"]
    people = (scenario.person[row.person] for row in named)
    return tuple(
        ", ".join(part for part in (one.name.best("en"), one.position.best("en"), one.phone) if part) for one in people
    )
