"""Every id that a row names must be there; ids that would be ambiguous are refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from planner.reading.building import Typed, TypedRow
from planner.reading.gathering import Faults
from planner.reading.kinds import lawful_id
from planner.reading.near import near_hint
from planner.reading.origins import Origin
from planner.reading.schema import TABLE

OPEN_AUDIENCES = ("all", "tracks")


def check_references(typed: Typed, faults: Faults) -> None:
    """Note every reference to nothing."""
    for table, rows in typed.tables.items():
        for column in TABLE[table].columns.values():
            if column.refs:
                for row in rows.values():
                    for name in _names(row.get(column.field)):
                        check_id(typed, name, column.refs, row.where(column.name), faults)
    head = typed.setting("delegation", "head")
    if head:
        check_id(typed, head, ("delegates",), typed.where("delegation", "head"), faults)
    _check_audiences(typed, faults)
    _check_shared_ids(typed, faults)
    _check_airports(typed, faults)


def _names(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def check_id(typed: Typed, name: str, tables: Iterable[str], where: Origin, faults: Faults) -> None:
    """Note a fault unless one of `tables` has the id `name`."""
    tables = tuple(tables)
    if any(name in typed.tables[table] or table in typed.book.broken for table in tables):
        return
    expected = "an id of " + " or ".join(tables)
    known = [key for table in tables for key in typed.tables[table]]
    if any(lawful_id(key) == name for key in known):
        return  # the row is there, and its faulty id is reported
    faults.add(where, name, expected, _gone(typed, name, tables) or near_hint(name, known), "unknown-id")


def _gone(typed: Typed, name: str, tables: tuple[str, ...]) -> str:
    for table in tables:
        if name in typed.book.tables[table]:
            return f"{table} {name} is not enabled: change this row, or take it out too"
        for removal in typed.book.removed:
            if (removal.table, removal.row.key) == (table, name):
                return f"{table} {name} was removed in {removal.origin}: change this row, or take it out too"
    return ""


def _check_audiences(typed: Typed, faults: Faults) -> None:
    for row in typed.tables["engagements"].values():
        audience: tuple[str, ...] = row.get("audience") or ()
        if len(audience) == 1 and set(audience) <= set(OPEN_AUDIENCES):
            continue
        for name in audience:
            if name in OPEN_AUDIENCES:
                faults.add(row.where("audience"), ";".join(audience), "all, or tracks, or track ids")
            elif name not in typed.tables["tracks"] and "tracks" not in typed.book.broken:
                known = [*typed.tables["tracks"], *OPEN_AUDIENCES]
                hint = _gone(typed, name, ("tracks",)) or near_hint(name, known)
                faults.add(row.where("audience"), name, "all, tracks or an id of tracks", hint, "unknown-id")


def _check_shared_ids(typed: Typed, faults: Faults) -> None:
    for key in typed.tables["sites"].keys() & typed.tables["engagements"].keys():
        hint = f"{typed.tables['sites'][key].where('id')} has it too"
        faults.add(typed.tables["engagements"][key].where("id"), key, "an id that no site has", hint, "shared-id")
    for key in OPEN_AUDIENCES:
        if key in typed.tables["tracks"]:
            faults.add(typed.tables["tracks"][key].where("id"), key, "an id other than all and tracks")


def _check_airports(typed: Typed, faults: Faults) -> None:
    sites = [(row.get("iata"), row.key) for row in typed.tables["sites"].values() if row.get("iata")]
    count = Counter(iata for iata, _ in sites)
    for flight in typed.tables["flights"].values():
        for end, because in _ends_in_country(typed, flight, count):
            code = flight.get(end)
            if code and count[code] != 1 and "sites" not in typed.book.broken:
                twice = ", ".join(site for iata, site in sites if iata == code)
                found = f"{code} is the iata of {twice}" if twice else f"{code} is the iata of no site"
                column = end.removesuffix("_")
                faults.add(
                    flight.where(column), found, f"the iata of exactly one site{because}", near_hint(code, count)
                )


def _ends_in_country(typed: Typed, flight: TypedRow, airports: Counter[str]) -> Iterator[tuple[str, str]]:
    delegates = typed.tables["delegates"].values()
    arrives = any(who.get("arrival") == flight.key for who in delegates)
    departs = any(who.get("departure") == flight.key for who in delegates)
    if arrives:
        yield "to", ", as delegates arrive by this flight"
    if departs:
        yield "from_", ", as delegates depart by this flight"
    if not arrives and not departs and not (airports[flight.get("to")] or airports[flight.get("from_")]):
        yield "to", " at one end"
