"""From one plan to the next: what is new, cancelled or moved, and for whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from planner.comparing.changes import Change, changes, touched
from planner.comparing.occasions import Party
from planner.domain.plan import Item, Meeting, Plan
from tests.handmade import at, tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
PLAN = tiny_plan(SCENARIO)


def with_items(plan: Plan, track: str, day: int, key: str, **values: Any) -> Plan:
    """`plan` with the item `key` of a track's day changed, or dropped where no values are given."""

    def changed(items: tuple[Item, ...]) -> tuple[Item, ...]:
        if not values:
            return tuple(item for item in items if item.key != key)
        return tuple(replace(item, **values) if item.key == key else item for item in items)

    tracks = (
        replace(
            one,
            days=tuple(replace(d, items=changed(d.items)) if (one.id, d.day) == (track, day) else d for d in one.days),
        )
        for one in plan.tracks
    )
    return replace(plan, tracks=tuple(tracks))


def words(found: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.word, change.key) for change in found]


def test_equal_plans_have_no_changes() -> None:
    assert changes(PLAN, PLAN, SCENARIO) == ()


def test_a_moved_visit_touches_those_who_go_and_its_host() -> None:
    later = with_items(PLAN, "gov", 2, "port-visit", start=at(2, "09:35"), end=at(2, "11:05"))
    (moved,) = changes(PLAN, later, SCENARIO)
    assert (moved.word, moved.key, moved.kind) == ("moved", "port-visit", "engagement")
    assert moved.touched("delegate") == ("chen", "lin", "wu")
    assert moved.touched("track") == ("gov",)
    assert moved.touched("interpreter") == ("pim",)
    assert moved.before is not None
    assert moved.after is not None
    assert (moved.before.start, moved.after.start) == (at(2, "09:30"), at(2, "09:35"))


def test_another_place_is_a_move() -> None:
    (moved,) = changes(PLAN, with_items(PLAN, "tech", 1, "park-briefing", site="hall"), SCENARIO)
    assert moved.word == "moved"
    assert moved.touched("host") == ("digital-ministry",)
    assert moved.touched("delegate") == ("he", "xu", "zhou")


def test_what_falls_out_is_cancelled_and_what_comes_is_new() -> None:
    without = with_items(PLAN, "tech", 0, "lab-visit")
    assert words(changes(PLAN, without, SCENARIO)) == [("cancelled", "lab-visit")]
    assert words(changes(without, PLAN, SCENARIO)) == [("new", "lab-visit")]


def test_only_those_who_really_were_there_are_touched() -> None:
    (gone,) = changes(PLAN, with_items(PLAN, "tech", 0, "lab-visit"), SCENARIO)
    assert gone.touched("delegate") == ("xu", "zhou"), "he had not landed yet"


def test_a_delegate_who_leaves_early_is_the_only_one_touched() -> None:
    left = with_items(PLAN, "gov", 2, "port-visit", absent=("lin",), heads=2)
    (gone,) = changes(PLAN, left, SCENARIO)
    assert (gone.word, gone.parties) == ("cancelled", (Party("delegate", "lin"),))


def test_another_coach_is_a_move_for_who_rides_and_who_drives() -> None:
    found = changes(PLAN, with_items(PLAN, "gov", 2, "to/port-visit", vehicles=("coach-1",)), SCENARIO)
    by_party = touched(found)
    assert [change.word for change in by_party[Party("delegate", "wu")]] == ["moved"]
    assert [change.word for change in by_party[Party("vehicle", "van-1")]] == ["cancelled"]
    assert [change.word for change in by_party[Party("vehicle", "coach-1")]] == ["new"]
    assert Party("delegate", "zhou") not in by_party


def test_a_night_moves_only_with_its_hotel() -> None:
    earlier = with_items(PLAN, "gov", 0, "night/2017-08-15", start=at(0, "21:00"))
    assert changes(PLAN, earlier, SCENARIO) == ()
    elsewhere = with_items(PLAN, "gov", 0, "night/2017-08-15", site="sea")
    assert words(changes(PLAN, elsewhere, SCENARIO)) == [("moved", "night/2017-08-15")]


def test_a_meeting_concerns_the_delegates_of_the_firm_and_its_host() -> None:
    meeting = Meeting(
        engagement="park-briefing",
        slot=1,
        table=1,
        visitor="alpha-iot",
        host="iot-institute",
        start=at(1, "10:30"),
        end=at(1, "10:50"),
    )
    (new,) = changes(PLAN, replace(PLAN, meetings=(meeting,)), SCENARIO)
    assert (new.word, new.kind) == ("new", "meeting")
    assert new.touched("delegate") == ("xu", "zhou")
    assert new.touched("host") == ("iot-institute",)


def test_a_visit_that_begins_a_day_earlier_moves_nothing_of_itself() -> None:
    first_day = SCENARIO.programme.first_day - dt.timedelta(days=1)
    longer = tiny_scenario(programme=replace(SCENARIO.programme, first_day=first_day))
    day = 24 * 60

    def later(item: Any) -> Any:
        return replace(item, start=item.start + day, end=item.end + day)

    shifted = replace(
        PLAN,
        delegates={who: {n + 1: track for n, track in days.items()} for who, days in PLAN.delegates.items()},
        individual=tuple(replace(later(own), day=own.day + 1) for own in PLAN.individual),
        tracks=tuple(
            replace(
                track,
                days=tuple(replace(d, day=d.day + 1, items=tuple(later(item) for item in d.items)) for d in track.days),
            )
            for track in PLAN.tracks
        ),
    )
    assert changes(PLAN, shifted, longer, SCENARIO) == ()


def test_changes_come_in_the_order_of_time() -> None:
    found = changes(with_items(PLAN, "tech", 1, "park-briefing"), with_items(PLAN, "tech", 0, "lab-visit"), SCENARIO)
    assert words(found) == [("cancelled", "lab-visit"), ("new", "park-briefing")]
