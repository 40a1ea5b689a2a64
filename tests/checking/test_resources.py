"""Rules of vehicles, rooms, meal seats, nights and interpreters; each where it binds and where it leaves free."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.domain.fleet import Interpreter
from planner.domain.places import Stay
from planner.domain.plan import Plan, TrackDay
from planner.domain.rulebook import InterpretingRules, NightRules
from planner.domain.scenario import Scenario
from tests.checking.edits import found, item, with_day, with_item, with_row, with_rules
from tests.handmade import tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
PLAN = tiny_plan(SCENARIO)
TUESDAY, WEDNESDAY = dt.date(2017, 8, 15), dt.date(2017, 8, 16)


def test_seats_are_not_exceeded_binds_when_the_van_is_too_small() -> None:
    violations = found("seats_are_not_exceeded", with_row(SCENARIO, "vehicles", "van-1", seats=2))
    assert {v.fact("track") for v in violations} == {"gov"}
    assert {(v.fact("found"), v.fact("allowed")) for v in violations} == {("3", "2 seats")}


def test_seats_are_not_exceeded_binds_when_nobody_drives() -> None:
    (violation,) = found("seats_are_not_exceeded", plan=with_item(PLAN, "tech", 1, "to/hall-call", vehicles=()))
    assert violation.fact("allowed") == "0 seats"


def test_seats_are_not_exceeded_binds_when_a_vehicle_serves_two_tracks_or_is_not_there_that_day() -> None:
    (shared,) = found("seats_are_not_exceeded", plan=with_item(PLAN, "gov", 1, "to/hall-call", vehicles=("coach-1",)))
    assert (shared.fact("vehicle"), shared.fact("found")) == ("coach-1", "gov;tech")
    (away,) = found("seats_are_not_exceeded", with_row(SCENARIO, "vehicles", "van-1", days=(TUESDAY, WEDNESDAY)))
    assert (away.fact("vehicle"), away.fact("date")) == ("van-1", "2017-08-17")


def test_seats_are_not_exceeded_binds_when_a_wheelchair_has_no_place() -> None:
    violations = found("seats_are_not_exceeded", with_row(SCENARIO, "delegates", "lin", access="wheelchair"))
    assert {v.fact("found") for v in violations} == {"lin"}


def test_seats_are_not_exceeded_leaves_free_a_full_van_and_a_wheelchair_in_the_coach_that_takes_it() -> None:
    scenario = with_row(SCENARIO, "vehicles", "van-1", seats=3, days=(TUESDAY, WEDNESDAY, dt.date(2017, 8, 17)))
    assert not found("seats_are_not_exceeded", with_row(scenario, "delegates", "zhou", access="wheelchair"))


def test_rooms_are_not_exceeded_binds_over_all_tracks_of_a_night() -> None:
    (violation,) = found("rooms_are_not_exceeded", with_row(SCENARIO, "hotels", "grand-hotel", rooms=4))
    assert (violation.fact("date"), violation.fact("found")) == ("2017-08-15", "5 rooms")


def with_rooms(plan: Plan, *rooms: tuple[str, ...]) -> Plan:
    return with_day(plan, "tech", 0, lambda day: replace(day, rooms={"grand-hotel": rooms}))


def test_rooms_are_not_exceeded_binds_when_people_share_unasked_or_have_no_room() -> None:
    unasked = found("rooms_are_not_exceeded", plan=with_rooms(PLAN, ("zhou", "xu"), ("he",)))
    assert [v.fact("found") for v in unasked] == ["zhou and xu", "he and xu apart"]
    (outside,) = found("rooms_are_not_exceeded", plan=with_rooms(PLAN, ("xu", "he")))
    assert outside.fact("delegates") == "zhou"
    (one_sided, *_) = found("rooms_are_not_exceeded", with_row(SCENARIO, "delegates", "he", room_with=None))
    assert one_sided.fact("found") == "xu and he"


def test_rooms_are_not_exceeded_leaves_free_a_full_hotel_with_a_shared_room() -> None:
    assert not found("rooms_are_not_exceeded", with_row(SCENARIO, "hotels", "grand-hotel", rooms=5))


def test_meal_seats_are_not_exceeded_binds_when_two_tracks_eat_at_once() -> None:
    (violation,) = found("meal_seats_are_not_exceeded", with_row(SCENARIO, "meals", "sea-dinner", seats=4))
    assert (violation.fact("time"), violation.fact("found")) == ("18:00", "5")


def test_meal_seats_are_not_exceeded_leaves_free_one_track_after_the_other() -> None:
    scenario = with_row(SCENARIO, "meals", "sea-lunch", seats=3)
    first, second = item(PLAN, "gov", 2, "lunch/2017-08-17"), item(PLAN, "tech", 2, "lunch/2017-08-17")
    assert len(found("meal_seats_are_not_exceeded", scenario)) == 1
    later = with_item(PLAN, "tech", 2, second.key, start=first.end, end=first.end + 60)
    assert not found("meal_seats_are_not_exceeded", scenario, later)


def test_nights_are_stable_binds_when_the_hotel_is_closed_or_another_is_fixed() -> None:
    (closed, *_) = found("nights_are_stable", with_row(SCENARIO, "hotels", "grand-hotel", until=dt.date(2017, 8, 14)))
    assert closed.fact("found") == "grand-hotel"
    fixed = replace(SCENARIO, stays=(Stay(night=WEDNESDAY, hotel="grand-hotel", track="gov"),))
    (violation,) = found("nights_are_stable", fixed)
    assert (violation.fact("track"), violation.fact("allowed")) == ("gov", "grand-hotel")


def test_nights_are_stable_binds_when_the_track_moves_too_often() -> None:
    violations = found("nights_are_stable", with_rules(SCENARIO, nights=NightRules(moves=0)))
    assert [(v.fact("track"), v.fact("found")) for v in violations] == [("gov", "1 moves"), ("tech", "1 moves")]


def test_nights_are_stable_binds_when_the_morning_starts_elsewhere_or_the_night_is_missing() -> None:
    def leaves_from_grand(day: TrackDay) -> TrackDay:
        return replace(day, hotel_from="grand-hotel")

    (elsewhere,) = found("nights_are_stable", plan=with_day(PLAN, "gov", 2, leaves_from_grand))
    assert (elsewhere.fact("date"), elsewhere.fact("allowed")) == ("2017-08-17", "sea-hotel")

    def without_night(day: TrackDay) -> TrackDay:
        return replace(day, items=tuple(item for item in day.items if item.kind != "night"))

    (missing,) = found("nights_are_stable", plan=with_day(PLAN, "gov", 1, without_night))
    assert missing.fact("found") == "no night"


def test_nights_are_stable_leaves_free_one_move_to_the_hotel_that_a_track_fixed_for_itself() -> None:
    own = (Stay(night=WEDNESDAY, hotel="sea-hotel", track=track) for track in ("gov", "tech"))
    scenario = replace(SCENARIO, stays=(Stay(night=WEDNESDAY, hotel="grand-hotel"), *own))
    assert not found("nights_are_stable", with_rules(scenario, nights=NightRules(moves=1)))


def interpreting(rules: InterpretingRules) -> Scenario:
    return with_rules(SCENARIO, interpreting=rules)


def test_interpreters_are_there_binds_when_nobody_speaks_for_the_guests() -> None:
    (nobody, few) = found("interpreters_are_there", plan=with_item(PLAN, "gov", 1, "ministry-call", interpreters=()))
    assert (nobody.fact("engagement"), nobody.fact("allowed")) == ("ministry-call", "zh to en;th")
    assert (few.fact("found"), few.fact("allowed")) == ("0 interpreters", "1")


def test_interpreters_are_there_binds_when_the_interpreter_lacks_the_pair() -> None:
    violations = found("interpreters_are_there", plan=with_item(PLAN, "gov", 2, "port-visit", interpreters=("rung",)))
    assert {v.fact("engagement") for v in violations} == {"port-visit"}


def test_interpreters_are_there_binds_when_two_are_needed() -> None:
    (talks,) = found("interpreters_are_there", with_row(SCENARIO, "engagements", "ministry-call", kind="talks"))
    assert (talks.fact("engagement"), talks.fact("allowed")) == ("ministry-call", "2")
    stretch = found("interpreters_are_there", interpreting(InterpretingRules(stretch_minutes=89)))
    assert {(v.fact("engagement"), v.fact("allowed")) for v in stretch if v.fact("engagement")} == {("port-visit", "2")}


def test_interpreters_are_there_binds_on_hours_dates_and_one_track_a_day() -> None:
    hours = found("interpreters_are_there", interpreting(InterpretingRules(day_minutes=104)))
    assert [(v.fact("interpreter"), v.fact("found")) for v in hours] == [("rung", "105 min")]
    (away,) = found("interpreters_are_there", with_row(SCENARIO, "interpreters", "pim", days=(WEDNESDAY,)))
    assert (away.fact("interpreter"), away.fact("date")) == ("pim", "2017-08-17")
    both = with_item(PLAN, "tech", 1, "park-briefing", interpreters=("rung", "pim"))
    (torn,) = found("interpreters_are_there", plan=both)
    assert (torn.fact("interpreter"), torn.fact("allowed")) == ("pim", "one track a day")


def pim_on_wednesday(rules: InterpretingRules, plan: Plan) -> list[str]:
    violations = found("interpreters_are_there", interpreting(rules), plan)
    return [v.fact("found") for v in violations if v.fact("interpreter") == "pim" and v.fact("date") == "2017-08-16"]


def test_interpreters_are_there_binds_without_a_break() -> None:
    # Pim interprets 45 minutes at the ministry and, 285 minutes later, 45 at the hall: alone there, if Rung is not.
    alone = with_item(PLAN, "tech", 1, "hall-call", interpreters=())
    assert pim_on_wednesday(InterpretingRules(stretch_minutes=89, break_minutes=286), alone) == ["90 min"]
    assert not pim_on_wednesday(InterpretingRules(stretch_minutes=90, break_minutes=286), alone)
    assert not pim_on_wednesday(InterpretingRules(stretch_minutes=89, break_minutes=285), alone)


def test_interpreters_are_there_leaves_free_two_who_take_turns() -> None:
    assert not pim_on_wednesday(InterpretingRules(stretch_minutes=89, break_minutes=286), PLAN)


def test_interpreters_are_there_binds_when_interpretation_takes_longer() -> None:
    violations = found("interpreters_are_there", interpreting(InterpretingRules(factor_percent=150)))
    assert {v.fact("allowed") for v in violations if "interpreted" in v.fact("allowed")} == {
        "68 min interpreted",  # the calls: 45 x 1.5 = 67.5, rounded up
        "90 min interpreted",
        "135 min interpreted",
    }


def test_interpreters_are_there_leaves_free_a_session_in_which_all_share_a_language() -> None:
    # Zhou and Xu speak English with the institute; nobody interprets there.
    assert item(PLAN, "tech", 0, "lab-visit").interpreters == ()
    assert not found("interpreters_are_there")


def test_interpreters_are_there_leaves_free_a_relay_through_english_where_it_is_allowed() -> None:
    interpreters = (*SCENARIO.interpreters, Interpreter(id="somsri", name=SCENARIO.title, languages=("en", "th")))
    scenario = replace(SCENARIO, interpreters=interpreters)
    plan = with_item(PLAN, "gov", 2, "port-visit", interpreters=("rung", "somsri"))
    assert found("interpreters_are_there", scenario, plan)
    assert not found("interpreters_are_there", with_rules(scenario, interpreting=InterpretingRules(relay=True)), plan)


def test_interpreters_are_there_leaves_free_an_interpreter_with_one_of_the_tracks_of_a_shared_session() -> None:
    plan = with_item(PLAN, "tech", 1, "hall-call", interpreters=("rung", "pim"))
    assert not found("interpreters_are_there", plan=plan)


def test_interpreters_know_the_subject_binds_when_none_there_knows_a_topic() -> None:
    scenario = with_row(SCENARIO, "interpreters", "pim", topics=("ports",))
    (violation,) = found("interpreters_know_the_subject", scenario)
    assert (violation.fact("engagement"), violation.fact("found")) == ("ministry-call", "pim")
    assert violation.fact("allowed") == "policy"


def test_interpreters_know_the_subject_leaves_free_the_versed_the_untold_and_what_has_no_topic() -> None:
    assert not found("interpreters_know_the_subject")
    assert not found(
        "interpreters_know_the_subject", with_row(SCENARIO, "interpreters", "pim", topics=("policy", "ports"))
    )


def accessible(*without: str) -> Scenario:
    """Xu in a wheelchair; sites have access but those named."""
    scenario = with_row(SCENARIO, "delegates", "xu", access="wheelchair")
    return replace(
        scenario, sites=tuple(replace(one, access="" if one.id in without else "wheelchair") for one in scenario.sites)
    )


def test_wheelchairs_have_access_binds_at_visits_meals_and_nights() -> None:
    items = [violation.fact("item") for violation in found("wheelchairs_have_access", accessible("grand", "sea"))]
    assert items == ["welcome-dinner", "night/2017-08-15", "lunch/2017-08-16"]


def test_wheelchairs_have_access_leaves_free_sites_of_others_and_what_is_not_known() -> None:
    assert not found("wheelchairs_have_access", accessible("ministry", "port"))
    assert not found("wheelchairs_have_access", accessible(*(site.id for site in SCENARIO.sites)))
