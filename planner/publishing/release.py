"""Makes a release: a numbered folder that never changes, and what everybody was sent, in the ledger."""

from __future__ import annotations

import datetime as dt
import platform
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from planner.comparing.changes import Change, changes
from planner.domain.faults import Fault, Faulty
from planner.publishing.calendars import write_released
from planner.publishing.editions import PLAN_FILE, SCENARIO_FOLDER, Edition, read_edition
from planner.publishing.feeds import Feeds, public_address
from planner.publishing.folders import MANIFEST, aside, folder_name, hashes, put_in_place, sha256, write_json
from planner.publishing.ledger import LEDGER, RECORD, Ledger, ReleaseRow, record_of, release_folders, writing
from planner.publishing.notices import message, notices
from planner.publishing.numbering import Issue, Sent, numbered
from planner.publishing.refusals import refuse_missing_texts, refuse_older_parent, refuse_unchecked
from planner.publishing.telling import Telling, telling_csv, tellings
from planner.rendering.calendars.compose import calendars
from planner.rendering.calendars.readers import Reader
from planner.rendering.html import render_html
from planner.rendering.stamp import Stamp
from planner.rendering.visit import Visit

Papers = Callable[[Visit, Path], object]
"""Writes tables, documents and the index of a visit into a folder; the visit carries the changes since the release
before."""

NOTICES = "documents/changes"
TELLING = "whom-to-tell.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A release that was made. `changes` are those since the release before, `tellings` the officer's list;
    `entries` counts the calendar entries that are new or changed, `withdrawn` those taken back."""

    number: int
    folder: Path
    changes: tuple[Change, ...]
    tellings: tuple[Telling, ...]
    entries: int
    withdrawn: int


def publish(
    plan: Path,
    releases: Path,
    *,
    note: str = "",
    now: dt.datetime,
    write_papers: Papers,
    formats: Sequence[str] = ("html",),
    address: str = "",
    wait_seconds: float = 60.0,
) -> Release:
    """Publishes the plan in folder `plan` as the next release in folder `releases`.

    `now` (aware) is the time of making, `formats` those of the change notices (html, pdf). With `address`, where
    `planner serve` is reached, each delegate's papers bear the secret address of their page. Killed at any moment, the
    release is there whole or not at all. Raises Faulty for a plan or folder that cannot be released, for a missing
    translation, an older parent, or another release being made for longer than `wait_seconds`; Unlawful for a plan
    that breaks a rule.
    """
    address = public_address(address, "--address") if address else ""
    edition = read_edition(plan)
    refuse_missing_texts(edition.scenario, edition.plan)
    refuse_unchecked(edition)
    _open(releases)
    with writing(releases, wait_seconds) as ledger:
        ledger.catch_up(releases)
        refuse_older_parent(edition.digest, edition.plan, ledger.releases())
        draft = _Draft.of(edition, releases, ledger, note, now, address)
        target = releases / folder_name(draft.row.number)
        with aside(releases, draft.row.number) as folder:
            told = draft.write(folder, write_papers, formats)
            record = record_of(draft.row, draft.sent)
            write_json(folder / RECORD, record)
            write_json(folder / MANIFEST, draft.manifest(folder))
            manifest = sha256(folder / MANIFEST)
            put_in_place(folder, target)
        ledger.write(record, manifest)
    return draft.release(target, told)


def _open(releases: Path) -> None:
    """Make the folder of releases; refuse one that holds something else."""
    if releases.is_dir():
        strange = any(releases.iterdir()) and not (releases / LEDGER).exists() and not release_folders(releases)
    else:
        strange = releases.exists()
    if strange:
        hint = "name an empty or new folder"
        raise Faulty([Fault(str(releases), "something that holds no releases", "a folder of releases", hint)])
    releases.mkdir(parents=True, exist_ok=True)


def _pdf(page: str, stamp: Stamp) -> bytes:
    from planner.rendering.pdf import render_pdf  # loaded on demand: typesetting takes its time to start

    return render_pdf(page, stamp)


def _pages(edition: Edition, releases: Path, address: str, now: dt.datetime) -> dict[str, str]:
    """The address of each delegate's page, the same from release to release until it is revoked."""
    readers = [Reader("delegate", who) for who in edition.plan.delegates]
    tokens = Feeds(releases).tokens(readers, now)
    return {reader.id: f"{address}{tokens[reader].path}" for reader in readers}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A release in the making."""

    edition: Edition
    before: Edition | None
    row: ReleaseRow
    sent: list[Sent]
    stamp: Stamp
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, edition: Edition, releases: Path, ledger: Ledger, note: str, now: dt.datetime, address: str) -> _Draft:
        newest = ledger.newest()
        made = now.astimezone(dt.UTC).replace(microsecond=0)
        if newest:
            made = max(made, newest.made + dt.timedelta(seconds=1))
        row = ReleaseRow(
            number=newest.number + 1 if newest else 1,
            made=made,
            note=note,
            visit=newest.visit if newest else edition.plan.scenario,
            plan=edition.digest,
        )
        last_day = edition.clock.instant(24 * 60 * edition.clock.days)
        over = newest is not None and ledger.releases()[0].made <= last_day < made
        issue = Issue(number=row.number, now=made, visit=row.visit, over=over)
        written = calendars(edition.scenario, edition.plan, released=True)
        before = read_edition(releases / folder_name(newest.number)) if newest else None
        return cls(
            edition=edition,
            before=before,
            row=row,
            sent=list(numbered(written, ledger.entries(), ledger.titles(), issue)),
            stamp=Stamp(
                made.astimezone(edition.clock.zone).replace(tzinfo=None),
                str(row.number),
                pages=_pages(edition, releases, address, made) if address else {},
            ),
            changes=changes(before.plan, edition.plan, edition.scenario, before.scenario) if before else (),
        )

    @property
    def visit(self) -> Visit:
        """What documents are made from."""
        before = Visit(self.before.scenario, self.before.plan, self.stamp) if self.before else None
        return Visit(self.edition.scenario, self.edition.plan, self.stamp, before, self.changes)

    def write(self, folder: Path, write_papers: Papers, formats: Sequence[str]) -> tuple[Telling, ...]:
        """Write all but the record and the manifest; the officer's list."""
        visit = self.visit
        shutil.copyfile(self.edition.folder / PLAN_FILE, folder / PLAN_FILE)
        scenario = self.edition.folder / SCENARIO_FOLDER
        shutil.copytree(scenario, folder / SCENARIO_FOLDER, copy_function=shutil.copyfile)
        write_released(visit.scenario, self.sent, folder, self.row.number)
        told = self._write_notices(visit, visit.before, folder / NOTICES, formats) if visit.before else ()
        write_papers(visit, folder)
        return told

    def _write_notices(self, visit: Visit, before: Visit, folder: Path, formats: Sequence[str]) -> tuple[Telling, ...]:
        written = notices(visit, before, self.changes, self.row.number, self.row.note)
        told = tellings(visit, before, written, self.row.made)
        folder.mkdir(parents=True)
        for notice in written:
            page = render_html("changes", notice.view, (notice.language,), self.stamp, f"changes/{notice.stem}")
            if "html" in formats:
                (folder / f"{notice.stem}.html").write_bytes(page.encode())
            if "pdf" in formats:
                (folder / f"{notice.stem}.pdf").write_bytes(_pdf(page, self.stamp))
            (folder / f"{notice.stem}.txt").write_bytes(message(notice).encode())
        (folder / TELLING).write_bytes(telling_csv(told))
        return told

    def manifest(self, folder: Path) -> dict[str, Any]:
        """What the release is made of and by what, with the hash of every file."""
        plan = self.edition.plan
        return {
            "format": 1,
            "release": self.row.number,
            "made": self.row.made.isoformat(),
            "note": self.row.note,
            "visit": self.row.visit,
            "plan": {"sha256": self.row.plan, "parents": list(plan.parents)},
            "scenario": {"name": plan.scenario, "sha256": plan.sha256},
            "solution": {
                "status": plan.status,
                "objective": plan.objective,
                "bound": plan.bound,
                "seed": plan.seed,
                "workers": plan.workers,
            },
            "check": "no rule is broken",
            "made_by": {
                "program": plan.program,
                "solver": plan.solver,
                "python": platform.python_version(),
                "icalendar": version("icalendar"),
            },
            "changes": [asdict(change) for change in self.changes],
            "files": hashes(folder),
        }

    def release(self, target: Path, told: tuple[Telling, ...]) -> Release:
        """What came of it."""
        changed = [entry for one in self.sent for entry in one.changed_in(self.row.number)]
        withdrawn = sum(entry.withdrawn for entry in changed)
        return Release(
            number=self.row.number,
            folder=target,
            changes=self.changes,
            tellings=told,
            entries=len(changed) - withdrawn,
            withdrawn=withdrawn,
        )
