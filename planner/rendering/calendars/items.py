"""One item of a plan as a calendar entry: engagement, meal, transfer, night, free time, flight, meeting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from planner.domain.people import Person
from planner.domain.plan import Individual, Item, Meeting
from planner.domain.programme import Stop
from planner.domain.scenario import Scenario
from planner.domain.travel import boarding_minutes
from planner.rendering.calendars.event import Event, Status
from planner.rendering.calendars.plaintext import lines, one_line
from planner.rendering.calendars.wording import Wording

FIRM = ("confirmed", "announced", "done")
ALARMS = {"transfer": 20, "engagement": 15, "meeting": 5}
"""Minutes before the start at which a reminder rings."""


@dataclass(frozen=True)
class Items:
    """Writes entries about the items of one plan in one language.

    In a draft, what has no commitment of its own (meals, nights) is tentative; in a release it is confirmed.
    """

    scenario: Scenario
    wording: Wording
    commitments: Mapping[str, str]
    released: bool

    def status(self, engagement: str) -> Status:
        """How firm an engagement is."""
        commitment = self.commitments.get(engagement) or self.scenario.engagement[engagement].commitment
        return "CONFIRMED" if commitment in FIRM else "TENTATIVE"

    @property
    def settled(self) -> Status:
        """How firm is what the programme itself arranges."""
        return "CONFIRMED" if self.released else "TENTATIVE"

    def engagement(self, item: Item, key: str, *more: str) -> Event:
        """An engagement; free time does not make its reader busy."""
        w, engagement = self.wording, self.scenario.engagement[item.id]
        host = w.say("host", name=w.organisation(engagement.host)) if engagement.host else ""
        people = w.people(self.scenario.person[id] for id in item.people)
        contacts = w.reachable(self._contacts(item.id))
        said = (
            host,
            w.say("receives", names=people) if people else "",
            *more,
            w.say("interpreter", names=w.interpreters(item.interpreters)) if item.interpreters else "",
            w.say("dress", dress=w.free_word("dress", engagement.dress)) if engagement.dress else "",
            w.text(engagement.notes),
            w.say("contact", names=contacts) if contacts else "",
        )
        event = self._at(item, key, w.text(engagement.name), self.status(item.id), "engagement", *said)
        return replace(event, busy=False, alarm=None) if engagement.kind == "free" else event

    def _contacts(self, engagement: str) -> list[Person]:
        return [
            self.scenario.person[row.person]
            for row in self.scenario.attends
            if row.engagement == engagement and row.role == "contact" and row.person in self.scenario.person
        ]

    def meal(self, item: Item, key: str, *more: str) -> Event:
        """A lunch or dinner at a meal place."""
        w = self.wording
        summary = w.say(item.meal or "lunch", place=w.site_name(item.site))
        return self._at(item, key, summary, self.settled, "meal", *more)

    def free(self, item: Item, key: str, *more: str) -> Event:
        """Free time: shown, but not busy."""
        event = self._at(item, key, self.wording.say("free"), self.settled, "free", *more)
        return replace(event, busy=False)

    def night(self, stop: Stop, key: str, *more: str) -> Event:
        """A hotel night: all day on the date on which it begins."""
        w, item = self.wording, stop.item
        site = self.scenario.site[item.site]
        phone = w.say("phone", phone=site.phone) if site.phone else ""
        return Event(
            key=key,
            summary=w.say("hotel", place=w.text(site.name)),
            start=self.scenario.clock.date(stop.day),
            end=self.scenario.clock.date(stop.day + 1),
            location=w.place(site),
            geo=(site.lat, site.lon),
            description=lines(*more, phone),
            status=self.settled,
            busy=False,
        )

    def transfer(self, item: Item, key: str, summary: str, *more: str) -> Event:
        """A leg with the track's vehicles, shown at the place where it starts."""
        w = self.wording
        target = item.key.removeprefix("to/")
        status = self.status(target) if target in self.scenario.engagement else self.settled
        said = (
            w.say("departs_at", time=w.time(item.start)),
            w.say("arrives_at", time=w.time(item.end)),
            w.say("from", place=w.site_name(item.origin or item.site)),
            w.say("vehicles", names=self.vehicles(item)) if item.vehicles else "",
            *more,
        )
        event = self._at(item, key, summary, status, "transfer", *said)
        start = self.scenario.site[item.origin or item.site]
        return replace(event, location=w.place(start), geo=(start.lat, start.lon))

    def gather(self, item: Item) -> str:
        """Where and by when to be ready for a transfer: the time to board before it leaves."""
        w, origin = self.wording, item.origin or item.site
        time = w.time(item.start - boarding_minutes(self.scenario, item.heads))
        if any(hotel.site == origin for hotel in self.scenario.hotels):
            return w.say("lobby", time=time)
        return w.say("arrivals" if self.scenario.site[origin].iata else "vehicle", time=time)

    def destination(self, item: Item) -> str:
        """Where a transfer goes, with the address."""
        return self.wording.say("to", place=self.wording.place(self.scenario.site[item.site]))

    def vehicles(self, item: Item) -> str:
        """The vehicles of a transfer with their drivers' telephones."""
        rows = (self.scenario.vehicle[id] for id in item.vehicles)
        return self.wording.names(f"{row.name or row.id} {row.phone}" for row in rows)

    def own_way(self, own: Individual) -> Event:
        """A leg that a delegate travels alone in a hired car."""
        w, start = self.wording, self.scenario.site[own.origin]
        return Event(
            key=own.key,
            summary=w.say("hired_car", place=w.site_name(own.destination)),
            start=w.moment(own.start),
            end=w.moment(own.end),
            location=w.place(start),
            geo=(start.lat, start.lon),
            description=lines(w.say("departs_at", time=w.time(own.start)), w.say("arrives_at", time=w.time(own.end))),
            status=self.settled,
            alarm=ALARMS["transfer"],
        )

    def flight(self, own: Individual, *more: str) -> Event:
        """A flight: leaves by the clock of one zone and lands by that of another."""
        w = self.wording
        flight = self.scenario.flight[own.flight or own.key.removeprefix("flight/")]
        start, end = w.moment(own.start, flight.departs_zone), w.moment(own.end, flight.arrives_zone)
        airport = self.scenario.airport.get(flight.from_)
        leaves, lands = (
            w.say(verb, place=place, date=when.local.date(), time=w.clock_time(when.local.time()), offset=offset)
            for verb, place, when, offset in (
                ("departs", flight.from_, start, self._offset(own.start, start.zone)),
                ("arrives", flight.to, end, self._offset(own.end, end.zone)),
            )
        )
        return Event(
            key=own.key,
            summary=w.say("flight", number=flight.number, from_=flight.from_, to=flight.to),
            start=start,
            end=end,
            location=w.place(airport) if airport else one_line(flight.from_),
            geo=(airport.lat, airport.lon) if airport else None,
            description=lines(leaves, lands, *more),
        )

    def _offset(self, minute: int, zone: str) -> str:
        offset = self.scenario.clock.instant(minute).astimezone(ZoneInfo(zone)).strftime("%z")
        return f"UTC{offset[:3]}:{offset[3:]}"

    def meeting(self, meeting: Meeting, key: str, summary: str, *more: str) -> Event:
        """A business meeting at its table."""
        w, session = self.wording, self.scenario.engagement[meeting.engagement]
        site, table = self.scenario.site[session.site], w.say("table", number=meeting.table)
        helper = [meeting.interpreter] if meeting.interpreter else []
        return Event(
            key=key,
            summary=summary,
            start=w.moment(meeting.start),
            end=w.moment(meeting.end),
            location=f"{table}, {w.place(site)}",
            geo=(site.lat, site.lon),
            description=lines(
                table,
                w.say("of_session", name=w.text(session.name)),
                w.say("interpreter", names=w.interpreters(helper)) if helper else "",
                *more,
            ),
            status=self.status(meeting.engagement),
            alarm=ALARMS["meeting"],
        )

    def _at(self, item: Item, key: str, summary: str, status: Status, kind: str, *said: str) -> Event:
        w, site = self.wording, self.scenario.site[item.site]
        return Event(
            key=key,
            summary=summary,
            start=w.moment(item.start),
            end=w.moment(item.end),
            location=w.place(site),
            geo=(site.lat, site.lon),
            description=lines(*said),
            status=status,
            alarm=ALARMS.get(kind),
        )
