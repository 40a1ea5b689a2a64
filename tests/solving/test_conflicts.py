"""Conflicts planted in the tiny visit are found, each the smallest, and the easiest ways out of all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.domain.engagements import Pin
from planner.domain.places import OpeningRow
from planner.domain.scenario import Scenario
from planner.solving.budget import Budget
from planner.solving.conflicts import Found, Part, find_conflicts, first_conflicts
from planner.solving.conflicts.asking import asking
from planner.solving.conflicts.hitting import cheapest_hits
from planner.solving.conflicts.parts import CAPACITY, FLIGHT, MANDATORY, OPENING, PINS, REGISTRATION
from planner.solving.conflicts.wording import Wording
from tests.checking.edits import with_row, with_rules
from tests.handmade import tiny_scenario
from tests.handmade_places import at as hour

SMALL_DINNER = (Part(CAPACITY, ("welcome-dinner",)), Part(MANDATORY, ("welcome-dinner",)))
LATE_PORT = (Part(MANDATORY, ("port-visit",)), Part(REGISTRATION, ("port-visit",)))


def found_in(scenario: Scenario) -> Found:
    return find_conflicts(scenario, Budget(15, repeatable=True), workers=1)


def parts_of(found: Found) -> set[tuple[Part, ...]]:
    assert all(conflict.smallest for conflict in found.conflicts)
    return {conflict.parts for conflict in found.conflicts}


def with_small_dinner(scenario: Scenario) -> Scenario:
    """The dinner for all takes four; six come."""
    return with_row(scenario, "engagements", "welcome-dinner", capacity=4)


def with_late_port(scenario: Scenario) -> Scenario:
    """The port asks for guests sixty days before; there are fourteen."""
    return with_row(scenario, "engagements", "port-visit", register_days=60)


def with_closed_ministry(scenario: Scenario) -> Scenario:
    """The ministry receives on Wednesday from ten, where the call is pinned to half past nine."""
    rows = tuple(row for row in scenario.opening if row.of != "ministry")
    return replace(scenario, opening=(*rows, OpeningRow(of="ministry", on="daily", from_=hour(10), until=hour(12))))


def with_a_short_stay(minutes: int) -> Scenario:
    """All land at half past eleven and leave at two, and need so many minutes in the airport at either end."""
    scenario = tiny_scenario()
    out = dt.datetime(2017, 8, 15, 14)
    flights = tuple(replace(row, departs=out) if row.id == "f-out" else row for row in scenario.flights)
    delegates = tuple(replace(row, arrival="f-in", departure="f-out") for row in scenario.delegates)
    return with_rules(
        replace(scenario, flights=flights, delegates=delegates),
        arrival=replace(scenario.rules.arrival, after_landing_minutes=minutes),
        departure=replace(scenario.rules.departure, before_takeoff_minutes=minutes),
    )


def test_a_lawful_visit_has_no_conflict() -> None:
    found = found_in(tiny_scenario())
    assert (found.conflicts, found.ways, found.complete) == ((), (), True)


def test_one_conflict_names_only_what_is_needed() -> None:
    assert parts_of(found_in(with_small_dinner(tiny_scenario()))) == {SMALL_DINNER}


def test_two_independent_conflicts_are_found_together() -> None:
    found = found_in(with_late_port(with_small_dinner(tiny_scenario())))
    assert parts_of(found) == {SMALL_DINNER, LATE_PORT}


def test_three_independent_conflicts_are_found_together() -> None:
    found = found_in(with_closed_ministry(with_late_port(with_small_dinner(tiny_scenario()))))
    third = (Part(OPENING, ("ministry-call",)), Part(PINS, ("ministry-call", "gov", "2017-08-16")))
    assert parts_of(found) == {SMALL_DINNER, LATE_PORT, third}


def test_the_easiest_way_out_takes_something_from_each_conflict() -> None:
    found = found_in(with_late_port(with_small_dinner(tiny_scenario())))
    best = found.ways[0]
    assert all(set(parts) & set(best.parts) for parts in parts_of(found))
    assert best.weight == min(way.weight for way in found.ways)
    assert best.proven, "with these gone, all that must be held was held together"


def test_two_pins_that_contradict_each_other_are_a_conflict() -> None:
    both = tiny_scenario(pins=(Pin(engagement="temple", state="in"), Pin(engagement="temple", state="out")))
    assert [{part.rule for part in parts} for parts in parts_of(found_in(both))] == [{PINS}]


def test_the_first_conflict_is_what_an_outcome_shows() -> None:
    (conflict,) = first_conflicts(with_small_dinner(tiny_scenario()), Budget(10, repeatable=True))
    assert conflict.parts == tuple((part.rule, part.facts) for part in SMALL_DINNER)


def test_cheapest_hits_come_in_order_and_contain_no_other() -> None:
    a, b, c = (Part("rule", (name,)) for name in "abc")
    weights = {a: 1, b: 5, c: 2}
    hits = cheapest_hits([(a, b), (b, c)], weights.__getitem__, 5)
    assert hits == ((a, c), (b,)), "1 + 2 is cheaper than 5; a, b, c together is no smallest set"


def test_parts_are_said_with_their_cells() -> None:
    wording = Wording(with_late_port(tiny_scenario()), lambda table, key, column: f"{table} {key} {column}".strip())
    said = wording.said(LATE_PORT[1])
    assert said.sentence == "Port (port-visit) is to be registered 60 days before; there are 14"
    assert said.sources == ("engagements port-visit register_days", "programme.as_of")


def test_a_visit_of_several_days_without_any_hotel_is_a_conflict_of_its_nights() -> None:
    bare = replace(tiny_scenario(), hotels=(), stays=())
    (conflict,) = find_conflicts(bare, Budget(15, repeatable=True)).conflicts
    (part,) = conflict.parts
    assert part.rule == "nights_are_stable"
    assert asking(bare, part).whom == "the hotel"
    assert "no hotel is open" in Wording(bare, lambda table, key, column: f"{table}/{column}").said(part).sentence


def test_delegates_that_fit_into_no_tracks_are_a_conflict_of_the_rule_that_the_check_names() -> None:
    scenario = tiny_scenario()
    small = replace(scenario, tracks=tuple(replace(row, min_size=0, max_size=1) for row in scenario.tracks))
    (conflict,) = find_conflicts(small, Budget(15, repeatable=True)).conflicts
    (part,) = conflict.parts
    assert part.rule == "capacity_is_not_exceeded"
    assert asking(small, part).whom == "the secretariat"
    said = Wording(small, lambda table, key, column: f"{table} {key} {column}").said(part)
    first = small.tracks[0]
    assert f"travel in tracks of so many: {first.id} 0 to 1" in said.sentence
    assert said.sources[0] == f"tracks {first.id} max_size"


def test_flights_that_leave_no_time_are_a_conflict_without_any_engagement() -> None:
    (conflict,) = first_conflicts(with_a_short_stay(120), Budget(15, repeatable=True))
    assert conflict.parts == ((FLIGHT, ("arrival",)), (FLIGHT, ("departure",)))


def test_what_is_impossible_whatever_gives_way_is_said_to_be() -> None:
    found = found_in(with_a_short_stay(650))
    assert [conflict.parts for conflict in found.conflicts] == [()]
    assert found.ways == ()


def flying_home(scenario: Scenario, departs: dt.datetime) -> Scenario:
    """All fly home then."""
    delegates = tuple(replace(row, departure="f-out") for row in scenario.delegates)
    scenario = replace(scenario, delegates=delegates)
    return with_row(scenario, "flights", "f-out", departs=departs, arrives=departs + dt.timedelta(hours=4))


def test_a_pin_to_a_day_of_which_flights_leave_nothing_conflicts_with_the_flights() -> None:
    """All are due at the airport at two on Thursday morning, so that their last day is Wednesday."""
    pin = Pin(engagement="temple", track="gov", on=dt.date(2017, 8, 17), state="in")
    scenario = flying_home(tiny_scenario(pins=(pin,)), dt.datetime(2017, 8, 17, 5))
    parts = {parts for parts in parts_of(found_in(scenario)) if any(part.rule == PINS for part in parts)}
    pinned = Part(PINS, ("temple", "gov", "2017-08-17"))
    assert parts == {(pinned, Part(FLIGHT, ("departure",)))}
    said = Wording(scenario, lambda table, key, column: table).said(pinned)
    assert said.sentence.endswith("for gov, when by their flights nobody of it is there")
    stays = Wording(tiny_scenario(), lambda table, key, column: table).said(pinned)
    assert "nobody" not in stays.sentence


def test_a_mandatory_engagement_on_a_day_of_which_flights_leave_nothing_conflicts_with_the_flights() -> None:
    late = OpeningRow(of="temple", on="2017-08-17", from_=hour(8), until=hour(12))
    scenario = with_row(tiny_scenario(), "engagements", "temple", mandatory="yes")
    scenario = flying_home(
        replace(scenario, opening=(*scenario.opening, *closed("temple"), late)), dt.datetime(2017, 8, 17, 5)
    )
    found = {part for parts in parts_of(found_in(scenario)) if Part(MANDATORY, ("temple",)) in parts for part in parts}
    assert found == {Part(MANDATORY, ("temple",)), Part(OPENING, ("temple",)), Part(FLIGHT, ("departure",))}


def closed(of: str) -> list[OpeningRow]:
    """Closed on Tuesday and Wednesday."""
    return [OpeningRow(of=of, on=f"2017-08-{day}", from_=hour(0), until=hour(0)) for day in (15, 16)]


def test_who_is_there_on_no_day_is_named_where_tracks_lack_delegates() -> None:
    scenario = flying_home(tiny_scenario(), dt.datetime(2017, 8, 15, 1))
    scenario = replace(scenario, delegates=tuple(replace(row, arrival=None) for row in scenario.delegates))
    (conflict,) = found_in(scenario).conflicts
    said = Wording(scenario, lambda table, key, column: f"{table} {key} {column}").said(conflict.parts[0])
    number = scenario.flight["f-out"].number
    assert said.sentence.startswith("0 delegates must travel in tracks of so many: gov ")
    assert f"on no day there: wu ({number} Tue 15 Aug 01:00), " in said.sentence
    assert said.sources[-1] == "flights f-out departs"


def test_what_lacks_is_counted_in_words_that_fit_one_and_many() -> None:
    scenario = replace(tiny_scenario(), vehicles=tiny_scenario().vehicles[:1])
    wording = Wording(scenario, lambda table, key, column: table)
    seats = wording.said(Part("seats_are_not_exceeded", ("2017-08-15",))).sentence
    assert seats == "every day the fleet has 1 vehicle with 9 seats, each for one track; 6 delegates in all"
    days = wording.said(Part("days_are_bearable", ())).sentence
    assert days.startswith(
        "days begin from 07:30 on, end by 21:30, last at most 840 minutes with at most 6 engagements"
    )
