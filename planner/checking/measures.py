"""The aims of a plan as whole numbers, each by its definition, from the plan's own times and people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

from planner.checking.evidence import Evidence, Outing
from planner.checking.holding import held_in
from planner.checking.nights import hotels_by_track, moves_of
from planner.checking.travelling import door_minutes

CENTS_OF_A_THOUSAND = 100_000
Attended = frozenset[str]


def measures(evidence: Evidence) -> Mapping[str, int]:
    """The value of every aim by name."""
    attended = _attended(evidence)
    visitors = _Visitors(evidence)
    return {
        "visitors": sum(visitors.benefit(who, held) for who, held in attended.items()),
        "hosts": hosts(evidence),
        "fairness": visitors.least_percent(attended) + 10 * least_held(evidence),
        "driving": sum(item.minutes or 0 for outing in evidence.outings for item in outing.transfers),
        "waiting": sum(waiting(evidence, outing) for outing in evidence.outings),
        "moves": sum(moves_of(hotels) for hotels in hotels_by_track(evidence).values()),
        "cost": cost_cents(evidence) // CENTS_OF_A_THOUSAND,
    }


def _attended(evidence: Evidence) -> dict[str, Attended]:
    """The engagements at which each delegate is really there."""
    found: dict[str, set[str]] = {who.id: set() for who in evidence.scenario.delegates}
    for session in evidence.sessions:
        for who in evidence.guests_of(session):
            found[who].add(session.engagement)
    return {who: frozenset(held) for who, held in found.items()}


class _Visitors:
    """Benefit of delegates: interest x strength by topic up to `topics.enough`, plus base benefit of each engagement.

    benefit(delegate) = sum over the topics of the delegate's organisation of weight x min(sum of the strengths of that
    topic over the engagements attended, topics.enough) + sum of `benefit` over the engagements attended. An engagement
    counts once for a delegate.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._scenario = evidence.scenario
        self._enough = evidence.scenario.rules.topics.enough
        self._strength: dict[str, dict[str, int]] = defaultdict(dict)
        for topic in evidence.scenario.engagement_topics:
            self._strength[topic.topic][topic.engagement] = topic.strength
        self._interests: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for row in evidence.scenario.interests:
            self._interests[row.organisation].append((row.topic, row.weight))
        self._known: dict[tuple[str, Attended], int] = {}

    def benefit(self, who: str, attended: Attended) -> int:
        """Benefit of one delegate who attends these engagements."""
        key = (self._scenario.delegate[who].organisation, attended)
        if key not in self._known:
            self._known[key] = self._benefit(*key)
        return self._known[key]

    def _benefit(self, organisation: str, attended: Attended) -> int:
        total = sum(self._scenario.engagement[engagement].benefit for engagement in attended)
        for topic, weight in self._interests[organisation]:
            strengths = (strength for held, strength in self._strength[topic].items() if held in attended)
            total += weight * min(sum(strengths), self._enough)
        return total

    def least_percent(self, attended: Mapping[str, Attended]) -> int:
        """The least, over organisations with delegates, of floor(100 x benefit / benefit of attending everything).

        Both are summed over the organisation's delegates; where everything is worth nothing it is left aside; 0 where
        no organisation remains.
        """
        everything = frozenset(self._scenario.engagement)
        got: dict[str, int] = defaultdict(int)
        full: dict[str, int] = defaultdict(int)
        for who, held in attended.items():
            organisation = self._scenario.delegate[who].organisation
            got[organisation] += self.benefit(who, held)
            full[organisation] += self.benefit(who, everything)
        return min((100 * got[one] // most for one, most in full.items() if most > 0), default=0)


def hosts(evidence: Evidence) -> int:
    """Over wishes: weight x min(heads of the sector received, wishes.enough).

    Heads are delegates really there, summed over all sessions of all engagements of the host (a delegate at two of
    them counts twice), whose organisation is of the sector.
    """
    scenario = evidence.scenario
    heads: dict[tuple[str, str], int] = defaultdict(int)
    for session in evidence.sessions:
        host = scenario.engagement[session.engagement].host
        for who in evidence.guests_of(session) if host else ():
            heads[str(host), scenario.organisation[scenario.delegate[who].organisation].sector] += 1
    enough = scenario.rules.wishes.enough
    return sum(wish.weight * min(heads[wish.host, wish.sector], enough) for wish in scenario.wishes)


def least_held(evidence: Evidence) -> int:
    """The least number of engagements held in a named province (sessions count once); 0 where none is named."""
    return min((held_in(evidence, province) for province in evidence.scenario.rules.provinces.names), default=0)


def waiting(evidence: Evidence, outing: Outing) -> int:
    """Idle minutes between first departure and last arrival: what is not an engagement, a meal, driving, boarding
    before a later departure, setup or buffer before a later start. Free time counts as idle."""
    idle = sum(item.end - item.start for item in outing.items if item.kind == "free")
    for item, following in pairwise(outing.items):
        used = outing.boarding if following.kind == "transfer" else door_minutes(evidence, following)
        idle += following.start - item.end - used
    return idle


def cost_cents(evidence: Evidence) -> int:
    """Hundredths of the currency: vehicles and interpreters by the day used, rooms by the night, meals by the head."""
    scenario, total = evidence.scenario, 0
    vehicles: set[tuple[str, int]] = set()
    interpreters: set[tuple[str, int]] = set()
    for outing in evidence.outings:
        for item in outing.items:
            vehicles.update((vehicle, outing.day) for vehicle in item.vehicles)
            interpreters.update((who, outing.day) for who in item.interpreters)
            if item.kind == "meal":
                total += _cents(scenario.meal[item.id].price) * len(evidence.present(outing.of(item)))
        for hotel, rooms in outing.record.rooms.items():
            total += _cents(scenario.hotel[hotel].price) * len(rooms)
    total += sum(_cents(scenario.vehicle[vehicle].price_day) for vehicle, _ in vehicles)
    return total + sum(_cents(scenario.interpreter[who].price_day) for who, _ in interpreters)


def _cents(price: float) -> int:
    return round(price * 100)
