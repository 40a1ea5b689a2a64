"""The parsers inside people's calendar programs read our files to the same instants and texts."""

from __future__ import annotations

import ctypes.util
import datetime as dt
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import vobject

from planner.rendering.calendars import write_calendars
from tests.handmade import tiny_plan, tiny_scenario
from tests.publishing.visits import release_all, three_plans
from tests.rendering.calendars_read import by_vobject
from tests.rendering.test_calendars_files import STAMP, hostile_scenario

pytestmark = pytest.mark.clients
HERE = Path(__file__).parent
PARSERS = {
    "ical.js": ("node", "ical_js.mjs", HERE / "node_modules/ical.js"),
    "node-ical": ("node", "node_ical.mjs", HERE / "node_modules/node-ical"),
    "libical": (sys.executable, "libical.py", ctypes.util.find_library("ical")),
    "ruby-icalendar": ("ruby", "ruby_icalendar.rb", "icalendar"),
}


@dataclass(frozen=True)
class Seen:
    """One entry as a program understood it; instants in UTC."""

    uid: str
    start: dt.datetime | dt.date
    end: dt.datetime | dt.date
    summary: str
    location: str
    description: str
    status: str
    sequence: int


def is_there(parser: str) -> bool:
    program, _, needed = PARSERS[parser]
    if shutil.which(program) is None or needed is None:
        return False
    if parser == "ruby-icalendar":
        return subprocess.run(["ruby", "-e", "require 'icalendar'"], capture_output=True).returncode == 0
    return not isinstance(needed, Path) or needed.is_dir()


def read(parser: str, files: list[Path]) -> list[set[Seen]]:
    program, script, _ = PARSERS[parser]
    command = [program, str(HERE / "readers" / script), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, cwd=HERE)
    return [{seen(row) for row in json.loads(line)} for line in done.stdout.splitlines()]


def seen(row: dict[str, Any]) -> Seen:
    def moment(text: str) -> dt.datetime | dt.date:
        return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text)

    return Seen(**row | {"start": moment(row["start"]), "end": moment(row["end"])})


@cache  # each of several parsers is held against it
def expected(file: Path) -> set[Seen]:
    text = file.read_bytes().decode()
    states = {e.uid.value: (e.status.value, int(e.sequence.value)) for e in vobject.readOne(text).vevent_list}
    return {Seen(e.uid, e.start, e.end, e.summary, e.location, e.description, *states[e.uid]) for e in by_vobject(text)}


@pytest.fixture(scope="module", params=["released", "hostile", "large"])
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "released":
        release_all(three_plans(folder), folder / "releases")
        return sorted((folder / "releases/0003/calendars").rglob("*.ics"))
    if request.param == "hostile":
        scenario = hostile_scenario()
        return write_calendars(scenario, tiny_plan(scenario), folder, stamp=STAMP)
    return large(folder)


def large(folder: Path) -> list[Path]:
    """Calendars of 570 delegates: the tiny visit's six, many times over."""
    scenario = tiny_scenario()
    plan = tiny_plan(scenario)
    copies = [(row, f"{row.id}-{n}") for n in range(95) for row in scenario.delegates]
    many = replace(scenario, delegates=tuple(replace(row, id=id) for row, id in copies))
    individual = {row.id: [own for own in plan.individual if own.delegate == row.id] for row in scenario.delegates}
    crowd = replace(
        plan,
        delegates={id: plan.delegates[row.id] for row, id in copies},
        individual=tuple(replace(own, delegate=id) for row, id in copies for own in individual[row.id]),
    )
    return write_calendars(many, crowd, folder, stamp=STAMP)


@pytest.mark.parametrize("parser", PARSERS)
def test_a_program_reads_every_file_to_the_same_instants_and_texts(parser: str, files: list[Path]) -> None:
    if not is_there(parser):
        pytest.skip(f"{parser} is not installed; tests/clients/install.sh installs it")
    found = read(parser, files)
    assert len(found) == len(files) > 15
    for file, entries in zip(files, found, strict=True):
        assert entries == expected(file), file.name


def test_a_large_set_stays_within_what_clients_take(tmp_path: Path) -> None:
    files = large(tmp_path)
    assert len([file for file in files if file.parent.name == "delegates"]) == 570
    assert all(file.stat().st_size < 1_000_000 for file in files)
