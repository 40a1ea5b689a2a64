"""The keys of scenario.toml: their kinds, defaults and meaning, as the domain's records give them."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.domain.rulebook import RuleBook
from planner.domain.rules import RULES
from planner.domain.scenario import AIMS, Objective, ProgrammeSettings, SolveSettings, TrackChange
from planner.reading import kinds
from planner.reading.kinds import LANGUAGES, Kind, Unreadable
from planner.reading.meanings import MEANINGS
from planner.reading.near import near_hint
from planner.reading.schema import TABLE, column_name, kind_of

Path = tuple[str, ...]

_LEAST: Mapping[Path, float] = {
    ("programme", "grid_minutes"): 1,
    ("rules", "travel", "detour"): 1,
    ("rules", "travel", "kmh"): 1,
    ("rules", "travel", "factor"): 0.1,
    ("solve", "seconds"): 0.1,
    ("solve", "workers"): 1,
}
_KINDS: Mapping[Path, Kind] = {
    ("programme", "timezone"): kinds.ZONE,
    ("programme", "languages"): kinds.listed(kinds.DOCUMENT_LANGUAGE),
    ("programme", "local_language"): kinds.DOCUMENT_LANGUAGE,
    ("rules", "travel", "peaks"): kinds.PEAKS,
}


@dataclass(frozen=True, slots=True)
class SettingSchema:
    """One key: its path, kind, whether it must be there, its default and meaning."""

    path: Path
    kind: Kind
    required: bool = False
    default: Any = None

    @property
    def meaning(self) -> str:
        """What the key holds, in a sentence."""
        return MEANINGS.get(".".join(self.path)) or MEANINGS.get(".".join((self.path[0], "*", *self.path[2:])), "")

    @property
    def default_text(self) -> str:
        """The default as text; empty if there is none."""
        return "" if self.default is None else self.kind.write(self.default)


def _read_aims(text: str) -> str:
    for aim in text.split("+"):
        if aim.strip() not in AIMS:
            raise Unreadable("aims joined by +, such as visitors+hosts", near_hint(aim.strip(), AIMS))
    return "+".join(aim.strip() for aim in text.split("+"))


def _format(text: str) -> int:
    if kinds.integer().read(text) != 1:
        raise Unreadable("1")
    return 1


def _of_record(path: Path, record: type, example: Any = None) -> Iterator[SettingSchema]:
    hints = typing.get_type_hints(record)
    for field in dataclasses.fields(record):
        key = (*path, column_name(field.name))
        default = getattr(example, field.name) if example is not None else field.default
        required = default is dataclasses.MISSING
        kind = _KINDS.get(key) or kind_of(hints[field.name], _LEAST.get(key, 0))
        yield SettingSchema(key, kind, required, None if required else default)


def _rules() -> Iterator[SettingSchema]:
    book = RuleBook()
    for group in dataclasses.fields(RuleBook):
        if group.name != "settings":
            example = getattr(book, group.name)
            yield from _of_record(("rules", group.name), type(example), example)
    for rule in RULES:
        path = ("rules", rule.name)
        yield SettingSchema((*path, "enabled"), kinds.FLAG, default=True)
        yield SettingSchema((*path, "hard"), kinds.FLAG, default=rule.hard)
        yield SettingSchema((*path, "weight"), kinds.integer(0), default=rule.weight)


def _all() -> Iterator[SettingSchema]:
    yield SettingSchema(("format",), Kind(_format, str, "bare"), required=True)
    for language in LANGUAGES:
        yield SettingSchema(("delegation", f"name_{language}"), kinds.TEXT)
    yield SettingSchema(("delegation", "head"), kinds.TEXT, required=True)
    yield from _of_record(("programme",), ProgrammeSettings)
    yield SettingSchema(("tracks", "change"), kind_of(TrackChange), default="never")
    yield from _rules()
    weights = Objective().weights
    for aim in AIMS:
        yield SettingSchema(("objective", "weights", aim), kinds.integer(), default=weights[aim])
    yield SettingSchema(("objective", "order"), kinds.listed(Kind(_read_aims)), default=())
    yield SettingSchema(("objective", "slack_percent"), kinds.decimal(0), default=Objective().slack_percent)
    yield from _of_record(("solve",), SolveSettings, SolveSettings())


SETTING: Mapping[Path, SettingSchema] = {schema.path: schema for schema in _all()}
"""Every key that a scenario can set, by path."""

_LIST = kinds.listed(kinds.TEXT)


def kind_of_key(path: Path) -> Kind:
    """The kind of a key, also of those below `change`, `add` and `remove`."""
    if path in SETTING:
        return SETTING[path].kind
    if path == ("extends",) or path[0] == "remove":
        return _LIST
    if path[0] in ("change", "add"):
        if path[1:] in SETTING:
            return SETTING[path[1:]].kind
        if len(path) == 4 and path[1] in TABLE and path[3] in TABLE[path[1]].columns:
            return TABLE[path[1]].columns[path[3]].kind
    return kinds.TEXT
