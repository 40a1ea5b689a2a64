"""The calendar files of a release: whole calendars, what changed, and what is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from planner.domain.scenario import Scenario
from planner.publishing.numbering import Sent
from planner.rendering.calendars.files import snapshot, withdrawal
from planner.rendering.file_names import file_name

CALENDARS, UPDATES, CANCELLED = "calendars", "updates", "cancelled"


def write_released(scenario: Scenario, sent: Iterable[Sent], target: Path, release: int) -> None:
    """Writes below `target` every reader's calendar, and from the second release on what changed in it since.

    `calendars/` holds whole calendars with their tombstones, `updates/` only the entries that changed, `cancelled/` a
    METHOD:CANCEL file for each entry withdrawn in this release.
    """
    organizer = _organizer(scenario)
    for one in sent:
        if one.entries:
            everything = [entry.published for entry in one.entries]
            _write(target / CALENDARS / one.reader.path, snapshot(one.title, one.language, one.zone, everything))
        changed = one.changed_in(release)
        if release == 1 or not changed:
            continue
        partly = [entry.published for entry in changed]
        _write(target / UPDATES / one.reader.path, snapshot(one.title, one.language, one.zone, partly))
        for entry in changed:
            if entry.withdrawn:
                path = target / CANCELLED / one.reader.path.with_suffix("") / f"{file_name(entry.key)}.ics"
                _write(path, withdrawal(one.language, organizer, entry.published))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _organizer(scenario: Scenario) -> str:
    """The mail address in whose name entries are withdrawn: a member of staff, else an address that reaches nobody."""
    addresses = (row.email for row in scenario.people if row.role in ("staff", "liaison") and row.email.isascii())
    return next((address for address in addresses if "@" in address), "protocol-office@visit.invalid")
