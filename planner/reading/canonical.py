"""A scenario as texts again: complete, resolved, always the same for the same scenario."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from planner.domain.columns import Text
from planner.domain.scenario import Scenario
from planner.reading.documents import Document, KeyPath, Setting, Sheet, SheetRow
from planner.reading.folder_writing import folder_files, write_files
from planner.reading.origins import Origin
from planner.reading.schema import TABLE, ColumnSchema
from planner.reading.settings import SETTING


def write_folder(scenario: Scenario, target: Path) -> None:
    """Write the canonical folder: every key and every row, nothing inherited; see `write_files`."""
    write_files(canonical_files(scenario), target)


def scenario_digest(scenario: Scenario) -> str:
    """SHA-256 of the canonical folder, in hexadecimal; the name of the scenario does not enter."""
    return _digest(canonical_files(scenario))


def folder_digest(folder: Path) -> str:
    """SHA-256 of a scenario folder as it stands: as long as nobody touches a folder that was written, this is the
    digest of its scenario, whatever later programs add to the format. Raises OSError where there is none."""
    return _digest({path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()})


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def canonical_files(scenario: Scenario) -> dict[str, bytes]:
    """The files of the canonical folder by name."""
    return folder_files(document_of(scenario))


def resolved_text(scenario: Scenario) -> str:
    """The whole scenario as one text for reading: each canonical file under its name."""
    return "\n".join(f"# {name}\n{data.decode()}" for name, data in canonical_files(scenario).items())


def document_of(scenario: Scenario) -> Document:
    """The scenario as a document without parents."""
    settings = {path: Setting(text, Origin("scenario")) for path, text in _settings(scenario)}
    sheets = {name: _sheet(name, getattr(scenario, name)) for name in TABLE if getattr(scenario, name)}
    return Document(Path(scenario.name), settings, sheets)


def _settings(scenario: Scenario) -> Iterator[tuple[KeyPath, str]]:
    for path, schema in SETTING.items():
        value = _setting(scenario, path)
        if value is not None and value != "":
            yield path, schema.kind.write(value)


def _setting(scenario: Scenario, path: KeyPath) -> Any:
    match path:
        case ("format",):
            return 1
        case ("delegation", "head"):
            return scenario.head
        case ("delegation", name):
            return scenario.title.get(name.removeprefix("name_"))
        case ("tracks", "change"):
            return scenario.track_change
        case ("objective", "weights", aim):
            return scenario.objective.weights.get(aim)
        case ("rules", group, part) if hasattr(scenario.rules, group):
            return _field(getattr(scenario.rules, group), part)
        case ("rules", rule, part):
            setting = scenario.rules.settings.get(rule)
            return None if setting is None else getattr(setting, part)
        case (group, part):
            return _field(getattr(scenario, group), part)
    raise AssertionError(path)


def _field(record: Any, column: str) -> Any:
    return getattr(record, column, None) if hasattr(record, column) else getattr(record, f"{column}_")


def _sheet(table: str, records: tuple[Any, ...]) -> Sheet:
    columns = [column for column in TABLE[table].columns.values() if column.field]
    rows = [{column.name: cell_text(column, record) for column in columns} for record in records]
    used = tuple(column.name for column in columns if column.required or any(row[column.name] for row in rows))
    written = tuple(SheetRow(at, {name: row[name] for name in used}) for at, row in enumerate(rows, 2))
    return Sheet(f"{table}.csv", used, written)


def cell_text(column: ColumnSchema, record: Any) -> str:
    """The canonical text of a record in a column."""
    value = getattr(record, column.field)
    if isinstance(value, Text):
        return value.get(column.language)
    return "" if value is None or value == "" else column.kind.write(value)
