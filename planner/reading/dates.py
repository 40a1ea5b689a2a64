"""Dates must lie in the visit; those that only an earlier version of the visit held fall away with a warning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from planner.domain.faults import Fault
from planner.reading.book import Removal
from planner.reading.building import Typed, TypedRow
from planner.reading.gathering import Faults
from planner.reading.kinds import DATE, Unreadable
from planner.reading.origins import Origin
from planner.reading.sense import instant

_DATED = (("opening", "on"), ("stays", "night"), ("pins", "on"))
_AVAILABLE = ("vehicles", "interpreters")


@dataclass(frozen=True, slots=True)
class _Visit:
    """The days of the visit, and the widest span that it had before somebody nearer changed it."""

    first: dt.date
    last: dt.date
    widest: tuple[dt.date, dt.date]

    def holds(self, date: dt.date) -> bool:
        return self.first <= date <= self.last

    def held(self, date: dt.date) -> bool:
        return self.widest[0] <= date <= self.widest[1]

    def __str__(self) -> str:
        return f"a day of the visit, {self.first} to {self.last}"


def keep_to_visit(typed: Typed, faults: Faults) -> tuple[Typed, tuple[Fault, ...]]:
    """The rows that lie in the visit, and warnings of those that fell away because the visit was shortened."""
    visit = _visit(typed)
    if visit is None:
        return typed, ()
    tables: dict[str, Mapping[str, TypedRow]] = dict(typed.tables)
    warnings = []
    for table, column in _DATED:
        fallen = set(_fallen(typed, table, column, visit, faults))
        if fallen:
            warnings.append(_warning(table, column, fallen, typed, visit))
            tables[table] = {key: row for key, row in tables[table].items() if key not in fallen}
    for table in _AVAILABLE:
        tables[table] = {key: _available(row, visit, faults) for key, row in tables[table].items()}
    for row in tables["flights"].values():
        _check_flight(row, visit, faults)
    return replace(typed, tables=tables), tuple(warnings)


def _visit(typed: Typed) -> _Visit | None:
    first, last = typed.setting("programme", "first_day"), typed.setting("programme", "last_day")
    if not first or not last or last < first:
        return None
    firsts = [first, *_earlier(typed, "first_day")]
    lasts = [last, *_earlier(typed, "last_day")]
    return _Visit(first, last, (min(firsts), max(lasts)))


def _earlier(typed: Typed, key: str) -> Iterator[dt.date]:
    cell = typed.book.settings["programme", key]
    for earlier in cell.earlier:
        try:
            yield DATE.read(earlier.text)
        except Unreadable:
            continue


def _date(value: Any) -> dt.date | None:
    if isinstance(value, dt.date):
        return value
    return dt.date.fromisoformat(value) if value and value[0].isdigit() else None


def _fallen(typed: Typed, table: str, column: str, visit: _Visit, faults: Faults) -> Iterator[str]:
    for row in typed.tables[table].values():
        date = _date(row.get(column))
        if date is None or visit.holds(date):
            continue
        if visit.held(date):
            typed.book.removed.append(Removal(table, row.row, None, f"{date}, no longer in the visit"))
            yield row.key
        else:
            faults.add(row.where(column), date.isoformat(), str(visit), "", "date")


def _warning(table: str, column: str, keys: set[str], typed: Typed, visit: _Visit) -> Fault:
    dates = sorted({str(_date(typed.tables[table][key].get(column))) for key in keys})
    where = str(Origin(next(iter(typed.tables[table].values())).row.origin.source, column=column))
    found = f"{len(keys)} {'row' if len(keys) == 1 else 'rows'} on {', '.join(dates)}"
    return Fault(where, found, str(visit), "they fall away, as the visit is shorter now", "warning", "date")


def _available(row: TypedRow, visit: _Visit, faults: Faults) -> TypedRow:
    days = row.get("days") or ()
    kept = tuple(day for day in days if visit.holds(day))
    for day in days:
        if not visit.holds(day) and not visit.held(day):
            faults.add(row.where("days"), day.isoformat(), str(visit), "", "date")
            return row
    if days and not kept:
        faults.add(row.where("days"), row.row.text("days"), str(visit), "disable the row", "date")
    return replace(row, values={**row.values, "days": kept}) if kept != days else row


def _check_flight(row: TypedRow, visit: _Visit, faults: Faults) -> None:
    if instant(row, "departs") is None or instant(row, "arrives") is None:
        return
    day = dt.timedelta(days=1)
    first, last = visit.widest[0] - day, visit.widest[1] + day
    ends = [row.get("departs").date(), row.get("arrives").date()]
    if not any(first <= end <= last for end in ends):
        faults.add(row.where("departs"), ends[0].isoformat(), str(visit), "a flight is at most one day off", "date")
