"""Who can sit in meetings and when: delegates with something else to do cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.checking.evidence import Evidence
from planner.checking.facts import facts_of
from planner.checking.meetings import meetings_fit
from planner.domain.people import Attendance
from planner.domain.plan import TrackDay, TrackPlan
from planner.matchmaking.meetings import make_meetings, matchmake
from tests.handmade_items import engagement
from tests.matchmaking.visits import forum_plan, forum_scenario


@pytest.mark.parametrize(
    ("times", "seats"),
    [
        ("13:25-13:45", (1, 0, 0, 1)),  # into slots 2 and 3, 13:20 to 14:00
        ("13:20-13:40", (1, 0, 1, 1)),
        ("12:00-13:00", (1, 1, 1, 1)),
        ("12:30-14:30", (0, 0, 0, 0)),
    ],
)
def test_a_call_of_ones_own_blocks_the_slots_that_it_touches(times: str, seats: tuple[int, ...]) -> None:
    # He, the only one of Gamma at the forum, has a part in a call of the government's track at that time.
    scenario = forum_scenario()
    scenario = replace(scenario, attends=(Attendance(engagement="ministry-call", person="he", role="member"),))
    call = engagement("ministry-call", "ministry", 1, times, 1)
    day = TrackDay(day=1, hotel_from=None, hotel_to=None, head_count=1, items=(call,))
    plan = forum_plan(scenario)
    plan = replace(plan, tracks=(*plan.tracks, TrackPlan(id="gov", days=(day,))))
    heat = dict(matchmake(scenario, plan, "forum", 2.0).heat())
    assert tuple(int(count is not None) for count in heat["gamma-port"]) == seats
    assert len([count for count in heat["alpha-iot"] if count is not None]) == 4
    plan = replace(plan, meetings=make_meetings(scenario, plan, 2.0))
    assert list(meetings_fit(Evidence(facts_of(scenario), plan))) == []


def test_who_is_asked_for_a_meeting_takes_part_without_any_wish_of_its_own() -> None:
    scenario = replace(forum_scenario(), wishes=(), participants=())
    asked = {name for row in scenario.meetings for name in (row.visitor, row.host)}
    assert {row.side for row in scenario.organisations if row.id in asked} == {"visitor", "host"}
    plan = forum_plan(scenario)
    plan = replace(plan, meetings=make_meetings(scenario, plan, 2.0))
    assert asked <= {name for meeting in plan.meetings for name in (meeting.visitor, meeting.host)}
    assert list(meetings_fit(Evidence(facts_of(scenario), plan))) == []
