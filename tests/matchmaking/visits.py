"""The tiny visit with a forum on Wednesday afternoon: two visiting companies, three hosts, four slots of 20 minutes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.domain.engagements import Engagement, MeetingWish, Participant
from planner.domain.plan import Individual, Plan, TrackDay, TrackPlan
from planner.domain.rulebook import MatchmakingRules
from planner.domain.scenario import Scenario
from tests.handmade import at, tiny_plan, tiny_scenario
from tests.handmade_items import engagement
from tests.handmade_people import text

FORUM = Engagement(
    id="forum",
    name=text("Business forum"),
    site="grand",
    kind="matchmaking",
    minutes=80,
    audience=("all",),
    tables=2,
    slot_minutes=20,
)
WISHES = (
    ("alpha-iot", "iot-institute", 5, 4),
    ("alpha-iot", "port-authority", 3, 3),
    ("gamma-port", "port-authority", 4, 5),
)
SEATS = {"alpha-iot": 2, "gamma-port": 1, "iot-institute": 1, "port-authority": 1}


def forum_scenario(floor: int = 1, most: int = 12, **changes: Any) -> Scenario:
    """The tiny visit with the forum, its participants and three wished meetings."""
    scenario = tiny_scenario()
    listed = tuple(Participant(engagement="forum", organisation=name, seats=seats) for name, seats in SEATS.items())
    wished = tuple(
        MeetingWish(engagement="forum", visitor=visitor, host=host, visitor_wish=ours, host_wish=theirs)
        for visitor, host, ours, theirs in WISHES
    )
    fields: dict[str, Any] = {
        "engagements": (*scenario.engagements, FORUM),
        "participants": listed,
        "meetings": wished,
        "rules": replace(scenario.rules, matchmaking=MatchmakingRules(floor, most)),
    }
    return replace(scenario, **(fields | changes))


def forum_plan(scenario: Scenario, **changes: Any) -> Plan:
    """A plan of which only the forum matters: on Wednesday from 13:00 with the technology track."""
    item = engagement("forum", "grand", 1, "13:00-14:20", 3)
    day = TrackDay(day=1, hotel_from=None, hotel_to=None, head_count=3, items=(item,))
    return tiny_plan(scenario, **({"tracks": (TrackPlan(id="tech", days=(day,)),), "individual": ()} | changes))


def arrives_late(delegate: str, until: str) -> Individual:
    """An own way to the forum that ends at `until` on Wednesday."""
    return Individual(
        key="to/forum",
        delegate=delegate,
        kind="transfer",
        day=1,
        start=at(1, "12:00"),
        end=at(1, until),
        origin="bkk",
        destination="grand",
    )
