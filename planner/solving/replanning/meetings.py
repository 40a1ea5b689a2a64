"""Business meetings of a re-plan: kept where they fit, else changed as little as found, and what that costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from planner.domain.plan import Meeting, Plan
from planner.domain.rulebook import ChangeRules
from planner.domain.scenario import Scenario
from planner.matchmaking.meetings import matchmake, matchmakings, rematch
from planner.model.changes import HAND, HIGHEST

SECONDS = 1.0
Fits = Callable[[Sequence[Meeting]], bool]


def meetings_again(scenario: Scenario, plan: Plan, was: Sequence[Meeting], fits: Fits) -> tuple[Meeting, ...]:
    """The meetings of all matchmaking engagements that `plan` holds, given those of the earlier plan.

    They keep slot and table and move with their session; where they no longer fit, as few as found are changed.
    """
    found: list[Meeting] = []
    for engagement in matchmakings(scenario, plan):
        own = _with_session(plan, engagement, [one for one in was if one.engagement == engagement])
        if not own:
            own = list(matchmake(scenario, plan, engagement, SECONDS, plan.seed).meetings)
        elif not fits(own):
            own = list(rematch(scenario, plan, engagement, own, SECONDS, plan.seed).meetings)
        found += own
    return tuple(found)


def _with_session(plan: Plan, engagement: str, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Slot 1 begins with the session."""
    items = (item for track in plan.tracks for day in track.days for item in day.items)
    start = min(item.start for item in items if item.kind == "engagement" and item.id == engagement)
    moved = []
    for one in meetings:
        minutes = one.end - one.start
        begin = start + (one.slot - 1) * minutes
        moved.append(replace(one, start=begin, end=begin + minutes))
    return moved


def meetings_cost(
    rules: ChangeRules, commitments: Mapping[str, str], before: Iterable[Meeting], after: Sequence[Meeting]
) -> int:
    """What departing from the meetings `before` costs where their engagement is still held.

    A meeting concerns two firms, not a track: it counts a `SCALE`th of a visit of the same commitment. Another slot
    is a move, another table or interpreter costs as those of a visit do; who meets anew was promised nothing.
    """
    held, old = {one.engagement for one in after}, {_pair(one): one for one in before}
    now = {_pair(one): one for one in after}
    total = rules.idea * rules.moved * sum(pair not in old and pair[0] in {key[0] for key in old} for pair in now)
    for pair, one in old.items():
        if one.engagement in held:
            total += _cost(rules, commitments.get(one.engagement, "idea"), one, now.get(pair))
    return total


def _cost(rules: ChangeRules, commitment: str, was: Meeting, now: Meeting | None) -> int:
    if now is None:
        return _each(rules, commitment) * rules.dropped
    if now.slot != was.slot:
        return _each(rules, commitment) * rules.moved
    return HAND * ((now.table != was.table) + (now.interpreter != was.interpreter))


def meetings_floor(scenario: Scenario, commitments: Mapping[str, str], before: Iterable[Meeting]) -> int:
    """What the meetings `before` cost at least in any plan that holds their engagements.

    Those of organisations that are no more are dropped, and those of a slot beyond its tables are moved.
    """
    rules, total, slots = scenario.rules.changes, 0, Counter[tuple[str, int]]()
    for one in before:
        if one.engagement not in scenario.engagement:
            continue
        if {one.visitor, one.host} <= set(scenario.organisation):
            slots[one.engagement, one.slot] += 1
        else:
            total += _each(rules, commitments.get(one.engagement, "idea")) * rules.dropped
    for (engagement, _), count in slots.items():
        tables = scenario.engagement[engagement].tables
        if tables is not None and count > tables:
            each = _each(rules, commitments.get(engagement, "idea"))
            total += (count - tables) * each * min(rules.moved, rules.dropped)
    return total


def _each(rules: ChangeRules, commitment: str) -> int:
    return int(getattr(rules, HIGHEST if commitment == "done" else commitment))


def _pair(one: Meeting) -> tuple[str, str, str]:
    return one.engagement, one.visitor, one.host
