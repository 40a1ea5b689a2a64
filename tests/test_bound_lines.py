"""How `planner plan` says what is proven of a plan."""

from __future__ import annotations

import pytest

from planner.workflow.commands import summary
from tests.handmade import tiny_plan, tiny_scenario


@pytest.mark.parametrize(
    ("objective", "bound", "told"),
    [
        (1000, 1250.0, "the proven bound is 25.0 % above"),
        (3, 9990.4, "the proven bound is 9,990"),
        (0, 0.4, "the proven bound is 0"),
        (-20, 9990.0, "the proven bound is 9,990"),
        (-20, -15.0, "the proven bound is -15"),
        (1000, None, "no bound known"),
    ],
)
def test_a_bound_is_told_in_per_cent_only_where_that_says_something(
    objective: int, bound: float | None, told: str
) -> None:
    first, *_ = summary(tiny_plan(tiny_scenario(), objective=objective, bound=bound, status="feasible"))
    assert f", {told}; " in first
