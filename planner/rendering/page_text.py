"""The text of a written page, read back as its reader sees it."""

from __future__ import annotations

from html.parser import HTMLParser

_UNSEEN = frozenset({"style", "script", "head", "title"})


def seen(page: str) -> str:
    """All seen text of an HTML page without any space, so that its layout does not matter."""
    reader = _Seen()
    reader.feed(page)
    reader.close()
    return closed_up("".join(reader.pieces))


def closed_up(text: str) -> str:
    """`text` without any space."""
    return "".join(text.split())


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)
