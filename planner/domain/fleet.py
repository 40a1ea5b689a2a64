"""What carries and serves the delegation: flights, tracks, vehicles, interpreters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planner.domain.columns import Text, column

VehicleKind = Literal["car", "van", "coach"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """A flight; both date-times are local to the zone beside them."""

    id: str = column("short name used in other tables")
    number: str = column("flight number")
    from_: str = column("IATA code of the airport left")
    to: str = column("IATA code of the airport reached")
    departs: dt.datetime = column("local date-time of departure")
    departs_zone: str = column("IANA zone of the departure")
    arrives: dt.datetime = column("local date-time of arrival")
    arrives_zone: str = column("IANA zone of the arrival")


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A party that moves together on a day."""

    id: str = column("short name used in other tables")
    name: Text = column("name in up to three languages")
    min_size: int = column("fewest delegates", default=1, least=0)
    max_size: int = column("most delegates", least=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A vehicle of the fleet; it serves one track for a whole day."""

    id: str = column("short name used in other tables")
    name: str = column("what people call it", default="")
    kind: VehicleKind = column("car, van or coach")
    seats: int = column("seats for delegates", least=1)
    access: str = column("wheelchair, or empty", default="")
    days: tuple[dt.date, ...] = column("dates on which it can be had; empty: all", default=())
    price_day: float = column("price a day", default=0.0, least=0)
    driver: str = column("driver's name", default="")
    phone: str = column("driver's telephone", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreter:
    """An interpreter and the languages that can be paired."""

    id: str = column("short name used in other tables")
    name: Text = column("name in up to three languages")
    languages: tuple[str, ...] = column("languages, such as zh;th")
    topics: tuple[str, ...] = column("subjects known well", default=())
    minutes_day: int | None = column("most minutes a day; empty: as the rules say", default=None, least=0)
    days: tuple[dt.date, ...] = column("dates on which they can be had; empty: all", default=())
    price_day: float = column("price a day", default=0.0, least=0)
    phone: str = column("telephone", default="")
