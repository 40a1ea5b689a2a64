"""How punctual a plan is: the risk of each stop and flight, the weakest links, and where a buffer helps most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from planner.comparing.delays import Samples
from planner.comparing.simulating import Link, Run, Simulation
from planner.domain.engagements import Engagement
from planner.domain.plan import Plan
from planner.domain.scenario import Scenario

SAMPLES = 10_000
BUFFER_MINUTES = 10
BUFFER_SAMPLES = 2_000
"""Enough to tell buffers apart, as all are tried on the same draws."""
CRITICAL_KINDS = ("courtesy_call", "talks", "committee", "signing")


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRisk:
    """A stop or flight of one track. Shares are of all simulated visits, minutes are late starts.

    `key` is the item's key, `planned` the minute it should start (for a flight: the minute by which to be at the
    airport). `on_time` is the share that starts within the grace minutes; `mean` and `ninth` the mean lateness and the
    one that nine of ten visits stay below; `begins` the share in which the track is late here and was not before;
    `missed` the share of flights missed. `critical`: a moment of protocol, or a flight.
    """

    track: str
    day: int
    key: str
    kind: str
    planned: int
    on_time: float
    mean: float
    ninth: float
    begins: float
    critical: bool
    missed: float | None = None


@dataclass(frozen=True, slots=True)
class Buffer:
    """What leaving `BUFFER_MINUTES` earlier for the stop `key` buys: so many late stops fewer per hundred visits."""

    track: str
    day: int
    key: str
    saved: float


@dataclass(frozen=True, slots=True)
class Stress:
    """The punctuality of a plan over `samples` simulated visits."""

    samples: int
    seed: int
    stops: tuple[StopRisk, ...]
    buffers: tuple[Buffer, ...] = ()

    @property
    def critical(self) -> tuple[StopRisk, ...]:
        """Moments of protocol and flights, the riskiest first."""
        return tuple(sorted((stop for stop in self.stops if stop.critical), key=lambda stop: stop.on_time))

    @property
    def weakest(self) -> tuple[StopRisk, ...]:
        """The stops at which lateness begins most often, first the weakest."""
        return tuple(sorted((stop for stop in self.stops if stop.begins > 0), key=lambda stop: -stop.begins))

    @property
    def lateness(self) -> float:
        """Per cent of the stops that start late, over all tracks and visits."""
        if not self.stops:
            return 0.0
        return 100 * sum(1 - stop.on_time for stop in self.stops) / len(self.stops)


def stress(scenario: Scenario, plan: Plan, samples: int = SAMPLES, seed: int = 1, *, buffers: bool = True) -> Stress:
    """Simulate `plan`; with `buffers` also try ten minutes more before each stop that is ever late."""
    simulation = Simulation(scenario, plan, samples, seed)
    runs = {day: simulation.run(day) for day in simulation.links}
    stops = tuple(stop for day, run in runs.items() for stop in _risks(simulation, day, run))
    return Stress(samples, seed, stops, _buffers(scenario, plan, min(samples, BUFFER_SAMPLES), seed) if buffers else ())


def is_critical(engagement: Engagement) -> bool:
    """Is it a moment of protocol: a call, talks, a committee, a signing, or one that needs the head?"""
    return engagement.kind in CRITICAL_KINDS or engagement.head_required


def _risks(simulation: Simulation, day: int, run: Run) -> Iterator[StopRisk]:
    grace = simulation.scenario.rules.delays.grace_minutes
    before: dict[str, Samples] = {}
    for link in simulation.links[day]:
        number, track = link.number, link.outing.track
        if link.item.kind != "transfer":
            own = run.own[number] > grace
            was_late = before.get(track, np.zeros(len(own))) > grace
            yield _risk(simulation, link, run.starts[number], float(np.mean(own & ~was_late)), None)
            before[track] = run.starts[number]
        elif link.outing.departure and link is _last(simulation, link):
            yield _flight(simulation, link, run, before.get(track))


def _last(simulation: Simulation, link: Link) -> Link:
    """The last link of the same track's day."""
    return [other for other in simulation.links[link.outing.day] if other.outing is link.outing][-1]


def _risk(simulation: Simulation, link: Link, late: Samples, begins: float, missed: float | None) -> StopRisk:
    item, rows = link.item, simulation.scenario.engagement
    flight = missed is not None
    due = link.outing.departure.minute if flight and link.outing.departure else item.start
    return StopRisk(
        track=link.outing.track,
        day=link.outing.day,
        key=item.key.removeprefix("to/"),
        kind="flight" if flight else item.kind,
        planned=due,
        on_time=float(np.mean(late <= simulation.scenario.rules.delays.grace_minutes)),
        mean=float(np.mean(late)),
        ninth=float(np.quantile(late, 0.9)),
        begins=begins,
        critical=flight or (item.kind == "engagement" and is_critical(rows[item.id])),
        missed=missed,
    )


def _flight(simulation: Simulation, link: Link, run: Run, before: Samples | None) -> StopRisk:
    """On time at the airport, and still there when check-in closes."""
    rules = simulation.scenario.rules
    assert link.outing.departure
    due = link.outing.departure.minute
    late = np.maximum(0.0, run.reached[link.number] - due)
    closes = rules.departure.before_takeoff_minutes - rules.delays.counter_minutes
    fresh = late > rules.delays.grace_minutes
    if before is not None:
        fresh &= before <= rules.delays.grace_minutes
    return _risk(simulation, link, late, float(np.mean(fresh)), float(np.mean(late > closes)))


def _buffers(scenario: Scenario, plan: Plan, samples: int, seed: int) -> tuple[Buffer, ...]:
    """Every transfer of a day with late stops, tried with an earlier departure; what helps most first."""
    simulation, found = Simulation(scenario, plan, samples, seed), []
    for day, links in simulation.links.items():
        plain = _late_stops(simulation, day, NO_CHANGE)
        for link in links:
            if link.item.kind == "transfer" and plain:
                gain = plain - _late_stops(simulation, day, {link.number: BUFFER_MINUTES})
                if gain > 0:
                    key = link.item.key.removeprefix("to/")
                    found.append(Buffer(link.outing.track, day, key, 100 * gain))
    return tuple(sorted(found, key=lambda buffer: -buffer.saved))


NO_CHANGE: Mapping[int, int] = {}


def _late_stops(simulation: Simulation, day: int, saved: Mapping[int, int]) -> float:
    """Expected number of late stops and flights of a day."""
    grace, run = simulation.scenario.rules.delays.grace_minutes, simulation.run(day, saved)
    total = 0.0
    for link in simulation.links[day]:
        if link.item.kind != "transfer":
            total += float(np.mean(run.starts[link.number] > grace))
        elif link.outing.departure and link is _last(simulation, link):
            total += float(np.mean(run.reached[link.number] - link.outing.departure.minute > grace))
    return total
