"""Reads the documents of a release back and compares what they say of times and places with the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.domain.faults import Violation, violation
from planner.domain.programme import Stop
from planner.publishing.editions import Edition
from planner.rendering.file_names import file_name
from planner.rendering.page_text import closed_up, seen
from planner.rendering.sayable import Sayable
from planner.rendering.speech import Speech
from planner.rendering.stamp import Stamp
from planner.rendering.views.hosts import hosts
from planner.rendering.visit import Visit

DOCUMENTS = "documents"
AGREE = "documents_say_what_the_plan_says"


@dataclass(frozen=True, slots=True)
class Promise:
    """What a document must say of one item: these things one after the other, in its language."""

    key: str
    said: tuple[Sayable, ...]


def documents_disagree(folder: Path, edition: Edition) -> Iterator[Violation]:
    """Every document below `folder` that says otherwise than the plan of what its reader does and when.

    Read are the programme, the pocket itineraries, the drivers' sheets and the hosts' briefs, as far as they are
    there: which files a release has is in its manifest.
    """
    visit = Visit(edition.scenario, edition.plan, Stamp(edition.clock.instant(0).replace(tzinfo=None)))
    for stem, promises in _promises(visit):
        for path in sorted((folder / DOCUMENTS).glob(f"{stem}.*.html")):
            yield from _broken(path, folder, promises)


def _broken(path: Path, folder: Path, promises: list[Promise]) -> Iterator[Violation]:
    try:
        text = seen(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as unreadable:
        yield violation(AGREE, file=path.relative_to(folder).as_posix(), found=str(unreadable))
        return
    speech = Speech((path.name.split(".")[-2],))
    for promise in promises:
        expected = "".join(speech.plain(thing) for thing in promise.said)
        if closed_up(expected) not in text:
            yield violation(AGREE, file=path.relative_to(folder).as_posix(), entry=promise.key, expected=expected)


def _promises(visit: Visit) -> Iterator[tuple[str, list[Promise]]]:
    """The path of each document below the folder of documents, without language and ending, and what it must say."""
    programme = visit.programme
    yield "programme", [_titled(visit, stop) for session in programme.sessions for stop in session.stops]
    for who in visit.plan.delegates:
        yield f"pocket/{file_name(who)}", [_titled(visit, stop) for stop in programme.stops_of(who) if _shown(stop)]
    for (vehicle, day), stops in visit.drives.items():
        date = visit.scenario.clock.date(day)
        yield f"drivers/{file_name(f'{vehicle}.{date}')}", [_driven(visit, stop) for stop in stops]
    for host in hosts(visit):
        sessions = [one for one in programme.sessions if visit.scenario.engagement[one.engagement].host == host]
        yield f"hosts/{file_name(host)}", [_held(visit, session.stops[0]) for session in sessions]


def _shown(stop: Stop) -> bool:
    return stop.item.kind in ("engagement", "meal", "free")


def _titled(visit: Visit, stop: Stop) -> Promise:
    """An item from when to when, then its title."""
    item = stop.item
    return Promise(item.key, (visit.span(item.start, item.end, stop.day), visit.title(item)))


def _driven(visit: Visit, stop: Stop) -> Promise:
    """A ride: when it arrives, and where."""
    arrival = visit.moment(stop.item.end, stop.day)
    return Promise(stop.item.key, ("→", arrival, visit.place(stop.item.site).name))


def _held(visit: Visit, stop: Stop) -> Promise:
    """A session at its host's: from when to when."""
    return Promise(stop.item.key, (visit.span(stop.item.start, stop.item.end, stop.day),))
