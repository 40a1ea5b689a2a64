"""How well off the worst-off can be: never less than what the whole model proves to be the best for a small visit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from planner.domain.people import Wish
from planner.domain.places import OpeningRow
from planner.domain.rulebook import ProvinceRules
from planner.domain.scenario import WEIGHTS, Scenario
from planner.model.build import build
from planner.model.problem import Problem
from planner.model.relaxation import Reach, Relaxation
from planner.model.roster import Roster
from planner.model.scope import everything
from planner.solving.constructing import assigned
from tests.checking.edits import with_rules
from tests.handmade_places import at
from tests.model.visits import visit

FIXED = tuple(replace(who, track=who.track or "tech") for who in visit().delegates)
"""With one assignment to tracks only, its optimum is that of the visit."""


def small(**changes: object) -> Scenario:
    scenario = visit(delegates=FIXED, **changes)
    return with_rules(scenario, provinces=ProvinceRules())


def best(scenario: Scenario, aim: str) -> int:
    """The proven best value of one aim alone."""
    problem = Problem(scenario)
    schedule = assigned(problem, 1)
    assert schedule is not None
    roster = Roster(problem, schedule.assignment)
    built = build(problem, roster, schedule, everything(roster), weights={aim: 1})
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(built.model) == cp_model.OPTIMAL
    return round(solver.objective_value)


def reach(scenario: Scenario, side: str) -> Reach:
    found = Relaxation(Problem(scenario), WEIGHTS).reach(30)
    return found["visitor" if side == "visitor" else "host"]


SHORT = replace(visit().rules.days, most_engagements=1)


def wish(host: str, sector: str, weight: int) -> Wish:
    return Wish(host=host, sector=sector, weight=weight)


VISITS = {
    "as it is": small(),
    "one engagement a day": with_rules(
        small(engagements=tuple(replace(act, mandatory="no") for act in visit().engagements)), days=SHORT
    ),
    "no port": small(
        engagements=tuple(replace(act, mandatory="no") for act in visit().engagements if act.id != "port-visit"),
        order=(),
        opening=tuple(row for row in visit().opening if row.of != "port-visit"),
    ),
}
ENOUGH = [1, 3]


@pytest.mark.parametrize("name", VISITS)
def test_no_worst_off_visitor_gets_more(name: str) -> None:
    percent = reach(VISITS[name], "visitor").percent
    assert percent is not None
    assert 0 < best(VISITS[name], "fairness") <= percent


@pytest.mark.parametrize("enough", ENOUGH)
@pytest.mark.parametrize("name", ["as it is", "one engagement a day"])
def test_no_single_host_gets_more(name: str, enough: int) -> None:
    """Where one host alone has wishes, it is the worst off, and gets what the aim of the hosts is worth."""
    scenario = replace(VISITS[name], wishes=(wish("port-authority", "logistics", 5), wish("port-authority", "iot", 1)))
    scenario = with_rules(scenario, wishes=replace(scenario.rules.wishes, enough=enough))
    percent = reach(scenario, "host").percent
    assert percent is not None
    assert 100 * best(scenario, "hosts") // (6 * enough) <= percent


@pytest.mark.parametrize("name", VISITS)
def test_no_fewer_hosts_get_nothing(name: str) -> None:
    """With one head enough and equal wishes, the aim of the hosts counts those that get anything."""
    scenario = VISITS[name]
    hosts = {act.host for act in scenario.engagements if act.host}
    scenario = replace(scenario, wishes=tuple(wish(host, "iot", 1) for host in sorted(hosts)))
    scenario = with_rules(scenario, wishes=replace(scenario.rules.wishes, enough=1))
    nothing = reach(scenario, "host").nothing
    assert nothing is not None
    assert 0 <= nothing <= len(hosts) - best(scenario, "hosts")


def test_who_can_never_be_received_gets_nothing() -> None:
    closed = OpeningRow(of="institute", on="daily", from_=at(9), until=at(9))
    others = tuple(row for row in visit().opening if row.of != "institute")
    assert reach(small(opening=(*others, closed)), "host") == Reach(0, 1)
    assert reach(small(wishes=(*visit().wishes, wish("digital-ministry", "steel", 2))), "host") == Reach(0, 1)


def test_whose_wishes_count_for_nothing_or_who_receives_nowhere_is_left_aside() -> None:
    wishes = (*visit().wishes, wish("digital-ministry", "steel", 0), wish("commission", "iot", 3))
    assert reach(small(wishes=wishes), "host").nothing == 0
