"""Engagements and what is known of them: topics, order, pins, matchmaking."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planner.domain.columns import Text, TimeOfDay, column

EngagementKind = Literal[
    "courtesy_call",
    "talks",
    "committee",
    "site_visit",
    "briefing",
    "workshop",
    "matchmaking",
    "signing",
    "reception",
    "meal",
    "press",
    "culture",
    "free",
]
Mandatory = Literal["no", "yes", "each"]
Commitment = Literal["idea", "asked", "tentative", "confirmed", "announced", "done"]
PinState = Literal["in", "out", "fixed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """One item that may or must be in the programme."""

    id: str = column("short name used in other tables")
    name: Text = column("name in up to three languages")
    site: str = column("where it is held", refs="sites")
    kind: EngagementKind = column("what it is")
    host: str | None = column("organisation that receives", refs="organisations", default=None)
    minutes: int = column("length in minutes", least=1)
    mandatory: Mandatory = column("no, yes, or each (every track, in some session)", default="no")
    audience: tuple[str, ...] = column("all; tracks; or track ids")
    sessions: int = column("most sessions", default=1, least=1)
    capacity: int | None = column("most heads in a session", default=None, least=1)
    together: bool = column("may several tracks share a session", default=False)
    head_required: bool = column("the head's track attends, if any does", default=False)
    host_rank: int | None = column("protocol level of who receives", default=None, least=1)
    languages: tuple[str, ...] = column("languages the host speaks; empty: no interpreter", default=())
    setup_minutes: int = column("preparation at the door before the start", default=0, least=0)
    buffer_minutes: int = column("protocol margin before the start", default=0, least=0)
    register_days: int = column("days before the visit by which guests are registered", default=0, least=0)
    benefit: int = column("base value for each visitor", default=0, least=0)
    dress: str = column("dress", default="")
    notes: Text = column("notes", default=Text())
    tables: int | None = column("tables of a matchmaking session", default=None, least=1)
    slot_minutes: int | None = column("length of a matchmaking slot", default=None, least=1)
    commitment: Commitment = column("idea, asked, tentative, confirmed, announced, done", default="idea")
    source: str = column("where the facts come from", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicStrength:
    """How strongly an engagement treats a topic."""

    engagement: str = column("engagement", refs="engagements")
    topic: str = column("topic, a free word")
    strength: int = column("0 to 3", least=0, most=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Binds each track that attends both: end(before) <= start(after)."""

    before: str = column("engagement that comes first", refs="engagements")
    after: str = column("engagement that comes later", refs="engagements")
    same_day: bool = column("on the same date", default=False)
    max_gap_minutes: int | None = column("most minutes between", default=None, least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Fixed by a person, not by the solver."""

    engagement: str = column("engagement", refs="engagements")
    track: str | None = column("track; empty: at least one session", refs="tracks", default=None)
    on: dt.date | None = column("date", default=None)
    at: TimeOfDay | None = column("start", default=None)
    state: PinState = column("in, out or fixed (needs on and at)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An organisation that takes part in a matchmaking session."""

    engagement: str = column("matchmaking engagement", refs="engagements")
    organisation: str = column("organisation", refs="organisations")
    seats: int = column("meetings it can hold at a time", default=1, least=1)
    forbidden_slots: tuple[int, ...] = column("slots it cannot use, such as 1;2", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingWish:
    """A meeting that one or both sides ask for."""

    engagement: str = column("matchmaking engagement", refs="engagements")
    visitor: str = column("visiting organisation", refs="organisations")
    host: str = column("host organisation", refs="organisations")
    visitor_wish: int = column("0 to 5", default=0, least=0, most=5)
    host_wish: int = column("0 to 5", default=0, least=0, most=5)
    forbidden_slots: tuple[int, ...] = column("slots it cannot use", default=())
