"""Explanations as JSON has them."""

from __future__ import annotations

from planner.publishing.editions import Edition
from planner.solving.conflicts.wording import Wording
from planner.solving.explaining import AimChange, Counterfactual, Explanation, Held, LeftOut
from planner.workflow.conflicts import plain
from planner.workflow.explaining_lines import moved, proof


def facts_of(edition: Edition, wording: Wording, one: Explanation) -> dict[str, object]:
    """One explanation; times are local."""
    known: dict[str, object] = {"engagement": one.engagement, "track": one.track}
    if isinstance(one, Held):
        return known | {"held": True} | _held(edition, one)
    return known | {"held": False} | _left_out(edition, wording, one)


def _held(edition: Edition, one: Held) -> dict[str, object]:
    return {
        "worth": one.worth,
        "aims": [_aim(aim) for aim in one.aims],
        "places": [
            {
                "track": place.track,
                "start": _local(edition, place.start),
                "earliest": _local(edition, place.earliest),
                "latest": _local(edition, place.latest),
                "open": [_local(edition, minute) for minute in place.hours],
                "after": place.after,
                "before": place.before,
            }
            for place in one.places
        ],
        "organisations": [{"id": id, "heads": heads, "interest": care} for id, heads, care in one.organisations],
        "wishes": [{"sector": s, "heads": heads, "weight": weight} for s, heads, weight in one.wishes],
    }


def _left_out(edition: Edition, wording: Wording, one: LeftOut) -> dict[str, object]:
    return {
        "reason": one.reason,
        "conflict": [plain(wording.said(part)) for part in one.conflict],
        "smallest": one.smallest,
        "counterfactual": one.counterfactual and _forced(edition, one.counterfactual),
        "admissions": [
            {
                "change": help.text,
                "ask": help.asking.whom,
                "weight": help.asking.weight,
                "contacts": list(help.asking.contacts),
                "gain": help.gain,
                "proven": help.proven,
            }
            for help in one.admissions
        ],
        "proof": proof(edition, one),
    }


def _forced(edition: Edition, forced: Counterfactual) -> dict[str, object]:
    return {
        "gain": forced.gain,
        "aims": [_aim(aim) for aim in forced.aims],
        "days": [{"track": track, "date": date} for track, date in forced.days],
        "changes": [
            {
                "word": change.word,
                "key": change.key,
                "kind": change.kind,
                "tracks": list(change.touched("track")),
                "site": where.site,
                "before": change.before and _local(edition, change.before.start),
                "after": change.after and _local(edition, change.after.start),
            }
            for change, where in moved(edition, forced)
        ],
        "proven": forced.proven,
    }


def _local(edition: Edition, minute: int) -> str:
    return edition.scenario.clock.local(minute).strftime("%Y-%m-%dT%H:%M")


def _aim(aim: AimChange) -> dict[str, object]:
    return {"name": aim.name, "before": aim.before, "after": aim.after, "worth": aim.worth}
