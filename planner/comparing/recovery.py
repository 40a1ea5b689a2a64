"""Recovery cards: what to drop, and whom to tell, when a track leaves too late for what must not be late."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from planner.checking.evidence import Evidence, Outing
from planner.checking.facts import facts_of
from planner.comparing.changes import Change, changes
from planner.comparing.stress import StopRisk, Stress
from planner.domain.engagements import Engagement, Pin
from planner.domain.plan import Item, Plan
from planner.domain.programme import Programme
from planner.domain.scenario import Scenario

Recover = Callable[[Scenario, Plan, int], Plan | None]
"""Plans again with the fewest changes, given the scenario with what is dropped pinned out, the plan, and the minute
before which everything is done; None where there is no lawful plan."""

CARDS = 5
WORTH_A_CARD = 0.05
"""A moment is worth a card if it is late in a larger share of visits than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """If `track` leaves `place` (a site) later than `latest`, drop engagement `drop`; `protects` is then still reached.

    `latest` is the last departure with which the programme holds as planned, `reach` the last one with which what is
    protected holds once `drop` is dropped; minutes from the first midnight. `late` is the share of visits in which it
    is late without recovery, `plan` the plan that then holds, `changes` what has changed and for whom.
    """

    track: str
    day: int
    place: str
    vehicles: tuple[str, ...]
    latest: int
    reach: int
    drop: str
    protects: str
    late: float
    plan: Plan
    changes: tuple[Change, ...]


def cards(scenario: Scenario, plan: Plan, stress: Stress, recover: Recover, most: int = CARDS) -> tuple[Card, ...]:
    """Cards for the riskiest moments, solved with `recover`; a moment that several tracks share has one card."""
    evidence, found, seen = Evidence(facts_of(scenario), plan), list[Card](), set[tuple[str, int]]()
    for risk in sorted(stress.critical, key=lambda one: (one.on_time, -one.begins)):
        moment = (risk.key if risk.kind != "flight" else f"{risk.key}/{risk.track}", risk.planned)
        if 1 - risk.on_time <= WORTH_A_CARD or len(found) == most:
            break
        if moment not in seen:
            dropped = {(card.track, card.drop) for card in found}
            for card in islice(_cards_for(evidence, risk, recover, dropped), 1):
                seen.add(moment)
                found.append(card)
    return tuple(found)


def _cards_for(evidence: Evidence, risk: StopRisk, recover: Recover, dropped: set[tuple[str, str]]) -> Iterator[Card]:
    """Cards that help, by dropping only what lies nearest before the moment; no card says twice what to drop."""
    scenario, outing = evidence.scenario, evidence.outing[risk.track, risk.day]
    for ride, stop in reversed(list(_droppable(evidence, outing, risk))):
        if (risk.track, stop.id) in dropped:
            continue
        latest = last_departure(evidence, outing, ride.site, risk, ride.start)
        without = replace(scenario, pins=(*scenario.pins, *_pins(scenario, risk, stop.id)))
        new = recover(without, evidence.plan, ride.start)
        if new is None or latest is None or attended(evidence.plan) - attended(new) != {(risk.track, stop.id)}:
            continue
        after = Evidence(facts_of(without), new)
        reach = last_departure(after, after.outing[risk.track, risk.day], None, risk, ride.start)
        if reach is not None and reach > latest:
            yield Card(
                track=risk.track,
                day=risk.day,
                place=str(ride.origin),
                vehicles=ride.vehicles,
                latest=latest,
                reach=reach,
                drop=stop.id,
                protects=risk.key,
                late=1 - risk.on_time,
                plan=new,
                changes=changes(evidence.plan, new, scenario),
            )


def attended(plan: Plan) -> set[tuple[str, str]]:
    """Which tracks attend which engagements."""
    return {(stop.track, stop.item.id) for stop in Programme(plan).stops() if stop.item.kind == "engagement"}


def _pins(scenario: Scenario, risk: StopRisk, drop: str) -> Iterator[Pin]:
    """What is dropped is out; what is protected stays in."""
    if risk.key in scenario.engagement:
        yield Pin(engagement=risk.key, track=risk.track, state="in")
    yield Pin(engagement=drop, track=risk.track, state="out")


def _droppable(evidence: Evidence, outing: Outing, risk: StopRisk) -> Iterator[tuple[Item, Item]]:
    """Rides with the stops they lead to that lie before the moment and that nobody insists on."""
    pinned = {pin.engagement for pin in evidence.scenario.pins if pin.state != "out"}
    for ride, stop in zip(outing.items, outing.items[1:], strict=False):
        if stop.key == risk.key or stop.start >= risk.planned:
            return
        engagement = evidence.scenario.engagement.get(stop.id)
        if ride.kind == "transfer" and engagement and _free_to_go(engagement) and engagement.id not in pinned:
            yield ride, stop


def _free_to_go(engagement: Engagement) -> bool:
    return engagement.mandatory == "no" and not engagement.head_required and "all" not in engagement.audience


def last_departure(evidence: Evidence, outing: Outing, towards: str | None, risk: StopRisk, since: int) -> int | None:
    """The last departure, from `since` on, of the first ride (to site `towards`, if given) that keeps `risk` on time.

    Every stop between keeps its length, meals their least one. None where no such ride leads there.
    """
    chain = _chain(outing.items, towards, risk, since)
    if not chain:
        return None
    grace = evidence.scenario.rules.delays.grace_minutes
    due = risk.planned + grace
    for place, item in enumerate(reversed(chain), 1):
        if item.kind == "transfer":
            due = evidence.facts.travel.latest(str(item.origin), str(item.destination), due)
            due -= outing.boarding if place < len(chain) else 0
        elif item.key == risk.key:
            due = min(due, item.start + grace) - _setup(evidence, item)
        else:
            due = min(due - _least(evidence, item), item.start + grace) - _setup(evidence, item)
    return due


def _chain(items: Sequence[Item], towards: str | None, risk: StopRisk, since: int) -> list[Item]:
    """The items from the first ride to the moment itself; for a flight to the last ride."""
    rides = (
        place
        for place, item in enumerate(items)
        if item.kind == "transfer" and item.start >= since and towards in (None, item.site)
    )
    first = next(rides, None)
    keys = [item.key.removeprefix("to/") if risk.kind == "flight" else item.key for item in items]
    if first is None or risk.key not in keys[first:]:
        return []
    last = len(keys) - 1 - keys[::-1].index(risk.key)
    return list(items[first : last + 1])


def _setup(evidence: Evidence, item: Item) -> int:
    return evidence.scenario.engagement[item.id].setup_minutes if item.kind == "engagement" else 0


def _least(evidence: Evidence, item: Item) -> int:
    if item.kind != "meal":
        return item.end - item.start
    rules = evidence.scenario.rules
    rule = rules.lunch if item.meal == "lunch" else rules.dinner
    return max(evidence.scenario.meal[item.id].minutes, rule.minutes)
