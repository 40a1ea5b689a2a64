"""Rules of sessions: sharing, hosts, capacity, ranks, the head, competitors, order; where they bind and where not."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.engagements import Order
from planner.domain.rulebook import RankRules
from tests.checking.edits import found, item, shifted, with_added, with_item, with_row, with_rules
from tests.handmade import at, tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
PLAN = tiny_plan(SCENARIO)


def test_sessions_are_not_exceeded_binds_when_tracks_share_what_is_not_for_several() -> None:
    (violation,) = found("sessions_are_not_exceeded", with_row(SCENARIO, "engagements", "hall-call", together=False))
    assert (violation.fact("engagement"), violation.fact("track")) == ("hall-call", "gov;tech")


def test_sessions_are_not_exceeded_binds_when_a_second_session_is_not_offered() -> None:
    plan = with_item(PLAN, "tech", 1, "hall-call", session=2)
    (violation,) = found("sessions_are_not_exceeded", plan=plan)
    assert (violation.fact("found"), violation.fact("allowed")) == ("2 sessions", "1")


def test_sessions_are_not_exceeded_binds_when_a_shared_session_has_two_starts() -> None:
    (violation,) = found("sessions_are_not_exceeded", plan=shifted(PLAN, "tech", 1, "hall-call", -5))
    assert (violation.fact("track"), violation.fact("found")) == ("tech", "14:55-15:40")


def test_sessions_are_not_exceeded_binds_when_a_track_comes_twice() -> None:
    again = item(PLAN, "tech", 0, "lab-visit")
    again = replace(again, session=2, start=at(2, "13:00"), end=at(2, "14:30"))
    facts = [v.fact("found") for v in found("sessions_are_not_exceeded", plan=with_added(PLAN, "tech", 2, again))]
    assert facts == ["2 times"]


def test_sessions_are_not_exceeded_binds_when_a_track_is_not_invited() -> None:
    scenario = with_row(SCENARIO, "engagements", "hall-call", audience=("gov",))
    (violation,) = found("sessions_are_not_exceeded", scenario)
    assert (violation.fact("track"), violation.fact("allowed")) == ("tech", "gov")


def test_sessions_are_not_exceeded_leaves_free_two_tracks_in_the_two_sessions_offered() -> None:
    plan = with_item(PLAN, "tech", 2, "port-visit", session=2)
    assert not found("sessions_are_not_exceeded", with_row(SCENARIO, "engagements", "port-visit", together=False), plan)


def test_hosts_receive_one_session_at_a_time_binds_when_two_sessions_overlap() -> None:
    plan = with_item(PLAN, "tech", 2, "port-visit", session=2)
    (violation,) = found("hosts_receive_one_session_at_a_time", plan=plan)
    assert violation.fact("host") == "port-authority"


def test_hosts_receive_one_session_at_a_time_binds_across_engagements_of_one_host() -> None:
    scenario = with_row(SCENARIO, "engagements", "lab-visit", host="digital-ministry")
    assert not found("hosts_receive_one_session_at_a_time", scenario)
    later = shifted(PLAN, "tech", 1, "park-briefing", -30)
    (violation,) = found("hosts_receive_one_session_at_a_time", scenario, later)
    assert violation.fact("engagement") == "park-briefing"


def test_hosts_receive_one_session_at_a_time_leaves_free_a_shared_session_and_one_that_follows_at_once() -> None:
    after = shifted(PLAN, "tech", 1, "park-briefing", -15)
    assert item(after, "tech", 1, "park-briefing").start == item(PLAN, "gov", 1, "ministry-call").end
    assert not found("hosts_receive_one_session_at_a_time", plan=after)


def test_capacity_is_not_exceeded_binds_on_the_heads_of_all_tracks_together() -> None:
    (violation,) = found("capacity_is_not_exceeded", with_row(SCENARIO, "engagements", "hall-call", capacity=5))
    assert (violation.fact("found"), violation.fact("allowed")) == ("6", "5")


def test_capacity_is_not_exceeded_binds_on_the_size_of_tracks() -> None:
    largest = found("capacity_is_not_exceeded", with_row(SCENARIO, "tracks", "gov", max_size=2))
    assert {v.fact("allowed") for v in largest} == {"at most 2"}
    smallest = found("capacity_is_not_exceeded", with_row(SCENARIO, "tracks", "tech", min_size=4))
    assert [v.fact("allowed") for v in smallest] == ["at least 4"]


def test_capacity_is_not_exceeded_leaves_free_a_place_that_just_holds_those_really_there() -> None:
    scenario = with_row(SCENARIO, "engagements", "hall-call", capacity=6)
    scenario = with_row(scenario, "engagements", "lab-visit", capacity=2)  # He Ping has not landed yet
    assert not found("capacity_is_not_exceeded", scenario)


def test_ranks_are_matched_binds_when_the_highest_guest_stands_too_far_from_the_host() -> None:
    scenario = with_row(SCENARIO, "engagements", "hall-call", host_rank=4)
    (violation,) = found("ranks_are_matched", scenario)
    assert (violation.fact("found"), violation.fact("allowed")) == ("rank 1", "2 to 6")


def test_ranks_are_matched_leaves_free_a_host_within_the_levels_or_without_a_rank() -> None:
    assert not found("ranks_are_matched", with_row(SCENARIO, "engagements", "hall-call", host_rank=3))
    free = with_row(SCENARIO, "engagements", "hall-call", host_rank=None)
    assert not found("ranks_are_matched", with_rules(free, ranks=RankRules(within=0)))


def test_the_head_attends_binds_when_only_the_other_track_goes() -> None:
    (violation,) = found("the_head_attends", with_row(SCENARIO, "engagements", "lab-visit", head_required=True))
    assert violation.fact("engagement") == "lab-visit"


def test_the_head_attends_leaves_free_what_is_not_held_or_has_the_head_in_one_session() -> None:
    scenario = with_row(SCENARIO, "engagements", "temple", head_required=True)
    scenario = with_row(scenario, "engagements", "port-visit", head_required=True)
    assert not found("the_head_attends", scenario, with_item(PLAN, "tech", 2, "port-visit", session=2))


def test_competitors_are_apart_binds_once_for_each_session_and_pair() -> None:
    scenario = with_row(SCENARIO, "organisations", "gamma-port", competitors=("alpha-iot",))
    sessions = [v.fact("engagement") for v in found("competitors_are_apart", scenario)]
    assert sessions == ["park-briefing", "hall-call", "port-visit"]


def test_competitors_are_apart_leaves_free_receptions_and_sessions_with_one_of_them() -> None:
    # Both are at the welcome dinner, but before that only Alpha is at the laboratory: He Ping has not landed yet.
    scenario = with_row(SCENARIO, "organisations", "alpha-iot", competitors=("gamma-port",))
    assert not {"welcome-dinner", "lab-visit"} & {
        v.fact("engagement") for v in found("competitors_are_apart", scenario)
    }


def test_order_is_kept_binds_when_what_should_come_first_comes_later() -> None:
    scenario = replace(SCENARIO, order=(Order(before="port-visit", after="hall-call"),))
    assert [v.fact("track") for v in found("order_is_kept", scenario)] == ["gov", "tech"]


def test_order_is_kept_binds_on_the_same_day_and_on_the_gap() -> None:
    same_day = replace(SCENARIO, order=(Order(before="hall-call", after="port-visit", same_day=True),))
    assert {v.fact("allowed") for v in found("order_is_kept", same_day)} == {"same day"}
    # From 15:45 on Wednesday to 09:30 on Thursday are 17 h 45 min.
    gap = replace(SCENARIO, order=(Order(before="hall-call", after="port-visit", max_gap_minutes=1064),))
    assert {v.fact("allowed") for v in found("order_is_kept", gap)} == {"at most 1064 min"}


def test_order_is_kept_leaves_free_a_gap_that_just_fits_and_tracks_that_attend_one_of_both() -> None:
    rows = (
        Order(before="hall-call", after="port-visit", max_gap_minutes=1065),
        Order(before="park-briefing", after="ministry-call"),
    )
    assert not found("order_is_kept", replace(SCENARIO, order=rows))


def test_courtesy_comes_first_binds_once_for_each_track_call_and_visit() -> None:
    scenario = with_row(SCENARIO, "engagements", "park-briefing", kind="site_visit")
    (violation,) = found("courtesy_comes_first", scenario)
    assert (violation.fact("track"), violation.fact("after")) == ("tech", "park-briefing")


def test_courtesy_comes_first_leaves_free_visits_after_the_call_and_calls_in_another_province() -> None:
    assert not found("courtesy_comes_first")
    moved = with_row(SCENARIO, "engagements", "park-briefing", kind="site_visit")
    assert not found("courtesy_comes_first", with_row(moved, "sites", "park", province="Rayong"))
