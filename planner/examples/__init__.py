"""Generated scenarios: a delegation drawn from a seed, and a visit around it."""

from __future__ import annotations

from pathlib import Path
from random import Random

from planner.examples.facts import table
from planner.examples.folder import write_folder
from planner.examples.frame import Size, frame_of, settings
from planner.examples.hosting import draw_hosting
from planner.examples.means import flights, hotels, interpreters, meals, vehicles
from planner.examples.programme import draw_programme
from planner.examples.roster import draw_roster

__all__ = ["Size", "generate"]


def generate(
    target: Path,
    size: Size,
    seed: int,
    *,
    engagements: int | None = None,
    days: int | None = None,
    tracks: int | None = None,
) -> None:
    """Writes a generated scenario folder of 40 (S), 120 (M), 208 (L) or 570 (XL) delegates at `target`.

    The same size, seed and overrides give the same bytes. `engagements` (the mandatory core stays whole), `days`
    (2 to 10; nothing is mandatory in fewer than 4) and `tracks` (thematic ones, beside the official party's) replace
    those of the size. Raises ValueError for an override out of range, FileExistsError where `target` holds something.
    """
    random = Random(seed)
    frame = frame_of(size, random, engagements, days, tracks)
    flown, arrivals, departures = flights(frame)
    roster = draw_roster(seed, frame.business, frame.officials, arrivals, departures)
    programme = draw_programme(random, frame)
    hosting = draw_hosting(random, frame, programme.engagements, roster.organisations)
    tables = {
        "organisations": (*roster.organisations, *hosting.organisations),
        "people": hosting.people,
        "interests": roster.interests,
        "wishes": hosting.wishes,
        "delegates": roster.delegates,
        "flights": flown,
        "tracks": frame.tracks(),
        "sites": table("sites"),
        "engagements": programme.engagements,
        "attends": hosting.attends,
        "engagement_topics": programme.topics,
        "opening": (*table("opening"), *programme.opening),
        "order": programme.order,
        "hotels": hotels(random, frame),
        "meals": meals(frame),
        "vehicles": vehicles(random, frame),
        "interpreters": interpreters(random, frame),
        "travel": table("travel"),
        "meetings": hosting.meetings,
    }
    write_folder(target, settings(frame, size, seed), tables)
