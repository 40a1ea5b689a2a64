"""Writes documents: the whole set of a plan, or one of them."""

from __future__ import annotations

import difflib
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from planner.comparing.changes import Change
from planner.domain.faults import Fault, Faulty, Refused
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.rendering.catalogue import DOCUMENTS, Document
from planner.rendering.html import render_foreign_html, render_html
from planner.rendering.stamp import Stamp
from planner.rendering.views.index import index_view
from planner.rendering.visit import Visit
from planner.rendering.words import LANGUAGES

FORMATS = ("html", "pdf", "docx")
FEW = 40
"""Below so many documents a second process costs more than it saves."""

CHUNK = 3
"""Documents handed to a process at once: few, since a programme takes as long as a hundred pockets."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file to write."""

    document: str
    id: str
    languages: tuple[str, ...]
    format: str


def write_documents(
    scenario: Scenario,
    plan: Plan,
    target: Path,
    stamp: Stamp,
    processes: int = 2,
    formats: Sequence[str] | None = None,
    only: Sequence[str] | None = None,
    before: Visit | None = None,
    changes: tuple[Change, ...] = (),
    few: int = FEW,
) -> list[Path]:
    """Writes the document set into `target/documents`; the files written, in the order of the set.

    Each reader's documents are in the reader's own language, the rest in every language of the programme. `formats`
    and `only` (names of documents) are as in the catalogue where they are None; `before` and `changes` mark what is
    new since a release. Fewer than `few` files are written by this process alone.
    """
    visit = Visit(scenario, plan, stamp, before, changes)
    tasks = list(_tasks(visit, formats, only))
    folder = target / "documents"
    if processes < 2 or len(tasks) < few:
        return [_write(visit, folder, task) for task in tasks]
    with ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), initializer=_prepare, initargs=(visit, folder)
    ) as pool:
        return list(pool.map(_write_here, tasks, chunksize=CHUNK))


def write_index(scenario: Scenario, plan: Plan, target: Path, stamp: Stamp) -> Path:
    """Writes `target/index.html`, which links to every document, calendar and table that lies in `target`."""
    visit = Visit(scenario, plan, stamp)
    path = target / "index.html"
    page = render_html("index", index_view(visit, target, tuple(DOCUMENTS)), visit.languages[:1], stamp)
    path.write_bytes(page.encode())
    return path


def render_document(
    scenario: Scenario,
    plan: Plan,
    name: str,
    languages: tuple[str, ...],
    format: str,
    stamp: Stamp,
    for_id: str = "",
    template: Path | None = None,
) -> bytes:
    """One document as the bytes of a file, its languages side by side.

    `template` is a Word letterhead for the format docx, else a Jinja template for HTML. Raises `Refused` for a name,
    id, language or format there is not, and `Faulty` for a template that is broken or reaches for what it must not.
    """
    visit = Visit(scenario, plan, stamp)
    document = _known(name)
    _check(visit, document, for_id, languages, format, template)
    languages = tuple(dict.fromkeys(languages))
    return _render(visit, Task(name, for_id, languages, format), template)


def _tasks(visit: Visit, formats: Sequence[str] | None, only: Sequence[str] | None) -> Iterator[Task]:
    for document in DOCUMENTS.values():
        if only is not None and document.name not in only:
            continue
        for id in document.ids(visit):
            for language in document.languages(visit, id):
                for form in formats or document.formats:
                    yield Task(document.name, id, (language,), form)


_HERE: dict[str, tuple[Visit, Path]] = {}
"""What a worker process was given once, so that each task is only a name."""


def _prepare(visit: Visit, folder: Path) -> None:
    _HERE["job"] = (visit, folder)


def _write_here(task: Task) -> Path:
    return _write(*_HERE["job"], task)


def _write(visit: Visit, folder: Path, task: Task) -> Path:
    path = folder / f"{DOCUMENTS[task.document].stem(task.id, task.languages)}.{task.format}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_render(visit, task))
    return path


def _render(visit: Visit, task: Task, template: Path | None = None) -> bytes:
    document = DOCUMENTS[task.document]
    view, stem = document.view(visit, task.id), document.stem(task.id, task.languages)
    if template is None or template.suffix == ".docx":
        html = render_html(document.name, view, task.languages, visit.stamp, stem)
    else:
        html = render_foreign_html(template, view, task.languages, visit.stamp, stem)
    match task.format:
        case "pdf":
            from planner.rendering.pdf import render_pdf  # loaded on demand: most sets are mostly HTML

            return render_pdf(html, visit.stamp)
        case "docx":
            from planner.rendering.word import render_docx

            return render_docx(html, visit.stamp, template)
    return html.encode()


def _known(name: str) -> Document:
    if name in DOCUMENTS:
        return DOCUMENTS[name]
    raise Refused(str(_unknown("--document", name, list(DOCUMENTS))))


def _check(
    visit: Visit, document: Document, id: str, languages: tuple[str, ...], format: str, template: Path | None
) -> None:
    faults = []
    ids = document.ids(visit)
    if id not in ids:
        faults.append(_unknown("--for", id or "nothing", list(ids)))
    if format not in FORMATS:
        faults.append(_unknown("--format", format, list(FORMATS)))
    faults += [_unknown("--language", code, list(LANGUAGES)) for code in languages if code not in LANGUAGES]
    if not languages:
        faults.append(_unknown("--language", "nothing", list(LANGUAGES)))
    if template and (template.suffix == ".docx") != (format == "docx"):
        faults.append(Fault("--template", template.name, "a .docx letterhead for docx, else a page template"))
    if faults:
        raise Refused("\n".join(map(str, faults)))
    if template and not template.is_file():
        raise Faulty([Fault(str(template), "no such file", "a template")])


def _unknown(where: str, found: str, known: list[str]) -> Fault:
    near = difflib.get_close_matches(found, known, 3)
    if not any(known):
        return Fault(where, found, "nothing: this document is made for the whole visit, or not at all")
    listed = ", ".join(known[:8]) + (" ..." if len(known) > 8 else "")
    return Fault(where, found, f"one of {listed}", f"did you mean {' or '.join(near)}?" if near else "")
