"""Curves as an SVG picture: panels side by side, each with its axes from nought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 320, 220, 44
COLOURS = ("#1b5e9b", "#c2551b", "#3d7a3d")
Curve = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Panel:
    """Curves by name over one axis."""

    axis: str
    curves: Mapping[str, Curve]


def drawn(panels: Sequence[Panel]) -> str:
    """The picture."""
    width = WIDTH * max(len(panels), 1)
    body = "".join(
        f'<g transform="translate({WIDTH * number},0)">{_panel(one)}</g>' for number, one in enumerate(panels)
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" font-family="sans-serif"'
    return f'{head} font-size="11"><rect width="{width}" height="{HEIGHT}" fill="#ffffff"/>{body}</svg>\n'


def _panel(panel: Panel) -> str:
    points = [point for curve in panel.curves.values() for point in curve]
    right = max((x for x, _ in points), default=1.0) or 1.0
    top = max((y for _, y in points), default=1.0) or 1.0
    floor, wide, high = HEIGHT - MARGIN, WIDTH - 1.5 * MARGIN, HEIGHT - 2 * MARGIN
    shapes = [
        f'<path d="M{MARGIN},{MARGIN} V{floor} H{MARGIN + wide:.0f}" fill="none" stroke="#444444"/>',
        f'<text x="{MARGIN + wide / 2:.0f}" y="{HEIGHT - 10}" text-anchor="middle">{panel.axis}</text>',
        f'<text x="{MARGIN - 5}" y="{MARGIN + 4}" text-anchor="end">{top:.3g}</text>',
        f'<text x="{MARGIN - 5}" y="{floor + 4}" text-anchor="end">0</text>',
        f'<text x="{MARGIN + wide:.0f}" y="{floor + 15}" text-anchor="middle">{right:g}</text>',
    ]
    for number, (name, curve) in enumerate(panel.curves.items()):
        colour = COLOURS[number % len(COLOURS)]
        places = [(MARGIN + wide * x / right, floor - high * y / top) for x, y in curve]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        shapes.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        shapes += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in places]
        shapes.append(f'<text x="{MARGIN}" y="{14 + 14 * number}" fill="{colour}">{name}</text>')
    return "".join(shapes)
