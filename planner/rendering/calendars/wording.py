"""How a calendar entry names people, places and times in its reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from planner.domain.columns import Text
from planner.domain.people import Person
from planner.domain.places import Site
from planner.domain.scenario import Scenario
from planner.rendering.calendars.event import Moment
from planner.rendering.calendars.plaintext import distinct, one_line
from planner.rendering.sayable import FreeWord
from planner.rendering.sayable import Moment as ClockTime
from planner.rendering.speech import runs_of
from planner.rendering.words import words


@dataclass(frozen=True)
class Wording:
    """Texts of `scenario` in `language`; a missing text falls back along the programme's languages."""

    scenario: Scenario
    language: str

    def text(self, text: Text) -> str:
        """A wording as one clean line."""
        return one_line(text.best(self.language, *self.scenario.programme.languages))

    def say(self, key: str, **values: object) -> str:
        """An entry of the catalogue with its placeholders filled."""
        wording = words()[f"calendar.{key}"]
        return one_line(wording.get(self.language, wording["en"]).format(**values))

    def free_word(self, section: str, word: str) -> str:
        """A free word of the tables, as the catalogue says it where it knows it."""
        return one_line("".join(run.text for run in runs_of(FreeWord(section, word), self.language)))

    def names(self, texts: Iterable[str]) -> str:
        """Several names in a row."""
        return ("、" if self.language == "zh" else ", ").join(distinct(texts))

    def time(self, minute: int) -> str:
        """The programme's wall clock at `minute`, as the language writes it."""
        return self.clock_time(self.scenario.clock.local(minute).time())

    def clock_time(self, time: dt.time) -> str:
        """A time of day as the language writes it."""
        return "".join(run.text for run in runs_of(ClockTime(time), self.language))

    def moment(self, minute: int, zone: str | None = None) -> Moment:
        """The wall clock at `minute` in `zone`, by default the programme's."""
        zone = zone or self.scenario.programme.timezone
        return Moment(self.scenario.clock.instant(minute).astimezone(ZoneInfo(zone)).replace(tzinfo=None), zone)

    def site_name(self, site: str) -> str:
        """The site's name."""
        return self.text(self.scenario.site[site].name)

    def place(self, site: Site) -> str:
        """Name and address in one line: the reader's script, the local one and the Latin one, each once."""
        local = self.scenario.programme.local_language
        names = distinct((self.text(site.name), site.name.get(local), site.name.en))
        addresses = distinct((site.address.get(local), site.address.en))
        return ", ".join((" / ".join(names), *addresses))

    def organisation(self, id: str) -> str:
        """The organisation's name."""
        return self.text(self.scenario.organisation[id].name)

    def delegates(self, ids: Iterable[str]) -> str:
        """Names of delegates."""
        return self.names(self.text(self.scenario.delegate[who].name) for who in ids)

    def tracks(self, ids: Iterable[str]) -> str:
        """Names of tracks."""
        return self.names(self.text(self.scenario.track[track].name) for track in ids)

    def interpreters(self, ids: Iterable[str]) -> str:
        """Names of interpreters with their telephones."""
        rows = (self.scenario.interpreter[id] for id in ids)
        return self.names(f"{self.text(row.name)} {row.phone}" for row in rows)

    def people(self, rows: Iterable[Person]) -> str:
        """Names of people with their posts."""
        return self.names(_with(self.text(row.name), self.text(row.position)) for row in rows)

    def reachable(self, rows: Iterable[Person]) -> str:
        """Names of people with their telephones."""
        return self.names(f"{self.text(row.name)} {row.phone}" for row in rows)


def _with(name: str, more: str) -> str:
    return f"{name} – {more}" if more else name


def cancelled_mark(language: str) -> str:
    """What stands before the title of what is withdrawn."""
    wording = words()["calendar.cancelled"]
    return wording.get(language, wording["en"])
