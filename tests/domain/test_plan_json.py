"""plan.json goes out and comes back the same, and what is no plan is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.account import WorstOff
from planner.domain.plan import Item
from planner.domain.plan_json import plan_from_json, plan_to_json
from tests.handmade import tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
PLAN = tiny_plan(
    SCENARIO, worst_off=(WorstOff("visitor", "gamma-port", 68, 0, 80, 0), WorstOff("host", "port-authority", 10, 0))
)
TEXT = plan_to_json(PLAN, SCENARIO.clock)


def test_a_plan_comes_back_as_it_went_out() -> None:
    plan, clock = plan_from_json(TEXT)
    assert plan == PLAN
    assert (clock.first_day, clock.last_day, clock.timezone) == (
        SCENARIO.programme.first_day,
        SCENARIO.programme.last_day,
        SCENARIO.programme.timezone,
    )
    assert plan_to_json(plan, clock) == TEXT


def test_times_past_midnight_exceed_24_hours_and_the_way_is_from_and_to() -> None:
    day = json.loads(TEXT)["tracks"][0]["days"][0]
    night = day["items"][-1]
    assert (night["start"], night["end"]) == ("20:00", "32:30")
    assert (day["items"][0]["from"], day["items"][0]["to"]) == ("bkk", "grand")


def test_every_item_has_the_fields_of_its_kind_even_where_they_are_empty() -> None:
    bare = {"interpreters": (), "people": (), "vehicles": ()}
    tracks = tuple(
        replace(track, days=tuple(replace(day, items=tuple(map(_bare(bare), day.items))) for day in track.days))
        for track in PLAN.tracks
    )
    items = [
        item
        for track in json.loads(plan_to_json(replace(PLAN, tracks=tracks), SCENARIO.clock))["tracks"]
        for day in track["days"]
        for item in day["items"]
    ]
    engagements = [item for item in items if item["kind"] == "engagement"]
    transfers = [item for item in items if item["kind"] == "transfer"]
    assert engagements
    assert transfers
    assert all((item["interpreters"], item["people"]) == ([], []) for item in engagements)
    assert all({"session", "commitment"} <= item.keys() and "vehicles" not in item for item in engagements)
    assert all(item["vehicles"] == [] and "people" not in item for item in transfers)


def _bare(fields: Mapping[str, tuple[str, ...]]) -> Callable[[Item], Item]:
    return lambda item: replace(item, **fields)


def changed(path: tuple[str | int, ...], value: Any) -> str:
    """The plan's text with one value replaced."""
    plain = json.loads(TEXT)
    place = plain
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(plain)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), 2),
        (("tracks", 0, "id"), ["gov"]),
        (("tracks", 0, "days", 0, "head_count"), "three"),
        (("tracks", 0, "days", 0, "hotel_to"), 7),
        (("tracks", 0, "days", 0, "rooms"), {"grand-hotel": [[1]]}),
        (("tracks", 0, "days", 0, "items", 0, "start"), "half past nine"),
        (("tracks", 0, "days", 0, "items", 0, "start"), "09:75"),
        (("tracks", 0, "days", 0, "items", 0, "minutes"), "long"),
        (("tracks", 0, "days", 0, "items", 0, "vehicles"), "van-1"),
        (("tracks", 0, "days", 0, "items", 0, "heads"), True),
        (("delegates", "wu"), {"2017-08-15": 3}),
        (("left_out",), [0]),
    ],
)
def test_what_is_not_a_plan_is_refused(path: tuple[str | int, ...], value: Any) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        plan_from_json(changed(path, value))
