"""The folder of a release: made aside, hashed, sealed, and put in place in one step."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
READ_ONLY = 0o444


def folder_name(number: int) -> str:
    """`0003`."""
    return f"{number:04d}"


@contextmanager
def aside(releases: Path, number: int) -> Iterator[Path]:
    """An empty folder in which release `number` is made; what is left of earlier attempts is removed.

    The caller holds the ledger, so that nobody else is making a release. Nothing is left if the block fails.
    """
    for left in releases.glob(".*.partial"):
        shutil.rmtree(left)
    folder = releases / f".{folder_name(number)}.partial"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(folder: Path, target: Path) -> None:
    """Make all of `folder` read-only and durable, then rename it to `target`: it is there whole or not at all."""
    for path in sorted(folder.rglob("*")):
        _to_disk(path)
        if path.is_file():
            path.chmod(READ_ONLY)
    _to_disk(folder)
    folder.rename(target)
    _to_disk(target.parent)


def write_json(path: Path, plain: Any) -> None:
    """Write JSON for people and programs: UTF-8, stable order."""
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below `folder` by its path, but of the manifest itself."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path != folder / MANIFEST)
    return {path.relative_to(folder).as_posix(): sha256(path) for path in files}


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _to_disk(path: Path) -> None:
    """Ask the system to write a file or folder to the disk; Windows cannot for folders."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
