"""A plan as calendars: for every reader the entries they see, in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario
from planner.rendering.calendars.event import Event, Moment
from planner.rendering.calendars.items import Items
from planner.rendering.calendars.parties import all_events, delegate_events, track_events
from planner.rendering.calendars.readers import Reader, language_of, name_of, readers
from planner.rendering.calendars.services import host_events, interpreter_events, vehicle_events
from planner.rendering.calendars.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderCalendar:
    """What one reader's calendar holds, before anybody numbers or stamps it. `zone` is the programme's."""

    reader: Reader
    title: str
    language: str
    zone: str
    events: tuple[Event, ...]


def calendars(scenario: Scenario, plan: Plan, *, released: bool) -> Iterator[ReaderCalendar]:
    """The calendar of every reader who has something to read."""
    programme = Programme(plan)
    for reader in readers(scenario, plan):
        language = language_of(scenario, reader)
        wording = Wording(scenario, language)
        items = Items(scenario, wording, plan.commitments, released)
        if events := _orderly(_events(items, programme, reader)):
            yield ReaderCalendar(
                reader=reader,
                title=f"{wording.text(scenario.title)} · {name_of(scenario, reader)}",
                language=language,
                zone=scenario.programme.timezone,
                events=events,
            )


def _events(items: Items, programme: Programme, reader: Reader) -> Iterator[Event]:
    match reader.kind:
        case "all":
            return all_events(items, programme)
        case "delegate":
            return delegate_events(items, programme, reader.id)
        case "track":
            return track_events(items, programme, reader.id)
        case "vehicle":
            return vehicle_events(items, programme, reader.id)
        case "host":
            return host_events(items, programme, reader.id)
        case "interpreter":
            return interpreter_events(items, programme, reader.id)


def _orderly(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events by time, each key once, none busy while another that began before still is."""
    busy_until, orderly = float("-inf"), []
    for event in sorted(_unique(events), key=lambda event: (_instant(event), event.key)):
        if event.busy and _instant(event) < busy_until:
            event = replace(event, busy=False)
        elif event.busy:
            busy_until = _instant(event, end=True)
        orderly.append(event)
    return tuple(orderly)


def _unique(events: Iterable[Event]) -> Iterator[Event]:
    """Keys that come again (an engagement attended with two tracks) are numbered from the second on."""
    seen: dict[str, int] = {}
    for event in events:
        count = seen[event.key] = seen.get(event.key, 0) + 1
        yield replace(event, key=f"{event.key}/{count}") if count > 1 else event


def _instant(event: Event, end: bool = False) -> float:
    """Seconds since the epoch; an all-day event comes with the midnight of the programme's day."""
    when = event.end if end else event.start
    if isinstance(when, Moment):
        return when.instant.timestamp()
    return when.toordinal() * 86400.0 - 719163 * 86400.0
