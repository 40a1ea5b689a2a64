"""The aims of a plan as whole numbers, each by its definition, from the plan's own times and people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

from planner.checking.benefits import Attended
from planner.checking.evidence import Evidence, Outing
from planner.checking.holding import held_in
from planner.checking.nights import hotels_by_track, moves_of
from planner.checking.travelling import door_minutes

CENTS_OF_A_THOUSAND = 100_000
Share = tuple[int, int]
"""What an organisation gets, and the most it could get."""


def measures(evidence: Evidence) -> Mapping[str, int]:
    """The value of every aim by name."""
    shares = visitor_shares(evidence)
    return {
        "visitors": sum(got for got, _ in shares.values()),
        "hosts": hosts(evidence),
        "fairness": least_percent(shares) + 10 * least_held(evidence),
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


def visitor_shares(evidence: Evidence) -> Mapping[str, Share]:
    """What each organisation with delegates gets of the aim `visitors`, and would get by attending everything.

    Both are summed over the organisation's delegates; what a delegate gets is the benefit of the engagements attended.
    """
    benefits, shares = evidence.facts.benefits, dict[str, Share]()
    for who, held in _attended(evidence).items():
        organisation = evidence.scenario.delegate[who].organisation
        got, full = shares.get(organisation, (0, 0))
        shares[organisation] = (got + benefits.of(organisation, held), full + benefits.whole[organisation])
    return shares


def least_percent(shares: Mapping[str, Share]) -> int:
    """The least over organisations of floor(100 x got / could get); where everything is worth nothing an organisation
    is left aside; 0 where none remains."""
    return min((100 * got // full for got, full in shares.values() if full > 0), default=0)


def hosts(evidence: Evidence) -> int:
    """Over wishes: weight x min(heads of the sector received, wishes.enough)."""
    return sum(got for got, _ in host_shares(evidence).values())


def host_shares(evidence: Evidence) -> Mapping[str, Share]:
    """What each host with wishes gets of the aim `hosts`, and would get with enough heads of each sector.

    Heads are delegates really there, summed over all sessions of all engagements of the host (a delegate at two of
    them counts twice), whose organisation is of the sector.
    """
    scenario = evidence.scenario
    heads: dict[tuple[str, str], int] = defaultdict(int)
    for session in evidence.sessions:
        host = scenario.engagement[session.engagement].host
        for who in evidence.guests_of(session) if host else ():
            heads[str(host), scenario.organisation[scenario.delegate[who].organisation].sector] += 1
    enough, shares = scenario.rules.wishes.enough, dict[str, Share]()
    for wish in scenario.wishes:
        got, full = shares.get(wish.host, (0, 0))
        shares[wish.host] = (
            got + wish.weight * min(heads[wish.host, wish.sector], enough),
            full + wish.weight * enough,
        )
    return shares


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
