"""Plans side by side: figures, what they mean, who gains and loses, what is held where, which inputs differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.comparing.comparison import Comparison, compare
from planner.comparing.emissions import co2_kg
from planner.comparing.frames import frames
from planner.comparing.inputs import input_changes
from planner.comparing.variants import Variant
from planner.domain.plan import Item, Plan
from planner.domain.scenario import Scenario
from tests.handmade import at, tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
PLAN = tiny_plan(SCENARIO)


def without(plan: Plan, track: str, *keys: str) -> Plan:
    """`plan` without some items of a track."""

    def kept(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(item for item in items if item.key not in keys)

    tracks = (
        replace(one, days=tuple(replace(day, items=kept(day.items)) for day in one.days)) if one.id == track else one
        for one in plan.tracks
    )
    return replace(plan, tracks=tuple(tracks))


def moved(plan: Plan, key: str, start: int, end: int) -> Plan:
    """`plan` with every stop of a key at another time."""
    tracks = (
        replace(
            one,
            days=tuple(
                replace(day, items=tuple(replace(i, start=start, end=end) if i.key == key else i for i in day.items))
                for day in one.days
            ),
        )
        for one in plan.tracks
    )
    return replace(plan, tracks=tuple(tracks))


NO_LAB = without(PLAN, "tech", "lab-visit", "to/lab-visit")


def side_by_side(other: Plan, scenario: Scenario = SCENARIO) -> Comparison:
    return compare([Variant("base", SCENARIO, PLAN), Variant("other", scenario, other)], samples=50)


def test_a_day_on_which_nothing_happens_has_no_overtime() -> None:
    idle = [replace(one, days=tuple(replace(day, items=()) for day in one.days)) for one in PLAN.tracks]
    assert side_by_side(replace(PLAN, tracks=tuple(idle))).figures[1]["overtime"] == 0


def test_two_equal_plans_differ_in_nothing() -> None:
    same = side_by_side(PLAN)
    assert same.figures[0] == same.figures[1]
    assert not any(row.differs for row in same.engagements)
    assert same.winners(1) == same.losers(1) == ()
    assert same.inputs == ((), ())


def test_the_aims_are_those_of_the_account() -> None:
    values = side_by_side(PLAN).figures[0]
    assert {aim.name: aim.value for aim in PLAN.aims}.items() <= values.items()


def test_an_engagement_that_only_one_plan_holds_is_cancelled_in_the_other() -> None:
    (row,) = [row for row in side_by_side(NO_LAB).engagements if row.differs]
    assert (row.id, row.words) == ("lab-visit", ("same", "cancelled"))


def test_an_engagement_only_in_the_other_is_new() -> None:
    back = compare([Variant("base", SCENARIO, NO_LAB), Variant("other", SCENARIO, PLAN)], samples=50)
    (row,) = [row for row in back.engagements if row.differs]
    assert row.words == ("", "new")


def test_an_engagement_at_another_time_is_moved() -> None:
    later = moved(PLAN, "port-visit", at(2, "09:35"), at(2, "11:05"))
    (row,) = [row for row in side_by_side(later).engagements if row.differs]
    assert (row.id, row.words) == ("port-visit", ("same", "moved"))


def test_who_misses_the_laboratory_loses_and_so_does_its_host() -> None:
    """He Ping lands too late for the laboratory, so that only the firms of Zhou and Xu lose by its absence."""
    lost = side_by_side(NO_LAB)
    there = {SCENARIO.delegate[who].organisation for who in ("zhou", "xu")}
    assert {row.id for row in lost.losers(1)} == {*there, "iot-institute"}
    assert lost.winners(1) == ()


def test_provinces_count_engagements_and_those_received() -> None:
    bangkok = next(row for row in side_by_side(NO_LAB).provinces if row.name == "Bangkok")
    assert bangkok.engagements == (3, 2)
    assert bangkok.guests[0] - bangkok.guests[1] == 2  # Zhou and Xu at the laboratory


def test_without_a_bound_a_difference_between_scenarios_stays_open() -> None:
    other = replace(NO_LAB, sha256="1" * 64, objective=PLAN.objective - 50)
    assert side_by_side(other).meaning("objective", 1) == "open"


def bounded(less: int, gap: int | None, base_gap: int | None = 500, plan: Plan = PLAN) -> Comparison:
    """Another scenario's plan of so many points less than the base's, each with its gap."""
    base = replace(PLAN, bound=None if base_gap is None else float(PLAN.objective + base_gap))
    objective = PLAN.objective - less
    other = replace(plan, sha256="1" * 64, objective=objective, bound=None if gap is None else float(objective + gap))
    return compare([Variant("base", SCENARIO, base), Variant("other", SCENARIO, other)], samples=50)


@pytest.mark.parametrize(
    ("less", "gap", "meaning"), [(50, 60, "none"), (50, 40, ""), (-50, 40, "none"), (50, None, "open")]
)
def test_an_objective_that_a_longer_search_could_lift_to_the_other_does_not_differ(
    less: int, gap: int | None, meaning: str
) -> None:
    """What lies 50 points below needs a gap of 50 to reach the other, however far that one could still rise."""
    assert bounded(less, gap).meaning("objective", 1) == meaning


def test_another_figure_that_weighs_no_more_than_the_wider_gap_does_not_differ() -> None:
    """Without the laboratory the visitors lose 20 or more points of benefit, each worth 10 of the objective."""
    lost = (PLAN.aims[0].value - bounded(0, 0, plan=NO_LAB).figures[1]["visitors"]) * 10  # type: ignore[operator]
    assert lost > 0
    assert bounded(0, 0, int(lost), NO_LAB).meaning("visitors", 1) == "none"
    assert bounded(0, 0, int(lost) - 1, NO_LAB).meaning("visitors", 1) == ""
    assert bounded(0, None, int(lost) - 1, NO_LAB).meaning("visitors", 1) == "open"


def test_within_the_gap_the_value_of_the_base_counts() -> None:
    assert bounded(50, 60).counted("objective") == (PLAN.objective, PLAN.objective)
    assert bounded(50, 40).counted("objective") == (PLAN.objective, PLAN.objective - 50)


def test_changes_are_counted_from_the_published_plan() -> None:
    base, other = Variant("base", SCENARIO, PLAN), Variant("other", SCENARIO, NO_LAB)
    assert [values["changes"] for values in compare([base, other], samples=50).figures] == [0, 1]
    assert [values["changes"] for values in compare([base, other], 50, other).figures] == [1, 0]


def test_objectives_of_other_weights_are_not_alike() -> None:
    heavier = replace(SCENARIO, objective=replace(SCENARIO.objective, weights={"hosts": 20}))
    assert side_by_side(PLAN).weighed_alike
    assert not side_by_side(PLAN, heavier).weighed_alike


def test_plans_of_one_scenario_differ_as_they_do() -> None:
    assert side_by_side(replace(PLAN, objective=PLAN.objective - 50)).meaning("objective", 1) == ""


def test_inputs_that_differ_are_told_from_old_to_new() -> None:
    shorter = replace(SCENARIO.engagements[2], minutes=60)
    changed = replace(
        SCENARIO,
        engagements=(*SCENARIO.engagements[:2], shorter, *SCENARIO.engagements[3:]),
        vehicles=SCENARIO.vehicles[:1],
        programme=replace(SCENARIO.programme, grid_minutes=10),
    )
    found = {change.key: (change.old, change.new) for change in input_changes(SCENARIO, changed)}
    assert found["engagements.lab-visit.minutes"] == ("90", "60")
    assert found["programme.grid_minutes"] == ("5", "10")
    assert "seats 40" in found["vehicles.coach-1"][0]
    assert found["vehicles.coach-1"][1] == ""
    assert len(found) == 3


def test_carbon_is_kilometres_times_consumption_times_the_factor() -> None:
    """The van goes 60 km with the official party at 10 l, the coach with the others at 30 l, hired cars at 8 l per 100
    km; a litre of diesel is 2.676 kg."""
    stops = [item for track in PLAN.tracks for day in track.days for item in day.items if item.kind == "transfer"]
    rates = {"van-1": 10, "coach-1": 30}
    litres = sum((item.km or 0) / 100 * rates[vehicle] for item in stops for vehicle in item.vehicles)
    litres += sum((own.km or 0) / 100 * 8 for own in PLAN.individual if own.kind == "transfer")
    assert litres > 0
    assert co2_kg(SCENARIO, PLAN) == pytest.approx(litres * 2.676, rel=1e-3)


def test_the_tables_hold_the_same_numbers_ready_to_plot() -> None:
    tables = frames(side_by_side(NO_LAB))
    assert tables["figures"].loc["visitors", "base"] == 190
    assert list(tables["figures"].columns) == ["base", "other"]
    assert tables["engagements"]["differs"].sum() == 1
    assert tables["engagements"].loc["lab-visit", "other"] == ""
    assert tables["provinces"].loc[("Bangkok", "engagements"), "other"] == 2


def test_a_comparison_needs_two_names() -> None:
    with pytest.raises(ValueError, match="different names"):
        compare([Variant("one", SCENARIO, PLAN), Variant("one", SCENARIO, PLAN)])
