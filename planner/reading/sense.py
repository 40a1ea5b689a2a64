"""What rows and keys must make sense of together: spans, flights, pins, matchmaking, the frame of the visit."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from planner.domain.clock import time_text
from planner.reading.building import Typed, TypedRow
from planner.reading.gathering import Faults
from planner.reading.near import near_hint
from planner.reading.origins import Origin

LONGEST_VISIT = 366


def check_sense(typed: Typed, faults: Faults) -> None:
    """Note everything that contradicts itself."""
    _check_frame(typed, faults)
    _check_spans(typed, faults)
    _check_holidays(typed, faults)
    for row in typed.tables["flights"].values():
        _check_flight(row, faults)
    for row in typed.tables["delegates"].values():
        _check_stay(typed, row, faults)
    for row in typed.tables["pins"].values():
        if row.get("state") == "fixed":
            for column in ("on", "at"):
                if column not in row.row.cells or not row.row.text(column):
                    faults.add(row.where(column), "empty", "a value, as the pin is fixed")
    _check_matchmaking(typed, faults)


def _check_frame(typed: Typed, faults: Faults) -> None:
    first, last = typed.setting("programme", "first_day"), typed.setting("programme", "last_day")
    where = typed.where("programme", "last_day")
    if first and last and last < first:
        faults.add(where, last.isoformat(), f"a day from {first} on, the first day")
    elif first and last and (last - first).days >= LONGEST_VISIT:
        faults.add(where, last.isoformat(), f"a visit of at most {LONGEST_VISIT} days", f"the first day is {first}")
    for path, start, end in (
        (("programme",), "day_start", "day_end"),
        *((("rules", meal), "from", "until") for meal in ("lunch", "dinner")),
    ):
        begins, ends = typed.setting(*path, start), typed.setting(*path, end)
        if begins is not None and ends is not None and ends <= begins:
            _ends_early(typed.where(*path, end), time_text(ends), time_text(begins), faults)


def _ends_early(where: Origin, end: str, start: str, faults: Faults) -> None:
    faults.add(where, end, f"an end after the beginning at {start}", "", "span")


def _check_spans(typed: Typed, faults: Faults) -> None:
    for row in typed.tables["opening"].values():
        start, end = row.get("from_"), row.get("until")
        if start is not None and end is not None and end < start:
            _ends_early(row.where("until"), time_text(end), time_text(start), faults)
    for row in typed.tables["hotels"].values():
        first, last = row.get("from_"), row.get("until")
        if first and last and last < first:
            _ends_early(row.where("until"), str(last), str(first), faults)
    for row in typed.tables["tracks"].values():
        least, most = row.get("min_size"), row.get("max_size")
        if least is not None and most is not None and most < least:
            faults.add(row.where("max_size"), str(most), f"at least min_size, {least}")


def _check_holidays(typed: Typed, faults: Faults) -> None:
    country = typed.setting("programme", "holidays")
    if country:
        import holidays  # loaded on demand: its tables are large

        known = holidays.list_supported_countries()
        if country not in known:
            where = typed.where("programme", "holidays")
            faults.add(where, country, "a country code such as TH", near_hint(country.upper(), known))


def instant(row: TypedRow, end: str) -> dt.datetime | None:
    """The zoned moment of a flight's `departs` or `arrives`, None where it is not understood."""
    local, zone = row.get(end), row.get(f"{end}_zone")
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC) if local and zone else None


def _check_flight(row: TypedRow, faults: Faults) -> None:
    departs, arrives = instant(row, "departs"), instant(row, "arrives")
    if departs and arrives and arrives <= departs:
        found = f"{row.row.text('arrives')} {row.get('arrives_zone')}"
        expected = f"after it leaves at {row.row.text('departs')} {row.get('departs_zone')}"
        faults.add(row.where("arrives"), found, expected, "check dates and zones", "flight")


def _check_stay(typed: Typed, row: TypedRow, faults: Faults) -> None:
    arrival = typed.tables["flights"].get(row.get("arrival") or "")
    departure = typed.tables["flights"].get(row.get("departure") or "")
    lands = instant(arrival, "arrives") if arrival else None
    leaves = instant(departure, "departs") if departure else None
    if lands and leaves and leaves <= lands:
        assert arrival is not None
        expected = f"a flight that leaves after {arrival.key} lands"
        faults.add(row.where("departure"), row.row.text("departure"), expected)


def _check_matchmaking(typed: Typed, faults: Faults) -> None:
    engagements = typed.tables["engagements"]
    for row in engagements.values():
        if row.get("kind") == "matchmaking":
            for column in ("tables", "slot_minutes"):
                if not row.row.text(column):
                    faults.add(row.where(column), "empty", "a value, as it is a matchmaking session")
    for table in ("participants", "meetings"):
        for row in typed.tables[table].values():
            engagement = engagements.get(row.get("engagement") or "")
            if engagement and engagement.get("kind") not in (None, "matchmaking"):
                found = f"{engagement.key} is of kind {engagement.get('kind')}"
                faults.add(row.where("engagement"), found, "a matchmaking engagement")
    for table, column, side in (
        ("meetings", "visitor", "visitor"),
        ("meetings", "host", "host"),
        ("wishes", "host", "host"),
    ):
        for row in typed.tables[table].values():
            organisation = typed.tables["organisations"].get(row.get(column) or "")
            if organisation and organisation.get("side") not in (None, side):
                faults.add(row.where(column), f"{organisation.key} is not of side {side}", f"a {side} organisation")
