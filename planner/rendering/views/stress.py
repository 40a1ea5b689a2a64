"""The page about delays: what is at risk, where it begins, where a buffer helps, and recovery cards to hand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.comparing.changes import touched
from planner.comparing.recovery import Card
from planner.comparing.stress import BUFFER_MINUTES, StopRisk, Stress
from planner.domain.columns import Text
from planner.rendering.cards import Badge
from planner.rendering.charts import number_text
from planner.rendering.sayable import Instant, Listing, Phrase, Sayable, phrase
from planner.rendering.views.changes import party_name
from planner.rendering.visit import Visit

SHOWN = 12
TOLD = ("host", "interpreter", "vehicle", "track")


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A moment of protocol or a flight: share on time, the lateness of nine visits in ten, flights missed."""

    when: Instant
    name: Sayable
    badges: tuple[Badge, ...]
    on_time: str
    ninth: str
    missed: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A stop of one track with a number: visits in a hundred in which lateness begins, or late stops saved."""

    when: Instant
    name: Sayable
    badge: Badge
    number: str


@dataclass(frozen=True, slots=True)
class RecoveryCard:
    """What to do when a track leaves too late."""

    badge: Badge
    vehicles: tuple[str, ...]
    leaves: Phrase
    drop: Phrase
    reach: Phrase
    tell: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class StressView:
    """Everything on the page."""

    title: Text
    summary: Phrase
    critical: tuple[RiskRow, ...]
    weakest: tuple[LinkRow, ...]
    buffers: tuple[LinkRow, ...]
    cards: tuple[RecoveryCard, ...]
    buffer: Phrase


def stress_view(visit: Visit, stress: Stress, cards: Sequence[Card]) -> StressView:
    """The page of what was found for the plan of `visit`."""
    names = _Names(visit)
    samples, late = number_text(stress.samples), number_text(stress.lateness)
    return StressView(
        title=visit.scenario.title,
        summary=phrase("stress.summary", samples=samples, late=late),
        critical=tuple(_critical(visit, names, stress)),
        weakest=tuple(
            LinkRow(
                visit.instant(risk.planned),
                names.of(risk.track, risk.day, risk.key),
                visit.badges[risk.track],
                number_text(100 * risk.begins),
            )
            for risk in stress.weakest[:SHOWN]
        ),
        buffers=tuple(
            LinkRow(
                visit.instant(names.start(buffer.track, buffer.day, buffer.key)),
                names.of(buffer.track, buffer.day, buffer.key),
                visit.badges[buffer.track],
                number_text(buffer.saved),
            )
            for buffer in stress.buffers[:SHOWN]
        ),
        cards=tuple(_card(visit, names, card) for card in cards),
        buffer=phrase("stress.buffers", minutes=BUFFER_MINUTES),
    )


class _Names:
    """What the items of a plan are called and when they start, by track, day and key."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._items = {(stop.track, stop.day, stop.item.key): stop.item for stop in visit.programme.stops()}

    def of(self, track: str, day: int, key: str) -> Sayable:
        """The item's name; of a flight its number, of the way home the hotel."""
        item = self._items.get((track, day, key))
        if item:
            return self._visit.title(item)
        flight = self._visit.scenario.flight.get(key.removeprefix("flight/"))
        if flight:
            return phrase("item.flight", number=flight.number)
        return self._visit.title(self._items[track, day, f"to/{key}"])

    def start(self, track: str, day: int, key: str) -> int:
        """When it should start; of a way without a stop when it should end."""
        item = self._items.get((track, day, key))
        return item.start if item else self._items[track, day, f"to/{key}"].end


def _critical(visit: Visit, names: _Names, stress: Stress) -> list[RiskRow]:
    """Moments that several tracks share once."""
    shared: dict[tuple[str, int, float], list[str]] = {}
    first: dict[tuple[str, int, float], StopRisk] = {}
    for risk in stress.critical:
        moment = (risk.key, risk.planned, risk.on_time)
        shared.setdefault(moment, []).append(risk.track)
        first.setdefault(moment, risk)
    return [
        RiskRow(
            when=visit.instant(risk.planned),
            name=names.of(risk.track, risk.day, risk.key),
            badges=tuple(visit.badges[track] for track in shared[moment]),
            on_time=number_text(100 * risk.on_time),
            ninth=number_text(risk.ninth),
            missed="" if risk.missed is None else number_text(100 * risk.missed, 1),
        )
        for moment, risk in first.items()
    ]


def _card(visit: Visit, names: _Names, card: Card) -> RecoveryCard:
    after = Visit(visit.scenario, card.plan, visit.stamp)
    parties = touched(card.changes)
    told = (
        phrase(
            f"stress.tell_{kind}", names=Listing(tuple(party_name(after, visit, p) for p in parties if p.kind == kind))
        )
        for kind in TOLD
        if any(party.kind == kind for party in parties)
    )
    place = visit.place(card.place).name
    return RecoveryCard(
        badge=visit.badges[card.track],
        vehicles=tuple(visit.vehicle(vehicle) for vehicle in card.vehicles),
        leaves=phrase("stress.leaves", place=place, when=visit.instant(card.latest)),
        drop=phrase("stress.drop", name=names.of(card.track, card.day, card.drop)),
        reach=phrase(
            "stress.reach", name=names.of(card.track, card.day, card.protects), when=visit.instant(card.reach)
        ),
        tell=(*told, phrase("stress.delegates", number=sum(party.kind == "delegate" for party in parties))),
    )
