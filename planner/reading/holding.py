"""Warnings of what can hardly be held: never open, too late to register, in a circle, pinned outside, bedless."""

from __future__ import annotations

from planner.domain.clock import DAY, time_text
from planner.domain.counting import few
from planner.domain.engagements import Engagement, Pin
from planner.domain.opening import Opening, Span
from planner.domain.parties import SMALL_HOURS, Presence
from planner.domain.scenario import Scenario
from planner.reading.doubts import Doubts


def doubt_holding(scenario: Scenario, doubts: Doubts) -> None:
    """Note engagements and pins that cannot hold."""
    opening = Opening(scenario)
    spans = {
        row.id: [opening.of_engagement(row, day) for day in range(scenario.clock.days)] for row in scenario.engagements
    }
    for row in scenario.engagements:
        _never_open(scenario, row, spans[row.id], doubts)
        _registration(scenario, row, doubts)
    for pin in scenario.pins:
        _pin(scenario, pin, spans[pin.engagement], doubts)
    _circles(scenario, doubts)
    _small_hours(scenario, doubts)
    _no_hours(scenario, doubts)


def _small_hours(scenario: Scenario, doubts: Doubts) -> None:
    """Who lands in the small hours of the first day has no hotel that night."""
    clock = scenario.clock
    for row in scenario.flights:
        minute = clock.minute_elsewhere(row.arrives, row.arrives_zone)
        if 0 <= minute < SMALL_HOURS and any(who.arrival == row.id for who in scenario.delegates):
            found, hint = f"{time_text(minute)} on the first day", "else nobody has a hotel before the morning"
            doubts.add("flights", row.id, "arrives", found, "first_day the day before", hint, "flight")


def _no_hours(scenario: Scenario, doubts: Doubts) -> None:
    """Who must be back at the airport before they leave it has no time for the visit."""
    presence, clock = Presence(scenario), scenario.clock
    short: dict[tuple[int, int, str], list[str]] = {}
    for who in presence.landings.keys() & presence.takeoffs.keys():
        ready, takeoff = presence.ready_alone(who), presence.takeoffs[who]
        if takeoff.due <= ready:
            short.setdefault((ready, takeoff.due, takeoff.flight), []).append(who)
    for (ready, due, flight), whose in sorted(short.items()):
        found = f"{few(sorted(whose))} due at the airport {clock.local(due):%d %b %H:%M}"
        expected = f"after leaving it at {clock.local(ready):%d %b %H:%M}, having landed"
        doubts.add("flights", flight, "departs", found, expected, "else there is no time for the visit", "flight")


def _fits(scenario: Scenario, row: Engagement, spans: tuple[Span, ...]) -> bool:
    grid = scenario.programme.grid_minutes
    return any(-(-start // grid) * grid + row.minutes <= end for start, end in spans)


def _never_open(scenario: Scenario, row: Engagement, spans: list[tuple[Span, ...]], doubts: Doubts) -> None:
    if any(_fits(scenario, row, day) for day in spans):
        return
    found = f"never open for {row.minutes} minutes in the visit"
    if row.mandatory != "no":
        doubts.add(
            "engagements", row.id, "", f"mandatory, {found}", "an opening span that is long enough", "", "never-open"
        )
    else:
        doubts.add(
            "engagements", row.id, "", found, "an opening span that is long enough", "it will be left out", "closed"
        )


def _registration(scenario: Scenario, row: Engagement, doubts: Doubts) -> None:
    as_of = scenario.programme.as_of
    if as_of is None or row.mandatory == "no" or not scenario.rules.setting("registration_is_in_time").enabled:
        return
    left = (scenario.programme.first_day - as_of).days
    if left < row.register_days:
        found = f"{row.register_days} days, {left} are left"
        doubts.add("engagements", row.id, "register_days", found, "time to register", "", "registration")


def _pin(scenario: Scenario, pin: Pin, spans: list[tuple[Span, ...]], doubts: Doubts) -> None:
    key = f"{pin.engagement}/{pin.track or '-'}/{pin.on or '-'}"
    row = scenario.engagement[pin.engagement]
    if pin.track and row.audience not in (("all",), ("tracks",)) and pin.track not in row.audience:
        doubts.add("pins", key, "track", pin.track, f"one of its audience, {';'.join(row.audience)}", "", "pin")
    if pin.state == "out" and row.mandatory == "yes" and pin.on is None and pin.track is None:
        doubts.add("pins", key, "state", "out, but the engagement is mandatory", "in or fixed", "", "pin")
    if pin.state == "out" or pin.on is None:
        return
    grid = scenario.programme.grid_minutes
    day = scenario.clock.day(pin.on)
    if pin.at is not None and (day * DAY + pin.at) % grid:
        doubts.add("pins", key, "at", time_text(pin.at), f"a start on the grid of {grid} minutes", "", "pin")
    if not Presence(scenario).who_may_be(pin.track, day):
        found = f"{pin.on}, when by their flights nobody{' of the track' if pin.track else ''} is there"
        doubts.add("pins", key, "on", found, "a day on which somebody is", "", "pin")
    start = None if pin.at is None else day * DAY + pin.at
    held = any(
        end - begin >= row.minutes if start is None else begin <= start and start + row.minutes <= end
        for begin, end in spans[day]
    )
    if not held:
        at = f" at {time_text(pin.at)}" if pin.at is not None else ""
        doubts.add("pins", key, "on", f"{pin.engagement} is not open on {pin.on}{at}", "an open time", "", "pin")


def _circles(scenario: Scenario, doubts: Doubts) -> None:
    after: dict[str, set[str]] = {}
    for row in scenario.order:
        after.setdefault(row.before, set()).add(row.after)
    reported: set[str] = set()
    for row in scenario.order:
        if row.before not in reported and row.before in _reach(after, row.after):
            circle = _reach(after, row.before) & {name for name in after if row.before in _reach(after, name)}
            reported |= circle
            found = f"{row.before} comes before itself"
            doubts.add(
                "order", f"{row.before}/{row.after}", "", found, "an order without a circle", ", ".join(sorted(circle))
            )


def _reach(after: dict[str, set[str]], start: str) -> set[str]:
    seen, ahead = {start}, [start]
    while ahead:
        for name in after.get(ahead.pop(), ()):
            if name not in seen:
                seen.add(name)
                ahead.append(name)
    return seen
