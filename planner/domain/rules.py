"""The rules of a lawful programme: each a named sentence, and what a scenario may say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A named sentence that holds: hard, or soft with a weight a breach. `source` is the practice that asks for it."""

    name: str
    sentence: str
    source: str
    hard: bool = True
    weight: int = 100


RULES: tuple[Rule, ...] = (
    Rule(
        "engagements_lie_within_opening_hours",
        "Every engagement and meal lies inside one opening span of its place.",
        "host offices' hours; public holidays",
    ),
    Rule(
        "nobody_is_in_two_places",
        "The stops of a track do not overlap and every delegate is in one track at a time.",
        "physics",
    ),
    Rule(
        "travel_takes_its_time",
        "Between two stops there is time to board, to travel at that hour and to prepare at the door.",
        "road times by hour; protocol practice",
    ),
    Rule(
        "mandatory_engagements_are_held",
        "What must be in the programme is in it, for everyone it is meant for.",
        "the scenario",
    ),
    Rule("pins_are_kept", "What a person has fixed stays as fixed.", "the scenario"),
    Rule(
        "sessions_are_not_exceeded",
        "An engagement has no more sessions than its host offers; a track attends it once.",
        "hosts' offers",
    ),
    Rule(
        "hosts_receive_one_session_at_a_time",
        "A host organisation receives one session at a time.",
        "courtesy to hosts",
    ),
    Rule("capacity_is_not_exceeded", "No session holds more heads than the place takes.", "hosts' limits"),
    Rule(
        "seats_are_not_exceeded",
        "The vehicles of a track seat everyone, with a place for each wheelchair; a vehicle serves one track a day.",
        "road safety law",
    ),
    Rule("rooms_are_not_exceeded", "Every night each hotel has a room for everyone sent there.", "hotel contracts"),
    Rule("meal_seats_are_not_exceeded", "No meal place seats more heads at a time than it has.", "restaurants' limits"),
    Rule("order_is_kept", "What must come first comes first.", "the scenario"),
    Rule(
        "courtesy_comes_first",
        "A track's courtesy call in a province comes before its site visits there.",
        "Chinese and Thai protocol practice",
        hard=False,
        weight=200,
    ),
    Rule(
        "days_are_bearable",
        "Days keep their earliest start, latest end, greatest length, most engagements and rest after a flight.",
        "care for the guests",
    ),
    Rule(
        "lunch_and_dinner_are_eaten",
        "Whoever is out over a meal's hours eats then, long enough, with every diet served.",
        "care for the guests",
    ),
    Rule(
        "nights_are_stable",
        "A track sleeps in one open hotel a night, where it was fixed, with few moves.",
        "care for the guests",
    ),
    Rule(
        "drivers_rest",
        "No driver drives too long in a row or in a day.",
        "Land Transport practice: 4 h in a row, then 30 min; 8 h a day",
    ),
    Rule(
        "interpreters_are_there",
        "Whoever shares no language with the host has an interpreter, within hours and with breaks.",
        "AIIC and AICE working conditions",
    ),
    Rule(
        "interpreters_know_the_subject",
        "Whoever interprets knows one of the engagement's topics well, as far as their subjects are told.",
        "AIIC: interpreters prepare, and are chosen for, the subject",
        hard=False,
        weight=20,
    ),
    Rule(
        "wheelchairs_have_access",
        "Where a delegate in a wheelchair attends, eats or sleeps, the site has access for it.",
        "UN Convention on the Rights of Persons with Disabilities, article 9",
        hard=False,
        weight=30,
    ),
    Rule(
        "ranks_are_matched",
        "The highest visitor of a session stands within a few levels of who receives.",
        "reciprocity of rank",
        hard=False,
        weight=100,
    ),
    Rule("the_head_attends", "What needs the head of delegation has the head.", "protocol practice"),
    Rule(
        "provinces_are_all_visited",
        "Each named province holds at least so many engagements.",
        "both governments' purpose",
    ),
    Rule(
        "competitors_are_apart", "Competitors do not share a session.", "commercial discretion", hard=False, weight=50
    ),
    Rule(
        "registration_is_in_time",
        "Hosts that register guests beforehand still have the days for it.",
        "hosts' lead times",
    ),
    Rule(
        "meetings_fit",
        "Business meetings fit their slots, tables, seats, interpreters and wishes.",
        "practice of matchmaking events",
    ),
)

RULE: Mapping[str, Rule] = {rule.name: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What a scenario says of one rule."""

    enabled: bool = True
    hard: bool = True
    weight: int = 100
