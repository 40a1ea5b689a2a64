"""The tables of a plan for spreadsheets: CSV files and one workbook."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pandas as pd

from planner.domain.plan import Plan
from planner.domain.scenario import Scenario
from planner.rendering.packages import stilled
from planner.rendering.rows import TABLES, Table
from planner.rendering.stamp import Stamp
from planner.rendering.visit import Visit

COMMANDS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""Beginnings of a cell that a spreadsheet would take for a formula."""
HARMLESS = re.compile(r"[+-]?[\d ().-]*")
"""Numbers and telephones."""


def write_tables(scenario: Scenario, plan: Plan, target: Path, stamp: Stamp) -> list[Path]:
    """Writes `target/tables/*.csv` and `target/tables/plan.xlsx`; the files written.

    Texts that a spreadsheet would run get a leading apostrophe. Times are text: `HH:MM`, past midnight above 24:00.
    """
    folder = target / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    frames = tables(Visit(scenario, plan, stamp))
    written = []
    for name, frame in frames.items():
        written.append(folder / f"{name}.csv")
        frame.to_csv(written[-1], index=False, encoding="utf-8-sig", lineterminator="\n")
    workbook = folder / "plan.xlsx"
    package = io.BytesIO()
    with pd.ExcelWriter(package, engine="openpyxl") as writer:
        for name, frame in frames.items():
            frame.to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
            _widen(writer.sheets[name], frame)
    workbook.write_bytes(stilled(package.getvalue(), stamp.as_of))
    return [*written, workbook]


def tables(visit: Visit) -> dict[str, pd.DataFrame]:
    """The tables by name, every text safe for spreadsheets."""
    return {table.name: _frame(table, visit) for table in TABLES}


def _frame(table: Table, visit: Visit) -> pd.DataFrame:
    rows = [[safe(row.get(column)) for column in table.columns] for row in table.rows(visit)]
    return pd.DataFrame(rows, columns=table.columns, dtype=object)


def safe(value: Any) -> Any:
    """`value`, or for a text that a spreadsheet would run the same behind an apostrophe; line breaks become spaces."""
    if not isinstance(value, str):
        return value
    one_line = " ".join(value.split())
    runs = value.startswith(COMMANDS) or one_line.startswith(COMMANDS)
    return f"'{one_line}" if runs and not HARMLESS.fullmatch(one_line) else one_line


def _widen(sheet: Any, frame: pd.DataFrame) -> None:
    for letter, name in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", frame.columns, strict=False):
        longest = max([len(name), *(len(str(value)) for value in frame[name])])
        sheet.column_dimensions[letter].width = min(48, longest + 3)
