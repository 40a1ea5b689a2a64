"""Zip packages, Office files among them: they carry the time of their making, which here is the stamp's."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

_MADE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def stilled(package: bytes, as_of: dt.datetime) -> bytes:
    """The Office `package` with every time in it set to `as_of`: the same content gives the same bytes."""
    moment = as_of.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    still = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MADE.sub(rb"\g<1>" + moment + rb"\g<3>", content)
            new.writestr(_entry(name, as_of), content)
    return still.getvalue()


OFFLINE = "offline.zip"
"""The package in a plan's folder."""


def write_package(folder: Path, package: Path, as_of: dt.datetime, without: str = "scenario") -> Path:
    """Packs every file of `folder` into the zip `package`, to be opened without a network; `index.html` comes first.

    What lies in the folder `without` is left out: readers have no use for the tables that a plan was made from. It is
    packed lightly: most of a page are its fonts, which are packed already, and to try harder takes twice as long.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != package)
    files = [path for path in files if path.relative_to(folder).parts[0] != without]
    files.sort(key=lambda path: path != folder / "index.html")
    beside = package.with_name(f".{package.name}.part")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in files:
            if path != beside:
                packed.writestr(_entry(path.relative_to(folder).as_posix(), as_of), path.read_bytes(), compresslevel=1)
    return beside.replace(package)


def _entry(name: str, as_of: dt.datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (max(as_of.year, 1980), as_of.month, as_of.day, as_of.hour, as_of.minute, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
