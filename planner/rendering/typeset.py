"""A page as Typst markup: texts as escaped strings, classes by their functions in `templates/typst/style.typ`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from planner.domain.resources import resource
from planner.rendering.columns import shares
from planner.rendering.drawings import labels, shapes, size
from planner.rendering.page import Element, Page, alternative, classes, is_picture, is_stacked, plain, rows
from planner.rendering.pictures import breadth
from planner.rendering.visit import COLOURS

SMALL = frozenset({"pocket"})
"""Documents on A5."""

LONG = 600.0
"""A row of a table that holds no cell of so many letters is never parted by the end of a page."""

HEADINGS = ("h1", "h2", "h3", "h4")
BLOCKS = frozenset({*HEADINGS, "p", "div", "section", "article", "ul", "ol", "dl", "table", "figure", "header"})


def typeset(page: Page, made: str) -> str:
    """The source of `page`; `made` is the Typst datetime of its stamp.

    The body is a string that is evaluated: then every source has the same parts at the same places, and the typesetter
    finds again what it has laid out for another page.
    """
    small = bool(SMALL & page.classes)
    head = (
        f"#show: paper.with(title: {quoted(page.title)}, lang: {quoted(page.language)}, small: {_truth(small)}, "
        f"watermark: {quoted(page.watermark)}, "
        f"foot: {quoted(' · '.join(page.foot[1:]))}, made: {made})\n"
    )
    scope = ", ".join(f"{name}: {name}" for name in sorted(_functions()))
    body = quoted(_Typesetter(small).children(page.main))
    return f'{_style()}{head}#eval({body}, mode: "markup", scope: ({scope}))\n'


def quoted(text: str) -> str:
    """`text` as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def text_markup(text: str | None) -> str:
    """Text as markup that cannot be anything but text; spaces at its ends stay breakable spaces."""
    if not text:
        return ""
    words = " ".join(text.split())
    if not words:
        return " "
    return f"{' ' if text[0].isspace() else ''}#{quoted(words)};{' ' if text[-1].isspace() else ''}"


@cache
def _style() -> str:
    return resource("templates/typst/style.typ").read_text(encoding="utf-8") + "\n"


@cache
def _functions() -> frozenset[str]:
    """The names of the functions that the style defines."""
    return frozenset(re.findall(r"^#let ([\w-]+)\(", _style(), re.MULTILINE))


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _picture(svg: Element) -> str:
    width, height = size(svg)
    told = ", ".join(
        f"({label.x}, {label.y}, {quoted(label.anchor)}, {label.size}, {600 if label.bold else 400}, "
        f"{quoted(label.colour)}, {quoted(label.text)})"
        for label in labels(svg)
    )
    return f"#picture({quoted(shapes(svg))}, {quoted(alternative(svg))}, {width}, {height}, ({told},));"


class _Typesetter:
    """Writes the elements of one page."""

    def __init__(self, small: bool) -> None:
        self._small = small
        self._tags: dict[str, Callable[[Element], str]] = {
            **dict.fromkeys(HEADINGS, self._heading),
            "ul": self._list,
            "ol": self._list,
            "dl": self._facts,
            "table": self._table,
            "br": lambda _: "#linebreak();",
            "strong": lambda element: f"#strong[{self.children(element)}];",
            "small": lambda element: f"#c-soft[{self.children(element)}];",
            "del": self._struck,
            "figcaption": lambda element: f"\n\n#c-soft[{self.children(element)}];",
            "a": lambda element: f"#link({quoted(element.get('href', ''))})[{self.children(element)}];",
        }

    def children(self, element: Element) -> str:
        """The markup of what an element holds; a second language stands under the first or behind a slash."""
        other = "under" if is_stacked(element) else "beside"
        parts = [text_markup(element.text)]
        for place, child in enumerate(element):
            inner = self.markup(child)
            again = "other" in classes(child) or ("scripts" in classes(element) and place > 0)
            parts += [f"#{other}[{inner}];" if again else inner, text_markup(child.tail)]
        return "".join(parts)

    def markup(self, element: Element) -> str:
        """The markup of an element, in its language and with what its classes add."""
        if is_picture(element):
            return _picture(element)
        names = classes(element)
        badge = next((name for name in names if name.startswith("badge-")), None)
        if badge:
            colour = COLOURS[(ord(badge[-1]) - ord("A")) % len(COLOURS)]
            return f"#badge({quoted(colour)}, {quoted(plain(element))});"
        beside = next((name for name in ("way", *sorted(names)) if name in names and f"g-{name}" in _functions()), None)
        if beside:
            cells = "".join(f"[{self.markup(child).strip()}]" for child in element)
            made = f"#g-{beside}({_truth(self._small)}){cells};"
            return f"\n\n{f'#c-changed[{made}];' if 'changed' in names else made}\n\n"
        inner = self._tags.get(str(element.tag), self.children)(element)
        return self._blocked(element, self._spoken(element, self._classed(element, inner)))

    def _classed(self, element: Element, inner: str) -> str:
        for name in sorted(classes(element)):
            function = f"s-{name}" if element.tag == "span" and f"s-{name}" in _functions() else f"c-{name}"
            if function in _functions():
                inner = f"#{function}[{inner}];"
        return inner

    def _spoken(self, element: Element, inner: str) -> str:
        language = element.get("lang")
        return f"#in-{language[:2]}[{inner}];" if language else inner

    def _blocked(self, element: Element, inner: str) -> str:
        names = classes(element)
        if "cover" in names:
            return f"\n\n#cover[{inner.replace('#c-kind[', '#cover-kind[', 1)}];\n\n"
        if names & {"wide", "fitted"}:
            inner = inner.replace("#picture(", "#picture-in-rest(")
        if "wide" in names:
            return f"\n\n#turned{'-whole' if 'whole-page' in names else ''}[{inner}];\n\n"
        if "page" in names:
            return f"\n\n#pagebreak(weak: true);\n{inner}\n\n"
        return f"\n\n{inner}\n\n" if element.tag in BLOCKS else inner

    def _struck(self, element: Element) -> str:
        """What is struck out is not underlined as missing too: PDF/UA-1 allows a text one line."""
        return f"#strike[{self.children(element).replace('#c-missing[', '#[')}];"

    def _heading(self, element: Element) -> str:
        return f"#heading(level: {str(element.tag)[1]})[{self.children(element)}];"

    def _list(self, element: Element) -> str:
        items, names = list(element), classes(element)
        if names & {"lines", "rides"}:
            return self._lines(items)
        kind = "row" if names & {"legend", "running"} else "enum" if element.tag == "ol" else "list"
        return f"#{kind}(" + ", ".join(f"[{self.children(item)}]" for item in items) + ");"

    def _lines(self, items: list[Element]) -> str:
        """Items under each other; neighbours that are brief share a line."""
        groups: list[list[str]] = []
        brief = False
        for item in items:
            if "brief" not in classes(item):
                groups.append([self.children(item)])
            elif brief:
                groups[-1].append(f"#box[{self.children(item)}];")
            else:
                groups.append([f"#box[{self.children(item)}];"])
            brief = "brief" in classes(item)
        return "#lines(" + ", ".join(f"[{'#h(1.4em);'.join(group)}]" for group in groups) + ");" if groups else ""

    def _facts(self, element: Element) -> str:
        cells = (f"[{'#c-label' if cell.tag == 'dt' else '#c-value'}[{self.children(cell)}]]" for cell in element)
        return "#facts(" + ", ".join(cells) + ");" if len(element) else ""

    def _table(self, element: Element) -> str:
        head, body = rows(element)
        if not body:
            return ""
        columns = ", ".join("auto" if share.tight else f"{share.letters:.1f}fr" for share in shares(head, body))
        heads = "".join(f"[{self._classed(cell, self.children(cell))}]," for cell in head)
        cells = ", ".join(self._cell(cell) for row in body for cell in row)
        unbroken = all(breadth(plain(cell)) < LONG for row in body for cell in row)
        return f"#tabled(({columns},), ({heads}), {_truth(unbroken)}, {cells});"

    def _cell(self, cell: Element) -> str:
        inner = self._classed(cell, self.children(cell))
        return f"[#strong[{inner}];]" if cell.tag == "th" else f"[{inner}]"
