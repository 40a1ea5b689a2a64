"""What checks need of a scenario and no plan changes: computed once, kept for the scenarios last checked."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Mapping
from functools import cached_property

from planner.checking.benefits import Benefits
from planner.domain.engagements import Engagement
from planner.domain.joining import Joining
from planner.domain.opening import Opening, Span
from planner.domain.parties import Presence
from planner.domain.places import MealPlace
from planner.domain.scenario import Scenario
from planner.domain.travel import Travel, boarding_minutes

EVERY_TRACK, ANY_TRACK = "all", "tracks"


class Facts:
    """The travel, opening, presence and pairings of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.travel = Travel(scenario)
        self.opening = Opening(scenario)
        self.presence = Presence(scenario)
        self.joining = Joining(self.presence, self.travel)
        self._spans: dict[tuple[str, int], tuple[Span, ...]] = {}
        self._boarding: dict[int, int] = {}

    def engagement_spans(self, engagement: Engagement, day: int) -> tuple[Span, ...]:
        """Opening spans of an engagement on a day."""
        key = (engagement.id, day)
        if key not in self._spans:
            self._spans[key] = self.opening.of_engagement(engagement, day)
        return self._spans[key]

    def meal_spans(self, place: MealPlace, day: int) -> tuple[Span, ...]:
        """Opening spans of a meal place on a day."""
        key = (f"meal {place.id}", day)
        if key not in self._spans:
            self._spans[key] = self.opening.of_meal(place, day)
        return self._spans[key]

    def boarding(self, heads: int) -> int:
        """Minutes to board `heads`."""
        if heads not in self._boarding:
            self._boarding[heads] = boarding_minutes(self.scenario, heads)
        return self._boarding[heads]

    def invited(self, engagement: Engagement) -> tuple[str, ...] | None:
        """Tracks that attend together, in table order; None where any track may go by itself."""
        if ANY_TRACK in engagement.audience:
            return None
        everyone = EVERY_TRACK in engagement.audience
        return tuple(t.id for t in self.scenario.tracks if everyone or t.id in engagement.audience)

    @cached_property
    def benefits(self) -> Benefits:
        """What engagements are worth to delegates."""
        return Benefits(self.scenario)

    @cached_property
    def competitors(self) -> tuple[tuple[str, str], ...]:
        """Pairs of organisations that compete, each pair once, in order of id."""
        pairs = {
            (min(row.id, other), max(row.id, other))
            for row in self.scenario.organisations
            for other in row.competitors
            if other != row.id
        }
        return tuple(sorted(pairs))

    @cached_property
    def languages(self) -> Mapping[str, frozenset[str]]:
        """Languages of delegates by id."""
        return {who.id: frozenset(who.languages) for who in self.scenario.delegates}

    @cached_property
    def diets(self) -> Mapping[str, frozenset[str]]:
        """What a meal place must serve for a delegate, for those who ask; allergies are noted, not checked."""
        asked = {
            who.id: frozenset(diet for diet in who.diet if not diet.startswith("allergy"))
            for who in self.scenario.delegates
        }
        return {who: diets for who, diets in asked.items() if diets}

    @cached_property
    def flight_times(self) -> Mapping[str, Span]:
        """Departure and arrival of each flight, in minutes of the visit."""
        clock = self.scenario.clock
        return {
            flight.id: (
                clock.minute_elsewhere(flight.departs, flight.departs_zone),
                clock.minute_elsewhere(flight.arrives, flight.arrives_zone),
            )
            for flight in self.scenario.flights
        }

    @cached_property
    def share_room(self) -> frozenset[frozenset[str]]:
        """Pairs of delegates who both ask to share a room."""
        rows = self.scenario.delegate
        return frozenset(
            frozenset((who.id, who.room_with))
            for who in self.scenario.delegates
            if who.room_with and who.room_with != who.id and rows[who.room_with].room_with == who.id
        )

    def stay(self, track: str, night: dt.date) -> str | None:
        """The hotel fixed for a track's night; a row for the track beats a row for all."""
        fixed = {row.track: row.hotel for row in self.scenario.stays if row.night == night}
        return fixed.get(track, fixed.get(None))


_RECENT: deque[Facts] = deque(maxlen=4)


def facts_of(scenario: Scenario) -> Facts:
    """The facts of `scenario`; the same object again while it is among the last few asked for."""
    for facts in _RECENT:
        if facts.scenario is scenario:
            return facts
    facts = Facts(scenario)
    _RECENT.append(facts)
    return facts
