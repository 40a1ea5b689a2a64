"""Writing a generated scenario as a folder: scenario.toml and one CSV a table."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from planner.examples.facts import Row

NAMES = ("name_en", "name_th", "name_zh")
POSITIONS = ("position_en", "position_th", "position_zh")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "organisations": ("id", *NAMES, "side", "kind", "sector", "province", "languages", "competitors"),
    "people": ("id", *NAMES, "organisation", *POSITIONS, "rank", "languages", "phone", "email", "role", "track"),
    "interests": ("organisation", "topic", "weight"),
    "wishes": ("host", "sector", "weight"),
    "delegates": (
        "id", *NAMES, "organisation", *POSITIONS, "rank", "languages", "diet", "access", "arrival", "departure",
        "track", "email", "phone", "room_with",
    ),
    "flights": ("id", "number", "from", "to", "departs", "departs_zone", "arrives", "arrives_zone"),
    "tracks": ("id", *NAMES, "min_size", "max_size"),
    "sites": (
        "id", *NAMES, "province", "kind", "lat", "lon", "zone", "iata", "access", "address_en", "address_th",
        "address_zh", "source",
    ),
    "engagements": (
        "id", *NAMES, "site", "kind", "host", "minutes", "mandatory", "audience", "sessions", "capacity", "together",
        "head_required", "host_rank", "languages", "setup_minutes", "buffer_minutes", "register_days", "benefit",
        "dress", "tables", "slot_minutes", "source",
    ),
    "attends": ("engagement", "person", "role"),
    "engagement_topics": ("engagement", "topic", "strength"),
    "opening": ("of", "on", "from", "until"),
    "order": ("before", "after", "same_day", "max_gap_minutes"),
    "hotels": ("id", "site", "rooms", "price"),
    "meals": ("id", "site", "kind", "seats", "minutes", "diets", "price"),
    "vehicles": ("id", "name", "kind", "seats", "access", "price_day", "driver", "phone"),
    "interpreters": ("id", *NAMES, "languages", "topics", "minutes_day", "price_day", "phone"),
    "travel": ("from", "to", "km", "minutes", "peak_minutes", "source"),
    "meetings": ("engagement", "visitor", "host", "visitor_wish", "host_wish"),
}  # fmt: skip


def write_folder(target: Path, settings: str, tables: Mapping[str, Iterable[Row]]) -> None:
    """Writes the folder beside `target` and renames it: `target` is whole or absent.

    Raises FileExistsError where `target` exists and is not an empty folder.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(f"{target}: exists and is not an empty folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        (draft / "scenario.toml").write_text(settings, encoding="utf-8", newline="\n")
        for name, rows in tables.items():
            _write_table(draft / f"{name}.csv", COLUMNS[name], rows)
        draft.chmod(0o777 & ~_umask())
        if target.exists():
            target.rmdir()
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write_table(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
