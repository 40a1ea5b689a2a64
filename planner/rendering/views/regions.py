"""Where the names of provinces stand on a map: beside a mark of theirs, clear of all marks and of each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.rendering.pictures import breadth
from planner.rendering.sayable import Sayable
from planner.rendering.speech import Speech
from planner.rendering.words import LANGUAGES

Point = tuple[float, float]
Way = tuple[Point, Point]

LETTER = 14
"""Size of the letters, in units of the picture."""

MARK = 11.0
"""Half the side of the square that a mark takes, with the air around it."""


@dataclass(frozen=True, slots=True)
class Region:
    """The name of a province from a point of its baseline on; `anchor` is start, middle or end."""

    name: Sayable
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Box:
    """What a name or a mark covers of the picture."""

    west: float
    north: float
    east: float
    south: float

    def meets(self, other: Box) -> bool:
        """Do they share a point?"""
        beside = self.west > other.east or other.west > self.east
        return not beside and self.north <= other.south and other.north <= self.south

    def within(self, other: Box) -> bool:
        """Does it lie in the other one?"""
        beside = self.west < other.west or self.east > other.east
        return not beside and other.north <= self.north and self.south <= other.south

    def crossed(self, way: Way) -> bool:
        """Does a straight way touch it? It does where it is within both spans at some share of its length."""
        (x, y), (to_x, to_y) = way
        first, last = 0.0, 1.0
        for start, end, low, high in ((x, to_x, self.west, self.east), (y, to_y, self.north, self.south)):
            step = end - start
            if step == 0:
                if not low <= start <= high:
                    return False
                continue
            shares = sorted(((low - start) / step, (high - start) / step))
            first, last = max(first, shares[0]), min(last, shares[1])
        return first <= last


def regions(
    provinces: Mapping[Sayable, Sequence[Point]], ways: Sequence[Way], width: float, height: float
) -> Iterator[Region]:
    """A name for each province at the best of the places beside its marks.

    Best is where it covers no mark, no other name and no edge, then no way, then nearest to the midst of its marks.
    """
    taken = [_around(mark) for marks in provinces.values() for mark in marks]
    picture = Box(0, 0, width, height)
    for name, marks in sorted(provinces.items(), key=lambda province: len(province[1])):
        midst = sum(x for x, _ in marks) / len(marks), sum(y for _, y in marks) / len(marks)
        places = [(box_of(place), place) for mark in marks for place in _beside(name, mark)]

        def cost(choice: tuple[Box, Region], midst: Point = midst) -> tuple[int, int, float]:
            box, place = choice
            clashes = sum(map(box.meets, taken)) + (not box.within(picture))
            crossed = sum(map(box.crossed, ways))
            return clashes, crossed, math.dist((place.x, place.y), midst)

        box, best = min(places, key=cost)
        taken.append(box)
        yield best


def _around(mark: Point) -> Box:
    return Box(mark[0] - MARK, mark[1] - MARK, mark[0] + MARK, mark[1] + MARK)


def _beside(name: Sayable, mark: Point) -> Iterator[Region]:
    """The eight places around a mark."""
    x, y = mark
    for dy, dx in ((5, 16), (-17, 0), (27, 0), (-12, 13), (22, 13)):
        for anchor, way in (("start", 1), ("end", -1)) if dx else (("middle", 0),):
            yield Region(name, round(x + way * dx, 1), round(y + dy, 1), anchor)


def box_of(region: Region) -> Box:
    """What a name covers in whichever language it is written, with what stands above and below a line of Thai."""
    wide = LETTER * max(breadth(Speech((language,)).plain(region.name)) for language in LANGUAGES)
    west = region.x - {"start": 0.0, "middle": wide / 2, "end": wide}[region.anchor]
    return Box(west, region.y - LETTER, west + wide, region.y + LETTER / 3)
