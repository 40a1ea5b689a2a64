"""Which UID and SEQUENCE every calendar entry carries in a release, and which entries stay as tombstones."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.rendering.calendars.compose import ReaderCalendar
from planner.rendering.calendars.event import Event, Published, event_from_json
from planner.rendering.calendars.readers import Reader
from planner.rendering.calendars.wording import cancelled_mark
from planner.rendering.calendars.write import uid

STEP = 10
"""SEQUENCE of an entry is STEP x the release in which it last changed; programs that save it add 1 each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a reader was last sent of one item. `shown` is the event as JSON, `changed` (UTC) when it last changed."""

    uid: str
    reader: Reader
    key: str
    language: str
    digest: str
    sequence: int
    changed: dt.datetime
    release: int
    withdrawn: bool
    shown: str

    @property
    def published(self) -> Published:
        """The entry as a calendar file carries it."""
        return Published(event=event_from_json(self.shown), uid=self.uid, sequence=self.sequence, changed=self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One reader's calendar in a release, in order of time; `zone` is that of the programme."""

    reader: Reader
    title: str
    language: str
    zone: str
    entries: tuple[Entry, ...]

    def changed_in(self, release: int) -> tuple[Entry, ...]:
        """The entries that changed in `release`."""
        return tuple(entry for entry in self.entries if entry.release == release)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The release being made: its number, its time (UTC), the visit's name in UIDs, and whether the visit is over since
    the first release (a visit of long ago is released as if it were still to come)."""

    number: int
    now: dt.datetime
    visit: str
    over: bool = False


def numbered(
    calendars: Iterable[ReaderCalendar],
    before: Mapping[Reader, Mapping[str, Entry]],
    titles: Mapping[Reader, str],
    issue: Issue,
) -> Iterator[Sent]:
    """Every reader's calendar with the numbers of this release.

    `before` holds, by reader and UID, what was sent last. An entry that shows the same keeps its number and time;
    what is no longer in a calendar stays in it as cancelled until the visit is over. `titles` are those of the
    calendars sent last.
    """
    zone, served = "", set()
    for calendar in calendars:
        zone = calendar.zone
        served.add(calendar.reader)
        yield _sent(calendar, before.get(calendar.reader, {}), issue)
    for reader, known in before.items():
        if reader not in served and known:
            language = next(iter(known.values())).language
            title = titles.get(reader, issue.visit)
            empty = ReaderCalendar(reader=reader, title=title, language=language, zone=zone, events=())
            yield _sent(empty, known, issue)


def _sent(calendar: ReaderCalendar, known: Mapping[str, Entry], issue: Issue) -> Sent:
    live = [_live(calendar, event, known, issue) for event in calendar.events]
    uids = {entry.uid for entry in live}
    gone = (_gone(entry, issue) for id, entry in known.items() if id not in uids)
    kept = [entry for entry in gone if entry.release == issue.number or not issue.over]
    return Sent(
        reader=calendar.reader,
        title=calendar.title,
        language=calendar.language,
        zone=calendar.zone,
        entries=tuple(live + sorted(kept, key=lambda entry: entry.uid)),
    )


def _live(calendar: ReaderCalendar, event: Event, known: Mapping[str, Entry], issue: Issue) -> Entry:
    id = uid(issue.visit, calendar.reader, event.key)
    shown = event.to_json()
    digest = _digest(calendar.language, shown)
    before = known.get(id)
    if before and before.digest == digest:
        return before
    return _changed(issue, id, calendar.reader, event.key, calendar.language, shown, withdrawn=False)


def _gone(entry: Entry, issue: Issue) -> Entry:
    if entry.withdrawn:
        return entry
    shown = event_from_json(entry.shown).cancelled(cancelled_mark(entry.language)).to_json()
    return _changed(issue, entry.uid, entry.reader, entry.key, entry.language, shown, withdrawn=True)


def _changed(issue: Issue, uid: str, reader: Reader, key: str, language: str, shown: str, *, withdrawn: bool) -> Entry:
    return Entry(
        uid=uid,
        reader=reader,
        key=key,
        language=language,
        digest=_digest(language, shown),
        sequence=STEP * issue.number,
        changed=issue.now,
        release=issue.number,
        withdrawn=withdrawn,
        shown=shown,
    )


def _digest(language: str, shown: str) -> str:
    return hashlib.sha256(f"{language}\n{shown}".encode()).hexdigest()
