"""Visits unlike the reference, from the files to the calendars: read, solved, verified, published.

Hanoi: a Polish delegation over new year, two languages, one track, holidays, no matchmaking. Bosphorus: six tracks,
flights about midnight at two airports, hotels fixed, daily change allowed. Montevideo: one day, no flights, a distant
hotel, every rule soft. Vienna: the clocks change, a national holiday, relay, doubled talks, empty tracks, a wheelchair.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from planner.domain.clock import DAY
from planner.domain.plan import Item, Plan
from planner.domain.plan_json import plan_from_json
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario
from planner.reading import read_scenario
from planner.solving.outcomes import Solved
from planner.workflow.planning import Order, make_plan
from planner.workflow.verifying import verify

INVENTED = Path(__file__).parent / "invented"
SECONDS = {"hanoi-new-year": 1.5, "bosphorus-six": 3.0, "montevideo-day": 1.0, "vienna-clocks": 2.0}


Folders = Callable[[str], Path]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The plan folder of a visit, made when it is first asked for."""

    @cache
    def folder(name: str) -> Path:
        out = tmp_path_factory.mktemp(name) / "plan"
        done = make_plan(Order(path=INVENTED / name, out=out, seconds=SECONDS[name], workers=1))
        assert isinstance(done.outcome, Solved)
        assert done.violations == ()
        return out

    return folder


@pytest.fixture(params=SECONDS)
def made(request: pytest.FixtureRequest, planned: Folders) -> Path:
    """The plan folder of each visit."""
    return planned(request.param)


def scenario_of(folder: Path) -> Scenario:
    return read_scenario(folder / "scenario").scenario


def plan_of(folder: Path) -> Plan:
    return plan_from_json((folder / "plan.json").read_text(encoding="utf-8"))[0]


def held(plan: Plan, engagement: str) -> list[tuple[str, int, Item]]:
    """(track, day, item) of every stop at an engagement."""
    return [(s.track, s.day, s.item) for s in Programme(plan).stops() if s.item.id == engagement]


def test_the_plan_and_its_files_verify(made: Path) -> None:
    assert verify(made).violations == ()


def test_documents_are_there_in_each_language(made: Path) -> None:
    scenario = scenario_of(made)
    for language in scenario.programme.languages:
        page = (made / "documents" / f"programme.{language}.html").read_text(encoding="utf-8")
        assert f'lang="{language}' in page
    assert (made / "index.html").is_file()


def test_every_delegate_track_and_vehicle_used_has_a_calendar(made: Path) -> None:
    plan = plan_of(made)
    used = {vehicle for stop in Programme(plan).stops() for vehicle in stop.item.vehicles}
    tracks = [track.id for track in plan.tracks if track.days]
    for folder, ids in (("delegates", plan.delegates), ("tracks", tracks), ("vehicles", used)):
        for one in ids:
            calendar = Calendar.from_ical((made / "calendars" / folder / f"{one}.ics").read_bytes())
            assert list(calendar.walk("VEVENT")), f"{folder}/{one}"


def test_what_may_be_in_the_programme_mostly_is(made: Path) -> None:
    """None of the visits is so tight that more than half of what is on offer could not be held."""
    assert len(plan_of(made).left_out) <= len(scenario_of(made).engagements) / 2


def test_nothing_but_the_dinner_and_dated_openings_is_held_on_a_holiday(planned: Folders) -> None:
    """The first of January is one in Vietnam; the temple alone says that it is open then."""
    plan = plan_of(planned("hanoi-new-year"))
    new_year = {s.item.id for s in Programme(plan).stops() if s.day == 2 and s.item.kind == "engagement"}
    assert new_year <= {"temple"}
    assert held(plan, "new-year-dinner")[0][1] == 1


def test_talks_in_a_foreign_tongue_have_two_interpreters(planned: Folders) -> None:
    talks = held(plan_of(planned("hanoi-new-year")), "pump-talks")
    assert all(len(item.interpreters) >= 2 for _, _, item in talks)


def test_who_lands_about_midnight_sleeps_before_the_first_day_goes_on(planned: Folders) -> None:
    """Landings at 23:40 and 00:25 are one arrival where they share a track; who lands at 23:50 on the next evening
    takes a car of his own."""
    folder = planned("bosphorus-six")
    plan = plan_of(folder)
    ways = {(own.delegate, own.key): own for own in plan.individual if own.kind == "transfer"}
    late = next(own for (who, key), own in ways.items() if who == "d24" and not key.startswith("to/flight"))
    assert late.start == 2 * DAY + 50
    assert {late.origin, late.destination} == {"ist", "golden-inn"}
    delegates = read_scenario(INVENTED / "bosphorus-six").scenario.delegate
    lands = {"nqz-ist-eve": DAY - 20, "ala-ist": DAY + 25}
    early = [[who for who, days in plan.delegates.items() if days.get(0) == track.id] for track in plan.tracks]
    assert any(early)
    for track, members in zip(plan.tracks, early, strict=True):
        if not members:
            assert min(day.day for day in track.days) > 0
            continue
        midnight = next(day for day in track.days if day.day == 0)
        assert midnight.hotel_from is None
        assert midnight.items[0].start == max(lands[str(delegates[who].arrival)] for who in members) + 60
        assert midnight.items[-1].kind == "night"


def test_fixed_hotels_are_slept_in(planned: Folders) -> None:
    plan = plan_of(planned("bosphorus-six"))
    assert {day.hotel_to for track in plan.tracks for day in track.days if day.rooms} == {"golden"}


def test_early_flyers_and_those_from_the_other_airport_leave_alone(planned: Folders) -> None:
    plan = plan_of(planned("bosphorus-six"))
    alone = {(own.delegate, own.destination) for own in plan.individual if own.key.startswith("to/flight/")}
    assert {("d14", "ist"), ("d15", "ist")} <= alone
    assert all(max(plan.delegates[who]) == 2 for who in ("d14", "d15"))


def test_a_day_without_flights_begins_and_ends_at_the_hotel(planned: Folders) -> None:
    plan = plan_of(planned("montevideo-day"))
    for track in plan.tracks:
        for day in track.days:
            assert (day.hotel_from, day.hotel_to) == ("colonia", "colonia")
            assert not day.rooms


def test_the_fixed_call_is_shared_at_its_time(planned: Folders) -> None:
    calls = held(plan_of(planned("montevideo-day")), "customs-call")
    assert {item.start for _, _, item in calls} == {11 * 60}
    assert {item.session for _, _, item in calls} == {1}


def test_relay_serves_a_host_whom_nobody_serves_alone(planned: Folders) -> None:
    """Nobody speaks both Japanese and German; the call takes twice its half hour."""
    calls = held(plan_of(planned("vienna-clocks")), "mayor-call")
    assert {who for _, _, item in calls for who in item.interpreters} == {"mori", "huber"}
    assert all(item.end - item.start == 60 for _, _, item in calls)


def test_hosts_that_register_guests_longer_before_are_left_out(planned: Folders) -> None:
    assert "sealed-archive" in plan_of(planned("vienna-clocks")).left_out


def test_after_the_clocks_change_calendars_say_the_local_time(planned: Folders) -> None:
    """On 24 October Vienna is two hours ahead of UTC, on the 26th one."""
    folder = planned("vienna-clocks")
    events: list[Any] = list(Calendar.from_ical((folder / "calendars" / "all.ics").read_bytes()).walk("VEVENT"))
    starts = [event["DTSTART"].dt for event in events if "Vienna" in str(event["DTSTART"].params.get("TZID", ""))]
    assert {start.day for start in starts} >= {24}
    assert all(start.utcoffset() == dt.timedelta(hours=2 if start.day == 24 else 1) for start in starts)
