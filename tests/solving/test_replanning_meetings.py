"""What it costs to change business meetings in a re-plan, and what that costs at least."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.plan import Meeting
from planner.domain.rulebook import ChangeRules
from planner.domain.scenario import Scenario
from planner.matchmaking.meetings import make_meetings
from planner.model.changes import HAND
from planner.solving.replanning.meetings import meetings_again, meetings_cost, meetings_floor
from tests.handmade import at
from tests.matchmaking.visits import FORUM, forum_plan, forum_scenario

RULES = ChangeRules()
CONFIRMED = {"forum": "confirmed"}


def meeting(slot: int = 1, table: int = 1, host: str = "iot-institute", visitor: str = "alpha-iot") -> Meeting:
    start = at(1, "13:00") + (slot - 1) * 20
    return Meeting(engagement="forum", slot=slot, table=table, visitor=visitor, host=host, start=start, end=start + 20)


OTHER = meeting(2, host="port-authority")


def few_tables(tables: int) -> Scenario:
    scenario = forum_scenario()
    rows = (replace(row, tables=tables) if row.id == "forum" else row for row in scenario.engagements)
    return replace(scenario, engagements=tuple(rows))


@pytest.mark.parametrize(
    ("now", "cost"),
    [
        ((meeting(), OTHER), 0),
        ((meeting(table=2), OTHER), HAND),
        ((meeting(slot=3), OTHER), RULES.confirmed * RULES.moved),
        ((OTHER,), RULES.confirmed * RULES.dropped),
        ((meeting(), OTHER, meeting(4, visitor="gamma-port", host="port-authority")), RULES.idea * RULES.moved),
    ],
)
def test_a_meeting_costs_by_the_commitment_of_its_engagement(now: tuple[Meeting, ...], cost: int) -> None:
    assert meetings_cost(RULES, CONFIRMED, (meeting(), OTHER), now) == cost


def test_meetings_move_with_their_session_at_no_cost_of_their_own() -> None:
    later = [replace(one, start=one.start + 60, end=one.end + 60) for one in (meeting(), OTHER)]
    assert meetings_cost(RULES, CONFIRMED, (meeting(), OTHER), later) == 0


def test_meetings_of_a_session_that_is_gone_go_with_it() -> None:
    assert meetings_cost(RULES, CONFIRMED, (meeting(), OTHER), ()) == 0


def test_more_meetings_in_a_slot_than_tables_cost_a_move_each_at_least() -> None:
    before = (meeting(), meeting(table=2, visitor="gamma-port", host="port-authority"), OTHER)
    assert meetings_floor(few_tables(2), CONFIRMED, before) == 0
    assert meetings_floor(few_tables(1), CONFIRMED, before) == RULES.confirmed * RULES.moved


def test_who_is_no_more_drops_a_meeting_at_least() -> None:
    before = (meeting(host="nobody-known"), OTHER)
    assert meetings_floor(forum_scenario(), CONFIRMED, before) == RULES.confirmed * RULES.dropped


def test_meetings_that_fit_stay_and_others_are_made_again_as_near_as_may_be() -> None:
    scenario = forum_scenario()
    plan = forum_plan(scenario)
    made = make_meetings(scenario, plan, 1.0)
    assert meetings_again(scenario, plan, made, lambda meetings: True) == made
    fewer = few_tables(1)
    again = meetings_again(fewer, plan, made, lambda meetings: False)
    assert max(sum(one.slot == slot for one in again) for slot in range(1, 5)) == 1
    cost = meetings_cost(RULES, CONFIRMED, made, again)
    assert cost >= meetings_floor(fewer, CONFIRMED, made)
    assert FORUM.tables == 2, "so that one table less may ask for a change"
