"""The check of every rule, by the rule's name, and the violations that they find in a plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from planner.checking.access import wheelchairs_have_access
from planner.checking.days import days_are_bearable
from planner.checking.evidence import Evidence, Finding
from planner.checking.gathering import (
    capacity_is_not_exceeded,
    competitors_are_apart,
    hosts_receive_one_session_at_a_time,
    ranks_are_matched,
    sessions_are_not_exceeded,
)
from planner.checking.holding import (
    mandatory_engagements_are_held,
    pins_are_kept,
    provinces_are_all_visited,
    registration_is_in_time,
    the_head_attends,
)
from planner.checking.interpreting import interpreters_are_there, interpreters_know_the_subject
from planner.checking.meals import lunch_and_dinner_are_eaten, meal_seats_are_not_exceeded
from planner.checking.meetings import meetings_fit
from planner.checking.nights import nights_are_stable, rooms_are_not_exceeded
from planner.checking.opening import engagements_lie_within_opening_hours
from planner.checking.ordering import courtesy_comes_first, order_is_kept
from planner.checking.presence import nobody_is_in_two_places
from planner.checking.travelling import travel_takes_its_time
from planner.checking.vehicles import drivers_rest, seats_are_not_exceeded
from planner.domain.faults import Violation, violation
from planner.domain.rules import RULES

Check = Callable[[Evidence], Iterable[Finding]]

_WRITTEN: tuple[Check, ...] = (
    engagements_lie_within_opening_hours,
    nobody_is_in_two_places,
    travel_takes_its_time,
    mandatory_engagements_are_held,
    pins_are_kept,
    sessions_are_not_exceeded,
    hosts_receive_one_session_at_a_time,
    capacity_is_not_exceeded,
    seats_are_not_exceeded,
    rooms_are_not_exceeded,
    meal_seats_are_not_exceeded,
    order_is_kept,
    courtesy_comes_first,
    days_are_bearable,
    lunch_and_dinner_are_eaten,
    nights_are_stable,
    drivers_rest,
    interpreters_are_there,
    interpreters_know_the_subject,
    wheelchairs_have_access,
    ranks_are_matched,
    the_head_attends,
    provinces_are_all_visited,
    competitors_are_apart,
    registration_is_in_time,
    meetings_fit,
)

CHECKS: Mapping[str, Check] = {check.__name__: check for check in _WRITTEN}
"""Every rule's check; it yields the facts of each violation and bears the rule's name."""


def violations(evidence: Evidence, *, soft_only: bool = False, unasked: Collection[str] = ()) -> tuple[Violation, ...]:
    """Violations of the rules that the scenario asks for, but those `unasked`, in the order of the rules."""
    settings = {rule.name: evidence.scenario.rules.setting(rule.name) for rule in RULES}
    return tuple(
        violation(name, **finding)
        for name, setting in settings.items()
        if setting.enabled and name not in unasked and not (soft_only and setting.hard)
        for finding in CHECKS[name](evidence)
    )
