"""Warnings: each appears where its cause is, and not where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.reading import warnings_of
from tests.reading.visits import Edit, read, visit

NOBODY = ("participants.csv", "pairing,gadgets,1,1;2\n", "")
UNASKED = ("meetings.csv", "pairing,gadgets,thai-tech,4,3\n", "")

CASES: dict[str, tuple[list[Edit], str, str]] = {
    "seats": (
        [("vehicles.csv", "coach,40", "coach,2"), ("vehicles.csv", "2017-08-15;2017-08-16", "2017-08-16")],
        "vehicles.csv, column seats",
        "2 seats on 2017-08-15 (so on 2 days)",
    ),
    "wheelchair": (
        [("delegates.csv", "diet,", "access,"), ("delegates.csv", "zh,halal", "zh,wheelchair")],
        "vehicles.csv, column access",
        "no vehicle for a wheelchair",
    ),
    "small hours": (
        [
            (
                "flights.csv",
                "2017-08-15T08:00,Asia/Shanghai,2017-08-15T10:00",
                "2017-08-14T22:00,Asia/Shanghai,2017-08-15T00:25",
            )
        ],
        "flights.csv row 2, column arrives",
        "00:25 on the first day",
    ),
    "no time between two flights": (
        [("flights.csv", "2017-08-17T20:00,Asia/Bangkok", "2017-08-15T13:30,Asia/Bangkok")],
        "flights.csv row 3, column departs",
        "li, wang due at the airport 15 Aug 10:30",
    ),
    "rooms": ([("hotels.csv", "inn,20", "inn,1")], "hotels.csv, column rooms", "1 room in the night of 2017-08-15"),
    "rooms that close": (
        [("hotels.csv", ",2017-08-17", ",2017-08-15")],
        "hotels.csv, column rooms",
        "0 rooms in the night of 2017-08-16",
    ),
    "tracks": (
        [("tracks.csv", "Track A,10", "Track A,1"), ("tracks.csv", "Track B,10", "Track B,1")],
        "tracks.csv, column max_size",
        "2 places in all",
    ),
    "never-open": (
        [("engagements.csv", ",60,", ",241,")],
        "engagements.csv row 2",
        "mandatory, never open for 241 minutes in the visit",
    ),
    "closed": (
        [("opening.csv", "09:00,16:00", "09:00,10:00")],
        "engagements.csv row 3",
        "never open for 90 minutes in the visit",
    ),
    "meals": (
        [("meals.csv", "dinner-inn,inn,dinner,50,75,halal,500\n", "")],
        "meals.csv, column kind",
        "no place for dinner",
    ),
    "diets": ([("delegates.csv", "halal", "no-beef")], "meals.csv, column diets", "no lunch place serves no-beef"),
    "diet": ([("delegates.csv", "halal", "hallal")], "delegates.csv row 3, column diet", "diet hallal"),
    "capacity": (
        [
            ("engagements.csv", "tables,slot", "capacity,slot"),
            ("engagements.csv", "th;en,,,", "th;en,2,,"),
            ("engagements.csv", "matchmaking,thai", "workshop,thai"),
            NOBODY,
            UNASKED,
        ],
        "engagements.csv row 2, column capacity",
        "2",
    ),
    "slots": (
        [("engagements.csv", ",5,20", ",5,121")],
        "engagements.csv row 4, column slot_minutes",
        "slots of 121 minutes in 120",
    ),
    "interpreters": (
        [("interpreters.csv", "zh;th", "zh;ko")],
        "engagements.csv row 2, column languages",
        "2 delegates without a language of the host",
    ),
    "registration": (
        [
            ("scenario.toml", "[rules.travel]", "as_of = 2017-08-10\n[rules.travel]"),
            ("engagements.csv", "tables,", "register_days,"),
            ("engagements.csv", "th;en,,", "th;en,7,"),
            ("engagements.csv", "matchmaking,thai", "workshop,thai"),
            NOBODY,
            UNASKED,
        ],
        "engagements.csv row 2, column register_days",
        "7 days, 5 are left",
    ),
    "pin": ([("pins.csv", "10:00", "11:30")], "pins.csv row 2, column on", "call is not open on 2017-08-16 at 11:30"),
    "pin on a day without anybody": (
        [
            ("flights.csv", "2017-08-17T20:00,Asia/Bangkok", "2017-08-16T05:00,Asia/Bangkok"),
            ("delegates.csv", "zh,,,,,wang", "zh,,in-1,out-1,,wang"),
        ],
        "pins.csv row 2, column on",
        "2017-08-16, when by their flights nobody of the track is there",
    ),
    "grid": ([("pins.csv", "10:00", "10:02")], "pins.csv row 2, column at", "10:02"),
    "order": (
        [("order.csv", "call,visit,no,\n", "call,visit,no,\nvisit,call,no,\n")],
        "order.csv row 2",
        "call comes before itself",
    ),
    "travel": ([("travel.csv", "east,coast,90,90,120\n", "")], "travel.csv", "no row for east - coast"),
    "travel in both directions": (
        [
            ("travel.csv", "east,coast,90,90,120\n", ""),
            ("sites.csv", "inn,Inn,Chonburi,12.92,100.88,coast,\n", "inn,Inn,Bangkok,13.70,100.70,east,\n"),
            ("travel.csv", "coast,coast,20,30,\n", "coast,coast,20,30,\neast,east,20,30,\n"),
        ],
        "travel.csv",
        "no row for east - coast",
    ),
    "a stay where nobody can": (
        [("hotels.csv", "2017-08-15,2017-08-17", "2017-08-16,2017-08-17")],
        "stays.csv row 2, column hotel",
        "inn-hotel is not open in the night of 2017-08-15",
    ),
    "zone": (
        [("travel.csv", "east,coast,90,90,120\n", "east,coast,90,90,120\neast,coats,9,9,\n")],
        "travel.csv, column from",
        "coats is no zone or site",
    ),
    "mixed": (
        [("travel.csv", "east,coast,90,90,120\n", "east,coast,90,90,120\neast,hall,9,9,\n")],
        "travel.csv, column from",
        "east - hall",
    ),
    "text": (
        [("scenario.toml", "[rules.travel]", 'languages = ["en", "th"]\n[rules.travel]')],
        "delegates.csv, column name_th",
        "3 of 3 rows lack it: li, wang, chen",
    ),
    "word": ([("interests.csv", "iot", "iott")], "interests.csv, column topic", "iott"),
    "province": (
        [("scenario.toml", "[rules.travel]", '[rules.provinces]\nnames = ["Rayong"]\n[rules.travel]')],
        "scenario.toml, key rules.provinces.names",
        "no engagement in Rayong",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_warning_tells_its_place_and_its_cause(tmp_path: Path, name: str) -> None:
    edits, where, found = CASES[name]
    warnings = read(visit(tmp_path / "small", *edits)).warnings
    assert (where, found) in [(warning.where, warning.found) for warning in warnings]
    assert {warning.severity for warning in warnings} == {"warning"}


def test_the_small_visit_gives_no_warning(tmp_path: Path) -> None:
    assert read(visit(tmp_path / "small")).warnings == ()


def test_without_files_a_warning_names_table_and_id(tmp_path: Path) -> None:
    scenario = read(visit(tmp_path / "small", ("engagements.csv", ",60,", ",241,"))).scenario
    assert "engagements call" in [warning.where for warning in warnings_of(scenario)]


@pytest.mark.parametrize(
    ("rule", "edit"),
    [
        ("seats_are_not_exceeded", ("vehicles.csv", "coach,40", "coach,1")),
        ("rooms_are_not_exceeded", ("hotels.csv", "inn,20", "inn,1")),
        ("capacity_is_not_exceeded", ("tracks.csv", "Track A,10\nb,Track B,10", "Track A,1\nb,Track B,1")),
        ("nights_are_stable", ("hotels.csv", "2017-08-15,2017-08-17", "2017-08-16,2017-08-17")),
    ],
)
def test_no_want_is_told_of_what_no_rule_asks_for(tmp_path: Path, rule: str, edit: Edit) -> None:
    off = ("scenario.toml", "[rules.travel]", f"[rules.{rule}]\nenabled = false\n[rules.travel]")
    asked, unasked = read(visit(tmp_path / "on", edit)).warnings, read(visit(tmp_path / "off", edit, off)).warnings
    assert len(unasked) < len(asked)


def test_the_day_that_lacks_most_seats_is_named(tmp_path: Path) -> None:
    """Chen comes a day later than the two others."""
    edits: list[Edit] = [
        ("vehicles.csv", "coach,40", "coach,1"),
        ("vehicles.csv", "2017-08-15;2017-08-16", "2017-08-17"),
        ("delegates.csv", "chen,Chen,robots,Manager,5,zh,,,", "chen,Chen,robots,Manager,5,zh,,in-2,"),
        (
            "flights.csv",
            "out-1,",
            "in-2,XX 102,SZX,BKK,2017-08-16T08:00,Asia/Shanghai,2017-08-16T10:00,Asia/Bangkok\nout-1,",
        ),
    ]
    found = [(warning.found, warning.expected) for warning in read(visit(tmp_path / "small", *edits)).warnings]
    assert found == [("1 seat on 2017-08-16 (so on 2 days)", "seats for 3 delegates")]
