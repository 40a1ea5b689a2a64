"""Publishing to a CalDAV server (Radicale on this machine): exactly what changed is created, updated, deleted."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx
import pytest
import vobject
from click.testing import CliRunner

from planner.cli import cli
from planner.domain.faults import Faulty
from planner.publishing.caldav import PUSHED, Pushed, push
from tests.publishing.visits import release_all, three_plans

radicale = pytest.importorskip("radicale")


class Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server:
    """A Radicale that counts what it is asked to do."""

    def __init__(self, folder: Path) -> None:
        from radicale import Application, config

        folder.mkdir()
        users = folder / "users"
        users.write_text("office:secret\n")
        settings = config.load()
        settings.update(
            {
                "storage": {"filesystem_folder": str(folder), "_filesystem_fsync": "False"},
                "auth": {"type": "htpasswd", "htpasswd_filename": str(users), "htpasswd_encryption": "plain"},
                "rights": {"type": "owner_only"},
            },
            privileged=True,
        )
        self.app, self.asked = Application(settings), list[str]()
        self.refuse_after: int | None = None
        self.http: WSGIServer = make_server("127.0.0.1", 0, self.answer, handler_class=Quiet)
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://office:secret@127.0.0.1:{self.http.server_port}/office/"

    def answer(self, environ, start_response):  # type: ignore[no-untyped-def]
        self.asked.append(environ["REQUEST_METHOD"])
        if self.refuse_after is not None and len(self.asked) > self.refuse_after:
            start_response("503 Service Unavailable", [("Content-Length", "0")])
            return []
        return self.app(environ, start_response)

    def events(self, reader: str) -> dict[str, object]:
        """What a client that downloads the whole calendar reads, by the key in the UID."""
        text = httpx.get(f"{self.url}{reader}/").text
        return {event.uid.value.partition(".delegate")[0]: event for event in vobject.readOne(text).vevent_list}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "radicale")
    yield server
    server.http.shutdown()
    server.http.server_close()


def test_three_releases_bring_exactly_what_changed(server: Server, tmp_path: Path) -> None:
    plans, releases = three_plans(tmp_path), tmp_path / "releases"
    (first,) = release_all(plans[:1], releases)
    assert push(releases, server.url) == Pushed(first.entries, 0, 0, 0)
    assert server.asked.count("MKCALENDAR") == 17, "one for each reader"
    assert server.asked.count("PUT") == first.entries
    assert server.events("delegate-zhou")["lab-visit"].summary.value == "物联网实验室"

    server.asked.clear()
    assert push(releases, server.url) == Pushed(0, 0, 0, first.entries)
    assert server.asked == [], "nothing changed, nothing is sent"

    (second,) = release_all(plans[1:2], releases)
    done = push(releases, server.url)
    assert (done.created, done.updated, done.deleted) == (0, second.entries, second.withdrawn)
    assert sorted(server.asked) == ["DELETE"] * done.deleted + ["PUT"] * done.updated
    events = server.events("delegate-zhou")
    assert "lab-visit" not in events
    assert events["port-visit"].sequence.value == "20"
    assert events["lunch.2017-08-17"].sequence.value == "10"

    server.asked.clear()
    (third,) = release_all(plans[2:], releases)
    done = push(releases, server.url)
    assert (done.created + done.updated, done.deleted) == (third.entries, third.withdrawn)
    assert done.created == 3, "the way to the airport, and the flight, which is also in the track's calendar"
    assert "flight.f-early" in server.events("delegate-lin")
    assert "port-visit" not in server.events("delegate-lin")


def test_an_interrupted_push_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    (first,) = release_all(three_plans(tmp_path)[:1], releases)
    server.refuse_after = 50
    with pytest.raises(Faulty, match="503"):
        push(releases, server.url)
    sent = server.asked[:50].count("PUT")
    server.refuse_after = None
    assert push(releases, server.url) == Pushed(first.entries - sent, 0, 0, sent)


@pytest.mark.slow
def test_a_forgotten_memory_only_sends_again(server: Server, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    (first,) = release_all(three_plans(tmp_path)[:1], releases)
    push(releases, server.url)
    (releases / PUSHED).unlink()
    assert push(releases, server.url) == Pushed(first.entries, 0, 0, 0)


def test_a_wrong_password_is_told_in_words(server: Server, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    release_all(three_plans(tmp_path)[:1], releases)
    with pytest.raises(Faulty, match="401"):
        push(releases, server.url.replace("secret", "guess"))


def test_a_server_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    release_all(three_plans(tmp_path)[:1], releases)
    with pytest.raises(Faulty, match="MKCALENDAR"):
        push(releases, "http://user:secret@127.0.0.1:9/")
    with pytest.raises(Faulty, match="an http or https address"):
        push(releases, "ftp://example.org/")


def test_a_password_is_neither_kept_nor_told(tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    release_all(three_plans(tmp_path)[:1], releases)
    with pytest.raises(Faulty) as refused:
        push(releases, "http://user:secret@127.0.0.1:9/")
    assert "secret" not in str(refused.value)
    assert b"secret" not in (releases / PUSHED).read_bytes()


def test_the_command_publishes_and_sends_and_sends_again(server: Server, tmp_path: Path) -> None:
    (plan,), releases = three_plans(tmp_path)[:1], tmp_path / "releases"

    def release(path: Path) -> dict[str, Any]:
        done = CliRunner().invoke(cli, ["release", str(path), "--to", str(releases), "--caldav", server.url, "--json"])
        assert done.exit_code == 0, done.output
        facts: dict[str, Any] = json.loads(done.stdout)
        return facts

    server.refuse_after = 50
    broken = CliRunner().invoke(cli, ["release", str(plan), "--to", str(releases), "--caldav", server.url])
    assert broken.exit_code == 1
    assert "503" in broken.stderr
    assert "release 1:" in broken.stdout, "it is made all the same"
    assert "secret" not in broken.output
    server.refuse_after = None
    again = release(releases / "0001")
    assert set(again) == {"caldav"}, "nothing new is published"
    assert again["caldav"]["created"] > 0
    assert release(releases / "0001")["caldav"]["created"] == 0
    assert [path.name for path in releases.glob("0*")] == ["0001"]
