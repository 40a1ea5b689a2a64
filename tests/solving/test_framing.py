"""Times for what gathers several tracks: what may be tried, which are the best, and that beginnings keep to them.

On Wednesday from 7:30 to 21:30, all of it at the hotel, without meals or ways.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pytest

from planner.domain.engagements import Order, Pin
from planner.domain.opening import Span
from planner.domain.places import OpeningRow
from planner.domain.scenario import Scenario
from planner.model.problem import Problem
from planner.model.reading_back import schedule_of
from planner.model.roster import Roster, whole_visit
from planner.model.schedule import Held, Schedule, Visit
from planner.solving.budget import WORK_A_SECOND, Budget
from planner.solving.framing import ALIKE, APART, Framing, Judged
from planner.solving.goals import Goals
from planner.solving.outcomes import Step
from planner.solving.search import Search
from planner.solving.solve import Settings, frame_of
from planner.solving.starting import Beginnings, promising
from planner.solving.valuing import valued
from planner.solving.windows import EASE, Windows, around, gatherings_of, held, narrower
from tests.checking.edits import with_row
from tests.handmade_items import DATES, at
from tests.handmade_people import WEDNESDAY
from tests.handmade_places import at as time
from tests.model.asking import with_setting
from tests.model.visits import plan_of, visit

TUE, WED, THU = range(3)
SIGHT = next(act for act in visit().engagements if act.id == "temple")
MORNING = {name: (WED, f"{hour:02d}:00-{hour + 1:02d}:00") for name, hour in zip("abcd", range(8, 12), strict=True)}
"""An hour's visit each from 8:00 to 12:00."""
Hours = tuple[int, str]
"""The day and `HH:MM-HH:MM`."""


def opening(of: str, hours: Hours) -> OpeningRow:
    first, last = (time(*map(int, edge.split(":"))) for edge in hours[1].split("-"))
    return OpeningRow(of=of, on=DATES[hours[0]], from_=first, until=last)


@dataclass(frozen=True)
class Together:
    """What all attend together, of so many minutes, in some hours; first held at `first`."""

    hours: tuple[Hours, ...] = ((WED, "08:00-20:00"),)
    first: tuple[int, str] = (WED, "09:00")
    minutes: int = 120


def offering(gathers: Mapping[str, Together], sights: Mapping[str, Hours] = MORNING, **changes: object) -> Scenario:
    """The tiny visit with what gathers, and what each track may see by itself."""
    acts = [
        replace(SIGHT, id=id, site="grand", minutes=one.minutes, audience=("all",), sessions=1, mandatory="yes")
        for id, one in gathers.items()
    ]
    acts += [replace(SIGHT, id=id, site="grand", minutes=60) for id in sights]
    rows = [opening(id, hours) for id, one in gathers.items() for hours in one.hours]
    rows += [opening(id, hours) for id, hours in sights.items()]
    empty = dict.fromkeys(("engagement_topics", "order", "pins", "wishes"), ())
    scenario = visit(engagements=tuple(acts), opening=tuple(rows), **{**empty, **changes})
    return with_setting(scenario, ["lunch_and_dinner_are_eaten", "travel_takes_its_time"], enabled=False)


def framing(gathers: Mapping[str, Together], scenario: Scenario, seed: int = 1) -> Framing:
    """From a schedule that holds what gathers when it is first held, and nothing else."""
    problem = Problem(scenario)
    roster = Roster(problem, whole_visit(problem, {who: int(n > 2) for n, who in enumerate(problem.delegates)}))
    stops = {
        route: tuple(
            Held(Visit(*route, problem.act_index[id]), at(*one.first))
            for id, one in gathers.items()
            if one.first[0] == route[1]
        )
        for route in roster.routes
    }
    schedule = Schedule(roster.assignment, stops)
    return Framing(problem, roster, schedule, {"visitors": 10, "hosts": 10}, seed)


def judged(made: Framing, seconds: float = 9.0) -> list[Judged]:
    """Times that are possible, the most promising first."""
    return [one for one in made.judged(Budget(99), seconds) if one.worth > 0]


def found(
    gathers: Mapping[str, Together],
    sights: Mapping[str, Hours] = MORNING,
    *,
    seconds: float = 9.0,
    seed: int = 1,
    **changes: object,
) -> list[dict[str, int]]:
    """Times by name, the most promising first."""
    scenario = offering(gathers, sights, **changes)
    names = [act.id for act in scenario.engagements]
    return [
        {names[act]: start for act, start in one.times.items()}
        for one in judged(framing(gathers, scenario, seed), seconds)
    ]


def test_what_gathers_is_held_in_its_window_and_nothing_else_is_touched() -> None:
    problem = Problem(offering({"forum": Together(((WED, "08:00-20:00"), (THU, "08:00-20:00")))}))
    forum = problem.act_index["forum"]
    framed = held(problem, {forum: (at(WED, "13:50"), at(WED, "14:15"))})
    assert framed.acts[forum].starts == ((), ((at(WED, "13:50"), at(WED, "14:15")),), ())
    assert [one for act, one in enumerate(framed.acts) if act != forum] == [
        one for act, one in enumerate(problem.acts) if act != forum
    ]
    assert problem.acts[forum].starts[THU] == ((at(THU, "08:00"), at(THU, "18:00")),)
    assert framed.scenario is problem.scenario


def test_a_window_is_a_little_before_and_after_a_time_and_in_the_hours() -> None:
    """From 8:00 on, until 18:00, and in either of two spans where both are near."""
    hours = ((WED, "08:00-11:00"), (WED, "09:10-12:00"))
    problem = Problem(offering({"forum": Together(hours)}))
    forum = problem.act_index["forum"]
    starts = ("07:50", "08:30", "09:05", "10:15", "10:16")
    windows = {start: around(problem, {forum: at(WED, start)})[forum] for start in starts}
    assert windows["07:50"] == (at(WED, "08:00"), at(WED, "08:05"))
    assert windows["08:30"] == (at(WED, "08:15"), at(WED, "08:45"))
    assert windows["09:05"] == (at(WED, "08:50"), at(WED, "09:20"))
    assert windows["10:15"] == (at(WED, "10:00"), at(WED, "10:00"))
    assert windows["10:16"] == (at(WED, "10:16"), at(WED, "10:16"))
    inside = held(problem, {forum: windows["09:05"]}).acts[forum].starts[WED]
    assert inside == ((at(WED, "08:50"), at(WED, "09:00")), (at(WED, "09:10"), at(WED, "09:20")))


@pytest.mark.parametrize(
    ("window", "grid", "parts"),
    [
        ((0, 30), 5, [(10, 20), (0, 15), (15, 30)]),
        ((0, 15), 5, [(5, 10), (0, 5), (10, 15)]),
        ((0, 30), 15, [(15, 15), (0, 15), (15, 30)]),
        ((7, 17), 5, [(12, 12), (7, 12), (12, 17)]),
        ((7, 12), 5, [(7, 12), (7, 7), (12, 12)]),
        ((7, 7), 5, [(7, 7), (7, 7), (7, 7)]),
        ((0, 30), 60, [(0, 30), (0, 30), (0, 30)]),
    ],
)
def test_a_window_is_narrowed_to_its_middle_or_a_half(window: Span, grid: int, parts: list[Span]) -> None:
    """From and to times of the grid, as far as there are such."""
    assert narrower(window, grid) == parts


def gathered(scenario: Scenario) -> dict[str, int]:
    """What the handmade plan holds for several tracks together."""
    problem = Problem(scenario)
    schedule = schedule_of(problem, plan_of(scenario))
    names = [act.id for act in problem.acts]
    its = gatherings_of(problem, Roster(problem, schedule.assignment), schedule)
    return {names[act]: start for act, start in its.items()}


def test_what_all_attend_gathers_and_not_what_tracks_may_share() -> None:
    """The dinner, not the call on the governor."""
    assert gathered(visit()) == {"welcome-dinner": at(TUE, "18:30")}


def test_what_is_for_one_track_gathers_nobody() -> None:
    """A call on the governor for both would."""
    both = with_row(visit(), "engagements", "hall-call", audience=("gov", "tech"))
    assert gathered(both) == {"welcome-dinner": at(TUE, "18:30"), "hall-call": at(WED, "15:00")}
    assert gathered(with_row(both, "engagements", "welcome-dinner", audience=("gov",))) == {
        "hall-call": at(WED, "15:00")
    }


def test_where_one_track_alone_has_delegates_nothing_gathers() -> None:
    problem = Problem(visit())
    schedule = schedule_of(problem, plan_of(visit()))
    alone = Roster(problem, whole_visit(problem, dict.fromkeys(problem.delegates, 1)))
    assert gatherings_of(problem, alone, schedule) == {}


def test_what_gathers_is_held_when_that_leaves_most_room() -> None:
    """Two hours: from 12:00 on all see A to D before, sooner they miss one at least."""
    best = found({"forum": Together()})[0]
    assert best["forum"] >= at(WED, "12:00")


def test_what_gathers_is_held_on_the_day_that_leaves_most_room() -> None:
    """On Wednesday it is one of no more than six a day; on Thursday there is nothing else."""
    hours = ((WED, "08:00-20:00"), (THU, "08:00-12:00"))
    best = found({"forum": Together(hours)}, dict.fromkeys("abcdef", (WED, "08:00-20:00")))[0]
    assert best["forum"] // (24 * 60) == THU


@pytest.mark.parametrize(
    ("audience", "benefit", "morning"),
    [("all", 9, False), ("gov", 5, True), ("gov", 3, False), ("tracks", 3, True)],
)
def test_room_is_left_for_what_tracks_may_attend_by_themselves(audience: str, benefit: int, morning: bool) -> None:
    """A tour from 12:00 to 20:00, or two of A to D, which are worth 1 to all six: a tour that is worth 3 to half of
    them is not as much, one that is worth 5 is more. What all might attend together is not held so far."""
    gathers = {"forum": Together()}
    scenario = offering(gathers)
    tour = replace(SIGHT, id="tour", site="grand", minutes=480, audience=(audience,), benefit=benefit)
    rows = (*scenario.opening, opening("tour", (WED, "12:00-20:00")))
    scenario = replace(scenario, engagements=(*scenario.engagements, tour), opening=rows)
    (start,) = judged(framing(gathers, scenario))[0].times.values()
    assert (start < at(WED, "11:45")) is morning


def test_the_better_times_come_first_and_none_is_tried_twice() -> None:
    """From noon on nothing is missed, sooner up to two of A to D."""
    starts = [times["forum"] for times in found({"forum": Together()})]
    assert len(starts) == len(set(starts)) > 9
    missed = [_missed(start) for start in starts]
    assert missed == sorted(missed)
    assert missed[0] == 0 < missed[-1]


def test_windows_are_quite_different_and_as_promising_as_the_best() -> None:
    """From noon on nothing is missed; by half past five the forum must have begun."""
    gathers = {"forum": Together()}
    made = framing(gathers, offering(gathers))
    windows = [one[0] for one in made.best(Budget(99), 9.0, 99)]
    assert len(windows) > 2
    assert all(first >= at(WED, "11:45") for first, _ in windows)
    assert all(abs(one - other) >= APART - 2 * EASE for n, (one, _) in enumerate(windows) for other, _ in windows[:n])
    assert len(made.best(Budget(99), 9.0, 2)) == 2


def test_what_is_a_little_worse_than_the_best_is_not_as_promising() -> None:
    """In the morning A is missed, for a share of all there is that is more than half a percent, or less."""
    gathers = {"forum": Together(((WED, "09:00-11:00"), (WED, "12:00-14:00")))}
    for benefit, count in ((1 - ALIKE, 1), ((1 - ALIKE) / 3, 2)):
        scenario = offering(gathers, {"a": (WED, "08:30-09:45"), "b": (WED, "15:00-16:00")})
        whole = 10_000
        scenario = with_row(scenario, "engagements", "a", benefit=round(2 * benefit * whole))
        scenario = with_row(scenario, "engagements", "b", benefit=whole)
        assert len(framing(gathers, scenario).best(Budget(99), 9.0, 99)) == count


def test_windows_are_narrowed_to_where_most_fits() -> None:
    """A, until 9:15, leaves room at the end alone of the window from 9:00 to then."""
    gathers = {"forum": Together(((WED, "09:00-11:30"),))}
    scenario = offering(gathers, {"a": (WED, "08:30-09:15")})
    scenario = with_row(scenario, "engagements", "a", minutes=45)
    (windows,) = framing(gathers, scenario).best(Budget(99), 9.0, 1)
    assert [*windows.values()] == [(at(WED, "09:10"), at(WED, "09:15"))]


def _missed(start: int) -> int:
    """How many of A to D are missed where two hours begin then or a little sooner or later."""
    begins = [at(WED, f"{hour:02d}:00") for hour in range(8, 12)]
    return min(
        sum(begin < shifted + 120 and shifted < begin + 60 for begin in begins)
        for shifted in range(max(start - EASE, at(WED, "08:00")), start + EASE + 1)
    )


def test_nothing_is_held_when_somebody_could_not_come() -> None:
    """On Tuesday morning all are in the air."""
    hours = ((TUE, "08:00-11:00"), (WED, "09:00-13:00"))
    times = found({"forum": Together(hours)})
    assert times
    assert all(one["forum"] >= at(WED, "09:00") for one in times)


def test_nothing_is_held_when_all_must_be_elsewhere() -> None:
    """All must see A at 9:00, that day alone: the forum of an hour is from 10:00 on, a quarter of an hour sooner as it
    is said."""
    gathers = {"forum": Together(((WED, "08:30-12:30"),), (WED, "11:00"), 60)}
    scenario = offering(gathers, {"a": (WED, "09:00-10:00")})
    elsewhere = with_row(scenario, "engagements", "a", mandatory="each")
    free, bound = (
        [start for its in judged(framing(gathers, one)) for start in its.times.values()]
        for one in (scenario, elsewhere)
    )
    assert min(free) < at(WED, "09:45")
    assert bound
    assert min(bound) >= at(WED, "09:45")


def test_what_is_pinned_does_not_move() -> None:
    pins = (Pin(engagement="forum", on=WEDNESDAY, at=time(9), state="fixed"),)
    assert found({"forum": Together()}, pins=pins) == [{"forum": at(WED, "09:00")}]


def test_what_is_pinned_does_not_move_while_others_do() -> None:
    gathers = {"forum": Together(), "gala": Together(first=(WED, "18:00"), minutes=60)}
    pins = (Pin(engagement="gala", on=WEDNESDAY, at=time(18), state="fixed"),)
    times = found(gathers, pins=pins)
    assert len(times) > 1
    assert {one["gala"] for one in times} == {at(WED, "18:00")}


TALKS = {"talks": Together(minutes=60), "signing": Together(first=(WED, "10:00"), minutes=30)}
"""Talks at 9:00, the signing at 10:00."""


def gaps(times: Sequence[Mapping[str, int]]) -> set[int]:
    """Minutes from the end of the talks to the signing."""
    return {one["signing"] - one["talks"] - 60 for one in times}


def test_what_is_ordered_stays_in_its_order() -> None:
    """In the hours of both the signing could be first."""
    free = found(TALKS, seconds=0.5)
    assert min(gaps(free)) < 0
    kept = found(TALKS, seconds=0.5, order=(Order(before="talks", after="signing"),))
    assert len(kept) > 2
    assert min(gaps(kept)) >= 0


def test_what_is_ordered_is_as_near_as_it_must_be() -> None:
    """No more than an hour apart: the signing goes along with the talks, and within that each moves by itself."""
    times = found(TALKS, seconds=0.5, order=(Order(before="talks", after="signing", max_gap_minutes=60),))
    assert len(times) > 2
    assert min(gaps(times)) >= 0
    assert max(gaps(times)) <= 60
    assert times[0]["talks"] >= at(WED, "11:45")


def test_what_is_ordered_does_not_go_where_the_other_cannot_follow() -> None:
    """The talks are over by 12:00 on Wednesday, so the signing is not after 13:00, or on Thursday."""
    hours = {"talks": ((WED, "08:00-12:00"),), "signing": ((WED, "08:00-20:00"), (THU, "08:00-20:00"))}
    gathers = {name: replace(one, hours=hours[name]) for name, one in TALKS.items()}
    near = found(gathers, order=(Order(before="talks", after="signing", max_gap_minutes=60),))
    assert max(gaps(near)) <= 60
    same = found(gathers, order=(Order(before="talks", after="signing", same_day=True),))
    assert max(gaps(same)) > 60
    assert all(one["signing"] < at(THU, "00:00") for one in same)


def test_what_is_linked_moves_along() -> None:
    """The signing is at once after the talks, so that neither could move without the other."""
    times = found(TALKS, order=(Order(before="talks", after="signing", max_gap_minutes=0),))
    assert len(times) > 2
    assert gaps(times) == {0}
    assert times[0]["talks"] >= at(WED, "11:45")


def test_what_is_held_on_the_same_day_moves_along_as_far_as_its_hours_go() -> None:
    """On Thursday nobody misses anything; there the signing may not be before 10:00, nor after 11:30."""
    hours = {
        "talks": ((WED, "08:00-11:00"), (THU, "08:00-11:00")),
        "signing": ((WED, "09:00-12:00"), (THU, "10:00-12:00")),
    }
    gathers = {name: replace(one, hours=hours[name]) for name, one in TALKS.items()}
    times = found(gathers, order=(Order(before="talks", after="signing", same_day=True),))
    assert {one["talks"] // (24 * 60) for one in times} == {WED, THU}
    assert all(one["talks"] // (24 * 60) == one["signing"] // (24 * 60) for one in times)
    assert times[0]["signing"] in range(at(THU, "10:00"), at(THU, "11:31"))


def test_order_binds_nothing_where_it_need_not_be_kept() -> None:
    scenario = offering(TALKS, order=(Order(before="talks", after="signing", max_gap_minutes=0),))
    problem = Problem(with_setting(scenario, ["order_is_kept"], enabled=False))
    talks, signing = problem.act_index["talks"], problem.act_index["signing"]
    assert {one.times[signing] - one.times[talks] for one in judged(framing(TALKS, problem.scenario))} != {60}


def test_where_there_is_one_time_alone_the_search_for_others_ends() -> None:
    gathers = {"forum": Together(((WED, "09:00-11:00"),))}
    assert found(gathers, seconds=1e9) == [{"forum": at(WED, "09:00")}]


def test_where_order_allows_no_other_time_the_search_for_others_ends() -> None:
    """The forum could begin at 9:00 too, and would not be over by 10:30, when the gala is."""
    gathers = {
        "forum": Together(((WED, "08:30-11:00"),), (WED, "08:30")),
        "gala": Together(((WED, "10:30-11:30"),), (WED, "10:30"), 60),
    }
    order = (Order(before="forum", after="gala"),)
    assert found(gathers, {}, seconds=1e9, order=order) == [{"forum": at(WED, "08:30"), "gala": at(WED, "10:30")}]


def test_what_is_pinned_does_not_move_along() -> None:
    """Nor do the talks, right before the signing."""
    pins = (Pin(engagement="signing", on=WEDNESDAY, at=time(10), state="fixed"),)
    order = (Order(before="talks", after="signing", max_gap_minutes=0),)
    assert found(TALKS, order=order, pins=pins) == [{"talks": at(WED, "09:00"), "signing": at(WED, "10:00")}]


def test_where_nothing_gathers_there_are_no_times() -> None:
    assert found({}) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_times_repeat(seed: int) -> None:
    one, other = (found(TALKS, seconds=0.1, seed=seed) for _ in range(2))
    assert one == other


def test_another_seed_tries_other_times() -> None:
    assert len({str(found(TALKS, seconds=0.05, seed=seed)) for seed in range(4)}) > 1


def test_more_time_finds_no_worse() -> None:
    """A hundredth of a second is for two outlines of three days of two tracks."""
    for seed in range(2):
        first = [_missed(found({"forum": Together()}, seconds=s, seed=seed)[0]["forum"]) for s in (0.0, 0.03, 9.0)]
        assert first[0] == _missed(at(WED, "09:00")) >= first[1] >= first[2] == 0


def test_the_time_spent_is_counted_and_no_more_is_spent_than_there_is() -> None:
    """Beside what it takes to narrow a window: three outlines of three days of two tracks at most."""
    gathers = {"forum": Together()}
    made, budget = framing(gathers, offering(gathers)), Budget(99, repeatable=True)
    assert made.judged(budget, 0.02)
    assert 0.02 < budget.work / WORK_A_SECOND < 0.026
    made, budget = framing(gathers, offering(gathers)), Budget(99, repeatable=True)
    assert made.best(budget, 0.02, 1)
    assert 0.02 < budget.work / WORK_A_SECOND < 0.045
    budget.stop.set()
    assert made.best(budget, 0.02, 1) == []


def searching(scenario: Scenario, seconds: float) -> Search:
    """A search that repeats."""
    told = list[Step]()
    frame = frame_of(scenario, "", Settings(seconds, 1, 1))
    goal = next(iter(Goals(scenario)))
    return Search(Problem(scenario), frame, Budget(seconds, repeatable=True), told.append, goal, 1)


def promised(scenario: Scenario, seconds: float, most: int = 2) -> list[Windows]:
    """Windows that are promising for the handmade plan."""
    search = searching(scenario, seconds)
    schedule = schedule_of(search.problem, plan_of(scenario))
    roster = Roster(search.problem, schedule.assignment)
    return promising(search, valued(search.problem, roster, schedule, search.frame), most)


def test_times_are_promising_where_there_is_time_to_look_for_them() -> None:
    """The share of 12 seconds for that is more than one, of 11 it is less."""
    dinner = Problem(visit()).act_index["welcome-dinner"]
    assert promised(visit(), 11) == []
    times = promised(visit(), 12)
    assert len(times) == 2
    assert all(set(one) == {dinner} for one in times)


def test_a_beginning_holds_what_gathers_in_its_window_or_by_lot() -> None:
    """Two that are brought forward twice, and one by lot, which does not come to 19:00 on Wednesday."""
    scenario = visit()
    dinner, window = Problem(scenario).act_index["welcome-dinner"], (at(WED, "18:50"), at(WED, "19:10"))
    search, starts = searching(scenario, 60), {}
    beginnings = Beginnings(search, [{dinner: window}])
    for number in range(1, 7):
        made = beginnings.another()
        if made is not None:
            assert made.lawful
            assert made.roster.problem is search.problem
            starts[number] = next(one.start for one in made.schedule.visits() if one.node[2] == dinner)
    inside = {number for number, start in starts.items() if window[0] <= start <= window[1]}
    assert inside >= {1, 2, 3, 4, 6} & starts.keys()
    assert len(inside) > 2
    assert starts.keys() - inside
