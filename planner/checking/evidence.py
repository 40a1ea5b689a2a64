"""A plan beside the facts of its scenario: what every check looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.checking.facts import Facts
from planner.domain.parties import Edge
from planner.domain.plan import Item, Plan, TrackDay
from planner.domain.programme import Programme, Session, Stop

Finding = Mapping[str, object]
"""The facts of one violation, by name."""
KM_ROUNDING = 0.06
"""Kilometres by which a leg in a plan may differ from the way's."""


@dataclass(frozen=True, slots=True)
class Outing:
    """A track's day: `items` are the transfers and stops from the first departure to the last arrival.

    Flights and the night stand apart. `arrival` and `departure` are given where the track begins or ends that day at
    an airport. `boarding` minutes precede every departure but the day's first.
    """

    track: str
    day: int
    record: TrackDay
    members: tuple[str, ...]
    items: tuple[Item, ...]
    night: Item | None
    arrival: Edge | None
    departure: Edge | None
    boarding: int

    @property
    def begin(self) -> int:
        """When the first item starts: the first departure, or the first stop where it needs none."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """When the last item ends: the last arrival, or the last stop where nothing follows it."""
        return self.items[-1].end

    @property
    def minutes(self) -> int:
        """From begin to end; nought on a day without items."""
        return self.end - self.begin if self.items else 0

    @property
    def until_morning(self) -> tuple[Item, ...]:
        """The items, and the night after them."""
        return (*self.items, self.night) if self.night else self.items

    @property
    def stops(self) -> tuple[Item, ...]:
        """Engagements, meals and free time, in order."""
        return tuple(item for item in self.items if item.kind != "transfer")

    @property
    def transfers(self) -> tuple[Item, ...]:
        """The legs, in order."""
        return tuple(item for item in self.items if item.kind == "transfer")

    def of(self, item: Item) -> Stop:
        """`item` with its track and day."""
        return Stop(self.track, self.day, item)


class Evidence(Programme):
    """The ways to look at a plan that the checks share."""

    def __init__(self, facts: Facts, plan: Plan) -> None:
        super().__init__(plan)
        self.facts = facts
        self.scenario = facts.scenario
        self._dates: dict[int, str] = {}

    @cached_property
    def outings(self) -> tuple[Outing, ...]:
        """Every track's days, by track and day."""
        return tuple(
            self._outing(track.id, record, index == 0, index == len(track.days) - 1)
            for track in self.plan.tracks
            for index, record in enumerate(track.days)
        )

    def _outing(self, track: str, record: TrackDay, first: bool, last: bool) -> Outing:
        members = self.members(track, record.day)
        presence = self.facts.presence
        arrival = presence.arrival(members) if first else None
        departure = presence.departure(members) if last else None
        return Outing(
            track=track,
            day=record.day,
            record=record,
            members=members,
            items=tuple(item for item in record.items if item.kind not in ("night", "flight")),
            night=next((item for item in record.items if item.kind == "night"), None),
            arrival=arrival if arrival and arrival.day == record.day else None,
            departure=departure if departure and departure.day == record.day else None,
            boarding=self.facts.boarding(len(members)),
        )

    @cached_property
    def outing(self) -> Mapping[tuple[str, int], Outing]:
        """Outings by track and day."""
        return {(outing.track, outing.day): outing for outing in self.outings}

    @cached_property
    def sessions_of(self) -> Mapping[str, tuple[Session, ...]]:
        """Sessions held, by engagement."""
        found: dict[str, list[Session]] = {}
        for session in self.sessions:
            found.setdefault(session.engagement, []).append(session)
        return {engagement: tuple(sessions) for engagement, sessions in found.items()}

    @cached_property
    def attended(self) -> Mapping[str, Mapping[str, Stop]]:
        """For each track the engagements it attends, each with its first stop."""
        found: dict[str, dict[str, Stop]] = {track.id: {} for track in self.plan.tracks}
        for session in self.sessions:
            for stop in session.stops:
                found[stop.track].setdefault(session.engagement, stop)
        return found

    @cached_property
    def guests(self) -> Mapping[tuple[str, int], tuple[str, ...]]:
        """Delegates present at each session, by engagement and number."""
        return {
            (session.engagement, session.number): tuple(who for stop in session.stops for who in self.present(stop))
            for session in self.sessions
        }

    def guests_of(self, session: Session) -> tuple[str, ...]:
        """Delegates present at a session, over its tracks."""
        return self.guests[session.engagement, session.number]

    def date(self, day: int) -> str:
        """The date of a day as text."""
        if day not in self._dates:
            self._dates[day] = self.scenario.clock.date(day).isoformat()
        return self._dates[day]

    def time(self, minute: int, day: int) -> str:
        """`HH:MM` of a minute as read from the midnight of `day`."""
        return self.scenario.clock.text(minute, day)

    def span(self, item: Item, day: int) -> str:
        """`HH:MM-HH:MM` of an item."""
        return f"{self.time(item.start, day)}-{self.time(item.end, day)}"

    def where(self, outing: Outing, item: Item | None = None) -> dict[str, object]:
        """Facts that name a track's day, and an item of it with its times."""
        facts: dict[str, object] = {"track": outing.track, "date": self.date(outing.day)}
        return facts if item is None else facts | {"item": item.key, "times": self.span(item, outing.day)}

    def which(self, session: Session) -> dict[str, object]:
        """Facts that name a session: engagement, tracks, date and times."""
        stop = session.stops[0]
        return {
            "engagement": session.engagement,
            "session": session.number,
            "track": ";".join(stop.track for stop in session.stops),
            "date": self.date(stop.day),
            "times": self.span(stop.item, stop.day),
        }
