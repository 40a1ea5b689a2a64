"""Which stops of a day a delegate takes part in who lands after, or flies before, the track."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.parties import Edge, Presence
from planner.domain.travel import Travel

Place = tuple[str, int, int]
"""A stop as (site, start, end), minutes from the first midnight."""


class Joining:
    """When delegates who travel alone meet and leave their track; a hired car takes them, no boarding."""

    def __init__(self, presence: Presence, travel: Travel) -> None:
        self._presence = presence
        self._travel = travel

    def first(self, who: str, day: int, arrival: Edge | None, stops: Sequence[Place], hotel: str | None) -> int:
        """Index of the first of the day's `stops` that `who` joins, 0 for all, len(stops) for none.

        `arrival` is the track's arrival of that day, if it has one; `hotel` the site from which those come who have
        no flight while the track comes from the airport.
        """
        landing = self._presence.landings.get(who)
        if landing and landing.day == day and not (arrival and arrival.day == day and who in arrival.together):
            ready, origin = self._presence.ready_alone(who), landing.site
        elif landing is None and arrival and arrival.day == day and hotel:
            ready, origin = arrival.minute, hotel
        else:
            return 0
        return next(
            (index for index, (site, start, _) in enumerate(stops) if self.at_site(origin, site, ready) <= start),
            len(stops),
        )

    def at_site(self, origin: str, site: str, ready: int) -> int:
        """When somebody who leaves `origin` alone at `ready` is at `site`."""
        return ready + self._travel.minutes(origin, site, ready)

    def last(self, who: str, day: int, departure: Edge | None, stops: Sequence[Place]) -> int:
        """Number of the day's first `stops` that `who` can attend before leaving alone; len(stops) for all."""
        takeoff = self._presence.takeoffs.get(who)
        with_track = departure and departure.day == day and who in departure.together
        if takeoff is None or takeoff.day != day or with_track:
            return len(stops)
        for index, (site, _, end) in enumerate(stops):
            if end + self._travel.minutes(site, takeoff.site, end) > takeoff.due:
                return index
        return len(stops)
