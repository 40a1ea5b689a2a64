"""Addresses of feeds: an unguessable, revocable token for each reader; SQLite in the folder of releases."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from planner.domain.faults import Fault, Faulty
from planner.rendering.calendars.readers import Reader

FEEDS = "feeds.sqlite"
TOKEN_BYTES = 24
OWNER_ONLY = 0o600

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS tokens (digest TEXT PRIMARY KEY, token TEXT NOT NULL, kind TEXT NOT NULL, "
    "reader TEXT NOT NULL, made TEXT NOT NULL, revoked TEXT)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """The secret part of a reader's address."""

    reader: Reader
    token: str

    @property
    def path(self) -> str:
        """The path of the reader's page; their calendar is `calendar.ics` below it."""
        return f"/feeds/{self.token}/"


def public_address(text: str, where: str) -> str:
    """The address under which readers reach the feeds, without the last slash. Raises Faulty for what is none."""
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or parts.query or parts.fragment or parts.username:
        raise Faulty([Fault(where, text, "an http or https address", "such as https://visit.example.org")])
    return text.rstrip("/")


class Feeds:
    """The tokens of one folder of releases. Every change is kept at once."""

    def __init__(self, releases: Path) -> None:
        self._path = releases / FEEDS
        with self._open() as connection:
            connection.execute(SCHEMA)
        self._path.chmod(OWNER_ONLY)

    def tokens(self, readers: Iterable[Reader], now: dt.datetime) -> dict[Reader, Token]:
        """The token of each reader, made where there is none that holds."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            held = {token.reader: token for token in _held(connection)}
            for reader in readers:
                if reader not in held:
                    held[reader] = _made(connection, reader, now)
            return held

    def reader(self, token: str) -> Reader | None:
        """Whose token this is, None for one that was never given or is revoked.

        Tokens are looked up by their digest, so that the time it takes says nothing about them.
        """
        query = "SELECT kind, reader FROM tokens WHERE digest = ? AND revoked IS NULL"
        with self._open() as connection:
            row = connection.execute(query, (_digest(token),)).fetchone()
        return Reader(*row) if row else None

    def revoke(self, reader: Reader, now: dt.datetime) -> int:
        """End every address of a reader; how many there were."""
        query = "UPDATE tokens SET revoked = ? WHERE kind = ? AND reader = ? AND revoked IS NULL"
        with self._open() as connection:
            return connection.execute(query, (now.isoformat(), reader.kind, reader.id)).rowcount

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=30)
        try:
            with connection:
                yield connection
        finally:
            connection.close()


def _held(connection: sqlite3.Connection) -> list[Token]:
    query = "SELECT kind, reader, token FROM tokens WHERE revoked IS NULL ORDER BY rowid"
    return [Token(Reader(kind, reader), token) for kind, reader, token in connection.execute(query)]


def _made(connection: sqlite3.Connection, reader: Reader, now: dt.datetime) -> Token:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = (_digest(token), token, reader.kind, reader.id, now.isoformat())
    connection.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, NULL)", row)
    return Token(reader, token)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
