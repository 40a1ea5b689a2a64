from __future__ import annotations

import csv
import tomllib
from itertools import product
from pathlib import Path
from typing import cast

import pytest

from planner.examples import Size, generate

DELEGATES = {"S": 40, "M": 120, "L": 208, "XL": 570}
REFERENCES = (
    ("delegates", "organisation", ("organisations",)),
    ("delegates", "arrival", ("flights",)),
    ("delegates", "departure", ("flights",)),
    ("delegates", "room_with", ("delegates",)),
    ("interests", "organisation", ("organisations",)),
    ("wishes", "host", ("organisations",)),
    ("people", "organisation", ("organisations",)),
    ("people", "track", ("tracks",)),
    ("engagements", "site", ("sites",)),
    ("engagements", "host", ("organisations",)),
    ("attends", "engagement", ("engagements",)),
    ("attends", "person", ("people",)),
    ("engagement_topics", "engagement", ("engagements",)),
    ("opening", "of", ("engagements", "sites", "meals")),
    ("order", "before", ("engagements",)),
    ("order", "after", ("engagements",)),
    ("hotels", "site", ("sites",)),
    ("meals", "site", ("sites",)),
    ("meetings", "visitor", ("organisations",)),
    ("meetings", "host", ("organisations",)),
)


def tables(folder: Path) -> dict[str, list[dict[str, str]]]:
    return {
        path.stem: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) for path in folder.glob("*.csv")
    }


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], Path]:
    root = tmp_path_factory.mktemp("examples")
    for size, seed in product(DELEGATES, (1, 2)):
        generate(root / f"{size}-{seed}", cast(Size, size), seed)
    return {(size, seed): root / f"{size}-{seed}" for size, seed in product(DELEGATES, (1, 2))}


def test_each_size_has_its_delegates(generated: dict[tuple[str, int], Path]) -> None:
    assert {key: len(tables(folder)["delegates"]) for key, folder in generated.items()} == {
        key: DELEGATES[key[0]] for key in generated
    }


def test_the_same_seed_gives_the_same_bytes(generated: dict[tuple[str, int], Path], tmp_path: Path) -> None:
    generate(tmp_path / "again", "M", 1)
    assert contents(tmp_path / "again") == contents(generated["M", 1])


def test_another_seed_gives_other_firms_people_and_engagements(generated: dict[tuple[str, int], Path]) -> None:
    one, other = tables(generated["M", 1]), tables(generated["M", 2])
    for name in ("organisations", "delegates", "engagements", "hotels"):
        assert one[name] != other[name]


def test_every_reference_is_to_a_row_that_exists(generated: dict[tuple[str, int], Path]) -> None:
    for folder in generated.values():
        rows = tables(folder)
        for name, column, targets in REFERENCES:
            known = {row["id"] for target in targets for row in rows[target]}
            assert {row[column] for row in rows[name] if row[column]} <= known, (folder.name, name, column)


def test_ids_are_unique(generated: dict[tuple[str, int], Path]) -> None:
    for folder in generated.values():
        for name, rows in tables(folder).items():
            ids = [row["id"] for row in rows if "id" in row]
            assert len(ids) == len(set(ids)), (folder.name, name)


def test_the_tracks_rooms_and_seats_hold_the_delegation(generated: dict[tuple[str, int], Path]) -> None:
    for folder in generated.values():
        rows = tables(folder)
        delegates = len(rows["delegates"])
        assert sum(int(row["min_size"]) for row in rows["tracks"]) <= delegates
        assert sum(int(row["max_size"]) for row in rows["tracks"]) >= delegates
        assert sum(int(row["seats"]) for row in rows["vehicles"]) >= delegates
        bangkok = ("bkk-c", "bkk-r", "bkk-n", "svb")
        zone = {row["id"]: row["zone"] for row in rows["sites"]}
        for place in (bangkok, ("pty", "src")):
            assert sum(int(row["rooms"]) for row in rows["hotels"] if zone[row["site"]] in place) >= delegates


def test_plenaries_hold_all_and_sessions_for_each_suffice(generated: dict[tuple[str, int], Path]) -> None:
    for folder in generated.values():
        rows = tables(folder)
        delegates, tracks = len(rows["delegates"]), rows["tracks"]
        largest = max(int(row["max_size"]) for row in tracks)
        for row in rows["engagements"]:
            if row["audience"] == "all":
                assert int(row["capacity"]) >= delegates, row["id"]
            if row["mandatory"] == "each":
                assert int(row["capacity"]) // largest * int(row["sessions"]) >= len(tracks), row["id"]


def test_every_diet_is_served_in_the_capital_and_on_the_coast(generated: dict[tuple[str, int], Path]) -> None:
    for folder in generated.values():
        rows = tables(folder)
        wanted = {row["diet"] for row in rows["delegates"] if row["diet"] and not row["diet"].startswith("allergy")}
        zone = {row["id"]: row["zone"] for row in rows["sites"]}
        for meal, place in product(("lunch", "dinner"), ("bkk-c", "svb", "pty", "cco")):
            served = [row for row in rows["meals"] if row["kind"] == meal and zone[row["site"]] == place]
            assert any(wanted <= set(row["diets"].split(";")) for row in served), (folder.name, meal, place)


def test_days_and_flights_agree(generated: dict[tuple[str, int], Path]) -> None:
    for folder in generated.values():
        programme = tomllib.loads((folder / "scenario.toml").read_text(encoding="utf-8"))["programme"]
        days = {programme["first_day"].isoformat(), programme["last_day"].isoformat()}
        assert {row["departs"][:10] for row in tables(folder)["flights"]} == days


def test_overrides_replace_what_the_size_says(tmp_path: Path) -> None:
    generate(tmp_path / "bench", "M", 1, engagements=80, days=6, tracks=3)
    rows = tables(tmp_path / "bench")
    assert len(rows["engagements"]) == 80
    assert [row["id"] for row in rows["tracks"]] == ["official", "iot", "smart-city", "startup"]
    programme = tomllib.loads((tmp_path / "bench" / "scenario.toml").read_text(encoding="utf-8"))["programme"]
    assert (programme["last_day"] - programme["first_day"]).days == 5


def test_one_large_track_still_fits_coaches_and_sessions(tmp_path: Path) -> None:
    generate(tmp_path / "one", "M", 1, tracks=1)
    rows = tables(tmp_path / "one")
    largest = max(int(row["max_size"]) for row in rows["tracks"])
    each = [row for row in rows["engagements"] if row["mandatory"] == "each"]
    assert all(int(row["capacity"]) >= largest for row in each)
    assert sum(int(row["seats"]) for row in rows["vehicles"] if row["id"].startswith("coach")) >= largest


def test_few_engagements_leave_the_mandatory_core_whole(tmp_path: Path) -> None:
    generate(tmp_path / "few", "S", 1, engagements=1)
    assert {row["mandatory"] for row in tables(tmp_path / "few")["engagements"]} <= {"yes", "each"}


@pytest.mark.parametrize("override", [{"days": 1}, {"days": 11}, {"tracks": 0}])
def test_an_override_out_of_range_is_refused(tmp_path: Path, override: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="expected"):
        generate(tmp_path / "none", "S", 1, **override)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("keep me")
    with pytest.raises(FileExistsError):
        generate(tmp_path, "S", 1)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
