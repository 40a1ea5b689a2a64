"""Solving as a whole: repeatable, never unlawful, honest about time and impossibility."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.checking.check import check, verdict
from planner.domain.engagements import Order, Pin
from planner.domain.fleet import Track
from planner.domain.places import Hotel, OpeningRow
from planner.domain.plan import Plan
from planner.domain.plan_json import plan_to_json
from planner.domain.rulebook import ProvinceRules
from planner.domain.rules import RULES
from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.reading import read_scenario
from planner.solving.beginning import first_plan
from planner.solving.budget import Budget
from planner.solving.improving import Improvement
from planner.solving.outcomes import Conflict, Infeasible, Outcome, OutOfTime, Solved, Step
from planner.solving.solve import Settings, solve
from planner.solving.valuing import Valued
from tests.checking.edits import with_row, with_rules
from tests.handmade import tiny_plan, tiny_scenario
from tests.handmade_people import THURSDAY, WEDNESDAY, text
from tests.handmade_places import at
from tests.model.asking import with_setting

SIX = Path(__file__).parents[1] / "invented" / "bosphorus-six"


def solved(scenario: Scenario, seconds: float = 0.4, seed: int = 1, workers: int = 1) -> Outcome:
    return solve(scenario, "0" * 64, Settings(seconds, seed, workers), lambda step: None)


def first(scenario: Scenario) -> Valued | Infeasible | OutOfTime:
    """The first plan only."""
    frame = replace(tiny_plan(scenario), tracks=(), individual=())
    return first_plan(Problem(scenario), frame, Budget(20, repeatable=True), 1)


def plan_of(outcome: Outcome) -> Plan:
    assert isinstance(outcome, Solved)
    return outcome.plan


def test_a_plan_tells_how_well_off_the_worst_off_of_each_side_is_and_could_be() -> None:
    plan = plan_of(solved(tiny_scenario()))
    assert [one.side for one in plan.worst_off] == ["visitor", "host"]
    for one in plan.worst_off:
        assert one.bound is not None
        assert one.nothing_bound is not None
        assert one.percent <= one.bound <= 100
        assert one.nothing >= one.nothing_bound >= 0


@pytest.mark.parametrize("seed", [1, 5])
def test_the_same_seed_and_one_worker_give_the_same_bytes(seed: int) -> None:
    scenario = read_scenario(SIX).scenario
    one, other = (plan_to_json(plan_of(solved(scenario, 1.0, seed)), scenario.clock) for _ in range(2))
    assert one == other


def test_two_workers_give_a_lawful_plan() -> None:
    scenario = tiny_scenario()
    plan = plan_of(solved(scenario, 3.0, workers=2))
    assert verdict(scenario, check(scenario, plan)).hard == ()


def test_every_plan_on_the_way_is_lawful_and_none_is_worse_than_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario, on_the_way = tiny_scenario(), []
    offered = Improvement._offer

    def watched(self: Improvement, *given: object) -> int:
        gain = offered(self, *given)  # type: ignore[arg-type]
        on_the_way.append(self.best)
        return gain

    monkeypatch.setattr(Improvement, "_offer", watched)
    plan_of(solved(scenario, 1.5))
    assert len(on_the_way) > 3
    assert all(verdict(scenario, check(scenario, one.plan)).hard == () for one in on_the_way)
    worths = [one.plan.objective for one in on_the_way]
    assert worths == sorted(worths)


def test_progress_tells_better_and_better_plans() -> None:
    steps: list[Step] = []
    outcome = solve(tiny_scenario(), "0" * 64, Settings(1.0, 1, 1), steps.append)
    told = [step.objective for step in steps if step.objective is not None]
    assert steps[0].doing == "first plan"
    assert told == sorted(told)
    assert told[-1] == plan_of(outcome).objective


def test_who_asks_to_stop_gets_the_best_plan_so_far() -> None:
    stop = threading.Event()
    outcome = solve(tiny_scenario(), "0" * 64, Settings(600, 1, 1, stop), lambda step: stop.set())
    assert isinstance(outcome, Solved)
    assert outcome.stopped


def test_no_time_is_out_of_time() -> None:
    stop = threading.Event()
    stop.set()
    outcome = solve(tiny_scenario(), "0" * 64, Settings(10, 1, 1, stop), lambda step: None)
    assert isinstance(outcome, OutOfTime)


# What cannot hold: each with the reason why.
def closed_at_the_pinned_time() -> Scenario:
    """The ministry closes at noon."""
    pin = Pin(engagement="ministry-call", track="gov", on=THURSDAY, at=at(13), state="fixed")
    return tiny_scenario(pins=(pin,))


def nowhere_to_sleep() -> Scenario:
    """Six delegates, of whom two share, need five rooms on Tuesday; the only hotel open then has three."""
    return with_row(tiny_scenario(), "hotels", "grand-hotel", rooms=3)


def tracks_too_small() -> Scenario:
    """Three and two do not make six."""
    return with_row(with_row(tiny_scenario(), "tracks", "gov", max_size=3), "tracks", "tech", max_size=2)


def too_many_asked_for() -> Scenario:
    """Bangkok has three engagements."""
    return with_rules(tiny_scenario(), provinces=ProvinceRules(names=("Bangkok",), least=4))


def no_hotel_at_all() -> Scenario:
    return tiny_scenario(hotels=(), stays=())


@pytest.mark.parametrize(
    "impossible", [closed_at_the_pinned_time, nowhere_to_sleep, tracks_too_small, too_many_asked_for, no_hotel_at_all]
)
def test_what_cannot_hold_is_infeasible(impossible: object) -> None:
    assert callable(impossible)
    assert isinstance(first(impossible()), Infeasible)


def test_it_is_said_where_delegates_could_travel_in_other_tracks() -> None:
    none, some = first(tracks_too_small()), first(closed_at_the_pinned_time())
    assert isinstance(none, Infeasible)
    assert isinstance(some, Infeasible)
    assert str(none) == "no lawful plan exists"
    assert str(some) == "no lawful plan exists with delegates in such tracks as were tried"
    lawful = first(tiny_scenario())
    assert isinstance(lawful, Valued)
    scenario, days = closed_at_the_pinned_time(), lawful.plan.delegates
    told = tuple(replace(who, track=next(iter(days[who.id].values()))) for who in scenario.delegates)
    given = first(replace(scenario, delegates=told))
    assert isinstance(given, Infeasible)
    assert not given.as_tried


def test_nights_without_an_open_hotel_are_named() -> None:
    scenario = with_row(tiny_scenario(stays=()), "hotels", "grand-hotel", from_=WEDNESDAY)
    outcome = first(scenario)
    assert isinstance(outcome, Infeasible)
    assert outcome.conflicts == (Conflict((("nights_are_stable", ("no hotel is open", "2017-08-15")),)),)


def test_who_comes_and_goes_by_air_on_one_day_needs_no_hotel() -> None:
    """All land on Tuesday morning and leave late that evening; only the laboratory is to be seen."""
    scenario = tiny_scenario(hotels=(), stays=(), pins=(), opening=(), order=())
    scenario = with_setting(scenario, ["provinces_are_all_visited"], enabled=False)
    home = replace(scenario.flight["f-out"], departs=dt.datetime(2017, 8, 15, 23), arrives=dt.datetime(2017, 8, 16, 3))
    flights = tuple(home if row.id == "f-out" else row for row in scenario.flights)
    delegates = tuple(replace(who, arrival="f-in", departure="f-out") for who in scenario.delegates)
    engagements = (replace(scenario.engagement["lab-visit"], mandatory="each", audience=("tracks",), sessions=2),)
    programme = replace(scenario.programme, last_day=scenario.programme.first_day)
    outcome = first(
        replace(
            scenario,
            programme=programme,
            flights=flights,
            delegates=delegates,
            engagements=engagements,
            attends=(),
            engagement_topics=(),
        )
    )
    assert isinstance(outcome, Valued), outcome


# What a hasty search would overlook.
def two_hotels_of_one_zone() -> Scenario:
    """Either hotel of Bangkok alone is too small, both are enough."""
    scenario = with_row(tiny_scenario(stays=()), "hotels", "grand-hotel", rooms=3)
    other = Hotel(id="annex", site="grand", rooms=3, price=2500.0)
    return replace(scenario, hotels=(*scenario.hotels, other))


def provinces_by_what_is_optional() -> Scenario:
    """Chachoengsao has but the temple, which nobody must see."""
    return with_rules(tiny_scenario(), provinces=ProvinceRules(names=("Chachoengsao",), least=1))


def competitors_and_one_place_apart() -> Scenario:
    scenario = with_row(tiny_scenario(), "organisations", "alpha-iot", competitors=("gamma-port",))
    return with_setting(scenario, ["competitors_are_apart"], hard=True)


def a_flight_at_dawn() -> Scenario:
    """At the airport by five: the day begins before `day_start`, with the ride to the flight."""
    scenario = tiny_scenario(order=(), rules=replace(tiny_scenario().rules, provinces=ProvinceRules()))
    flights = tuple(
        replace(f, departs=f.departs.replace(hour=8), arrives=f.arrives.replace(hour=11)) if f.id == "f-out" else f
        for f in scenario.flights
    )
    scenario = with_row(replace(scenario, flights=flights), "engagements", "port-visit", mandatory="no")
    return with_row(scenario, "engagements", "hall-call", mandatory="no")


def coaches_on_other_days() -> Scenario:
    """No vehicle can be had every day, but every day there are enough."""
    scenario = tiny_scenario()
    dates = scenario.clock.dates
    coach, van = scenario.vehicles[1], scenario.vehicles[0]
    fleet = [replace(coach, id=f"coach-{n}", days=(date,)) for n, date in enumerate(dates)]
    return replace(scenario, vehicles=(van, *fleet))


@pytest.mark.parametrize(
    "tricky",
    [
        two_hotels_of_one_zone,
        provinces_by_what_is_optional,
        competitors_and_one_place_apart,
        a_flight_at_dawn,
        coaches_on_other_days,
    ],
)
def test_what_can_hold_is_found(tricky: object) -> None:
    assert callable(tricky)
    found = first(tricky())
    assert isinstance(found, Valued)
    assert found.lawful


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
@pytest.mark.parametrize("setting", [{"enabled": False}, {"hard": False}, {"hard": True}], ids=["off", "soft", "hard"])
def test_a_rule_may_be_off_soft_or_hard(rule: str, setting: dict[str, bool]) -> None:
    found = first(with_setting(tiny_scenario(), [rule], **setting))
    assert isinstance(found, Valued)
    assert found.lawful


def test_all_rules_may_be_soft() -> None:
    found = first(with_setting(tiny_scenario(), [rule.name for rule in RULES], hard=False))
    assert isinstance(found, Valued)


def test_tracks_may_stay_empty() -> None:
    spare = Track(id="spare", name=text("Spare"), min_size=0, max_size=10)
    scenario = tiny_scenario()
    assert isinstance(first(replace(scenario, tracks=(*scenario.tracks, spare))), Valued)


def closed_call() -> Scenario:
    return tiny_scenario(pins=(), opening=(OpeningRow(of="ministry-call", on="daily", from_=at(9), until=at(9, 30)),))


def late_registration() -> Scenario:
    programme = replace(tiny_scenario().programme, as_of=dt.date(2017, 8, 14))
    return with_row(tiny_scenario(pins=(), programme=programme), "engagements", "ministry-call", register_days=9)


def small_hall() -> Scenario:
    return with_row(tiny_scenario(pins=()), "engagements", "ministry-call", capacity=1)


def small_tracks() -> Scenario:
    scenario = tiny_scenario(pins=())
    return replace(scenario, tracks=tuple(replace(row, min_size=0, max_size=1) for row in scenario.tracks))


def closed_hotels() -> Scenario:
    scenario = tiny_scenario(pins=())
    return replace(scenario, hotels=tuple(replace(row, from_=dt.date(2017, 8, 16)) for row in scenario.hotels))


@pytest.mark.parametrize(
    ("scenario", "rule"),
    [
        (closed_call, "engagements_lie_within_opening_hours"),
        (late_registration, "registration_is_in_time"),
        (small_hall, "capacity_is_not_exceeded"),
        (small_tracks, "capacity_is_not_exceeded"),
        (closed_hotels, "nights_are_stable"),
    ],
)
def test_what_must_be_held_breaks_a_soft_rule_for_its_price(scenario: Callable[[], Scenario], rule: str) -> None:
    asked = with_row(scenario(), "engagements", "ministry-call", mandatory="yes")
    assert isinstance(first(asked), Infeasible)
    found = first(with_setting(asked, [rule], hard=False, weight=7))
    assert isinstance(found, Valued)
    assert {(breach.rule, breach.penalty) for breach in found.plan.soft_rules} == {(rule, 7)}


def port_only(**halls: object) -> Scenario:
    """The tiny visit whose one interpreter is needed at the port, in one session of both tracks; and, with `halls`
    said of the call on the governor, there."""
    scenario = with_row(tiny_scenario(pins=(), order=()), "engagements", "port-visit", sessions=1)
    mute = tuple(row if row.id == "port-visit" else replace(row, languages=()) for row in scenario.engagements)
    scenario = replace(scenario, engagements=mute, interpreters=scenario.interpreters[:1])
    return with_row(scenario, "engagements", "hall-call", **halls) if halls else scenario


def interpreted(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """The interpreters that each track brings to the port, in a lawful first plan."""
    found = first(scenario)
    assert isinstance(found, Valued)
    assert found.lawful
    stops = ((track.id, item) for track in found.plan.tracks for day in track.days for item in day.items)
    return {track: item.interpreters for track, item in stops if item.id == "port-visit"}


def test_tracks_that_share_a_session_share_its_interpreter() -> None:
    assert sorted(interpreted(port_only()).values()) == [(), ("pim",)]


def test_an_interpreter_may_come_to_a_session_with_a_track_that_needs_none_there() -> None:
    # The official party speaks the language of the port, not of the governor, on whom it calls the same day.
    scenario = port_only(languages=("en",), audience=("gov",))
    scenario = with_row(scenario, "interpreters", "pim", languages=("en", "th", "zh"))
    party = tuple(replace(row, languages=("th",)) if row.track == "gov" else row for row in scenario.delegates)
    one_day = Order(before="hall-call", after="port-visit", same_day=True)
    assert interpreted(replace(scenario, delegates=party, order=(one_day,))) == {"gov": ("pim",), "tech": ()}
