"""Who sits where: two sides facing for talks, tables of ten for dinners, both by precedence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from planner.domain.columns import Text
from planner.domain.programme import Stop
from planner.rendering.cards import PersonCard
from planner.rendering.sayable import Day, Phrase, phrase
from planner.rendering.views.entries import Entry, entry, receiving
from planner.rendering.visit import Visit

FACING = ("courtesy_call", "talks", "committee", "signing")
DINING = ("reception", "meal")
TABLE = 10
"""Seats at a round table, as both countries set them."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat, counted from the centre: first the centre, then right and left of it in turn."""

    number: int
    where: Phrase
    person: PersonCard


@dataclass(frozen=True, slots=True)
class RoundTable:
    """A table of a dinner; seat 1 is that of its first guest."""

    number: int
    people: tuple[PersonCard, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The seats of one session: two `sides` facing, or round `tables`."""

    date: Day
    entry: Entry
    visitors: tuple[Seat, ...]
    hosts: tuple[Seat, ...]
    tables: tuple[RoundTable, ...]


@dataclass(frozen=True, slots=True)
class SeatingView:
    """Everything in the seating."""

    title: Text
    sheets: tuple[Sheet, ...]


def seating_view(visit: Visit, _: str = "") -> SeatingView:
    """The seating of every session at which seats are ordered."""
    sheets = [
        _sheet(visit, list(session.stops), visit.scenario.engagement[session.engagement].kind)
        for session in visit.programme.sessions
        if visit.scenario.engagement[session.engagement].kind in (*FACING, *DINING)
    ]
    return SeatingView(visit.scenario.title, tuple(sheets))


def _sheet(visit: Visit, stops: list[Stop], kind: str) -> Sheet:
    guests = visit.by_precedence([who for stop in stops for who in visit.programme.present(stop)])
    visitors = [visit.people[who] for who in guests]
    hosts = _hosts(visit, stops)
    return Sheet(
        date=Day(visit.scenario.clock.date(stops[0].day)),
        entry=entry(visit, stops),
        visitors=_side(visitors) if kind in FACING else (),
        hosts=_side(hosts) if kind in FACING else (),
        tables=_tables(visitors, hosts) if kind in DINING else (),
    )


def _hosts(visit: Visit, stops: list[Stop]) -> list[PersonCard]:
    """Who receives, then the hosts' other members, speakers and signers, each by rank."""
    item = stops[0].item
    others = (
        visit.people[row.person]
        for row in visit.scenario.attends
        if row.engagement == item.id and row.role != "contact" and row.person in visit.scenario.person
    )
    known = {card.id: card for card in chain(receiving(visit, item), others)}
    return sorted(known.values(), key=lambda card: card.rank if card.rank is not None else 99)


def _side(people: Sequence[PersonCard]) -> tuple[Seat, ...]:
    return tuple(Seat(number, _where(number), person) for number, person in enumerate(people, start=1))


def _where(number: int) -> Phrase:
    if number == 1:
        return phrase("seat.centre")
    return phrase("seat.right" if number % 2 == 0 else "seat.left", number=number // 2)


def _tables(visitors: Sequence[PersonCard], hosts: Sequence[PersonCard]) -> tuple[RoundTable, ...]:
    """The first table mixes both sides in turn, its guest of honour first; the others follow by precedence."""
    mixed = [person for pair in zip_longest(visitors[: len(hosts)], hosts) for person in pair if person]
    order = [*mixed, *visitors[len(hosts) :]]
    return tuple(
        RoundTable(number, tuple(order[start : start + TABLE]))
        for number, start in enumerate(range(0, len(order), TABLE), start=1)
    )
