"""The officer's list: whom to tell of a release's changes, and by which channel."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields

from planner.comparing.occasions import Party
from planner.domain.counting import counted
from planner.domain.people import Person
from planner.domain.scenario import Scenario
from planner.publishing.notices import Notice
from planner.rendering.calendars.plaintext import one_line
from planner.rendering.speech import Speech
from planner.rendering.visit import Visit

URGENT = dt.timedelta(hours=24)
"""What begins, or began, within this time is told by telephone."""
FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Telling:
    """A line of the list. `channel` is telephone, mail, messenger, liaison or in person; `first` when the first change
    takes effect, local time; `notice` the notice's files without the ending."""

    kind: str
    id: str
    name: str
    organisation: str
    channel: str
    address: str
    language: str
    changes: int
    first: str
    notice: str

    def __str__(self) -> str:
        count = counted(self.changes, "change")
        who = f"{self.name}, {self.organisation}" if self.organisation not in ("", self.name) else self.name
        way = f"by {self.channel} {self.address}" if self.address else self.channel
        return f"{who}, {way}: {count} from {self.first}"


@dataclass(frozen=True, slots=True)
class _Contact:
    name: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""


def tellings(visit: Visit, before: Visit, told: Sequence[Notice], now: dt.datetime) -> tuple[Telling, ...]:
    """The list, the most urgent first; `now` is aware."""
    return tuple(sorted((_telling(visit, before, notice, now) for notice in told), key=lambda row: (row.first, row.id)))


def telling_csv(rows: Iterable[Telling]) -> bytes:
    """The list for a spreadsheet: UTF-8 with a byte order mark, texts that it would run behind an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in fields(Telling)])
    for row in rows:
        writer.writerow([_safe(value) for value in astuple(row)])
    return out.getvalue().encode("utf-8-sig")


def _safe(value: object) -> object:
    text = one_line(value) if isinstance(value, str) else value
    runs = isinstance(text, str) and text.startswith(FORMULA) and not text.lstrip("+").replace(" ", "").isdigit()
    return f"'{text}" if runs else text


def _telling(visit: Visit, before: Visit, notice: Notice, now: dt.datetime) -> Telling:
    first = min(visit.scenario.clock.instant(change.start) for change in notice.changes)
    contact = _contact(visit.scenario, notice.party) or _contact(before.scenario, notice.party) or _Contact()
    channel, address = _channel(contact, notice, urgent=abs(first - now) < URGENT)
    speech = Speech(visit.languages[:1])
    return Telling(
        kind=notice.party.kind,
        id=notice.party.id,
        name=contact.name or speech.plain(notice.view.name),
        organisation=contact.organisation,
        channel=channel,
        address=address,
        language=notice.language,
        changes=len(notice.changes),
        first=first.strftime("%Y-%m-%d %H:%M"),
        notice=notice.stem,
    )


def _channel(contact: _Contact, notice: Notice, urgent: bool) -> tuple[str, str]:
    if contact.phone and urgent:
        return "telephone", contact.phone
    if contact.email:
        return "mail", contact.email
    if contact.phone:
        return "messenger", contact.phone
    liaison = next((card for card in notice.view.contacts if card.phone), None)
    return ("liaison", liaison.phone) if liaison else ("in person", "")


def _contact(scenario: Scenario, party: Party) -> _Contact | None:
    """How to reach a party, None if the scenario does not know it."""
    languages = scenario.programme.languages
    if party.kind == "delegate" and party.id in scenario.delegate:
        row = scenario.delegate[party.id]
        organisation = scenario.organisation[row.organisation].name.best(*languages)
        return _Contact(row.name.best(*languages), organisation, row.phone, row.email)
    if party.kind == "vehicle" and party.id in scenario.vehicle:
        vehicle = scenario.vehicle[party.id]
        return _Contact(vehicle.driver or vehicle.name or vehicle.id, vehicle.name, vehicle.phone)
    if party.kind == "interpreter" and party.id in scenario.interpreter:
        interpreter = scenario.interpreter[party.id]
        return _Contact(interpreter.name.best(*languages), "", interpreter.phone)
    if party.kind == "host" and party.id in scenario.organisation:
        return _host_contact(scenario, party.id)
    return None


def _host_contact(scenario: Scenario, organisation: str) -> _Contact:
    languages = scenario.programme.languages
    name = scenario.organisation[organisation].name.best(*languages)
    people = [row for row in scenario.people if row.organisation == organisation and (row.phone or row.email)]
    person = min(people, key=_contact_first, default=None)
    if person is None:
        return _Contact("", name)
    return _Contact(person.name.best(*languages), name, person.phone, person.email)


def _contact_first(person: Person) -> int:
    """Contacts before hosts before others."""
    return {"contact": 0, "staff": 1, "liaison": 1, "host": 2}[person.role]
