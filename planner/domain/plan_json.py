"""plan.json, format 1: a plan as JSON and back. Times there are `HH:MM` of the day an item belongs to."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from planner.domain.account import Aim, SoftBreach, WorstOff
from planner.domain.clock import DAY, Clock, time_minutes
from planner.domain.faults import Note
from planner.domain.plan import Individual, Item, Meeting, Plan, TrackDay, TrackPlan

FORMAT = 1
_RENAMED = {"origin": "from", "destination": "to"}
_SHAPES: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "ItemKind": (str,),
    "Side": (str,),
    "int": (int,),
    "str | None": (str, type(None)),
    "int | None": (int, type(None)),
    "float | None": (int, float, type(None)),
    "tuple[str, ...]": (tuple,),
}
"""What JSON may hold for a field, by the field's annotation."""
_ALWAYS: Mapping[str, tuple[str, ...]] = {
    "engagement": ("session", "interpreters", "people", "commitment"),
    "meal": ("meal",),
    "transfer": ("origin", "destination", "km", "minutes", "vehicles"),
}
"""Fields that an item of a kind has even where there is nothing in them."""


def _plain(record: Item | Individual, clock: Clock, day: int) -> dict[str, Any]:
    """A record without what its kind does not have, times as text, Python-only names as in the contract."""
    plain: dict[str, Any] = {}
    always = ("absent", *_ALWAYS.get(record.kind, ())) if isinstance(record, Item) else ()
    for f in fields(record):
        value = getattr(record, f.name)
        if f.name in ("start", "end"):
            value = clock.text(value, day)
        elif f.name == "day":
            plain["date"] = clock.date(day).isoformat()
            continue
        elif f.name not in always and (value is None or value == ()):
            continue
        plain[_RENAMED.get(f.name, f.name)] = list(value) if isinstance(value, tuple) else value
    return plain


def _record(kind: type[Any], plain: Mapping[str, Any], day: int) -> Any:
    """The inverse of `_plain`; keys that the record does not know are left aside."""
    values: dict[str, Any] = {"day": day} if kind is Individual else {}
    for f in fields(kind):
        name = _RENAMED.get(f.name, f.name)
        if name not in plain:
            continue
        value = plain[name]
        if f.name in ("start", "end"):
            value = time_minutes(value) + day * DAY
        values[f.name] = tuple(value) if isinstance(value, list) else value
        _typed(name, str(f.type), values[f.name])
    return kind(**values)


def _typed(name: str, annotation: str, value: Any) -> None:
    """Raise TypeError where `value` is not what `annotation` says."""
    shape = _SHAPES[annotation]
    texts = not isinstance(value, tuple) or all(isinstance(one, str) for one in value)
    if not isinstance(value, shape) or isinstance(value, bool) or not texts:
        raise TypeError(f"{name} is {value!r}, expected {annotation}")


def _track_day(day: TrackDay, clock: Clock) -> dict[str, Any]:
    return {
        "date": clock.date(day.day).isoformat(),
        "hotel_from": day.hotel_from,
        "hotel_to": day.hotel_to,
        "head_count": day.head_count,
        "rooms": {hotel: [list(room) for room in rooms] for hotel, rooms in day.rooms.items()},
        "items": [_plain(item, clock, day.day) for item in day.items],
    }


def _read_track_day(plain: Mapping[str, Any], clock: Clock) -> TrackDay:
    number = clock.day(dt.date.fromisoformat(plain["date"]))
    _typed("head_count", "int", plain["head_count"])
    for name in ("hotel_from", "hotel_to"):
        _typed(name, "str | None", plain[name])
    for room in (room for rooms in plain.get("rooms", {}).values() for room in rooms):
        _typed("rooms", "tuple[str, ...]", tuple(room))
    return TrackDay(
        day=number,
        hotel_from=plain["hotel_from"],
        hotel_to=plain["hotel_to"],
        head_count=plain["head_count"],
        rooms={hotel: tuple(tuple(room) for room in rooms) for hotel, rooms in plain.get("rooms", {}).items()},
        items=tuple(_record(Item, item, number) for item in plain["items"]),
    )


def _aim(aim: Aim) -> dict[str, Any]:
    plain: dict[str, Any] = {"name": aim.name, "value": aim.value, "weight": aim.weight}
    return plain if aim.bound is None else plain | {"bound": aim.bound}


def _meeting(meeting: Meeting, clock: Clock) -> dict[str, Any]:
    plain = {f.name: getattr(meeting, f.name) for f in fields(meeting)}
    day = meeting.start // DAY
    plain["start"], plain["end"] = clock.text(meeting.start, day), clock.text(meeting.end, day)
    return {"date": clock.date(day).isoformat()} | plain


def _read_meeting(plain: Mapping[str, Any], clock: Clock) -> Meeting:
    midnight = clock.day(dt.date.fromisoformat(plain["date"])) * DAY
    values = {f.name: plain[f.name] for f in fields(Meeting) if f.name in plain}
    values |= {name: time_minutes(plain[name]) + midnight for name in ("start", "end")}
    return Meeting(**values)


def plan_to_json(plan: Plan, clock: Clock) -> str:
    """`plan` as the text of plan.json; the same plan gives the same bytes."""
    plain = {
        "format": FORMAT,
        "scenario": {"name": plan.scenario, "sha256": plan.sha256},
        "visit": {
            "first_day": clock.first_day.isoformat(),
            "last_day": clock.last_day.isoformat(),
            "timezone": clock.timezone,
        },
        **{
            name: getattr(plan, name)
            for name in ("status", "objective", "bound", "seconds", "seed", "workers", "program", "solver")
        },
        "aims": [_aim(aim) for aim in plan.aims],
        "soft_rules": [{"rule": b.rule, "penalty": b.penalty, "facts": dict(b.facts)} for b in plan.soft_rules],
        "worst_off": [asdict(one) for one in plan.worst_off],
        "tracks": [{"id": track.id, "days": [_track_day(day, clock) for day in track.days]} for track in plan.tracks],
        "delegates": {
            who: {clock.date(day).isoformat(): track for day, track in sorted(days.items())}
            for who, days in plan.delegates.items()
        },
        "individual": [_plain(own, clock, own.day) for own in plan.individual],
        "meetings": [_meeting(meeting, clock) for meeting in plan.meetings],
        "left_out": list(plan.left_out),
        "notes": [{"code": note.code, "text": note.text} for note in plan.notes],
        "commitments": dict(plan.commitments),
        "parents": list(plan.parents),
    }
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def plan_digest(plan: Plan, clock: Clock) -> str:
    """SHA-256 of the plan's file, in hexadecimal: the plan's name in the `parents` of those made from it."""
    return hashlib.sha256(plan_to_json(plan, clock).encode()).hexdigest()


def plan_from_json(text: str) -> tuple[Plan, Clock]:
    """The plan and the calendar in the text of a plan.json.

    Raises ValueError, KeyError or TypeError where the text is not a plan of format 1.
    """
    plain = json.loads(text)
    if plain.get("format") != FORMAT:
        raise ValueError(f"plan format {plain.get('format')!r}, expected {FORMAT}")
    visit = plain["visit"]
    clock = Clock(
        dt.date.fromisoformat(visit["first_day"]), dt.date.fromisoformat(visit["last_day"]), visit["timezone"]
    )
    _typed("tracks", "tuple[str, ...]", tuple(track["id"] for track in plain["tracks"]))
    _typed("delegates", "tuple[str, ...]", tuple(t for days in plain["delegates"].values() for t in days.values()))
    _typed("left_out", "tuple[str, ...]", tuple(plain["left_out"]))
    own = [(row, clock.day(dt.date.fromisoformat(row["date"]))) for row in plain["individual"]]
    plan = Plan(
        scenario=plain["scenario"]["name"],
        sha256=plain["scenario"]["sha256"],
        **{
            name: plain[name]
            for name in ("status", "objective", "bound", "seconds", "seed", "workers", "program", "solver")
        },
        aims=tuple(Aim(a["name"], a["value"], a["weight"], a.get("bound")) for a in plain["aims"]),
        soft_rules=tuple(SoftBreach(b["rule"], b["penalty"], b["facts"]) for b in plain["soft_rules"]),
        worst_off=tuple(_record(WorstOff, row, 0) for row in plain.get("worst_off", ())),
        tracks=tuple(
            TrackPlan(id=track["id"], days=tuple(_read_track_day(day, clock) for day in track["days"]))
            for track in plain["tracks"]
        ),
        delegates={
            who: {clock.day(dt.date.fromisoformat(date)): track for date, track in days.items()}
            for who, days in plain["delegates"].items()
        },
        individual=tuple(_record(Individual, row, day) for row, day in own),
        meetings=tuple(_read_meeting(row, clock) for row in plain["meetings"]),
        left_out=tuple(plain["left_out"]),
        notes=tuple(Note(row["code"], row["text"]) for row in plain["notes"]),
        commitments=plain["commitments"],
        parents=tuple(plain.get("parents", ())),
    )
    return plan, clock
