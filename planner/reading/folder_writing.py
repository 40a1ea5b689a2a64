"""Writes the folder form, the same bytes for the same texts."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from planner.domain.scenario import TABLES
from planner.reading import kinds
from planner.reading.documents import Document, KeyPath, Sheet
from planner.reading.folders import SETTINGS_FILE, guarded
from planner.reading.kinds import Unreadable, split_list
from planner.reading.schema import TABLE
from planner.reading.settings import SETTING, kind_of_key


def folder_files(document: Document) -> dict[str, bytes]:
    """The files of the folder form by name."""
    files = {SETTINGS_FILE: _toml(document).encode()}
    for table in TABLES:
        sheet = document.sheets.get(table)
        if sheet and sheet.rows:
            files[f"{table}.csv"] = _csv(table, sheet).encode()
    return files


def write_files(files: Mapping[str, bytes], target: Path) -> None:
    """Write a new folder: beside it first, then renamed. Raises FileExistsError if `target` holds anything."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(f"{target} exists")
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for name, data in files.items():
            (aside / name).write_bytes(data)
        aside.chmod(0o755)
        if target.exists():
            target.rmdir()
        aside.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _csv(table: str, sheet: Sheet) -> str:
    used = {name for row in sheet.rows for name, text in row.cells.items() if text}
    required = {name for name, column in TABLE[table].columns.items() if column.required}
    columns = [name for name in TABLE[table].columns if name in used or name in required & set(sheet.columns)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in sheet.rows:
        writer.writerow([guarded(row.cells.get(name, "")) for name in columns])
    return out.getvalue()


def _toml(document: Document) -> str:
    groups: dict[KeyPath, list[str]] = {}
    for path in ordered(document.settings, list(document.settings)):
        line = f"{_bare(path[-1])} = {_literal(path, document.settings[path].text)}"
        groups.setdefault(path[:-1], []).append(line)
    blocks = []
    for group, lines in groups.items():
        header = [f"[{'.'.join(_bare(part) for part in group)}]"] if group else []
        blocks.append("\n".join(header + lines))
    return "\n\n".join(blocks) + "\n"


def ordered(paths: Iterable[KeyPath], written: Sequence[KeyPath]) -> Iterator[KeyPath]:
    """Paths in the order of the format; what it does not name goes as written, behind."""
    known = {path: place for place, path in enumerate(dict.fromkeys([("format",), ("extends",), *SETTING]))}
    later = {path: len(known) + place for place, path in enumerate(written)}
    yield from sorted(paths, key=lambda path: (len(path) > 1, known.get(path, later.get(path, 0))))


def _bare(part: str) -> str:
    return part if re.fullmatch(r"[A-Za-z0-9_-]+", part) else json.dumps(part, ensure_ascii=False)


def _literal(path: KeyPath, text: str) -> str:
    kind = kind_of_key(path)
    try:
        value = kind.read(text) if text else None
    except Unreadable:
        value = None
    if kind.literal == "list" and (value is not None or not text):
        if kind is kinds.PEAKS:
            return _peaks(text)
        return "[" + ", ".join(_quoted(item) for item in split_list(text)) + "]"
    if value is None or kind.literal == "quoted":
        return _quoted(text)
    return str(value).lower() if isinstance(value, bool) else kind.write(value)


def _peaks(text: str) -> str:
    tables = []
    for peak in kinds.PEAKS.read(text) if text else ():
        days, start, end = ";".join(peak.days), kinds.TIME.write(peak.from_), kinds.TIME.write(peak.until)
        tables.append(f'{{days = "{days}", from = "{start}", until = "{end}"}}')
    return "[" + "".join(f"\n    {table}," for table in tables) + ("\n]" if tables else "]")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
