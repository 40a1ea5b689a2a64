"""The package for reading without a network, unpacked and opened in a real browser that reaches nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from planner.rendering.packages import OFFLINE
from planner.workflow.planning import write_plan
from tests.handmade import tiny_plan, tiny_scenario

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
PAGES = ("index.html", "documents/programme.th.html", "documents/pocket/wu.zh.html", "documents/map.en.html")

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="no Chromium")]


class Addresses(HTMLParser):
    """What a page links to and what it loads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.linked: set[str] = set()
        self.loaded: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "a" and (address := held.get("href")):
            self.linked.add(address)
        if address := held.get("src") or (held.get("href") if tag == "link" else None):
            self.loaded.add(address)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan")
    scenario = tiny_scenario()
    write_plan(scenario, tiny_plan(scenario), folder)
    away = tmp_path_factory.mktemp("away")
    with zipfile.ZipFile(folder / OFFLINE) as package:
        package.extractall(away)
    return away


def opened(page: Path) -> tuple[str, str]:
    """The page as the browser holds it once it is loaded, and what the browser complains of."""
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"]
    told = subprocess.run(
        [*command, "--enable-logging=stderr", "--dump-dom", page.as_uri()], capture_output=True, text=True, timeout=120
    )
    return told.stdout, "\n".join(line for line in told.stderr.splitlines() if "CONSOLE" in line)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_a_network_and_without_a_complaint(unpacked: Path, name: str) -> None:
    shown, complaints = opened(unpacked / name)
    assert "</main>" in shown
    assert complaints == ""
    assert {address for address in Addresses(shown).loaded if not address.startswith("data:")} == set()


def test_every_link_of_every_page_leads_to_a_file_of_the_package(unpacked: Path) -> None:
    broken = [
        f"{page.relative_to(unpacked)}: {address}"
        for page in sorted(unpacked.rglob("*.html"))
        for address in sorted(Addresses(page.read_text(encoding="utf-8")).linked)
        if not re.match("(tel|mailto):|#", address) and not (page.parent / address).is_file()
    ]
    assert broken == []


def test_the_index_shows_every_file_of_the_package(unpacked: Path) -> None:
    shown, _ = opened(unpacked / "index.html")
    held = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert held - Addresses(shown).linked == {"index.html"}
