"""Rides, places and numbers are said so that nobody reads them wrongly, on paper and on a telephone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.plan import Item, Plan, TrackPlan
from planner.rendering.catalogue import DOCUMENTS
from planner.rendering.documents import render_document
from planner.rendering.page import Element, classes, plain, read_page
from planner.rendering.stamp import Stamp
from planner.rendering.visit import Visit
from tests.handmade import tiny_plan, tiny_scenario

STAMP = Stamp(dt.datetime(2017, 8, 1, 9, 0))
SCENARIO = tiny_scenario()
PLAN = tiny_plan(SCENARIO)


def main(name: str, id: str = "", plan: Plan = PLAN) -> Element:
    return read_page(render_document(SCENARIO, plan, name, ("en",), "html", STAMP, id).decode()).main


def in_two_vehicles() -> Plan:
    """The plan in which the governors' track always takes a second vehicle."""

    def ridden(item: Item) -> Item:
        return replace(item, vehicles=("van-1", "coach-1")) if item.kind == "transfer" else item

    def together(track: TrackPlan) -> TrackPlan:
        days = tuple(replace(day, items=tuple(map(ridden, day.items))) for day in track.days)
        return replace(track, days=days) if track.id == "gov" else track

    return replace(PLAN, tracks=tuple(map(together, PLAN.tracks)))


@pytest.mark.parametrize(
    ("name", "id", "told"),
    [
        ("motorcade", "", "3 in 2 vehicles"),
        ("vehicles", "", "3 in 2 vehicles"),
        ("driver", "van-1.2017-08-16", "3 passengers in 2 vehicles"),
    ],
)
def test_heads_of_a_track_that_shares_vehicles_are_said_to_be_of_all_of_them(name: str, id: str, told: str) -> None:
    assert told in plain(main(name, id, in_two_vehicles()))
    assert "in 2 vehicles" not in plain(main(name, id))


def test_an_airport_without_a_name_is_said_once() -> None:
    text = plain(main("flights"))
    assert "SZX" in text
    assert "SZX (SZX)" not in text


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_number_on_a_card_says_what_it_counts_unless_the_card_begins_with_it(name: str) -> None:
    for id in DOCUMENTS[name].ids(Visit(SCENARIO, PLAN, STAMP))[:2]:
        tables = [table for table in main(name, id).iter("table") if "cards" in classes(table)]
        cells = [cell for table in tables for row in table.iterfind("tbody/tr") for cell in list(row)[1:]]
        assert [plain(cell) for cell in cells if "number" in classes(cell) and not cell.get("data-head")] == []
