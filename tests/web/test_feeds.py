"""Feeds: each reader's own calendar and papers under a secret address; the officer's pages on this machine only."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from planner.cli import cli
from planner.publishing import publish
from planner.publishing.feeds import FEEDS, Feeds, Token
from planner.publishing.shelf import Name
from planner.rendering.calendars.readers import Reader
from planner.rendering.visit import Visit
from planner.web import app_of
from planner.web.pages import officer_page
from tests.publishing.visits import FIRST, three_plans

WU, ZHOU = Reader("delegate", "wu"), Reader("delegate", "zhou")
HERE = "http://127.0.0.1:8000"
PUBLIC = "https://visit.example.org"


def write_papers(visit: Visit, folder: Path) -> None:
    """A pocket page for each delegate, different in each release for zhou only."""
    (folder / "documents/pocket").mkdir(parents=True)
    (folder / "index.html").write_text("all")
    for who in visit.scenario.delegates:
        release = visit.stamp.release if who.id == "zhou" else ""
        (folder / f"documents/pocket/{who.id}.zh.html").write_text(f"pocket of {who.id} {release}")


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return three_plans(tmp_path_factory.mktemp("plans"))


@pytest.fixture(scope="module")
def published(plans: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    releases = tmp_path_factory.mktemp("published") / "releases"
    publish(plans[0], releases, now=FIRST, write_papers=write_papers)
    return releases


@pytest.fixture
def releases(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "releases"))


@pytest.fixture
def client(releases: Path) -> TestClient:
    return TestClient(app_of(releases, PUBLIC), base_url=HERE, follow_redirects=False)


def address(releases: Path, reader: Reader) -> str:
    return Feeds(releases).tokens([reader], FIRST)[reader].path


def test_a_reader_gets_their_calendar_as_it_was_published(releases: Path, client: TestClient) -> None:
    answer = client.get(address(releases, WU) + "calendar.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.content == (releases / "0001/calendars/delegates/wu.ics").read_bytes()
    assert answer.headers["last-modified"] == "Thu, 10 Aug 2017 03:00:00 GMT"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in answer.headers


def test_an_unchanged_calendar_is_not_sent_again(releases: Path, client: TestClient) -> None:
    path = address(releases, WU) + "calendar.ics"
    tag = client.get(path).headers["etag"]
    for asked in ({"If-None-Match": tag}, {"If-None-Match": f'"x", W/{tag}'}, {"If-None-Match": "*"}):
        answer = client.get(path, headers=asked)
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    since = {"If-Modified-Since": "Thu, 10 Aug 2017 03:00:00 GMT"}
    assert client.get(path, headers=since).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": "Thu, 10 Aug 2017 02:59:59 GMT"}).status_code == 200
    assert client.get(path, headers={"If-Modified-Since": "yesterday"}).status_code == 200
    both = since | {"If-None-Match": '"other"'}
    assert client.get(path, headers=both).status_code == 200, "the tag is asked first"


def test_a_new_release_is_served_at_once_and_only_what_changed_is_new(
    releases: Path, plans: list[Path], client: TestClient
) -> None:
    papers = address(releases, WU) + "wu.zh.html", address(releases, ZHOU) + "zhou.zh.html"
    tags = [client.get(path).headers["etag"] for path in papers]
    publish(plans[1], releases, now=FIRST + dt.timedelta(days=1), write_papers=write_papers)
    same, changed = (client.get(path) for path in papers)
    assert same.headers["etag"] == tags[0]
    assert same.headers["last-modified"] == "Thu, 10 Aug 2017 03:00:00 GMT", "it has not changed since"
    assert changed.headers["etag"] != tags[1]
    assert changed.headers["last-modified"] == "Fri, 11 Aug 2017 03:00:00 GMT"
    assert changed.text == "pocket of zhou 2"


def test_a_readers_page_offers_the_subscription_and_their_own_papers(releases: Path, client: TestClient) -> None:
    path = address(releases, WU)
    page = client.get(path).text
    assert f'"webcal://visit.example.org{path}calendar.ics"' in page
    assert f'"{PUBLIC}{path}calendar.ics"' in page
    assert "wu.zh.html" in page
    assert "zhou" not in page
    assert "delete that calendar and import again" in page
    assert client.get(path + "wu.zh.html").text == "pocket of wu "


def test_links_are_those_of_the_address_whatever_name_is_asked_for(releases: Path, client: TestClient) -> None:
    path = address(releases, WU)
    page = client.get(path).text
    led = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
    assert client.get(path, headers=led).text == page


def test_heads_are_answered_like_the_whole(releases: Path, client: TestClient) -> None:
    for path in (address(releases, WU), address(releases, WU) + "calendar.ics", "/feeds/never-given/calendar.ics"):
        whole, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (whole.status_code, b"")
        for name in ("content-type", "content-length", "etag", "last-modified"):
            assert head.headers.get(name) == whole.headers.get(name)


@pytest.mark.parametrize("name", ["zhou.zh.html", "..%2fpocket%2fzhou.zh.html", "manifest.json", "plan.json", "%2e%2e"])
def test_a_reader_sees_nobody_elses_papers(releases: Path, client: TestClient, name: str) -> None:
    assert client.get(address(releases, WU) + name).status_code == 404


def test_tokens_cannot_be_guessed_and_stay_the_same(releases: Path) -> None:
    tokens = Feeds(releases).tokens([WU, ZHOU], FIRST)
    assert Feeds(releases).tokens([WU, ZHOU], FIRST) == tokens
    assert len({token.token for token in tokens.values()}) == 2
    assert all(len(token.token) == 32 for token in tokens.values()), "24 random bytes"
    assert (releases / FEEDS).stat().st_mode & 0o077 == 0 or sys.platform == "win32"


@pytest.mark.parametrize("token", ["", "x", "'; DROP TABLE tokens; --", "é" * 40, "%00", "..%2f.."])
def test_a_token_that_was_never_given_is_not_found(client: TestClient, token: str) -> None:
    for path in (f"/feeds/{token}/", f"/feeds/{token}/calendar.ics"):
        assert client.get(path).status_code == 404


def test_a_revoked_address_ends_and_a_new_one_begins(releases: Path, client: TestClient) -> None:
    old, other = address(releases, WU), address(releases, ZHOU)
    answer = client.post("/revoke/delegate/wu", headers={"Origin": HERE})
    assert answer.status_code == 303
    assert client.get(old + "calendar.ics").status_code == 404
    assert client.get(address(releases, WU) + "calendar.ics").status_code == 200
    assert address(releases, WU) != old
    assert client.get(other + "calendar.ics").status_code == 200


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": HERE, "Host": "evil.example"}]
)
def test_no_other_page_can_revoke(releases: Path, client: TestClient, headers: dict[str, str]) -> None:
    path = address(releases, WU)
    assert client.post("/revoke/delegate/wu", headers=headers).status_code == 403
    assert client.get(path).status_code == 200


def test_the_officers_pages_answer_to_this_machine_only(releases: Path, client: TestClient) -> None:
    path = address(releases, WU)
    assert path in client.get("/").text
    assert client.get("/releases/1/").text == "all"
    assert client.get("/releases/1/plan.json").status_code == 200
    led_here = {"Host": "visit.example.org"}
    passed_on = {"X-Forwarded-For": "203.0.113.7"}
    for page in ("/", "/releases/1/", "/releases/1/plan.json"):
        assert client.get(page, headers=led_here).status_code == 404
        assert client.get(page, headers=passed_on).status_code == 404
    assert client.get(path, headers=led_here).status_code == 200, "a web server may pass on the feeds"


def test_the_officers_page_names_readers_in_their_language(client: TestClient) -> None:
    page = " ".join(client.get("/").text.split())
    assert '<td><span lang="zh-CN">吴磊</span></td> <td>delegate wu</td>' in page
    assert "<td>all</td>" in page


def test_the_officers_page_escapes_names_and_shows_who_is_known_no_more_by_id() -> None:
    gone, rude = Reader("delegate", "gone"), Reader("track", "rude")
    tokens = [Token(gone, "a"), Token(rude, "b")]
    page = officer_page([1], tokens, {rude: Name("<script>x</script>", "en")}, HERE)
    assert "delegate gone" in page
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "path", ["2/", "1/../ledger.sqlite", "1/..%2f..%2ffeeds.sqlite", "1/manifest", "1//etc/passwd"]
)
def test_nothing_but_the_files_of_a_release_is_served(client: TestClient, path: str) -> None:
    assert client.get(f"/releases/{path}").status_code == 404


def test_a_folder_without_releases_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["serve", str(tmp_path)])
    assert done.exit_code == 1
    assert "no releases" in done.stderr


def test_a_taken_port_is_refused(releases: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = CliRunner().invoke(cli, ["serve", str(releases), "--port", str(taken.getsockname()[1])])
    assert done.exit_code == 2
    assert "--port takes another" in done.stderr


@pytest.mark.parametrize(
    "text", ["visit.example.org", "ftp://x", "https://", "https://a:b@x", "https://x/?q", "http://[x"]
)
def test_an_address_that_is_none_is_refused(releases: Path, text: str) -> None:
    done = CliRunner().invoke(cli, ["serve", str(releases), "--address", text])
    assert done.exit_code == 1
    assert "an http or https address" in done.stderr


def test_served_for_real_it_listens_on_this_machine_only_and_tells_no_token(releases: Path) -> None:
    command = [sys.executable, "-m", "planner", "serve", str(releases), "--port", "0", "--address", PUBLIC]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert server.stdout
        said = server.stdout.readline()
        here = said.split("/ ")[0]
        path = address(releases, WU)
        answer = httpx.get(f"{here}{path}calendar.ics")
        assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
        assert "server" not in answer.headers
        assert f"{PUBLIC}{path}" in httpx.get(f"{here}/").text
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{here.replace('127.0.0.1', '127.0.0.2')}/", timeout=2)
    finally:
        server.terminate()
        rest, _ = server.communicate(timeout=30)
    assert server.returncode == 130
    assert rest == "", "no line for each request, which would hold its token"
