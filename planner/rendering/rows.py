"""The rows of the tables of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from planner.domain.clock import DAY
from planner.domain.columns import Text
from planner.rendering.visit import Visit

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns, parted by spaces, and what gives its rows."""

    name: str
    header: str
    rows: Callable[[Visit], Iterator[Row]]

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self.header.split()


def _name(visit: Visit, text: Text) -> str:
    return str(text.best(*visit.languages))


def _stops(visit: Visit) -> Iterator[Row]:
    clock = visit.scenario.clock
    for stop in visit.programme.stops():
        item = stop.item
        if item.kind == "transfer":
            continue
        engagement = visit.scenario.engagement.get(item.id) if item.kind == "engagement" else None
        yield {
            "date": clock.date(stop.day).isoformat(),
            "track": stop.track,
            "start": clock.text(item.start, stop.day),
            "end": clock.text(item.end, stop.day),
            "kind": item.meal or item.kind,
            "key": item.key,
            "name": _name(visit, engagement.name) if engagement else item.id,
            "site": item.site,
            "place": _name(visit, visit.place(item.site).name),
            "session": item.session,
            "heads": item.heads,
            "interpreters": ";".join(item.interpreters),
            "receives": ";".join(item.people),
            "commitment": item.commitment,
        }


def _transfers(visit: Visit) -> Iterator[Row]:
    clock = visit.scenario.clock
    for stop in visit.programme.stops():
        item = stop.item
        if item.kind == "transfer":
            yield {
                "date": clock.date(stop.day).isoformat(),
                "track": stop.track,
                "leaves": clock.text(item.start, stop.day),
                "arrives": clock.text(item.end, stop.day),
                "minutes": item.minutes,
                "km": item.km,
                "from": item.origin,
                "to": item.destination,
                "heads": item.heads,
                "vehicles": ";".join(item.vehicles),
                "for": item.key.removeprefix("to/"),
            }


def _delegates(visit: Visit) -> Iterator[Row]:
    for place, id in enumerate(visit.by_precedence([who.id for who in visit.scenario.delegates]), start=1):
        who = visit.scenario.delegate[id]
        yield {
            "precedence": place,
            "id": id,
            "name_en": who.name.en,
            "name_th": who.name.th,
            "name_zh": who.name.zh,
            "organisation": _name(visit, visit.scenario.organisation[who.organisation].name),
            "position": _name(visit, who.position),
            "rank": who.rank,
            "track": ";".join(dict.fromkeys(visit.plan.delegates.get(id, {}).values())),
            "languages": ";".join(who.languages),
            "diet": ";".join(who.diet),
            "access": who.access,
            "arrival": who.arrival,
            "departure": who.departure,
        }


def _rooms(visit: Visit) -> Iterator[Row]:
    for (track, day), track_day in sorted(visit.programme.track_days.items(), key=lambda pair: pair[0][::-1]):
        for hotel, rooms in track_day.rooms.items():
            for number, room in enumerate(rooms, start=1):
                for who in room:
                    yield {
                        "night": visit.scenario.clock.date(day).isoformat(),
                        "track": track,
                        "hotel": hotel,
                        "room": number,
                        "delegate": who,
                        "name": _name(visit, visit.people[who].name),
                    }


def _vehicles(visit: Visit) -> Iterator[Row]:
    clock = visit.scenario.clock
    for vehicle_day, stops in visit.drives.items():
        vehicle, day = vehicle_day
        row = visit.scenario.vehicle[vehicle]
        yield {
            "date": clock.date(day).isoformat(),
            "vehicle": vehicle,
            "kind": row.kind,
            "seats": row.seats,
            "driver": row.driver,
            "phone": row.phone,
            "track": stops[0].track,
            "report": clock.text(visit.report(stops[0].item), day),
            "first_stop": stops[0].item.origin,
            "last_stop": stops[-1].item.destination,
            "drives": len(stops),
            "minutes": sum(stop.item.end - stop.item.start for stop in stops),
            "km": sum(stop.item.km or 0 for stop in stops),
        }


def _interpreters(visit: Visit) -> Iterator[Row]:
    clock = visit.scenario.clock
    for session in visit.programme.sessions:
        for stop in session.stops:
            for id in stop.item.interpreters:
                yield {
                    "date": clock.date(stop.day).isoformat(),
                    "interpreter": id,
                    "name": _name(visit, visit.people[id].name),
                    "start": clock.text(stop.item.start, stop.day),
                    "end": clock.text(stop.item.end, stop.day),
                    "engagement": stop.item.id,
                    "track": stop.track,
                }


def _meals(visit: Visit) -> Iterator[Row]:
    clock = visit.scenario.clock
    for stop in visit.programme.stops():
        if stop.item.kind == "meal":
            diets = [diet for who in visit.programme.present(stop) for diet in visit.scenario.delegate[who].diet]
            yield {
                "date": clock.date(stop.day).isoformat(),
                "meal": stop.item.meal,
                "place": stop.item.id,
                "track": stop.track,
                "start": clock.text(stop.item.start, stop.day),
                "end": clock.text(stop.item.end, stop.day),
                "heads": stop.item.heads,
                "diets": ";".join(f"{diet} {diets.count(diet)}" for diet in sorted(set(diets))),
            }


def _meetings(visit: Visit) -> Iterator[Row]:
    clock = visit.scenario.clock
    for meeting in visit.plan.meetings:
        day = meeting.start // DAY
        yield {
            "engagement": meeting.engagement,
            "slot": meeting.slot,
            "table": meeting.table,
            "start": f"{clock.date(day)} {clock.text(meeting.start, day)}",
            "end": f"{clock.date(day)} {clock.text(meeting.end, day)}",
            "visitor": meeting.visitor,
            "host": meeting.host,
            "interpreter": meeting.interpreter,
            "proposed": "yes" if meeting.proposed else "no",
        }


def _measures(visit: Visit) -> Iterator[Row]:
    plan = visit.plan
    yield {"measure": "objective", "value": plan.objective, "bound": plan.bound}
    for aim in plan.aims:
        contribution = aim.value * aim.weight
        yield {
            "measure": aim.name,
            "value": aim.value,
            "weight": aim.weight,
            "contribution": contribution,
            "bound": aim.bound,
        }
    for one in plan.worst_off:
        yield {"measure": f"worst-off-{one.side}-percent", "value": one.percent, "bound": one.bound}
        yield {"measure": f"{one.side}s-with-nothing", "value": one.nothing, "bound": one.nothing_bound}
    for breach in plan.soft_rules:
        yield {"measure": breach.rule, "value": breach.penalty, "weight": -1, "contribution": -breach.penalty}
    yield {"measure": "delegates", "value": len(visit.scenario.delegates)}
    yield {"measure": "engagements", "value": len({session.engagement for session in visit.programme.sessions})}
    yield {"measure": "left_out", "value": len(plan.left_out)}


TABLES = (
    Table(
        "stops",
        "date track start end kind key name site place session heads interpreters receives commitment",
        _stops,
    ),
    Table("transfers", "date track leaves arrives minutes km from to heads vehicles for", _transfers),
    Table(
        "delegates",
        "precedence id name_en name_th name_zh organisation position rank track languages diet access "
        "arrival departure",
        _delegates,
    ),
    Table("rooms", "night track hotel room delegate name", _rooms),
    Table(
        "vehicles",
        "date vehicle kind seats driver phone track report first_stop last_stop drives minutes km",
        _vehicles,
    ),
    Table("interpreters", "date interpreter name start end engagement track", _interpreters),
    Table("meals", "date meal place track start end heads diets", _meals),
    Table("meetings", "engagement slot table start end visitor host interpreter proposed", _meetings),
    Table("measures", "measure value weight contribution bound", _measures),
)
"""Every table, in the order of the workbook."""
