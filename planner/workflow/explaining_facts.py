"""Explanations as JSON has them."""

from __future__ import annotations

from planner.publishing.editions import Edition
from planner.solving.conflicts.wording import Wording
from planner.solving.explaining import AimChange, Explanation, Held
from planner.workflow.conflicts import plain
from planner.workflow.explaining_lines import moved, proof


def facts_of(edition: Edition, wording: Wording, one: Explanation) -> dict[str, object]:
    """One explanation; times are local."""
    known: dict[str, object] = {"engagement": one.engagement, "track": one.track}

    def local(minute: int) -> str:
        return edition.scenario.clock.local(minute).strftime("%Y-%m-%dT%H:%M")

    if isinstance(one, Held):
        return known | {
            "held": True,
            "worth": one.worth,
            "aims": [_aim(aim) for aim in one.aims],
            "places": [
                {
                    "track": place.track,
                    "start": local(place.start),
                    "earliest": local(place.earliest),
                    "latest": local(place.latest),
                    "open": [local(minute) for minute in place.hours],
                    "after": place.after,
                    "before": place.before,
                }
                for place in one.places
            ],
            "organisations": [{"id": id, "heads": heads, "interest": care} for id, heads, care in one.organisations],
            "wishes": [{"sector": s, "heads": heads, "weight": weight} for s, heads, weight in one.wishes],
        }
    forced = one.counterfactual
    return known | {
        "held": False,
        "reason": one.reason,
        "conflict": [plain(wording.said(part)) for part in one.conflict],
        "smallest": one.smallest,
        "counterfactual": None
        if forced is None
        else {
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
                    "before": change.before and local(change.before.start),
                    "after": change.after and local(change.after.start),
                }
                for change, where in moved(edition, forced)
            ],
            "proven": forced.proven,
        },
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
        "proof": proof(edition.plan, one),
    }


def _aim(aim: AimChange) -> dict[str, object]:
    return {"name": aim.name, "before": aim.before, "after": aim.after, "worth": aim.worth}
