"""Checks an archived release again: its files, its plan against the rules, its documents and calendars against its
plan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from planner.checking.check import check, verdict
from planner.domain.faults import Fault, Faulty, Violation, violation
from planner.publishing.calendars import CALENDARS
from planner.publishing.editions import Edition, read_edition
from planner.publishing.folders import MANIFEST, hashes, sha256
from planner.publishing.ledger import LEDGER, reading
from planner.publishing.refusals import Unlawful, refuse_unchecked
from planner.publishing.rereading import documents_disagree
from planner.rendering.calendars.compose import ReaderCalendar, calendars
from planner.rendering.calendars.rereading import meant, told
from planner.rendering.calendars.write import uid

FILES = "a_release_never_changes"
AGREES = "calendars_say_what_the_plan_says"


def is_release(folder: Path) -> bool:
    """Is this the folder of a release?"""
    return (folder / MANIFEST).is_file()


def verify_release(folder: Path) -> tuple[Violation, ...]:
    """Everything wrong with a release: files changed, missing or added, rules broken, documents and
    calendars unlike the plan.

    Raises Faulty where `folder` holds no readable release.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files, visit = dict(manifest["files"]), str(manifest["visit"])
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise Faulty([Fault(str(folder / MANIFEST), str(broken), "the manifest of a release")]) from None
    found = [*_files(folder, files), *_ledger(folder)]
    edition = read_edition(folder)
    found += _rules(edition)
    found += documents_disagree(folder, edition)
    found += (problem for calendar in _composed(edition) for problem in calendar_disagrees(folder, calendar, visit))
    return tuple(found)


def _files(folder: Path, recorded: dict[str, str]) -> Iterator[Violation]:
    actual = hashes(folder)
    for path in sorted(recorded.keys() | actual.keys()):
        if path not in actual:
            yield violation(FILES, file=path, found="missing")
        elif path not in recorded:
            yield violation(FILES, file=path, found="added")
        elif actual[path] != recorded[path]:
            yield violation(FILES, file=path, found="changed")


def _ledger(folder: Path) -> Iterator[Violation]:
    """The manifest against the ledger beside the release, if there is one."""
    if not (folder.parent / LEDGER).is_file() or not folder.name.isdigit():
        return
    with reading(folder.parent) as ledger:
        recorded = ledger.manifest(int(folder.name))
    if recorded is not None and recorded != sha256(folder / MANIFEST):
        yield violation(FILES, file=MANIFEST, found="not the one in the ledger")


def _rules(edition: Edition) -> Iterator[Violation]:
    try:
        refuse_unchecked(edition)
    except Unlawful as broken:
        yield from broken.violations
    except Faulty as changed:
        for fault in changed.faults:
            yield violation(FILES, file=fault.where, found=fault.found)
        yield from verdict(edition.scenario, check(edition.scenario, edition.plan)).hard


def _composed(edition: Edition) -> Iterator[ReaderCalendar]:
    return calendars(edition.scenario, edition.plan, released=True)


def calendar_disagrees(folder: Path, calendar: ReaderCalendar, visit: str) -> Iterator[Violation]:
    """What one calendar file below `folder` says otherwise than the plan; tombstones of what is gone are right."""
    path = folder / CALENDARS / calendar.reader.path
    name = calendar.reader.path.as_posix()
    try:
        found = told(path.read_bytes())
    except (OSError, ValueError) as broken:
        yield violation(AGREES, file=name, found=str(broken))
        return
    expected = {uid(visit, calendar.reader, event.key): meant(event) for event in calendar.events}
    for id, event in expected.items():
        if id not in found:
            yield violation(AGREES, file=name, entry=id, found="missing")
        elif found[id] != event:
            yield violation(AGREES, file=name, entry=id, found=found[id], expected=event)
    for id in found.keys() - expected.keys():
        if not found[id].cancelled:
            yield violation(AGREES, file=name, entry=id, found="not in the plan")
