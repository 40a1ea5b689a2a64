"""Who takes part in which items of a track's day, worked out from flights and times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.checking.evidence import Evidence, Outing
from planner.domain.plan import Item


@dataclass(frozen=True, slots=True)
class Part:
    """A delegate's part in a day of n stops: stops first <= i < last; n stops or more means: to the end.

    Who comes alone is not on the transfer to the first stop attended; who leaves alone is not on the one after the
    last.
    """

    first: int
    last: int
    comes_alone: bool
    leaves_alone: bool

    def at_stop(self, index: int) -> bool:
        """Is the delegate at stop number `index`?"""
        return self.first <= index < self.last

    def on_ride(self, index: int, stops: int) -> bool:
        """Is the delegate on the transfer that follows `index` of the day's `stops`?"""
        came = index > self.first or (index == self.first == 0 and not self.comes_alone)
        stays = index < self.last or (index == stops == self.last and not self.leaves_alone)
        return came and stays


def parts_of(evidence: Evidence, outing: Outing) -> Mapping[str, Part]:
    """The part of each delegate who does not spend the whole day with the track."""
    hotel = night_site(evidence, outing)
    found = {who: _part(evidence, outing, who, hotel) for who in outing.members}
    return {who: part for who, part in found.items() if part is not None}


def _part(evidence: Evidence, outing: Outing, who: str, hotel: str | None) -> Part | None:
    presence, joining = evidence.facts.presence, evidence.facts.joining
    landing, takeoff = presence.landings.get(who), presence.takeoffs.get(who)
    lands = landing is not None and landing.day == outing.day
    flies = takeoff is not None and takeoff.day == outing.day
    from_hotel = landing is None and outing.arrival is not None and hotel is not None
    comes_alone = from_hotel or (lands and not (outing.arrival and who in outing.arrival.together))
    leaves_alone = flies and not (outing.departure and who in outing.departure.together)
    if not comes_alone and not leaves_alone:
        return None
    places = [(item.site, item.start, item.end) for item in outing.stops]
    return Part(
        joining.first(who, outing.day, outing.arrival, places, hotel),
        joining.last(who, outing.day, outing.departure, places),
        comes_alone,
        leaves_alone,
    )


def night_site(evidence: Evidence, outing: Outing) -> str | None:
    """Site of the hotel in which the track's day ends."""
    hotel = outing.record.hotel_to
    return evidence.scenario.hotel[hotel].site if hotel else None


def absences(evidence: Evidence, outing: Outing, parts: Mapping[str, Part]) -> Iterator[tuple[Item, frozenset[str]]]:
    """Each item of the day, and its night, with the delegates who are not there, given the parts of the day."""
    stops, before = len(outing.stops), 0
    for item in outing.items:
        if item.kind == "transfer":
            yield item, frozenset(who for who, part in parts.items() if not part.on_ride(before, stops))
        else:
            yield item, frozenset(who for who, part in parts.items() if not part.at_stop(before))
            before += 1
    if outing.night:
        nights = evidence.facts.presence.nights
        yield outing.night, frozenset(who for who in outing.members if outing.day not in nights[who])
