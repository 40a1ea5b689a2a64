"""Nights are stable and every hotel has the rooms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planner.checking.evidence import Evidence, Finding, Outing


def nights_are_stable(evidence: Evidence) -> Iterator[Finding]:
    """A track whose delegates sleep has one hotel that night, open then and as `stays` fixes it, and leaves from it in
    the morning; a first morning without an arrival starts at the first night's; at most `nights.moves` moves."""
    for outing in evidence.outings:
        yield from _night(evidence, outing)
        yield from _morning(evidence, outing)
    for track, hotels in hotels_by_track(evidence).items():
        moves, most = moves_of(hotels), evidence.scenario.rules.nights.moves
        if moves > most:
            yield {"track": track, "found": f"{moves} moves", "allowed": most}


def hotels_by_track(evidence: Evidence) -> dict[str, list[str]]:
    """The hotels of each track's nights in order."""
    found: dict[str, list[str]] = {}
    for outing in evidence.outings:
        hotel = outing.record.hotel_to
        if hotel is not None and sleepers(evidence, outing):
            found.setdefault(outing.track, []).append(hotel)
    return found


def moves_of(hotels: list[str]) -> int:
    """How often the hotel changes from one night to the next."""
    return sum(a != b for a, b in pairwise(hotels))


def sleepers(evidence: Evidence, outing: Outing) -> tuple[str, ...]:
    """Delegates of a track's day who sleep in a hotel the night after."""
    nights = evidence.facts.presence.nights
    return tuple(who for who in outing.members if outing.day in nights[who])


def _night(evidence: Evidence, outing: Outing) -> Iterator[Finding]:
    chosen, night, where = outing.record.hotel_to, outing.night, evidence.where(outing)
    if chosen is None or night is None:
        if sleepers(evidence, outing):
            yield where | {"found": "no hotel" if chosen is None else "no night", "allowed": "a night in a hotel"}
        return
    hotel, date = evidence.scenario.hotel[chosen], evidence.scenario.clock.date(outing.day)
    if (night.id, night.site) != (hotel.id, hotel.site):
        yield where | {"found": f"{night.id} at {night.site}", "allowed": f"{hotel.id} at {hotel.site}"}
    if not hotel.is_open(date):
        yield where | {"found": hotel.id, "allowed": f"{hotel.from_ or ''} to {hotel.until or ''}"}
    fixed = evidence.facts.stay(outing.track, date)
    if fixed is not None and fixed != chosen:
        yield where | {"found": chosen, "allowed": fixed}


def _morning(evidence: Evidence, outing: Outing) -> Iterator[Finding]:
    before = evidence.outing.get((outing.track, outing.day - 1))
    if outing.arrival:
        expected = None
    elif before is not None:
        expected = before.record.hotel_to
    elif outing.day == 0 and outing.night:
        expected = outing.record.hotel_to
    else:
        return
    if outing.record.hotel_from != expected:
        found = outing.record.hotel_from or "no hotel"
        yield evidence.where(outing) | {"found": f"leaves from {found}", "allowed": expected or "the airport"}


def rooms_are_not_exceeded(evidence: Evidence) -> Iterator[Finding]:
    """Everyone who sleeps has a room in the track's hotel, alone or with the one with whom it is asked for mutually;
    over all tracks no hotel gives more rooms than it holds."""
    taken: dict[tuple[str, int], int] = {}
    for outing in evidence.outings:
        yield from _beds(evidence, outing)
        for hotel, rooms in outing.record.rooms.items():
            taken[hotel, outing.day] = taken.get((hotel, outing.day), 0) + len(rooms)
    for (hotel, day), rooms_taken in taken.items():
        held = evidence.scenario.hotel[hotel].rooms
        if rooms_taken > held:
            yield {"hotel": hotel, "date": evidence.date(day), "found": f"{rooms_taken} rooms", "allowed": held}


def _beds(evidence: Evidence, outing: Outing) -> Iterator[Finding]:
    where, sharing = evidence.where(outing), evidence.facts.share_room
    for hotel in outing.record.rooms:
        if hotel != outing.record.hotel_to:
            yield where | {"found": f"rooms in {hotel}", "allowed": outing.record.hotel_to or "none"}
    rooms = [room for rooms in outing.record.rooms.values() for room in rooms]
    placed, sleeping = sorted(who for room in rooms for who in room), sorted(sleepers(evidence, outing))
    if placed != sleeping:
        wrong = sorted(set(placed) ^ set(sleeping)) or placed
        yield where | {"found": f"rooms for {len(placed)}", "allowed": len(sleeping), "delegates": ";".join(wrong)}
    for room in rooms:
        if len(room) > 1 and frozenset(room) not in sharing:
            yield where | {"found": " and ".join(room), "allowed": "a room each"}
    for pair in sharing:
        if pair <= set(placed) and not any(pair == frozenset(room) for room in rooms):
            yield where | {"found": " and ".join(sorted(pair)) + " apart", "allowed": "one room"}
