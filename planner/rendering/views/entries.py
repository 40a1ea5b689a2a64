"""The lines of a programme: what several tracks do together, told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from planner.domain.columns import Text
from planner.domain.engagements import Engagement
from planner.domain.plan import Item
from planner.domain.programme import Stop
from planner.rendering.cards import Badge, PersonCard, PlaceCard, Ride
from planner.rendering.sayable import NO_TEXT, FreeWord, Moment, Phrase, Sayable, Span, phrase
from planner.rendering.views.ceremonies import running_order
from planner.rendering.visit import Visit

PARTS = ("member", "speaker", "signer")
"""Roles of `attends` that are told by name beside those who receive."""


@dataclass(frozen=True, slots=True)
class Part:
    """Who attends in which role."""

    role: Phrase
    person: PersonCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that one or more tracks do at one place and time.

    `everyone` holds when all tracks of that day are there; `firm` when it is confirmed or needs no confirmation;
    `sort` is the kind of an engagement; `changed` when it was new or moved since the last release.
    """

    kind: str
    key: str
    when: Span
    title: Sayable
    place: PlaceCard
    badges: tuple[Badge, ...]
    everyone: bool
    heads: int
    sort: Phrase | None = None
    host: Text = NO_TEXT
    receives: tuple[PersonCard, ...] = ()
    parts: tuple[Part, ...] = ()
    contacts: tuple[PersonCard, ...] = ()
    interpreters: tuple[PersonCard, ...] = ()
    dress: Sayable = ""
    notes: Text = NO_TEXT
    firm: bool = True
    changed: bool = False
    rides: tuple[Ride, ...] = ()
    running: tuple[tuple[Moment, Phrase], ...] = ()

    @property
    def unnamed_host(self) -> Text:
        """The host where none of those who receive is of it."""
        return NO_TEXT if any(card.organisation == self.host for card in self.receives) else self.host

    @property
    def starts(self) -> Moment:
        """When it begins."""
        return self.when.start


def day_entries(visit: Visit, day: int, tracks: Iterable[str] | None = None) -> tuple[Entry, ...]:
    """What the `tracks` (all when None) do on `day`, in order of time; ways stand with what they lead to."""
    wanted = set(visit.scenario.track if tracks is None else tracks)
    groups: dict[tuple[int, int, str, str, int, str], list[Stop]] = {}
    for stop in visit.programme.stops():
        if stop.day == day and stop.track in wanted and not _leads_to_an_item(visit, stop):
            item, (start, end) = stop.item, _hours(visit, stop)
            key = (start, end, item.kind, item.key, item.session or 0, item.site)
            groups.setdefault(key, []).append(stop)
    return tuple(entry(visit, groups[key]) for key in sorted(groups))


def _hours(visit: Visit, stop: Stop) -> tuple[int, int]:
    """When something begins and ends; a night begins, and its end is not told, when the track is at the hotel, whoever
    comes later by themselves."""
    item = stop.item
    if item.kind != "night":
        return item.start, item.end
    before = [one.end for one in visit.programme.track_days[stop.track, stop.day].items if one.kind != "night"]
    start = max(before, default=item.start)
    return start, start


def _leads_to_an_item(visit: Visit, stop: Stop) -> bool:
    if stop.item.kind != "transfer":
        return False
    target = stop.item.key.removeprefix("to/")
    return any(item.key == target for item in visit.programme.track_days[stop.track, stop.day].items)


def entry(visit: Visit, stops: list[Stop]) -> Entry:
    """The entry of `stops` that are one thing done together."""
    item, day = stops[0].item, stops[0].day
    that_day = {track for track, number in visit.programme.track_days if number == day}
    own = [visit.ride(stop) for stop in stops] if item.kind == "transfer" else []
    ways = (visit.ride_to(stop) for stop in stops)
    return Entry(
        kind=item.kind,
        key=item.key,
        when=visit.span(*_hours(visit, stops[0]), day),
        title=visit.title(item),
        place=visit.destination(item),
        badges=tuple(visit.badges[stop.track] for stop in stops),
        everyone={stop.track for stop in stops} == that_day,
        heads=sum(stop.item.heads for stop in stops),
        changed=any(change.key == item.key and change.after for change in visit.changes),
        rides=tuple(own or (ride for ride in ways if ride)),
        interpreters=_interpreters(visit, stops),
        **(_engagement_facts(visit, item, day) if item.kind == "engagement" else {}),
    )


def _interpreters(visit: Visit, stops: list[Stop]) -> tuple[PersonCard, ...]:
    ids = dict.fromkeys(id for stop in stops for id in stop.item.interpreters)
    return tuple(visit.people[id] for id in ids if id in visit.people)


def _engagement_facts(visit: Visit, item: Item, day: int) -> dict[str, Any]:
    engagement = visit.scenario.engagement[item.id]
    roles = [row for row in visit.scenario.attends if row.engagement == item.id]
    return {
        "sort": phrase(f"kind.{engagement.kind}"),
        "host": host_name(visit, engagement),
        "receives": receiving(visit, item),
        "parts": tuple(
            Part(phrase(f"role.{row.role}"), visit.people[row.person]) for row in roles if row.role in PARTS
        ),
        "contacts": tuple(visit.people[row.person] for row in roles if row.role == "contact"),
        "dress": FreeWord("dress", engagement.dress) if engagement.dress else "",
        "notes": engagement.notes,
        "running": running_order(visit, item, day),
        "firm": item.commitment in ("confirmed", "announced", "done"),
    }


def host_name(visit: Visit, engagement: Engagement) -> Text:
    """The name of the organisation that receives, empty where there is none."""
    return visit.scenario.organisation[engagement.host].name if engagement.host else Text()


def receiving(visit: Visit, item: Item) -> tuple[PersonCard, ...]:
    """Who receives at an engagement: whom the plan names, else whom the scenario names."""
    rows = [row.person for row in visit.scenario.attends if row.engagement == item.id and row.role == "receives"]
    return tuple(visit.people[id] for id in item.people or rows if id in visit.people)
