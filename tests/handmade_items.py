"""The items of a handmade plan, written shortly: a day number, `HH:MM-HH:MM`, a place."""

from __future__ import annotations

from typing import Any

from planner.domain.clock import DAY, time_minutes
from planner.domain.plan import Individual, Item

DATES = ("2017-08-15", "2017-08-16", "2017-08-17")
VEHICLE = {"gov": "van-1", "tech": "coach-1"}


def at(day: int, text: str) -> int:
    """Minutes from the first midnight of `HH:MM` on day number `day`."""
    return day * DAY + time_minutes(text)


def span(day: int, times: str) -> tuple[int, int]:
    """Start and end of `HH:MM-HH:MM` on a day."""
    start, end = times.split("-")
    return at(day, start), at(day, end)


def engagement(id: str, site: str, day: int, times: str, heads: int, **rest: Any) -> Item:
    """An engagement in its first session."""
    start, end = span(day, times)
    commitment = rest.pop("commitment", "idea")
    return Item(
        key=id,
        kind="engagement",
        id=id,
        site=site,
        start=start,
        end=end,
        heads=heads,
        session=1,
        commitment=commitment,
        **rest,
    )


def meal(meal: str, place: str, site: str, day: int, times: str, heads: int, **rest: Any) -> Item:
    """A lunch or a dinner at a meal place."""
    start, end = span(day, times)
    key = f"{meal}/{DATES[day]}"
    return Item(key=key, kind="meal", id=place, site=site, start=start, end=end, heads=heads, meal=meal, **rest)


def ride(track: str, to: str, way: str, day: int, times: str, km: float, heads: int, **rest: Any) -> Item:
    """A transfer `origin>destination` in the track's own vehicle, to the item with key `to`."""
    start, end = span(day, times)
    origin, destination = way.split(">")
    return Item(
        key=f"to/{to}",
        kind="transfer",
        id=f"to/{to}",
        site=destination,
        start=start,
        end=end,
        heads=heads,
        origin=origin,
        destination=destination,
        km=km,
        minutes=end - start,
        vehicles=(VEHICLE[track],),
        **rest,
    )


def night(hotel: str, site: str, day: int, times: str, heads: int, **rest: Any) -> Item:
    """The night after a day, from the arrival at the hotel to the departure in the morning."""
    start, end = span(day, times)
    return Item(key=f"night/{DATES[day]}", kind="night", id=hotel, site=site, start=start, end=end, heads=heads, **rest)


def flight(who: str, id: str, day: int, times: str, origin: str, destination: str) -> Individual:
    """A delegate's flight between two airports."""
    start, end = span(day, times)
    return Individual(
        key=f"flight/{id}",
        delegate=who,
        kind="flight",
        day=day,
        start=start,
        end=end,
        origin=origin,
        destination=destination,
        flight=id,
    )


def own_ride(who: str, to: str, way: str, day: int, times: str, km: float) -> Individual:
    """A ride of one delegate `origin>destination` in a hired car."""
    start, end = span(day, times)
    origin, destination = way.split(">")
    return Individual(
        key=f"to/{to}",
        delegate=who,
        kind="transfer",
        day=day,
        start=start,
        end=end,
        origin=origin,
        destination=destination,
        km=km,
        minutes=end - start,
    )
