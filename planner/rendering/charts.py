"""Charts of a comparison: how each aim goes from variant to variant, and what the two sides get of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.comparing.comparison import Comparison
from planner.comparing.figures import FIGURES, Figure
from planner.domain.scenario import WEIGHTS
from planner.rendering.sayable import Phrase, phrase
from planner.rendering.visit import COLOURS

WIDTH = 1100
SLOPES = ("visitors", "hosts", "fairness", "driving", "waiting", "moves", "cost", "lateness")
COLUMNS, PANEL_HEIGHT, PANEL_GAP = 4, 168, 18
LEAST_SPAN = 0.1
"""A panel spans at least this share of its greatest value, so that small differences look small."""
FARTHEST = 2
"""Bounds that lie farther beyond the points than so many times their span are left outside the picture."""
PLOT = (70.0, 24.0, 690.0, 360.0)
"""Left, top, right, bottom of the Pareto plot."""


def number_text(value: float | None, decimals: int = 0) -> str:
    """A figure as it is printed; a dash where it is not known."""
    return "–" if value is None else f"{value:,.{decimals}f}".replace("-", "−")


def signed(value: float, decimals: int = 0) -> str:
    """A difference with its sign."""
    return f"{value:+,.{decimals}f}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class Dot:
    """A variant in a picture: its number and colour; `label` stands beside it, `above` or below."""

    x: float
    y: float
    number: int
    colour: str
    label: str
    best: bool = False
    above: bool = True


@dataclass(frozen=True, slots=True)
class Panel:
    """One aim: a line from variant to variant, higher is better."""

    x: float
    y: float
    name: Phrase
    dots: tuple[Dot, ...]
    points: str


@dataclass(frozen=True, slots=True)
class SlopesView:
    """The panels of all aims, lengths in units of the picture."""

    width: int
    height: int
    panel_width: float
    panel_height: int
    panels: tuple[Panel, ...]


def slopes_view(comparison: Comparison) -> SlopesView:
    """The slope chart of the aims."""
    width = (WIDTH - PANEL_GAP * (COLUMNS - 1)) / COLUMNS
    panels = []
    for place, figure in enumerate(figure for figure in FIGURES if figure.name in SLOPES):
        row, column = divmod(place, COLUMNS)
        panels.append(_panel(comparison, figure, column * (width + PANEL_GAP), row * (PANEL_HEIGHT + PANEL_GAP), width))
    rows = -(-len(panels) // COLUMNS)
    return SlopesView(WIDTH, rows * (PANEL_HEIGHT + PANEL_GAP) - PANEL_GAP, width, PANEL_HEIGHT, tuple(panels))


def _panel(comparison: Comparison, figure: Figure, x: float, y: float, width: float) -> Panel:
    values = [values[figure.name] or 0.0 for values in comparison.figures]
    centre, span = (
        (max(values) + min(values)) / 2,
        max(max(values) - min(values), LEAST_SPAN * max(map(abs, values)), 1),
    )
    counted = [value or 0.0 for value in comparison.counted(figure.name)]
    best = max(value * figure.better for value in counted) if len(set(counted)) > 1 else None
    dots = tuple(
        Dot(
            x=round(x + 34 + place * (width - 68) / (len(values) - 1), 1),
            y=round(y + 100 - figure.better * (value - centre) / span * 76, 1),
            number=place + 1,
            colour=colour(place),
            label=number_text(value, figure.decimals),
            best=counted[place] * figure.better == best,
            above=not _valley([other * figure.better for other in values], place),
        )
        for place, value in enumerate(values)
    )
    return Panel(x, y, phrase(f"measure.{figure.name}"), dots, " ".join(f"{dot.x},{dot.y}" for dot in dots))


def _valley(heights: Sequence[float], place: int) -> bool:
    """Do the lines to a point come down to it?"""
    return heights[place] < max(heights[max(0, place - 1) : place + 2])


def colour(variant: int) -> str:
    """The colour of a variant by its place."""
    return COLOURS[variant % len(COLOURS)]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line in a picture."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class ParetoView:
    """The benefit of both sides; `frontier` joins the variants that no other beats on both sides.

    `bounds`: beyond such a line no plan of that variant lies that bears the same burdens; the parts of them in the
    picture, which shows the plans large. `bound_word` says of them what is to be said.
    """

    width: int
    height: float
    box: tuple[float, float, float, float]
    dots: tuple[Dot, ...]
    frontier: str
    bounds: tuple[Line, ...]
    bound_word: Phrase
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


class _Axis:
    """Values to positions, from round number to round number."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        low, high = min(values), max(values)
        room = max(high - low, 0.02 * abs(high), 1.0) * 0.18
        self._low, self._high, self._start, self._end = low - room, high + room, start, end

    @property
    def ends(self) -> tuple[float, float]:
        return self._low, self._high

    def at(self, value: float) -> float:
        return round(self._start + (value - self._low) / (self._high - self._low) * (self._end - self._start), 1)

    def ticks(self) -> Iterator[Tick]:
        span = self._high - self._low
        step: float = 10 ** math.floor(math.log10(span))
        step = next(step * part for part in (1, 0.5, 0.2) if span / (step * part) >= 3)
        value = math.ceil(self._low / step) * step
        while value <= self._high:
            yield Tick(self.at(value), number_text(value, 0 if step >= 1 else 1))
            value += step


def pareto_view(comparison: Comparison) -> ParetoView:
    """Both sides' benefit of each variant, with the bounds where they are known."""
    left, top, right, bottom = PLOT
    points = [(float(values["visitors"] or 0), float(values["hosts"] or 0)) for values in comparison.figures]
    limits = [_bound(comparison, place, point) for place, point in enumerate(points)]
    across = _Axis(_near([x for x, _ in points], [x for limit in limits for x, _ in limit]), left, right)
    up = _Axis(_near([y for _, y in points], [y for limit in limits for _, y in limit]), bottom, top)
    bounds = tuple(_drawn(limits, across, up))
    known = "bound" if bounds else "far_bound" if any(limits) else "no_bound"
    best = [point for point in points if not any(_beats(other, point) for other in points)]
    dots = tuple(
        Dot(across.at(x), up.at(y), place + 1, colour(place), comparison.variants[place].name, (x, y) in best)
        for place, (x, y) in enumerate(points)
    )
    corners = sorted({(across.at(x), up.at(y)) for x, y in best})
    return ParetoView(
        width=WIDTH,
        height=bottom + 52,
        box=PLOT,
        dots=dots,
        frontier=_stairs(corners),
        bounds=bounds,
        bound_word=phrase(f"comparison.{known}"),
        across=tuple(across.ticks()),
        up=tuple(up.ticks()),
    )


def _beats(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one != other and one[0] >= other[0] and one[1] >= other[1]


def _stairs(corners: Sequence[tuple[float, float]]) -> str:
    """The steps through the unbeaten points, from left to right."""
    path: list[str] = []
    for place, (x, y) in enumerate(corners):
        if place:
            path.append(f"{corners[place - 1][0]},{y}")
        path.append(f"{x},{y}")
    return " ".join(path)


def _bound(comparison: Comparison, place: int, point: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """The points with the most for one side, the other side and all else being as in the plan; none without a bound."""
    variant = comparison.variants[place]
    if not variant.gap:
        return ()
    weights = variant.scenario.objective.weights
    gains = [variant.gap / max(abs(weights.get(side, WEIGHTS[side])), 1) for side in ("visitors", "hosts")]
    return ((point[0] + gains[0], point[1]), (point[0], point[1] + gains[1]))


def _near(points: Sequence[float], bounds: Sequence[float]) -> list[float]:
    """The values that an axis reaches: the points, and the bounds that do not press these into a corner."""
    high = max(points)
    room = FARTHEST * max(high - min(points), LEAST_SPAN * abs(high))
    return [*points, *(bound for bound in bounds if bound <= high + room)]


def _drawn(limits: Sequence[tuple[tuple[float, float], ...]], across: _Axis, up: _Axis) -> Iterator[Line]:
    """The parts of the bounds that lie between the ends of both axes; each falls from its upper end to the right."""
    for place, limit in enumerate(limits):
        if not limit:
            continue
        (right, low), (left, high) = limit
        fall = (high - low) / (right - left)
        first, last = max(left, across.ends[0], right - (up.ends[1] - low) / fall), min(right, across.ends[1])
        if first < last:
            y1, y2 = low + (right - first) * fall, low + (right - last) * fall
            yield Line(across.at(first), up.at(y1), across.at(last), up.at(y2), colour(place))
