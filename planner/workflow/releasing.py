"""Publishes a plan as a release, and brings a CalDAV server up to date with it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from planner.console import GOOD, Console
from planner.domain.counting import counted
from planner.publishing import Release, Unlawful, newest_release, publish
from planner.publishing.caldav import push
from planner.publishing.editions import read_edition
from planner.workflow.commands import violated
from planner.workflow.moments import now
from planner.workflow.planning import write_papers


def release_plan(console: Console, plan: Path, releases: Path, note: str, caldav: str | None, address: str) -> int:
    """Publish a plan, and send it to the CalDAV server at `caldav`; the newest release itself is only sent again."""
    facts: dict[str, object] = {}
    if caldav is None or not _is_newest(plan, releases):
        try:
            made = _published(plan, releases, note, address)
        except Unlawful as unlawful:
            return violated(console, unlawful.violations)
        _tell(console, made)
        facts = _facts(made)
    if caldav is not None:
        sent = push(releases, caldav, lambda folder: console.progress(f"calendar {folder}"))
        console.say(
            f"  on the server: {sent.created} created, {sent.updated} updated, {sent.deleted} deleted, "
            f"{sent.unchanged} unchanged"
        )
        facts["caldav"] = asdict(sent)
    console.facts(facts)
    return GOOD


def _is_newest(plan: Path, releases: Path) -> bool:
    newest = newest_release(releases)
    return newest is not None and plan.resolve() == newest.resolve()


def _published(plan: Path, releases: Path, note: str, address: str) -> Release:
    return publish(
        plan,
        releases,
        note=note,
        now=now(read_edition(plan).scenario.programme.timezone),
        write_papers=write_papers,
        formats=("html", "pdf"),
        address=address,
    )


def _tell(console: Console, made: Release) -> None:
    console.say(f"release {made.number}: {made.folder}")
    changes, entries = counted(len(made.changes), "change"), counted(made.entries, "calendar entry")
    console.say(f"  {changes}, {entries} new or changed, {made.withdrawn} withdrawn")
    for telling in made.tellings:
        console.say(f"  tell {telling}")


def _facts(made: Release) -> dict[str, object]:
    return {
        "number": made.number,
        "folder": made.folder,
        "changes": len(made.changes),
        "entries": made.entries,
        "withdrawn": made.withdrawn,
        "tell": [asdict(telling) for telling in made.tellings],
    }
