"""What carries, houses, feeds and interprets for a generated visit."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from math import ceil
from random import Random

from planner.examples.facts import Row, table
from planner.examples.frame import Frame
from planner.examples.hosting import thai_persons

CHINA, THAILAND = "Asia/Shanghai", "Asia/Bangkok"
PAIRS = ("zh;th", "zh;th", "zh;th", "zh;en;th")
MINUTES_BETWEEN_FLIGHTS = 20
MOST_SEATS = 900
COACH_SEATS = 45


def flights(frame: Frame) -> tuple[list[Row], dict[str, int], dict[str, int]]:
    """Rows of the table flights (modelled), weights of arrivals and of departures; the official party's come first."""
    rows, arrivals, departures = [], {}, {}
    for number in range(frame.flights):
        later = dt.timedelta(minutes=MINUTES_BETWEEN_FLIGHTS * number)
        there, back = f"szx-bkk-morning-{number + 1}", f"bkk-szx-afternoon-{number + 1}"
        rows.append(_flight(frame, there, ("SZX", "BKK"), 0, "08:50", "10:50", later))
        rows.append(_flight(frame, back, ("BKK", "SZX"), -1, "16:40", "20:30", later))
        arrivals[there], departures[back] = 85 // frame.flights, 100 // frame.flights
    rows.append(_flight(frame, "szx-bkk-afternoon", ("SZX", "BKK"), 0, "13:30", "15:30", dt.timedelta()))
    arrivals["szx-bkk-afternoon"] = 15
    return rows, arrivals, departures


def _flight(
    frame: Frame, name: str, ends: tuple[str, str], day: int, departs: str, arrives: str, later: dt.timedelta
) -> Row:
    origin, target = ends
    zones = (CHINA, THAILAND) if target == "BKK" else (THAILAND, CHINA)
    times = [
        (dt.datetime.fromisoformat(f"{frame.day(day)}T{time}") + later).isoformat(timespec="minutes")
        for time in (departs, arrives)
    ]
    row = {"id": name, "number": f"FM {name.rsplit('-', 1)[-1]}", "from": origin, "to": target}
    return row | {
        "departs": times[0], "departs_zone": zones[0], "arrives": times[1], "arrives_zone": zones[1],
    }  # fmt: skip


def hotels(random: Random, frame: Frame) -> list[Row]:
    """Room blocks of the reference visit, scaled up to what each hotel has; prices drawn within a tenth."""
    return [
        {
            "id": row["id"], "site": row["site"], "price": str(int(row["price"]) * random.randrange(90, 111) // 100),
            "rooms": str(min(int(row["rooms"]) * frame.scale, max(int(row["most_rooms"]), int(row["rooms"])))),
        }
        for row in table("hotels")
    ]  # fmt: skip


def meals(frame: Frame) -> list[Row]:
    """Meal places with seats scaled to the delegation."""
    return [row | {"seats": str(min(MOST_SEATS, int(row["seats"]) * frame.scale))} for row in table("meals")]


def vehicles(random: Random, frame: Frame) -> list[Row]:
    """Coaches for each thematic track and a spare one, a small coach for the official party, four vans."""
    coaches = frame.themes * ceil(frame.largest_track / COACH_SEATS) + 1 + frame.themes // 8
    fleet = [(f"coach-{n + 1}", f"Coach {n + 1}", "coach", COACH_SEATS, 14000) for n in range(coaches)]
    fleet.append(("minibus-1", "Minibus 1", "coach", max(20, frame.officials), 8500))
    fleet += [(f"van-{n + 1}", f"Van {n + 1}", "van", 9, 4200) for n in range(4)]
    drivers = islice(thai_persons(random), len(fleet))
    return [
        {
            "id": name, "name": label, "kind": kind, "seats": str(size),
            "access": "wheelchair" if kind == "coach" else "", "price_day": str(price), "driver": driver["name_th"],
            "phone": f"+66 89 555 {number:04d}",
        }
        for number, ((name, label, kind, size, price), driver) in enumerate(zip(fleet, drivers, strict=True), start=1)
    ]  # fmt: skip


def interpreters(random: Random, frame: Frame) -> list[Row]:
    """Two for each track and two more, most of them Chinese-Thai."""
    count = 2 * (frame.themes + 1) + 2
    topics = [row["topics"] for row in table("sectors")]
    return [
        {
            "id": f"interpreter-{number:02d}", **name, "languages": PAIRS[number % len(PAIRS)],
            "topics": random.choice(topics), "minutes_day": "420", "price_day": "6500",
            "phone": f"+66 86 555 {number:04d}",
        }
        for number, name in enumerate(islice(thai_persons(random), count), start=1)
    ]  # fmt: skip
