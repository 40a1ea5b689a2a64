"""The account of the handmade plan, worked out by hand, and the check that a plan's own account agrees."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.checking.account import Account, account
from planner.checking.check import check, verdict
from planner.domain.account import Aim, SoftBreach
from planner.domain.engagements import Order
from planner.domain.plan import Plan
from planner.domain.rulebook import EnoughRules, ProvinceRules
from planner.domain.rules import RuleSetting
from planner.domain.scenario import AIMS, Objective, Scenario
from tests.checking.edits import shifted, with_item, with_row, with_rules
from tests.handmade import tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
PLAN = tiny_plan(SCENARIO)


def value(aim: str, scenario: Scenario = SCENARIO, plan: Plan = PLAN) -> int:
    return next(one.value for one in account(scenario, plan).aims if one.name == aim)


def test_the_handmade_plan_breaks_no_rule_and_its_account_adds_up() -> None:
    assert check(SCENARIO, PLAN) == ()


def test_the_account_lists_every_aim_with_its_weight_and_sums_them() -> None:
    made = account(SCENARIO, PLAN)
    assert tuple(aim.name for aim in made.aims) == AIMS
    assert made.soft == ()
    assert made.objective == sum(aim.value * aim.weight for aim in made.aims) == PLAN.objective


def test_visitors_is_interest_times_strength_and_the_base_benefit_of_what_each_delegate_attends() -> None:
    # The three of the commission: base 2+5+4+3 = 14, policy 3x3, ports 2x3: 29 each. Zhou: base 2+3+3+4+3 = 15, and
    # iot 5 x (3+2): 40; Xu misses the port: 37. He, who misses the laboratory: base 12, ports 4x3, iot 1x2: 26.
    assert value("visitors") == 3 * 29 + 40 + 37 + 26


def test_visitors_stops_counting_a_topic_when_it_is_enough() -> None:
    # With strengths up to 4: Zhou and Xu get 5 x 4 instead of 5 x 5 for iot.
    assert value("visitors", with_rules(SCENARIO, topics=EnoughRules(4))) == 190 - 5 - 5


def test_hosts_is_the_wish_times_the_heads_of_the_sector_received_up_to_enough() -> None:
    # The institute receives Zhou and Xu (4 x 2); the port receives He of logistics (5 x 1) and Zhou of iot (1 x 1).
    assert value("hosts") == 8 + 5 + 1
    assert value("hosts", with_rules(SCENARIO, wishes=EnoughRules(1))) == 4 + 5 + 1


def test_hosts_counts_a_delegate_at_each_engagement_of_the_host() -> None:
    # The institute also holds the park briefing: Zhou and Xu again.
    assert value("hosts", with_row(SCENARIO, "engagements", "park-briefing", host="iot-institute")) == 14 + 8


def test_fairness_is_the_least_share_of_an_organisation_and_ten_times_the_least_of_a_province() -> None:
    # Everything would be worth 39 to each of the commission (29 got: 74 %), 46 to each of Alpha (77 of 92: 83 %),
    # 38 to He (26 got: 68 %). Bangkok and Chonburi hold three engagements each.
    assert value("fairness") == 68 + 10 * 3


def test_fairness_counts_no_province_where_none_is_named_and_zero_where_one_has_nothing() -> None:
    assert value("fairness", with_rules(SCENARIO, provinces=ProvinceRules())) == 68
    assert value("fairness", with_rules(SCENARIO, provinces=ProvinceRules(names=("Rayong", "Bangkok")))) == 68


def test_driving_is_the_minutes_of_the_transfers_of_tracks() -> None:
    gov, tech = 45 + (35 + 20 + 110 + 30) + (40 + 30 + 90), (45 + 20) + (130 + 30 + 30 + 30) + (40 + 30 + 90)
    assert value("driving") == gov + tech


def test_waiting_is_what_is_left_of_a_day_after_service_driving_boarding_and_preparation() -> None:
    gov = (450 - 45 - 90) + (645 - 195 - 225 - 3 * 10 - 30) + (355 - 160 - 150 - 2 * 10 - 5)
    tech = (450 - 65 - 180 - 10 - 10) + (675 - 220 - 240 - 3 * 10 - 10) + 20
    assert value("waiting") == gov + tech


def test_waiting_does_not_change_when_idle_minutes_move_from_one_side_of_a_stop_to_the_other() -> None:
    assert value("waiting", plan=shifted(PLAN, "tech", 1, "park-briefing", 0)) == 880
    assert value("waiting", plan=shifted(PLAN, "gov", 1, "lunch/2017-08-16", 5)) == 880


def test_moves_are_changes_of_hotel_from_night_to_night() -> None:
    assert value("moves") == 2


def test_cost_is_whole_thousands_of_vehicles_interpreters_rooms_and_meals() -> None:
    vehicles, interpreters = 3 * (4000 + 12000), 2 * 8000 + 7000
    rooms, meals = 5 * 3000 + 5 * 2000, 3 * 500 + 3 * 400 + 5 * 600 + 5 * 400
    assert vehicles + interpreters + rooms + meals == 103_700
    assert value("cost") == 103
    assert value("cost", with_row(SCENARIO, "vehicles", "van-1", price_day=4099.99)) == 103
    assert value("cost", with_row(SCENARIO, "vehicles", "van-1", price_day=4100.0)) == 104


def test_cost_counts_an_interpreter_once_a_day() -> None:
    twice = with_item(PLAN, "tech", 1, "hall-call", interpreters=("rung", "pim"))
    assert value("cost", plan=twice) == 103


def softened(rule: str, weight: int) -> Scenario:
    settings = {rule: RuleSetting(enabled=True, hard=False, weight=weight)}
    return replace(SCENARIO, rules=replace(SCENARIO.rules, settings=settings))


def test_a_soft_rule_takes_its_weight_off_for_each_violation() -> None:
    scenario = replace(
        softened("order_is_kept", 70), order=(Order(before="port-visit", after="hall-call"),)
    )  # broken by both tracks
    made = account(scenario, PLAN)
    assert [(breach.rule, breach.penalty) for breach in made.soft] == [("order_is_kept", 70)] * 2
    assert made.objective == PLAN.objective - 140


def test_the_verdict_parts_hard_violations_from_soft_breaches() -> None:
    order = (Order(before="port-visit", after="hall-call"),)
    hard = verdict(SCENARIO, check(replace(SCENARIO, order=order), PLAN))
    assert not hard.lawful
    assert [violation.rule for violation in hard.hard] == ["order_is_kept"] * 2
    soft_scenario = replace(softened("order_is_kept", 70), order=order)
    soft = verdict(soft_scenario, check(soft_scenario, settled(PLAN, account(soft_scenario, PLAN))))
    assert soft.lawful
    assert [breach.penalty for breach in soft.soft] == [70, 70]


def test_a_rule_that_is_switched_off_is_not_checked() -> None:
    order = (Order(before="port-visit", after="hall-call"),)
    settings = {"order_is_kept": RuleSetting(enabled=False)}
    scenario = replace(SCENARIO, order=order, rules=replace(SCENARIO.rules, settings=settings))
    assert check(scenario, PLAN) == ()


def settled(plan: Plan, made: Account) -> Plan:
    return replace(plan, aims=made.aims, soft_rules=made.soft, objective=made.objective)


def test_a_wrong_aim_objective_or_penalty_is_found() -> None:
    aims = tuple(replace(aim, value=aim.value + 1) if aim.name == "hosts" else aim for aim in PLAN.aims)
    facts = [violation.fact("aim") for violation in check(SCENARIO, replace(PLAN, aims=aims))]
    assert facts == ["hosts"]
    facts = [violation.fact("aim") for violation in check(SCENARIO, replace(PLAN, objective=PLAN.objective + 1))]
    assert facts == ["objective"]
    soft = (SoftBreach("ranks_are_matched", 100, {}),)
    facts = [violation.fact("soft rule") for violation in check(SCENARIO, replace(PLAN, soft_rules=soft))]
    assert facts == ["ranks_are_matched"]


def test_a_soft_breach_is_told_with_its_true_facts() -> None:
    scenario = replace(softened("order_is_kept", 70), order=(Order(before="port-visit", after="hall-call"),))
    plan = settled(PLAN, account(scenario, PLAN))
    assert verdict(scenario, check(scenario, plan)).lawful
    first, *rest = plan.soft_rules
    wrong = replace(plan, soft_rules=(replace(first, facts=dict(first.facts) | {"track": "nobody"}), *rest))
    broken = verdict(scenario, check(scenario, wrong)).hard
    assert [(one.rule, one.fact("soft rule")) for one in broken] == [("account_adds_up", "order_is_kept")] * 2


def test_a_bound_is_not_below_the_objective_and_only_what_reaches_it_is_optimal() -> None:
    def wrong(**changes: Any) -> list[str]:
        return [violation.fact("aim") for violation in check(SCENARIO, replace(PLAN, **changes))]

    assert wrong(bound=PLAN.objective - 1) == ["bound"]
    assert wrong(bound=PLAN.objective + 1) == []
    assert wrong(bound=PLAN.objective + 1, status="optimal") == ["status"]
    assert wrong(bound=None, status="optimal") == ["status"]
    assert wrong(bound=PLAN.objective, status="optimal") == []


def test_an_aim_that_is_not_recomputed_here_may_stand_beside_the_others() -> None:
    assert check(SCENARIO, replace(PLAN, aims=(Aim("changes", 3, -1), *PLAN.aims))) == ()


def test_with_ordered_solving_the_objective_is_that_of_the_first_aims() -> None:
    ordered = replace(SCENARIO, objective=Objective(order=("visitors+hosts", "fairness")))
    assert account(ordered, PLAN).objective == 10 * 190 + 10 * 14
