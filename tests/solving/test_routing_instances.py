"""The benchmark's mapping and its own checker say the same of tours."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from planner.solving.routing.search import Effort, search
from tests.benchmarks.toptw_instances import VARIABLE, checked, folder, planner_like, problem, read


@pytest.mark.parametrize(("count", "routes"), [(20, 1), (40, 3)])
def test_tours_found_pass_the_checker_with_the_same_score(count: int, routes: int) -> None:
    instance = planner_like("drawn", count, seed=count)
    found = search(problem(instance, routes), Effort(steps=100))
    assert checked(instance, found.tours) == found.worth > 0


def test_the_checker_refuses_what_breaks_a_rule() -> None:
    instance = planner_like("drawn", 10, seed=10)
    with pytest.raises(AssertionError, match="visited twice"):
        checked(instance, ((3,), (3,)))
    with pytest.raises(AssertionError, match="after"):
        checked(replace(instance, close=(instance.close[0], *[Fraction(0)] * 10)), ((3,),))
    with pytest.raises(AssertionError, match="is back at"):
        checked(replace(instance, close=(Fraction(1), *instance.close[1:])), ((3,),))


def test_an_instance_is_read_with_distances_cut_to_its_decimals(tmp_path: Path) -> None:
    rows = "id,x,y,service,score,open,close\n0,0.0,0.0,0.0,0.0,0.0,100.0\n1,1.0,1.0,0.5,7.0,2.25,9.75\n"
    (tmp_path / "c999.csv").write_text(rows)
    (tmp_path / "pr99.csv").write_text(rows)
    solomon, cordeau = read(tmp_path / "c999.csv"), read(tmp_path / "pr99.csv")
    assert (solomon.ticks(0, 1), cordeau.ticks(0, 1)) == (14, 141)
    assert problem(cordeau, 1).routes[0].last.tolist() == [[975]]
    assert checked(cordeau, ((0,),)) == 7


def test_absent_instances_are_no_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert folder() is None
    assert folder(str(tmp_path / "nowhere")) is None
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert folder() is None
    (tmp_path / "toptw").mkdir()
    assert folder() == tmp_path / "toptw"
