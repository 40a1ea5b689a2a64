"""The engagements of a generated visit: the mandatory core, and optional ones drawn by the seed."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from random import Random

from planner.examples.facts import Row, table
from planner.examples.frame import WHOLE_DAYS, Frame

MOST_SESSIONS_FOR_ALL = 3
"""More sessions of one host than these do not fit beside the rest: the engagement is then not for each track."""
LARGE_HALLS = {"arrival-briefing": 900, "welcome-reception": 900, "signing-ceremony": 1000, "return-banquet": 1000}
"""Persons that the halls of the plenaries hold."""
MATCHING_HALL = 1000
FOLLOW_UP = {"name_en": "Follow-up workshop: {}", "name_th": "ประชุมเชิงปฏิบัติการต่อเนื่อง: {}", "name_zh": "后续研讨：{}"}


@dataclass(frozen=True)
class Programme:
    """Rows of the tables engagements, engagement_topics, opening (of engagements) and order."""

    engagements: tuple[Row, ...]
    topics: tuple[Row, ...]
    opening: tuple[Row, ...]
    order: tuple[Row, ...]


def draw_programme(random: Random, frame: Frame) -> Programme:
    """The core and as many optional engagements as the frame asks for; the core is whole however few are asked."""
    catalogue = table("engagements")
    core = [row for row in catalogue if row["mandatory"] != "no"]
    optional = [row for row in catalogue if row["mandatory"] == "no" and row["audience"] != "official"]
    wanted = max(0, frame.engagements - len(core))
    drawn = random.sample(optional, min(wanted, len(optional)))
    further = [_follow_up(row, number) for number, row in _cycle(random, optional, wanted - len(drawn))]
    core = [_fitted(row, frame) for row in core]
    if frame.days < WHOLE_DAYS:
        core = [row | {"mandatory": "no"} for row in core]
    rows = core + [_varied(random, row) for row in drawn + further]
    held = {row["id"] for row in rows}
    return Programme(
        tuple(rows),
        tuple(_topics(rows)),
        tuple(_windows(frame, held)),
        tuple(row for row in table("order") if {row["before"], row["after"]} <= held),
    )


def _cycle(random: Random, optional: list[Row], count: int) -> list[tuple[int, Row]]:
    """The first `count` of `optional` in random order, again and again, with the number of the visit (from 2)."""
    rounds = ceil(count / len(optional))
    rows = [(number + 2, row) for number in range(rounds) for row in random.sample(optional, len(optional))]
    return rows[:count]


def _follow_up(row: Row, number: int) -> Row:
    names = {column: text.format(row[column]) for column, text in FOLLOW_UP.items()}
    return row | names | {"id": f"{row['id']}-{number}", "kind": "workshop", "of": row["id"], "minutes": "60"}


def _varied(random: Random, row: Row) -> Row:
    minutes = max(45, int(row["minutes"]) + random.choice((-15, 0, 0, 15)))
    benefit = max(1, int(row["benefit"]) + random.choice((-2, -1, 0, 1, 2)))
    return row | {"minutes": str(minutes), "benefit": str(benefit)}


def _fitted(row: Row, frame: Frame) -> Row:
    """A row of the core, its audience and sessions fitted to the size of the delegation."""
    if row["id"] in LARGE_HALLS:
        return row | {"capacity": str(LARGE_HALLS[row["id"]])}
    if row["kind"] == "matchmaking":
        tables = max(10, ceil(frame.business / 4))
        return row | {"audience": ";".join(frame.theme_ids()), "capacity": str(MATCHING_HALL), "tables": str(tables)}
    if row["audience"] == "official":
        return row | {"capacity": str(max(int(row["capacity"]), frame.officials))}
    if row["audience"] == "all" and int(row["capacity"]) < frame.delegates:
        return _in_sessions(row | {"audience": "tracks"}, frame, 2 * MOST_SESSIONS_FOR_ALL)
    if row["mandatory"] == "each":
        return _in_sessions(row, frame, MOST_SESSIONS_FOR_ALL)
    if row["head_required"] != "yes":  # else the official party alone would have to attend everything
        return row | {"capacity": str(max(int(row["capacity"]), frame.largest_track))}
    return row


def _in_sessions(row: Row, frame: Frame, most: int) -> Row:
    """Every track in some session and one session spare; nobody is bound where more than `most` were needed."""
    largest = max(frame.largest_track, frame.officials)
    capacity = max(int(row["capacity"]), largest)
    needed = ceil((frame.themes + 1) / (capacity // largest))
    if needed > most:
        return row | {"mandatory": "no", "sessions": str(most)}
    return row | {"mandatory": "each", "sessions": str(needed + 1), "capacity": str(capacity)}


def _topics(rows: list[Row]) -> list[Row]:
    known = table("engagement_topics")
    return [
        topic | {"engagement": row["id"]}
        for row in rows
        for topic in known
        if topic["engagement"] == row.get("of", row["id"])
    ]


def _windows(frame: Frame, held: set[str]) -> list[Row]:
    named = {"first": frame.day(0), "second": frame.day(1), "third": frame.day(2), "eve": frame.day(-2)}
    return [
        {"of": row["engagement"], "on": named.get(row["on"], row["on"]), "from": row["from"], "until": row["until"]}
        for row in table("windows")
        if row["engagement"] in held
    ]
