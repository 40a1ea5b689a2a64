"""Outlines: what attendance is worth, which rules bind it, and that a mixture is worth no less than the best days."""

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
from planner.model.orienteering.arrays import Bools
from planner.model.problem import Problem
from planner.model.reading_back import schedule_of
from planner.model.roster import Roster, TrackDayKey, whole_visit
from planner.model.schedule import Visit
from planner.solving.outlining.outline import MOST_OF_AN_ACT, MOST_SETS, choice, outlined
from planner.solving.outlining.worth import Worth
from tests.checking.edits import with_row, with_rules
from tests.model.asking import rewritten, with_setting
from tests.model.visits import plan_of, visit

GOV, TECH = range(2)
BOTH = {"visitors": 10, "hosts": 10}
SESSIONS, MUSTS = ("sessions_are_not_exceeded",), ("mandatory_engagements_are_held",)
SIGHT = next(act for act in visit().engagements if act.id == "temple")


def whole(**changes: object) -> Scenario:
    """The tiny visit on which nobody comes late or leaves early."""
    scenario = with_row(visit(**changes), "delegates", "xu", departure="f-out")
    return with_row(scenario, "delegates", "he", arrival="f-in")


def attended(scenario: Scenario, weights: Mapping[str, int] = BOTH) -> tuple[float, Plan]:
    """What an outline is worth that holds what the handmade plan does, everybody all the time, and that plan with its
    account."""
    problem = Problem(scenario)
    tracks = {who.id: "gov" if who.track == "gov" else "tech" for who in scenario.delegates}
    plan = replace(plan_of(scenario), delegates={who: dict.fromkeys(range(3), track) for who, track in tracks.items()})
    schedule = schedule_of(problem, plan)
    choices: dict[TrackDayKey, Bools] = {}
    for held in schedule.visits():
        assert isinstance(held.node, Visit)
        day = choices.setdefault((held.node.track, held.node.day), np.zeros((1, len(problem.acts)), np.bool_))
        day[0, held.node.act] = True
    worth = Worth(problem, Roster(problem, schedule.assignment), weights)
    return outlined(worth, choices), rewritten(scenario, plan).plan


def test_attendance_is_worth_its_benefit_topics_and_wishes() -> None:
    """Three of the commission: dinner 2, ministry 5, governor 4, port 3, and 3 for policy 3, 2 for ports 3.
    Two of Alpha: dinner 2, laboratory 3, park 3, governor 4, port 3, and 5 for iot 3 + 2. Gamma's one the same, with 4
    for ports 3 and 1 for iot 5. Wishes: 4 for Alpha's two at the institute; at the port 5 for Gamma, 1 for Alpha's."""
    commission, alpha, gamma = 3 * (14 + 3 * 3 + 2 * 3), 2 * (15 + 5 * 5), 15 + 4 * 3 + 5
    hosts = 4 * 2 + 5 * 1 + 1 * 2
    assert attended(whole())[0] == 10 * (commission + alpha + gamma) + 10 * hosts


@pytest.mark.parametrize("topics", [1, 3, 4, 99])
@pytest.mark.parametrize("wishes", [1, 2, 99])
def test_attendance_is_worth_what_the_account_says(topics: int, wishes: int) -> None:
    """Whatever is enough of a topic or of a wish."""
    scenario = with_rules(whole(), topics=EnoughRules(topics), wishes=EnoughRules(wishes))
    found, plan = attended(scenario)
    account = {aim.name: aim.value for aim in plan.aims}
    assert found == 10 * (account["visitors"] + account["hosts"])


@pytest.mark.parametrize("aim", ["visitors", "hosts"])
def test_each_aim_counts_by_its_weight_and_no_less_than_nothing(aim: str) -> None:
    value = next(one.value for one in attended(whole())[1].aims if one.name == aim)
    assert [attended(whole(), {aim: weight})[0] for weight in (7, 0, -7)] == [7 * value, 0, 0]


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


def worth_of(
    values: Mapping[str, int],
    *,
    gov: int | None = None,
    rows: Mapping[str, Mapping[str, object]] | None = None,
    off: Sequence[str] = (),
    **changes: object,
) -> Worth:
    """Engagements by letter with their benefits to six delegates, all in one track, or some in another where the head
    is; `rows` with what is particular about some."""
    acts = tuple(replace(SIGHT, id=name, sessions=1, benefit=value) for name, value in values.items())
    empty = dict.fromkeys(("engagement_topics", "order", "pins", "opening", "interests", "wishes"), ())
    scenario = visit(engagements=acts, **{**empty, **changes})
    for name, row in (rows or {}).items():
        scenario = with_row(scenario, "engagements", name, **row)
    problem = Problem(with_setting(scenario, off, enabled=False) if off else scenario)
    who = {one: GOV if number < (gov or 0) else TECH for number, one in enumerate(problem.delegates)}
    return Worth(problem, Roster(problem, whole_visit(problem, who)), {"visitors": 1, "hosts": 1})


def days(worth: Worth, *sets: str) -> DaySets:
    """Sets of engagements whose names are letters."""
    acts = [act.id for act in worth.problem.acts]
    return DaySets(tuple(range(len(acts))), np.array([[act in one for act in acts] for one in sets]), 0)


def outline(worth: Worth, its: Mapping[TrackDayKey, Sequence[str]]) -> float:
    """What the best outline is worth where tracks may attend some sets on some days."""
    choices = {(track, day): choice(worth, days(worth, *sets), track) for (track, day), sets in its.items()}
    return round(outlined(worth, choices), 6)


def test_the_best_set_of_a_day_is_attended() -> None:
    """Six heads: 7 and 1 are more than 5 and 2."""
    worth = worth_of({"a": 5, "b": 7, "c": 2, "d": 1})
    assert outline(worth, {(TECH, 0): ("ac", "bd", "cd")}) == 6 * 8


def test_a_track_attends_once() -> None:
    """A is on both days; on the second it leaves B for the first: 5 + 4, not 5 + 3."""
    worth = worth_of({"a": 5, "b": 4, "c": 3})
    assert outline(worth, {(TECH, 0): ("a", "b"), (TECH, 1): ("a", "c")}) == 6 * 9


@pytest.mark.parametrize(("sessions", "off", "value"), [(1, (), 5 + 2), (2, (), 10), (1, SESSIONS, 10)])
def test_what_is_not_shared_is_attended_by_as_many_tracks_as_it_has_sessions(
    sessions: int, off: Sequence[str], value: int
) -> None:
    worth = worth_of({"a": 5, "b": 2}, gov=3, rows={"a": {"sessions": sessions}}, off=off)
    assert outline(worth, {(GOV, 0): ("a", "b"), (TECH, 0): ("a", "b")}) == 3 * value


def test_the_best_days_of_two_tracks_are_found_though_they_want_the_same() -> None:
    """One session of A, which the second track leaves to the first as it has more besides."""
    worth = worth_of({"a": 5, "b": 4, "c": 3}, gov=3)
    assert outline(worth, {(GOV, 0): ("a", "c"), (TECH, 0): ("a", "b")}) == 3 * 9


@pytest.mark.parametrize("shared", [{"together": True}, {"audience": ("all",)}])
@pytest.mark.parametrize(("capacity", "value"), [(6, 6 * 5), (5, 5 * 5), (1, 0)])
def test_a_shared_session_holds_all_who_attend_it(shared: Mapping[str, object], capacity: int, value: int) -> None:
    """Two and four; where not all fit, both to some degree; where there is no room for either, neither."""
    worth = worth_of({"a": 5}, gov=2, rows={"a": {"capacity": capacity, **shared}})
    assert outline(worth, {(GOV, 0): ("a",), (TECH, 0): ("a",)}) == value


def test_several_shared_sessions_hold_as_many_each() -> None:
    its = {(GOV, 0): ("a",), (TECH, 1): ("a",)}
    for sessions, value in ((1, 4 * 5), (2, 6 * 5)):
        row = {"a": {"capacity": 4, "sessions": sessions, "together": True}}
        assert outline(worth_of({"a": 5}, gov=2, rows=row), its) == value


@pytest.mark.parametrize(("capacity", "value"), [(3, 5), (2, 2)])
def test_a_track_does_not_attend_what_it_is_too_large_for(capacity: int, value: int) -> None:
    """Nor to some degree."""
    worth = worth_of({"a": 5, "b": 2}, gov=3, rows={"a": {"capacity": capacity}})
    assert outline(worth, {(GOV, 0): ("a", "b")}) == 3 * value


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
    rows = {act: {"host": "iot-institute"} for act in "ab"}
    assert outline(worth_of(values, rows=rows, wishes=wishes), its) == 4 * (2 + 2)
    rules = replace(visit().rules, wishes=EnoughRules(2))
    assert outline(worth_of(values, rows=rows, wishes=wishes, rules=rules), its) == 4 * 2 + 6


def test_what_must_be_held_is_if_it_can_be() -> None:
    """M, which is worth less than A; where it can't be, as much is lost as the best engagement is worth."""
    values, must = {"a": 9, "m": 1}, {"m": {"mandatory": "yes"}}
    assert outline(worth_of(values), {(TECH, 0): ("a", "m")}) == 6 * 9
    assert outline(worth_of(values, rows=must), {(TECH, 0): ("a", "m")}) == 6 * 1
    assert outline(worth_of(values, rows=must), {(TECH, 0): ("a",)}) == 0
    assert outline(worth_of(values, rows=must, off=MUSTS), {(TECH, 0): ("a",)}) == 6 * 9


def test_what_each_must_see_is_seen_by_each() -> None:
    """Half lose what all six could gain if it is not; in one session for all it is enough that it is held."""
    values, its = {"a": 9, "m": 1}, {(GOV, 0): ("m",), (TECH, 0): ("a",)}
    each = {"mandatory": "each", "sessions": 2}
    assert outline(worth_of(values, gov=3, rows={"m": {"mandatory": "yes"}}), its) == 3 * (1 + 9)
    assert outline(worth_of(values, gov=3, rows={"m": each}), its) == 3 * (1 + 9) - 6 * 9
    assert outline(worth_of(values, gov=3, rows={"m": each | {"audience": ("gov",)}}), its) == 3 * (1 + 9)
    assert outline(worth_of(values, gov=3, rows={"m": each | {"audience": ("all",)}}), its) == 3 * (1 + 9)


def test_only_the_track_of_the_head_goes_where_the_head_is_needed() -> None:
    """Wu heads the official party, for which nothing is open but B; so the others do not attend H, and not in vain."""
    values, needed = {"h": 9, "b": 1, "c": 2}, {"h": {"head_required": True, "sessions": 2}}
    its = {(GOV, 0): ("b",), (TECH, 0): ("h", "c")}
    assert outline(worth_of(values, gov=3), its) == 3 * (1 + 9)
    assert outline(worth_of(values, gov=3, rows=needed), its) == 3 * (1 + 2)
    assert outline(worth_of(values, gov=3, rows=needed, off=("the_head_attends",)), its) == 3 * (1 + 9)
    assert outline(worth_of(values, gov=3, rows=needed), {**its, (GOV, 0): ("h",)}) == 3 * (9 + 9)


def test_nobody_waits_for_a_head_who_changes_tracks() -> None:
    worth = worth_of({"h": 9}, gov=3, rows={"h": {"head_required": True}})
    roster = worth.roster
    roster.assignment = {**roster.assignment, worth.problem.head: {0: GOV, 1: TECH}}
    assert outline(worth, {(TECH, 0): ("h",)}) == 3 * 9


def test_an_outline_is_worth_no_less_than_the_best_days_and_hardly_more() -> None:
    """Each engagement is attended once by half of all, so the best is the sets with the most in all of them."""
    rng, exact = random.Random(7), 0
    for _ in range(40):
        worth = worth_of({name: rng.randint(1, 20) for name in "abcdefg"}, gov=3)
        routes = product((GOV, TECH), range(2))
        its = {route: ["".join(rng.sample("abcdefg", rng.randint(1, 3))) for _ in range(3)] for route in routes}
        value = {act.id: act.benefit for act in worth.problem.acts}
        best = 3 * max(sum(value[act] for act in set("".join(sets))) for sets in product(*its.values()))
        found = outline(worth, its)
        assert best <= found <= 1.15 * best
        exact += found == best
    assert exact > 20


def test_of_many_sets_the_best_are_looked_at_and_some_with_each_act() -> None:
    """All subsets of nine acts, and R alone or with one of them, which are worth least."""
    values = {name: 2 ** (9 - number) for number, name in enumerate("abcdefghi")} | {"r": 0}
    worth = worth_of(values)
    every = ["".join(those) for those in product(*((name, "") for name in "abcdefghi"))]
    those = [*every, *("r" + "abcdefghi"[:number] for number in range(9))]
    random.Random(1).shuffle(those)
    found = choice(worth, days(worth, *those), TECH)
    totals = sorted((float(row @ [*values.values()]) for row in found), reverse=True)
    best = sorted((sum(values[act] for act in one) for one in those), reverse=True)
    assert totals[: MOST_SETS - MOST_OF_AN_ACT] == best[: MOST_SETS - MOST_OF_AN_ACT]
    assert found[:, -1].sum() == MOST_OF_AN_ACT
    assert len(found) < MOST_SETS + MOST_OF_AN_ACT * len(values)


def test_the_sets_that_are_looked_at_are_those_that_a_track_gains_from() -> None:
    """Alpha's two and Gamma's one like the internet of things, which the commission does not; it gets more from A."""
    topics = (TopicStrength(engagement="b", topic="iot", strength=3),)
    worth = worth_of({"a": 2, "b": 1}, gov=3, engagement_topics=topics, interests=visit().interests)
    assert choice(worth, days(worth, "a", "b"), GOV)[0].tolist() == [True, False]
    assert choice(worth, days(worth, "a", "b"), TECH)[0].tolist() == [False, True]


def test_sets_are_told_over_all_acts_whatever_acts_they_are_of() -> None:
    """Of C and A, in this order."""
    worth = worth_of({"a": 5, "b": 7, "c": 2})
    found = choice(worth, DaySets((2, 0), np.array([[True, False], [True, True]]), 0), TECH)
    assert sorted(map(tuple, found.tolist())) == [(False, False, True), (True, False, True)]
