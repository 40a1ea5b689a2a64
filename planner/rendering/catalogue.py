"""The documents there are: their views, for whom each is made, and in which language each reader gets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.rendering.file_names import file_name
from planner.rendering.views.destinations import destinations_view
from planner.rendering.views.drivers import driver_days, driver_view
from planner.rendering.views.hosts import host_view, hosts
from planner.rendering.views.interpreters import rota_view
from planner.rendering.views.lists import flights_view, meals_view, names_view, rooms_view, vehicles_view
from planner.rendering.views.meetings import companies, company_view, matchmaking_ids, matchmaking_view
from planner.rendering.views.motorcade import motorcade_view
from planner.rendering.views.pocket import pocket_view
from planner.rendering.views.press import press_view
from planner.rendering.views.programme import programme_view
from planner.rendering.views.route import route_view
from planner.rendering.views.seating import seating_view
from planner.rendering.visit import Visit

WHOLE = ("",)
"""The one id of a document that is made once for the whole visit."""


def _once(_: Visit) -> tuple[str, ...]:
    return WHOLE


def _every_language(visit: Visit, _: str) -> tuple[str, ...]:
    return visit.languages


def _delegates(visit: Visit) -> tuple[str, ...]:
    return tuple(who.id for who in visit.scenario.delegates)


def _delegate_language(visit: Visit, id: str) -> tuple[str, ...]:
    return (visit.reader_language(visit.scenario.delegate[id].languages),)


def _organisation_language(visit: Visit, id: str) -> tuple[str, ...]:
    return (visit.reader_language(visit.scenario.organisation[id].languages),)


def _local_language(visit: Visit, _: str) -> tuple[str, ...]:
    return (visit.scenario.programme.local_language,)


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of document; `ids` are for whom it is made, `languages` and
    `formats` are those in which the set holds it."""

    name: str
    view: Callable[[Visit, str], object]
    folder: str = ""
    ids: Callable[[Visit], tuple[str, ...]] = _once
    languages: Callable[[Visit, str], tuple[str, ...]] = _every_language
    formats: tuple[str, ...] = ("html",)

    def stem(self, id: str, languages: tuple[str, ...]) -> str:
        """Its path below `documents`, without the ending: `pocket/wu.zh`, `programme.th-zh`."""
        path = f"{self.folder}/{file_name(id)}" if id else self.name
        return f"{path}.{'-'.join(languages)}"


DOCUMENTS: dict[str, Document] = {
    document.name: document
    for document in (
        Document("programme", programme_view, formats=("html", "pdf", "docx")),
        Document("pocket", pocket_view, "pocket", _delegates, _delegate_language),
        Document("host", host_view, "hosts", hosts, _organisation_language),
        Document("driver", driver_view, "drivers", driver_days, _local_language),
        Document("interpreters", rota_view),
        Document("matchmaking", matchmaking_view, "", matchmaking_ids),
        Document("company", company_view, "companies", companies, _organisation_language),
        Document("names", names_view),
        Document("rooms", rooms_view),
        Document("meals", meals_view),
        Document("flights", flights_view),
        Document("vehicles", vehicles_view),
        Document("motorcade", motorcade_view),
        Document("seating", seating_view),
        Document("destinations", destinations_view),
        Document("press", press_view),
        Document("map", route_view),
    )
}
"""Documents by name."""
