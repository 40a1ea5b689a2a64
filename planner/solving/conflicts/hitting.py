"""The cheapest sets of parts of which each conflict has one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from ortools.sat.python import cp_model

from planner.model.solver import new_solver
from planner.solving.conflicts.parts import Part
from planner.solving.engine import FEASIBLE


def cheapest_hits(
    conflicts: Sequence[Collection[Part]], weight: Callable[[Part], int], most: int
) -> tuple[tuple[Part, ...], ...]:
    """Up to `most` smallest sets that take something from every conflict, the cheapest first."""
    model = cp_model.CpModel()
    taken = {part: model.new_bool_var("") for part in sorted({part for one in conflicts for part in one})}
    for conflict in conflicts:
        model.add_bool_or([taken[part] for part in conflict])
    model.minimize(sum(weight(part) * literal for part, literal in taken.items()))
    found: list[tuple[Part, ...]] = []
    while len(found) < most:
        solver = new_solver()
        solver.parameters.random_seed = 1
        if solver.solve(model) not in FEASIBLE:
            break
        chosen = tuple(part for part, literal in taken.items() if solver.value(literal))
        if not chosen:
            break
        found.append(chosen)
        model.add_bool_or([~taken[part] for part in chosen])
    return tuple(found)
