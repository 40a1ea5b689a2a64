"""A visit whose people, vehicles and engagements bear the names of Windows' devices is published like any other."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.publishing import Release, publish, verify_release
from planner.publishing.shelf import Shelf
from planner.rendering.calendars.readers import Reader
from planner.rendering.calendars.write import write_calendars
from planner.rendering.documents import write_documents, write_index
from planner.rendering.stamp import Stamp
from planner.rendering.views.pocket import pocket_view
from planner.rendering.visit import Visit
from tests.handmade import tiny_plan, tiny_scenario
from tests.publishing.visits import FIRST, child_of, lawful, port_moved, write_plan
from tests.rendering.reading_back import Page

NAMES = {"wu": "con", "coach-1": "com1", "port-authority": "nul", "lab-visit": "aux", "tech": "prn", "pim": "lpt9"}
STAMP = Stamp(dt.datetime(2017, 8, 1, 9, 0), address="https://visit.example.org")


def renamed(thing: Any) -> Any:
    """`thing` with other ids everywhere, also inside keys."""
    if isinstance(thing, str):
        return "/".join(NAMES.get(part, part) for part in thing.split("/"))
    if isinstance(thing, tuple | list | frozenset):
        return type(thing)(renamed(one) for one in thing)
    if isinstance(thing, Mapping):
        return {renamed(key): renamed(value) for key, value in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{one.name: renamed(getattr(thing, one.name)) for one in fields(thing) if one.init})
    return thing


def write_papers(visit: Visit, folder: Path) -> None:
    only = ("pocket", "driver", "host", "company")
    write_documents(visit.scenario, visit.plan, folder, visit.stamp, processes=1, formats=("html",), only=only)
    write_index(visit.scenario, visit.plan, folder, visit.stamp)


@pytest.fixture(scope="module")
def visit() -> tuple[Scenario, Plan, Plan]:
    """The scenario, a first plan, and one that moves the port and drops the laboratory."""
    scenario = tiny_scenario()
    first, second = tiny_plan(scenario), port_moved(tiny_plan(scenario))
    return renamed(scenario), renamed(first), renamed(second)


@pytest.fixture(scope="module")
def made(visit: tuple[Scenario, Plan, Plan], tmp_path_factory: pytest.TempPathFactory) -> list[Release]:
    base = tmp_path_factory.mktemp("devices")
    scenario = visit[0]
    first = lawful(scenario, visit[1])
    second = lawful(scenario, child_of(first, scenario.clock, visit[2]))
    plans = [write_plan(base / f"plan-{n}", scenario, plan) for n, plan in enumerate((first, second))]
    return [
        publish(plan, base / "releases", now=FIRST + dt.timedelta(days=n), write_papers=write_papers)
        for n, plan in enumerate(plans)
    ]


def below(folder: Path) -> list[Path]:
    return [path.relative_to(folder) for path in sorted(folder.rglob("*"))]


def test_no_file_or_folder_is_a_device_or_another_in_capitals(made: list[Release]) -> None:
    for release in made:
        parts = {part.partition(".")[0].lower() for path in below(release.folder) for part in path.parts}
        assert parts & set(NAMES.values()) == set()
        names = [path.as_posix().lower() for path in below(release.folder)]
        assert len(set(names)) == len(names)


def test_everybody_has_their_files(made: list[Release]) -> None:
    names = {path.as_posix() for path in below(made[1].folder)}
    assert names >= {
        "documents/pocket/con_.zh.html",
        "documents/drivers/com1_.2017-08-16.th.html",
        "documents/hosts/nul_.th.html",
        "documents/changes/delegate-con.zh.html",
        "calendars/delegates/con_.ics",
        "calendars/vehicles/com1_.ics",
        "calendars/tracks/prn_.ics",
        "calendars/interpreters/lpt9_.ics",
        "updates/delegates/con_.ics",
        "cancelled/vehicles/com1_/to.aux.prn.ics",
        "cancelled/tracks/prn_/aux_.ics",
    }


def test_what_is_published_is_read_back_from_where_it_lies(made: list[Release], tmp_path: Path) -> None:
    assert [verify_release(release.folder) for release in made] == [(), ()]
    folder = Path(shutil.copytree(made[1].folder, tmp_path / "copy", copy_function=shutil.copyfile))
    pocket = folder / "documents/pocket/con_.zh.html"
    pocket.write_text(pocket.read_text(encoding="utf-8").replace("09:20", "09:25"), encoding="utf-8")
    found = [one for one in verify_release(folder) if one.rule == "documents_say_what_the_plan_says"]
    assert {one.fact("file") for one in found} == {"documents/pocket/con_.zh.html"}


def test_readers_are_served_their_own(made: list[Release]) -> None:
    shelf = Shelf(made[0].folder.parent)
    con, coach = Reader("delegate", "con"), Reader("vehicle", "com1")
    assert {con, coach, Reader("track", "prn"), Reader("interpreter", "lpt9")} <= set(shelf.readers())
    calendar = shelf.calendar(con)
    assert calendar
    assert calendar.path.name == "con_.ics"
    assert [file.path.name for file in shelf.documents(con)] == ["con_.zh.html"]
    assert {file.path.name.partition(".")[0] for file in shelf.documents(coach)} == {"com1_"}


def test_links_lead_to_files_and_readers_keep_their_names(visit: tuple[Scenario, Plan, Plan], tmp_path: Path) -> None:
    scenario, plan, _ = visit
    write_documents(scenario, plan, tmp_path, STAMP, processes=1, only=("pocket", "driver", "host"))
    write_calendars(scenario, plan, tmp_path / "calendars", stamp=FIRST)
    page = Page(write_index(scenario, plan, tmp_path, STAMP).read_text(encoding="utf-8"))
    links = {attributes["href"] or "" for tag, attributes in page.elements if tag == "a"}
    assert all((tmp_path / link).is_file() for link in links)
    assert {"documents/pocket/con_.zh.html", "calendars/delegates/con_.ics"} <= links
    assert "con_" not in page.text, "the delegate's name stands there"
    code = pocket_view(Visit(scenario, plan, STAMP), "con").code
    assert code
    assert code.address == "https://visit.example.org/documents/pocket/con_.zh.html"
