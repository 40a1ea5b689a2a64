"""A plan run through many days at once: each track is as late as its legs, its hosts and the others make it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from planner.checking.evidence import Evidence, Outing
from planner.checking.facts import facts_of
from planner.comparing.delays import Delays, Samples
from planner.domain.clock import DAY
from planner.domain.plan import Item, Plan
from planner.domain.rulebook import BufferRules
from planner.domain.scenario import Scenario
from planner.domain.travel import Travel

NO_SAVINGS: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Link:
    """One item of a track's day; `number` tells it apart in the whole plan, `session` numbers what is held jointly."""

    number: int
    session: int
    outing: Outing
    item: Item


@dataclass
class Run:
    """One day simulated: for each link the minutes by which it starts late, and by which its own track is late for it.

    What a session starts late may be the other tracks' fault. For a transfer both are its late departure; `reached`
    holds the minute of arrival of each transfer.
    """

    starts: dict[int, Samples] = field(default_factory=dict)
    own: dict[int, Samples] = field(default_factory=dict)
    reached: dict[int, Samples] = field(default_factory=dict)


class Simulation:
    """The links of a plan and the delays of `samples` visits. A night puts everybody back on time."""

    def __init__(self, scenario: Scenario, plan: Plan, samples: int, seed: int) -> None:
        self.scenario = scenario
        self.evidence = Evidence(facts_of(scenario), plan)
        self.delays = Delays(scenario.rules.delays, samples, seed)
        usual = replace(scenario, rules=replace(scenario.rules, buffers=BufferRules()))
        self._travel = Travel(usual)
        self._flights = {flight.id: number for number, flight in enumerate(scenario.flights)}
        self.links = self._linked()

    def _linked(self) -> dict[int, list[Link]]:
        """The links of each day in an order in which everything comes after what it waits for."""
        number, sessions = 0, dict[tuple[str, int | None, int], int]()
        found: dict[int, list[Link]] = defaultdict(list)
        for outing in self.evidence.outings:
            for item in outing.items:
                joint = (item.id, item.session, item.start) if item.kind == "engagement" else (str(number), None, 0)
                session = sessions.setdefault(joint, len(sessions))
                found[outing.day].append(Link(number, session, outing, item))
                number += 1
        for links in found.values():
            links.sort(key=lambda link: (link.item.start, link.item.kind != "transfer"))
        return dict(found)

    def run(self, day: int, saved: Mapping[int, int] = NO_SAVINGS) -> Run:
        """Simulate one day. `saved`: by link, minutes by which a transfer leaves earlier than planned."""
        return _Day(self, day, saved).run()

    def landed(self, outing: Outing) -> Samples | None:
        """When a track that begins at an airport may leave it; None for one that begins at a hotel."""
        if outing.arrival is None:
            return None
        landings = self.evidence.facts.presence.landings
        flights = {landings[who].flight: landings[who].minute for who in outing.arrival.together}
        late = [minute + self.delays.flight(self._flights[flight]) for flight, minute in flights.items()]
        ready: Samples = np.maximum.reduce(late) + self.scenario.rules.arrival.after_landing_minutes
        return ready

    def driven(self, link: Link, departure: Samples) -> Samples:
        """Minutes on the road of a transfer that leaves at `departure`."""
        way = self._travel.way(str(link.item.origin), str(link.item.destination))
        in_peak = np.zeros(len(departure), dtype=bool)
        for start, end in self._travel.peaks:
            if link.outing.day <= start // DAY <= link.outing.day + 1:
                in_peak |= (start <= departure) & (departure < end)
        usual = np.where(in_peak, way.peak_minutes, way.minutes)
        minutes: Samples = usual * self.delays.travel(link.number, link.outing.day, in_peak)
        return minutes


class _Day:
    """One day in the making: when each track is free, and which sessions wait for whom."""

    def __init__(self, simulation: Simulation, day: int, saved: Mapping[int, int]) -> None:
        self._simulation, self._saved = simulation, saved
        self._links = simulation.links.get(day, [])
        self._free: dict[str, Samples | None] = {}
        self._done = Run()

    def run(self) -> Run:
        for together in self._together():
            if together[0].item.kind == "transfer":
                self._ride(together[0])
            else:
                self._hold(together)
        return self._done

    def _together(self) -> list[list[Link]]:
        """The links by session; all of one session start at the same minute and stand at its first one's place."""
        sessions: dict[int, list[Link]] = {}
        for link in self._links:
            sessions.setdefault(link.session, []).append(link)
        return list(sessions.values())

    def _ready(self, link: Link) -> Samples | None:
        """When the track is free; None on a morning at the hotel, where it leaves as planned."""
        track = link.outing.track
        return self._free[track] if track in self._free else self._simulation.landed(link.outing)

    def _ride(self, link: Link) -> None:
        ready, planned = self._ready(link), float(link.item.start)
        if link.outing.track in self._free and ready is not None:
            ready = ready + link.outing.boarding
        departure = self._simulation.delays.boarding(link.number) + (
            planned if ready is None else np.maximum(planned, ready)
        )
        departure = departure - self._saved.get(link.number, 0)
        reached = departure + self._simulation.driven(link, departure)
        self._done.starts[link.number] = self._done.own[link.number] = departure - planned
        self._done.reached[link.number] = self._free[link.outing.track] = reached

    def _hold(self, together: list[Link]) -> None:
        item, planned = together[0].item, float(together[0].item.start)
        late: Samples = np.zeros(self._simulation.delays.samples)
        for link in together:
            ready = self._ready(link)
            own = late if ready is None else np.maximum(0.0, ready + self._setup(item) - planned)
            self._done.own[link.number] = own
            late = np.maximum(late, own)
        end = self._end(together[0], planned + late)
        for link in together:
            self._done.starts[link.number] = late
            self._free[link.outing.track] = end

    def _setup(self, item: Item) -> int:
        return self._simulation.scenario.engagement[item.id].setup_minutes if item.kind == "engagement" else 0

    def _end(self, link: Link, start: Samples) -> Samples:
        """Engagements catch up a little and run over; meals shrink to their least length, free time to nothing."""
        item, scenario, delays = link.item, self._simulation.scenario, self._simulation.delays
        if item.kind == "engagement" and scenario.engagement[item.id].kind != "free":
            length = item.end - item.start
            least_end = start + length * (1 - delays.rules.catch_up_percent / 100)
            return np.maximum(float(item.end), least_end) + delays.overrun(link.session, length)
        least = 0
        if item.kind == "meal":
            rule = scenario.rules.lunch if item.meal == "lunch" else scenario.rules.dinner
            least = min(max(scenario.meal[item.id].minutes, rule.minutes), item.end - item.start)
        end: Samples = np.maximum(float(item.end), start + least)
        return end
