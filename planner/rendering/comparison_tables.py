"""The tables of a comparison for spreadsheets: CSV files and one workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from planner.rendering.packages import stilled
from planner.rendering.stamp import Stamp
from planner.rendering.tables import safe

WIDEST = 60


def write_frames(frames: Mapping[str, pd.DataFrame], target: Path, workbook: str, stamp: Stamp) -> list[Path]:
    """Writes each frame as `target/tables/<name>.csv`, and all as sheets of `<workbook>.xlsx` there; the files written.

    Texts that a spreadsheet would run get a leading apostrophe.
    """
    folder = target / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    written, package = [], io.BytesIO()
    with pd.ExcelWriter(package, engine="openpyxl") as writer:
        for name, frame in frames.items():
            plain = _plain(frame)
            written.append(folder / f"{name}.csv")
            plain.to_csv(written[-1], index=False, encoding="utf-8-sig", lineterminator="\n")
            plain.to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
            for place, column in enumerate(plain.columns):
                letter = writer.sheets[name].cell(1, place + 1).column_letter
                longest = max([len(str(column)), *(len(str(value)) for value in plain[column])])
                writer.sheets[name].column_dimensions[letter].width = min(WIDEST, longest + 3)
    path = folder / f"{workbook}.xlsx"
    path.write_bytes(stilled(package.getvalue(), stamp.as_of))
    return [*written, path]


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its index as columns, every text safe for spreadsheets, headings too."""
    flat = frame.reset_index() if frame.index.names != [None] else frame
    texts = flat.map(safe)
    return texts.set_axis([safe(str(column)) for column in texts.columns], axis=1)
