"""Make the meetings of matchmaking engagements again, the rest of the plan fixed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from planner.checking.check import check, verdict
from planner.console import GOOD, Console
from planner.domain.counting import counted
from planner.domain.faults import Refused
from planner.matchmaking.meetings import Unmet, explain_meeting, matchmakings
from planner.publishing.editions import Edition, read_edition
from planner.workflow.commands import violated
from planner.workflow.drafts import made_aside, refuse_strange
from planner.workflow.planning import meetings_of, write_plan

NEEDS = {
    "visitor_full": "the visitor has all the meetings it can or may have",
    "host_full": "the host has all the meetings it can or may have",
    "visitor_away": "the visitor is not there",
    "host_away": "the host is not there",
    "pair_slot": "the two may not use it",
    "visitor_seat": "the visitor has no seat free",
    "host_seat": "the host has no seat free",
    "table": "no table is free",
    "interpreter": "no interpreter is free",
}
"""What stands against a meeting, for people."""


def match_plan(
    console: Console, plan: Path, engagement: str | None, afresh: bool, why: tuple[str, str] | None, out: Path | None
) -> int:
    """Write the plan with its meetings made again, into `out` or in its own place; or say why two do not meet."""
    edition = read_edition(plan)
    held = matchmakings(edition.scenario, edition.plan)
    if engagement is not None and engagement not in held:
        known = ", ".join(held) or "none"
        raise Refused(f"{engagement} is no matchmaking engagement that the plan holds (there are: {known})")
    if not held:
        raise Refused("the plan holds no matchmaking engagement, so that there are no meetings to make")
    if why is not None:
        return _explain(console, edition, [engagement] if engagement else list(held), why)
    target = out or edition.folder
    refuse_strange(target)
    before = () if afresh else edition.plan.meetings
    meetings = meetings_of(edition.scenario, edition.plan, before, engagement)
    made = replace(edition.plan, meetings=meetings)
    broken = verdict(edition.scenario, check(edition.scenario, made)).hard
    if broken:
        return violated(console, broken)
    with made_aside(target) as folder:
        write_plan(edition.scenario, made, folder)
    counts = Counter(meeting.engagement for meeting in meetings)
    kept = len(set(meetings) & set(edition.plan.meetings))
    for name in held:
        console.say(f"{name}: {counted(counts[name], 'meeting')}")
    console.say(f"{kept} as they were, {len(meetings) - kept} new or moved; written to {target}")
    console.facts({"meetings": dict(counts), "kept": kept, "folder": target})
    return GOOD


def _explain(console: Console, edition: Edition, engagements: list[str], pair: tuple[str, str]) -> int:
    """Say of each engagement why a visitor and a host meet, or do not."""
    visitor, host = pair
    told: dict[str, str] = {}
    for name in engagements:
        found = explain_meeting(edition.scenario, edition.plan, name, visitor, host)
        if found is None:
            told[name] = "nobody asked for this meeting"
        elif isinstance(found, Unmet):
            told[name] = _reason(found)
        else:
            told[name] = f"they meet in slot {found.slot} at table {found.table}"
        console.say(f"{name}: {visitor} and {host}: {told[name]}")
    console.facts({"visitor": visitor, "host": host, "engagements": told})
    return GOOD


def _reason(found: Unmet) -> str:
    """Why two do not meet, for people."""
    if not found.needs:
        return f"would fit in slot {found.slot}: planner match makes the meetings again"
    needs = ", ".join(NEEDS[need] for need in found.needs)
    whole = found.slot is None or any(need.endswith("_full") for need in found.needs)
    displaces = ", ".join(" and ".join(other) for other in found.displaces)
    where = "" if whole else f"in slot {found.slot}, the nearest: "
    return f"does not fit: {where}{needs}" + (f"; would displace {displaces}" if displaces else "")
