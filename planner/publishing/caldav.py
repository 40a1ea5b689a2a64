"""Publishes the newest release to a CalDAV server: creates, updates and deletes exactly what changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

import httpx

from planner.domain.faults import Fault, Faulty
from planner.publishing.ledger import reading
from planner.publishing.numbering import Entry
from planner.rendering.calendars.files import component_bytes
from planner.rendering.calendars.readers import Reader

PUSHED = "caldav.sqlite"
SCHEMA = "CREATE TABLE IF NOT EXISTS pushed (server TEXT, uid TEXT, path TEXT, digest TEXT, PRIMARY KEY (server, uid))"
MAKE_CALENDAR = (
    '<?xml version="1.0" encoding="utf-8"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
    "<D:set><D:prop><D:displayname>{title}</D:displayname><C:supported-calendar-component-set>"
    '<C:comp name="VEVENT"/></C:supported-calendar-component-set></D:prop></D:set></C:mkcalendar>'
)
NOT_ALLOWED = (405,)
EXISTS = b"resource-must-be-null"
"""The condition by which a server says that a calendar is there already (RFC 4791, 5.3.1.1)."""
GONE = (404, 410)
HINTS = {
    401: "user and password stand in the address or in ~/.netrc",
    403: "the user may not write there",
    404: "the home of the calendars is not there",
    409: "the home of the calendars is not there",
}
AGAIN = "what was sent stays; `planner release` of the newest release with --caldav goes on from there"
TEXT = {"Content-Type": "text/calendar; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Pushed:
    """How many entries were created, updated and deleted on a server, and how many were right already."""

    created: int
    updated: int
    deleted: int
    unchanged: int


def push(releases: Path, url: str, tell: Callable[[str], object] = lambda _: None) -> Pushed:
    """Make the calendars below `url` on a CalDAV server those of the newest release, one calendar for each reader.

    `url` is the home of the calendars, user and password in it or in `~/.netrc`. What was sent before is remembered
    beside the ledger, so that an interrupted push goes on where it stopped. Raises Faulty where the server refuses.
    """
    with reading(releases) as ledger:
        entries, titles = ledger.entries(), ledger.titles()
    with _client(url) as client, closing(sqlite3.connect(releases / PUSHED, timeout=60)) as memory:
        memory.execute("PRAGMA synchronous = OFF")  # what is forgotten is only sent again
        memory.execute(SCHEMA)
        server = _Server(client, memory, _home(url))
        return server.bring(entries, titles, tell)


def _client(url: str) -> httpx.Client:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Faulty([Fault("--caldav", url, "an http or https address")])
    return httpx.Client(timeout=60, follow_redirects=False)


def _home(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"


@dataclass(frozen=True)
class _Server:
    """A home of calendars, and the memory of what it holds by `(server, uid)`."""

    client: httpx.Client
    memory: sqlite3.Connection
    home: str

    @property
    def name(self) -> str:
        """The home without user and password: what is remembered."""
        parts = urlsplit(self.home)
        return f"{parts.scheme}://{parts.hostname}:{parts.port or ''}{parts.path}"

    def bring(
        self, entries: dict[Reader, dict[str, Entry]], titles: dict[Reader, str], tell: Callable[[str], object]
    ) -> Pushed:
        """Send what is new or changed, delete what is no longer there."""
        held = {uid: (path, digest) for uid, path, digest in self._remembered()}
        folders = {path.rsplit("/", 1)[0] for path, _ in held.values()}
        live = {uid: entry for known in entries.values() for uid, entry in known.items() if not entry.withdrawn}
        created = updated = 0
        for uid, entry in live.items():
            if held.get(uid, ("", ""))[1] == entry.digest:
                continue
            folder = f"{entry.reader.kind}-{entry.reader.id}"
            if folder not in folders:
                self._make(folder, titles.get(entry.reader, entry.reader.id))
                folders.add(folder)
                tell(folder)
            self._put(f"{folder}/{quote(uid, safe='')}.ics", entry)
            created, updated = created + (uid not in held), updated + (uid in held)
        gone = [(uid, path) for uid, (path, _) in held.items() if uid not in live]
        for uid, path in gone:
            self._delete(uid, path)
        return Pushed(created, updated, len(gone), len(live) - created - updated)

    def _remembered(self) -> Iterator[tuple[str, str, str]]:
        yield from self.memory.execute("SELECT uid, path, digest FROM pushed WHERE server = ?", (self.name,))

    def _make(self, folder: str, title: str) -> None:
        body = MAKE_CALENDAR.format(title=escape(title)).encode()
        self._ask("MKCALENDAR", f"{folder}/", NOT_ALLOWED, body, {"Content-Type": "application/xml; charset=utf-8"})

    def _put(self, path: str, entry: Entry) -> None:
        self._ask("PUT", path, (), component_bytes(entry.language, entry.published), TEXT)
        row = (self.name, entry.uid, path, entry.digest)
        with self.memory:
            self.memory.execute("INSERT OR REPLACE INTO pushed VALUES (?, ?, ?, ?)", row)

    def _delete(self, uid: str, path: str) -> None:
        self._ask("DELETE", path, GONE)
        with self.memory:
            self.memory.execute("DELETE FROM pushed WHERE server = ? AND uid = ?", (self.name, uid))

    def _ask(
        self, method: str, path: str, fine: tuple[int, ...], body: bytes = b"", headers: dict[str, str] | None = None
    ) -> None:
        """One request; statuses of success and those that are `fine` are silent."""
        try:
            answer = self.client.request(method, self.home + path, content=body, headers=headers)
        except httpx.HTTPError as broken:
            raise Faulty([Fault(self.name, f"{method} {path}: {broken}", "an answer", AGAIN)]) from None
        if not answer.is_success and answer.status_code not in fine and EXISTS not in answer.content:
            found = f"{method} {path}: {answer.status_code} {answer.reason_phrase}"
            raise Faulty([Fault(self.name, found, "success", HINTS.get(answer.status_code, AGAIN))])
