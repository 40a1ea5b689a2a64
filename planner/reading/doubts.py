"""Warnings: what is understood but cannot hold, and what will be assumed for want of better."""

from __future__ import annotations

from collections.abc import Callable

from planner.domain.faults import Fault

Locate = Callable[[str, str, str], str]
"""Where a cell stands, from table, key of the row (empty: the whole table) and column (empty: the whole row)."""


def named(table: str, key: str, column: str) -> str:
    """A place in a scenario without files: table, id and column; without a table a key."""
    if not table:
        return f"key {key}"
    return f"{table} {key}".strip() + (f", column {column}" if column else "")


class Doubts:
    """Gathers warnings; `locate` names the cells."""

    def __init__(self, locate: Locate = named) -> None:
        self._locate = locate
        self.found: list[Fault] = []

    def add(self, table: str, key: str, column: str, found: str, expected: str, hint: str = "", code: str = "") -> None:
        """Note a warning at a cell, row, table or (without a table) key."""
        self.found.append(Fault(self._locate(table, key, column), found, expected, hint, "warning", code))
