"""Travel by the hour, who arrives and leaves with the track, and who joins it when."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.clock import DAY
from planner.domain.joining import Joining
from planner.domain.parties import Presence
from planner.domain.places import TravelRow
from planner.domain.rulebook import ArrivalRules, TravelRules
from planner.domain.scenario import Scenario
from planner.domain.travel import Travel, boarding_minutes
from tests.handmade_scenario import tiny_scenario

SCENARIO = tiny_scenario()
TRAVEL = Travel(SCENARIO)
EVERYBODY = tuple(SCENARIO.delegate)
SEVEN, HALF_PAST_NINE = DAY + 7 * 60, DAY + 9 * 60 + 30


@pytest.mark.parametrize(
    ("departure", "minutes"), [(SEVEN - 1, 20), (SEVEN, 35), (HALF_PAST_NINE - 1, 35), (HALF_PAST_NINE, 20)]
)
def test_the_departure_decides_whether_it_is_peak(departure: int, minutes: int) -> None:
    assert TRAVEL.minutes("grand", "ministry", departure) == minutes


def test_waiting_out_a_peak_may_pay() -> None:
    """At 9:20 the way takes 35 minutes, at 9:30 twenty."""
    assert TRAVEL.soonest("grand", "ministry", HALF_PAST_NINE - 10) == (HALF_PAST_NINE, HALF_PAST_NINE + 20)
    assert TRAVEL.soonest("grand", "ministry", HALF_PAST_NINE - 30) == (HALF_PAST_NINE - 30, HALF_PAST_NINE + 5)


@pytest.mark.parametrize("due", range(SEVEN, HALF_PAST_NINE + 60, 7))
def test_the_latest_departure_arrives_in_time_and_the_next_minute_does_not(due: int) -> None:
    departure = TRAVEL.latest("grand", "ministry", due)
    assert departure + TRAVEL.minutes("grand", "ministry", departure) <= due
    assert all(later + TRAVEL.minutes("grand", "ministry", later) > due for later in range(departure + 1, due))


def test_rows_of_sites_beat_rows_of_zones_and_are_directed() -> None:
    rows = (*SCENARIO.travel, TravelRow(from_="grand", to="ministry", km=9.0, minutes=12))
    travel = Travel(replace(SCENARIO, travel=(*rows, TravelRow(from_="ministry", to="grand", km=9.5, minutes=17))))
    assert (travel.way("grand", "ministry").minutes, travel.way("ministry", "grand").minutes) == (12, 17)


def test_a_missing_reverse_is_the_same_and_a_missing_row_is_estimated() -> None:
    assert TRAVEL.way("sea", "grand").minutes == TRAVEL.way("grand", "sea").minutes == 110
    wat = TRAVEL.way("wat", "grand")
    assert wat.estimated
    # 57 km as the crow flies, times 1.35, at 55 km/h.
    assert 75 <= wat.km <= 79
    assert wat.minutes == pytest.approx(wat.km / 55 * 60, abs=1)


def test_the_same_site_is_no_way_and_roads_may_be_slow_throughout() -> None:
    assert TRAVEL.way("grand", "grand").minutes == 0
    slow = Travel(replace(SCENARIO, rules=replace(SCENARIO.rules, travel=TravelRules(factor=1.5))))
    assert slow.way("grand", "ministry").minutes == 30


@pytest.mark.parametrize(("heads", "minutes"), [(1, 10), (40, 10), (41, 15), (80, 15), (81, 20)])
def test_boarding_takes_as_many_coaches_as_the_largest_makes_needed(heads: int, minutes: int) -> None:
    assert boarding_minutes(SCENARIO, heads) == minutes


def flown(landing: dict[str, dt.datetime] | None = None, takeoff: dict[str, dt.datetime] | None = None) -> Scenario:
    """The tiny visit with other local times of landing and take-off, by flight."""
    rows = []
    for flight in SCENARIO.flights:
        changes: dict[str, Any] = {}
        if landing and flight.id in landing:
            changes = {"arrives": landing[flight.id], "departs": landing[flight.id] - dt.timedelta(hours=1)}
        if takeoff and flight.id in takeoff:
            changes = {"departs": takeoff[flight.id], "arrives": takeoff[flight.id] + dt.timedelta(hours=5)}
        rows.append(replace(flight, **changes))
    return replace(SCENARIO, flights=tuple(rows))


def test_the_track_waits_for_who_lands_soon_after_the_first() -> None:
    edge = Presence(SCENARIO).arrival(EVERYBODY)
    assert edge is not None
    assert (edge.day, edge.minute, edge.site) == (0, 12 * 60 + 30, "bkk")
    assert "he" not in edge.together
    patient = replace(SCENARIO, rules=replace(SCENARIO.rules, arrival=ArrivalRules(wait_minutes=180)))
    edge = Presence(patient).arrival(EVERYBODY)
    assert edge is not None
    assert (edge.minute, "he" in edge.together) == (15 * 60 + 30, True)


def test_where_most_have_no_flight_the_track_begins_at_the_hotel() -> None:
    grounded = replace(
        SCENARIO,
        delegates=tuple(who if who.id == "wu" else replace(who, arrival=None) for who in SCENARIO.delegates),
    )
    assert Presence(grounded).arrival(EVERYBODY) is None


def test_the_track_leaves_for_its_first_flight_of_the_last_day() -> None:
    edge = Presence(SCENARIO).departure(EVERYBODY)
    assert edge is not None
    assert (edge.day, edge.minute, edge.flight) == (2, 2 * DAY + 15 * 60, "f-out")
    assert Presence(SCENARIO).days["xu"] == range(2)
    assert Presence(SCENARIO).nights["xu"] == range(1)


def test_who_lands_after_midnight_came_the_evening_before() -> None:
    """Landing on Wednesday at 00:25 makes a night of Tuesday's; at half past five it is a new day."""
    late = Presence(flown(landing={"f-late": dt.datetime(2017, 8, 16, 0, 25)}))
    assert (late.landings["he"].day, late.landings["he"].minute) == (0, DAY + 25)
    assert late.nights["he"] == range(2)
    dawn = Presence(flown(landing={"f-late": dt.datetime(2017, 8, 16, 5, 30)}))
    assert (dawn.landings["he"].day, dawn.nights["he"]) == (1, range(1, 2))


def test_who_must_be_at_the_airport_after_midnight_leaves_the_evening_before() -> None:
    """A flight at 03:30 on Thursday asks for half past midnight: no night is slept before it."""
    presence = Presence(flown(takeoff={"f-early": dt.datetime(2017, 8, 17, 3, 30)}))
    assert (presence.takeoffs["xu"].day, presence.takeoffs["xu"].due) == (1, 2 * DAY + 30)
    assert presence.nights["xu"] == range(1)


def test_who_must_be_at_the_airport_in_the_small_hours_of_the_first_day_is_there_until_then() -> None:
    """A flight at 04:30 on Tuesday asks for 01:30; one at 02:00 asks for the evening before, when nobody is there."""

    def at_home(takeoff: dt.datetime) -> Presence:
        scenario = flown(takeoff={"f-early": takeoff})
        return Presence(replace(scenario, delegates=tuple(replace(who, arrival=None) for who in scenario.delegates)))

    dawn, eve = at_home(dt.datetime(2017, 8, 15, 4, 30)), at_home(dt.datetime(2017, 8, 15, 2))
    assert (dawn.days["xu"], dawn.nights["xu"]) == (range(1), range(0))
    assert not eve.days["xu"]
    assert "xu" not in eve.there


def test_who_may_be_in_a_track_is_who_is_fixed_to_it_or_to_none() -> None:
    presence = Presence(SCENARIO)
    fixed = {who.id: who.track for who in SCENARIO.delegates}
    assert "xu" not in presence.who_may_be(None, 2)
    assert set(presence.who_may_be("gov", 1)) == {who for who, track in fixed.items() if track in (None, "gov")}


def test_nobody_lands_before_the_first_day_or_flies_after_the_last() -> None:
    presence = Presence(flown({"f-in": dt.datetime(2017, 8, 14, 23, 0)}, {"f-out": dt.datetime(2017, 8, 18, 9, 0)}))
    assert presence.landings["wu"].day == 0
    assert presence.takeoffs["wu"].day == 2


STOPS = (("institute", 14 * 60, 15 * 60 + 30), ("grand", 18 * 60 + 30, 20 * 60))


def test_who_lands_late_joins_the_first_stop_that_he_reaches_before_it_starts() -> None:
    presence = Presence(SCENARIO)
    joining = Joining(presence, TRAVEL)
    arrival = presence.arrival(EVERYBODY)
    assert joining.first("he", 0, arrival, STOPS, "grand") == 1
    assert joining.first("wu", 0, arrival, STOPS, "grand") == 0
    assert joining.first("he", 0, arrival, STOPS[:1], "grand") == 1


def test_who_flies_early_leaves_after_the_last_stop_from_which_the_flight_is_reached() -> None:
    presence = Presence(SCENARIO)
    joining = Joining(presence, TRAVEL)
    stops = [("hall", DAY + 15 * 60, DAY + 15 * 60 + 45), ("sea", DAY + 18 * 60, DAY + 19 * 60)]
    assert joining.last("xu", 1, None, stops) == 1
    assert joining.last("zhou", 1, None, stops) == 2
