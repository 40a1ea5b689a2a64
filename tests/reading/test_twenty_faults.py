"""A scenario with twenty planted faults reports those twenty, each at its place, and no follow-up of any."""

from __future__ import annotations

from pathlib import Path

from tests.reading.visits import faults_of

PLANTED = {
    "scenario.toml, key delegation.head",
    "scenario.toml, key programme.day_strat",
    "scenario.toml, key rules.lunch.until",
    "opening.csv row 2, column from",
    "opening.csv row 3, column until",
    "opening.csv row 4, column on",
    "stays.csv row 2, column night",
    "flights.csv row 2, column arrives",
    "flights.csv row 3, column from",
    "engagements.csv row 3, column site",
    "engagements.csv row 4, column audience",
    "engagements.csv row 4, column tables",
    "vehicles.csv row 2, column kind",
    "delegates.csv row 4, column rank",
    "organisations.csv row 3, column side",
    "tracks.csv row 4, column id",
    "hotels.csv, column prize",
    "interpreters.csv row 2, column id",
    "interests.csv row 2, column weight",
    "pins.csv row 2, column at",
}


def test_twenty_planted_faults_are_twenty_reported_faults() -> None:
    faults = faults_of(Path(__file__).parent / "twenty_faults")
    assert len(PLANTED) == 20
    assert sorted(fault.where for fault in faults) == sorted(PLANTED)
    assert all(fault.found and fault.expected for fault in faults)
