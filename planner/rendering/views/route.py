"""Where the visit goes: a schematic map of the stops, with a strip of stops for each track and day."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from planner.domain.columns import Text
from planner.rendering.cards import Badge, PlaceCard
from planner.rendering.sayable import Day, Sayable
from planner.rendering.views.regions import Point, Region, regions
from planner.rendering.views.strip import StripView, strip_view
from planner.rendering.visit import Visit

WIDTH, HEIGHT, MARGIN = 720, 560, 34
APART = 20.0
"""Least distance of two marks, in units of the picture."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the map by its number."""

    number: int
    x: float
    y: float
    place: PlaceCard
    hotel: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A leg between two marks; `breadth` grows with the number of tracks that take it."""

    x1: float
    y1: float
    x2: float
    y2: float
    breadth: float


@dataclass(frozen=True, slots=True)
class MapView:
    """The map: schematic, without borders, north up; lengths in units of the picture."""

    title: Text
    width: int
    height: int
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class RouteDay:
    """The strips of one day."""

    date: Day
    strips: tuple[StripView, ...]


@dataclass(frozen=True, slots=True)
class RouteView:
    """Everything in the route document."""

    title: Text
    map: MapView
    badges: tuple[Badge, ...]
    days: tuple[RouteDay, ...]


def route_view(visit: Visit, _: str = "") -> RouteView:
    """The map and the strips of the whole visit."""
    return RouteView(
        visit.scenario.title,
        map_view(visit),
        tuple(visit.badges.values()),
        tuple(
            RouteDay(
                Day(date),
                tuple(
                    strip_view(visit, track, visit.programme.track_days[track, day])
                    for track in visit.scenario.track
                    if (track, day) in visit.programme.track_days
                ),
            )
            for day, date in enumerate(visit.scenario.clock.dates)
        ),
    )


def map_view(visit: Visit) -> MapView:
    """Every site at which some track stops, numbered in the order in which they are first reached."""
    ways = {track.id: _sites(visit, track.id) for track in visit.plan.tracks}
    first = sorted(
        (stop.item.start, stop.item.site) for stop in visit.programme.stops() if stop.item.site in visit.scenario.site
    )
    sites = list(dict.fromkeys([*(way[0] for way in ways.values() if way), *(site for _, site in first)]))
    at = _spread(_positions(visit, sites))
    hotels = {stop.item.site for stop in visit.programme.stops() if stop.item.kind == "night"}
    legs = {(at[one], at[other]): tracks for (one, other), tracks in _legs(ways).items()}
    return MapView(
        visit.scenario.title,
        WIDTH,
        HEIGHT,
        tuple(
            Mark(number, *at[site], visit.places[site], site in hotels) for number, site in enumerate(sites, start=1)
        ),
        tuple(Line(*one, *other, breadth=0.8 + 0.7 * tracks) for (one, other), tracks in legs.items()),
        tuple(regions(_by_province(visit, at), list(legs), WIDTH, HEIGHT)),
    )


def _legs(ways: Mapping[str, list[str]]) -> Mapping[tuple[str, str], int]:
    """How many tracks go between two sites, in either direction."""
    legs = ({tuple(sorted(pair)) for pair in pairwise(way)} for way in ways.values())
    counted = Counter(leg for taken in legs for leg in taken)
    return {(one, other): tracks for (one, other), tracks in sorted(counted.items())}


def _by_province(visit: Visit, at: Mapping[str, Point]) -> Mapping[Sayable, list[Point]]:
    marks: dict[Sayable, list[Point]] = defaultdict(list)
    for site, point in at.items():
        marks[visit.places[site].province].append(point)
    return marks


def _sites(visit: Visit, track: str) -> list[str]:
    """The sites of a track in order, each as often as it is come to."""
    found: list[str] = []
    for stop in visit.programme.stops():
        if stop.track == track:
            for site in (stop.item.origin, stop.item.site):
                if site and site in visit.scenario.site and found[-1:] != [site]:
                    found.append(site)
    return found


def _positions(visit: Visit, sites: list[str]) -> dict[str, Point]:
    """Longitude and latitude set into the picture, equal scale in both directions."""
    if not sites:
        return {}
    rows = [visit.scenario.site[site] for site in sites]
    west, south = min(row.lon for row in rows), min(row.lat for row in rows)
    east, north = max(row.lon for row in rows), max(row.lat for row in rows)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = min(
        (WIDTH - 2 * MARGIN) / max((east - west) * narrow, 0.01), (HEIGHT - 2 * MARGIN) / max(north - south, 0.01)
    )
    left = (WIDTH - (east - west) * narrow * scale) / 2
    top = (HEIGHT - (north - south) * scale) / 2
    return {row.id: (left + (row.lon - west) * narrow * scale, top + (north - row.lat) * scale) for row in rows}


def _spread(at: dict[str, Point]) -> dict[str, Point]:
    """The same positions with marks pushed apart that would cover each other; always the same for the same input."""
    points = {site: list(point) for site, point in at.items()}
    sites = list(points)
    for turn in range(200):
        moved = False
        for i, one in enumerate(sites):
            for j, other in enumerate(sites[:i]):
                moved |= _push(points[one], points[other], angle=i + 2.4 * j + turn)
        if not moved:
            break
    return {site: (round(_within(x, WIDTH), 1), round(_within(y, HEIGHT), 1)) for site, (x, y) in points.items()}


def _push(one: list[float], other: list[float], angle: float) -> bool:
    dx, dy = one[0] - other[0], one[1] - other[1]
    gap = math.hypot(dx, dy)
    if gap >= APART:
        return False
    if gap < 0.1:
        dx, dy, gap = math.cos(angle), math.sin(angle), 1.0
    step = (APART + 0.5 - gap) / 2 / gap
    for point, sign in ((one, 1), (other, -1)):
        point[0] += sign * dx * step
        point[1] += sign * dy * step
    return True


def _within(value: float, size: int) -> float:
    return min(max(value, MARGIN / 2), size - MARGIN / 2)
