"""A written page as a tree, from which the other forms of a document are made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

Element = ElementTree.Element
SVG = "{http://www.w3.org/2000/svg}svg"
_UNREAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
ElementTree.register_namespace("", "http://www.w3.org/2000/svg")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title, language, what kind of document it is, what it shows, and what stands at its foot.

    `watermark` is what stands behind the text of a draft, empty where it is released.
    """

    title: str
    language: str
    classes: frozenset[str]
    main: Element
    foot: tuple[str, ...]
    watermark: str = ""


def read_page(html: str) -> Page:
    """The page of `html` as `render_html` writes it."""
    root = ElementTree.fromstring(_UNREAL.sub("", html))  # noqa: S314 - our own page, every text escaped
    body, main = root.find("body"), root.find("body/main")
    assert body is not None
    assert main is not None
    foot = main.find("footer")
    lines = tuple(plain(child) for child in foot) if foot is not None else ()
    if foot is not None:
        main.remove(foot)
    title = root.findtext("head/title") or ""
    return Page(
        " ".join(title.split()), root.get("lang", "en")[:2], classes(body), main, lines, body.get("data-draft", "")
    )


def classes(element: Element) -> frozenset[str]:
    """The classes of an element."""
    return _split(element.get("class", ""))


@lru_cache(maxsize=1000)
def _split(names: str) -> frozenset[str]:
    return frozenset(names.split())


def plain(element: Element) -> str:
    """The text of an element, spaces as one."""
    return " ".join("".join(element.itertext()).split())


def is_stacked(element: Element) -> bool:
    """Does an element hold one thing in several languages or scripts, and nothing else? Then each has its line."""
    if "scripts" in classes(element) or element.tag in ("span", "strong", "small", "a"):
        return "scripts" in classes(element)
    loose = [element.text, *(child.tail for child in element)]
    told = [child.get("class") for child in element]
    return told[:1] == ["say"] and set(told[1:]) <= {"other"} and not any(text and text.strip() for text in loose)


def is_picture(element: Element) -> bool:
    """Is this a drawing?"""
    return element.tag == SVG


def drawing(element: Element) -> str:
    """The source of a drawing."""
    return ElementTree.tostring(element, encoding="unicode")


def alternative(element: Element) -> str:
    """What a drawing shows, in words."""
    return " ".join((element.findtext("{http://www.w3.org/2000/svg}title") or "").split())


def rows(table: Element) -> tuple[list[Element], list[list[Element]]]:
    """The cells of the head row of a table, and those of each row of its body."""
    head = [list(row) for row in table.iterfind("thead/tr")]
    return (head[0] if head else []), [list(row) for row in table.iterfind("tbody/tr")]


def texts(element: Element) -> Iterator[str]:
    """The pieces of text of an element, drawings left out."""
    if is_picture(element):
        return
    yield element.text or ""
    for child in element:
        yield from texts(child)
        yield child.tail or ""
