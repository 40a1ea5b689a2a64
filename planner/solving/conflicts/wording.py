"""Parts of conflicts in words, with the cells where the facts stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.clock import time_text
from planner.domain.counting import counted, few
from planner.domain.opening import Opening
from planner.domain.parties import Presence
from planner.domain.places import OpeningRow
from planner.domain.rules import RULE
from planner.domain.scenario import Scenario
from planner.solving.conflicts.means import MEANS, Told, Where
from planner.solving.conflicts.parts import (
    AUDIENCE,
    CAPACITY,
    FLIGHT,
    MANDATORY,
    OPENING,
    PINS,
    REGISTRATION,
    TRACK_SIZES,
    Part,
)

__all__ = ["Said", "Where", "Wording", "moment"]
MOST_CELLS, MOST_FLIGHTS = 3, 6


@dataclass(frozen=True, slots=True)
class Said:
    """A part as a sentence, and the cells from which it follows."""

    part: Part
    sentence: str
    sources: tuple[str, ...]


class Wording:
    """Says the parts of one scenario."""

    def __init__(self, scenario: Scenario, where: Where) -> None:
        self._scenario, self._where = scenario, where
        self._opening, self._presence = Opening(scenario), Presence(scenario)

    def said(self, part: Part) -> Said:
        """`part` in words."""
        ways = {
            MANDATORY: self._mandatory,
            OPENING: self._hours,
            CAPACITY: self._capacity,
            REGISTRATION: self._registration,
            PINS: self._pin,
            FLIGHT: self._flights,
            AUDIENCE: self._audience,
            "sessions_are_not_exceeded": self._sessions,
            "order_is_kept": self._order,
            "the_head_attends": self._head,
            "hosts_receive_one_session_at_a_time": self._host,
        }
        if part.rule in MEANS:
            sentence, sources = MEANS[part.rule](self._scenario, self._where, part)
        else:
            sentence, sources = ways.get(part.rule, self._rule)(part)
        return Said(part, sentence, tuple(dict.fromkeys(sources)))

    def name(self, engagement: str) -> str:
        """An engagement's name with its id."""
        row = self._scenario.engagement.get(engagement)
        return f"{row.name.best('en')} ({engagement})" if row else engagement

    def _cell(self, engagement: str, column: str) -> str:
        return self._where("engagements", engagement, column)

    def _mandatory(self, part: Part) -> Told:
        row = self._scenario.engagement[part.facts[0]]
        whom = f"by {self._parties(row.audience)}"
        if row.mandatory == "each":
            whom = "by every track"
        return f"{self.name(row.id)} must be held, {whom}", [self._cell(row.id, "mandatory")]

    def _parties(self, audience: tuple[str, ...]) -> str:
        """Who attends: all together, one track at least, or those named together."""
        if "tracks" in audience:
            return "at least one track"
        if "all" in audience:
            return "all tracks together"
        named = [f"{self._scenario.track[id].name.best('en')} ({id})" for id in audience]
        return ", ".join(named) + (" together" if len(named) > 1 else "")

    def _audience(self, part: Part) -> Told:
        row = self._scenario.engagement[part.facts[0]]
        return f"{self.name(row.id)} is meant for {self._parties(row.audience)}", [self._cell(row.id, "audience")]

    def _hours(self, part: Part) -> Told:
        row = self._scenario.engagement[part.facts[0]]
        spans = "; ".join(self._spans(row.id)) or "on no day of the visit"
        cells = [
            self._where("opening", f"{one.of}/{one.on}/{time_text(one.from_)}", "from") for one in self._rows(row.id)
        ]
        return f"{self.name(row.id)} takes {row.minutes} minutes and is open {spans}", [
            self._cell(row.id, "minutes"),
            *cells[:MOST_CELLS],
        ]

    def _rows(self, id: str) -> list[OpeningRow]:
        """The rows of opening hours that hold: its own and the dates of its site, else all of its site."""
        site = self._scenario.engagement[id].site
        dates = set(map(str, self._scenario.clock.dates))
        own = [one for one in self._scenario.opening if one.of == id]
        of_site = [one for one in self._scenario.opening if one.of == site]
        closing = [one for one in of_site if one.on in dates]
        return [*own, *closing] if own else [*closing, *(one for one in of_site if one.on not in dates)]

    def _spans(self, id: str) -> Iterator[str]:
        clock, row = self._scenario.clock, self._scenario.engagement[id]
        for day in range(clock.days):
            for start, end in self._opening.of_engagement(row, day):
                yield f"{clock.local(start):%a %d %b} {clock.text(start, day)}-{clock.text(end, day)}"

    def _capacity(self, part: Part) -> Told:
        if part.facts[0] == TRACK_SIZES:
            return self._track_sizes()
        row = self._scenario.engagement[part.facts[0]]
        whom = "" if "tracks" in row.audience else " for all who attend it together"
        return f"{self.name(row.id)} takes at most {row.capacity} heads{whom}", [self._cell(row.id, "capacity")]

    def _track_sizes(self) -> Told:
        heads, rows = len(self._presence.there), self._scenario.tracks
        sizes = ", ".join(f"{row.id} {row.min_size} to {row.max_size}" for row in rows)
        cells = [self._where("tracks", row.id, "max_size") for row in rows[:MOST_CELLS]]
        away = [who for who in self._scenario.delegates if not self._presence.days[who.id]]
        flights = [(who, self._scenario.flight[who.departure]) for who in away if who.departure]
        cells += [self._where("flights", row.id, "departs") for _, row in flights[:MOST_CELLS]]
        gone = [f"{who.id} ({row.number} {row.departs:%a %d %b %H:%M})" for who, row in flights]
        said = f"{counted(heads, 'delegate')} must travel in tracks of so many: {sizes}"
        return said + (f"; by their flights on no day there: {few(gone, MOST_FLIGHTS)}" if gone else ""), cells

    def _sessions(self, part: Part) -> Told:
        row = self._scenario.engagement[part.facts[0]]
        said = f"{self.name(row.id)} has at most {row.sessions} session{'s' if row.sessions > 1 else ''}"
        return said, [self._cell(row.id, "sessions")]

    def _registration(self, part: Part) -> Told:
        row, frame = self._scenario.engagement[part.facts[0]], self._scenario.programme
        days = (frame.first_day - frame.as_of).days if frame.as_of else 0
        said = f"{self.name(row.id)} is to be registered {row.register_days} days before; there are {days}"
        return said, [self._cell(row.id, "register_days"), self._where("", "programme.as_of", "")]

    def _pin(self, part: Part) -> Told:
        id, track, on = part.facts
        of = f" for {track}" if track else ""
        if on and not self._presence.who_may_be(track or None, self._scenario.clock.day(dt.date.fromisoformat(on))):
            of += (
                ", when by their flights nobody of it is there" if track else ", when by their flights nobody is there"
            )
        pins = [
            pin
            for pin in self._scenario.pins
            if (pin.engagement, pin.track or "", str(pin.on or "")) == (id, track, on)
        ]
        states = [
            f"pinned to {on} {time_text(pin.at)}" if pin.at is not None else f"pinned {pin.state}{on and f' on {on}'}"
            for pin in pins
        ]
        said = f"{self.name(id)} is {' and '.join(dict.fromkeys(states))}{of}"
        return said, [self._where("pins", f"{id}/{track or '-'}/{on or '-'}", "state")]

    def _flights(self, part: Part) -> Told:
        landing = part.facts[0] == "arrival"
        used = {who.arrival if landing else who.departure for who in self._scenario.delegates}
        rows = [row for row in self._scenario.flights if row.id in used]
        times = [f"{row.number} {row.arrives if landing else row.departs:%a %d %b %H:%M}" for row in rows]
        minutes = self._scenario.rules.arrival.after_landing_minutes
        due = self._scenario.rules.departure.before_takeoff_minutes
        away, back = (
            f"leave the airport {minutes} minutes after landing",
            f"are at the airport {due} minutes before takeoff",
        )
        column = "arrives" if landing else "departs"
        said = f"tracks {away if landing else back}: {few(times, MOST_FLIGHTS)}"
        return said, [self._where("flights", row.id, column) for row in rows[:MOST_CELLS]]

    def _head(self, part: Part) -> Told:
        id = part.facts[0]
        return f"{self.name(id)} needs the head of delegation", [
            self._cell(id, "head_required"),
            self._where("", "delegation.head", ""),
        ]

    def _order(self, part: Part) -> Told:
        before, after = part.facts[:2]
        return f"{self.name(before)} comes before {self.name(after)}", [self._where("order", f"{before}/{after}", "")]

    def _host(self, part: Part) -> Told:
        row = self._scenario.organisation[part.facts[0]]
        return f"{row.name.best('en')} receives one session at a time", [self._where("organisations", row.id, "")]

    def _rule(self, part: Part) -> Told:
        sentence = RULE[part.rule].sentence.rstrip(".") if part.rule in RULE else part.rule
        about = ", ".join(fact for fact in part.facts if fact)
        return f"{sentence}{f' ({about})' if about else ''}", [self._where("", f"rules.{part.rule}", "")]


def moment(scenario: Scenario, minute: int) -> str:
    """A minute of the visit as weekday, date and time."""
    return f"{scenario.clock.local(minute):%a %d %b %H:%M}"
