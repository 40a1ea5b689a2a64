"""For whom calendars are written, in which language, under which name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal, get_args

from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.rendering.calendars.wording import Wording
from planner.rendering.file_names import file_name

ReaderKind = Literal["all", "delegate", "track", "vehicle", "host", "interpreter"]
KINDS: tuple[ReaderKind, ...] = get_args(ReaderKind)
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True, order=True)
class Reader:
    """One calendar's reader: kind and id (that of the track, vehicle ...; `all` for the whole delegation)."""

    kind: ReaderKind
    id: str

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"not an id: {self.id!r}")

    @property
    def view(self) -> str:
        """The reader as a part of a UID."""
        return self.kind if self.kind == "all" else f"{self.kind}.{self.id}"

    @property
    def path(self) -> PurePosixPath:
        """The calendar's file under the folder of calendars."""
        name = f"{file_name(self.id)}.ics"
        return PurePosixPath(name) if self.kind == "all" else PurePosixPath(f"{self.kind}s", name)


EVERYBODY = Reader("all", "all")


def readers(scenario: Scenario, plan: Plan) -> Iterator[Reader]:
    """Every possible reader of a plan, in the order of the tables; some may have nothing to read."""
    yield EVERYBODY
    yield from (Reader("delegate", who) for who in plan.delegates)
    yield from (Reader("track", track.id) for track in scenario.tracks)
    yield from (Reader("vehicle", vehicle.id) for vehicle in scenario.vehicles)
    yield from (Reader("host", row.id) for row in scenario.organisations if row.side == "host")
    yield from (Reader("interpreter", row.id) for row in scenario.interpreters)


def language_of(scenario: Scenario, reader: Reader) -> str:
    """The first language of the reader that the programme has, else the programme's first.

    Drivers and interpreters read the local language; the whole delegation and tracks the first one.
    """
    frame = scenario.programme
    if reader.kind in ("vehicle", "interpreter"):
        return frame.local_language
    spoken: Iterable[str] = ()
    if reader.kind == "delegate":
        spoken = scenario.delegate[reader.id].languages
    elif reader.kind == "host":
        spoken = scenario.organisation[reader.id].languages
    return next((language for language in spoken if language in frame.languages), frame.languages[0])


def name_of(scenario: Scenario, reader: Reader) -> str:
    """The reader's name in the reader's language."""
    wording = Wording(scenario, language_of(scenario, reader))
    match reader.kind:
        case "all":
            return wording.say("whole")
        case "delegate":
            return wording.text(scenario.delegate[reader.id].name)
        case "track":
            return wording.text(scenario.track[reader.id].name)
        case "vehicle":
            return scenario.vehicle[reader.id].name or reader.id
        case "host":
            return wording.text(scenario.organisation[reader.id].name)
        case "interpreter":
            return wording.text(scenario.interpreter[reader.id].name)
