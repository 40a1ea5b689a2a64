"""Gathers faults while reading goes on, so that all of them are reported at once."""

from __future__ import annotations

from planner.domain.faults import Fault
from planner.reading.origins import Origin

LONGEST = 80


def shown(text: str) -> str:
    """`text` as a message quotes it: printable, on one line, not too long."""
    line = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
    return line if len(line) <= LONGEST else line[:LONGEST] + "..."


def _place(fault: Fault) -> tuple[bool, str, int]:
    origin = Origin.parse(fault.where)
    return not origin.key, origin.source, origin.row or 0


class Faults:
    """The faults found so far; the same fault is kept once."""

    def __init__(self) -> None:
        self._found: dict[Fault, None] = {}
        self._places: set[str] = set()

    def add(self, where: Origin | str, found: str, expected: str, hint: str = "", code: str = "") -> None:
        """Note a fault; `found` is quoted safely."""
        place = shown(str(where))
        self._places.add(place)
        self._found[Fault(place, shown(found) or "nothing", expected, shown(hint), "fault", code)] = None

    def include(self, faults: tuple[Fault, ...]) -> None:
        """Note faults found elsewhere."""
        self._found.update(dict.fromkeys(faults))
        self._places.update(fault.where for fault in faults)

    def at(self, where: Origin) -> bool:
        """Is there a fault at this place already?"""
        return shown(str(where)) in self._places

    @property
    def all(self) -> tuple[Fault, ...]:
        """Every fault, by file or sheet and row; the keys of the scenario first."""
        return tuple(sorted(self._found, key=_place))
