"""Sites, hotels, meal places, the way between them, and when they are open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planner.domain.columns import Text, TimeOfDay, column

MealKind = Literal["lunch", "dinner"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place that the delegation may go to, sleep at, eat at or fly from."""

    id: str = column("short name used in other tables")
    name: Text = column("name in up to three languages")
    province: str = column("province, a free word")
    kind: str = column("what it is, a free word", default="")
    lat: float = column("latitude, degrees north", least=-90, most=90)
    lon: float = column("longitude, degrees east", least=-180, most=180)
    zone: str = column("travel zone, a free word", default="")
    iata: str = column("airport code, where it is an airport", default="")
    access: str = column("wheelchair, or empty", default="")
    address: Text = column("address in up to three languages", default=Text())
    phone: str = column("telephone", default="")
    source: str = column("where the facts come from", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotel:
    """A hotel and the nights it may be used."""

    id: str = column("short name used in other tables")
    site: str = column("site", refs="sites")
    rooms: int = column("rooms held for the delegation", least=0)
    price: float = column("price of a room and night", default=0.0, least=0)
    from_: dt.date | None = column("first night", default=None)
    until: dt.date | None = column("last night", default=None)

    def is_open(self, night: dt.date) -> bool:
        """May it be used in the night that follows a date?"""
        return (self.from_ is None or self.from_ <= night) and (self.until is None or night <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Fixes the hotel of a night, for one track or for all."""

    night: dt.date = column("date on which the night begins")
    hotel: str = column("hotel", refs="hotels")
    track: str | None = column("track; empty: all", refs="tracks", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MealPlace:
    """A place where a lunch or a dinner can be eaten."""

    id: str = column("short name used in other tables")
    site: str = column("site", refs="sites")
    kind: MealKind = column("lunch or dinner")
    seats: int = column("seats at one time", least=0)
    minutes: int = column("least length of the meal", least=1)
    diets: tuple[str, ...] = column("diets that can be served; empty: nothing special", default=())
    price: float = column("price a head", default=0.0, least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelRow:
    """Way from one zone or site to another; a missing reverse is the same."""

    from_: str = column("zone or site left")
    to: str = column("zone or site reached")
    km: float = column("road kilometres", least=0)
    minutes: int = column("minutes by coach off peak", least=0)
    peak_minutes: int | None = column("minutes when the departure lies in a peak", default=None, least=0)
    source: str = column("where the figure comes from", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRow:
    """A span in which an engagement, site or meal place is open; from = until closes."""

    of: str = column("engagement, site or meal place", refs=("engagements", "sites", "meals"))
    on: str = column("a date, a weekday (mon to sun) or daily")
    from_: TimeOfDay = column("opens at")
    until: TimeOfDay = column("closes at")
