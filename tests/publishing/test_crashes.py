"""A release is there whole or not at all, and the ledger never runs ahead, whatever kills the program and when."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import planner.publishing.release as release_module
from planner.domain.faults import Faulty
from planner.publishing import publish, verify_release
from planner.publishing.folders import hashes
from planner.publishing.ledger import Ledger, reading, release_folders, writing
from planner.rendering.calendars.readers import Reader
from tests.handmade import tiny_plan, tiny_scenario
from tests.publishing.visits import FIRST, child_of, lawful, no_papers, port_moved, three_plans, write_plan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL and forks")


def in_child(work: Callable[[], Any]) -> multiprocessing.process.BaseProcess:
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    return child


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def state_is_sound(releases: Path) -> None:
    """Folders are numbered without gaps and whole; the ledger knows no release that is not there."""
    numbers = [number for number, _ in release_folders(releases)]
    assert numbers == list(range(1, len(numbers) + 1))
    for _, folder in release_folders(releases):
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        assert hashes(folder) == manifest["files"]
    if (releases / "ledger.sqlite").exists() and (releases / "ledger.sqlite").stat().st_size:
        with reading(releases) as ledger:
            assert [row.number for row in ledger.releases()] in (numbers, numbers[:-1])


@pytest.mark.parametrize("moment", ["papers", "put_in_place", "after_rename", "ledger_write"])
def test_killed_at_any_step_nothing_is_lost(moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plans, releases = three_plans(tmp_path), tmp_path / "releases"
    publish(plans[0], releases, now=FIRST, write_papers=no_papers)

    def work() -> None:
        rename, write = release_module.put_in_place, Ledger.write
        if moment == "put_in_place":
            monkeypatch.setattr(release_module, "put_in_place", lambda *_: die())
        if moment == "after_rename":
            monkeypatch.setattr(release_module, "put_in_place", lambda *paths: (rename(*paths), die()))
        if moment == "ledger_write":
            monkeypatch.setattr(Ledger, "write", lambda *given: (write(*given), die()))
        papers = (lambda *_: die()) if moment == "papers" else no_papers
        publish(plans[1], releases, now=FIRST, write_papers=papers)

    child = in_child(work)
    child.join()
    assert child.exitcode == -signal.SIGKILL
    state_is_sound(releases)
    done = len(release_folders(releases)) == 2
    assert done == (moment in ("after_rename", "ledger_write"))
    last = publish(plans[2 if done else 1], releases, now=FIRST, write_papers=no_papers)
    assert last.number == (3 if done else 2)
    assert [path.name for path in releases.glob(".*")] == [], "what was half made is swept away"
    for _, folder in release_folders(releases):
        assert verify_release(folder) == ()


def test_of_two_at_once_one_waits(tmp_path: Path) -> None:
    plans, releases = three_plans(tmp_path), tmp_path / "releases"

    def work() -> None:
        publish(plans[0], releases, now=FIRST, write_papers=lambda *_: time.sleep(0.5))

    children = [in_child(work), in_child(work)]
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0, 0]
    state_is_sound(releases)
    assert len(release_folders(releases)) == 2


def test_who_does_not_want_to_wait_is_told_so(tmp_path: Path) -> None:
    plans, releases = three_plans(tmp_path), tmp_path / "releases"
    publish(plans[0], releases, now=FIRST, write_papers=no_papers)
    with writing(releases, 1), pytest.raises(Faulty, match="another release is being made"):
        publish(plans[1], releases, now=FIRST, write_papers=no_papers, wait_seconds=0.1)


@dataclass(frozen=True)
class Survived:
    """What is left after a time under fire: where, how many releases, and how many attempts were killed."""

    releases: Path
    made: int
    killed: int


def under_fire(folder: Path, count: int, seed: int) -> Survived:
    """`count` releases, each attempt killed after a random time until one is done in time; sound after every attempt.

    The port moves in every release, so that each has something to say.
    """
    pick = random.Random(seed)
    scenario, releases, usual, killed = tiny_scenario(), folder / "releases", 0.2, 0
    first = lawful(scenario, tiny_plan(scenario))
    second = lawful(scenario, port_moved(first))
    newest = None
    for number in range(1, count + 1):
        wanted = second if number % 2 == 0 else first
        newest = child_of(newest, scenario.clock, wanted) if newest else wanted
        plan = write_plan(folder / f"plan-{number}", scenario, newest)
        while len(release_folders(releases)) < number:
            began = time.monotonic()
            child = in_child(lambda plan=plan: publish(plan, releases, now=FIRST, write_papers=no_papers))
            child.join(pick.uniform(0, 1.5 * usual))
            if child.is_alive():
                child.kill()
                child.join()
                killed += 1
                usual *= 1.3  # else a busy machine would never get done
            else:
                usual = time.monotonic() - began
            if number % 10 == 0 or count < 20:  # hashing all of them after each would take too long
                state_is_sound(releases)
    state_is_sound(releases)
    return Survived(releases, len(release_folders(releases)), killed)


def nothing_is_lost(survived: Survived, plan: Path) -> None:
    """The last release was entered in the ledger whole, verifies, and every entry carries the number it must."""
    again = publish(plan, survived.releases, now=FIRST, write_papers=no_papers)
    assert (again.number, again.entries, again.withdrawn) == (survived.made + 1, 0, 0)
    assert verify_release(again.folder) == ()
    with reading(survived.releases) as ledger:
        assert [row.number for row in ledger.releases()] == list(range(1, survived.made + 2))
        wu = {entry.key: entry.sequence for entry in ledger.entries()[Reader("delegate", "wu")].values()}
    assert wu.pop("port-visit") == 10 * survived.made, "it moved in every release"
    assert set(wu.values()) == {10}, "nothing else did"


def test_a_few_releases_under_fire(tmp_path: Path) -> None:
    survived = under_fire(tmp_path, 3, seed=7)
    assert survived.made == 3
    nothing_is_lost(survived, tmp_path / "plan-3")


@pytest.mark.slow
def test_two_hundred_releases_under_fire(tmp_path: Path) -> None:
    survived = under_fire(tmp_path, 200, seed=2017)
    assert survived.made == 200
    assert survived.killed > 20, "else it was no fire"
    nothing_is_lost(survived, tmp_path / "plan-200")
    print(f"{survived.killed} attempts killed", end=" ")


def test_the_clock_going_back_does_not_make_changes_older(tmp_path: Path) -> None:
    plans, releases = three_plans(tmp_path), tmp_path / "releases"
    publish(plans[0], releases, now=FIRST, write_papers=no_papers)
    second = publish(plans[1], releases, now=FIRST - dt.timedelta(days=1), write_papers=no_papers)
    manifest = json.loads((second.folder / "manifest.json").read_text(encoding="utf-8"))
    assert dt.datetime.fromisoformat(manifest["made"]) > FIRST
