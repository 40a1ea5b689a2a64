"""The meetings of a plan: from its scenario, to its file, and the check of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.checking.check import accounted, check
from planner.checking.evidence import Evidence
from planner.checking.facts import facts_of
from planner.checking.meetings import meetings_fit
from planner.domain.engagements import MeetingWish, Participant
from planner.domain.plan import Meeting, Plan
from planner.domain.rules import RuleSetting
from planner.domain.scenario import Scenario
from planner.matchmaking.meetings import Unmet, explain_meeting, make_meetings, matchmake, rematch
from tests.matchmaking.visits import FORUM, arrives_late, forum_plan, forum_scenario

SECONDS = 2.0


def found(scenario: Scenario, plan: Plan) -> list[dict[str, Any]]:
    return [dict(finding) for finding in meetings_fit(Evidence(facts_of(scenario), plan))]


def made(scenario: Scenario, plan: Plan) -> Plan:
    return replace(plan, meetings=make_meetings(scenario, plan, SECONDS))


def pairs(meetings: tuple[Meeting, ...]) -> set[tuple[str, str]]:
    return {(meeting.visitor, meeting.host) for meeting in meetings}


def with_forum(scenario: Scenario, **changes: Any) -> Scenario:
    rows = tuple(replace(row, **changes) if row.id == "forum" else row for row in scenario.engagements)
    return replace(scenario, engagements=rows)


def test_all_wished_meetings_are_held_and_pass_the_check() -> None:
    scenario = forum_scenario()
    plan = made(scenario, forum_plan(scenario))
    assert len(plan.meetings) == 3
    assert not any(meeting.proposed for meeting in plan.meetings)
    assert found(scenario, plan) == []


def test_only_who_shares_no_language_has_an_interpreter() -> None:
    scenario = forum_scenario()
    helped = {(m.visitor, m.host): m.interpreter for m in make_meetings(scenario, forum_plan(scenario), SECONDS)}
    assert helped["alpha-iot", "iot-institute"] is None  # English
    assert helped["gamma-port", "port-authority"] == "pim"  # Chinese and Thai: Rung speaks no Thai


def test_an_interpreter_who_works_elsewhere_is_not_to_be_had() -> None:
    scenario = forum_scenario(interpreters=())
    held = matchmake(scenario, forum_plan(scenario), "forum", SECONDS)
    assert pairs(held.meetings) == {("alpha-iot", "iot-institute")}
    assert {unmet.needs for unmet in held.unmet} == {("interpreter",)}


def test_two_delegates_sit_at_two_tables_at_once() -> None:
    scenario = with_forum(forum_scenario(floor=0, meetings=forum_scenario().meetings[:2]), minutes=20)
    assert [m.visitor for m in make_meetings(scenario, forum_plan(scenario), SECONDS)] == ["alpha-iot", "alpha-iot"]


def test_one_delegate_there_sits_at_one_table() -> None:
    scenario = with_forum(forum_scenario(floor=0, meetings=forum_scenario().meetings[:2]), minutes=20)
    plan = forum_plan(scenario, individual=(arrives_late("xu", "14:00"),))
    assert [m.visitor for m in make_meetings(scenario, plan, SECONDS)].count("alpha-iot") == 1


def test_a_late_arrival_meets_later() -> None:
    scenario = forum_scenario()
    plan = made(scenario, forum_plan(scenario, individual=(arrives_late("he", "13:50"),)))
    late = next(meeting for meeting in plan.meetings if meeting.visitor == "gamma-port")
    assert late.slot == 4  # 14:00, the first slot that starts after 13:50
    assert found(scenario, plan) == []


def test_a_company_whose_delegates_are_elsewhere_does_not_meet() -> None:
    scenario = forum_scenario()
    plan = forum_plan(scenario)
    away = replace(plan, delegates={who: days for who, days in plan.delegates.items() if who != "he"})
    held = matchmake(scenario, away, "forum", SECONDS)
    assert "gamma-port" not in {meeting.visitor for meeting in held.meetings}
    assert held.short == ("gamma-port",)
    assert held.unmet[0].needs == ("visitor_away",)


def test_competitors_never_share_a_table() -> None:
    scenario = forum_scenario()
    rivals = tuple(
        replace(row, competitors=("port-authority",)) if row.id == "gamma-port" else row
        for row in scenario.organisations
    )
    scenario = replace(scenario, organisations=rivals)
    assert ("gamma-port", "port-authority") not in pairs(make_meetings(scenario, forum_plan(scenario), SECONDS))


def test_who_asked_for_nothing_is_proposed_what_both_sides_want() -> None:
    # Gamma works in logistics, which the port authority wishes for; nobody else wishes for it.
    scenario = forum_scenario(meetings=forum_scenario().meetings[:1])
    plan = made(scenario, forum_plan(scenario))
    proposed = {(meeting.visitor, meeting.host) for meeting in plan.meetings if meeting.proposed}
    assert ("gamma-port", "port-authority") in proposed
    assert found(scenario, plan) == []


def test_the_heat_map_tells_meetings_by_company_and_slot() -> None:
    scenario = forum_scenario()
    plan = forum_plan(scenario, individual=(arrives_late("he", "13:50"),))
    heat = dict(matchmake(scenario, plan, "forum", SECONDS).heat())
    assert heat["gamma-port"] == (None, None, None, 1)
    assert sum(count or 0 for count in heat["port-authority"]) == 2


def test_a_table_less_drops_the_fewest_and_moves_no_other() -> None:
    scenario = with_forum(forum_scenario(), minutes=20)
    scenario = replace(scenario, meetings=(scenario.meetings[0], scenario.meetings[2]))
    plan = made(scenario, forum_plan(scenario))
    assert len(plan.meetings) == 2
    fewer = with_forum(scenario, tables=1)
    again = rematch(fewer, plan, "forum", plan.meetings, SECONDS)
    assert len(again.meetings) == 1
    assert pairs(again.meetings) < pairs(plan.meetings)


def test_replanning_without_a_cause_changes_nothing() -> None:
    scenario = forum_scenario()
    plan = made(scenario, forum_plan(scenario))
    assert rematch(scenario, plan, "forum", plan.meetings, SECONDS).meetings == plan.meetings


def test_a_late_coach_moves_only_whom_it_carries() -> None:
    scenario = forum_scenario()
    plan = made(scenario, forum_plan(scenario))
    late = replace(plan, individual=(arrives_late("he", "13:50"),))
    again = {(m.visitor, m.host): m.slot for m in rematch(scenario, late, "forum", plan.meetings, SECONDS).meetings}
    before = {(m.visitor, m.host): m.slot for m in plan.meetings}
    moved = {pair for pair in before if again.get(pair) != before[pair]}
    assert again["gamma-port", "port-authority"] == 4
    # The port authority may have met Alpha in slot 4; then that meeting has to make room, and no other does.
    assert ("alpha-iot", "iot-institute") not in moved


def test_the_explanation_names_what_is_needed_and_whom_it_would_displace() -> None:
    scenario = with_forum(forum_scenario(), minutes=20)
    plan = made(scenario, forum_plan(scenario))
    assert len(plan.meetings) == 2  # the port authority has one seat and one slot
    missing = next((m.visitor, m.host) for m in scenario.meetings if (m.visitor, m.host) not in pairs(plan.meetings))
    told = explain_meeting(scenario, plan, "forum", *missing)
    assert isinstance(told, Unmet)
    assert told.needs == ("host_full",)
    assert len(told.displaces) == 1


def test_nobody_asked_so_nothing_is_explained() -> None:
    scenario = forum_scenario()
    assert explain_meeting(scenario, forum_plan(scenario), "forum", "gamma-port", "iot-institute") is None


BROKEN = [
    ({"slot": 9}, "slot 9"),
    ({"table": 3}, "table 3"),
    ({"start": 0}, "-"),
    ({"interpreter": None}, "no interpreter"),
    ({"interpreter": "rung"}, "en;zh"),
    ({"proposed": True}, "proposed"),
    ({"host": "gamma-port"}, "gamma-port"),
]


@pytest.mark.parametrize(("change", "fact"), BROKEN)
def test_the_check_finds_a_changed_meeting(change: dict[str, Any], fact: str) -> None:
    scenario = forum_scenario()
    plan = made(scenario, forum_plan(scenario))
    meetings = tuple(replace(m, **change) if m.visitor == "gamma-port" else m for m in plan.meetings)
    findings = found(scenario, replace(plan, meetings=meetings))
    assert any(fact in str(finding["found"]) for finding in findings)


def test_the_check_finds_a_double_meeting() -> None:
    scenario = forum_scenario()
    plan = made(scenario, forum_plan(scenario))
    findings = found(scenario, replace(plan, meetings=(*plan.meetings, plan.meetings[0])))
    assert any(finding["found"] == "a second time" for finding in findings)
    assert any("also" in str(finding["found"]) for finding in findings)


def test_the_check_finds_a_forbidden_slot_of_a_pair_and_of_a_participant() -> None:
    scenario = forum_scenario()
    plan = made(scenario, forum_plan(scenario))
    slots = {meeting.slot for meeting in plan.meetings}
    wishes = tuple(replace(row, forbidden_slots=tuple(slots)) for row in scenario.meetings)
    assert len(found(replace(scenario, meetings=wishes), plan)) == 3
    rows = tuple(
        replace(row, forbidden_slots=tuple(slots)) if row.organisation == "iot-institute" else row
        for row in scenario.participants
    )
    assert [f["organisation"] for f in found(replace(scenario, participants=rows), plan)] == ["iot-institute"]


def test_the_check_finds_more_than_the_most_and_less_than_a_floor_that_could_be_had() -> None:
    scenario = forum_scenario()
    plan = made(scenario, forum_plan(scenario))
    tight = replace(scenario, rules=forum_scenario(most=1).rules)
    assert {f["organisation"] for f in found(tight, plan)} == {"alpha-iot", "port-authority"}
    without = replace(plan, meetings=tuple(m for m in plan.meetings if m.host != "iot-institute"))
    assert {f["organisation"] for f in found(scenario, without)} == {"iot-institute"}


def test_the_check_finds_an_interpreter_without_a_break() -> None:
    # Five meetings of 20 minutes in a row are 100 minutes; a break is due after 90.
    scenario = with_forum(forum_scenario(), minutes=100, tables=5)
    hosts = ("port-authority",)
    scenario = replace(
        scenario,
        participants=tuple(
            Participant(engagement="forum", organisation=name, seats=5) for name in ("gamma-port", *hosts)
        ),
        meetings=(MeetingWish(engagement="forum", visitor="gamma-port", host="port-authority", visitor_wish=1),),
    )
    plan = forum_plan(scenario)
    one = make_meetings(scenario, plan, SECONDS)[0]
    start = one.start - 20 * (one.slot - 1)
    row = tuple(replace(one, slot=n + 1, start=start + 20 * n, end=start + 20 * (n + 1)) for n in range(5))
    findings = found(scenario, replace(plan, meetings=row))
    assert any(finding["found"] == "100 min" for finding in findings)
    assert not any(f["found"] == "80 min" for f in found(scenario, replace(plan, meetings=row[:4])))


def test_a_scenario_without_slots_has_no_meetings() -> None:
    scenario = replace(
        forum_scenario(), engagements=(*forum_scenario().engagements[:-1], replace(FORUM, slot_minutes=None))
    )
    assert make_meetings(scenario, forum_plan(scenario), SECONDS) == ()


def test_meetings_that_break_a_soft_rule_cost_its_weight_and_the_account_adds_up() -> None:
    scenario = forum_scenario()
    settings = {"meetings_fit": RuleSetting(enabled=True, hard=False, weight=7)}
    scenario = replace(scenario, rules=replace(scenario.rules, settings=settings))
    before = accounted(scenario, made(scenario, forum_plan(scenario)))
    first, *others = before.meetings
    best = replace(before, status="optimal", bound=before.objective, meetings=(replace(first, table=9), *others))
    after = accounted(scenario, best)
    assert (after.objective, after.status) == (before.objective - 7, "feasible")
    assert not any(one.rule == "account_adds_up" for one in check(scenario, after))
