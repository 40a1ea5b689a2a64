"""Real programs over three releases: what each shows after it imports, or syncs, again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from planner.publishing.caldav import push
from planner.publishing.feeds import Feeds
from planner.rendering.calendars.readers import Reader
from planner.web import app_of
from tests.publishing.test_caldav import Server
from tests.publishing.visits import FIRST, release_all, three_plans

pytestmark = pytest.mark.clients
HERE = Path(__file__).parent
LIN = Reader("delegate", "lin")
FORMAT = "{start-long}|{title}|{status}"
ENVIRONMENT = os.environ | {"LC_ALL": "C.UTF-8", "TZ": "Asia/Bangkok"}


def program(name: str) -> str:
    """The path of a program; without it the test is skipped, and says why."""
    path = shutil.which(name, path=f"{HERE / '.venv/bin'}{os.pathsep}{os.environ['PATH']}")
    if path is None:
        pytest.skip(f"{name} is not installed; tests/clients/install.sh installs it")
    return path


def run(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=ENVIRONMENT,
        cwd=cwd,
        input="y\ny\ny\n",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Khal:
    """A khal of its own over a folder of calendars."""

    def __init__(self, folder: Path, calendar: Path) -> None:
        self.program, self.config = program("khal"), folder / "khal.conf"
        calendar.mkdir(parents=True, exist_ok=True)
        day, hour = "%Y-%m-%d", "%H:%M"
        self.config.write_text(
            f"[calendars]\n[[visit]]\npath = {calendar}\n[sqlite]\npath = {folder / 'khal.db'}\n[locale]\n"
            f"timeformat = {hour}\ndateformat = {day}\nlongdateformat = {day}\ndatetimeformat = {day} {hour}\n"
            f"longdatetimeformat = {day} {hour}\nlocal_timezone = Asia/Bangkok\ndefault_timezone = Asia/Bangkok\n"
        )

    def add(self, file: Path) -> None:
        run(self.program, "-c", str(self.config), "import", "--batch", str(file))

    def shows(self) -> dict[str, tuple[str, str]]:
        """(start, status) of every entry by its title."""
        raw = run(self.program, "-c", str(self.config), "list", "--format", FORMAT, "2017-08-15", "2017-08-20")
        rows = (line.rstrip().split("|") for line in raw.splitlines() if "|" in line)
        return {title: (start, status.strip()) for start, title, status in rows}


@pytest.fixture
def plans(tmp_path: Path) -> list[Path]:
    return three_plans(tmp_path)


def calendars(plans: list[Path], releases: Path) -> list[Path]:
    return [release.folder / "calendars/delegates/lin.ics" for release in release_all(plans, releases)]


def test_khal_imports_updates_and_shows_what_is_cancelled(plans: list[Path], tmp_path: Path) -> None:
    khal = Khal(tmp_path, tmp_path / "visit")
    first, second, third = calendars(plans, tmp_path / "releases")

    khal.add(first)
    shown = khal.shows()
    assert len(shown) == 19
    assert shown["港口考察"] == ("2017-08-17 09:30", "TENTATIVE")
    assert shown["航班 ZH 9002 BKK–SZX"] == ("2017-08-17 18:00", "CONFIRMED")

    khal.add(second)
    shown = khal.shows()
    assert len(shown) == 19, "nothing is doubled"
    assert shown["港口考察"] == ("2017-08-17 09:20", "TENTATIVE")

    khal.add(third)
    shown = khal.shows()
    assert shown["已取消: 港口考察"] == ("2017-08-17 09:20", "CANCELLED")
    assert shown["已取消: 航班 ZH 9002 BKK–SZX"][1] == "CANCELLED"
    assert shown["航班 ZH 9004 BKK–SZX"] == ("2017-08-16 20:30", "CONFIRMED")
    assert "港口考察" not in shown
    assert len(shown) == 21, "19, and the ride and flight home"


def test_khal_takes_an_update_file_alone(plans: list[Path], tmp_path: Path) -> None:
    khal = Khal(tmp_path, tmp_path / "visit")
    first, _, third = calendars(plans, tmp_path / "releases")
    khal.add(first)
    releases = third.parents[3]
    for number in ("0002", "0003"):
        khal.add(releases / number / "updates/delegates/lin.ics")
    by_updates = khal.shows()
    whole = Khal(tmp_path / "other", tmp_path / "other/visit")
    whole.add(third)
    assert by_updates == whole.shows()


def test_calcurse_imports_every_entry(plans: list[Path], tmp_path: Path) -> None:
    calcurse = program("calcurse")
    (first, *_) = calendars(plans[:1], tmp_path / "releases")
    run(calcurse, "-D", str(tmp_path / "calcurse"), "-i", str(first))
    kept = (tmp_path / "calcurse/apts").read_text(encoding="utf-8").splitlines()
    assert len(kept) == 19
    assert any(line.startswith("08/17/2017 @ 09:30 -> 08/17/2017 @ 11:00") and "港口考察" in line for line in kept)
    assert any(line.startswith("08/15/2017 [1]") and "酒店：大酒店" in line for line in kept)


@pytest.fixture
def feed(plans: list[Path], tmp_path: Path) -> Iterator[str]:
    """The address of lin's calendar, served for real; the first release is out."""
    releases = tmp_path / "releases"
    release_all(plans[:1], releases)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app_of(releases, "http://127.0.0.1"), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}{Feeds(releases).tokens([LIN], FIRST)[LIN].path}calendar.ics"
    server.should_exit = True
    thread.join(10)


class Vdirsyncer:
    """A vdirsyncer that brings a remote calendar into a folder."""

    def __init__(self, folder: Path, remote: str, collections: str) -> None:
        self.program, self.config = program("vdirsyncer"), folder / "vdirsyncer.conf"
        self.config.write_text(
            f'[general]\nstatus_path = "{folder / "status"}"\n[pair visit]\na = "remote"\nb = "here"\n'
            f'collections = {collections}\nconflict_resolution = "a wins"\n[storage remote]\n{remote}\n'
            f'[storage here]\ntype = "filesystem"\npath = "{folder / "synced"}"\nfileext = ".ics"\n'
        )
        run(self.program, "-c", str(self.config), "discover")

    def sync(self) -> None:
        run(self.program, "-c", str(self.config), "sync")


def test_vdirsyncer_follows_the_feed(feed: str, plans: list[Path], tmp_path: Path) -> None:
    (tmp_path / "synced").mkdir()
    sync = Vdirsyncer(tmp_path, f'type = "http"\nurl = "{feed}"', "null")
    khal = Khal(tmp_path, tmp_path / "synced")

    sync.sync()
    assert khal.shows()["港口考察"] == ("2017-08-17 09:30", "TENTATIVE")
    release_all(plans[1:2], tmp_path / "releases")
    sync.sync()
    assert khal.shows()["港口考察"] == ("2017-08-17 09:20", "TENTATIVE")
    release_all(plans[2:], tmp_path / "releases")
    sync.sync()
    shown = khal.shows()
    assert shown["已取消: 港口考察"][1] == "CANCELLED"
    assert len(shown) == 21


def test_what_is_published_to_radicale_reaches_a_program(plans: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("radicale")
    server, releases = Server(tmp_path / "radicale"), tmp_path / "releases"
    try:
        release_all(plans[:1], releases)
        push(releases, server.url)
        home = server.url.replace("office:secret@", "")
        remote = f'type = "caldav"\nurl = "{home}"\nusername = "office"\npassword = "secret"'
        sync = Vdirsyncer(tmp_path, remote, '["delegate-lin"]')
        khal = Khal(tmp_path, tmp_path / "synced/delegate-lin")
        sync.sync()
        assert len(khal.shows()) == 19
        release_all(plans[1:], releases)
        push(releases, server.url)
        sync.sync()
        shown = khal.shows()
        assert "港口考察" not in shown, "deleted on the server, gone here"
        assert shown["航班 ZH 9004 BKK–SZX"] == ("2017-08-16 20:30", "CONFIRMED")
        assert len(shown) == 12, "19, less nine withdrawn, and the ride and flight home"
    finally:
        server.http.shutdown()
        server.http.server_close()
