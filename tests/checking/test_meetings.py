"""Business meetings in the park briefing, made a matchmaking of three slots: where they fit and where they do not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.checking.check import examine
from planner.domain.engagements import MeetingWish, Participant
from planner.domain.plan import Meeting, Plan
from planner.domain.rulebook import MatchmakingRules
from planner.domain.scenario import Scenario
from tests.checking.edits import found, with_row, with_rules
from tests.handmade import at, tiny_plan, tiny_scenario

FORUM = "park-briefing"
PARTICIPANTS = tuple(
    Participant(engagement=FORUM, organisation=name)
    for name in ("alpha-iot", "gamma-port", "iot-institute", "port-authority")
)
WISHES = (
    MeetingWish(engagement=FORUM, visitor="alpha-iot", host="iot-institute", visitor_wish=5, forbidden_slots=(3,)),
    MeetingWish(engagement=FORUM, visitor="gamma-port", host="port-authority", host_wish=4),
)


def forum() -> Scenario:
    """The tiny visit with a matchmaking of 10:30 to 11:30 on Wednesday, two tables."""
    scenario = tiny_scenario(participants=PARTICIPANTS, meetings=WISHES)
    scenario = with_row(scenario, "engagements", FORUM, kind="matchmaking", slot_minutes=20, tables=2)
    return with_row(scenario, "organisations", "iot-institute", languages=("en",))


SCENARIO = forum()


def meeting(visitor: str, host: str, slot: int, table: int, **changes: Any) -> Meeting:
    """A meeting at its slot's time."""
    start = at(1, "10:30") + 20 * (slot - 1)
    one = Meeting(engagement=FORUM, slot=slot, table=table, visitor=visitor, host=host, start=start, end=start + 20)
    return replace(one, **changes)


ALPHA = meeting("alpha-iot", "iot-institute", 1, 1)
GAMMA = meeting("gamma-port", "port-authority", 1, 2, interpreter="pim")


def held(*meetings: Meeting) -> Plan:
    """The handmade plan with these meetings."""
    return tiny_plan(SCENARIO, meetings=meetings)


def test_meetings_fit_leaves_free_meetings_in_their_slots_at_their_own_tables() -> None:
    assert not found("meetings_fit", SCENARIO, held(ALPHA, GAMMA))


def test_meetings_fit_leaves_free_a_plan_without_a_matchmaking() -> None:
    assert not found("meetings_fit")


def test_meetings_fit_misses_who_could_meet_where_nobody_does() -> None:
    # Gamma and the port authority share no language: without an interpreter they are not free to meet.
    assert {v.fact("organisation") for v in found("meetings_fit", SCENARIO, held())} == {"alpha-iot", "iot-institute"}
    nobody = with_rules(SCENARIO, matchmaking=MatchmakingRules(floor=0))
    assert not found("meetings_fit", nobody, held())


def test_nothing_is_said_of_meetings_that_follow() -> None:
    rule = "meetings_fit"
    for meetings in ((), (GAMMA,)):
        assert any(one.rule == rule for one in examine(SCENARIO, held(*meetings))[0])
        assert not any(one.rule == rule for one in examine(SCENARIO, held(*meetings), meetings_follow=True)[0])


@pytest.mark.parametrize(
    "meetings",
    [
        (replace(ALPHA, start=ALPHA.start + 5, end=ALPHA.end + 5), GAMMA),
        (ALPHA, replace(GAMMA, table=1)),
        (ALPHA, replace(GAMMA, table=3)),
        (meeting("alpha-iot", "iot-institute", 3, 1), GAMMA),
        (meeting("alpha-iot", "iot-institute", 4, 1), GAMMA),
        (ALPHA, replace(GAMMA, interpreter=None)),
        (ALPHA, replace(GAMMA, interpreter="rung")),
        (ALPHA, GAMMA, meeting("alpha-iot", "iot-institute", 2, 1)),
        (ALPHA, GAMMA, meeting("gamma-port", "iot-institute", 1, 3, interpreter="rung", proposed=True)),
        (ALPHA, GAMMA, meeting("commission", "iot-institute", 2, 1, proposed=True)),
    ],
    ids=[
        "outside its slot",
        "two at a table",
        "a table that is not there",
        "a slot that the pair cannot use",
        "a slot that is not there",
        "no interpreter",
        "an interpreter of other languages",
        "a pair that meets twice",
        "two meetings at a time for one delegate",
        "an organisation that does not take part",
    ],
)
def test_meetings_fit_binds(meetings: tuple[Meeting, ...]) -> None:
    assert found("meetings_fit", SCENARIO, held(*meetings))


def test_meetings_fit_binds_on_the_most_and_for_who_could_still_meet() -> None:
    most = with_rules(SCENARIO, matchmaking=MatchmakingRules(most=0))
    assert found("meetings_fit", most, held(ALPHA, GAMMA))
    assert {v.fact("organisation") for v in found("meetings_fit", SCENARIO, held(GAMMA))} == {
        "alpha-iot",
        "iot-institute",
    }
