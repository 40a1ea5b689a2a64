"""The largest sets of a day, on days made by hand; and that no lawful day is missing, on random days and in plans."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from planner.domain.clock import DAY, time_text
from planner.domain.fleet import Vehicle
from planner.domain.places import MealPlace, OpeningRow, TravelRow
from planner.domain.plan import Plan
from planner.domain.programme import Programme
from planner.domain.rulebook import DayRules, TravelRules
from planner.domain.scenario import Scenario
from planner.model.day_sets import day_sets
from planner.model.problem import Problem
from planner.model.relaxation_hours import Hours
from planner.workflow.notebook import read, solve
from tests.checking.edits import with_row, with_rules
from tests.handmade_items import at
from tests.handmade_places import at as time
from tests.model.asking import with_setting
from tests.model.visits import plan_of, visit

ARRIVAL, WHOLE, DEPARTURE = range(3)
"""A day that begins at the airport at 12:30, one from 7:30 to 21:30 that begins at the hotel `grand`, and one that is
due at the airport at 15:00."""
CALM = TravelRules(peaks=())
MEALS = "lunch_and_dinner_are_eaten"
INVENTED = Path(__file__).parents[1] / "invented"
SIX_HOURS = dt.timedelta(hours=6)
SIGHT = next(act for act in visit().engagements if act.id == "temple")
Sets = set[frozenset[str]]


@dataclass(frozen=True)
class Sight:
    """An engagement of so many minutes that is open in some hours, each `HH:MM-HH:MM`."""

    hours: tuple[str, ...] = ("07:30-21:30",)
    site: str = "grand"
    minutes: int = 60
    setup: int = 0
    kind: str = "culture"


def opening(of: str, hours: Iterable[str]) -> Iterator[OpeningRow]:
    for one in hours:
        first, last = (time(*map(int, edge.split(":"))) for edge in one.split("-"))
        yield OpeningRow(of=of, on="daily", from_=first, until=last)


def offering(acts: dict[str, Sight], *, lunch: str = "", ways: Sequence[tuple[str, str, int, int]] = ()) -> Scenario:
    """The tiny visit with these engagements, lunch of an hour at a site or none to be eaten, and ways, each with its
    minutes off peak and in a peak; where no ways are given, there is no peak."""
    engagements = [
        replace(SIGHT, id=id, site=one.site, minutes=one.minutes, setup_minutes=one.setup, kind=one.kind)  # type: ignore[arg-type]
        for id, one in acts.items()
    ]
    scenario = visit(
        engagements=tuple(engagements),
        engagement_topics=(),
        order=(),
        pins=(),
        opening=tuple(row for id, one in acts.items() for row in opening(id, one.hours)),
        meals=(MealPlace(id="canteen", site=lunch, kind="lunch", seats=9, minutes=60),) * bool(lunch),
        travel=tuple(TravelRow(from_=a, to=b, km=1.0, minutes=calm, peak_minutes=slow) for a, b, calm, slow in ways),
    )
    scenario = scenario if ways else with_rules(scenario, travel=CALM)
    return scenario if lunch else with_setting(scenario, [MEALS], enabled=False)


def largest(
    scenario: Scenario, day: int = WHOLE, needed: Sequence[str] = (), acts: Sequence[str] = (), slack: int = 0
) -> Sets:
    """The sets of all acts, or of some, by name."""
    problem = Problem(scenario)
    chosen = [problem.act_index[act] for act in acts or problem.act_index]
    found = day_sets(Hours(problem), chosen, day, [problem.act_index[act] for act in needed], slack=slack)
    assert found is not None
    assert found.acts == tuple(chosen)
    rows = [[problem.acts[act].id for act, there in zip(found.acts, row, strict=True) if there] for row in found.sets]
    assert len(rows) == len({frozenset(row) for row in rows})
    return {frozenset(row) for row in rows}


def sets(*words: str) -> Sets:
    """Sets of engagements whose names are letters."""
    return {frozenset(word) for word in words}


def test_two_that_are_open_at_the_same_hour_are_not_in_one_set() -> None:
    """Two hours' worth from 9:00 to 10:59 is a minute too much; what is open in the afternoon goes with either."""
    acts = {"a": Sight(("09:00-10:59",)), "b": Sight(("09:00-10:59",)), "c": Sight(("14:00-15:00",))}
    assert largest(offering(acts)) == sets("ac", "bc")


def test_two_that_fit_to_the_minute_are_in_one_set() -> None:
    acts = {"a": Sight(("09:00-11:00",)), "b": Sight(("09:00-11:00",))}
    assert largest(offering(acts)) == sets("ab")


def test_each_of_several_spans_of_hours_will_do() -> None:
    """A is open before and after B; two visits between do not fit in with both."""
    acts = {"a": Sight(("09:00-10:00", "12:00-13:00")), "b": Sight(("10:00-11:00",)), "c": Sight(("09:00-10:00",))}
    assert largest(offering(acts)) == sets("abc")
    acts["d"] = Sight(("12:30-13:30",))
    assert largest(offering(acts)) == sets("abc", "abd", "bcd")


@pytest.mark.parametrize(("until", "fits"), [("09:00", True), ("08:59", False)])
def test_the_way_from_the_hotel_is_gone_first(until: str, fits: bool) -> None:
    """From 7:30 thirty minutes to the temple, and no boarding before a day's first departure."""
    acts = {"a": Sight((f"07:45-{until}",), "wat")}
    scenario = offering(acts, ways=[("grand", "wat", 30, 30)])
    assert largest(scenario) == (sets("a") if fits else sets(""))


@pytest.mark.parametrize(("last", "fits"), [("10:50", True), ("10:49", False)])
def test_between_two_places_are_boarding_the_way_and_the_preparation(last: str, fits: bool) -> None:
    """Until 9:00 at the hotel; five minutes and five for one coach to board, thirty to drive, ten at the door."""
    acts = {"a": Sight(("08:00-09:00",)), "b": Sight((f"09:30-{last}",), "wat", setup=10)}
    scenario = offering(acts, ways=[("grand", "wat", 30, 30)])
    assert largest(scenario) == (sets("ab") if fits else sets("a", "b"))


@pytest.mark.parametrize(("slack", "fits"), [(0, True), (5, True), (6, False)])
def test_with_slack_ways_take_longer_but_not_the_first_of_a_day(slack: int, fits: bool) -> None:
    """The same with five minutes to spare at the temple; C is where A is, and fits to the minute."""
    acts = {"c": Sight(("07:30-08:30",)), "a": Sight(("08:30-09:30",)), "b": Sight(("10:00-11:25",), "wat", setup=10)}
    scenario = offering(acts, ways=[("grand", "wat", 30, 30)])
    assert largest(scenario, slack=slack) == (sets("abc") if fits else sets("ac", "bc"))


def test_where_what_is_needed_is_not_open_there_is_no_day() -> None:
    problem = Problem(offering({"a": Sight(("09:00-10:00",)), "b": Sight(("10:00-11:00",))}))
    problem.acts = tuple(replace(act, starts=((),) * problem.days) if act.id == "a" else act for act in problem.acts)
    found = day_sets(Hours(problem), range(len(problem.acts)), WHOLE, [problem.act_index["a"]])
    assert found is not None
    assert len(found.sets) == 0


def test_in_one_place_nobody_boards() -> None:
    acts = {"a": Sight(("08:00-09:00",)), "b": Sight(("09:00-10:10",), setup=10)}
    assert largest(offering(acts)) == sets("ab")


def test_a_larger_fleet_of_small_coaches_does_not_make_it_longer() -> None:
    """However many they are, one coach boards at the least."""
    acts = {"a": Sight(("08:00-09:00",)), "b": Sight(("09:40-10:40",), "wat")}
    scenario = offering(acts, ways=[("grand", "wat", 30, 30)])
    small = tuple(Vehicle(id=f"car-{n}", name="Car", kind="van", seats=1, price_day=1.0) for n in range(9))
    assert largest(replace(scenario, vehicles=small)) == sets("ab")


def test_ways_take_no_time_where_they_need_not() -> None:
    acts = {"a": Sight(("08:00-09:00",)), "b": Sight(("09:00-10:00",), "wat", setup=20)}
    scenario = offering(acts, ways=[("grand", "wat", 30, 30)])
    assert largest(with_setting(scenario, ["travel_takes_its_time"], hard=False)) == sets("ab")


@pytest.mark.parametrize(("first", "fits"), [("10:00", True), ("09:59", False)])
def test_a_peak_is_waited_out_where_that_is_sooner(first: str, fits: bool) -> None:
    """Through at 8:00, aboard at 8:10: two hours in the peak, or from 9:30, when it is over, thirty minutes."""
    until = f"{int(first[:2]) + 1:02d}{first[2:]}"
    acts = {"a": Sight(("07:30-08:30",), minutes=30), "b": Sight((f"{first}-{until}",), "wat")}
    scenario = offering(acts, ways=[("grand", "wat", 30, 120)])
    assert ("ab" in map("".join, map(sorted, largest(scenario)))) is fits


@pytest.mark.parametrize(("first", "fits"), [("09:10", True), ("09:09", False)])
def test_a_peak_is_gone_through_where_that_is_sooner(first: str, fits: bool) -> None:
    """Through at 8:00, aboard at 8:10, an hour in the peak."""
    until = f"{int(first[:2]) + 1:02d}{first[2:]}"
    acts = {"a": Sight(("07:30-08:00",), minutes=30), "b": Sight((f"{first}-{until}",), "wat")}
    scenario = offering(acts, ways=[("grand", "wat", 30, 60)])
    assert largest(scenario) == (sets("ab") if fits else sets("a", "b"))


@pytest.mark.parametrize(
    ("through", "arrives"),
    [("06:49", "07:29"), ("06:50", "08:00"), ("09:10", "10:00"), ("09:20", "10:00"), ("15:50", "17:00")],
)
def test_who_departs_when_a_peak_begins_is_in_it_and_when_it_is_over_is_not(through: str, arrives: str) -> None:
    """Peaks from 7:00 to 9:30 and from 16:00 to 19:00; ten minutes to board, thirty to drive, or an hour."""
    fits = []
    for starts in (at(WHOLE, arrives) - 1, at(WHOLE, arrives)):
        acts = {
            "a": Sight((f"{clock(at(WHOLE, through) - 20)}-{through}",), minutes=20),
            "b": Sight((f"{clock(starts)}-{clock(starts + 9)}",), "wat", minutes=9),
        }
        scenario = offering(acts, ways=[("grand", "wat", 30, 60)])
        programme = replace(scenario.programme, day_start=time(6, 29))
        fits.append(largest(replace(scenario, programme=programme)) == sets("ab"))
    assert fits == [False, True]


def clock(minute: int) -> str:
    return time_text(minute % DAY)


def test_there_are_no_more_than_the_most_engagements_a_day() -> None:
    scenario = offering({name: Sight() for name in "abcd"})
    assert largest(scenario) == sets("abcd")
    two = with_rules(scenario, days=DayRules(most_engagements=2))
    assert largest(two) == sets("ab", "ac", "ad", "bc", "bd", "cd")
    assert largest(with_setting(two, ["days_are_bearable"], hard=False)) == sets("abcd")


def test_the_day_ends_at_its_end() -> None:
    """At 21:30, or, on the last day, when the airport is due."""
    acts = {"a": Sight(("20:30-23:00",)), "b": Sight(("20:00-23:00",)), "c": Sight(("14:00-15:00",))}
    scenario = offering(acts)
    assert largest(scenario) == sets("ac", "bc")
    assert largest(scenario, DEPARTURE) == sets("c")


@pytest.mark.parametrize(("until", "fits"), [("14:15", True), ("14:14", False)])
def test_on_the_first_day_the_way_is_from_the_airport(until: str, fits: bool) -> None:
    """Off at 12:30, and 45 minutes to the temple; the hotel is not where the day begins."""
    acts = {"a": Sight((f"12:00-{until}",), "wat")}
    scenario = offering(acts, ways=[("bkk", "wat", 45, 45), ("grand", "wat", 5, 5)])
    assert largest(scenario, ARRIVAL) == (sets("a") if fits else sets(""))


def test_where_somebody_comes_without_a_flight_the_first_day_begins_anywhere() -> None:
    """At 7:30, when the others are still in the air; the next day begins at the hotel as ever."""
    scenario = offering({"a": Sight(("07:30-08:30",), "wat")}, ways=[("bkk", "wat", 45, 45), ("grand", "wat", 45, 45)])
    assert largest(scenario, ARRIVAL) == sets("")
    without = with_row(scenario, "delegates", "zhou", arrival=None)
    assert largest(without, ARRIVAL) == sets("a")
    assert largest(without, WHOLE) == sets("")


NOON = {"a": Sight(("10:30-11:30",)), "b": Sight(("12:00-13:00",)), "c": Sight(("13:30-14:30",))}
"""Lunch, an hour from 11:30 to 13:30, fits between A and C, and not beside B."""


def test_a_day_that_is_out_over_the_hours_of_lunch_eats_it() -> None:
    """A and C with lunch between; A and B are over by 13:30, B and C begin after 11:30, all three would be hungry."""
    assert largest(offering(NOON, lunch="grand")) == sets("ab", "ac", "bc")


def test_where_nobody_need_eat_all_fits() -> None:
    assert largest(offering(NOON)) == sets("abc")
    assert largest(with_setting(offering(NOON, lunch="grand"), [MEALS], hard=False)) == sets("abc")


@pytest.mark.parametrize(("way", "fits"), [(20, True), (21, False)])
def test_the_way_to_lunch_and_back_takes_its_time(way: int, fits: bool) -> None:
    """Two hours between A and C: the meal, and each way ten minutes to board and twenty to drive."""
    scenario = offering(NOON, lunch="wat", ways=[("grand", "wat", way, way)])
    assert (frozenset("ac") in largest(scenario)) is fits


def test_a_day_that_begins_when_the_hours_of_lunch_have_begun_needs_none() -> None:
    """Four hours' visits from 11:30 to 15:30; after E, before them, three and lunch."""
    acts = {name: Sight(("11:30-15:30",)) for name in "abcd"}
    assert largest(offering(acts, lunch="grand")) == sets("abcd")
    assert largest(offering(acts | {"e": Sight(("10:30-11:30",))}, lunch="grand")) == sets(
        "abcd", "eabc", "eabd", "eacd", "ebcd"
    )


def test_a_banquet_stands_for_a_meal() -> None:
    """B, as a reception from 12:00 to 13:00, is lunch."""
    acts = NOON | {"b": replace(NOON["b"], kind="reception")}
    assert largest(offering(acts, lunch="grand")) == sets("abc")


def test_a_reception_outside_the_hours_of_a_meal_stands_for_none() -> None:
    acts = NOON | {"d": Sight(("09:00-10:00",), kind="reception"), "e": Sight(("14:30-15:30",), kind="meal")}
    assert largest(offering(acts, lunch="grand")) == sets("abd", "acde", "bce")


def test_a_reception_that_is_late_for_a_meal_stands_for_none() -> None:
    """At noon, after A, it is lunch; after B it is too late for that, and A and B are hungry by then."""
    acts = NOON | {"c": Sight(("12:00-14:00",), kind="reception"), "d": Sight(("14:00-15:00",))}
    hungry = with_setting(offering(acts), [MEALS], enabled=True)
    assert largest(hungry) == sets("ab", "acd", "bcd")


def test_what_is_needed_is_in_every_set() -> None:
    """A and B exclude one another."""
    acts = {"a": Sight(("09:00-10:00",)), "b": Sight(("09:30-10:30",)), "c": Sight(), "d": Sight(("09:00-10:00",))}
    scenario = offering(acts)
    assert largest(scenario) == sets("ac", "bc", "dc")
    assert largest(scenario, needed="b") == sets("bc")
    assert largest(scenario, needed="c") == sets("ac", "bc", "dc")


def test_what_is_needed_may_come_last_to_the_minute() -> None:
    acts = {"a": Sight(("08:00-09:00",)), "b": Sight(("09:00-10:00",))}
    assert largest(offering(acts), needed="b") == sets("ab")


def test_no_set_comes_out_where_what_is_needed_cannot_be() -> None:
    acts = {"a": Sight(("09:00-10:00",)), "b": Sight(("09:30-10:30",)), "c": Sight(minutes=999)}
    scenario = offering(acts)
    assert largest(scenario, needed="ab", acts="ab") == set()
    assert (
        largest(offering({"a": Sight(("09:00-10:00",), "wat")}, ways=[("grand", "wat", 91, 91)]), needed="a") == set()
    )


def test_only_the_acts_asked_for_are_in_a_set() -> None:
    assert largest(offering({name: Sight() for name in "abc"}), acts="ca") == sets("ac")


def test_what_is_not_open_that_day_is_in_no_set() -> None:
    assert largest(offering({"a": Sight(), "b": Sight(minutes=900)})) == sets("a")


def labels(scenario: Scenario, most: int) -> int | None:
    """How many labels it takes; None above `most`."""
    problem = Problem(scenario)
    found = day_sets(Hours(problem), range(len(problem.acts)), WHOLE, (), most)
    return None if found is None else found.labels


def test_above_so_many_labels_there_is_no_answer() -> None:
    """A, B, A after B and B after A."""
    scenario = offering({"a": Sight(), "b": Sight()})
    assert labels(scenario, 4) == 4
    assert labels(scenario, 3) is None


def test_of_labels_alike_only_the_soonest_goes_on() -> None:
    """Three after one another: one of each, two of each of three pairs, three of the whole; not six."""
    assert labels(offering({name: Sight() for name in "abc"}), 99) == 3 + 6 + 3


@pytest.mark.parametrize("room", [2, 64, 1024])
def test_many_labels_go_on_all_the_same(room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of nine: each subset with each of its own as the last, however many there is room for at first."""
    monkeypatch.setattr("planner.model.day_labels.ROOM", room)
    nine = offering({name: Sight() for name in "abcdefghi"})
    assert labels(with_rules(nine, days=DayRules(most_engagements=9)), 9999) == 9 * 2**8


def test_for_more_acts_than_a_number_has_bits_there_is_no_answer() -> None:
    """One of 62 at 9:00."""
    crowd = {f"act-{number}": Sight(("09:00-10:00",)) for number in range(63)}
    assert labels(offering(crowd), 99_999) is None
    del crowd["act-62"]
    assert largest(offering(crowd)) == {frozenset({act}) for act in crowd}


SITES = ("grand", "wat", "port")
SPANS = ("08:00-10:30", "09:00-12:00", "11:00-13:00", "12:30-15:00", "15:00-17:00", "16:00-19:30")
FEASTS = ("11:30-14:00", "12:00-13:30", "17:30-20:00", "18:00-20:30")


def drawn(rng: random.Random, feasts: Sequence[str]) -> Scenario:
    """A random day: four or five engagements at three places, some of them receptions, and places for both meals."""
    acts = {}
    for name in "abcde"[: rng.randint(4, 5)]:
        kind = rng.choice(("culture", "culture", "reception"))
        hours = rng.sample(feasts if kind == "reception" else SPANS, rng.randint(1, 2))
        acts[name] = Sight(tuple(hours), rng.choice(SITES), rng.choice((45, 60, 90)), rng.choice((0, 0, 10)), kind)
    ways = [(a, b, rng.choice((15, 30)), rng.choice((40, 90))) for n, a in enumerate(SITES) for b in SITES[:n]]
    scenario = offering(acts, lunch=rng.choice(SITES), ways=ways)
    dinner = MealPlace(id="inn", site=rng.choice(SITES), kind="dinner", seats=9, minutes=60)
    scenario = replace(scenario, meals=(*scenario.meals, dinner))
    return with_rules(scenario, days=DayRules(most_engagements=rng.choice((3, 4, 9))))


class Walks:
    """Every day that can be walked: each order of engagements and meals, everything as soon as it can be."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario, self._travel = scenario, Problem(scenario).travel
        self._hours: dict[str, list[tuple[int, int]]] = {}
        for row in scenario.opening:
            self._hours.setdefault(row.of, []).append((WHOLE * DAY + row.from_, WHOLE * DAY + row.until))

    def sets(self) -> Sets:
        """The largest sets of engagements that are attended on a lawful day."""
        lunch, dinner = at(WHOLE, "11:30"), at(WHOLE, "17:30")  # leaving at another hour is no better than one of these
        found = {
            frozenset(seen)
            for leaves in (at(WHOLE, "07:30"), lunch, dinner)
            for seen, eaten, ends in self._from(leaves, "grand", (), frozenset(), first=True)
            if ("lunch" in eaten or leaves >= lunch or ends <= at(WHOLE, "13:30"))
            and ("dinner" in eaten or leaves >= dinner or ends <= at(WHOLE, "20:30"))
        }
        return {one for one in found if not any(one < other for other in found)}

    def _from(
        self, free: int, site: str, seen: tuple[str, ...], eaten: frozenset[str], *, first: bool
    ) -> Iterator[tuple[tuple[str, ...], frozenset[str], int]]:
        """All days that go on so: what is seen, which meals are eaten, and when the last stop is over."""
        yield seen, eaten, free
        for act in self._scenario.engagements:
            if act.id not in seen and len(seen) < self._scenario.rules.days.most_engagements:
                ready = self._arrival(free, site, act.site, first) + act.setup_minutes
                for start in self._starts(ready, act.id, act.minutes):
                    meals = eaten | self._feast(act.kind, start, start + act.minutes)
                    if start + act.minutes <= at(WHOLE, "21:30"):
                        yield from self._from(start + act.minutes, act.site, (*seen, act.id), meals, first=False)
        for place in self._scenario.meals:
            start = max(self._arrival(free, site, place.site, first), self._meal(place.kind)[0])
            minutes = 60 if place.kind == "lunch" else 75
            if place.kind not in eaten and start + minutes <= self._meal(place.kind)[1]:
                yield from self._from(start + minutes, place.site, seen, eaten | {place.kind}, first=False)

    def _arrival(self, free: int, site: str, other: str, first: bool) -> int:
        boarding = 0 if first or site == other else 10
        return self._travel.soonest(site, other, free + boarding)[1]

    def _starts(self, ready: int, act: str, minutes: int) -> Iterator[int]:
        """The soonest start, and the soonest in the hours of each meal."""
        for since in (ready, self._meal("lunch")[0], self._meal("dinner")[0]):
            starts = [(max(ready, since, opens), closes) for opens, closes in self._hours[act]]
            yield from sorted(start for start, closes in starts if start + minutes <= closes)[:1]

    def _meal(self, kind: str) -> tuple[int, int]:
        return (at(WHOLE, "11:30"), at(WHOLE, "13:30")) if kind == "lunch" else (at(WHOLE, "17:30"), at(WHOLE, "20:30"))

    def _feast(self, kind: str, start: int, end: int) -> frozenset[str]:
        """Meals that are eaten at a reception."""
        meals = [meal for meal in ("lunch", "dinner") if self._meal(meal)[0] <= start and end <= self._meal(meal)[1]]
        return frozenset(meals if kind == "reception" else ())


def test_the_sets_of_random_days_are_those_of_trying_all_orders() -> None:
    """Receptions do not open before the hours of a meal, so that none has to wait to stand for it."""
    rng, several = random.Random(1), 0
    for _ in range(25):
        scenario = drawn(rng, FEASTS)
        found = largest(scenario)
        assert found == Walks(scenario).sets(), scenario
        several += len(found) > 1
    assert several > 12


def test_every_day_of_trying_all_orders_is_inside_a_set() -> None:
    """Receptions that open before the hours of a meal too; few sets are not those of a lawful day."""
    rng, more = random.Random(2), 0
    for _ in range(25):
        scenario = drawn(rng, (*FEASTS, "10:00-13:00", "10:30-12:45", "16:00-19:00"))
        found, walked = largest(scenario), Walks(scenario).sets()
        assert all(any(one <= other for other in found) for one in walked), scenario
        more += len(found - walked)
    assert more < 5


def outside(scenario: Scenario, plan: Plan) -> list[tuple[str, int, set[str]]]:
    """Days of tracks in a plan that are in no set of what is open to the track."""
    problem, found = Problem(scenario), []
    hours, programme = Hours(problem), Programme(plan)
    for track in scenario.tracks:
        index = problem.track_index[track.id]
        for day in range(problem.days):
            stops = [stop for stop in programme.stops() if (stop.track, stop.day) == (track.id, day)]
            seen = {stop.item.id for stop in stops if stop.item.kind == "engagement"}
            acts = [act for act, one in enumerate(problem.acts) if one.starts[day] and index in one.audience]
            open_to = [problem.acts[act].id for act in acts]
            chosen = day_sets(hours, acts, day)
            assert chosen is not None
            rows = [{act for act, there in zip(open_to, row, strict=True) if there} for row in chosen.sets]
            if not any(seen <= row for row in rows):
                found.append((track.id, day, seen))
    return found


def test_every_day_of_the_handmade_plan_is_inside_a_set() -> None:
    scenario = visit()
    assert outside(scenario, plan_of(scenario)) == []


@pytest.mark.parametrize("name", ["hanoi-new-year", "vienna-clocks", "bosphorus-six", "montevideo-day"])
def test_every_day_of_a_plan_is_inside_a_set(name: str) -> None:
    scenario = read(INVENTED / name)
    planned = solve(scenario, seconds=0.3, seed=1, workers=1)
    assert len(planned.stops[planned.stops["kind"] == "engagement"])
    assert outside(scenario, planned.plan) == []


def early(scenario: Scenario) -> Scenario:
    """Most land at 5:30, and are off at 6:30, an hour before anything may begin."""
    flights = tuple(
        replace(flight, departs=flight.departs - SIX_HOURS, arrives=flight.arrives - SIX_HOURS)
        if flight.id == "f-in"
        else flight
        for flight in scenario.flights
    )
    return replace(scenario, flights=flights)


def test_the_way_from_the_airport_may_be_gone_before_the_day_begins() -> None:
    """At the temple by 7:15, where a visit may begin at 7:30: so the check has it, and the model."""
    scenario = early(offering({"a": Sight(("07:30-08:30",), "wat")}, ways=[("bkk", "wat", 45, 45)]))
    assert largest(scenario, ARRIVAL) == sets("a")
