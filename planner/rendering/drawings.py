"""Drawings taken apart for the printed page: the shapes as a picture, the labels as text of the page itself.

Labels inside an SVG keep no reliable text layer in a PDF, least of all in Thai.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from planner.rendering.page import Element, drawing

TEXT = "{http://www.w3.org/2000/svg}text"


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a point of its baseline; `anchor` is start, middle or end. Lengths in units of the drawing."""

    x: float
    y: float
    anchor: str
    size: float
    bold: bool
    colour: str
    text: str


def size(svg: Element) -> tuple[float, float]:
    """Width and height of a drawing."""
    _, _, width, height = map(float, svg.get("viewBox", "0 0 1 1").split())
    return width, height


def labels(svg: Element) -> Iterator[Label]:
    """The labels of a drawing."""
    for text in svg.iter(TEXT):
        said = " ".join("".join([text.text or "", *(child.tail or "" for child in text)]).split())
        if said:
            yield Label(
                x=float(text.get("x", 0)),
                y=float(text.get("y", 0)),
                anchor=text.get("text-anchor", "start"),
                size=float(text.get("font-size", svg.get("font-size", 11))),
                bold=text.get("font-weight", "400") >= "600",
                colour=text.get("fill", svg.get("fill", "#000000")),
                text=said,
            )


def shapes(svg: Element) -> str:
    """The source of a drawing without its labels."""
    bare = copy.deepcopy(svg)
    for parent in list(bare.iter()):
        for child in list(parent):
            if child.tag == TEXT:
                parent.remove(child)
    return drawing(bare)
