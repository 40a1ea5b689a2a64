"""Cards to show to a driver: please take me to."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.columns import Text
from planner.rendering.cards import PlaceCard
from planner.rendering.visit import Visit


@dataclass(frozen=True, slots=True)
class DestinationsView:
    """Every place of the programme; the hotels first."""

    title: Text
    places: tuple[PlaceCard, ...]


def destinations_view(visit: Visit, _: str = "") -> DestinationsView:
    """The cards of all places to which the plan leads."""
    stops = [stop.item for stop in visit.programme.stops() if stop.item.kind != "transfer"]
    nights = [item.site for item in stops if item.kind == "night"]
    sites = dict.fromkeys([*nights, *(item.site for item in stops)])
    return DestinationsView(visit.scenario.title, tuple(visit.place(site) for site in sites))
