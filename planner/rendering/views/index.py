"""The page that links to everything a plan folder holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.account import WorstOff
from planner.domain.columns import Text
from planner.rendering.cards import Badge
from planner.rendering.file_names import named_after
from planner.rendering.packages import OFFLINE
from planner.rendering.sayable import Days, Phrase, Sayable, phrase
from planner.rendering.visit import Visit

LABELS = {"th": "ไทย", "zh": "中文", "en": "English", "docx": "Word"}
"""What languages and forms are called on a link; each language in its own script."""

EXPLANATIONS = "explain.html"
"""Written into the plan's folder by those who ask why."""
FILES = {EXPLANATIONS: "document.explain", OFFLINE: "document.offline"}
"""What files of the plan's folder are called."""

FOLDERS = {"pocket": "delegates", "hosts": "hosts", "drivers": "vehicles"}
"""Folders of documents and the folder of calendars for the same readers."""


@dataclass(frozen=True, slots=True)
class Link:
    """A file: `label` tells it from its neighbours (a language, a date, a format)."""

    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody, or something, with the files made for it."""

    name: Sayable
    links: tuple[Link, ...]
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its readers."""

    heading: Phrase
    readers: tuple[Reader, ...]


@dataclass(frozen=True, slots=True)
class Bounded:
    """What holds in this plan, and what is proven of every plan, if anything."""

    said: Phrase
    bound: Phrase | None


@dataclass(frozen=True, slots=True)
class Side:
    """How the worst-off of one side fare."""

    name: Phrase
    lines: tuple[Bounded, ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """Everything on the index page. Who is `worst_off` is for the office alone: releases do not say it."""

    title: Text
    dates: Days
    sections: tuple[Section, ...]
    worst_off: tuple[Side, ...]


def index_view(visit: Visit, target: Path, order: Sequence[str]) -> IndexView:
    """What is in the folder `target`: documents (in `order` of their names), calendars, tables, the plan itself."""
    frame = visit.scenario.programme
    documents, calendars = _files(target, "documents"), _files(target, "calendars")
    sections = [
        Section(phrase("index.whole"), _whole(documents.get("", []), calendars.get("", []), order)),
        *(
            Section(phrase(f"index.{group}"), _readers(visit, group, documents, calendars))
            for group in ("delegates", "hosts", "tracks", "vehicles", "interpreters", "companies", "changes")
        ),
        Section(phrase("index.tables"), _plain(target)),
    ]
    return IndexView(
        title=visit.scenario.title,
        dates=Days(frame.first_day, frame.last_day),
        sections=tuple(section for section in sections if section.readers),
        worst_off=tuple(_side(visit, one) for one in visit.plan.worst_off if visit.stamp.draft),
    )


def _side(visit: Visit, one: WorstOff) -> Side:
    """The organisation of a side that gets the least, and how many get nothing, if any."""
    name = visit.scenario.organisation[one.organisation].name
    most = None if one.bound is None else phrase("worst_off.bound", percent=one.bound)
    lines = [Bounded(phrase("worst_off.share", name=name, percent=one.percent), most)]
    if one.nothing:
        least = phrase("worst_off.nothing_bound", number=one.nothing_bound) if one.nothing_bound else None
        lines.append(Bounded(phrase("worst_off.nothing", number=one.nothing), least))
    return Side(phrase(f"worst_off.{one.side}"), tuple(lines))


def _files(target: Path, folder: str) -> Mapping[str, list[Path]]:
    """Files by the folder below `folder` in which they lie, paths relative to `target`."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((target / folder).rglob("*.*")):
        if path.is_file():
            below = path.relative_to(target / folder).parent.as_posix()
            found["" if below == "." else below].append(path.relative_to(target))
    return found


def _link(path: Path) -> Link:
    """The link to a file; its label is what follows the id in its name: a date, a language, a form."""
    *parts, form = path.name.split(".")[1:]
    words = [LABELS.get(part, part) for part in parts]
    if form != "html":
        words.append(LABELS.get(form, form.upper()))
    return Link(" ".join(words), path.as_posix())


def _whole(documents: list[Path], calendars: list[Path], order: Sequence[str]) -> tuple[Reader, ...]:
    names: dict[str, list[Link]] = {name: [] for name in order}
    for path in sorted(documents, key=lambda path: (path.stem, path.suffix != ".html", path.suffix != ".pdf")):
        names.setdefault(path.name.split(".")[0], []).append(_link(path))
    readers = [Reader(phrase(f"document.{name}"), tuple(links)) for name, links in names.items() if links]
    if calendars:
        readers.append(Reader(phrase("index.calendar"), tuple(_link(path) for path in calendars)))
    return tuple(readers)


def _readers(
    visit: Visit, group: str, documents: Mapping[str, list[Path]], calendars: Mapping[str, list[Path]]
) -> tuple[Reader, ...]:
    folders = [folder for folder, readers in FOLDERS.items() if readers == group] or [group]
    links: dict[str, list[Link]] = defaultdict(list)
    for path in [*(path for folder in folders for path in documents.get(folder, [])), *calendars.get(group, [])]:
        links[named_after(path.name)].append(_link(path))
    names, badges = _names(visit, group), visit.badges if group == "tracks" else {}
    order = {id: place for place, id in enumerate(names)}
    return tuple(
        Reader(names.get(id, id), tuple(links[id]), badges.get(id))
        for id in sorted(links, key=lambda id: (order.get(id, len(order)), id))
    )


def _names(visit: Visit, group: str) -> dict[str, Sayable]:
    scenario = visit.scenario
    match group:
        case "delegates":
            return {id: visit.people[id].name for id in visit.by_precedence(list(scenario.delegate))}
        case "hosts" | "companies":
            return {row.id: row.name for row in scenario.organisations}
        case "tracks":
            return {row.id: row.name for row in scenario.tracks}
        case "vehicles":
            return {row.id: visit.vehicle(row.id) for row in scenario.vehicles}
        case "interpreters":
            return {row.id: row.name for row in scenario.interpreters}
    return {id: card.name for id, card in visit.people.items()}


def _plain(target: Path) -> tuple[Reader, ...]:
    tables = sorted((target / "tables").glob("*")) if (target / "tables").is_dir() else []
    plan = [target / name for name in (OFFLINE, "plan.json", EXPLANATIONS) if (target / name).exists()]
    return tuple(
        Reader(
            phrase(FILES[path.name]) if path.name in FILES else path.stem,
            (Link(path.suffix.removeprefix("."), path.relative_to(target).as_posix()),),
        )
        for path in [*tables, *plan]
    )
