"""Gathers faults while reading goes on, so that all of them are reported at once."""

from __future__ import annotations

from planner.domain.faults import Fault
from planner.reading.origins import Origin

LONGEST = 80


def shown(text: str) -> str:
    """`text` as a message quotes it: printable, on one line, not too long."""
    line = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
    return line if len(line) <= LONGEST else line[:LONGEST] + "..."


class Faults:
    """The faults found so far; the same fault is kept once."""

    def __init__(self) -> None:
        self._found: dict[Fault, None] = {}

    def add(self, where: Origin | str, found: str, expected: str, hint: str = "", code: str = "") -> None:
        """Note a fault; `found` is quoted safely."""
        self._found[Fault(shown(str(where)), shown(found) or "nothing", expected, shown(hint), "fault", code)] = None

    def include(self, faults: tuple[Fault, ...]) -> None:
        """Note faults found elsewhere."""
        self._found.update(dict.fromkeys(faults))

    def at(self, where: Origin) -> bool:
        """Is there a fault at this place already?"""
        return any(fault.where == shown(str(where)) for fault in self._found)

    @property
    def all(self) -> tuple[Fault, ...]:
        """Every fault in the order found."""
        return tuple(self._found)
