"""The releases of a folder as readers see them: the newest of each file, and when it last changed."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from planner.publishing.calendars import CALENDARS
from planner.publishing.editions import Edition, read_edition
from planner.publishing.folders import MANIFEST
from planner.publishing.ledger import release_folders
from planner.rendering.calendars.readers import (
    EVERYBODY,
    KINDS,
    Reader,
    ReaderKind,
    language_of,
    name_of,
    readers,
)
from planner.rendering.file_names import file_name, named_after

OWN = {"delegate": "documents/pocket", "host": "documents/hosts", "vehicle": "documents/drivers"}
"""Folders of documents of which each reader may see their own."""


@dataclass(frozen=True, slots=True)
class Name:
    """A reader's name, and the language it is in."""

    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Shelved:
    """A file of the newest release; `changed` (UTC) is the release in which its content last changed."""

    path: Path
    sha256: str
    changed: dt.datetime


class Shelf:
    """The releases in a folder; looks again at every question, so that a new release is served at once."""

    def __init__(self, releases: Path) -> None:
        self.releases = releases

    def folders(self) -> list[tuple[int, Path]]:
        """Every release by number."""
        return release_folders(self.releases)

    def calendar(self, reader: Reader) -> Shelved | None:
        """The newest calendar of a reader."""
        return self.file(f"{CALENDARS}/{reader.path}")

    def documents(self, reader: Reader) -> list[Shelved]:
        """The newest documents that are the reader's own."""
        folders = self.folders()
        if reader.kind not in OWN or not folders:
            return []
        prefix = f"{OWN[reader.kind]}/{file_name(reader.id)}."
        return [found for name in _files(folders[-1][1]) if name.startswith(prefix) and (found := self.file(name))]

    def readers(self) -> list[Reader]:
        """Every reader of a calendar in the newest release."""
        folders = self.folders()
        names = _files(folders[-1][1]) if folders else {}
        return [reader for name in names if name.startswith(f"{CALENDARS}/") and (reader := _reader(name))]

    def names(self) -> dict[Reader, Name]:
        """The names of the readers whom the newest release knows; not those who had a calendar before alone."""
        folders = self.folders()
        if not folders:
            return {}
        edition = _edition(folders[-1][1])
        known, scenario = readers(edition.scenario, edition.plan), edition.scenario
        return {one: Name(name_of(scenario, one), language_of(scenario, one)) for one in known}

    def archived(self, folder: Path, name: str) -> Shelved | None:
        """A file of any release by its path there; only what its manifest names."""
        manifest = _manifest(folder)
        made = dt.datetime.fromisoformat(manifest["made"])
        return Shelved(folder / name, manifest["files"][name], made) if name in manifest["files"] else None

    def file(self, name: str) -> Shelved | None:
        """A file of the newest release by its path there."""
        folders = self.folders()
        if not folders or name not in _files(folders[-1][1]):
            return None
        newest = folders[-1][1]
        sha256, changed = _files(newest)[name], newest
        for _, folder in reversed(folders[:-1]):
            if _files(folder).get(name) != sha256:
                break
            changed = folder
        return Shelved(newest / name, sha256, dt.datetime.fromisoformat(_manifest(changed)["made"]))


def _reader(name: str) -> Reader | None:
    """The reader whose calendar lies at `calendars/...`."""
    kind, _, file = name.removeprefix(f"{CALENDARS}/").rpartition("/")
    kinds: dict[str, ReaderKind] = {Reader(one, "x").path.parent.as_posix(): one for one in KINDS if one != "all"}
    if not kind:
        return EVERYBODY
    return Reader(kinds[kind], named_after(file)) if kind in kinds else None


@lru_cache(maxsize=256)
def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a release; releases never change."""
    return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))


@lru_cache(maxsize=4)
def _edition(folder: Path) -> Edition:
    """The plan and the scenario of a release."""
    return read_edition(folder)


def _files(folder: Path) -> dict[str, str]:
    return dict(_manifest(folder)["files"])
