"""Warnings of want: seats, rooms, meals, interpreters and places that cannot carry the delegation."""

from __future__ import annotations

from planner.domain.counting import counted, few
from planner.domain.parties import Presence
from planner.domain.scenario import Scenario
from planner.reading.doubts import Doubts


def doubt_capacity(scenario: Scenario, doubts: Doubts) -> None:
    """Note every want that shows before solving."""
    presence = Presence(scenario)
    _seats(scenario, presence, doubts)
    _tracks(scenario, presence, doubts)
    _rooms(scenario, presence, doubts)
    _stays(scenario, doubts)
    _meals(scenario, doubts)
    _engagements(scenario, doubts)
    _interpreters(scenario, doubts)


def _seats(scenario: Scenario, presence: Presence, doubts: Doubts) -> None:
    if not scenario.rules.is_on("seats_are_not_exceeded"):
        return
    short = {}
    for day, date in enumerate(scenario.clock.dates):
        seats = sum(vehicle.seats for vehicle in scenario.vehicles if not vehicle.days or date in vehicle.days)
        heads = sum(day in days for days in presence.days.values())
        if seats < heads:
            short[date] = (seats, heads)
    if short:
        date, (seats, heads) = max(short.items(), key=lambda one: one[1][1] - one[1][0])
        days = f" (so on {counted(len(short), 'day')})" if len(short) > 1 else ""
        found = f"{counted(seats, 'seat')} on {date}{days}"
        doubts.add("vehicles", "", "seats", found, f"seats for {counted(heads, 'delegate')}", "add vehicles", "seats")
    needy = sum(bool(who.access) for who in scenario.delegates)
    if needy and not any(vehicle.access for vehicle in scenario.vehicles):
        found = f"no vehicle for {needy} delegates in wheelchairs" if needy > 1 else "no vehicle for a wheelchair"
        doubts.add("vehicles", "", "access", found, "access = wheelchair for one vehicle at least", "", "wheelchair")


def _tracks(scenario: Scenario, presence: Presence, doubts: Doubts) -> None:
    if not scenario.rules.is_on("capacity_is_not_exceeded"):
        return
    heads = len(presence.there)
    most = sum(track.max_size for track in scenario.tracks)
    least = sum(track.min_size for track in scenario.tracks)
    if most < heads:
        doubts.add(
            "tracks", "", "max_size", f"{most} places in all", f"places for {counted(heads, 'delegate')}", "", "tracks"
        )
    if least > heads:
        doubts.add(
            "tracks", "", "min_size", f"at least {least} in all", f"at most {counted(heads, 'delegate')}", "", "tracks"
        )
    for track in scenario.tracks:
        fixed = sum(who.track == track.id for who in scenario.delegates)
        if fixed > track.max_size:
            doubts.add(
                "tracks", track.id, "max_size", str(track.max_size), f"places for {fixed} fixed delegates", "", "tracks"
            )


def _rooms(scenario: Scenario, presence: Presence, doubts: Doubts) -> None:
    if not scenario.rules.is_on("rooms_are_not_exceeded"):
        return
    mates = {who.id: who.room_with for who in scenario.delegates}
    for night, date in enumerate(scenario.clock.dates[:-1]):
        sleepers = {who for who, nights in presence.nights.items() if night in nights}
        pairs = sum(mates[who] in sleepers and mates[mates[who] or ""] == who for who in sleepers) // 2
        rooms = sum(hotel.rooms for hotel in scenario.hotels if hotel.is_open(date))
        needed = len(sleepers) - pairs
        if rooms < needed:
            found = f"{counted(rooms, 'room')} in the night of {date}"
            doubts.add("hotels", "", "rooms", found, counted(needed, "room"), "", "rooms")


def _stays(scenario: Scenario, doubts: Doubts) -> None:
    if not scenario.rules.is_on("nights_are_stable"):
        return
    for stay in scenario.stays:
        if not scenario.hotel[stay.hotel].is_open(stay.night):
            found = f"{stay.hotel} is not open in the night of {stay.night}"
            key = f"{stay.night}/{stay.track or '-'}"
            doubts.add("stays", key, "hotel", found, "a night between its from and until", "", "rooms")


def _meals(scenario: Scenario, doubts: Doubts) -> None:
    if not scenario.rules.is_on("lunch_and_dinner_are_eaten"):
        return
    held = any(row.kind in ("reception", "meal") for row in scenario.engagements)
    for kind in ("lunch", "dinner"):
        places = [place for place in scenario.meals if place.kind == kind]
        if not places and not held:
            doubts.add("meals", "", "kind", f"no place for {kind}", "a meal place, a reception or a meal", "", "meals")
            continue
        diets = {diet for who in scenario.delegates for diet in who.diet if not diet.startswith("allergy")}
        unserved = sorted(diet for diet in diets if places and not any(diet in place.diets for place in places))
        if unserved:
            doubts.add(
                "meals", "", "diets", f"no {kind} place serves {few(unserved)}", "diets of the delegates", "", "diets"
            )
    for meal in ("lunch", "dinner"):
        rule = getattr(scenario.rules, meal)
        if rule.until - rule.from_ < rule.minutes:
            found = f"{rule.minutes} minutes in a span of {rule.until - rule.from_}"
            doubts.add("", f"rules.{meal}.minutes", "", found, "a meal that fits its span", "", "meals")


def _engagements(scenario: Scenario, doubts: Doubts) -> None:
    heads, limited = len(scenario.delegates), scenario.rules.is_on("capacity_is_not_exceeded")
    for row in scenario.engagements:
        small = limited and row.capacity is not None and row.capacity < heads
        if row.mandatory == "yes" and row.audience == ("all",) and small:
            expected = f"room for {counted(heads, 'delegate')}"
            doubts.add("engagements", row.id, "capacity", str(row.capacity), expected, "", "capacity")
        if row.slot_minutes is not None and row.slot_minutes > row.minutes:
            found = f"slots of {row.slot_minutes} minutes in {row.minutes}"
            doubts.add("engagements", row.id, "slot_minutes", found, "at least one slot", "", "slots")


def _interpreters(scenario: Scenario, doubts: Doubts) -> None:
    if not scenario.rules.is_on("interpreters_are_there"):
        return
    for row in scenario.engagements:
        if not row.languages:
            continue
        foreign = [who for who in scenario.delegates if not set(who.languages) & set(row.languages)]
        spoken = {language for who in foreign for language in who.languages}
        helped = any(
            set(one.languages) & set(row.languages) and set(one.languages) & spoken for one in scenario.interpreters
        )
        if foreign and row.mandatory != "no" and not helped:
            pair = f"{few(sorted(spoken))} and {few(sorted(row.languages))}"
            found = f"{counted(len(foreign), 'delegate')} without a language of the host"
            doubts.add("engagements", row.id, "languages", found, f"an interpreter of {pair}", "", "interpreters")
