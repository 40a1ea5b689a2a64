"""The ledger: what each reader was sent of each item, and when; SQLite in the folder of releases."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from planner.domain.faults import Fault, Faulty
from planner.publishing.folders import MANIFEST, sha256
from planner.publishing.numbering import Entry, Sent
from planner.rendering.calendars.readers import Reader

LEDGER = "ledger.sqlite"
RECORD = "ledger.json"
"""The file of a release that holds what the release writes into the ledger."""

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS releases (number INTEGER PRIMARY KEY, made TEXT NOT NULL, note TEXT NOT NULL, "
    "visit TEXT NOT NULL, plan TEXT NOT NULL, manifest TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS entries (uid TEXT PRIMARY KEY, kind TEXT NOT NULL, reader TEXT NOT NULL, "
    "key TEXT NOT NULL, language TEXT NOT NULL, digest TEXT NOT NULL, sequence INTEGER NOT NULL, "
    "changed TEXT NOT NULL, release INTEGER NOT NULL REFERENCES releases, withdrawn INTEGER NOT NULL, "
    "shown TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS titles (kind TEXT NOT NULL, reader TEXT NOT NULL, title TEXT NOT NULL, "
    "PRIMARY KEY (kind, reader))",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """A release as the ledger knows it. `made` is UTC, `visit` the name in UIDs, `plan` the digest of its plan."""

    number: int
    made: dt.datetime
    note: str
    visit: str
    plan: str


class Ledger:
    """The ledger of one folder of releases, held by one writer at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def newest(self) -> ReleaseRow | None:
        """The newest release, None before the first."""
        rows = self.releases()
        return rows[-1] if rows else None

    def manifest(self, number: int) -> str | None:
        """The hash of a release's manifest, None for a release that is not in the ledger."""
        query = "SELECT manifest FROM releases WHERE number = ?"
        row = self._connection.execute(query, (number,)).fetchone()
        return str(row[0]) if row else None

    def releases(self) -> tuple[ReleaseRow, ...]:
        """Every release, the oldest first."""
        query = "SELECT number, made, note, visit, plan FROM releases ORDER BY number"
        return tuple(
            ReleaseRow(number=number, made=dt.datetime.fromisoformat(made), note=note, visit=visit, plan=plan)
            for number, made, note, visit, plan in self._connection.execute(query)
        )

    def entries(self) -> dict[Reader, dict[str, Entry]]:
        """What was last sent, by reader and UID."""
        found: dict[Reader, dict[str, Entry]] = {}
        columns = "uid, kind, reader, key, language, digest, sequence, changed, release, withdrawn, shown"
        for row in self._connection.execute(f"SELECT {columns} FROM entries ORDER BY rowid"):  # noqa: S608
            entry = _entry(dict(zip(columns.split(", "), row, strict=True)))
            found.setdefault(entry.reader, {})[entry.uid] = entry
        return found

    def titles(self) -> dict[Reader, str]:
        """The last title of every reader's calendar."""
        rows = self._connection.execute("SELECT kind, reader, title FROM titles")
        return {Reader(kind, reader): title for kind, reader, title in rows}

    def write(self, record: Mapping[str, Any], manifest: str) -> None:
        """Write what a release's record (see `record_of`) says, and the hash of its manifest; nothing is kept until
        the ledger is closed well."""
        release = record["release"] | {"manifest": manifest}
        self._connection.execute(
            "INSERT INTO releases VALUES (:number, :made, :note, :visit, :plan, :manifest)", release
        )
        self._connection.executemany(
            "INSERT OR REPLACE INTO entries VALUES (:uid, :kind, :reader, :key, :language, :digest, :sequence, "
            ":changed, :release, :withdrawn, :shown)",
            record["entries"],
        )
        self._connection.executemany("INSERT OR REPLACE INTO titles VALUES (:kind, :reader, :title)", record["titles"])

    def catch_up(self, folder: Path) -> None:
        """Enter releases that stand in `folder` whole but were not entered, such as after a crash."""
        newest = self.newest()
        known = newest.number if newest else 0
        for number, path in release_folders(folder):
            if number > known:
                record = json.loads((path / RECORD).read_text(encoding="utf-8"))
                self.write(record, sha256(path / MANIFEST))


def record_of(release: ReleaseRow, sent: list[Sent]) -> dict[str, Any]:
    """What a release writes into the ledger, as JSON can hold it: itself, the entries that changed, the titles."""
    return {
        "release": asdict(release) | {"made": release.made.isoformat()},
        "titles": [{"kind": one.reader.kind, "reader": one.reader.id, "title": one.title} for one in sent if one.title],
        "entries": [_row(entry) for one in sent for entry in one.changed_in(release.number)],
    }


def release_folders(folder: Path) -> list[tuple[int, Path]]:
    """The releases in a folder by number."""
    found = (path for path in folder.glob("[0-9]*") if path.name.isdigit() and (path / MANIFEST).is_file())
    return sorted((int(path.name), path) for path in found)


def newest_release(folder: Path) -> Path | None:
    """The newest release in a folder, None where there is none."""
    folders = release_folders(folder)
    return folders[-1][1] if folders else None


@contextmanager
def writing(folder: Path, wait_seconds: float) -> Iterator[Ledger]:
    """The ledger of `folder`, ours alone until the block ends; kept if it ends well, else as before.

    Raises Faulty if another release is still being made after `wait_seconds`.
    """
    connection = sqlite3.connect(folder / LEDGER, timeout=wait_seconds, isolation_level=None)
    try:
        _begin(connection, folder)
        for statement in SCHEMA:
            connection.execute(statement)
        yield Ledger(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()


@contextmanager
def reading(folder: Path) -> Iterator[Ledger]:
    """The ledger of `folder` to look at. Raises Faulty where there is none."""
    if not (folder / LEDGER).is_file():
        raise Faulty([Fault(str(folder), "no ledger of releases", f"a folder with {LEDGER}")])
    connection = sqlite3.connect(folder / LEDGER, timeout=60)
    try:
        yield Ledger(connection)
    finally:
        connection.close()


def _begin(connection: sqlite3.Connection, folder: Path) -> None:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as locked:
        found, expected = "another release is being made", "one release at a time"
        raise Faulty([Fault(str(folder), found, expected, "try again when it is done", code="busy")]) from locked
    except sqlite3.DatabaseError as broken:
        hint = f"move {LEDGER} aside: it is made again from the releases"
        raise Faulty([Fault(str(folder / LEDGER), str(broken), "a ledger", hint)]) from broken


def _row(entry: Entry) -> dict[str, Any]:
    row = asdict(entry) | {"kind": entry.reader.kind, "reader": entry.reader.id}
    return row | {"changed": entry.changed.isoformat(), "withdrawn": int(entry.withdrawn)}


def _entry(row: dict[str, Any]) -> Entry:
    reader = Reader(row.pop("kind"), row.pop("reader"))
    changed = dt.datetime.fromisoformat(row.pop("changed"))
    return Entry(**row | {"reader": reader, "changed": changed, "withdrawn": bool(row["withdrawn"])})
