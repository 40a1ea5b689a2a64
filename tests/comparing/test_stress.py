"""Delays simulated on the plan written by hand; shares are compared with what the exponential law gives."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from planner.comparing.delays import Delays
from planner.comparing.recovery import Card, cards
from planner.comparing.simulating import Simulation
from planner.comparing.stress import StopRisk, Stress, stress
from planner.domain.plan import Item, Plan
from planner.domain.rulebook import BufferRules, DelayRules
from planner.domain.scenario import Scenario
from planner.domain.travel import Travel, margin
from tests.handmade import at, tiny_plan, tiny_scenario
from tests.handmade_items import ride

NOTHING = DelayRules(
    travel_spread_percent=0,
    peak_spread_percent=0,
    overrun_percent=0,
    boarding_minutes=0,
    late_flights_percent=0,
)
SAMPLES = 20_000


def scenario_with(**delays: Any) -> Scenario:
    """The tiny visit with only the delays that are named."""
    plain = tiny_scenario()
    return replace(plain, rules=replace(plain.rules, delays=replace(NOTHING, **delays)))


def stressed(**delays: Any) -> Stress:
    scenario = scenario_with(**delays)
    return stress(scenario, tiny_plan(scenario), SAMPLES)


def risk(found: Stress, track: str, key: str) -> StopRisk:
    return next(stop for stop in found.stops if (stop.track, stop.key) == (track, key))


def test_without_delays_everybody_is_on_time() -> None:
    found = stressed()
    assert found.lateness == 0
    assert {stop.on_time for stop in found.stops} == {1.0}
    assert found.buffers == ()
    assert found.weakest == ()


def test_a_late_departure_is_a_late_start_less_the_slack() -> None:
    """To the port each track leaves at 08:30, drives 40 min, needs 5 min of setup for 09:30: 15 min of slack. With 10
    min lost in the mean at departure it is late by more than the 5 min of grace in exp(-20 / 10) of all visits; the
    session waits for both tracks."""
    found = stressed(boarding_minutes=10)
    own = math.exp(-2)
    port = risk(found, "gov", "port-visit")
    assert port.begins == pytest.approx(own, abs=0.01)
    assert port.on_time == pytest.approx((1 - own) ** 2, abs=0.01)
    assert port == replace(risk(found, "tech", "port-visit"), track="gov", begins=port.begins)


def test_a_long_wait_takes_up_what_was_lost_before() -> None:
    """Between the morning and the welcome dinner at 18:30 lie hours."""
    assert risk(stressed(boarding_minutes=10), "tech", "welcome-dinner").on_time == 1.0


def test_a_late_flight_makes_the_first_stop_late() -> None:
    """The laboratory at 14:00 takes 10 min of setup; the track could be there at 13:15: 35 min of slack and 5 of grace.
    All flights are late, by 40 min in the mean."""
    late = risk(stressed(late_flights_percent=100, late_flight_minutes=40), "tech", "lab-visit")
    assert 1 - late.on_time == pytest.approx(math.exp(-1), abs=0.01)


def test_a_flight_is_missed_when_check_in_has_closed() -> None:
    """The airport is reached at 14:25 for 15:00; check-in closes an hour before the take-off at 18:00."""
    rough = stressed(boarding_minutes=90)
    flight = risk(rough, "gov", "flight/f-out")
    assert flight.kind == "flight"
    assert flight.missed is not None
    assert 0 < flight.missed < 1 - flight.on_time


def test_an_engagement_that_starts_late_catches_up_a_little() -> None:
    """What runs over passes on to the next stop; cutting short passes on less."""
    full, cut = (stressed(boarding_minutes=40, catch_up_percent=percent) for percent in (0, 50))
    assert risk(cut, "gov", "flight/f-out").mean < risk(full, "gov", "flight/f-out").mean


def test_the_same_seed_gives_the_same_numbers() -> None:
    scenario = tiny_scenario()
    plan = tiny_plan(scenario)
    assert stress(scenario, plan, 100, seed=3) == stress(scenario, plan, 100, seed=3)
    assert stress(scenario, plan, 100, seed=3) != stress(scenario, plan, 100, seed=4)


def test_what_needs_the_head_is_critical_and_a_site_visit_is_not() -> None:
    found = stressed()
    assert risk(found, "gov", "ministry-call").critical
    assert not risk(found, "tech", "lab-visit").critical


def test_a_buffer_helps_most_where_the_slack_is_least() -> None:
    """Ten minutes more on one track's way to the port: it is late in exp(-3) of the visits, the other in exp(-2)."""
    found = stressed(boarding_minutes=10)
    port = next(buffer for buffer in found.buffers if (buffer.track, buffer.key) == ("gov", "port-visit"))
    before, after = (1 - math.exp(-2)) ** 2, (1 - math.exp(-2)) * (1 - math.exp(-3))
    assert port.saved == pytest.approx(2 * 100 * (after - before), abs=2.5)


def test_travel_factors_have_mean_one_and_the_spread_asked_for() -> None:
    draws = Delays(replace(NOTHING, travel_spread_percent=20, peak_spread_percent=40), 200_000, 1)
    for in_peak, spread in ((False, 0.2), (True, 0.4)):
        factors = draws.travel(7, 0, np.full(200_000, in_peak))
        assert factors.mean() == pytest.approx(1, abs=0.01)
        assert factors.std() == pytest.approx(spread, abs=0.01)


def test_legs_of_one_day_are_slow_together() -> None:
    draws = Delays(replace(NOTHING, travel_spread_percent=20, common_percent=40), 50_000, 1)
    calm = np.zeros(50_000, dtype=bool)
    same, other = (np.corrcoef(draws.travel(1, 0, calm), draws.travel(2, day, calm))[0, 1] for day in (0, 1))
    assert same == pytest.approx(0.4, abs=0.03)
    assert other == pytest.approx(0, abs=0.03)


def test_a_leg_planned_with_a_buffer_suffices_so_often() -> None:
    plain = tiny_scenario()
    careful = replace(plain, rules=replace(plain.rules, buffers=BufferRules(on_time_percent=90)))
    usual, planned = (Travel(one).way("sea", "bkk").minutes for one in (plain, careful))
    spread = plain.rules.delays.travel_spread_percent
    draws = Delays(plain.rules.delays, 50_000, 1).travel(1, 0, np.zeros(50_000, dtype=bool))
    assert planned == math.ceil(usual * margin(90, spread))
    assert np.mean(usual * draws <= planned) >= 0.9 > np.mean(usual * draws <= planned - 2)


def test_the_simulation_drives_usual_times_whatever_is_planned() -> None:
    """A plan with buffers is more punctual than the roads, not on faster ones."""
    plain = tiny_scenario()
    careful = replace(plain, rules=replace(plain.rules, buffers=BufferRules(on_time_percent=95)))
    runs = [Simulation(one, tiny_plan(one), 50, 1).run(2).reached for one in (plain, careful)]
    assert all(np.array_equal(runs[0][link], runs[1][link]) for link in runs[0])


def direct(plan: Plan) -> Plan:
    """`plan` without the park briefing: the technology track goes straight to its lunch."""

    def changed(items: tuple[Item, ...]) -> tuple[Item, ...]:
        out = ("park-briefing", "to/park-briefing", "to/lunch/2017-08-16")
        kept = [item for item in items if item.key not in out]
        straight = ride("tech", "lunch/2017-08-16", "grand>sea", 1, "09:30-11:40", 130.0, 3)
        return tuple(sorted((*kept, straight), key=lambda item: item.start)) if len(kept) < len(items) - 2 else items

    tracks = (
        replace(one, days=tuple(replace(d, items=changed(d.items)) if d.day == 1 else d for d in one.days))
        if one.id == "tech"
        else one
        for one in plan.tracks
    )
    return replace(plan, tracks=tuple(tracks))


def solved_cards() -> tuple[Scenario, tuple[Card, ...], list[tuple[Scenario, int]]]:
    scenario = scenario_with(boarding_minutes=60)
    plan, asked = tiny_plan(scenario), list[tuple[Scenario, int]]()

    def recover(without: Scenario, old: Plan, moment: int) -> Plan:
        asked.append((without, moment))
        return direct(old)

    return scenario, cards(scenario, plan, stress(scenario, plan, 2_000), recover), asked


def test_a_card_says_what_to_drop_and_until_when_it_need_not_be() -> None:
    """The park is 130 min from the hotel in the peak and may start by 10:35 with the grace of 5 min; then lunch by
    12:20 and the call by 15:05 hold too: leave by 08:25. Straight to lunch, 110 min off peak, leaving by 10:30 will do.
    """
    _, (card, *_), asked = solved_cards()
    assert (card.track, card.drop, card.protects) == ("tech", "park-briefing", "hall-call")
    assert card.place == "grand"
    assert card.latest == at(1, "08:25")
    assert card.reach == at(1, "10:30")
    without, moment = asked[0]
    assert moment == at(1, "08:00"), "what has left before is done"
    assert [(pin.engagement, pin.track, pin.state) for pin in without.pins[-1:]] == [("park-briefing", "tech", "out")]


def test_a_card_tells_whom_the_new_plan_touches() -> None:
    _, (card, *_), _ = solved_cards()
    told = {(party.kind, party.id) for change in card.changes for party in change.parties}
    assert {("host", "digital-ministry"), ("interpreter", "rung"), ("track", "tech")} <= told
    assert ("track", "gov") not in told


def test_there_is_no_card_without_a_lawful_plan_or_without_need() -> None:
    scenario = scenario_with(boarding_minutes=60)
    plan = tiny_plan(scenario)
    assert cards(scenario, plan, stress(scenario, plan, 500), lambda *_: None) == ()
    calm = scenario_with()
    assert cards(calm, plan, stress(calm, plan, 500), lambda *_: pytest.fail("nothing to solve")) == ()
