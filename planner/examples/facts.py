"""The facts that generated scenarios are made of: small tables carried by the package, each with its sources."""

from __future__ import annotations

import csv
from importlib.resources import files

Row = dict[str, str]


def table(name: str) -> list[Row]:
    """The rows of the carried table `name`, in file order; every value is text."""
    text = (files("planner.examples") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
