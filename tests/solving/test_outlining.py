"""Outlines: what attendance is worth, which rules bind it, and that the best is found where there is little choice."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from planner.domain.engagements import TopicStrength
from planner.domain.people import Wish
from planner.domain.plan import Plan
from planner.domain.rulebook import EnoughRules
from planner.domain.scenario import Scenario
from planner.model.day_sets import DaySets
from planner.model.problem import Problem
from planner.model.reading_back import schedule_of
from planner.model.roster import Roster, whole_visit
from planner.model.schedule import Visit
from planner.solving.outlining.attendance import Attendance, Attended
from planner.solving.outlining.outline import LACKING, MOST_SETS, best_of, choice, outlined
from planner.solving.outlining.worth import Worth
from tests.checking.edits import with_row, with_rules
from tests.model.asking import rewritten, with_setting
from tests.model.visits import plan_of, visit

GOV, TECH, THIRD = range(3)
BOTH = {"visitors": 10, "hosts": 10}
SIGHT = next(act for act in visit().engagements if act.id == "temple")


def whole(**changes: object) -> Scenario:
    """The tiny visit on which nobody comes late or leaves early."""
    scenario = with_row(visit(**changes), "delegates", "xu", departure="f-out")
    return with_row(scenario, "delegates", "he", arrival="f-in")


def attended(scenario: Scenario) -> tuple[Worth, Attended, Plan]:
    """Who attends what in the handmade plan, everybody all the time, and the plan with its account."""
    problem = Problem(scenario)
    tracks = {who.id: "gov" if who.track == "gov" else "tech" for who in scenario.delegates}
    plan = replace(plan_of(scenario), delegates={who: dict.fromkeys(range(3), track) for who, track in tracks.items()})
    schedule = schedule_of(problem, plan)
    worth = Worth(problem, Roster(problem, schedule.assignment), BOTH)
    found = np.zeros((len(worth.tracks), problem.days, len(problem.acts)))
    for held in schedule.visits():
        assert isinstance(held.node, Visit)
        found[worth.tracks.index(held.node.track), held.node.day, held.node.act] = 1
    return worth, found, rewritten(scenario, plan).plan


def test_attendance_is_worth_its_benefit_topics_and_wishes() -> None:
    """Three of the commission: dinner 2, ministry 5, governor 4, port 3, and 3 for policy 3, 2 for ports 3.
    Two of Alpha: dinner 2, laboratory 3, park 3, governor 4, port 3, and 5 for iot 3 + 2. Gamma's one the same, with 4
    for ports 3 and 1 for iot 5. Wishes: 4 for Alpha's two at the institute; at the port 5 for Gamma, 1 for Alpha's."""
    worth, found, _ = attended(whole())
    commission, alpha, gamma = 3 * (14 + 3 * 3 + 2 * 3), 2 * (15 + 5 * 5), 15 + 4 * 3 + 5
    hosts = 4 * 2 + 5 * 1 + 1 * 2
    assert worth.total(found) == 10 * (commission + alpha + gamma) + 10 * hosts


@pytest.mark.parametrize("topics", [1, 3, 4, 99])
@pytest.mark.parametrize("wishes", [1, 2, 99])
def test_attendance_is_worth_what_the_account_says(topics: int, wishes: int) -> None:
    """Whatever is enough of a topic or of a wish."""
    scenario = with_rules(whole(), topics=EnoughRules(topics), wishes=EnoughRules(wishes))
    worth, found, plan = attended(scenario)
    account = {aim.name: aim.value for aim in plan.aims}
    assert worth.total(found) == 10 * (account["visitors"] + account["hosts"])


def test_who_attends_nothing_gains_nothing() -> None:
    worth, found, _ = attended(whole())
    assert worth.total(np.zeros_like(found)) == 0


@pytest.mark.parametrize("aim", ["visitors", "hosts"])
def test_each_aim_counts_by_its_weight_and_no_less_than_nothing(aim: str) -> None:
    both, found, plan = attended(whole())
    value = next(one.value for one in plan.aims if one.name == aim)
    totals = [Worth(both.problem, both.roster, {aim: weight}).total(found) for weight in (7, 0, -7)]
    assert totals == [7 * value, 0, 0]


@pytest.mark.parametrize("gov", [("wu", "chen", "lin"), ("wu", "zhou"), ()])
def test_an_act_alone_is_worth_what_all_gain_from_it_and_nothing_else(gov: Sequence[str]) -> None:
    """The laboratory: 3 for six, iot 3 for 5 + 5 + 1, and 4 for the two heads of Alpha. The temple: 1 for six."""
    problem = Problem(whole())
    tracks = {who: GOV if who in gov else TECH for who in problem.delegates}
    worth = Worth(problem, Roster(problem, whole_visit(problem, tracks)), BOTH)
    assert worth.alone[problem.act_index["lab-visit"]] == 10 * (18 + 33) + 10 * 8
    assert worth.alone[problem.act_index["temple"]] == 10 * 6


def test_a_track_has_the_heads_of_its_fullest_day() -> None:
    """He lands late, Xu flies early; on Wednesday all three are there."""
    problem = Problem(visit())
    schedule = schedule_of(problem, plan_of(visit()))
    assert len(schedule.assignment["xu"]) == 2
    assert list(Worth(problem, Roster(problem, schedule.assignment), BOTH).heads) == [3, 3]


class Ruled:
    """Attendance of the tiny visit by tracks of so many heads: some acts by track, day and act."""

    def __init__(self, *visits: tuple[int, int, str], heads: Sequence[float] = (3, 3, 3), head: int | None = GOV):
        self.visits, self.heads, self.head = visits, heads, head

    def _asked(self, scenario: Scenario) -> tuple[Problem, Attendance, Attended]:
        problem = Problem(scenario)
        found = np.zeros((len(self.heads), problem.days, len(problem.acts)))
        for row, day, act in self.visits:
            found[row, day, problem.act_index[act]] = 1
        return problem, Attendance(problem, np.array(self.heads), self.head), found

    def barred(self, row: int, day: int, scenario: Scenario | None = None) -> set[str]:
        problem, attendance, found = self._asked(scenario or visit())
        return {act.id for act, its in zip(problem.acts, attendance.barred(found, row, day), strict=True) if its}

    def lacking(self, row: int, day: int, scenario: Scenario | None = None) -> set[str]:
        problem, attendance, found = self._asked(scenario or visit())
        return {act.id for act, its in zip(problem.acts, attendance.lacking(found, row, day), strict=True) if its}

    def missing(self, scenario: Scenario | None = None) -> int:
        _, attendance, found = self._asked(scenario or visit())
        return attendance.missing(found)


HEADED = {"ministry-call", "hall-call"}
"""What a track may attend only if that of the head does."""


def test_where_nobody_attends_anything_only_the_head_goes_first() -> None:
    assert Ruled().barred(GOV, 1) == set()
    assert Ruled().barred(TECH, 1) == HEADED


def test_a_track_attends_once() -> None:
    """What it attends on the day asked for is to be chosen anew."""
    ruled = Ruled((GOV, 0, "temple"))
    assert ruled.barred(GOV, 1) == ruled.barred(GOV, 2) == {"temple"}
    assert ruled.barred(GOV, 0) == set()


def test_what_is_not_shared_is_attended_by_as_many_tracks_as_it_has_sessions() -> None:
    """The laboratory has two sessions, the ministry one."""
    assert Ruled((GOV, 0, "lab-visit")).barred(THIRD, 1, visit()) == HEADED
    assert Ruled((GOV, 0, "lab-visit"), (TECH, 0, "lab-visit")).barred(THIRD, 0) == HEADED | {"lab-visit"}
    assert Ruled((TECH, 1, "ministry-call")).barred(GOV, 1) == {"ministry-call"}


def test_what_is_shared_is_held_on_as_many_days_as_it_has_sessions() -> None:
    """The park has one session, the port two."""
    ruled = Ruled((TECH, 1, "park-briefing"))
    assert [ruled.barred(GOV, day) for day in range(3)] == [{"park-briefing"}, set(), {"park-briefing"}]
    ruled = Ruled((TECH, 0, "port-visit"), (THIRD, 2, "port-visit"))
    assert [ruled.barred(GOV, day) for day in range(3)] == [set(), {"port-visit"}, set()]


def test_sessions_do_not_count_where_they_need_not() -> None:
    scenario = with_setting(visit(), ["sessions_are_not_exceeded"], enabled=False)
    ruled = Ruled((TECH, 1, "park-briefing"), (TECH, 1, "ministry-call"))
    assert ruled.barred(GOV, 2, scenario) == set()


@pytest.mark.parametrize(("heads", "barred"), [((15, 3), set()), ((16, 3), {"ministry-call"})])
def test_a_track_does_not_attend_what_it_is_too_large_for(heads: tuple[int, int], barred: set[str]) -> None:
    assert Ruled(heads=heads).barred(GOV, 1) == barred


@pytest.mark.parametrize(("heads", "barred"), [((11, 9), set()), ((12, 9), {"hall-call"})])
def test_a_shared_session_holds_all_who_attend_it(heads: tuple[int, int], barred: set[str]) -> None:
    """Twenty at the governor's."""
    assert Ruled((TECH, 1, "hall-call"), heads=heads).barred(GOV, 1) == barred


@pytest.mark.parametrize(("heads", "barred"), [((10, 15, 15), set()), ((11, 15, 15), {"port-visit"})])
def test_several_sessions_hold_as_many_each(heads: tuple[int, int, int], barred: set[str]) -> None:
    """Twenty at the port, twice."""
    assert Ruled((TECH, 1, "port-visit"), (THIRD, 1, "port-visit"), heads=heads).barred(GOV, 1) == barred


def test_capacity_does_not_count_where_it_need_not() -> None:
    scenario = with_setting(visit(), ["capacity_is_not_exceeded"], hard=False)
    assert Ruled((TECH, 1, "hall-call"), heads=(99, 99)).barred(GOV, 1, scenario) == set()


def test_others_come_to_what_needs_the_head_once_the_head_does() -> None:
    """On whichever day; that it is shared on one day alone is another matter."""
    assert Ruled((GOV, 1, "hall-call")).barred(TECH, 1) == {"ministry-call"}
    assert Ruled((GOV, 1, "hall-call")).barred(TECH, 0) == HEADED
    assert Ruled((THIRD, 1, "hall-call")).barred(TECH, 1) == HEADED


def test_nobody_waits_for_a_head_who_changes_tracks_or_need_not_come() -> None:
    assert Ruled(head=None).barred(TECH, 1) == set()
    assert Ruled().barred(TECH, 1, with_setting(visit(), ["the_head_attends"], enabled=False)) == set()


def test_what_comes_first_is_on_an_earlier_day_or_the_same() -> None:
    """The governor before the port."""
    first, second = Ruled((GOV, 1, "hall-call")), Ruled((GOV, 1, "port-visit"))
    assert ["port-visit" in first.barred(GOV, day) for day in range(3)] == [True, False, False]
    assert ["hall-call" in second.barred(GOV, day) for day in range(3)] == [False, False, True]
    assert "port-visit" not in first.barred(TECH, 0)


def test_order_does_not_count_where_it_need_not() -> None:
    scenario = with_setting(visit(), ["order_is_kept"], enabled=False)
    assert "port-visit" not in Ruled((GOV, 1, "hall-call")).barred(GOV, 0, scenario)


def test_what_must_be_held_is_lacking_until_somebody_attends_it() -> None:
    """Each track must see the port; the head is needed at the ministry and at the governor's, whoever is there."""
    everything = {"welcome-dinner", "ministry-call", "hall-call", "port-visit"}
    assert Ruled().lacking(TECH, 0) == everything
    held = Ruled((GOV, 0, "welcome-dinner"), (GOV, 1, "hall-call"), (GOV, 2, "port-visit"))
    assert held.lacking(TECH, 1) == {"ministry-call", "port-visit"}
    assert held.lacking(GOV, 1) == {"ministry-call", "hall-call"}, "what it attends that day is to be chosen anew"
    assert held.lacking(GOV, 0) == {"welcome-dinner", "ministry-call"}
    assert Ruled((TECH, 1, "hall-call")).lacking(GOV, 2) == everything
    assert Ruled((TECH, 1, "hall-call")).lacking(THIRD, 2) == everything - {"hall-call"}


def test_what_all_tracks_must_see_is_lacking_to_each_of_them_only_where_it_is_in_sessions() -> None:
    """Where all attend one session, that it is held is enough to say."""
    scenario = with_row(visit(), "engagements", "port-visit", audience=("all",))
    assert "port-visit" not in Ruled((GOV, 1, "port-visit")).lacking(TECH, 1, scenario)
    assert "port-visit" in Ruled((GOV, 1, "port-visit")).lacking(TECH, 1)


def test_as_much_is_missing_as_nobody_attends_though_it_must_be_held() -> None:
    assert Ruled().missing() == 4
    assert Ruled((TECH, 1, "port-visit"), (TECH, 0, "temple")).missing() == 3
    assert Ruled().missing(with_setting(visit(), ["mandatory_engagements_are_held"], enabled=False)) == 0


def worth_of(values: Mapping[str, int], *, tracks: int = 1, **changes: object) -> Worth:
    """Engagements by letter with their benefits to six delegates, all in one track, or half of them in each of two."""
    acts = tuple(replace(SIGHT, id=name, sessions=1, benefit=value) for name, value in values.items())
    empty = dict.fromkeys(("engagement_topics", "order", "pins", "opening", "interests", "wishes"), ())
    scenario = visit(engagements=acts, **{**empty, **changes})
    problem = Problem(scenario)
    ids = problem.delegates
    half = len(ids) // 2 if tracks == 2 else 0
    who = {one: GOV if number < half else TECH for number, one in enumerate(ids)}
    return Worth(problem, Roster(problem, whole_visit(problem, who)), {"visitors": 1, "hosts": 1})


def days(worth: Worth, *sets: str) -> DaySets:
    """Sets of engagements whose names are letters."""
    acts = [act.id for act in worth.problem.acts]
    return DaySets(tuple(range(len(acts))), np.array([[act in one for act in acts] for one in sets]), 0)


def outline(worth: Worth, its: Mapping[tuple[int, int], Sequence[str]], seed: int = 1, best: float = 0.0) -> float:
    """What the best outline is worth where tracks may attend some sets on some days."""
    days_of = {key: choice(worth, days(worth, *sets)) for key, sets in its.items()}
    choices = {(track, day): best_of(one, worth, track) for (track, day), one in days_of.items()}
    return outlined(worth, choices, seed, best)


def test_the_best_set_of_a_day_is_attended() -> None:
    """Six heads: 7 and 1 are more than 5 and 2."""
    worth = worth_of({"a": 5, "b": 7, "c": 2, "d": 1})
    assert outline(worth, {(TECH, 0): ("ac", "bd", "cd")}) == 6 * 8


def test_the_best_days_are_found_though_they_want_the_same() -> None:
    """A is on both days; on the second it leaves B for the first: 5 + 4, not 5 + 3."""
    worth = worth_of({"a": 5, "b": 4, "c": 3})
    assert outline(worth, {(TECH, 0): ("a", "b"), (TECH, 1): ("a", "c")}) == 6 * 9


def test_the_best_days_of_two_tracks_are_found_though_they_want_the_same() -> None:
    """One session of A, which the second track leaves to the first as it has more besides."""
    worth = worth_of({"a": 5, "b": 4, "c": 3}, tracks=2)
    assert outline(worth, {(GOV, 0): ("a", "c"), (TECH, 0): ("a", "b")}) == 3 * 9


def test_more_of_a_topic_than_is_enough_is_not_sought() -> None:
    """Alpha's two, and Gamma's one, care for iot 5 and 1, of which 3 is enough: A and B teach it alike, C brings 1."""
    topics = [TopicStrength(engagement=act, topic="iot", strength=3) for act in "ab"]
    interests = visit().interests
    worth = worth_of({"a": 0, "b": 0, "c": 1}, engagement_topics=tuple(topics), interests=interests)
    assert outline(worth, {(TECH, 0): ("a",), (TECH, 1): ("b", "c")}) == 11 * 6
    rules = replace(visit().rules, topics=EnoughRules(3))
    worth = worth_of({"a": 0, "b": 0, "c": 1}, engagement_topics=tuple(topics), interests=interests, rules=rules)
    assert outline(worth, {(TECH, 0): ("a",), (TECH, 1): ("b", "c")}) == 11 * 3 + 6


def test_more_heads_than_are_enough_for_a_wish_are_not_brought() -> None:
    """The institute wants one of Alpha's two, who all come to A: B, held by it as well, brings nothing more; C does."""
    wishes = (Wish(host="iot-institute", sector="iot", weight=4),)
    values, its = {"a": 0, "b": 0, "c": 1}, {(TECH, 0): ("a",), (TECH, 1): ("b", "c")}
    worth = hosted(worth_of(values, wishes=wishes), "ab")
    assert outline(worth, its) == 4 * (2 + 2)
    rules = replace(visit().rules, wishes=EnoughRules(2))
    assert outline(hosted(worth_of(values, wishes=wishes, rules=rules), "ab"), its) == 4 * 2 + 6


def hosted(worth: Worth, acts: str) -> Worth:
    """Some of the acts are held by the institute."""
    scenario = worth.problem.scenario
    for act in acts:
        scenario = with_row(scenario, "engagements", act, host="iot-institute")
    problem = Problem(scenario)
    return Worth(problem, Roster(problem, worth.roster.assignment), {"visitors": 1, "hosts": 1})


def test_what_must_be_held_is_held_where_it_costs_little() -> None:
    """A is worth four thousandths more than M, and that M is missing takes half a percent."""
    its = {(TECH, 0): ("a", "m")}
    for seed in range(8):
        assert outline(worth_of({"a": 1004, "m": 1000}), its, seed) == 6 * 1004
        assert outline(musts(worth_of({"a": 1004, "m": 1000})), its, seed) == 6 * 1000
        assert outline(musts(worth_of({"a": 1100, "m": 1000})), its, seed) == pytest.approx(6 * 1100 * (1 - LACKING))


def musts(worth: Worth) -> Worth:
    """M must be held."""
    problem = Problem(with_row(worth.problem.scenario, "engagements", "m", mandatory="yes"))
    return Worth(problem, Roster(problem, worth.roster.assignment), {"visitors": 1})


def test_only_the_track_of_the_head_goes_where_the_head_is_needed() -> None:
    """Wu heads the official party, for which nothing is open but B; so the others do not attend H, and not in vain."""
    worth = worth_of({"h": 9, "b": 1, "c": 2}, tracks=2)
    problem = Problem(with_row(worth.problem.scenario, "engagements", "h", head_required=True))
    led = Worth(problem, Roster(problem, worth.roster.assignment), {"visitors": 1})
    its = {(GOV, 0): ("b",), (TECH, 0): ("h", "c")}
    assert outline(worth, its) == 3 * (1 + 9)
    assert outline(led, its) == 3 * (1 + 2)
    assert outline(led, {(GOV, 0): ("h",), (TECH, 0): ("h", "c")}) == 3 * (9 + 2)


def test_it_is_looked_for_longer_where_others_are_not_far_better() -> None:
    """The day that is looked at first takes A: that comes to 8 or to 9, and further tries find 9 more often."""
    worth = worth_of({"a": 5, "b": 4, "c": 3})
    its = {(TECH, 0): ("a", "b"), (TECH, 1): ("a", "c")}
    brief, long = ([outline(worth, its, seed, best) for seed in range(12)] for best in (6 * 10, 6 * 8))
    assert {*brief} == {6 * 8, 6 * 9}
    assert all(one <= other for one, other in zip(brief, long, strict=True))
    assert sum(brief) < sum(long)


def test_outlines_repeat() -> None:
    """Where it depends on the seed what is found."""
    worth, its = tangled(random.Random(5))
    found = [[outline(worth, its, seed) for seed in range(9)] for _ in range(2)]
    assert found[0] == found[1]
    assert len(set(found[0])) > 1


def tangled(rng: random.Random) -> tuple[Worth, dict[tuple[int, int], tuple[str, ...]]]:
    """Two days of two tracks, each with three sets of what all want."""
    worth = worth_of({name: rng.randint(1, 20) for name in "abcdefg"}, tracks=2)
    routes = product((GOV, TECH), range(2))
    return worth, {
        route: tuple("".join(rng.sample("abcdefg", rng.randint(1, 3))) for _ in range(3)) for route in routes
    }


def test_no_outline_is_worth_more_than_the_best_there_is_and_most_are_worth_as_much() -> None:
    """Each engagement is attended once by half of all, so the best is the sets with the most in all of them."""
    rng, reached = random.Random(7), 0
    for _ in range(40):
        worth, its = tangled(rng)
        value = {act.id: act.benefit for act in worth.problem.acts}
        best = 3 * max(sum(value[act] for act in set("".join(sets))) for sets in product(*its.values()))
        found = outline(worth, its)
        assert found <= best
        reached += found == best
    assert reached > 20


def test_of_many_sets_the_best_are_looked_at_and_some_with_each_act() -> None:
    """All subsets of nine acts, and R alone, which is worth least; the best lack the cheapest acts."""
    values = {name: 2 ** (9 - number) for number, name in enumerate("abcdefghi")} | {"r": 0}
    worth = worth_of(values)
    every = ["".join(those) for those in product(*((name, "") for name in "abcdefghi"))]
    random.Random(1).shuffle(every)
    found = best_of(choice(worth, days(worth, *every, "r")), worth, TECH)
    totals = sorted((float(row @ [*values.values()]) for row in found.sets), reverse=True)
    assert len(found.sets) == MOST_SETS + 1
    assert totals[:MOST_SETS] == sorted((sum(values[act] for act in one) for one in every), reverse=True)[:MOST_SETS]
    assert found.sets[:, -1].sum() == 1


def test_sets_are_told_over_all_acts_whatever_acts_they_are_of() -> None:
    """Of C and A, in this order."""
    worth = worth_of({"a": 5, "b": 7, "c": 2})
    found = choice(worth, DaySets((2, 0), np.array([[True, False], [True, True]]), 0))
    assert sorted(map(tuple, found.sets.tolist())) == [(0, 0, 1), (1, 0, 1)]
