"""Parts of conflicts in words, with the cells where the facts stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.domain.opening import Opening
from planner.domain.rules import RULE
from planner.domain.scenario import Scenario
from planner.solving.conflicts.gates import CAPACITY, FLIGHT, MANDATORY, OPENING, PINS, REGISTRATION, Part

Where = Callable[[str, str, str], str]
"""Names the cell of (table, key, column); an empty table stands for the keys of scenario.toml."""
MOST_CELLS = 3


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
        self._opening = Opening(scenario)

    def said(self, part: Part) -> Said:
        """`part` in words."""
        ways = {
            MANDATORY: self._mandatory,
            OPENING: self._hours,
            CAPACITY: self._capacity,
            REGISTRATION: self._registration,
            PINS: self._pin,
            FLIGHT: self._flights,
            "sessions_are_not_exceeded": self._sessions,
            "order_is_kept": self._order,
            "seats_are_not_exceeded": self._seats,
            "hosts_receive_one_session_at_a_time": self._host,
        }
        sentence, sources = ways.get(part.rule, self._rule)(part)
        return Said(part, sentence, tuple(dict.fromkeys(sources)))

    def name(self, engagement: str) -> str:
        """An engagement's name with its id."""
        row = self._scenario.engagement.get(engagement)
        return f"{row.name.best('en')} ({engagement})" if row else engagement

    def _cell(self, engagement: str, column: str) -> str:
        return self._where("engagements", engagement, column)

    def _mandatory(self, part: Part) -> tuple[str, list[str]]:
        id = part.facts[0]
        every = " by every track" if self._scenario.engagement[id].mandatory == "each" else ""
        return f"{self.name(id)} must be held{every}", [self._cell(id, "mandatory")]

    def _hours(self, part: Part) -> tuple[str, list[str]]:
        row = self._scenario.engagement[part.facts[0]]
        spans = "; ".join(self._spans(row.id)) or "on no day of the visit"
        rows = [one for one in self._scenario.opening if one.of == row.id]
        rows = rows or [one for one in self._scenario.opening if one.of == row.site]
        cells = [
            self._where("opening", f"{one.of}/{one.on}/{one.from_ // 60:02d}:{one.from_ % 60:02d}", "from")
            for one in rows
        ]
        return f"{self.name(row.id)} takes {row.minutes} minutes and is open {spans}", [
            self._cell(row.id, "minutes"),
            *cells[:MOST_CELLS],
        ]

    def _spans(self, id: str) -> Iterator[str]:
        clock, row = self._scenario.clock, self._scenario.engagement[id]
        for day in range(clock.days):
            for start, end in self._opening.of_engagement(row, day):
                yield f"{clock.local(start):%a %d %b} {clock.text(start, day)}-{clock.text(end, day)}"

    def _capacity(self, part: Part) -> tuple[str, list[str]]:
        row = self._scenario.engagement[part.facts[0]]
        whom = "" if "tracks" in row.audience else " for all who attend it together"
        return f"{self.name(row.id)} takes at most {row.capacity} heads{whom}", [self._cell(row.id, "capacity")]

    def _sessions(self, part: Part) -> tuple[str, list[str]]:
        row = self._scenario.engagement[part.facts[0]]
        return f"{self.name(row.id)} has at most {row.sessions} sessions", [self._cell(row.id, "sessions")]

    def _registration(self, part: Part) -> tuple[str, list[str]]:
        row, frame = self._scenario.engagement[part.facts[0]], self._scenario.programme
        days = (frame.first_day - frame.as_of).days if frame.as_of else 0
        said = f"{self.name(row.id)} is to be registered {row.register_days} days before; there are {days}"
        return said, [self._cell(row.id, "register_days"), self._where("", "programme.as_of", "")]

    def _pin(self, part: Part) -> tuple[str, list[str]]:
        id, track, on = part.facts
        of, at = f" for {track}" if track else "", f" on {on}" if on else ""
        return f"{self.name(id)} is pinned{of}{at}", [self._where("pins", f"{id}/{track or '-'}/{on or '-'}", "state")]

    def _flights(self, part: Part) -> tuple[str, list[str]]:
        landing = part.facts[0] == "arrival"
        used = {who.arrival if landing else who.departure for who in self._scenario.delegates}
        rows = [row for row in self._scenario.flights if row.id in used]
        times = "; ".join(
            f"{row.number} {row.arrives:%a %d %b %H:%M}" if landing else f"{row.number} {row.departs:%a %d %b %H:%M}"
            for row in rows
        )
        column = "arrives" if landing else "departs"
        minutes = self._scenario.rules.arrival.after_landing_minutes
        due = self._scenario.rules.departure.before_takeoff_minutes
        away, back = f"leave the airport {minutes} minutes after landing", f"are there {due} minutes before takeoff"
        said = f"tracks {away if landing else back}"
        return f"{said}: {times}", [self._where("flights", row.id, column) for row in rows[:MOST_CELLS]]

    def _order(self, part: Part) -> tuple[str, list[str]]:
        before, after = part.facts[:2]
        return f"{self.name(before)} comes before {self.name(after)}", [self._where("order", f"{before}/{after}", "")]

    def _seats(self, part: Part) -> tuple[str, list[str]]:
        date = part.facts[0]
        fleet = [one for one in self._scenario.vehicles if not one.days or date in map(str, one.days)]
        said = f"on {date} there are {len(fleet)} vehicles with {sum(one.seats for one in fleet)} seats"
        return said, [self._where("vehicles", "", "seats")]

    def _host(self, part: Part) -> tuple[str, list[str]]:
        row = self._scenario.organisation[part.facts[0]]
        return f"{row.name.best('en')} receives one session at a time", [self._where("organisations", row.id, "")]

    def _rule(self, part: Part) -> tuple[str, list[str]]:
        sentence = RULE[part.rule].sentence.rstrip(".") if part.rule in RULE else part.rule
        about = ", ".join(fact for fact in part.facts if fact)
        return f"{sentence}{f' ({about})' if about else ''}", [self._where("", f"rules.{part.rule}", "")]


def moment(scenario: Scenario, minute: int) -> str:
    """A minute of the visit as weekday, date and time."""
    return f"{scenario.clock.local(minute):%a %d %b %H:%M}"
